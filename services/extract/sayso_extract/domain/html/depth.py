"""Whether a page nests deeper than its parser follows, which the parser itself does not tell.

libxml2 gives up where elements nest 256 deep, and comes back with the tree up to there: an article behind or below is
lost without a word. But it stops at that point, so the last element of the tree then stands at the depth where it gave
up. That is looked at: one step a level, on any page.

Guaranteed: a page that was cut off is told from one that is whole; a page whose own last element stands that deep is
taken for cut off, too.

Next: `article`.
"""

from lxml.html import HtmlElement

DEEPEST = 255
"""Levels below the root at which libxml2 stops."""


class TooDeep(ValueError):
    """The page nests deeper than it can be read."""


def check_depth(tree: HtmlElement) -> None:
    """Raise `TooDeep` for a page that was cut off."""
    element, depth = tree, 0
    while len(element):
        element, depth = element[-1], depth + 1
    if depth >= DEEPEST:
        raise TooDeep(f"elements nest more than {depth} deep")
