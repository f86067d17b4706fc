"""The text of a JSON-LD script as a value, broken as it may be.

Input: what stands between the tags of a script on a page from the web. Sites wrap it in comments, leave a comma behind
the last item, write remarks into it, or put two objects into one script. What is sound is read as it is; what is not
is mended once, token by token, and read again.

Guaranteed: linear in the text; a text that stays broken, is too long or nests too deep is no value, never an error.

Next: `json_ld`.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sayso_extract.domain.patterns import Pattern

MOST_SCRIPTS, MOST_TEXT, MOST_BROKEN = 60, 2_000_000, 100_000
"""Scripts of a page, and characters of them all, as they are and mended: a live blog has all its posts in one."""
MOST_VALUES = 10
"""Values in one script."""

_WRAPPING = Pattern(r"^(?:\s|<!--|<!\[CDATA\[|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)*")
_TOKEN = Pattern(
    r'(?s)"(?:[^"\\]|\\.)*(?:"|\z)|//[^\n]*|/\*.*?(?:\*/|\z)|<!--|-->|//?\]\]>|\]\]>|,\s*[,}\]]|:\s*[,}\]]'
)
_DECODER = json.JSONDecoder(strict=False)


def script_values(scripts: Sequence[str]) -> Iterator[Any]:
    """The values of a page's scripts, in order, as far as its bounds go."""
    left, left_broken = MOST_TEXT, MOST_BROKEN
    for text in scripts[:MOST_SCRIPTS]:
        left -= len(text)
        if left < 0:
            return
        found = json_values(text)
        if not found and len(text) <= left_broken:
            left_broken -= len(text)
            found = json_values(mended(mended(text)))  # a comma may stand before a remark
        yield from found


def json_values(text: str) -> list[Any]:
    """The values of a script, if it is sound."""
    wrapping = _WRAPPING.match(text)
    found = _values(text, wrapping.span()[1] if wrapping is not None else 0)
    return [value for value in found if isinstance(value, dict | list)]


def mended(text: str) -> str:
    """The text without remarks, doubled and last commas; a value that is missing is null."""
    pieces: list[str] = []
    begin = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        pieces.append(text[begin:start])
        pieces.append(_mended(text[start:end]))
        begin = end
    pieces.append(text[begin:])
    return "".join(pieces)


def _mended(token: str) -> str:
    if token[0] == '"':
        return token
    if token[0] == ",":
        return token[-1]
    if token[0] == ":":
        return f": null{token[-1]}"
    return " "


def _values(text: str, at: int) -> Iterator[Any]:
    """The values one after another, until what follows is none."""
    for _ in range(MOST_VALUES):
        while at < len(text) and (text[at].isspace() or text[at] in ";,"):
            at += 1
        if at == len(text):
            return
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value
