"""After a loss of Redis: the stream and the index are what they were."""

from collections.abc import Sequence
from typing import Any, cast

import pytest
from redis.asyncio import Redis
from sqlalchemy import Engine

from sayso.contracts import Done
from sayso.contracts.events import StatementsFound, StatementsResolved
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.redis_index import RedisIndex
from sayso_store.adapters.sql import SqlStore
from sayso_store.dedupe.handler import Dedupe
from sayso_store.publish import PublishRefused, Relay
from sayso_store.rebuild import ClaimsRebuilt, IndexRebuilt, rebuild_claims, rebuild_index
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import FIRST, LATER, claim, found, one

KEY = "claims"
KILLED_12 = "The flood in the Ister valley killed 12 people on Friday."
TWELVE_DEAD = "Twelve people died in the flood in the Ister valley on Friday."
KILLED_15 = "The flood in the Ister valley killed 15 people on Friday."
OLD, YOUNG, GONE = "The mill in Ister will close.", "The bridge in Ister is safe.", "The bank of Ister lost money."
NO_COMMENT = "We have no comment to make."
TEXT = "\n".join(f"Sentence {n} of the report says quite a lot about the bridge." for n in range(8))

OWN = "\n".join(f"In paragraph {n} the reprinter adds some words of its own about it." for n in range(5))


@pytest.fixture
def relay(engine: Engine, redis: Redis) -> Relay:
    return Relay(SqlOutbox(engine), redis, KEY)


@pytest.fixture
async def published(store: SqlStore, relay: Relay, redis: Redis) -> list[Any]:
    """Ten events on the stream."""
    store.persist([one(name) for name in "abcdefghij"], NOW)
    await relay.run_once()
    return cast(list[Any], await redis.xrange(KEY))


@pytest.mark.parametrize("everything", [False, True])
async def test_a_stream_that_is_gone_is_made_again(
    relay: Relay, redis: Redis, published: list[Any], everything: bool
) -> None:
    await redis.flushall()
    assert await rebuild_claims(relay, everything=everything) == ClaimsRebuilt(10, 10)
    assert await redis.xrange(KEY) == published
    assert await rebuild_claims(relay) == ClaimsRebuilt(0, 0)


@pytest.mark.parametrize(("everything", "checked"), [(False, 4), (True, 10)])
async def test_a_stream_that_is_behind_is_completed(
    relay: Relay, redis: Redis, published: list[Any], everything: bool, checked: int
) -> None:
    await redis.delete(KEY)
    for entry_id, fields in published[:6]:
        await redis.xadd(KEY, fields, id=entry_id)
    assert await rebuild_claims(relay, everything=everything) == ClaimsRebuilt(checked, 4)
    assert await redis.xrange(KEY) == published


async def test_all_of_a_whole_stream_adds_nothing(relay: Relay, redis: Redis, published: list[Any]) -> None:
    assert await rebuild_claims(relay, everything=True) == ClaimsRebuilt(10, 0)
    assert await redis.xrange(KEY) == published


async def test_all_leaves_alone_what_was_trimmed(relay: Relay, redis: Redis, published: list[Any]) -> None:
    await redis.xtrim(KEY, minid="4-0", approximate=False)
    assert await rebuild_claims(relay, everything=True) == ClaimsRebuilt(7, 0)
    await redis.xtrim(KEY, maxlen=0, approximate=False)
    assert await rebuild_claims(relay, everything=True) == ClaimsRebuilt(0, 0)
    assert await redis.xlen(KEY) == 0


async def test_all_finds_a_hole_that_cannot_be_filled(relay: Relay, redis: Redis, published: list[Any]) -> None:
    await redis.xdel(KEY, "5-0")
    assert await rebuild_claims(relay) == ClaimsRebuilt(0, 0)
    with pytest.raises(PublishRefused, match="5-0"):
        await rebuild_claims(relay, everything=True)


@pytest.fixture
def index(redis: Redis) -> RedisIndex:
    return RedisIndex(redis)


async def resolve(index: RedisIndex, *events: StatementsFound) -> list[StatementsResolved]:
    outcomes = await Dedupe(index).__call__(events)
    return [cast(StatementsResolved, output.event) for each in outcomes for output in cast(Done, each).outputs]


def decisions(events: Sequence[StatementsResolved]) -> list[Any]:
    return [(event.copy_of, [each.model_dump() for each in event.resolutions]) for event in events]


def quiet(what: str, done: int, total: int) -> None:
    """No bar."""


def anonymous(event: StatementsFound, mention: str) -> StatementsFound:
    """The same, said by somebody who is mentioned and not named."""
    said = tuple(
        each.model_copy(update={"speaker": each.speaker.model_copy(update={"name": None, "mention": mention})})
        for each in event.statements
    )
    return event.model_copy(update={"statements": said})


async def test_after_a_loss_dedupe_decides_as_before(
    store: SqlStore, engine: Engine, redis: Redis, index: RedisIndex
) -> None:
    before = [
        found("a", TEXT, [(KILLED_12, "Ana Marsh"), (NO_COMMENT, "Orrin Bank")]),
        found("b", TEXT[:300] + OWN, [(KILLED_15, "Rob Finch"), (NO_COMMENT, "Pell Motors")]),
        anonymous(found("c", "Another text.", [(NO_COMMENT, None)]), "the mayor of Ister"),
    ]
    store.persist(await resolve(index, *before), NOW)
    after = [
        found("d", TEXT, [(TWELVE_DEAD, None), (NO_COMMENT, "Pell Motors")]),
        found("e", OWN, [(KILLED_15, "Ana Marsh"), (NO_COMMENT, "Somebody Else")]),
        anonymous(found("f", "A third text.", [(NO_COMMENT, None)]), "the mayor of Ister"),
    ]
    expected = decisions(await resolve(index, *after))
    assert [each["verdict"] for _, said in expected for each in said] == ["same", "same", "same", "new", "same"]
    assert [original for original, _ in expected] == ["article_a", "article_b", None]
    await redis.flushall()
    for _ in range(2):
        assert await rebuild_index(engine, index, FIRST, quiet) == IndexRebuilt(5, 3)
    assert decisions(await resolve(index, *after)) == expected


async def test_only_what_stands_and_is_young_is_restored(
    store: SqlStore, engine: Engine, redis: Redis, index: RedisIndex
) -> None:
    old, young = (one(name, content=content, at=at) for name, content, at in
                  (("a", OLD, FIRST), ("b", YOUNG, LATER)))  # fmt: skip
    gone = one("c", content=GONE, at=LATER)
    anew = gone.model_copy(update={"statements": (), "resolutions": (), "extractor_version": "zz"})
    store.persist([old, young, gone], NOW)
    store.persist([anew], NOW)
    assert await rebuild_index(engine, index, LATER, quiet) == IndexRebuilt(1, 2)
    after = await resolve(index, found("d", TEXT, [(said, "Ana Marsh") for said in (OLD, YOUNG, GONE)]))
    assert [each.claim_id for each in after[0].resolutions] == [claim("d_0"), claim("b"), claim("d_2")]


async def test_a_claim_is_known_by_the_words_that_opened_it(
    store: SqlStore, engine: Engine, redis: Redis, index: RedisIndex
) -> None:
    first = found("a", TEXT, [(KILLED_12, "Ana Marsh")])
    second = found("b", "Another text.", [(TWELVE_DEAD, "Ana Marsh")])
    store.persist(await resolve(index, first, second), NOW)
    anew = first.model_copy(update={"statements": (), "extractor_version": "zz"})
    store.persist(await resolve(index, anew), NOW)
    await redis.flushall()
    await rebuild_index(engine, index, FIRST, quiet)
    third = found("c", "A third text.", [(KILLED_12, "Ana Marsh"), (TWELVE_DEAD, "Ana Marsh")])
    ((first_said, as_now),) = (event.resolutions for event in await resolve(index, third))
    assert (first_said.claim_id, first_said.rule) == (as_now.claim_id, as_now.rule) == (claim("a_0"), "exact")


async def test_many_claims_come_back_in_parts(
    store: SqlStore, engine: Engine, redis: Redis, index: RedisIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso_store.rebuild.PART", 7)
    events = [found(f"s{n}", f"Text {n}.", [(KILLED_12.replace("12", str(n + 12)), "Ana Marsh")]) for n in range(18)]
    stored = await resolve(index, *events)
    store.persist(stored, NOW)
    seen: list[tuple[str, int, int]] = []
    await redis.flushall()
    await rebuild_index(engine, index, FIRST, lambda *look: seen.append(look))
    again = [found(f"t{n}", f"Text t{n}.", [(KILLED_12.replace("12", str(n + 12)), "Ana Marsh")]) for n in range(18)]
    assert [event.resolutions[0].claim_id for event in await resolve(index, *again)] == [
        event.resolutions[0].claim_id for event in stored
    ]
    assert [look for look in seen if look[0] == "claims"] == [("claims", n, 18) for n in (0, 7, 14, 18)]
