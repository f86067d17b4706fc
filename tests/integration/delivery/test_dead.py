"""Dead letters: found by what they are, and put back exactly once, exactly as they were."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from redis.asyncio import Redis

from sayso.contracts.dispositions import Disposition, Reason
from sayso.contracts.outcomes import Done, Outcome, Quarantine
from sayso.contracts.topology import EXTRACT, INGEST, Stage
from sayso.contracts.wire import Event
from sayso.runtime.delivery import Keys, Unit, scripts
from sayso.runtime.delivery.dead import DeadLetter, DeadLetters, Fate, Selection
from tests.integration.delivery.conftest import Bench

Units = Sequence[Unit[Event]]


@pytest.fixture
def dead(bench: Bench) -> DeadLetters:
    return DeadLetters(bench.redis, bench.keys)


async def letter(redis: Any, n: int, *, stage: Stage = INGEST, reason: str = "unexpected_error", at: str = "*") -> str:
    """Write a dead letter as the format says."""
    fields = {
        "stage": stage.name, "reason": reason, "detail": f"failure {n}", "attempts": "5", "deliveries": "1",
        "entry_id": f"1000-{n}", "dead_at": "2026-01-01T00:00:00.000Z", "entry.url": f"https://example.org/{n}",
    }  # fmt: skip
    raw: bytes = await redis.xadd(stage.reads.dead, fields, id=at)
    return raw.decode()


async def found(dead: DeadLetters, wanted: Selection) -> list[DeadLetter]:
    return [each async for each in dead.select(wanted)]


async def take(units: Units) -> list[Outcome]:
    return [Done(Disposition.FETCHED) for _ in units]


async def refuse(units: Units) -> list[Outcome]:
    raise Quarantine(Reason.HTTP_PROTOCOL, "bad answer")


async def test_what_settlement_set_aside_is_read_back(bench: Bench, dead: DeadLetters) -> None:
    raw: dict[Any, Any] = {"url": "https://example.org", "html": b"\x00\xff\xfe", b"extra\n": b"\x80"}
    entry_id = (await bench.redis.xadd("urls", raw)).decode()
    async with bench.consuming(refuse):
        await bench.settled()
    (one,) = await found(dead, Selection())
    assert (one.stage, one.reason, one.detail, one.attempts, one.deliveries) == (
        "ingest", "http_protocol", "bad answer", 1, 1,
    )  # fmt: skip
    assert one.entry == {b"url": b"https://example.org", b"html": b"\x00\xff\xfe", b"extra\n": b"\x80"}
    assert one.entry_id == entry_id
    assert one.name == f"ingest:{one.id}"
    assert one.dead_at.startswith("20")


async def test_letters_are_found_by_stage_reason_age_and_number(bench: Bench, dead: DeadLetters) -> None:
    seconds, micros = await bench.redis.time()
    now = seconds * 1000 + micros // 1000
    for n, age in enumerate((7200, 1800, 60)):
        await letter(bench.redis, n, reason="dns" if n == 1 else "connect", at=f"{now - age * 1000}-0")
    await letter(bench.redis, 3, stage=EXTRACT, reason="parse_error")

    async def details(**wanted: Any) -> list[str]:
        return [each.detail[-1] for each in await found(dead, Selection(**wanted))]

    assert await details() == ["0", "1", "2", "3"]
    assert await details(stages=(EXTRACT,)) == ["3"]
    assert await details(reason="connect") == ["0", "2"]
    assert await details(older_than=3600) == ["0"]
    assert await details(newer_than=3600) == ["1", "2", "3"]
    assert await details(older_than=600, newer_than=3600) == ["1"]
    assert await details(limit=3) == ["0", "1", "2"]
    assert await details(reason="connect", limit=1) == ["0"]
    assert await details(older_than=10**9) == []


async def test_a_long_stream_is_read_page_by_page(bench: Bench, dead: DeadLetters) -> None:
    """Ids in one millisecond too: a page may end in the middle of one."""
    for n in range(95):
        await letter(bench.redis, n, at=f"{5 + n // 50}-{n + 1}")
    assert [each.detail for each in await found(dead, Selection())] == [f"failure {n}" for n in range(95)]
    stats = await bench.redis.info("commandstats")
    assert stats["cmdstat_xrange"]["calls"] >= 5


async def test_two_redrives_at_once_give_one_entry_each(bench: Bench, redis_url: str) -> None:
    """R21: replayed once. Both hold every letter before either moves it; the deletion is the fence."""
    ids = [await letter(bench.redis, n) for n in range(200)]
    both_have_read = asyncio.Barrier(2)

    class Racing(DeadLetters):
        async def read(self, stage: Stage, ids: Sequence[str]) -> list[DeadLetter | None]:
            letters = await super().read(stage, ids)
            assert None not in letters
            await both_have_read.wait()
            return letters

    clients = [Redis.from_url(redis_url) for _ in range(2)]
    fates = await asyncio.gather(*(Racing(each, Keys()).redrive(INGEST, ids) for each in clients))
    for each in clients:
        await each.aclose()
    entries = await bench.entries("urls")
    assert Counter(e[b"url"] for e in entries) == {f"https://example.org/{n}".encode(): 1 for n in range(200)}
    assert Counter(fate for each in fates for fate in each) == {Fate.REDRIVEN: 200, Fate.GONE: 200}
    assert await bench.redis.xlen("urls.dead") == 0


async def test_a_redrive_sent_twice_moves_once(bench: Bench) -> None:
    """As a client does when the answer was lost."""
    move = scripts.redrive("urls.dead", "urls", await letter(bench.redis, 1), {b"url": b"x"})
    assert await scripts.run(bench.redis, [move, move]) == [1, 0]
    assert await bench.redis.xlen("urls") == 1


async def test_a_redriven_entry_is_handled_and_its_life_goes_on(bench: Bench, dead: DeadLetters) -> None:
    await bench.push(url="https://example.org")
    async with bench.consuming(refuse):
        await bench.settled()
    (one,) = await found(dead, Selection())
    assert await dead.redrive(INGEST, [one.id]) == [Fate.REDRIVEN]
    seen: list[tuple[int, str, bytes]] = []

    async def note(units: Units) -> list[Outcome]:
        seen.extend((unit.attempt, unit.first_id, unit.entry_id) for unit in units)
        return await take(units)

    async with bench.consuming(note):
        await bench.settled()
    ((attempt, first_id, entry_id),) = seen
    assert (attempt, first_id) == (1, one.entry_id)
    assert entry_id.decode() != one.entry_id
    ends = await bench.entries("dispositions")
    assert [each[b"disposition"] for each in ends] == [b"dead_lettered", b"fetched"]
    assert len({each[b"entry_id"] for each in ends}) == 1


async def test_an_unreadable_entry_keeps_its_first_id_over_redrives(bench: Bench, dead: DeadLetters) -> None:
    await bench.push(link="https://example.org")
    for _ in range(3):
        async with bench.consuming(take):
            await bench.settled()
        (one,) = await found(dead, Selection())
        await dead.redrive(INGEST, [one.id])
    assert len({each[b"entry_id"] for each in await bench.entries("dispositions")}) == 1


async def test_every_byte_comes_back(bench: Bench, dead: DeadLetters) -> None:
    """Whatever bytes, also folded into JSON: an entry of 3,000 fields is."""
    every = bytes(range(256))
    few: dict[Any, Any] = {b"html": every, every: b"x", "url": "https://example.org", "priority": "soon"}
    many: dict[Any, Any] = {b"f%d" % n: every[n % 256 :] for n in range(2_999)} | {b"\xff": b""}
    for each in (few, many):
        await bench.redis.xadd("urls", each)
    async with bench.consuming(take):
        await bench.settled()
    assert b"entry_as_json" in (await bench.entries("urls.dead"))[1]
    letters = await found(dead, Selection())
    assert await dead.redrive(INGEST, [each.id for each in letters]) == [Fate.REDRIVEN] * 2
    again = await bench.entries("urls")
    firsts = [each.pop(b"_first").decode() for each in again]
    assert again == [{k if isinstance(k, bytes) else k.encode(): v if isinstance(v, bytes) else v.encode()
                      for k, v in each.items()} for each in (few, many)]  # fmt: skip
    assert firsts == [each.entry_id for each in letters]


async def test_what_cannot_be_put_back_stays(bench: Bench, dead: DeadLetters) -> None:
    """More fields than a script can add, or nothing that is an entry."""
    widest = scripts.MOST_FIELDS - 1
    letters: list[dict[Any, Any]] = [
        {"reason": "missing_field", **{f"entry.f{n}": "x" for n in range(widest + 1)}},
        {"reason": "missing_field", **{f"entry.f{n}": "x" for n in range(widest)}, "entry_id": "1-1"},
        {"hello": "by hand"},
        {"entry_as_json": "[no json"},
    ]
    ids = [(await bench.redis.xadd("urls.dead", each)).decode() for each in letters]
    fates = await dead.redrive(INGEST, [*ids, "1-1"])
    assert fates == [Fate.REFUSED, Fate.REDRIVEN, Fate.REFUSED, Fate.REFUSED, Fate.GONE]
    assert await bench.redis.xlen("urls.dead") == 3
    (entry,) = await bench.entries("urls")
    assert len(entry) == widest + 1


async def test_a_letter_is_not_lost_to_a_key_of_the_wrong_type(bench: Bench, dead: DeadLetters) -> None:
    one = await letter(bench.redis, 1)
    await bench.redis.delete("urls")
    await bench.redis.set("urls", "not a stream")
    with pytest.raises(Exception, match="WRONGTYPE"):
        await dead.redrive(INGEST, [one])
    assert await bench.redis.xlen("urls.dead") == 1


async def test_redrive_knows_partitions(bench: Bench) -> None:
    keys = Keys("0")
    await bench.redis.xadd("{0}:urls.dead", {"reason": "dns", "entry_id": "1-1", "entry.url": "x"}, id="7-7")
    assert await DeadLetters(bench.redis, keys).redrive(INGEST, ["7-7"]) == [Fate.REDRIVEN]
    assert await bench.entries("{0}:urls") == [{b"url": b"x", b"_first": b"1-1"}]


async def test_dropped_letters_leave_a_line_each(
    bench: Bench, dead: DeadLetters, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[dict[str, Any]] = []
    monkeypatch.setattr(
        "sayso.runtime.delivery.dead.log.info", lambda event, **about: lines.append({"event": event, **about})
    )
    ids = [await letter(bench.redis, n) for n in range(25)]
    assert await dead.drop(INGEST, [*ids[:22], "1-1"]) == [Fate.DROPPED] * 22 + [Fate.GONE]
    assert await bench.redis.xlen("urls.dead") == 3
    assert await bench.redis.xlen("urls") == 0
    assert [(each["event"], each["id"]) for each in lines] == [("dead_letter_dropped", each) for each in ids[:22]]
    assert lines[0]["url"] == "https://example.org/0"


async def test_what_fails_again_is_a_letter_again(bench: Bench, dead: DeadLetters) -> None:
    await bench.push(url="https://example.org")
    stage = replace(INGEST, writes=())
    for _ in range(2):
        async with bench.consuming(refuse, stage=stage):
            await bench.settled()
        (one,) = await found(dead, Selection())
        assert one.entry == {b"url": b"https://example.org"}, "control fields are not the entry's own"
        assert await dead.redrive(INGEST, [one.id]) == [Fate.REDRIVEN]
