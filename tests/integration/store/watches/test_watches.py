"""Standing queries: each event is held against each watch once, and what answers is on a stream."""

import json
from typing import Any

import pytest
from redis.asyncio import Redis
from sqlalchemy import Engine, func, select, update

from sayso.contracts.events import ClaimMatched
from sayso.runtime.watch_abilities import NewWatch, WatchRefused
from sayso_store.adapters.delivery_rows import DeliveryRows
from sayso_store.adapters.engine import writing
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.sql import SqlStore
from sayso_store.adapters.watch_rows import Found, Move, WatchRows
from sayso_store.schema import delivery, outbox, watch
from sayso_store.watches import matching
from sayso_store.watches.book import WatchBook
from sayso_store.watches.matching import Matcher
from sayso_store.watches.streaming import MatchStream
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import one
from tests.integration.store.watches.scene import KEY, Now, added, say, states, view


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
    assert WatchRows(engine).advance([Move(read, 2, [Found(2, "claim.new", "c", "{}")])], "later") == 0
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
