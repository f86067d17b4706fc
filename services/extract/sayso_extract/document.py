"""The package's verbs: a document to an article, an article to its statements.

Input: bytes or text from anywhere, with what is known about them. `read_document` tells pages from text, decodes, and
hands over to the pure readers in `domain/`; `extract` runs a `ClaimFinder` over the article. `RuleFinder` is the
plainest; `tagger.finder` has the one that ships, and anything with the same `find` may take its place.

Guaranteed: what cannot be read raises `DocumentError` with a snake_case reason and nothing else; the same input gives
the same output; statements come by first content span.

Next: `domain.statements` for how statements are found.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, Protocol

from sayso_extract.domain.decoding.decode import CharsetRefused, Decoded, decode
from sayso_extract.domain.decoding.document_kind import document_kind
from sayso_extract.domain.html.article import html_article
from sayso_extract.domain.html.depth import TooDeep
from sayso_extract.domain.language import spoken_in
from sayso_extract.domain.model import Article, Span, Statement
from sayso_extract.domain.origins import Origin, origins
from sayso_extract.domain.patterns import encodable
from sayso_extract.domain.statements import find_statements, in_order
from sayso_extract.domain.text.article import text_article
from sayso_extract.domain.text.readable import readable_line

EXTRACTOR_VERSION = "10"
"""Changes whenever the same document may give other statements; part of every statement's id. A finder that is not the
one that ships adds its name: ``9+rules``."""

LEAST_TEXT = 80
"""Characters an HTML page's text must have to be an article: what has less is a menu or a notice of cookies."""

Media = Literal["auto", "html", "text"]
Reason = Literal["empty", "not_text", "charset_refused", "too_deep", "no_article"]


class DocumentError(Exception):
    """A document that cannot be read. `reason` is one of `Reason`, `detail` is for people."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail


class ClaimFinder(Protocol):
    """Finds who said what in an article."""

    @property
    def version(self) -> str:
        """The extractor's version with this finder: a number, and behind a plus what is not as it ships."""

    def find(self, article: Article) -> tuple[Statement, ...]:
        """Every statement of the article."""


class RuleFinder:
    """Finds statements by the named rules of `domain` alone."""

    version = f"{EXTRACTOR_VERSION}+rules"

    def find(self, article: Article) -> tuple[Statement, ...]:
        """Every statement the rules find."""
        return find_statements(article)


def read_document(
    data: bytes | str,
    *,
    url: str | None,
    charset: str | None = None,
    media: Media = "auto",
    as_is: bool = False,
) -> Article:
    """The article of a document; with `as_is` its text is the document's own, unchanged."""
    if not data.strip():
        raise DocumentError("empty", "the document holds no characters")
    kind = document_kind(data)
    if kind == "binary":
        raise DocumentError("not_text", "the document's bytes are not text")
    decoded = _decoded(data, charset)
    if not decoded.text.strip():
        raise DocumentError("empty", "the document holds no characters")
    if as_is:
        return replace(_as_is(decoded.text, url), charset_unsure=decoded.unsure)
    page = media == "html" or (media == "auto" and kind == "html")
    article = _page(decoded.text, url) if page else text_article(decoded.text, url)
    if article is None:
        raise DocumentError("no_article", "no article text was found in the document")
    article = replace(_in_its_language(_readable(article)), charset_unsure=decoded.unsure)
    if len(article.text) < (LEAST_TEXT if page else 1):
        raise DocumentError("no_article", f"the document holds only {len(article.text)} characters of text")
    return article


def extract(article: Article, finder: ClaimFinder) -> tuple[Statement, ...]:
    """The article's statements, by first content span."""
    return in_order(finder.find(article))


def origins_of(
    data: bytes | str, article: Article, spans: Sequence[Span], *, charset: str | None = None, media: Media = "auto"
) -> tuple[Origin | None, ...]:
    """Where in its document each span of an article's text stands: the page behind a claim. Raises `DocumentError`."""
    page = media == "html" or (media == "auto" and document_kind(data) == "html")
    return origins(_decoded(data, charset).text, spans, article.text, page=page)


def _page(html: str, url: str | None) -> Article | None:
    try:
        return html_article(html, url)
    except TooDeep as error:
        raise DocumentError("too_deep", str(error)) from error


def _readable(article: Article) -> Article:
    """The article as it is stored, and as all spans point into it."""
    paragraphs = (readable_line(paragraph) for paragraph in article.text.split("\n\n"))
    authors = (readable_line(author) for author in article.authors)
    return replace(
        article,
        text="\n\n".join(paragraph for paragraph in paragraphs if paragraph),
        title=readable_line(article.title or "") or None,
        authors=tuple(author for author in authors if author),
        publisher=readable_line(article.publisher or "") or None,
        section=readable_line(article.section or "") or None,
    )


def _in_its_language(article: Article) -> Article:
    """A text capture does not say what language it is in."""
    if article.language is not None:
        return article
    language = spoken_in(article.text)
    return (
        replace(article, language=language, sources=(*article.sources, ("language", "text"))) if language else article
    )


def _decoded(data: bytes | str, charset: str | None) -> Decoded:
    if isinstance(data, str):
        return Decoded(encodable(data), "utf-8", "characters", unsure=False)
    try:
        return decode(data, charset)
    except CharsetRefused as refused:
        raise DocumentError("charset_refused", f"charset {refused} is not read") from refused


def _as_is(text: str, url: str | None) -> Article:
    guessed = text_article(text, url)
    if guessed is None:
        return Article(None, (), None, None, None, None, None, None, url, text)
    return replace(guessed, text=text)
