"""Whatever bytes a server sends as a feed: reading ends in a listing or says it is none; the gate sees each link."""

import gzip

from hypothesis import given
from hypothesis import strategies as st

from sayso_ingest.adapters.listing_memory import Item
from sayso_ingest.domain import feeds
from sayso_ingest.domain.feeds_items import LONGEST_DATE, NotAListing, Reading, moment
from sayso_ingest.domain.url_gate import gate
from sayso_ingest.listing_settings import ListingSettings
from sayso_ingest.listings import FeedsAndSitemaps

PIECES = (
    "<rss>", "<channel>", "<item>", "</item>", "<link>", "</link>", '<link href="', '"/>', "<guid isPermaLink='true'>",
    "<feed xml:base='//x/'>", "<entry>", "<urlset>", "<url>", "<loc>", "</loc>", "<lastmod>", "2026-11-24", "<![CDATA[",
    "]]>", "&amp;", "&", "&#0;", "<!--", "-->", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<sitemapindex>", "<sitemap>",
    "<?xml version='1.0' encoding='utf-16'?>", "https://t.example/", "javascript:alert(1)", "http://10.0.0.1/", "http://u@h/",
    "\\", "\0", " ", "\n", "é", '{"version":"https://jsonfeed.org/version/1.1","items":[', '{"url":', '"http://[', '"}',
    "]}", "\ud800",
)  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES), max_size=40).map(lambda each: "".join(each).encode("utf-8", "replace"))
BODIES = st.one_of(st.binary(max_size=300), MARKUP, MARKUP.map(gzip.compress), MARKUP.map(lambda each: b"<rss>" + each))


def read(body: bytes, charset: str | None) -> Reading | None:
    try:
        return feeds.read(body, charset=charset, lines=True)
    except NotAListing:
        return None


@given(BODIES, st.sampled_from([None, "utf-8", "iso-8859-1", "utf-16", "utf-7", "none such", "big5"]))
def test_reading_ends_and_no_link_gets_by_the_gate(body: bytes, charset: str | None) -> None:
    reading = read(body, charset)
    if reading is None:
        return
    listings = FeedsAndSitemaps(None, ListingSettings())  # type: ignore[arg-type]
    items = [Item(f"{each.base}\n{each.link}") for each in reading.items]
    gated, refused = listings._gate_all(items, "https://t.example/feed", reading)
    assert len(gated) == len(items)
    assert sum(each.line is None for each in gated) >= refused
    for each in gated:
        if each.line is not None:
            kind, _, url = each.line.partition(" ")
            assert kind == ("sitemap" if reading.content == "index" else "page")
            assert gate(url).url == url


@given(st.one_of(st.text(max_size=LONGEST_DATE + 10), st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T?[0-9:.+Z -]*")))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = moment(text)
    assert found is None or -1e12 < found.seconds < 1e12
