"""One suite over the index in Redis and its twin in memory."""

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from redis.asyncio import Redis

from sayso_store.adapters.redis_index import RedisIndex
from sayso_store.dedupe import domain
from sayso_store.dedupe.domain import Claim, as_compared
from sayso_store.dedupe.domain.minhash import PRINT, SCHEME
from sayso_store.dedupe.index import MOST, ROOM, Answer, Index, IndexUnavailable, Offer, Stored, Text
from sayso_store.dedupe.memory_index import MemoryIndex
from tests.benchmark.claims import World

NOW = datetime(2031, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(params=["memory", "redis"])
def index(request: pytest.FixtureRequest) -> Index:
    if request.param == "memory":
        return MemoryIndex()
    return RedisIndex(cast(Redis, request.getfixturevalue("redis")))


def claim_id(name: str) -> str:
    return f"claim_{hashlib.sha256(name.encode()).hexdigest()[:20]}"


def fact(name: str) -> Claim:
    return Claim(f"Fact {name}.", "Ana Marsh")


def prints(name: str, bands: str) -> bytes:
    """The claim itself, then a print for each word."""
    return b"".join(hashlib.sha256(each.encode()).hexdigest()[:6].encode() for each in (f"={name}", *bands.split()))


def offered(name: str, bands: str, after: int = 0, same: Sequence[int] = (), by: str = "") -> Offer:
    return Offer(claim_id(by or name), fact(name), prints(name, bands), after, tuple(same))


async def offer(
    index: Index, name: str, bands: str, *, after: int = 0, same: Sequence[int] = (), by: str = ""
) -> Answer:
    (answer,) = await index.offer([offered(name, bands, after, same, by)])
    return answer


async def put(index: Index, name: str, bands: str, same: str = "") -> Answer:
    """Offer until it is in, united with those of these names."""
    numbers: dict[int, bool] = {}
    answer = await offer(index, name, bands)
    while answer.root is None:
        numbers |= {each.number: each.claim in [fact(other) for other in same.split()] for each in answer.others}
        chosen = [number for number, is_same in numbers.items() if is_same]
        answer = await offer(index, name, bands, after=answer.until, same=chosen)
    return answer


def names(answer: Answer) -> list[str]:
    """Who is met, the most alike first."""
    return [each.claim.content[len("Fact ") : -1] for each in answer.others]


async def met(index: Index, bands: str) -> list[str]:
    return names(await offer(index, "somebody", bands))


async def test_alone_it_is_put_in_and_the_next_one_meets_it(index: Index) -> None:
    assert await offer(index, "a", "1 2 3") == Answer(root=claim_id("a"), was=claim_id("a"))
    assert await met(index, "3 4") == ["a"]
    assert await met(index, "4") == []


async def test_who_was_compared_with_all_is_put_in(index: Index) -> None:
    await put(index, "a", "1 2")
    assert (await put(index, "b", "2 3")).root == claim_id("b")
    assert await met(index, "3") == ["b"]


async def test_those_that_share_the_most_come_first_and_only_some_are_told(index: Index) -> None:
    await put(index, "near", "1 2 3 4")
    for n in range(MOST + 3):
        await put(index, f"far{n}", f"1x{n % 3} own{n}")
    await put(index, "nearer", "1 2 3 4 5")
    assert (await met(index, "1 2 3 4 5"))[:2] == ["nearer", "near"]
    assert len(await met(index, " ".join(f"own{n}" for n in range(MOST + 3)))) == MOST


async def test_those_that_are_the_same_have_one_root(index: Index) -> None:
    await put(index, "a", "1")
    await put(index, "b", "2")
    joined = await put(index, "c", "1 2", same="a")
    assert (joined.root, joined.was) == (claim_id("a"), claim_id("a"))
    assert {each.root for each in (await offer(index, "z", "1 2")).others} == {claim_id("a"), claim_id("b")}


async def test_a_bridge_unites_two_clusters_under_the_older_root(index: Index) -> None:
    for name in ("a", "b"):
        await put(index, name, name)
        await put(index, f"{name}2", f"{name} x{name}", same=name)
    assert (await put(index, "c", "xa xb", same="a2 b2")).root == claim_id("a")
    others = (await offer(index, "z", "a b")).others
    assert {each.root for each in others} == {claim_id("a")}
    assert {each.was for each in others} == {claim_id("a"), claim_id("b")}, "what they were known as before"
    repeated = await offer(index, "b2", "b xb", by="elsewhere")
    assert repeated == Answer(root=claim_id("a"), was=claim_id("b"), repeated=True)


async def test_roots_that_were_united_are_united_again(index: Index) -> None:
    for name in "abcd":
        await put(index, name, name)
    assert (await put(index, "cd", "c d", same="c d")).root == claim_id("c")
    assert (await put(index, "ab", "a b", same="a b")).root == claim_id("a")
    assert (await put(index, "all", "b d", same="b d")).root == claim_id("a")
    assert {each.root for each in (await offer(index, "z", "a b c d")).others} == {claim_id("a")}


async def test_a_repetition_is_told_its_root_and_is_not_put_in(index: Index) -> None:
    await put(index, "a", "1")
    assert await offer(index, "a", "1", by="elsewhere") == Answer(root=claim_id("a"), was=claim_id("a"), repeated=True)
    assert await met(index, "1") == ["a"]


async def test_its_opener_meets_again_who_came_before(index: Index) -> None:
    await put(index, "a", "1")
    await put(index, "b", "1 2", same="a")
    await put(index, "c", "1 2", same="b")
    again = await offer(index, "b", "1 2")
    assert names(again) == ["a"]
    assert await put(index, "b", "1 2", same="a") == Answer(root=claim_id("a"), was=claim_id("a"))
    assert await met(index, "2") == ["c", "b"]


async def test_claims_of_one_call_meet_one_another(index: Index) -> None:
    first, second, third = await index.offer(
        [offered("a", "1 2"), offered("b", "2"), Offer(claim_id("x"), fact("a"), prints("a", "1 2"))]
    )
    assert (first.root, names(second), third.repeated) == (claim_id("a"), ["a"], True)


async def test_those_of_one_call_that_are_known_to_be_unlike_are_all_put_in(index: Index) -> None:
    offers = [
        offered(f"c{n}", f"all own{n}")._replace(unlike=frozenset(range(n)) - ({0} if n == 3 else set()))
        for n in range(4)
    ]
    answers = await index.offer(offers)
    assert [each.root for each in answers] == [*(claim_id(f"c{n}") for n in range(3)), None]
    assert names(answers[3]) == ["c0"]
    again = await index.offer([offers[3]])
    assert sorted(names(again[0])) == ["c0", "c1", "c2"], "places are those of the call"
    await put(index, "c4", "all own4")
    again = await index.offer([offers[3]._replace(after=answers[3].until)])
    assert names(again[0]) == ["c4"], "who is there since"


async def test_what_is_plainly_about_something_else_is_not_told_and_takes_nobodys_place(index: Index) -> None:
    said = [Claim(f"{240 + n} pupils marched through {'BCDFGHJKLMNPRSTV'[n]}arela.", "Ana") for n in range(MOST + 4)]
    for n, each in enumerate(said):
        await index.offer([Offer(claim_id(f"{n}"), each, prints(f"{n}", f"all{n // ROOM} also{n // ROOM}"))])
    asking = Claim("240 pupils marched through Barela and through Norvik.", "Bo")
    everything = " ".join(f"all{n} also{n}" for n in range(3))
    (answer,) = await index.offer([Offer(claim_id("z"), asking, prints("z", everything))])
    assert [each.claim for each in answer.others] == [said[0]]


async def test_both_indexes_tell_the_same_others(redis: Redis) -> None:
    """What Lua makes of sketches is what Python makes of them."""
    known = [as_compared(claim) for claim in World(seed=3, mix={"new": 10, "form": 40, "other number": 50}).claims(400)]
    rows, twins = domain.prints(known), (MemoryIndex(), RedisIndex(redis))
    told = left_out = 0
    for n, (claim, row) in enumerate(zip(known, rows, strict=True)):
        one = Offer(claim_id(f"{n}"), claim, row)
        (mine,), (other,) = [await index.offer([one]) for index in twins]
        assert [each.claim for each in mine.others] == [each.claim for each in other.others]
        told += len(mine.others)
        for index in twins:
            (again,) = await index.offer([one._replace(after=2 * n)])
            assert again.root is not None
        left_out += len(alike(known[:n], rows[:n], row)) > len(mine.others)
    assert told > 50
    assert left_out > 50


def alike(known: Sequence[Claim], rows: Sequence[bytes], row: bytes) -> list[Claim]:
    """Those that share a print."""
    mine = {row[at : at + PRINT] for at in range(PRINT, len(row), PRINT)}
    return [
        claim
        for claim, other in zip(known, rows, strict=True)
        if not mine.isdisjoint(other[at : at + PRINT] for at in range(PRINT, len(other), PRINT))
    ]


async def test_a_full_bucket_keeps_the_newest(index: Index) -> None:
    for n in range(ROOM + 2):
        await put(index, f"c{n}", f"all own{n}")
    assert await met(index, "all") == [f"c{n}" for n in range(ROOM + 1, 1, -1)]
    assert await met(index, "own0") == ["c0"], "the oldest are found by other prints"


async def test_many_in_one_call_keep_their_order(index: Index) -> None:
    answers = await index.offer([offered(f"c{n}", f"band{n} pair{n // 2}") for n in range(120)])
    assert [len(each.others) for each in answers] == [n % 2 for n in range(120)]


async def test_of_two_that_race_exactly_one_meets_the_other(index: Index) -> None:
    for n in range(20):
        first, second = await asyncio.gather(offer(index, f"a{n}", f"{n}"), offer(index, f"b{n}", f"{n}"))
        assert sorted(len(each.others) for each in (first, second)) == [0, 1]


async def test_any_words_and_any_speaker_come_back_as_they_were(index: Index) -> None:
    said = [Claim("“Größe” \x00\n\x1f 漢字", None), Claim("", ""), Claim("x" * 5000, "Ana\x00Marsh " * 100)]
    for n, claim in enumerate(said):
        await index.offer([Offer(claim_id(f"{n}"), claim, prints(f"{n}", "all"), 9)])
    found = (await offer(index, "z", "all")).others
    assert {each.claim.content for each in found} == {each.content for each in said}


async def copies(index: Index, *texts: tuple[str, str, str]) -> list[tuple[str, ...]]:
    return await index.same_texts([text(*each) for each in texts])


def text(name: str, whole: str, sentences: str) -> Text:
    return Text(name, whole, tuple(int(each) for each in sentences.split()))


async def test_articles_with_one_text_are_told(index: Index) -> None:
    assert await copies(index, ("a", "text", ""), ("b", "text", ""), ("c", "other", "")) == [(), ("a",), ()]
    assert await copies(index, ("a", "text", ""), ("b", "text", "")) == [(), ("a",)], "the same again"


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
    one, other = ("a", "x", first), ("b", "y", second)
    assert await copies(index, one, other) == [(), ("a",) if is_copy else ()]
    assert await copies(index, one, other) == [(), ("a",) if is_copy else ()], "the same again"


async def test_pieces_of_one_text_are_told_whichever_comes_first(index: Index) -> None:
    whole, begin, end = ("a", "x", "1 2 3 4 5 6 7 8"), ("b", "y", "1 2 3 4"), ("c", "z", "5 6 7 8")
    assert await copies(index, begin, end, whole) == [(), (), ("b", "c")]
    other = MemoryIndex()
    assert await copies(other, whole, begin, end) == [(), ("a",), ("a",)]


async def test_the_most_alike_comes_first(index: Index) -> None:
    texts = [("a", "x", "1 2 3"), ("b", "y", "1 2 3 4 5"), ("c", "z", "7 8 9"), ("d", "z", "1 2 3 4 5 6")]
    assert (await copies(index, *texts))[-1] == ("c", "b", "a")


async def test_an_article_that_changed_is_no_copy_of_itself(index: Index) -> None:
    assert await copies(index, ("a", "x", "1 2 3 4"), ("a", "y", "1 2 3 5"), ("a", "x", "1 2 3 4")) == [()] * 3


async def restore(index: Index, *claims: tuple[str, str, str]) -> None:
    """Each a name, the root's name and bands."""
    await index.restore_claims(
        [Stored(claim_id(name), claim_id(root), fact(name), prints(name, bands)) for name, root, bands in claims]
    )


async def test_restored_claims_belong_to_their_roots(index: Index) -> None:
    for _ in range(2):
        await restore(index, ("a", "a", "1"), ("b", "a", "1 2"), ("c", "c", "2"))
    assert {(name, root) for name, root in await with_roots(index, "1 2")} == {("a", "a"), ("b", "a"), ("c", "c")}
    assert (await offer(index, "b", "1 2", by="elsewhere")).root == claim_id("a")
    assert (await put(index, "d", "2", same="c")).root == claim_id("c")


async def with_roots(index: Index, bands: str) -> set[tuple[str, str]]:
    answer = await offer(index, "somebody", bands)
    known = {claim_id(name): name for name in "abcde"}
    return {(name, known[each.root]) for name, each in zip(names(answer), answer.others, strict=True)}


async def test_what_came_since_the_loss_turns_out_to_be_what_is_restored(index: Index) -> None:
    await put(index, "b", "1")
    await put(index, "e", "1", same="b")
    await restore(index, ("a", "a", "2"), ("b", "a", "1"))
    assert await with_roots(index, "1 2") == {("a", "a"), ("b", "a"), ("e", "a")}
    assert (await offer(index, "b", "1", by="elsewhere")).was == claim_id("b"), "so that the store can learn it"


class Days:
    """A clock that stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, days: float) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def ageing(redis: Redis, days: Days) -> RedisIndex:
    return RedisIndex(redis, prefix="{0}:dedupe", days=10, clock=days)


async def test_all_keys_are_in_one_slot_and_expire(redis: Redis, ageing: RedisIndex) -> None:
    await put(ageing, "a", "1 2")
    await put(ageing, "b", "2", same="")
    await put(ageing, "c", "1 2", same="a b")
    await copies(ageing, ("a", "x", "1 2"))
    await restore(ageing, ("d", "d", "5"))
    keys = cast(list[bytes], await redis.keys("*"))
    assert {each.decode("latin-1").split(":")[:3] == ["{0}", "dedupe", SCHEME] for each in keys} == {True}
    kinds = {each.decode("latin-1").split(":")[3] for each in keys}
    assert kinds == set("abcmst") | {"days", "next"}
    lives = {each: await redis.ttl(each) for each in keys if not each.endswith(b":next")}
    assert {life > 0 for life in lives.values()} == {True}
    assert max(lives.values()) <= 22 * 86400


async def test_what_is_older_than_the_window_is_not_met(ageing: RedisIndex, days: Days) -> None:
    await put(ageing, "old", "1")
    days.pass_by(4)
    await put(ageing, "young", "1")
    days.pass_by(6)
    assert await met(ageing, "1") == ["young"]
    days.pass_by(4)
    assert await met(ageing, "1") == []


async def test_what_is_repeated_is_not_forgotten(ageing: RedisIndex, days: Days) -> None:
    await put(ageing, "a", "1")
    for _ in range(6):
        days.pass_by(6)
        again = await offer(ageing, "a", "1", by="elsewhere")
        assert again == Answer(root=claim_id("a"), was=again.was, repeated=True)
    assert await met(ageing, "1") == ["a"]


async def test_dead_records_leave_a_row_that_is_written(redis: Redis, ageing: RedisIndex, days: Days) -> None:
    for n in range(5):
        await put(ageing, f"c{n}", "1")
    days.pass_by(11)
    await put(ageing, "new", "1")
    assert await rows(redis, "{0}:dedupe", prints("new", "1")[6:]) == [7]


async def test_a_claim_costs_little_memory(redis: Redis) -> None:
    """The whole figure is ``make bench-dedupe``'s; this holds what a record is made of."""
    index = RedisIndex(redis)
    await put(index, "a", "1 2 3")
    assert await rows(redis, "dedupe", prints("a", "1 2 3")) == [7, 7, 7, 7]
    await put(index, "b", "1")
    assert await rows(redis, "dedupe", prints("a", "1 2 3")) == [7, 14, 7, 7]


async def rows(redis: Redis, prefix: str, of: bytes) -> list[int]:
    """The lengths of the rows in which these prints are."""
    prints_ = [of[at : at + PRINT] for at in range(0, len(of), PRINT)]
    found = [await redis.hget(f"{prefix}:{SCHEME}:b:{chr(each[0])}", each[1:4].decode()) for each in prints_]
    return [len(each) for each in found if each]


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
        assert (await offer(index, "a", "1 2")).root == claim_id("a")
        assert await met(index, "2") == ["a"]
        assert await copies(index, ("x", "print", "1 2"), ("y", "print", "1 2")) == [(), ("x",)]
        assert await index.same_texts([]) == []
    finally:
        await redis.config_set("maxmemory", 0)
