"""What a body is: by what its server declares, checked against its first bytes.

Servers mislabel: a PDF as ``text/html``, a page as ``text/plain``. So the bytes are looked at first, by a table of
signatures in the manner of the WHATWG's MIME sniffing; what they leave open, the declared type settles. A body is
then read as ``html``, read as ``text``, or refused by the name of what it is. Input: the first bytes, at least
:data:`ENOUGH` of them where the body has so many, and the ``Content-Type`` header. Who asks: ``adapters.http``.
"""

import re
from typing import Literal

Kind = Literal["html", "text", "pdf", "zip", "image", "binary"]
Media = Literal["html", "text"]

ENOUGH = 1024
"""Bytes that settle the question."""

SIGNATURES: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), "zip"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image"),
    (re.compile(rb"\xff\xd8\xff"), "image"),
    (re.compile(rb"GIF8[79]a"), "image"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "image"),
    (re.compile(rb"\x00\x00\x01\x00"), "image"),
)
"""How files begin that would otherwise pass for text, or are worth their own name in a refusal."""

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
MAYBE_HTML_TYPES = frozenset({"", "text/plain", "application/octet-stream", "application/xml", "text/xml"})
"""Declared so, a body that looks like HTML is read as HTML."""
PAGE_TYPES = HTML_TYPES | MAYBE_HTML_TYPES
"""What is worth downloading as a page."""
LISTING_TYPES = PAGE_TYPES | {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "application/gzip",
    "application/x-gzip",
}
"""What is worth downloading as a feed or sitemap. Servers give them every type there is, files ending in .gz too."""
TEXT_TYPES = frozenset({"", "text/plain", "application/octet-stream"})
"""Declared so, a body of readable characters is read as text."""

_UNICODE_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
"""How a page in UTF-16 begins that has no mark; its charset is then declared, or seen by its zeros."""
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|script|style|table|div|h1|br|p|a|b)[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_TOKEN = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([a-z0-9_.:+-]{1,40})", re.IGNORECASE)


def declared_type(header: str | None) -> tuple[str, str | None]:
    """The type (lower case, empty if unreadable) and charset a ``Content-Type`` header declares."""
    text = header or ""
    essence = text.partition(";")[0].strip().lower()
    charset = _CHARSET.search(text)
    return (essence if _TOKEN.fullmatch(essence) else "", charset[1].lower() if charset else None)


def sniff(head: bytes, declared: str) -> Kind:
    """What a body is, from its first bytes and its declared type."""
    for signature, kind in SIGNATURES:
        if signature.match(head):
            return kind
    text = _as_text(head[:ENOUGH])
    if text is None:
        return "binary"
    if declared in HTML_TYPES or (declared in MAYBE_HTML_TYPES and _HTML.match(text)):
        return "html"
    return "text"


def media_of(head: bytes, declared: str) -> Media | None:
    """How a body is read, or None if it is not."""
    kind = sniff(head, declared)
    if kind == "html":
        return "html"
    return "text" if kind == "text" and declared in TEXT_TYPES else None


def listing_of(head: bytes) -> Media | None:
    """``text`` for what can be a feed or sitemap: characters, or a gzip file of them."""
    return (
        "text" if head.startswith(b"\x1f\x8b\x08") or _as_text(head[:ENOUGH].replace(b"\0", b"")) is not None else None
    )


def _as_text(head: bytes) -> str | None:
    """The head as characters, good enough to find tags in; None if it is not text."""
    for mark, encoding in _UNICODE_MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    for start, encoding in _UNMARKED:
        if head.startswith(start):
            text = head.decode(encoding, "replace")
            return None if _BINARY.search(text.encode("utf-8", "replace")) else text
    return None if _BINARY.search(head) else head.decode("latin-1")
