"""Names that follow from what is named: article, statement and text have ids that any worker computes alike.

Replaying a page therefore writes the same rows. The article is named by its URL's identity (`web_names` says which
URL), the statement by its article, its words and their place in the text, and the extractor's version; the text by its
words, so that two copies which differ in white space, case or quotation marks have one fingerprint.
"""

import hashlib
from collections.abc import Iterable
from urllib.parse import urlsplit

from sayso_extract.domain.model import Span

_LENGTH = 24
"""Hex digits of an id: 96 bits, enough for no two of 10^12 to meet."""


def article_id(identity: str) -> str:
    """The id of the article that goes by this key: its URL's identity, or its text's fingerprint."""
    return f"art_{_digest(identity)}"


def statement_id(of_article: str, spans: Iterable[Span], content: str, extractor_version: str) -> str:
    """The id of the statement whose evidence is at these spans. Other words in the same place are another statement."""
    places = ",".join(f"{span.begin}-{span.end}" for span in spans)
    return f"stm_{_digest(of_article, places, content, extractor_version)}"


def fingerprint(text: str) -> str:
    """A hash of the text's words, 64 hex digits."""
    words = "".join(c if c.isalnum() else " " for c in text.casefold()).split()
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def outlet(publisher: str | None, url: str) -> str:
    """The publisher as the page names it, else the host without ``www.``; empty for a document without either."""
    return publisher or (urlsplit(url).hostname or "").removeprefix("www.")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_LENGTH]
