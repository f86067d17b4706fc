"""The handler over a fetcher made of a dictionary: what becomes of each kind of entry."""

import hashlib
from datetime import UTC, datetime

import pytest
import zstandard

from sayso.contracts import Defer, Discard, Disposition, Done, Reason
from sayso.contracts.events import PageFetched, UrlPushed
from sayso_ingest.adapters.http import Hop
from sayso_ingest.adapters.politeness import Turn, Wait
from sayso_ingest.adapters.robots import Unreachable
from sayso_ingest.domain.journey import Journey
from sayso_ingest.domain.manners import Rest
from sayso_ingest.domain.request import A_PAGE, Ask
from sayso_ingest.domain.response import Response
from sayso_ingest.domain.robots import NO_RULES, Rules
from sayso_ingest.domain.robots import parse as parse_robots
from sayso_ingest.domain.url_gate import GatedUrl
from sayso_ingest.domain.url_gate import parse as parse_url
from sayso_ingest.handler import Ingest

URL = "https://example.com/a"
PAGE = Response(
    url=URL,
    final_url="https://example.com/b",
    status=203,
    media="html",
    charset="utf-8",
    body=b"<p>Hello</p>" * 100,
    headers={"etag": '"1"'},
    redirects=(URL,),
)


class Shelf:
    """A fetcher that knows one page, redirects if told to, and counts."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.redirect: str | None = None

    async def fetch(
        self, url: str, *, trail: tuple[str, ...] = (), on_redirect: Hop | None = None, ask: Ask = A_PAGE
    ) -> Response:
        self.asked.append(url)
        if self.redirect is not None and on_redirect is not None:
            await on_redirect(parse_url(self.redirect), (*trail, url))
        if url != URL:
            raise Discard(Disposition.UNREACHABLE, Reason.HTTP_STATUS, "404 Not Found")
        return PAGE


class Notices:
    """Robots files that say one thing, of which some is known before and the rest is learnt."""

    def __init__(self) -> None:
        self.before: Rules | Unreachable | None = NO_RULES
        self.learnt: Rules | Unreachable = NO_RULES
        self.lessons = 0

    async def known(self, at: GatedUrl) -> Rules | Unreachable | None:
        return self.before

    async def learn(self, at: GatedUrl) -> Rules | Unreachable:
        self.lessons += 1
        return self.learnt

    async def permits(self, rules: Rules, at: GatedUrl) -> bool:
        return rules.allows(at.url)


class Door:
    """Turns at hosts: let in, or told to wait. Remembers what was asked and the delay each turn ended with."""

    def __init__(self) -> None:
        self.wait: float | None = None
        self.asked: list[tuple[str, float | None, bool]] = []
        self.ended: list[float] = []

    async def ask(self, at: GatedUrl, crawl_delay: float | None, *, reserved: bool) -> Turn | Wait:
        self.asked.append((at.host, crawl_delay, reserved))
        return Turn(self._end, delay=2.0) if self.wait is None else Wait(self.wait)

    async def _end(self, delay: float, rest: Rest, error: BaseException | None) -> None:
        self.ended.append(delay)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def notices() -> Notices:
    return Notices()


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def ingest(shelf: Shelf, notices: Notices, door: Door) -> Ingest:
    return Ingest(shelf, notices, door, clock=lambda: datetime(2026, 11, 24, 12, 0, tzinfo=UTC))


def page(done: Done) -> PageFetched:
    (output,) = done.outputs
    assert output.stream == "pages"
    assert isinstance(output.event, PageFetched)
    return output.event


async def test_a_url_is_fetched_and_handed_over(ingest: Ingest, shelf: Shelf) -> None:
    done = await ingest(UrlPushed(url=URL, source="feed", tags="a,b"), unit_id="u", correlation_id="c1")
    assert done.disposition is Disposition.FETCHED
    assert done.facts == {"status": 203, "bytes": 1200, "redirects": 1}
    event = page(done)
    assert shelf.asked == [URL]
    assert (event.url, event.final_url, event.status, event.media) == (URL, "https://example.com/b", 203, "html")
    assert (event.charset, event.http_headers, event.source, event.tags) == ("utf-8", {"etag": '"1"'}, "feed", "a,b")
    assert event.fetched_at == "2026-11-24T12:00:00.000Z"
    assert zstandard.ZstdDecompressor().decompress(event.body) == PAGE.body
    assert len(event.body) < len(PAGE.body)
    assert event.sha256 == hashlib.sha256(PAGE.body).hexdigest()


async def test_the_pushers_correlation_id_wins(ingest: Ingest) -> None:
    assert page(await ingest(UrlPushed(url=URL), unit_id="u", correlation_id="ours")).correlation_id == "ours"
    pushed = UrlPushed(url=URL, correlation_id="theirs")
    assert page(await ingest(pushed, unit_id="u", correlation_id="ours")).correlation_id == "theirs"


async def test_failures_of_the_fetcher_pass_through(ingest: Ingest) -> None:
    with pytest.raises(Discard, match="404 Not Found"):
        await ingest(UrlPushed(url="https://example.com/none"), unit_id="u", correlation_id="c")


async def test_given_html_is_not_fetched(ingest: Ingest, shelf: Shelf) -> None:
    body = "<p>Grüße</p>".encode("latin-1")
    event = page(await ingest(UrlPushed(url="https://example.com", html=body), unit_id="u", correlation_id="c"))
    assert shelf.asked == []
    assert (event.media, event.charset, event.status) == ("html", None, 200)
    assert (event.url, event.final_url) == ("https://example.com", "https://example.com/")
    assert zstandard.ZstdDecompressor().decompress(event.body) == body


async def test_given_text_without_a_url_is_named_by_its_hash(ingest: Ingest) -> None:
    event = page(await ingest(UrlPushed(text="Grüße"), unit_id="u", correlation_id="c"))
    assert (event.media, event.charset) == ("text", "utf-8")
    assert event.url == event.final_url == f"urn:sha256:{hashlib.sha256('Grüße'.encode()).hexdigest()}"


async def test_a_given_documents_url_may_be_private_since_it_is_not_fetched(ingest: Ingest, shelf: Shelf) -> None:
    event = page(await ingest(UrlPushed(url="http://127.0.0.1:9/x", text="Words"), unit_id="u", correlation_id="c"))
    assert event.url == "http://127.0.0.1:9/x"
    assert shelf.asked == []


@pytest.mark.parametrize("url", ["not a url", "/path", "http://user@example.com/", "http://"])
async def test_a_given_documents_url_must_be_one(ingest: Ingest, url: str) -> None:
    with pytest.raises(Discard) as refused:
        await ingest(UrlPushed(url=url, text="Words"), unit_id="u", correlation_id="c")
    assert (refused.value.disposition, refused.value.reason) == (Disposition.REFUSED, Reason.URL_MALFORMED)


async def test_a_given_document_must_hold_something(ingest: Ingest) -> None:
    with pytest.raises(Discard) as refused:
        await ingest(UrlPushed(html=b" \n\t"), unit_id="u", correlation_id="c")
    assert (refused.value.disposition, refused.value.reason) == (Disposition.NO_ARTICLE, Reason.EMPTY)


async def test_a_given_document_is_bounded_like_a_fetched_one(shelf: Shelf, notices: Notices, door: Door) -> None:
    ingest = Ingest(shelf, notices, door, max_body=4)
    assert (await ingest(UrlPushed(text="four"), unit_id="u", correlation_id="c")).facts["bytes"] == 4
    with pytest.raises(Discard) as refused:
        await ingest(UrlPushed(text="füür"), unit_id="u", correlation_id="c")
    assert (refused.value.disposition, refused.value.reason) == (Disposition.TOO_LARGE, Reason.BODY_TOO_LARGE)


async def test_a_url_goes_the_whole_way(ingest: Ingest, notices: Notices, door: Door) -> None:
    notices.before = parse_robots(b"User-agent: *\nCrawl-delay: 7\nDisallow: /b", "sayso")
    await ingest(UrlPushed(url=URL), unit_id="u", correlation_id="c")
    assert door.asked == [("example.com", 7.0, False)]
    assert notices.lessons == 0


async def test_what_the_gate_refuses_asks_nobody(ingest: Ingest, door: Door) -> None:
    with pytest.raises(Discard) as end:
        await ingest(UrlPushed(url="http://10.0.0.1/"), unit_id="u", correlation_id="c")
    assert (end.value.disposition, end.value.reason) == (Disposition.REFUSED, Reason.PRIVATE_ADDRESS)
    assert door.asked == []


async def test_what_robots_txt_forbids_takes_no_turn(
    ingest: Ingest, shelf: Shelf, notices: Notices, door: Door
) -> None:
    notices.before = parse_robots(b"User-agent: *\nDisallow: /a", "sayso")
    with pytest.raises(Discard) as end:
        await ingest(UrlPushed(url=URL), unit_id="u", correlation_id="c")
    assert (end.value.disposition, end.value.reason) == (Disposition.ROBOTS_DENIED, Reason.ROBOTS)
    assert (shelf.asked, door.asked) == ([], [])


async def test_an_unknown_robots_txt_is_learnt_in_the_hosts_turn(
    ingest: Ingest, shelf: Shelf, notices: Notices, door: Door
) -> None:
    notices.before, notices.learnt = None, parse_robots(b"User-agent: *\nCrawl-delay: 9\nDisallow: /b", "sayso")
    await ingest(UrlPushed(url=URL), unit_id="u", correlation_id="c")
    assert (notices.lessons, shelf.asked, door.ended) == (1, [URL], [9.0])
    notices.learnt = parse_robots(b"User-agent: *\nDisallow: /a", "sayso")
    with pytest.raises(Discard, match="by https://example"):
        await ingest(UrlPushed(url=URL), unit_id="u", correlation_id="c")
    assert shelf.asked == [URL]


async def test_while_another_holds_the_turn_nothing_is_learnt(
    ingest: Ingest, shelf: Shelf, notices: Notices, door: Door
) -> None:
    notices.before, door.wait = None, 12.5
    with pytest.raises(Defer) as end:
        await ingest(UrlPushed(url=URL), unit_id="u", correlation_id="c")
    assert (end.value.reason, end.value.seconds) == (Reason.HOST_BUSY, 12.5)
    assert (notices.lessons, shelf.asked) == (0, [])
    door.wait = None
    done = await ingest(UrlPushed(url=URL), unit_id="u", correlation_id="c", memo=end.value.memo)
    assert door.asked[-1] == ("example.com", None, True)
    assert done.facts["waited_s"] == 12.5


@pytest.mark.parametrize("when", ["before", "learnt"])
async def test_without_a_robots_txt_nothing_is_fetched(
    when: str, ingest: Ingest, shelf: Shelf, notices: Notices
) -> None:
    notices.before = None
    setattr(notices, when, Unreachable(failures=2, seconds=1200, why="status 503"))
    with pytest.raises(Defer) as end:
        await ingest(UrlPushed(url=URL), unit_id="u", correlation_id="c")
    assert (end.value.reason, end.value.seconds) == (Reason.ROBOTS, 1200)
    assert Journey.resume(URL, end.value.memo).waited == 1200
    setattr(notices, when, Unreachable(failures=6, seconds=3600, why="status 503"))
    with pytest.raises(Discard, match="status 503, 6 times") as given_up:
        await ingest(UrlPushed(url=URL), unit_id="u", correlation_id="c")
    assert (given_up.value.disposition, given_up.value.reason) == (Disposition.UNREACHABLE, Reason.ROBOTS)
    assert shelf.asked == []


async def test_a_redirect_to_another_host_goes_on_there(ingest: Ingest, shelf: Shelf, door: Door) -> None:
    short = "https://short.example/x"
    shelf.redirect = URL
    with pytest.raises(Defer) as end:
        await ingest(UrlPushed(url=short), unit_id="u", correlation_id="c")
    assert (end.value.reason, end.value.detail, end.value.seconds) == (Reason.OTHER_HOST, URL, 0)
    shelf.redirect = None
    event = page(await ingest(UrlPushed(url=short), unit_id="u", correlation_id="c", memo=end.value.memo))
    assert shelf.asked == [short, URL]
    assert [each[0] for each in door.asked] == ["short.example", "example.com"]
    assert event.url == short


async def test_a_redirect_on_the_host_must_be_allowed_too(ingest: Ingest, shelf: Shelf, notices: Notices) -> None:
    notices.before = parse_robots(b"User-agent: *\nDisallow: /private", "sayso")
    shelf.redirect = "https://example.com/open"
    await ingest(UrlPushed(url=URL), unit_id="u", correlation_id="c")
    shelf.redirect = "https://example.com/private/a"
    with pytest.raises(Discard) as end:
        await ingest(UrlPushed(url=URL), unit_id="u", correlation_id="c")
    assert end.value.disposition is Disposition.ROBOTS_DENIED


async def test_a_forged_memo_leads_through_the_gate(ingest: Ingest, shelf: Shelf) -> None:
    memo = Journey("http://127.0.0.1:6379/", trail=("x",), reserved=True).memo
    with pytest.raises(Discard, match="private_address"):
        await ingest(UrlPushed(url=URL), unit_id="u", correlation_id="c", memo=memo)
    assert shelf.asked == []
