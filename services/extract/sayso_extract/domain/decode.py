"""Bytes to text: which charset a document is in, and how sure that is.

Input: a document's bytes and the charset its server declared. Asked in order: a byte order mark, the server, the
page's own meta tag, UTF-8 itself, then a guess. A declared charset that does not decode cleanly is not believed if
UTF-8 does.

Guaranteed: always a text; `unsure` where it was guessed or holds replacement characters. UTF-7 is refused, since
no honest page uses it and what hides in it passes filters.

Next: `html_article` or `text_article`.
"""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from sayso_extract.domain.patterns import Pattern

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = Pattern(r"(?i)<meta[^<>]{0,200}charset\s*=\s*[\"']?\s*([a-z0-9_:.\-]{2,40})")
_NO_CHARSETS = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"))
_GUESS_FROM = 20_000
_AS_WEB = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""What browsers read for labels that pages use loosely."""


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
    """Decode a document; raises `CharsetRefused` for UTF-7."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decoded(data, name, "bom")
    for label, source in ((declared, "header"), (_meta_charset(data), "meta")):
        charset = _known(label)
        if charset is not None:
            text = _strict(data, charset)
            if text is not None:
                return Decoded(text, charset, source, unsure=False)
    text = _strict(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8", "utf-8", unsure=False)
    return _guess(data, _known(declared) or _known(_meta_charset(data)))


def _meta_charset(data: bytes) -> str | None:
    match = _META.search(data[:4096].decode("latin-1"))
    return match.group(1) if match else None


def _known(label: str | None) -> str | None:
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if name in ("utf-7", "unicode-1-1-utf-7"):
        raise CharsetRefused(name)
    info = codecs.lookup(name)
    if not getattr(info, "_is_text_encoding", True) or name.replace("-", "_") in _NO_CHARSETS:
        return None
    return _AS_WEB.get(name, "cp1252" if name == "iso8859-1" else name)


def _strict(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (UnicodeError, LookupError):
        return None


def _decoded(data: bytes, charset: str, source: str) -> Decoded:
    text = data.decode(charset, "replace")
    return Decoded(text, charset, source, unsure="\ufffd" in text)


def _guess(data: bytes, declared: str | None) -> Decoded:
    """Nothing decodes cleanly: a mostly right UTF-8 first, then what the bytes look like."""
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 1000 < len(text):
        return Decoded(text, "utf-8", "utf-8", unsure=True)
    if declared is not None:
        return Decoded(data.decode(declared, "replace"), declared, "declared", unsure=True)
    best = from_bytes(data[:_GUESS_FROM]).best()
    charset = best.encoding if best is not None else "cp1252"
    return Decoded(data.decode(charset, "replace"), charset, "guess", unsure=True)
