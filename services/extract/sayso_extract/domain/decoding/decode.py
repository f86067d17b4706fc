"""Bytes to text: which charset a document is in, and how sure that is.

Input: a document's bytes and the charset its server declared. Asked in this order:

1. a byte order mark;
2. the bytes themselves, where they are UTF-8 beyond ASCII: that does not happen by chance, whatever is declared;
3. the server;
4. the page: its XML declaration, its meta tag;
5. the zeros of UTF-16 and UTF-32, then plain ASCII, in which the escapes of ISO-2022 may hide;
6. a guess, and only when all of these fail.

Whoever is asked is believed if the bytes decode without an error, but for a character cut off at the end. Labels mean
what they mean to browsers (`charset_labels`). Text that was encoded twice is read as it was (`double_encoded`).

Guaranteed: always a text; `unsure` where it was guessed, repaired, contradicts itself, or holds characters that could
not be read. UTF-7 is refused, since no honest page uses it and what hides in it passes filters.

Next: `html.article` or `text.article`.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, replace

from charset_normalizer import from_bytes

from sayso_extract.domain.decoding.byte_marks import marked, zeroed
from sayso_extract.domain.decoding.charset_labels import SNIFFED, STATEFUL, WIDE, codecs_of, refused
from sayso_extract.domain.decoding.double_encoded import repaired
from sayso_extract.domain.patterns import Pattern

_XML = Pattern(r"""^\s*<\?xml[^<>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_:.\-]{2,40})""")
_META = Pattern(r"(?i)<meta[^<>]{0,200}charset\s*=\s*[\"']?\s*([a-z0-9_:.\-]{2,40})")
_COMMENT = Pattern(r"(?s)<!--.*?-->")
_TAG = Pattern(r"<[^<>]*>")
_META_REACH = 4096
_GUESS_FROM = 8_000
_CLEARLY = 3
"""Characters of UTF-8 that do not come about by chance."""
_MOSTLY = 10
"""Characters of UTF-8 to one broken byte, from which on the text is UTF-8 all the same."""
_MOST_BROKEN = 0.02
"""Of the characters beyond ASCII: a declared charset with more broken ones is not believed."""
_BROKEN = "\ufffd"
_CENTRAL = frozenset(("Polish", "Czech", "Slovak", "Hungarian", "Romanian", "Croatian", "Slovene"))


class CharsetRefused(ValueError):
    """The document declares a charset that is not read."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, where its charset came from, and whether to doubt it."""

    text: str
    charset: str
    source: str
    unsure: bool


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a document; raises `CharsetRefused` for UTF-7 and its like."""
    found = _decoded(data, declared)
    text, doubted = repaired(found.text)
    return replace(found, text=text, unsure=found.unsure or doubted or _BROKEN in text)


def _decoded(data: bytes, declared: str | None) -> Decoded:
    mark = marked(data)
    if mark is not None:
        text = _strict(data[mark[1] :], mark[0])
        if text is not None:
            return Decoded(text, mark[0], "bom", unsure=False)
    labels = tuple(_labels(data, declared))
    agreeing = [source for label, source in labels if "utf-8" in codecs_of(label)]
    outright = _utf8(data, contradicted=len(agreeing) < len(labels))
    if outright is not None:
        return replace(outright, source=agreeing[0]) if agreeing else outright
    for label, source in labels:
        for charset in codecs_of(label):
            text = _believed(data, charset, source)
            if text is not None:
                return Decoded(text, charset, source, unsure=False)
    return _undeclared(data) or _guess(data, labels)


def _labels(data: bytes, declared: str | None) -> Iterator[tuple[str, str]]:
    """What is declared, and by whom. Refused charsets are, unless somebody before them is believed."""
    head = _COMMENT.sub("", data[:_META_REACH].decode("latin-1"))
    found = ((pattern.search(head), source) for pattern, source in ((_XML, "xml"), (_META, "meta")))
    inside = ((match.group(1), source) for match, source in found if match is not None)
    for label, source in ((declared, "header"), *inside):
        if label and refused(label) is not None:
            raise CharsetRefused(refused(label))
        if label and codecs_of(label):
            yield label, source


def _utf8(data: bytes, *, contradicted: bool) -> Decoded | None:
    """UTF-8 beyond ASCII, whole or with a few broken bytes."""
    if data.isascii():
        return None
    text = _strict(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8", "utf-8", unsure=contradicted and _beyond_ascii(text) < _CLEARLY)
    text = data.decode("utf-8", "replace")
    broken = text.count(_BROKEN)
    if _beyond_ascii(text) - broken < _MOSTLY * broken:
        return None
    return Decoded(text, "utf-8", "utf-8", unsure=True)


def _believed(data: bytes, charset: str, source: str) -> str | None:
    """The text, if the bytes are in this charset. A page that names UTF-16 in ASCII is not in UTF-16."""
    if charset in WIDE and (source != "header" or b"\0" not in data):
        return None
    return _strict(data, charset)


def _undeclared(data: bytes) -> Decoded | None:
    wide = zeroed(data)
    text = _strict(data, wide) if wide is not None else None
    if text is not None and wide is not None:
        return Decoded(text, wide, "zeros", unsure=False)
    if not data.isascii():
        return None
    if b"\x1b$" in data:
        for label in ("iso-2022-jp", "iso-2022-kr"):
            for charset in codecs_of(label):
                text = _strict(data, charset)
                if text is not None and not text.isascii():
                    return Decoded(text, charset, "escapes", unsure=False)
    return Decoded(data.decode("ascii"), "utf-8", "utf-8", unsure=b"\x1b$" in data)


def _guess(data: bytes, labels: tuple[tuple[str, str], ...]) -> Decoded:
    """Nothing decodes cleanly: what is declared if it nearly does, else what the bytes look like."""
    for label, source in labels:
        charset = codecs_of(label)[0]
        if charset == "utf-8" or charset in WIDE or charset in STATEFUL:
            continue
        text = data.decode(charset, "replace")
        if text.count(_BROKEN) <= _MOST_BROKEN * _beyond_ascii(text):
            return Decoded(text, charset, source, unsure=True)
    charset = _sniffed(data)
    return Decoded(data.decode(charset, "replace"), charset, "guess", unsure=True)


def _sniffed(data: bytes) -> str:
    """What the bytes look like. Western and central European text look alike, so the language decides."""
    best = from_bytes(_sample(data), cp_isolation=list(SNIFFED)).best()
    if best is None or best.encoding not in SNIFFED:
        return "cp1252"
    central = best.encoding not in ("cp1250", "iso8859_2") or best.language in _CENTRAL
    return best.encoding if central else "cp1252"


def _sample(data: bytes) -> bytes:
    """The first lines beyond ASCII, without tags: what a guess can tell by, and short, since it costs."""
    text = _TAG.sub("\n", data[: 40 * _GUESS_FROM].decode("latin-1"))
    lines = [line for line in text.splitlines() if not line.isascii()]
    return "\n".join(lines)[:_GUESS_FROM].encode("latin-1") or data[:_GUESS_FROM]


def _strict(data: bytes, charset: str) -> str | None:
    """The text without a character that is cut off at the end; None if another does not decode."""
    try:
        return codecs.getincrementaldecoder(charset)("strict").decode(data, False)
    except (UnicodeError, LookupError):
        return None


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))
