"""What bytes say of their own charset, before anybody is asked: byte order marks, and the zeros of UTF-16 and UTF-32.

Guaranteed: looks at the first `REACH` bytes only; a mark is certain, zeros are as good as: no other text has one in
every second byte.

Next: `document_kind`, `decode`.
"""

import codecs

REACH = 1024
_MARKS = (  # UTF-32's little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEAST = 8
_MOSTLY, _HARDLY = 0.4, 0.02


def marked(data: bytes) -> tuple[str, int] | None:
    """The charset of a byte order mark, and the mark's length."""
    return next(((name, len(mark)) for mark, name in _MARKS if data.startswith(mark)), None)


def zeroed(data: bytes) -> str | None:
    """UTF-16 or UTF-32, where zeros stand in the places in which those have them."""
    head = data[: min(REACH, len(data) // 4 * 4)]
    if len(head) < _LEAST or b"\0" not in head:
        return None
    quarters = [head[place::4].count(0) * 4 / len(head) for place in range(4)]
    for name, zeros, others in (("utf-32-le", (1, 2, 3), (0,)), ("utf-32-be", (0, 1, 2), (3,)),
                                ("utf-16-le", (1, 3), (0, 2)), ("utf-16-be", (0, 2), (1, 3))):  # fmt: skip
        if min(quarters[z] for z in zeros) >= _MOSTLY and max(quarters[o] for o in others) <= _HARDLY:
            return name
    return None
