"""Standing queries: every event that answers is told once or more, in order, whatever the receiver does."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from redis.asyncio import Redis
from sqlalchemy import Engine, func, select, update

from sayso.contracts.events import ClaimMatched
from sayso.runtime.watch_abilities import NewWatch, WatchRefused, WatchView
from sayso_ingest.posting import open_post
from sayso_ingest.settings import IngestSettings
from sayso_store.adapters.delivery_rows import DeliveryRows
from sayso_store.adapters.engine import writing
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.sql import SqlStore
from sayso_store.adapters.watch_rows import WatchRows
from sayso_store.schema import delivery, outbox, watch
from sayso_store.watches import matching
from sayso_store.watches.book import WatchBook
from sayso_store.watches.couriers import Couriers
from sayso_store.watches.matching import Matcher
from sayso_store.watches.settings import WatchSettings
from sayso_store.watches.signing import signature
from sayso_store.watches.streaming import MatchStream
from tests.integration.store.conftest import NOW
from tests.integration.store.receiver import Receiver, Says
from tests.integration.store.samples import one

KEY = "matches"


class Now:
    """A clock that is set."""

    def __init__(self) -> None:
        self.time = datetime(2031, 5, 4, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def book(engine: Engine, now: Now) -> WatchBook:
    return WatchBook(engine, now)


@pytest.fixture
def matcher(engine: Engine, now: Now) -> Matcher:
    return Matcher(engine, now)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver() as opened:
        yield opened


def say(store: SqlStore, engine: Engine, *names: str, **more: str) -> None:
    """One new claim a name, with its events numbered as the relay does."""
    for name in names:
        store.persist([one(name, **{"content": f"The bridge {name} is safe.", **more})], NOW)
    SqlOutbox(engine).number(1000)


def added(book: WatchBook, webhook: str | None = None, **query: str) -> str:
    return book.add(NewWatch(query=query, webhook=webhook)).watch_id


def view(book: WatchBook, watch_id: str) -> WatchView:
    (found,) = (each for each in book.all() if each.watch_id == watch_id)
    return found


def states(book: WatchBook, watch_id: str) -> list[str]:
    return [each.state for each in reversed(book.deliveries(watch_id, limit=500))]


Sending = Callable[..., Awaitable[None]]


@asynccontextmanager
async def sending(
    engine: Engine, now: Now, *hosts: str, me: str = "a", **settings: Any
) -> AsyncIterator[tuple[Couriers, Sending]]:
    """Couriers over ingest's own guarded post, with these private hosts excepted, and one round of all due."""
    async with open_post(IngestSettings(allow_private_hosts=",".join(hosts))) as post:
        couriers = Couriers(
            DeliveryRows(engine), post, WatchSettings(**{"watch_timeout": 1.0, **settings}), me, now, lambda: 1.0
        )

        async def round_() -> None:
            await couriers.send_due()
            await asyncio.gather(*couriers._at_work.values())

        yield couriers, round_


def at(receiver: Receiver) -> str:
    return f"127.0.0.1:{receiver.port}"


def test_events_are_held_against_every_watch_once(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher
) -> None:
    say(store, engine, "before")
    bridges, tunnels, everything = added(book, words="bridge"), added(book, words="tunnel"), added(book)
    say(store, engine, "a", "b")
    say(store, engine, "c", content="The tunnel is safe.")
    assert (matcher.run_once().matches, matcher.run_once().matches) == (6, 0)
    assert [len(states(book, each)) for each in (bridges, tunnels, everything)] == [2, 1, 3]
    assert states(book, bridges) == ["none", "none"]
    assert {each.lag for each in book.all()} == {0}
    assert [each.match_id for each in book.deliveries(tunnels)] == [f"{tunnels}.4"]


def test_a_watch_may_begin_with_what_was_before(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher
) -> None:
    say(store, engine, "a", "b", "c")
    at_the_end = added(book)
    all_of_it = book.add(NewWatch(query={}, since=0)).watch_id
    some = book.add(NewWatch(query={}, since=2)).watch_id
    matcher.run_once()
    assert [len(states(book, each)) for each in (at_the_end, all_of_it, some)] == [0, 3, 1]


def test_rounds_join_without_a_gap(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "ROUND", 3)
    of_all = added(book)
    say(store, engine, *(f"n{n}" for n in range(8)))
    while matcher.run_once().events:
        pass
    assert [each.match_id for each in reversed(book.deliveries(of_all))] == [f"{of_all}.{n}" for n in range(1, 9)]


def test_a_match_and_the_position_are_one(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that dies while it writes leaves the watch where it was; two that read the same write it once."""
    of_all = added(book)
    say(store, engine, "a", "b")
    with monkeypatch.context() as broken:
        broken.setattr("sayso_store.adapters.watch_rows.insert", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            matcher.run_once()
    assert (view(book, of_all).position, states(book, of_all)) == (0, [])
    (read,) = WatchRows(engine).all()
    assert matcher.run_once().matches == 2
    assert not WatchRows(engine).advance(read, 2, [], "later")
    assert states(book, of_all) == ["none", "none"]


def test_a_query_that_cannot_be_read_holds_nobody_up(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher
) -> None:
    odd, other = added(book), added(book)
    with writing(engine).begin() as connection:
        connection.execute(update(watch).where(watch.c.watch_id == odd).values(query='{"kind": "shouted"}'))
    say(store, engine, "a")
    assert matcher.run_once().matches == 1
    assert (view(book, odd).lag, view(book, other).lag) == (1, 0)


def test_a_claim_is_looked_at_whole(store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher) -> None:
    """The second outlet's own words do not answer; the claim, which is the same, does."""
    wanted = added(book, words="bridge", outlet="Courier", outlets="2")
    store.persist([one("a", content="The old bridge is safe.", outlet="Courier")], NOW)
    SqlOutbox(engine).number(1000)
    assert matcher.run_once().matches == 0
    store.persist([one("a2", same="a", content="It will hold.", outlet="Ledger")], NOW)
    SqlOutbox(engine).number(1000)
    assert matcher.run_once().matches == 1
    assert [each.type for each in book.deliveries(wanted)] == ["claim.corroborated"]


def test_only_disputes(store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher) -> None:
    disputed = added(book, disputed="1")
    say(store, engine, "a")
    assert matcher.run_once().matches == 0
    say(store, engine, "b", conflict="a")
    matcher.run_once()
    assert "claim.disputed" in [each.type for each in book.deliveries(disputed)]


async def test_matches_are_a_stream_of_their_own(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, redis: "Redis"
) -> None:
    stream = MatchStream(DeliveryRows(engine), redis, KEY, 1000)
    of_all = added(book)
    say(store, engine, "a", "b", "c")
    matcher.run_once()
    assert await stream.run_once() == 3
    before: Any = await redis.xrange(KEY)
    read = [ClaimMatched.from_fields(fields) for _, fields in before]
    assert [each.match_id for each in read] == [f"{of_all}.{n}" for n in (1, 2, 3)]
    assert json.loads(read[0].data)["claim"]["content"] == "The bridge a is safe."
    with writing(engine).begin() as connection:  # a process that died after it had added, before it could mark
        connection.execute(update(delivery).values(streamed_at=None))
    assert await stream.run_once() == 0
    await redis.delete(KEY)  # Redis lost everything
    assert await stream.reconcile() == 3
    await stream.run_once()
    assert await redis.xrange(KEY) == before


async def test_webhooks_are_signed_and_in_order(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, receiver: Receiver, now: Now
) -> None:
    made = book.add(NewWatch(name="bridges", query={"words": "bridge"}, webhook=receiver.url))
    assert made.secret is not None
    say(store, engine, *(f"n{n}" for n in range(5)))
    matcher.run_once()
    async with sending(engine, now, at(receiver)) as (_, round_):
        await round_()
    assert receiver.positions == [1, 2, 3, 4, 5]
    got = receiver.got[0]
    stamp = int(got.headers["webhook-timestamp"])
    assert stamp == int(now.time.timestamp())
    assert got.headers["webhook-signature"] == signature(made.secret, got.match_id, stamp, got.body)
    assert (got.said["watch"], got.said["event"]["claim"]["content"]) == ("bridges", "The bridge n0 is safe.")
    assert states(book, made.watch_id) == ["delivered"] * 5
    assert made.secret not in str(book.all())


async def test_a_receiver_that_is_down_gets_everything_later(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, now: Now
) -> None:
    receiver = Receiver()
    await receiver.start()
    of_all = added(book, receiver.url)
    await receiver.stop()
    say(store, engine, "a", "b")
    matcher.run_once()
    async with sending(engine, now, at(receiver)) as (_, round_):
        for seconds in (0, 5, 10):
            now.pass_by(seconds)
            await round_()
            await round_()  # before it is due again, nothing is tried
        shown = view(book, of_all)
        assert (shown.failures, shown.waiting, (shown.last_error or "").partition(":")[0]) == (3, 2, "connect")
        await receiver.start()
        now.pass_by(20)
        await round_()
    await receiver.stop()
    assert receiver.positions == [1, 2]
    assert (view(book, of_all).failures, states(book, of_all)) == (0, ["delivered"] * 2)


async def test_a_slow_receiver_delays_only_its_own_watch(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, receiver: Receiver, now: Now
) -> None:
    async with Receiver(lambda _: Says(after=30)) as slow:
        held, served = added(book, slow.url), added(book, receiver.url)
        say(store, engine, "a", "b", "c")
        matcher.run_once()
        async with sending(engine, now, at(receiver), at(slow), watch_timeout=2.0) as (couriers, _):
            await couriers.send_due()
            async with asyncio.timeout(1.9):
                while states(book, served) != ["delivered"] * 3:
                    await asyncio.sleep(0.05)
            assert states(book, held) == ["waiting"] * 3
            await couriers.finish()
        assert (slow.most_at_once, len(slow.got)) == (1, 1)
        assert (view(book, held).last_error or "").startswith("timeout")


async def test_an_answer_without_end_costs_little(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, now: Now
) -> None:
    async with Receiver(lambda _: Says(endless=True)) as endless:
        of_all = added(book, endless.url)
        say(store, engine, "a")
        matcher.run_once()
        async with sending(engine, now, at(endless)) as (_, round_):
            await round_()
    assert states(book, of_all) == ["delivered"]


@pytest.mark.parametrize("says", [Says(500), Says(404), Says(hangs_up=True)], ids=["500", "404", "hangs up"])
async def test_what_is_not_taken_is_tried_again_in_order(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, receiver: Receiver, now: Now, says: Says
) -> None:
    of_all = added(book, receiver.url)
    receiver.answer = lambda got: says if len(receiver.got) in (2, 3) else Says()
    say(store, engine, "a", "b", "c")
    matcher.run_once()
    async with sending(engine, now, at(receiver)) as (_, round_):
        for seconds in (0, 4, 5, 10):
            now.pass_by(seconds)
            await round_()
    assert receiver.positions == [1, 2, 2, 2, 3]
    assert [each.attempts for each in reversed(book.deliveries(of_all))] == [1, 3, 1]


async def test_who_asks_for_time_gets_it(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, receiver: Receiver, now: Now
) -> None:
    added(book, receiver.url)
    receiver.answer = lambda _: Says(503, ("Retry-After: 120",)) if len(receiver.got) == 1 else Says()
    say(store, engine, "a")
    matcher.run_once()
    async with sending(engine, now, at(receiver)) as (_, round_):
        for seconds in (0, 60, 61):
            now.pass_by(seconds)
            await round_()
    assert receiver.positions == [1, 1]


async def test_what_nobody_takes_is_a_dead_letter_and_the_next_has_its_turn(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, receiver: Receiver, now: Now
) -> None:
    of_all = added(book, receiver.url)
    poison = f"{of_all}.1"
    receiver.answer = lambda got: Says(422 if got.match_id == poison and len(receiver.got) < 6 else 200)
    say(store, engine, "a", "b")
    matcher.run_once()
    async with sending(engine, now, at(receiver), watch_attempts=3) as (_, round_):
        for seconds in (0, 5, 10):
            now.pass_by(seconds)
            await round_()
        assert receiver.positions == [1, 1, 1, 2]
        (letter,) = book.deliveries(of_all, dead=True)
        assert (letter.match_id, letter.attempts, letter.status) == (poison, 3, 422)
        assert view(book, of_all).dead == 1
        receiver.answer = lambda _: Says()
        assert book.redrive(of_all) == 1
        await round_()
    assert receiver.positions == [1, 1, 1, 2, 1]
    assert states(book, of_all) == ["delivered"] * 2


async def test_a_redirect_to_a_private_address_is_not_followed(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, receiver: Receiver, now: Now
) -> None:
    async with Receiver() as inside:
        of_all = added(book, receiver.url)
        receiver.answer = lambda _: Says(307, (f"Location: {inside.url}",))
        say(store, engine, "a")
        matcher.run_once()
        async with sending(engine, now, at(receiver), at(inside), watch_attempts=1) as (_, round_):
            await round_()
        assert (len(receiver.got), inside.got) == (1, [])
    (letter,) = book.deliveries(of_all, dead=True)
    assert letter.error == "307: a redirect, which is not followed"


@pytest.mark.parametrize("host", ["127.0.0.1", "private.localhost"])
async def test_a_private_address_is_not_posted_to(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, receiver: Receiver, now: Now, host: str
) -> None:
    of_all = added(book, f"http://{host}:{receiver.port}/")
    say(store, engine, "a")
    matcher.run_once()
    async with sending(engine, now, "127.0.0.1:1", watch_attempts=1) as (_, round_):
        await round_()
    assert receiver.got == []
    (letter,) = book.deliveries(of_all, dead=True)
    assert (letter.error or "").partition(":")[0] in ("private_address", "port")


async def test_a_process_that_died_after_the_post_posts_again_with_the_same_id(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, receiver: Receiver, now: Now
) -> None:
    of_all = added(book, receiver.url)
    say(store, engine, "a", "b")
    matcher.run_once()
    rows = DeliveryRows(engine)
    async with sending(engine, now, at(receiver), me="dies") as (couriers, _):
        parcel = await couriers._take(of_all)  # it holds the lease
        assert parcel is not None
        assert (await couriers._try(parcel)).error is None  # and is gone before it can write that down
    async with sending(engine, now, at(receiver), me="follows") as (_, round_):
        await round_()
        assert receiver.positions == [1], "while the lease holds, nobody else posts"
        now.pass_by(30)
        await round_()
    assert receiver.positions == [1, 1, 2]
    assert receiver.ids[0] == receiver.ids[1]
    assert receiver.got[0].body == receiver.got[1].body
    assert rows.due("anyone", "9999") == []


async def test_two_processes_keep_one_in_flight(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, receiver: Receiver, now: Now
) -> None:
    added(book, receiver.url)
    receiver.answer = lambda _: Says(after=0.02)
    say(store, engine, *(f"n{n}" for n in range(6)))
    matcher.run_once()
    async with (
        sending(engine, now, at(receiver), me="a") as (_, first),
        sending(engine, now, at(receiver), me="b") as (_, second),
    ):
        await asyncio.gather(first(), second())
    assert receiver.most_at_once == 1
    assert receiver.positions == [1, 2, 3, 4, 5, 6]


async def test_a_test_goes_before_what_waits_and_touches_nothing(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, receiver: Receiver, now: Now
) -> None:
    of_all = added(book, receiver.url)
    receiver.answer = lambda got: Says(200 if got.said["test"] else 500)
    say(store, engine, "a")
    matcher.run_once()
    async with sending(engine, now, at(receiver)) as (_, round_):
        await round_()
        match_id = book.ask_test(of_all)
        await round_()
        assert [each.said["test"] for each in receiver.got] == [False, True]
        outcome = book.outcome(match_id)
        assert outcome is not None
        assert (outcome.state, outcome.status) == ("delivered", 200)
        receiver.answer = lambda _: Says(403)
        failed = book.ask_test(of_all)
        await round_()
    outcome = book.outcome(failed)
    assert outcome is not None
    assert (outcome.state, outcome.error) == ("failed", "403: not taken")
    shown = view(book, of_all)
    assert (shown.waiting, shown.failures, shown.dead, shown.matched) == (1, 1, 0, 1)


def test_what_makes_no_sense_is_refused(book: WatchBook) -> None:
    for query in ({"number": "many"}, {"speeker": "Ana"}, {"words": "!!"}):
        with pytest.raises(WatchRefused):
            book.add(NewWatch(query=query))
    for url in ("ftp://a.example/", "a.example", "https://user:word@a.example/", "https://a.example/#x", "http://[/"):
        with pytest.raises(WatchRefused, match="webhook"):
            book.add(NewWatch(query={}, webhook=url))
    assert book.all() == []


def test_removing(store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher) -> None:
    kept, gone = added(book), book.add(NewWatch(name="mine", query={}, webhook="https://a.example/?token=hush"))
    assert view(book, gone.watch_id).webhook == "https://a.example/?token=***"
    say(store, engine, "a")
    matcher.run_once()
    assert book.remove("mine")
    assert not book.remove("mine")
    assert [each.watch_id for each in book.all()] == [kept]
    with pytest.raises(LookupError):
        book.deliveries("mine")


async def test_old_matches_go_when_they_are_told(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, redis: "Redis", now: Now
) -> None:
    added(book)
    added(book, "https://a.example/")
    say(store, engine, "a")
    matcher.run_once()
    rows = DeliveryRows(engine)
    assert rows.prune("9999") == 0, "they are not on the stream yet"
    await MatchStream(rows, redis, KEY, 1000, now).run_once()
    assert rows.prune("9999") == 1
    assert rows.prune("9999") == 0, "the other was not delivered"


def test_the_outbox_is_left_alone(store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher) -> None:
    added(book)
    say(store, engine, "a")
    matcher.run_once()
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).where(outbox.c.sent_at.is_(None))).scalar_one() == 1
