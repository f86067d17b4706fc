"""Webhooks: at least once and in order, whatever the receiver does, and nobody waits for another."""

import asyncio

import pytest
from sqlalchemy import Engine

from sayso.runtime.watch_abilities import NewWatch
from sayso_store.adapters.delivery_rows import DeliveryRows
from sayso_store.adapters.sql import SqlStore
from sayso_store.watches.book import WatchBook
from sayso_store.watches.matching import Matcher
from sayso_store.watches.signing import signature
from tests.integration.store.watches.receiver import Receiver, Says
from tests.integration.store.watches.scene import Now, added, at, say, sending, states, view


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
