"""One suite over the index in Redis and its twin in memory."""

import asyncio
from typing import cast

import pytest
from redis.asyncio import Redis

from sayso_store.adapters.redis_index import RedisIndex
from sayso_store.dedupe.domain import Claim
from sayso_store.dedupe.index import ROOM, Answer, Index, IndexUnavailable, Known, MemoryIndex, Offer, Text

SAFE = Claim("The bridge is safe.", "Ana Marsh")
OPEN = Claim("The bridge is open.", None)


@pytest.fixture(params=["memory", "redis"])
def index(request: pytest.FixtureRequest) -> Index:
    if request.param == "memory":
        return MemoryIndex()
    return RedisIndex(cast(Redis, request.getfixturevalue("redis")))


async def offer(index: Index, name: str, bands: str, *seen: str, claim: Claim = SAFE) -> Answer:
    (answer,) = await index.offer([Offer(name, claim, tuple(bands.split()), frozenset(seen))])
    return answer


async def test_alone_it_is_put_in_and_the_next_one_meets_it(index: Index) -> None:
    assert await offer(index, "a", "1 2 3") == Answer()
    assert await offer(index, "b", "3 4", claim=OPEN) == Answer((Known("a", SAFE),))
    assert await offer(index, "c", "4") == Answer(), "b was not put in"


async def test_who_was_compared_with_all_is_put_in(index: Index) -> None:
    await offer(index, "a", "1 2")
    assert await offer(index, "b", "2 3", "a", claim=OPEN) == Answer()
    assert await offer(index, "c", "3") == Answer((Known("b", OPEN),))
    assert await offer(index, "c", "2 3", "b") == Answer((Known("a", SAFE),))


async def test_a_claim_counts_as_itself_and_meets_only_who_came_before(index: Index) -> None:
    await offer(index, "a", "1")
    await offer(index, "b", "1 2", "a")
    await offer(index, "c", "1 2", "a", "b")
    assert await offer(index, "b", "1 2") == Answer((Known("a", SAFE),), known=True)
    assert await offer(index, "a", "1") == Answer((), known=True)


async def test_claims_of_one_call_meet_one_another(index: Index) -> None:
    answers = await index.offer([Offer("a", SAFE, ("1", "2")), Offer("b", OPEN, ("2",)), Offer("a", SAFE, ("1",))])
    assert answers == [Answer(), Answer((Known("a", SAFE),)), Answer(known=True)]


async def test_a_full_bucket_keeps_the_newest(index: Index) -> None:
    names = [f"c{n}" for n in range(ROOM + 2)]
    for n, name in enumerate(names):
        assert await offer(index, name, f"all own{n}", *names[:n]) == Answer()
    answer = await offer(index, "z", "all")
    assert [each.claim_id for each in answer.others] == names[2:]
    assert await offer(index, "z", "own0") == Answer((Known("c0", SAFE),)), "the oldest are found by other bands"


async def test_many_in_one_call_keep_their_order(index: Index) -> None:
    offers = [Offer(f"c{n}", Claim(f"Fact {n}.", None), (f"band{n}", f"pair{n // 2}")) for n in range(120)]
    answers = await index.offer(offers)
    assert [len(each.others) for each in answers] == [n % 2 for n in range(120)]


async def test_of_two_that_race_exactly_one_meets_the_other(index: Index) -> None:
    for n in range(20):
        first, second = await asyncio.gather(offer(index, f"a{n}", f"{n}"), offer(index, f"b{n}", f"{n}"))
        assert sorted(len(each.others) for each in (first, second)) == [0, 1]


async def copies(index: Index, *texts: tuple[str, str, str]) -> list[str | None]:
    return await index.originals([Text(name, whole, tuple(sentences.split())) for name, whole, sentences in texts])


async def test_the_first_article_with_a_text_is_the_original(index: Index) -> None:
    assert await copies(index, ("a", "text", ""), ("b", "text", ""), ("c", "other", "")) == [None, "a", None]
    assert await copies(index, ("a", "text", ""), ("b", "text", "")) == [None, "a"], "the same again"


@pytest.mark.parametrize(
    ("first", "second", "is_copy"),
    [
        ("1 2 3 4 5 6", "1 2 3", True),
        ("1 2 3", "1 2 3 4 5 6 7", True),
        ("1 2 3 4 5 6", "1 2 3 7 8 9", True),
        ("1 2 3 4 5 6 7", "1 2 3 8 9 10 11", False),
        ("1 2 3 4", "1 2", False),
        ("", "", False),
    ],
)
async def test_half_of_the_smaller_makes_a_copy(index: Index, first: str, second: str, is_copy: bool) -> None:
    expected = [None, "a" if is_copy else None]
    assert await copies(index, ("a", "x", first), ("b", "y", second)) == expected
    assert await copies(index, ("a", "x", first), ("b", "y", second)) == expected, "the same again"


async def test_a_copy_of_a_copy_is_a_copy_of_the_original(index: Index) -> None:
    assert await copies(
        index, ("a", "x", "1 2 3 4"), ("b", "y", "1 2 3 5 6 7 8"), ("c", "z", "5 6 7 8 9"), ("d", "y", "")
    ) == [None, "a", "a", "a"]


async def test_an_article_that_changed_is_no_copy_of_itself(index: Index) -> None:
    assert await copies(index, ("a", "x", "1 2 3 4"), ("a", "y", "1 2 3 5"), ("a", "x", "1 2 3 4")) == [None] * 3


async def restore(index: Index, *names: str, claim: Claim = SAFE) -> None:
    await index.restore_claims([Offer(name, claim, ("all", f"own{name}")) for name in names])


async def test_restored_claims_stand_as_they_stood(index: Index) -> None:
    names = [f"c{n}" for n in range(ROOM + 2)]
    await restore(index, *reversed(names))
    await restore(index, *reversed(names))
    assert [each.claim_id for each in (await offer(index, "z", "all")).others] == names[2:]
    assert await offer(index, "z", "ownc0") == Answer((Known("c0", SAFE),)), "the oldest are found by other bands"
    assert await offer(index, "c4", "all") == Answer(tuple(Known(name, SAFE) for name in names[2:4]), known=True)


async def test_a_claim_restored_twice_takes_one_place(index: Index) -> None:
    names = [f"c{n}" for n in range(ROOM)]
    await restore(index, names[-1])
    await restore(index, *reversed(names))
    assert [each.claim_id for each in (await offer(index, "z", "all")).others] == names


async def test_a_text_that_somebody_has_shown_since_the_loss_is_theirs(index: Index) -> None:
    await copies(index, ("new", "text", ""))
    await index.restore_texts([(Text("old", "text", ()), "old")])
    assert await copies(index, ("next", "text", "")) == ["new"]


async def test_what_came_since_the_loss_is_newer_and_stays(index: Index) -> None:
    await offer(index, "new", "all", claim=OPEN)
    await restore(index, *(f"c{n}" for n in range(ROOM, 0, -1)))
    answer = await offer(index, "z", "all")
    assert [each.claim_id for each in answer.others] == [*(f"c{n}" for n in range(2, ROOM + 1)), "new"]


async def test_restored_texts_have_their_owners_and_originals(index: Index) -> None:
    texts = [("a", "x", "1 2 3 4"), ("b", "y", "1 2 3 5 6 7 8"), ("c", "x", "1 2 3 4")]
    stored = [Text(name, whole, tuple(sentences.split())) for name, whole, sentences in texts]
    for _ in range(2):
        await index.restore_texts([(text, "a") for text in stored])
    assert await copies(index, ("d", "x", ""), ("e", "y", ""), ("f", "z", "5 6 7 8 9"), ("g", "n", "1 9")) == [
        *("a", "a", "a"),
        None,
    ]


@pytest.mark.parametrize("restored", [False, True])
async def test_entries_expire(redis: Redis, restored: bool) -> None:
    index = RedisIndex(redis, prefix="{0}:dedupe", days=2)
    await offer(index, "a", "1 2")
    await copies(index, ("a", "x", "1 2"))
    if restored:
        await redis.flushall()
        await index.restore_claims([Offer("a", SAFE, ("1", "2"))])
        await index.restore_texts([(Text("a", "x", ("1", "2")), "a")])
    keys = cast(list[bytes], await redis.keys("*"))
    assert sorted(each.decode() for each in keys) == [
        "{0}:dedupe:article:a",
        "{0}:dedupe:band:1",
        "{0}:dedupe:band:2",
        "{0}:dedupe:claim:a",
        "{0}:dedupe:sentence:1",
        "{0}:dedupe:sentence:2",
        "{0}:dedupe:text:x",
    ]
    assert {await redis.ttl(each) for each in keys} <= {2 * 86400, 2 * 86400 - 1}


async def test_who_has_expired_leaves_a_full_bucket(redis: Redis) -> None:
    index = RedisIndex(redis)
    names = [f"c{n}" for n in range(ROOM)]
    for n, name in enumerate(names):
        await offer(index, name, "all", *names[:n])
    await redis.delete("dedupe:claim:c0")
    await index.restore_claims([Offer("older", SAFE, ("all",)), Offer("none", SAFE, ("all",))])
    answer = await offer(index, "z", "all")
    assert [each.claim_id for each in answer.others] == ["older", *names[1:]], "one has left, so there is room for one"
    await redis.delete("dedupe:claim:older")
    assert await offer(index, "new", "all", *names[1:]) == Answer()
    answer = await offer(index, "z", "all")
    assert [each.claim_id for each in answer.others] == [*names[1:], "new"]


async def test_redis_away_is_the_ports_own_error() -> None:
    index = RedisIndex(Redis(port=1))
    with pytest.raises(IndexUnavailable):
        await offer(index, "a", "1")
    with pytest.raises(IndexUnavailable):
        await copies(index, ("a", "x", ""))


async def test_redis_at_its_memory_limit_still_takes_what_is_in_the_pipeline(redis: Redis) -> None:
    index = RedisIndex(redis)
    await redis.config_set("maxmemory", 1)
    try:
        assert await offer(index, "a", "1 2") == Answer()
        assert await offer(index, "b", "2", claim=OPEN) == Answer((Known("a", SAFE),))
        assert await index.originals([Text("x", "print", ("s1", "s2"))]) == [None]
        assert await index.originals([Text("y", "print", ("s1", "s2"))]) == ["x"]
        assert await index.originals([]) == []
        assert await offer(index, "none", "") == Answer()
    finally:
        await redis.config_set("maxmemory", 0)
