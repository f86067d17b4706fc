"""Text as it is read: no characters that cannot be seen, one kind of space, one spelling of each letter.

Input: any text. Control characters, soft hyphens, zero-width characters and the controls that turn the direction of
writing go: they hide words from rules, break numbers, and let a page write what a console shows as something else.
Joiners stay where scripts and emoji need them. Letters are composed (NFC), after what no script has, dozens of marks
on one letter, has been cut, since ordering those is quadratic.

Guaranteed: linear; idempotent; what an article stores has been through here, so that spans point into what is seen.

Next: `document`, which stores the result.
"""

import unicodedata

from sayso_extract.domain.patterns import Pattern, encodable

MOST_MARKS = 30
"""Marks on one letter: the Unicode standard's own bound for streams."""


def _ranges(*ranges: tuple[int, int]) -> list[int]:
    return [code for first, last in ranges for code in range(first, last + 1)]


_GONE = _ranges(
    (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F),  # controls
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180E),
    (0x200B, 0x200B), (0x200E, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0xFFFE, 0xFFFF), (0xFDD0, 0xFDEF), (0xE0000, 0xE0FFF),
)  # fmt: skip
_SPACES = _ranges(
    (0x0B, 0x0B), (0x1F, 0x1F), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F),
    (0x3000, 0x3000),
)  # fmt: skip
_BREAKS = _ranges((0x0D, 0x0D), (0x1C, 0x1E), (0x85, 0x85), (0x2028, 0x2029))
_TABLE: dict[int, str | None] = {
    **dict.fromkeys(_GONE),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_BREAKS, "\n"),
}
_UNJOINING = Pattern("([\x00-\u024f])[\u200c\u200d]+|[\u200c\u200d]+([\x00-\u024f])|^[\u200c\u200d]+|[\u200c\u200d]+$")
_MARKS = Pattern(r"\pM+")


def readable(text: str) -> str:
    """The text as it is read."""
    text = encodable(text).replace("\r\n", "\n").translate(_TABLE)
    if text.isascii():
        return text
    text = _few_marks(text)
    if "\u200c" in text or "\u200d" in text:
        while (joined := _UNJOINING.sub(r"\1\2", text)) != text:
            text = joined
    return unicodedata.normalize("NFC", text)


def _few_marks(text: str) -> str:
    """The text without the marks that one letter has too many of."""
    pieces: list[str] = []
    end = 0
    for match in _MARKS.finditer(text):
        begin, after = match.span()
        if after - begin > MOST_MARKS:
            pieces.append(text[end : begin + MOST_MARKS])
            end = after
    return "".join((*pieces, text[end:])) if pieces else text


def readable_line(text: str) -> str:
    """The text as it is read, on one line."""
    return " ".join(readable(text).split())
