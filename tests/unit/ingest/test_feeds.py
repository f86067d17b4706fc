"""Feeds and sitemaps of every kind, as sites write them and as they break them, to links and dates."""

import gzip
from datetime import UTC, datetime

import pytest

from sayso_ingest.domain import feeds
from sayso_ingest.domain.feeds_items import MOST_READ, Listed, NotAListing, Reading, moment
from sayso_ingest.domain.sitemaps import LARGEST, unpacked

A, B = "https://tarn.example/a", "https://tarn.example/b"
NOV_24 = datetime(2026, 11, 24, 5, 0, tzinfo=UTC).timestamp()

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Tarn Observer</title>
<link>https://tarn.example/</link><atom:link rel="self" href="https://tarn.example/feed"/><ttl>45</ttl>
<item><title>Bridge</title><link>{A}</link><guid isPermaLink="false">1</guid>
<pubDate>Tue, 24 Nov 2026 05:00:00 GMT</pubDate></item>
<item><title>Ferry</title><atom:link rel="replies" href="https://tarn.example/r"/><guid>{B}</guid></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://tarn.example/"/>
<entry><link rel="enclosure" href="https://tarn.example/a.mp3"/><link href="{A}"/><id>urn:1</id>
<published>2026-11-23T05:00:00Z</published><updated>2026-11-24T05:00:00Z</updated></entry>
<entry><source><link href="https://other.example/"/></source><link rel="alternate" href="{B}"/></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><link>https://tarn.example/</link></channel>
<item rdf:about="{A}"><link>{A}</link><dc:date>2026-11-24T06:00:00+01:00</dc:date></item>
<item><link>{B}</link></item></rdf:RDF>"""
JSON_FEED = f"""{{"version": "https://jsonfeed.org/version/1.1", "items": [
{{"id": "1", "url": "{A}", "date_published": "2026-11-24T05:00:00Z"}}, {{"id": "{B}"}}, {{"id": "3"}}, 7]}}"""
SITEMAP = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>{A}</loc><news:news><news:publication_date>2026-11-24T05:00:00Z</news:publication_date></news:news></url>
<url><image:image><image:loc>https://tarn.example/i.png</image:loc></image:image><loc> {B} </loc></url></urlset>"""
INDEX = f"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{A}</loc><lastmod>2026-11-24T05:00:00Z</lastmod></sitemap><sitemap><loc>{B}</loc></sitemap></sitemapindex>"""

KINDS = {
    "rss": (RSS, "feed"),
    "atom": (ATOM, "feed"),
    "rdf": (RDF, "feed"),
    "json": (JSON_FEED, "feed"),
    "sitemap": (SITEMAP, "sitemap"),
    "index": (INDEX, "index"),
}


def read(body: bytes | str, **options: object) -> Reading:
    return feeds.read(body.encode() if isinstance(body, str) else body, **options)  # type: ignore[arg-type]


def links(body: bytes | str, **options: object) -> list[str]:
    return [each.link for each in read(body, **options).items]


@pytest.mark.parametrize("kind", KINDS)
def test_links_and_dates_of_every_kind(kind: str) -> None:
    body, content = KINDS[kind]
    found = read(body)
    assert (found.content, found.whole) == (content, True)
    assert [each.link for each in found.items] == [A, B]
    first, second = found.items
    assert first.date is not None
    assert (first.date.seconds, second.date) == (NOV_24, None)
    assert found.ttl == (2700 if kind == "rss" else None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: b"\xef\xbb\xbf" + body,
        lambda body: b"\n\n  \0" + body,
        lambda body: body.replace(b"tarn", b"ta\0rn"),
        lambda body: body.replace(b"<", b"\x0b<").replace(b'"version"', b'\0"version"'),
    ],
    ids=["BOM", "blank before", "NUL", "controls"],
)
def test_what_is_common_and_no_xml_is_cleaned_away(kind: str, spoil: object) -> None:
    assert links(spoil(KINDS[kind][0].encode())) == [A, B]  # type: ignore[operator]


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"json"}))
def test_files_may_be_compressed(kind: str) -> None:
    assert links(gzip.compress(b"\xef\xbb\xbf\n" + KINDS[kind][0].replace("tarn", "ta\0rn").encode())) == [A, B]


def test_utf16_and_other_encodings() -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert links(RSS.replace('encoding="utf-8"', 'encoding="utf-16"').encode(encoding)) == [A, B]
    latin = '<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><link>https://t.example/é</link></item></channel></rss>'
    assert links(latin.encode("latin-1"), charset="utf-8") == ["https://t.example/é"]
    bare = latin.partition("?>")[2]
    assert links(bare.encode("latin-1"), charset="iso-8859-1") == ["https://t.example/é"]
    assert links(bare, charset="no-such-charset") == ["https://t.example/é"]


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("https://t.example/?a=1&b=2", "https://t.example/?a=1&b=2"),
        ("https://t.example/?a=1&amp;b=2", "https://t.example/?a=1&b=2"),
        ("<![CDATA[https://t.example/?a=1&b=2]]>", "https://t.example/?a=1&b=2"),
        ("<![CDATA[https://t.example/?a=1&amp;b=2]]>", "https://t.example/?a=1&amp;b=2"),
        ("https://t.example/?a=&#49;", "https://t.example/?a=1"),
        ("https://t.example/&nbsp;x", "https://t.example/x"),
    ],
)
def test_ampersands(written: str, link: str) -> None:
    assert links(f"<rss><channel><item><link>{written}</link></item></channel></rss>") == [link]


@pytest.mark.parametrize("written", ["?a=1&amp;copy=2", "?a=1&copy=2", "?a=1&#38;copy=2"])
def test_ampersands_in_attributes(written: str) -> None:
    assert links(f'<feed><entry><link href="{written}"/></entry></feed>') == ["?a=1&copy=2"]


def test_bases_stand_with_their_links() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://t.example/n/"><entry xml:base="x/">
    <link href="1"/></entry><entry><link href="/2"/></entry></feed>"""
    assert read(atom).items == (Listed("1", "https://t.example/n/x/"), Listed("/2", "https://t.example/n/"))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (RSS[: RSS.index("<item><title>Ferry")], [A]),
        (RSS.replace("</item>", "", 1), [A, B]),
        (RSS.replace("<title>Bridge</title>", "<title>Bridge & co &bull; </title>"), [A, B]),
        (SITEMAP[:-30], [A]),
        (gzip.compress(RSS.encode() + b" " * 100_000)[:-100], [A, B]),
    ],
    ids=["cut", "unclosed item", "entities of HTML", "cut sitemap", "cut gzip"],
)
def test_what_is_broken_is_read_as_far_as_it_goes(body: str | bytes, found: list[str]) -> None:
    assert links(body) == found


@pytest.mark.parametrize("kind", ["xml", "json", "lines"])
def test_m10_no_more_is_read_than_the_bound(kind: str) -> None:
    body = {
        "xml": "<rss><channel>" + "<item><link>/</link></item>" * (MOST_READ + 10) + "</channel></rss>",
        "json": '{"version":"https://jsonfeed.org/version/1","items":[' + '{"url":"/"},' * (MOST_READ + 10) + "0]}",
        "lines": f"{A}\n" * (MOST_READ + 10),
    }[kind]
    found = read(body, lines=True)
    assert (len(found.items), found.whole) == (MOST_READ, False)


def test_what_is_cut_off_is_not_whole() -> None:
    assert read(RSS).whole
    assert not read(RSS[:-20]).whole
    assert not read(gzip.compress(SITEMAP.encode())[:-40]).whole


@pytest.mark.parametrize(
    "body",
    [
        b"<!doctype html><html><body><p>Hello</p></body></html>",
        b"",
        b"hello",
        b"https://tarn.example/a",
        b"{",
        b'{"items": []}',
        b'{"version": "https://jsonfeed.org/version/1"}',
        b"[1, 2]",
        b"<opml/>",
        b"\x1f\x8b\x08 no gzip",
        b"<" * 5000,
        b'{"version":"https://jsonfeed.org/version/1.1","items":' + b"[" * 100_000,
    ],
)
def test_what_is_no_listing_is_named_so(body: bytes) -> None:
    with pytest.raises(NotAListing):
        read(body)


def test_a_sitemap_may_be_lines() -> None:
    assert links(f"{A}\r\nnot a url\n  {B}", lines=True) == [A, B]
    assert links(gzip.compress(f"{A}\n{B}".encode()), lines=True) == [A, B]
    with pytest.raises(NotAListing):
        read("no\nurl", lines=True)


@pytest.mark.parametrize(
    ("text", "seconds", "whole_day"),
    [
        ("Tue, 24 Nov 2026 05:00:00 GMT", NOV_24, False),
        ("24 Nov 2026 05:00 +0000", NOV_24, False),
        ("Tue, 24 Nov 2026 00:00:00 -0500", NOV_24, False),
        ("2026-11-24T05:00:00Z", NOV_24, False),
        ("2026-11-24T05:00:00.000+00:00", NOV_24, False),
        ("2026-11-24T05:00", NOV_24, False),
        ("2026-11-24", NOV_24 - 5 * 3600, True),
    ],
)
def test_dates(text: str, seconds: float, whole_day: bool) -> None:
    found = moment(text)
    assert found is not None
    assert (found.seconds, found.whole_day) == (seconds, whole_day)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026", "2026-13-01", "Tue, 99 Nov 2026 05:00:00 GMT", "1" * 5000, "0000-00-00", "٢٠٢٦-11-24"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert moment(text) is None


def test_a_gzip_file_is_unpacked_to_the_bound_and_all_its_members_are() -> None:
    bomb = gzip.compress(b"x" * (LARGEST + 10_000_000))
    assert LARGEST - 20_000 < sum(map(len, unpacked(bomb))) <= LARGEST
    assert b"".join(unpacked(gzip.compress(b"one ") + gzip.compress(b"two"))) == b"one two"
    assert b"".join(unpacked(gzip.compress(b"one") + b"junk")) == b"one"
