"""Catalogue F8: what a body is, where server and bytes disagree, and what is kept of headers."""

import pytest

from sayso_ingest.domain.request import A_LISTING, A_PAGE
from sayso_ingest.domain.response import LONGEST_VALUE, headers_that_matter
from sayso_ingest.domain.sniff import declared_type, media_of, sniff

PAGE = b"<!DOCTYPE html><html><body><p>Hello.</p></body></html>"


@pytest.mark.parametrize(
    ("head", "declared", "kind", "media"),
    [
        (PAGE, "text/html", "html", "html"),
        (PAGE, "text/plain", "html", "html"),
        (PAGE, "", "html", "html"),
        (PAGE, "application/octet-stream", "html", "html"),
        (b"\xef\xbb\xbf\n <HTML lang=en>", "text/plain", "html", "html"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html>", "application/xml", "html", "html"),
        (b"<!-- made by hand --><p>Hello", "", "html", "html"),
        ("\ufeff<html>".encode("utf-16-le"), "text/plain", "html", "html"),
        ("<html lang='de'>größer".encode("utf-16-le"), "text/plain", "html", "html"),
        ("<html>größer".encode("utf-16-be"), "text/html", "html", "html"),
        (b"<\x00\x01\x00\x02\x00", "text/html", "binary", None),
        (b"Hello, no tags at all", "text/html", "html", "html"),
        (b"\x1b$B$3\x1b(B", "text/html", "html", "html"),
        (b"The minister said: 3 < 4 and <p", "text/plain", "text", "text"),
        (b"<person> said", "text/plain", "text", "text"),
        (b"Plain words.", "", "text", "text"),
        (b"\xe9t\xe9", "text/plain", "text", "text"),
        ("\ufeffWords".encode("utf-16-be"), "text/plain", "text", "text"),
        (b'{"a": 1}', "application/json", "text", None),
        (b"<rss><channel>", "application/xml", "text", None),
        (PAGE, "text/css", "text", None),
        (b"%PDF-1.7 ...", "text/html", "pdf", None),
        (b"PK\x03\x04....", "text/html", "zip", None),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "text/html", "image", None),
        (b"\x89PNG\r\n\x1a\n...", "text/plain", "image", None),
        (b"GIF89a...", "", "image", None),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "text/html", "image", None),
        (b"\x1f\x8b\x08\x00", "text/html", "binary", None),
        (b"ID3\x03\x00", "text/html", "binary", None),
        (b"ID3 is a car, said its maker.", "text/plain", "text", "text"),
        (b"<html>\x00\x01", "text/html", "binary", None),
        (b"\x7fELF\x02\x01", "", "binary", None),
    ],
)
def test_f8_sniff(head: bytes, declared: str, kind: str, media: str | None) -> None:
    assert (sniff(head, declared), media_of(head, declared)) == (kind, media)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/html; charset=UTF-8", ("text/html", "utf-8")),
        ('Text/HTML;charset="windows-1252"; x=y', ("text/html", "windows-1252")),
        ("text/html; boundary=x ; CHARSET = 'koi8-r'", ("text/html", "koi8-r")),
        ("text/html", ("text/html", None)),
        ("html", ("", None)),
        ("text/html, text/html", ("", None)),
        ("", ("", None)),
        (None, ("", None)),
    ],
)
def test_declared_type(header: str | None, expected: tuple[str, str | None]) -> None:
    assert declared_type(header) == expected


def test_films_are_not_worth_downloading() -> None:
    assert A_PAGE.may_be_read("text/html")
    assert A_PAGE.may_be_read("")
    assert not A_LISTING.may_be_read("video/mp4")
    assert A_LISTING.may_be_read("application/rss+xml")
    assert not A_PAGE.may_be_read("application/rss+xml")
    assert not A_PAGE.may_be_read("video/mp4")


def test_headers_are_chosen_joined_cleaned_and_cut() -> None:
    kept = headers_that_matter(
        [
            ("ETag", '"1"'),
            ("Set-Cookie", "secret=1"),
            ("X-Robots-Tag", "noindex"),
            ("X-Robots-Tag", "noarchive"),
            ("Link", "</style.css>; rel=preload"),
            ("Link", '<https://example.com/a>; rel="canonical"'),
            ("Content-Language", "de\udce9"),
            ("Date", "x" * 5000),
        ]
    )
    assert kept == {
        "etag": '"1"',
        "x-robots-tag": "noindex; noarchive",
        "link": '<https://example.com/a>; rel="canonical"',
        "content-language": "de\ufffd",
        "date": "x" * LONGEST_VALUE,
    }
