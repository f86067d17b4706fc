"""A web page to its article: what is prose, what is clutter, what the page says about itself.

Begin with `article`.
"""
