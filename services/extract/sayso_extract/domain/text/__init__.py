"""A page saved as plain text to its article: layout, lines, head. Begin with `article`.

`readable` is for both kinds of page: text as a reader sees it, with the way back to the page.
"""
