"""Whether a document is a web page, plain text, or neither, told by its content.

Input: the first bytes or characters of a document. Servers and file names lie often enough that neither is asked.

Guaranteed: looks at the first `REACH` characters only.

Next: `decode` for bytes, then `html.article` or `text.article`.
"""

from typing import Literal

from sayso_extract.domain.decoding.byte_marks import marked, zeroed
from sayso_extract.domain.patterns import Pattern

DocumentKind = Literal["html", "text", "binary"]

REACH = 4096
_TAG = Pattern(
    r"(?i)<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|script|h1|section|main)\b[^<>]{0,500}>"
)
_BINARY_STARTS = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0c\x1b"))


def document_kind(data: bytes | str) -> DocumentKind:
    """Tell a page from text from what is neither."""
    head = data[:REACH]
    if isinstance(head, bytes):
        mark = marked(head)
        wide = mark[0] if mark is not None else zeroed(head)
        if wide is not None and wide != "utf-8":
            head = head.decode(wide, "replace")
        elif head.startswith(_BINARY_STARTS) or _too_many_controls(head):
            return "binary"
        else:
            head = head.decode("latin-1")
    elif _too_many_controls(head.encode("latin-1", "replace")):
        return "binary"
    tags = sum(1 for _ in _TAG.finditer(head))
    opens = head.lstrip("\ufeffï»¿ \t\r\n").startswith("<") and tags > 0
    return "html" if opens or tags >= 3 else "text"


def _too_many_controls(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > len(head) // 50
