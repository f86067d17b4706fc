"""Mutated pages (H7): a page that was good, with a few things done to it that parsers have broken over.

The same seed and number give the same page.
"""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.hostile.killers import nested
from tests.hostile.odd import ODD
from tests.hostile.pages import page

_GOLDEN = Path(__file__).parents[1] / "golden"
_CHARSETS = ("utf-16", "utf-32", "cp1251", "cp932", "gb18030", "iso2022_jp", "koi8-r", "utf-7", "latin-1")
_LETTERS = (
    "\u202e",
    "\u200b",
    "\ufffd",
    "\U0001f525",
    "é",
    "\x00",
    "\x1b",
    "\u2028",
    "“",
    "”",
    '"',
    "«",
    "\u0301",
    "<",
    "&",
)
_TAGS = (
    b"div",
    b"p",
    b"td",
    b"script",
    b"h1",
    b"li",
    b"span",
    b"svg",
    b"template",
    b"blockquote",
    b"a",
    b"time",
    b"meta",
)
MOST_MUTATIONS = 6


def originals() -> tuple[bytes, ...]:
    """The golden inputs, and good pages."""
    golden = sorted(path for kind in ("html", "txt") for path in _GOLDEN.rglob(f"input.{kind}"))
    made = [page(n).encode() for n in range(20)]
    return (*(path.read_bytes() for path in golden), *made, nested(200).encode())


def mutated(sources: Sequence[bytes], seed: int, number: int) -> bytes:
    """A page, mutated."""
    chance = random.Random(f"{seed}:{number}")
    body = bytearray(chance.choice(sources))
    for _ in range(chance.randint(1, MOST_MUTATIONS)):
        chance.choice(_MUTATIONS)(body, chance, sources)
    return bytes(body)


def _place(body: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(body) + 1)


def _flip(body: bytearray, chance: random.Random, _sources: Sequence[bytes]) -> None:
    for _ in range(chance.randint(1, 30)):
        if body:
            body[chance.randrange(len(body))] = chance.randrange(256)


def _cut(body: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    begin = _place(body, chance)
    del body[begin : begin + chance.choice((1, 10, 300, 3000))]


def _truncate(body: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    del body[max(20, _place(body, chance)) :]


def _double(body: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    begin = _place(body, chance)
    piece = bytes(body[begin : begin + chance.choice((5, 50, 500))])
    at = _place(body, chance)
    body[at:at] = piece * chance.choice((1, 2, 30))


def _snippet(body: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    at = _place(body, chance)
    body[at:at] = chance.choice(ODD).encode("utf-8", "surrogatepass")


def _letters(body: bytearray, chance: random.Random, _sources: Sequence[bytes]) -> None:
    for _ in range(chance.randint(1, 20)):
        at = _place(body, chance)
        body[at:at] = chance.choice(_LETTERS).encode()


def _rename(body: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    old, new = chance.sample(_TAGS, 2)
    body[:] = body.replace(b"<" + old, b"<" + new)
    if chance.random() < 0.5:
        body[:] = body.replace(b"</" + old, b"</" + new)


def _unclose(body: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    body[:] = body.replace(b"</" + chance.choice(_TAGS), chance.choice((b"<", b"", b"</x")))


def _wrap(body: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    tag, depth = chance.choice(_TAGS), chance.choice((3, 60, 300))
    body[:] = (b"<" + tag + b">") * depth + bytes(body)


def _splice(body: bytearray, chance: random.Random, sources: Sequence[bytes]) -> None:
    other = chance.choice(sources)
    body[_place(body, chance) :] = other[chance.randrange(len(other)) :]


def _recode(body: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    body[:] = body.decode("utf-8", "replace").encode(chance.choice(_CHARSETS), "replace")


def _attributes(body: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    names = (b"class", b"style", b"datetime", b"content", b"href", b"rowspan", b"lang", b"type")
    value = chance.choice(
        (b"x" * 500, b'"', b"9999999999", b"2025-99-99", b"\xff", b"javascript:1", b"{{", b"0000-00-00")
    )
    tag = b"<" + chance.choice(_TAGS)
    body[:] = body.replace(tag, tag + b" " + chance.choice(names) + b"=" + value, chance.randint(1, 9))


def _dates(body: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    new = chance.choice(
        (b"0001-01-01", b"9999-12-31", b"2025-02-30", b"\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa5", b"-1", b"1e999")
    )
    body[:] = body.replace(b"2025", new, chance.randint(1, 9))


_MUTATIONS: Sequence[Callable[[bytearray, random.Random, Sequence[bytes]], None]] = (
    _flip, _cut, _truncate, _double, _snippet, _letters, _rename, _unclose, _wrap, _splice, _recode, _attributes,
    _dates,
)  # fmt: skip
