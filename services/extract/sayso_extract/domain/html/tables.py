"""Tables before a page is read: those that only lay it out become blocks, and the others lose their spans.

Older sites stand their articles in table cells; read as a table, an article is one long row. A cell that holds
paragraphs or a few hundred characters is taken for layout, and it and the rows and tables around it become plain
blocks. Of data tables the `rowspan` and `colspan` go: readers multiply cells out by them, so that a page of a few
kilobytes can ask for millions, and no statement is lost with them.

Guaranteed: no words are added or lost; a cell costs a bounded look however tables nest.

Next: `article`.
"""

from itertools import islice

from lxml.html import HtmlElement

_TABLE = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
LEAST_PROSE = 300
"""Characters that no figure in a data table has."""
MOST_LOOKED_AT = 400
"""Elements of one cell."""


def flatten_layout(tree: HtmlElement) -> HtmlElement:
    """Make layout tables blocks and data tables plain, in place, and give the tree back."""
    for cell in list(tree.iter("td", "th")):
        if cell.tag != "div" and _lays_out(cell):
            _flatten(cell)
        else:
            for name in ("rowspan", "colspan"):
                cell.attrib.pop(name, None)
    return tree


def _lays_out(cell: HtmlElement) -> bool:
    length = 0
    for part in islice(cell.iter(), MOST_LOOKED_AT):
        length += len(part.text or "") + len(part.tail or "")
        if part.tag == "p" or length >= LEAST_PROSE:
            return True
    return False


def _flatten(cell: HtmlElement) -> None:
    around: HtmlElement | None = cell
    while around is not None and around.tag in _TABLE:
        around.tag = "div"
        around = around.getparent()
