"""Bytes become text by mark, header, meta tag, UTF-8, and only then by guessing."""

import pytest

from sayso_extract.domain.decode import CharsetRefused, decode

CAFE = "Café “Reed” opened"


@pytest.mark.parametrize(
    ("data", "declared", "source", "unsure"),
    [
        (CAFE.encode("utf-8-sig"), None, "bom", False),
        (CAFE.encode("utf-16"), "utf-8", "bom", False),
        (CAFE.encode("cp1252"), "windows-1252", "header", False),
        (CAFE.encode("cp1252"), "ISO-8859-1", "header", False),
        (CAFE.encode(), "utf-8", "header", False),
        (CAFE.encode(), "no-such-charset", "utf-8", False),
        (CAFE.encode(), None, "utf-8", False),
    ],
)
def test_source(data: bytes, declared: str | None, source: str, unsure: bool) -> None:
    found = decode(data, declared)
    assert (found.text, found.source, found.unsure) == (CAFE, source, unsure)


def test_a_meta_tag_is_believed() -> None:
    found = decode(b'<meta charset="windows-1252"><p>Caf\xe9</p>')
    assert ("Café" in found.text, found.source) == (True, "meta")


def test_a_declared_charset_that_fails_gives_way_to_utf8() -> None:
    found = decode("Привет, мир".encode(), "ascii-that-is-not")
    assert (found.text, found.source) == ("Привет, мир", "utf-8")


def test_a_guess_is_unsure() -> None:
    found = decode("Привет, мир, это новости города".encode("cp1251"))
    assert found.unsure
    assert found.source == "guess"


def test_a_few_broken_bytes_stay_utf8_and_unsure() -> None:
    found = decode(("word " * 1000).encode() + b"\xff")
    assert (found.charset, found.unsure) == ("utf-8", True)


@pytest.mark.parametrize("declared", ["utf-7", "UTF7", "unicode-1-1-utf-7"])
def test_utf7_is_refused(declared: str) -> None:
    with pytest.raises(CharsetRefused):
        decode(b"+ADw-script+AD4-", declared)


@pytest.mark.parametrize("declared", ["base64", "hex", "zlib", "idna", "rot13", "unicode_escape"])
def test_codecs_that_are_no_charset_are_ignored(declared: str) -> None:
    assert decode(b"plain", declared).source == "utf-8"
