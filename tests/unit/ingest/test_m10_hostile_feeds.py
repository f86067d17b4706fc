"""M10: what a hostile feed can do to its reader. Bounded in time and items, nothing from outside is loaded.

Time is processor time, so that a busy machine fails no test, and a quarter of what a worker gives a listing, so that
the tests are quick: what a case takes beyond that is what counts: up to a second here, twice that on a slow machine.
The cases are the worst that were found for lxml; with fastfeedparser, 100,000 items with an odd date each took 141 s.
"""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso_ingest.domain.feeds import read
from sayso_ingest.domain.feeds_items import MOST_READ, NotAListing
from sayso_ingest.listings import READING_SECONDS, _spent
from tests.cpu_time import cpu_seconds

MB = 1_000_000
SECONDS = READING_SECONDS / 4
HEAD, FOOT = b"<rss><channel>", b"</channel></rss>"
SITEMAP = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def items(count: int, date: bytes = b"Tue, 24 Nov 2026 05:00:00 GMT") -> bytes:
    return b"".join(
        b"<item><link>https://t.example/%d</link><pubDate>%b</pubDate></item>" % (number, date)
        for number in range(count)
    )


def laughs() -> bytes:
    made = b"".join(b'<!ENTITY e%d "%b">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha" * 10) for n in range(30))
    return b"<!DOCTYPE rss [" + made + b"]>"


BOMBS: dict[str, Callable[[], bytes]] = {
    "100,000 items": lambda: HEAD + items(100_000) + FOOT,
    "odd dates": lambda: HEAD + items(100_000, b"Tue the 24th of Nov, 05:00 in the (((evening") + FOOT,
    "dates of one item": lambda: b"<feed><entry>" + b"<updated>Tue the 4th of Nov ((((</updated>" * 200_000,
    "deep": lambda: HEAD + b"<a>" * 3_000_000,
    "deep items": lambda: HEAD + b"<item>" * 1_600_000,
    "unclosed links": lambda: HEAD + b"<item><link>" * 800_000,
    "empty tags": lambda: HEAD + b"<a/>" * 2_500_000 + FOOT,
    "wrong ends": lambda: HEAD + b"<a></b>" * 1_400_000 + FOOT,
    "distinct names": lambda: HEAD + b"".join(b"<a%d/>" % n for n in range(900_000)) + FOOT,
    "bases": lambda: HEAD + b'<a xml:base="aaaaaaaaaa/">' * 380_000,
    "attributes": lambda: HEAD + b"<item " + b" ".join(b'a%d="x"' % n for n in range(700_000)) + b"/>" + FOOT,
    "namespaces": lambda: HEAD + b"<item " + b" ".join(b'xmlns:a%d="u"' % n for n in range(500_000)) + b"/>" + FOOT,
    "default attributes": lambda: (
        (b"<!DOCTYPE rss [" + b"".join(b'<!ATTLIST item a%d CDATA "xxxxxxxxxx">' % n for n in range(20_000)) + b"]>")
        + HEAD
        + b"<item/>" * 100_000
    ),
    "laughs in text": lambda: laughs() + HEAD + b"<item><link>&e29;</link></item>" + FOOT,
    "laughs in an attribute": lambda: laughs() + HEAD + b"<item><link href='&e29;'/></item>" + FOOT,
    "quadratic": lambda: (
        b'<!DOCTYPE rss [<!ENTITY a "' + b"a" * 100_000 + b'">]>' + HEAD + b"<item><link>" + b"&a;" * 100_000
    ),
    "unknown entities": lambda: HEAD + b"<item><link>&x;</link></item>" * 340_000 + FOOT,
    "ampersands": lambda: HEAD + b"&" * 9 * MB,
    "long ampersands": lambda: HEAD + (b"&" + b"a" * 49) * 199_000,
    "section openings": lambda: HEAD + b"<![CDATA[" * MB,
    "comments": lambda: HEAD + b"<!---->" * 1_400_000 + FOOT,
    "one text": lambda: HEAD + b"<item><link>" + b"x" * 9 * MB + b"</link></item>" + FOOT,
    "angle brackets": lambda: HEAD + b"<" * 9 * MB,
    "gzip of blanks": lambda: gzip.compress(SITEMAP + b" " * 200 * MB),
    "gzip of tags": lambda: gzip.compress(SITEMAP + b"<a/>" * 20 * MB),
    "gzip of one tag": lambda: gzip.compress(SITEMAP + b"<url a='" + b"x" * 40 * MB),
    "json lists": lambda: b'{"version":"https://jsonfeed.org/version/1.1","items":[' + b"[]," * 650_000 + b"0]}",
    "json items": lambda: (
        b'{"version":"https://jsonfeed.org/version/1.1","items":[' + b'{"url":"x"},' * 165_000 + b"0]}"
    ),
    "lines": lambda: b"https://t.example/\n" * 500_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_m10_a_hostile_feed_is_bounded(bomb: str) -> None:
    body = BOMBS[bomb]()
    found: list[int] = []

    def listed() -> None:
        try:
            found.append(len(read(body, lines=True, enough=_spent(SECONDS)).items))
        except NotAListing:
            found.append(0)

    assert cpu_seconds(listed, SECONDS + 2) < SECONDS + 2
    assert max(found) <= MOST_READ


def test_m10_reading_ends_when_the_time_is_spent() -> None:
    asked: list[bool] = []

    def enough() -> bool:
        asked.append(True)
        return len(asked) > 3

    found = read(HEAD + items(10_000) + FOOT, enough=enough)
    assert 0 < len(found.items) < 1000
    assert not found.whole
    asked.clear()
    with pytest.raises(NotAListing):
        read(gzip.compress(b"\n" * 10 * MB), lines=True, enough=enough)
    assert len(asked) == 4


def test_m10_a_tag_without_end_is_given_up() -> None:
    pieces_seen: list[bool] = []

    def enough() -> bool:
        pieces_seen.append(True)
        return False

    read(HEAD + b"<item a='" + b"x" * 9 * MB, enough=enough)
    assert len(pieces_seen) < 100


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss><channel><item><link>{ok}&x;</link></item></channel>'
        "</rss>",
        '<!DOCTYPE rss SYSTEM "file://{dtd}"><rss><channel><item><link>{ok}&x;</link></item></channel></rss>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file://{dtd}"> %p;]><rss><channel><item><link>{ok}&x;</link></item>'
        "</channel></rss>",
        '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file://{secret}">]><urlset><url><loc>{ok}&x;</loc></url></urlset>',
        '<!DOCTYPE feed SYSTEM "file://{dtd}"><feed><entry><link href="{ok}&x;"/></entry></feed>',
        '<rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><item><link>{ok}'
        '<xi:include parse="text" href="file://{secret}"/></link></item></channel></rss>',
    ],
    ids=["entity", "dtd", "parameter entity", "sitemap", "attribute", "XInclude"],
)
def test_m10_nothing_is_read_from_outside(document: str, tmp_path: Path) -> None:
    secret, dtd = tmp_path / "secret", tmp_path / "evil.dtd"
    secret.write_text("hunter2")
    dtd.write_text(f'<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y "hunter2">')
    body = document.format(secret=secret, dtd=dtd, ok="https://t.example/")
    try:
        found = [each.link for each in read(body.encode()).items]
    except NotAListing:
        found = []
    assert "hunter2" not in " ".join(found)


def test_m10_items_after_a_nul_are_read() -> None:
    body = HEAD + items(3).replace(b"https://t.example/1", b"https://t.ex\0ample/1") + FOOT
    assert [each.link for each in read(body).items] == [f"https://t.example/{n}" for n in range(3)]
