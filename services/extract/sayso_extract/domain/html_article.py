"""A web page to an article: clean text and metadata, parsed once.

Input: the page's HTML as text. Its own metadata is read first; boxes are taken out of the tree; trafilatura finds the
body and fills what the page did not say; paragraph steps drop what slipped through.

Guaranteed: paragraphs are separated by one blank line; None if no article text was found. Page scripts are never run
and nothing is fetched.

Next: `quotes`, where reading for statements begins.
"""

from typing import Any

from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html

from sayso_extract.domain.model import Article
from sayso_extract.domain.page_boxes import drop_boxes, drop_paragraphs
from sayso_extract.domain.page_metadata import PageMetadata, clean_authors, iso_date, page_metadata
from sayso_extract.domain.patterns import encodable


def html_article(html: str, url: str | None = None) -> Article | None:
    """The article of a page, or None if it holds none."""
    tree = _tree(html)
    if tree is None:
        return None
    mine = page_metadata(tree)
    found = bare_extraction(
        drop_boxes(tree), url=url, with_metadata=True, include_comments=False, include_tables=False, deduplicate=False
    )
    if found is None:
        return None
    theirs = found if isinstance(found, dict) else found.as_dict()
    paragraphs = drop_paragraphs(_paragraphs(theirs.get("text") or "", theirs.get("title"), mine.title))
    return _article(mine, theirs, "\n\n".join(paragraphs), url) if paragraphs else None


def _tree(html: str) -> HtmlElement | None:
    tree = load_html(encodable(html).replace("\x00", ""))
    return tree if isinstance(tree, HtmlElement) else None


def _paragraphs(text: str, *titles: str | None) -> tuple[str, ...]:
    """Lines of the body as paragraphs, without a first line that repeats the title."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line.removeprefix("- ") for line in lines if line]
    while lines and lines[0] in titles:
        lines = lines[1:]
    return tuple(lines)


def _article(mine: PageMetadata, theirs: dict[str, Any], text: str, url: str | None) -> Article:
    publisher = mine.publisher or theirs.get("sitename")
    authors = mine.authors or clean_authors(tuple((theirs.get("author") or "").split(";")), publisher)
    guessed = None if mine.published else iso_date(theirs.get("date"))
    return Article(
        title=mine.title or theirs.get("title"),
        authors=authors,
        published=mine.published or guessed,
        published_source=mine.published_source or ("htmldate" if guessed else None),
        modified=mine.modified,
        publisher=publisher,
        language=mine.language or theirs.get("language"),
        section=mine.section,
        url=mine.url or theirs.get("url") or url,
        text=text,
    )
