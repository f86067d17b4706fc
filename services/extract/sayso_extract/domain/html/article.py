"""A web page to an article: clean text and metadata, parsed once.

Input: the page's HTML as text. Its own metadata is read first; boxes are taken out of the tree; trafilatura finds the
body; paragraph steps drop what slipped through. trafilatura is asked without its fallback readers, which cost half as
much again and change one page in fifty: those on which it comes back with a piece, which `prose` can tell.
Then the pieces are put together, or its fallbacks asked.

Guaranteed: paragraphs are separated by one blank line; None if no article text was found. Page scripts are never run
and nothing is fetched.

Next: `attribution.quotes`, where reading for statements begins.
"""

from collections.abc import Sequence

from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html

from sayso_extract.domain.html.boxes import drop_boxes, drop_paragraphs
from sayso_extract.domain.html.credits import signed
from sayso_extract.domain.html.depth import check_depth
from sayso_extract.domain.html.metadata import PageMetadata, page_metadata
from sayso_extract.domain.html.prose import completed, expected, prose_of
from sayso_extract.domain.html.tables import flatten_layout
from sayso_extract.domain.language import language_of
from sayso_extract.domain.model import Article
from sayso_extract.domain.patterns import encodable

PIECE = 0.5
"""A body with less than this share of the page's prose is a piece of it."""
REPAIRED = 1.25
"""Growth that shows that pieces were put together, rather than a stray paragraph found."""
FULLER = 1.5
"""Growth from which on the fallbacks are believed."""


def html_article(html: str, url: str | None = None) -> Article | None:
    """The article of a page, or None if it holds none."""
    tree = page_tree(html)
    if tree is None:
        return None
    metadata = page_metadata(tree, url)
    paragraphs = drop_paragraphs(without_titles(body(prepared(tree), html), *metadata.titles))
    return _article(metadata, paragraphs, url) if paragraphs else None


def page_tree(html: str) -> HtmlElement | None:
    """The page, parsed; None for what is no page at all. Raises `TooDeep` where parsing stopped half way."""
    tree = load_html(encodable(html).replace("\x00", ""))
    if not isinstance(tree, HtmlElement):
        return None
    check_depth(tree)
    return tree


def prepared(tree: HtmlElement) -> HtmlElement:
    """The page without its boxes, in place."""
    return flatten_layout(drop_boxes(tree))


def body(tree: HtmlElement, html: str) -> tuple[str, ...]:
    """The paragraphs of the article on a prepared page."""
    prose = prose_of(tree)
    paragraphs = _read(tree, fast=True)
    length = _length(paragraphs)
    if length >= PIECE * expected(prose):
        return paragraphs
    whole = completed(prose, paragraphs)
    if _length(whole) >= REPAIRED * max(length, 1):
        return whole
    again = page_tree(html)  # trafilatura has taken the first tree apart
    fuller = _read(prepared(again), fast=False) if again is not None else ()
    return fuller if _length(fuller) >= FULLER * length else paragraphs


def without_titles(paragraphs: Sequence[str], *titles: str | None) -> Sequence[str]:
    """The paragraphs without first ones that repeat the title."""
    begin = 0
    while begin < len(paragraphs) and paragraphs[begin] in titles:
        begin += 1
    return paragraphs[begin:]


def _read(tree: HtmlElement, *, fast: bool) -> tuple[str, ...]:
    found = bare_extraction(tree, fast=fast, with_metadata=False, include_comments=False, include_tables=True)
    if found is None:
        return ()
    text = (found if isinstance(found, dict) else found.as_dict()).get("text") or ""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return tuple(line.removeprefix("- ") for line in lines if line)


def _length(paragraphs: Sequence[str]) -> int:
    return sum(map(len, paragraphs))


def _article(metadata: PageMetadata, paragraphs: Sequence[str], url: str | None) -> Article:
    text = "\n\n".join(paragraphs)
    credit = signed(metadata.credit, paragraphs, metadata.outlets)
    language, said_by = language_of(text, metadata.languages)
    found = {"authors": credit.source, "language": said_by}
    return Article(
        title=metadata.title,
        authors=credit.names,
        published=metadata.published,
        published_source=metadata.published_source,
        modified=metadata.modified,
        publisher=metadata.publisher,
        language=language,
        section=metadata.section,
        url=metadata.url or url,
        text=text,
        declared=metadata.declared,
        editions=metadata.editions,
        paywalled=metadata.paywalled,
        sources=(*metadata.sources, *((field, source) for field, source in found.items() if source)),
    )
