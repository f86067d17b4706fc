"""M7: what was fetched and has not changed is neither fetched, nor handed over, nor read again; and nothing is lost."""

import asyncio
import json
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from redis.asyncio import Redis
from redis.asyncio import retry as redis_retry
from redis.backoff import NoBackoff

from sayso.contracts import Defer, Discard, Disposition, Done, Reason, Retry
from sayso.contracts.events import PageFetched, UrlPushed
from sayso.contracts.web_identity import identity
from sayso.runtime.delivery import Keys
from sayso_ingest.adapters.frontier import Fetched, Frontier, Recollection
from sayso_ingest.domain.response import Response
from sayso_ingest.handler import Ingest
from tests.integration.ingest.conftest import Hire
from tests.integration.ingest.town import Town

ALWAYS = {"host_delay": 0, "refetch_seconds": 0}
AT_ONCE = {"host_delay": 0}
UNCHANGED = (Disposition.NOT_MODIFIED, Reason.UNCHANGED)
RECENT = (Disposition.NOT_MODIFIED, Reason.RECENTLY_FETCHED)
FETCHED = (Disposition.FETCHED, None)


@dataclass
class Paper:
    """A page as a server keeps it, with what it was asked: for each request its path and the conditions on it."""

    body: str = "<p>The bridge is closed.</p>"
    etag: str | None = '"1"'
    modified: str | None = None
    status: int = 200
    leads_to: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str | None, str | None]] = field(default_factory=list)

    def __call__(self, request: web.Request) -> web.Response | None:
        if request.path == "/robots.txt":
            return None
        conditions = request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")
        self.asked.append((request.path, *conditions))
        if request.path in self.leads_to:
            return web.Response(status=302, headers={"Location": self.leads_to[request.path]})
        ours = {"ETag": self.etag, "Last-Modified": self.modified}
        headers = {name: value for name, value in ours.items() if value}
        if (self.etag and conditions[0] == self.etag) or (self.modified and conditions[1] == self.modified):
            return web.Response(status=304, headers=headers)
        return web.Response(text=self.body, status=self.status, content_type="text/html", headers=headers)


@pytest.fixture
def paper(town: Town) -> Paper:
    one = Paper()
    town.answers["news"] = one
    return one


@pytest.fixture
def frontier(redis: "Redis") -> Frontier:
    return Frontier(redis, Keys(), kept=60)


async def push(ingest: Ingest, url: str, unit: str, memo: str = "") -> Done:
    return await ingest(UrlPushed(url=url), unit_id=unit, correlation_id=unit, memo=memo)


def end(done: Done) -> tuple[Disposition, Reason | None]:
    assert len(done.outputs) == (done.disposition is Disposition.FETCHED)
    return done.disposition, done.reason


async def test_m7_an_unchanged_page_is_a_304_and_no_event(town: Town, paper: Paper, worker: Hire) -> None:
    first, second = await worker(**ALWAYS), await worker(**ALWAYS)
    url = town.url("news", "/a")
    assert end(await push(first, url, "1-0")) == FETCHED
    done = await push(second, url, "2-0")
    assert end(done) == UNCHANGED
    assert (done.facts["status"], done.facts["bytes"]) == (304, 0)
    assert paper.asked == [("/a", None, None), ("/a", '"1"', None)]
    assert end(await push(first, url, "3-0")) == UNCHANGED, "a page found unchanged is still remembered"


async def test_m7_a_page_found_unchanged_counts_as_fetched_just_now(
    town: Town, paper: Paper, worker: Hire, redis: "Redis"
) -> None:
    ingest, url = await worker(**AT_ONCE), town.url("news", "/a")
    await push(ingest, url, "1-0")
    record = json.loads(await redis.get(f"page:{identity(url)}") or b"")
    await redis.set(f"page:{identity(url)}", json.dumps(record | {"at": record["at"] - 3600}))
    assert end(await push(ingest, url, "2-0")) == UNCHANGED
    assert end(await push(ingest, url, "3-0")) == RECENT


async def test_m7_last_modified_is_enough(town: Town, paper: Paper, worker: Hire) -> None:
    paper.etag, paper.modified = None, "Wed, 09 Apr 2025 08:00:00 GMT"
    ingest = await worker(**ALWAYS)
    assert end(await push(ingest, town.url("news", "/a"), "1-0")) == FETCHED
    assert end(await push(ingest, town.url("news", "/a"), "2-0")) == UNCHANGED
    assert paper.asked[1] == ("/a", None, paper.modified)


async def test_m7_a_changed_page_goes_on(town: Town, paper: Paper, worker: Hire) -> None:
    ingest, url = await worker(**ALWAYS), town.url("news", "/a")
    await push(ingest, url, "1-0")
    paper.body, paper.etag = "<p>The bridge is open.</p>", '"2"'
    assert end(await push(ingest, url, "2-0")) == FETCHED
    assert end(await push(ingest, url, "3-0")) == UNCHANGED
    assert [each[1] for each in paper.asked] == [None, '"1"', '"2"']


@pytest.mark.parametrize("etag", [None, '"another"'])
async def test_m7_the_same_bytes_are_no_event_whatever_the_etag(
    etag: str | None, town: Town, paper: Paper, worker: Hire
) -> None:
    ingest, url = await worker(**ALWAYS), town.url("news", "/a")
    await push(ingest, url, "1-0")
    paper.etag = etag
    done = await push(ingest, url, "2-0")
    assert end(done) == UNCHANGED
    assert done.facts["status"] == 200


async def test_m7_a_page_fetched_just_now_is_not_asked_for(town: Town, paper: Paper, worker: Hire) -> None:
    ingest = await worker(host_delay=300)
    url = town.url("news", "/2025/04/09/bridge-closes-again")
    assert end(await push(ingest, url, "1-0")) == FETCHED
    for n, spelling in enumerate([url, f"{url}?utm_source=feed", f"{url}/amp", url.replace("//news", "//m.news")]):
        done = await push(await worker(host_delay=300), spelling, f"2-{n}")
        assert end(done) == RECENT
        assert 0 <= float(done.facts["age_s"] or 0) < 300
    assert len(paper.asked) == 1
    with pytest.raises(Defer):  # any other page of the host has to wait for its turn
        await push(ingest, f"{url}-and-again", "3-0")


async def test_m7_killed_before_the_hand_over_it_is_fetched_again(town: Town, paper: Paper, worker: Hire) -> None:
    """The record is there, the page was never handed over: whoever takes the unit over must not believe it."""
    url = town.url("news", "/a")
    for settings in (AT_ONCE, ALWAYS):
        paper.asked.clear()
        assert end(await push(await worker(**settings), url, "1-0")) == FETCHED
        done = await push(await worker(**settings), url, "1-0")
        assert end(done) == FETCHED
        (output,) = done.outputs
        assert isinstance(output.event, PageFetched)
        assert paper.asked == [("/a", None, None)] * 2, "with conditions the answer might be 304"
        assert end(await push(await worker(**AT_ONCE), url, "2-0")) == RECENT


async def test_m7_a_unit_that_fails_after_its_kill_leaves_nothing_to_believe(
    town: Town, paper: Paper, worker: Hire
) -> None:
    ingest, url = await worker(**AT_ONCE), town.url("news", "/a")
    await push(ingest, url, "1-0")
    paper.status = 500
    with pytest.raises(Retry):
        await push(ingest, url, "1-0")
    paper.status = 200
    assert end(await push(ingest, url, "2-0")) == FETCHED


async def test_m7_two_at_once_believe_each_other_only_if_one_goes_on(town: Town, paper: Paper, worker: Hire) -> None:
    """Both fetch, both are killed before the hand-over, both are taken up again: in any order one hands over."""
    url = town.url("news", "/a")
    for order in (("1-0", "2-0"), ("2-0", "1-0")):
        both = [await worker(**AT_ONCE), await worker(**AT_ONCE)]
        await asyncio.gather(*(push(each, url, unit) for each, unit in zip(both, ("1-0", "2-0"), strict=True)))
        again = [end(await push(both[0], url, unit)) for unit in order]
        assert FETCHED in again


async def test_m7_who_finds_it_unchanged_does_not_vouch_for_it(town: Town, paper: Paper, worker: Hire) -> None:
    """1 is killed before the hand-over, 2 gets a 304 and ends; then 1 is taken up again and must hand over."""
    ingest, url = await worker(**ALWAYS), town.url("news", "/a")
    assert end(await push(ingest, url, "1-0")) == FETCHED
    assert end(await push(ingest, url, "2-0")) == UNCHANGED
    assert end(await push(ingest, url, "1-0")) == FETCHED


async def test_m7_a_worker_that_was_paused_does_not_write_over_anothers_record(frontier: Frontier) -> None:
    url = "https://news.example/a"
    old = Response(url, url, 200, "html", None, b"old")
    paused = await frontier.recall(url, "1-0")
    other = await frontier.recall(url, "2-0")
    await frontier.remember(other, replace_body(old, b"new"), "2-0")
    await frontier.remember(paused, old, "1-0")
    found = await frontier.recall(url, "3-0")
    assert found.page is not None
    assert found.page.unit == "2-0"
    assert found.is_unchanged(replace_body(old, b"new"))
    await frontier.renew(paused, old)
    await frontier.renew(replace_page(other, found.page), old)
    again = await frontier.recall(url, "3-0")
    assert again.page == found.page, "neither is time renewed on what was seen before"


def replace_body(response: Response, body: bytes) -> Response:
    return Response(response.url, response.final_url, response.status, "html", None, body)


def replace_page(known: Recollection, page: Fetched) -> Recollection:
    return Recollection(known.place, known.seen, page)


async def test_m7_a_deferred_unit_learns_that_another_was_quicker(town: Town, paper: Paper, worker: Hire) -> None:
    ingest, url = await worker(host_delay=60), town.url("news", "/a")
    await push(ingest, town.url("news", "/b"), "0-1")
    with pytest.raises(Defer) as wait:
        await push(ingest, url, "1-0")
    assert end(await push(await worker(**AT_ONCE), url, "2-0")) == FETCHED
    assert end(await push(ingest, url, "1-0", wait.value.memo)) == RECENT


async def test_m7_what_led_to_a_page_leads_to_its_record(town: Town, paper: Paper, worker: Hire) -> None:
    paper.leads_to["/short"] = "/a"
    once, always = await worker(**AT_ONCE), await worker(**ALWAYS)
    assert end(await push(once, town.url("news", "/short"), "1-0")) == FETCHED
    assert end(await push(once, town.url("news", "/short"), "2-0")) == RECENT
    assert end(await push(once, town.url("news", "/a"), "3-0")) == RECENT
    assert end(await push(once, town.url("news", "/short"), "1-0")) == FETCHED, "its own record, by either way"
    paper.asked.clear()
    assert end(await push(always, town.url("news", "/short"), "4-0")) == UNCHANGED
    assert paper.asked == [("/short", None, None), ("/a", '"1"', None)]


async def test_m7_a_redirect_that_leads_elsewhere_by_now_is_asked_without_conditions(
    town: Town, paper: Paper, worker: Hire
) -> None:
    """Of what the server has now, an old date would make it say 304: that page was never fetched."""
    paper.etag, paper.modified = None, "Wed, 09 Apr 2025 08:00:00 GMT"
    paper.leads_to["/latest"] = "/a"
    ingest = await worker(**ALWAYS)
    await push(ingest, town.url("news", "/latest"), "1-0")
    paper.leads_to["/latest"] = "/b"
    paper.asked.clear()
    assert end(await push(ingest, town.url("news", "/latest"), "2-0")) == FETCHED, "the same bytes at another address"
    assert paper.asked == [("/latest", None, None), ("/b", None, None)]


async def test_m7_a_pointer_is_as_old_as_its_own_redirect(
    town: Town, paper: Paper, worker: Hire, redis: "Redis"
) -> None:
    """/latest led to /a an hour ago. That /a was fetched just now, by another way, says nothing of /latest."""
    paper.leads_to["/latest"] = "/a"
    ingest = await worker(**AT_ONCE)
    await push(ingest, town.url("news", "/latest"), "1-0")
    key = f"page:{identity(town.url('news', '/latest'))}"
    pointer = json.loads(await redis.get(key) or b"")
    await redis.set(key, json.dumps(pointer | {"at": pointer["at"] - 3600}))
    assert end(await push(ingest, town.url("news", "/a"), "2-0")) == RECENT
    paper.leads_to["/latest"] = "/b"
    assert end(await push(ingest, town.url("news", "/latest"), "3-0")) == FETCHED


async def test_m7_a_redirect_to_another_host_ends_at_what_is_known_there(
    town: Town, paper: Paper, worker: Hire
) -> None:
    town.answers["short"] = Paper(leads_to={"/x": town.url("news", "/a")})
    ingest = await worker(**AT_ONCE)
    with pytest.raises(Defer) as onward:
        await push(ingest, town.url("short", "/x"), "1-0")
    assert end(await push(ingest, town.url("news", "/a"), "2-0")) == FETCHED
    assert end(await push(ingest, town.url("short", "/x"), "1-0", onward.value.memo)) == RECENT
    assert len(paper.asked) == 1


class Full:
    """An archive whose disk is full."""

    async def keep(self, response: Response, fetched_at: str) -> str | None:
        raise Retry(Reason.ARCHIVE_UNAVAILABLE, "no room", blameless=True)


async def test_m7_a_page_that_was_not_archived_is_not_remembered(
    town: Town, paper: Paper, worker: Hire, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest, url = await worker(**AT_ONCE), town.url("news", "/a")
    monkeypatch.setattr(ingest, "_archive", Full())
    with pytest.raises(Retry, match="no room"):
        await push(ingest, url, "1-0")
    assert end(await push(await worker(**AT_ONCE), url, "2-0")) == FETCHED


async def test_m7_given_documents_are_not_remembered(town: Town, paper: Paper, worker: Hire) -> None:
    ingest, url = await worker(**AT_ONCE), town.url("news", "/a")
    for unit in ("1-0", "2-0"):
        done = await ingest(UrlPushed(url=url, text="Words"), unit_id=unit, correlation_id="c")
        assert end(done) == FETCHED
    assert end(await push(ingest, url, "3-0")) == FETCHED
    assert len(paper.asked) == 1


@pytest.mark.parametrize("settings", [{"remember_days": 0}, {"refetch_seconds": 0, "remember_days": 1e-8}])
async def test_m7_nothing_is_remembered_for_longer_than_is_set(
    settings: dict[str, float], town: Town, paper: Paper, worker: Hire, redis: "Redis"
) -> None:
    ingest = await worker(host_delay=0, **settings)
    for unit in ("1-0", "2-0"):
        assert end(await push(ingest, town.url("news", "/a"), unit)) == FETCHED
        await asyncio.sleep(0.02)
    assert await redis.keys("page:*") == []


async def test_m7_records_end_by_themselves(town: Town, paper: Paper, worker: Hire, redis: "Redis") -> None:
    paper.leads_to["/short"] = "/a"
    await push(await worker(**AT_ONCE), town.url("news", "/short"), "1-0")
    keys = await redis.keys("page:*")
    assert len(keys) == 2
    for key in keys:
        assert 29 * 86_400 < await redis.ttl(key) <= 30 * 86_400
    print(f"\na record and a pointer to it: {[await redis.memory_usage(key) for key in keys]} bytes")


async def test_m7_a_page_that_cannot_be_remembered_goes_on(
    town: Town, paper: Paper, worker: Hire, redis: "Redis"
) -> None:
    """With Redis full, work in hand moves on to the store: that is what frees memory."""
    ingest = await worker(**AT_ONCE)
    assert end(await push(ingest, town.url("news", "/robots-are-known"), "0-1")) == FETCHED
    await redis.config_set("maxmemory", 1)
    try:
        assert end(await push(ingest, town.url("news", "/a"), "1-0")) == FETCHED
    finally:
        await redis.config_set("maxmemory", 0)
    assert end(await push(ingest, town.url("news", "/a"), "2-0")) == FETCHED


async def test_m7_when_redis_is_away_a_page_waits() -> None:
    nobody = Redis(host="127.0.0.1", port=1, retry=redis_retry.Retry(NoBackoff(), 0))
    away = Frontier(nobody, Keys(), kept=60)
    with pytest.raises(Retry) as wait:
        await away.recall("https://news.example/a", "1-0")
    assert (wait.value.reason, wait.value.blameless) == (Reason.SCHEDULE_UNAVAILABLE, True)


async def test_m7_a_record_that_nobody_here_wrote_is_no_record(frontier: Frontier, redis: "Redis") -> None:
    url = "https://news.example/a"
    page = Response(url, url, 200, "html", None, b"words")
    for written in (b"\xff", b"[]", b'{"leads_to": 1}', b'{"url": "x"}', b"1"):
        await redis.set(f"page:{url}", written)
        known = await frontier.recall(url, "1-0")
        assert known.page is None
        await frontier.remember(known, page, "1-0")
        assert (await frontier.recall(url, "2-0")).is_unchanged(page)


async def test_m7_a_validator_that_was_cut_is_not_given_back(frontier: Frontier) -> None:
    url = "https://news.example/a"
    headers = {"etag": '"' + "x" * 1023, "last-modified": "Wed, 09 Apr 2025 08:00:00 GMT"}
    page = Response(url, url, 200, "html", None, b"words", headers=headers)
    await frontier.remember(await frontier.recall(url, "1-0"), page, "1-0")
    ask = (await frontier.recall(url, "2-0")).ask
    assert ask.headers(url).keys() == {"Accept", "If-Modified-Since"}
    assert ask.headers(f"{url}?b").keys() == {"Accept"}


async def test_m7_a_clock_that_goes_back_makes_nothing_recent() -> None:
    page = Fetched("https://news.example/a", "00", at=1000.0, unit="1-0")
    assert Recollection("https://news.example/a", b"", page).age(999.0) is None
    assert Recollection("https://news.example/a", b"", page).age(1001.0) == 1.0
    assert Recollection("https://news.example/a", b"", page, led_here_at=900.0).age(1001.0) == 101.0


async def test_m7_an_answer_of_304_that_nobody_asked_for_is_no_page(town: Town, paper: Paper, worker: Hire) -> None:
    paper.status = 304
    with pytest.raises(Discard):
        await push(await worker(**AT_ONCE), town.url("news", "/a"), "1-0")


async def test_m7_r16_ten_pushers_of_one_url(town: Town, paper: Paper, worker: Hire) -> None:
    ingest, url = await worker(host_delay=0.1), town.url("news", "/a")

    async def until_it_ends(unit: str) -> tuple[Disposition, Reason | None]:
        memo = ""
        while True:
            try:
                return end(await push(ingest, url, unit, memo))
            except Defer as wait:
                memo = wait.memo
                await asyncio.sleep(wait.seconds)

    ends = await asyncio.gather(*(until_it_ends(f"{n}-0") for n in range(10)))
    assert set(ends) == {FETCHED, RECENT}
    assert ends.count(FETCHED) == len(paper.asked) <= 2, "one, or two where the first was slow to write it down"
