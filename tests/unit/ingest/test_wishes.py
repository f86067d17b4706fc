"""What a page asks of us in headers and meta tags, and what it asks of others."""

import pytest

from sayso_ingest.domain.response import Response, headers_that_matter
from sayso_ingest.domain.sniff import Media
from sayso_ingest.domain.wishes import MOST_BYTES, Wishes, wishes_of
from tests.cpu_time import cpu_seconds

NONE = Wishes()
URL = "https://news.example/a"


def said(*headers: tuple[str, str], body: str = "<p>Words", media: Media = "html") -> Wishes:
    kept = headers_that_matter(headers)
    return wishes_of(Response(URL, URL, 200, media, None, body.encode(), headers=kept), "sayso")


def robots(*values: str) -> Wishes:
    return said(*(("X-Robots-Tag", value) for value in values))


@pytest.mark.parametrize(
    ("values", "wishes"),
    [
        ((), NONE),
        (("noarchive",), Wishes(noarchive=True)),
        (("NoArchive , NOINDEX",), Wishes(noarchive=True, noindex=True)),
        (("none",), Wishes(noindex=True)),
        (("nocache",), Wishes(noarchive=True)),
        (("all",), NONE),
        (("otherbot: noarchive",), NONE),
        (("otherbot: nofollow, noarchive",), NONE),
        (("otherbot: nofollow", "noarchive"), Wishes(noarchive=True)),
        (("noarchive", "otherbot: noindex"), Wishes(noarchive=True)),
        (("noindex, otherbot: noarchive",), Wishes(noindex=True)),
        (("otherbot: noindex, sayso: noarchive",), Wishes(noarchive=True)),
        (("Sayso: noarchive",), Wishes(noarchive=True)),
        (("*: noarchive",), Wishes(noarchive=True)),
        (("saysobot: noarchive",), NONE),
        (("max-snippet:20, noarchive",), Wishes(noarchive=True)),
        (("unavailable_after: 25 Jun 2031 15:00:00 GMT, noindex",), Wishes(noindex=True)),
        (("noarchived", "index"), NONE),
    ],
)
def test_m11_x_robots_tag(values: tuple[str, ...], wishes: Wishes) -> None:
    assert robots(*values) == wishes


@pytest.mark.parametrize(
    ("body", "wishes"),
    [
        ('<meta name="robots" content="noarchive">', Wishes(noarchive=True)),
        ("<META CONTENT='NOINDEX, noarchive' NAME='ROBOTS' />", Wishes(noarchive=True, noindex=True)),
        ("<meta name=robots content=noarchive>", Wishes(noarchive=True)),
        ('<meta\n name = "sayso"\n content = "noarchive">', Wishes(noarchive=True)),
        ('<meta name="otherbot" content="noarchive">', NONE),
        ('<meta property="robots" content="noarchive">', NONE),
        ('<meta data-name="robots" content="noarchive">', NONE),
        ('<meta name="description" content="robots noarchive">', NONE),
        ('<metadata name="robots" content="noarchive">', NONE),
        ('<meta name="robots"><p content="noarchive">', NONE),
        ('<meta name="tdm-reservation" content="1">', Wishes(tdm_reserved=True)),
        ('<meta name="tdm-reservation" content="0">', NONE),
        ('<meta charset="utf-8"><meta name="tdm-reservation" content="1"><meta name="robots" content="noindex">',
         Wishes(noindex=True, tdm_reserved=True)),
        ("x" * (MOST_BYTES - 20) + '<meta name="robots" content="noarchive">', NONE),
    ],
)  # fmt: skip
def test_m11_meta_tags(body: str, wishes: Wishes) -> None:
    assert said(body=f"<!doctype html>{body}") == wishes


@pytest.mark.parametrize(("value", "reserved"), [("1", True), (" 1 ", True), ("0", False), ("", False), ("yes", False)])
def test_m11_a_reservation_in_a_header(value: str, reserved: bool) -> None:
    assert said(("TDM-Reservation", value)) == Wishes(tdm_reserved=reserved)


def test_a_text_has_no_tags() -> None:
    assert said(body='<meta name="robots" content="noarchive">', media="text") == NONE


HOSTILE = (
    "<meta ",
    "<meta name=",
    '<meta name="',
    "<meta name='a",
    "<meta " + "name" * 300,
    "<meta name  = \t ",
    "name=",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_heads_take_no_time(piece: str) -> None:
    body = piece * (MOST_BYTES // len(piece))
    assert cpu_seconds(lambda: said(body=body), limit=2) < 2
