"""Text whose UTF-8 was taken for windows-1252 somewhere on its way and encoded again: "Ã©" for "é", "â€œ" for “.

Input: a decoded text. A pair or more of such letters that make one UTF-8 character when their bytes are put together
is a sign of it. Where nearly everything beyond ASCII is such signs, they are read as what they were; where only much
of it is, the text is left and reported as doubtful.

Guaranteed: one pass; a text without signs comes back as it is.

Next: `decode`.
"""

from sayso_extract.domain.patterns import Pattern

LEAST_REPAIRED, LEAST_DOUBTED = 2, 3
REPAIRED_SHARE, DOUBTED_SHARE = 0.8, 0.3
"""Of the characters beyond ASCII."""


def _letter(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_BYTES = {_letter(byte): byte for byte in range(0x80, 0x100)}
_NEXT = "[" + "".join(_letter(byte) for byte in range(0x80, 0xC0)) + "]"
_SIGN = Pattern(f"[Â-Þ]{_NEXT}|[à-ï]{_NEXT}{{2}}|[ð-ô]{_NEXT}{{3}}")


def repaired(text: str) -> tuple[str, bool]:
    """The text as it was before it was encoded twice, and whether to doubt it."""
    if text.isascii():
        return text, False
    pieces: list[str] = []
    end = signs = letters = 0
    for match in _SIGN.finditer(text):
        begin, after = match.span()
        read = _read(match.group())
        if read is not None:
            pieces += (text[end:begin], read)
            end, signs, letters = after, signs + 1, letters + after - begin
    if signs < LEAST_REPAIRED:
        return text, False
    share = letters / (len(text) - len(text.encode("ascii", "ignore")))
    if share >= REPAIRED_SHARE:
        return "".join((*pieces, text[end:])), True
    return text, signs >= LEAST_DOUBTED and share >= DOUBTED_SHARE


def _read(letters: str) -> str | None:
    try:
        return bytes(_BYTES[letter] for letter in letters).decode()
    except UnicodeDecodeError:
        return None
