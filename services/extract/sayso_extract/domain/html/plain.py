"""Words out of the values of a page's head: without entities, tags or runs of spaces, and compared as people would.

Guaranteed: linear, and no more than `LONGEST` characters come out, whatever goes in.

Next: `json_ld` and `meta_tags`, which read with it.
"""

import html
import unicodedata
from functools import lru_cache

from sayso_extract.domain.patterns import Pattern

LONGEST = 1_000
_TAG = Pattern(r"<[^<>]{1,300}>")
_WORD = Pattern(r"[\pL\pN\pM]+")
MOST_COMPARED = 60
"""Words of a title."""


def plain(value: str | None) -> str | None:
    """The words of a value, None if there are none. Some sites escape twice."""
    if not value:
        return None
    words = value[: 2 * LONGEST]
    for _ in range(2):
        if "&" in words:
            words = html.unescape(words)
    if "<" in words:
        words = _TAG.sub(" ", words)
    return " ".join(words.replace("\u200b", "").replace("\ufeff", "").split())[:LONGEST] or None


@lru_cache(maxsize=4_000)
def words_in(text: str | None) -> tuple[str, ...]:
    """Letters and digits, folded; apostrophes and dashes come in too many forms to compare."""
    folded = unicodedata.normalize("NFKC", (text or "")[:LONGEST]).casefold()
    return tuple(match.group() for match in _WORD.finditer(folded))[:MOST_COMPARED]


def within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words stand in the others, one after another."""
    if not short or len(short) > len(long):
        return False
    return f" {' '.join(short)} " in f" {' '.join(long)} "


def alike(one: str | None, other: str | None) -> bool:
    """Whether one title is the other, or most of it: cut off, or with the outlet behind it."""
    short, long = sorted((words_in(one), words_in(other)), key=len)
    return within(short, long) and 2 * len(" ".join(short)) >= len(" ".join(long))
