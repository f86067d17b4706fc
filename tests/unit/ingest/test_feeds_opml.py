"""OPML files: what is read of them, what they cannot do, and that an export is a backup."""

import pytest

from sayso_ingest.domain import feeds_opml
from sayso_ingest.domain.feeds_opml import NotOpml, Outline
from tests.cpu_time import cpu_seconds

FILE = """<?xml version="1.0"?><opml version="2.0"><head><title>mine</title></head><body>
<outline text="Regional"><outline text="North, far"><outline type="rss" title="Tarn" text="t" xmlUrl="https://tarn.example/f"/>
</outline><outline text="Mill" xmlUrl="https://mill.example/f?a=1&amp;b=2" category="/business/mills,trade"/></outline>
<outline xmlUrl="https://bare.example/f"/><outline xmlUrl="https://tarn.example/f" text="again"/>
<outline text="a link" url="https://no.example/"/></body></opml>"""


def test_outlines_at_any_depth_with_their_folders() -> None:
    assert feeds_opml.read(FILE.encode()) == [
        Outline("https://tarn.example/f", "again"),
        Outline("https://mill.example/f?a=1&b=2", "Mill", ("business", "mills", "trade")),
        Outline("https://bare.example/f"),
    ]
    (first, *_) = feeds_opml.read(
        FILE.replace("again", "x").replace("https://tarn.example/f", "https://q.example/", 1).encode()
    )
    assert first == Outline("https://q.example/", "Tarn", ("Regional", "North far"))


def test_what_is_written_is_read_again() -> None:
    feeds = [
        Outline("https://a.example/?x=1&y=<2>", 'A "quoted" & odd\x07 name', ("one", "two"), sitemap=True, every=900),
        Outline("https://b.example/f"),
    ]
    again = feeds_opml.read(feeds_opml.write(feeds))
    assert again[0] == Outline(feeds[0].url, 'A "quoted" & odd name', ("one", "two"), sitemap=True, every=900)
    assert again[1] == Outline("https://b.example/f", "https://b.example/f")


@pytest.mark.parametrize("body", [b"", b"no xml", b"<rss/>", b"{}", b"\x1f\x8b"])
def test_what_is_no_opml(body: bytes) -> None:
    with pytest.raises(NotOpml):
        feeds_opml.read(body)


def test_a_hostile_file_is_bounded(tmp_path: object) -> None:
    deep = b"<opml><body>" + b"<outline text='x'>" * 200_000 + b"<outline xmlUrl='https://t.example/'/>"
    many = b"<opml><body>" + b"<outline xmlUrl='https://t.example/'/>" * 150_000
    assert cpu_seconds(lambda: feeds_opml.read(deep), 2) < 2
    assert cpu_seconds(lambda: feeds_opml.read(many), 2) < 2
    assert len(feeds_opml.read(many)) == 1
    xxe = '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]><opml><body><outline xmlUrl="https://t.example/&x;"/>'
    assert all(each.url in {"https://t.example/", ""} for each in feeds_opml.read(xxe.encode()))
