"""The only door to regular expressions: google-re2, linear in the text however hostile it is.

Text from the web meets no other engine in this package; the standard library's can be made to take exponential time.
Two traps of the wrapper are closed here. It encodes a `str` to UTF-8 and fails on lone surrogates: they are
replaced one for one, so offsets hold. Its matches give `str` offsets but take group numbers only: `Match` is read by
number.

Guaranteed: offsets are code points into the text that was given.

Next: `attribution.quotes` and `attribution.tokens`, which scan with it.
"""

from collections.abc import Iterator
from typing import Protocol

import re2

_REPLACEMENT = "\ufffd"


class Match(Protocol):
    """What callers may ask of a match."""

    def group(self, number: int = 0, /) -> str:
        """The words of a group."""

    def span(self, number: int = 0, /) -> tuple[int, int]:
        """Where a group stands; (-1, -1) if it took no part."""


class Pattern:
    """A compiled expression over text from the web."""

    __slots__ = ("_compiled", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._compiled = re2.compile(source)

    def search(self, text: str) -> Match | None:
        """The first match anywhere."""
        found: Match | None = self._compiled.search(encodable(text))
        return found

    def match(self, text: str) -> Match | None:
        """A match at the very beginning."""
        found: Match | None = self._compiled.match(encodable(text))
        return found

    def fullmatch(self, text: str) -> Match | None:
        """A match of the whole text."""
        found: Match | None = self._compiled.fullmatch(encodable(text))
        return found

    def finditer(self, text: str) -> Iterator[Match]:
        """Every match, left to right, in one pass."""
        found: Iterator[Match] = self._compiled.finditer(encodable(text))
        return found

    def sub(self, replacement: str, text: str) -> str:
        """The text with every match replaced."""
        replaced: str = self._compiled.sub(replacement, encodable(text))
        return replaced


def encodable(text: str) -> str:
    """The text with lone surrogates replaced, one code point for one."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join(_REPLACEMENT if "\ud800" <= c <= "\udfff" else c for c in text)
    return text
