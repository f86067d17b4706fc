"""``make docs``: the reference pages, made from the code so that they cannot say something else.

``pages()`` gives every generated file with its text; ``python -m sayso.docgen`` writes them, and a test compares
what is committed with what would be written.
"""
