"""Pages, text and other things are told apart by content."""

import pytest

from sayso_extract.domain.decoding.document_kind import document_kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!doctype html><html><body>x</body></html>", "html"),
        ("\ufeff \n<html lang=en><p>x", "html"),
        (b"\xef\xbb\xbf<html><p>x", "html"),
        ("<!DOCTYPE html><p>x".encode("utf-16"), "html"),
        (b"noise <div> and <p> and <p class='a'> tags", "html"),
        (b"Title\nBy Ada Brook\n\nA <b> in text.", "text"),
        ("5 < 6 and 7 > 6", "text"),
        (b"%PDF-1.7 ...", "binary"),
        (b"PK\x03\x04...", "binary"),
        (bytes(range(256)) * 4, "binary"),
        ("a\x00b" * 100, "binary"),
    ],
)
def test_kind(data: bytes | str, kind: str) -> None:
    assert document_kind(data) == kind
