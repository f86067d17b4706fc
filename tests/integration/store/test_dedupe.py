"""The handler of the dedupe role over a real index: what becomes of statements, again and at once."""

import asyncio
import threading
from collections.abc import Sequence
from typing import cast

import pytest
from redis.asyncio import Redis

from sayso.contracts import Disposition, Done, Outcome, Reason, Retry
from sayso.contracts.events import StatementsFound, StatementsResolved
from sayso.contracts.records import ResolutionRecord
from sayso_store.adapters.redis_index import RedisIndex
from sayso_store.dedupe import domain
from sayso_store.dedupe.domain import Claim, Judgement
from sayso_store.dedupe.handler import Dedupe
from sayso_store.dedupe.index import Index
from sayso_store.dedupe.memory_index import MemoryIndex
from tests.integration.store.samples import claim, found

KILLED_12 = "The flood in the Ister valley killed 12 people on Friday."
TWELVE_DEAD = "Twelve people died in the flood in the Ister valley on Friday."
KILLED_15 = "The flood in the Ister valley killed 15 people on Friday."
NO_COMMENT = "We have no comment to make."


@pytest.fixture(params=["memory", "redis"])
def dedupe(request: pytest.FixtureRequest) -> Dedupe:
    index: Index = MemoryIndex()
    if request.param == "redis":
        index = RedisIndex(cast(Redis, request.getfixturevalue("redis")))
    return Dedupe(index)


def said(name: str, *contents: str, speaker: str = "Ana Marsh") -> StatementsFound:
    return found(name, f"Text of {name}.", [(content, speaker) for content in contents])


def resolved(outcomes: Sequence[Outcome]) -> list[StatementsResolved]:
    events = []
    for outcome in outcomes:
        assert isinstance(outcome, Done), outcome
        (output,) = outcome.outputs
        assert output.stream == "resolved"
        assert isinstance(output.event, StatementsResolved)
        events.append(output.event)
    return events


def claims(outcomes: Sequence[Outcome]) -> list[tuple[str, str]]:
    return [(each.claim_id, each.verdict) for event in resolved(outcomes) for each in event.resolutions]


def opened(outcomes: Sequence[Outcome]) -> list[ResolutionRecord]:
    return [each for event in resolved(outcomes) for each in event.resolutions if each.verdict == "new"]


async def test_the_same_and_the_contrary(dedupe: Dedupe) -> None:
    first = await dedupe([said("a", KILLED_12)])
    second = await dedupe([said("b", TWELVE_DEAD, KILLED_15)])
    assert claims([*first, *second]) == [
        (claim("a_0"), "new"),
        (claim("a_0"), "same"),
        (claim("b_1"), "new"),
    ]
    same, contrary = resolved(second)[0].resolutions
    assert (same.rule, same.conflicts) == ("same_words", ())
    (conflict,) = contrary.conflicts
    assert (conflict.claim_id, conflict.field, conflict.rule) == (claim("a_0"), "number", "numbers_differ")
    assert second[0] == Done(
        Disposition.RESOLVED,
        outputs=cast(Done, second[0]).outputs,
        facts={"statements": 2, "claims_new": 1, "claims_same": 1, "conflicts": 1, "merges": 0, "copy_of": None},
    )


async def test_in_one_batch_as_in_many(dedupe: Dedupe) -> None:
    together = await dedupe([said("a", KILLED_12, TWELVE_DEAD), said("b", KILLED_15, KILLED_12)])
    assert claims(together) == [
        (claim("a_0"), "new"),
        (claim("a_0"), "same"),
        (claim("b_0"), "new"),
        (claim("a_0"), "same"),
    ]


async def test_handled_twice_it_ends_the_same_way(dedupe: Dedupe) -> None:
    events = [said("a", KILLED_12, NO_COMMENT), said("b", KILLED_15), said("c", TWELVE_DEAD)]
    first = await dedupe(events)
    again = await dedupe(events)
    one_by_one = [(await dedupe([event]))[0] for event in reversed(events)][::-1]
    assert claims(again) == claims(one_by_one) == claims(first)
    assert opened(again) == opened(one_by_one) == opened(first), "what opens a claim says the same of it every time"
    assert [len(each.conflicts) for each in opened(first)] == [0, 0, 1]


@pytest.mark.parametrize(("more", "aside"), [("", False), (" Much more was said of it. " * 400, True)])
async def test_much_to_compare_is_compared_beside_the_workers_other_tasks(more: str, aside: bool) -> None:
    threads: set[int] = set()

    def compare(a: Claim, b: Claim) -> Judgement:
        threads.add(threading.get_ident())
        return domain.compare(a, b)

    dedupe = Dedupe(MemoryIndex(), compare)
    await dedupe([said("a", f"{KILLED_12}{more}"), said("b", f"{TWELVE_DEAD}{more}")])
    assert threads, "something was compared"
    assert (threading.get_ident() not in threads) == aside


async def test_what_anybody_could_say_belongs_to_its_speaker(dedupe: Dedupe) -> None:
    outcomes = await dedupe(
        [said(f"a{n}", NO_COMMENT, speaker=name) for n, name in enumerate(["Orrin Bank", "Pell Motors"] * 2)]
    )
    assert claims(outcomes) == [
        (claim("a0_0"), "new"),
        (claim("a1_0"), "new"),
        (claim("a0_0"), "same"),
        (claim("a1_0"), "same"),
    ]


async def test_nobody_in_particular_is_not_one_speaker(dedupe: Dedupe) -> None:
    def unnamed(name: str) -> StatementsFound:
        event = said(name, NO_COMMENT, NO_COMMENT)
        nobody = [each.speaker.model_copy(update={"name": None, "mention": "they"}) for each in event.statements]
        statements = (
            each.model_copy(update={"speaker": who}) for each, who in zip(event.statements, nobody, strict=True)
        )
        return event.model_copy(update={"statements": tuple(statements)})

    for _ in range(2):
        outcomes = await dedupe([unnamed("a"), unnamed("b")])
        assert claims(outcomes) == [(claim(each), "new") for each in ("a_0", "a_1", "b_0", "b_1")]


async def test_many_speakers_of_one_phrase_are_all_found_again(dedupe: Dedupe) -> None:
    speakers = [
        f"{first} {last}" for first in ("Ana", "Bo", "Cy") for last in ("Arden", "Birch", "Cole", "Dale", "Ebb")
    ]
    events = [said(f"s{n}", NO_COMMENT, speaker=speaker) for n, speaker in enumerate(speakers)]
    assert {verdict for _, verdict in claims(await dedupe(events))} == {"new"}
    again = [said(f"t{n}", NO_COMMENT, speaker=speaker) for n, speaker in enumerate(speakers)]
    assert claims(await dedupe(again)) == [(claim(f"s{n}_0"), "same") for n in range(len(speakers))]


async def test_a_reprint_is_labelled_and_goes_on(dedupe: Dedupe) -> None:
    text = "\n".join(f"Sentence {n} of the report says quite a lot about the bridge." for n in range(8))
    original, cut = found("a", text, [(KILLED_12, "Ana Marsh")]), found("b", text[:300], [(KILLED_12, "Ana Marsh")])
    outcomes = await dedupe([original, cut, found("c", "Another text.", [])])
    assert [event.copy_of for event in resolved(outcomes)] == [None, "article_a", None]
    assert [cast(Done, each).disposition for each in outcomes] == [
        Disposition.RESOLVED,
        Disposition.DUPLICATE,
        Disposition.RESOLVED,
    ]
    assert claims(outcomes) == [(claim("a_0"), "new"), (claim("a_0"), "same")]


async def test_workers_that_race_settle_on_one_claim(dedupe: Dedupe) -> None:
    for n in range(10):
        contents = (f"The flood in Ister{n} killed 12 people.", f"The flood in Ister{n} killed twelve people!")
        events = [said(f"r{n}w{worker}", contents[worker % 2]) for worker in range(6)]
        outcomes = await asyncio.gather(*(dedupe([event]) for event in events))
        settled = claims([outcome for (outcome,) in outcomes])
        assert len({claim_id for claim_id, _ in settled}) == 1
        assert [verdict for _, verdict in settled].count("new") == 1


async def test_claims_that_turn_out_to_be_one_are_merged_into_the_older(dedupe: Dedupe) -> None:
    first = await dedupe([said("a", KILLED_12), said("b", "In Ister, 12 people died when the river rose.")])
    assert [verdict for _, verdict in claims(first)] == ["new", "new"]
    bridge = Dedupe(dedupe.index, compare=_all_the_same)
    outcomes = await bridge([said("c", "The flood in Ister killed 12 people when the river rose.")])
    ((resolution,),) = (event.resolutions for event in resolved(outcomes))
    assert (resolution.claim_id, resolution.verdict, resolution.merges) == (claim("a_0"), "same", (claim("b_0"),))
    again = await bridge([said("c", "The flood in Ister killed 12 people when the river rose.")])
    assert resolved(again) == resolved(outcomes), "a worker that died after it had united them tells it again"
    repeated = await dedupe([said("d", "In Ister, 12 people died when the river rose.")])
    ((exact,),) = (event.resolutions for event in resolved(repeated))
    assert (exact.claim_id, exact.rule, exact.merges) == (claim("a_0"), "exact", (claim("b_0"),))


def _all_the_same(_a: Claim, _b: Claim) -> Judgement:
    return Judgement("same", "test", 0.9)


async def test_claims_in_conflict_are_not_united_over_a_third(dedupe: Dedupe) -> None:
    first = await dedupe([said("a", KILLED_12), said("b", KILLED_15)])

    def vague(a: Claim, b: Claim) -> Judgement:
        both = {"12" in a.content or "15" in a.content, "12" in b.content or "15" in b.content}
        return Judgement("same", "test", 0.9) if both == {True, False} else domain.compare(a, b)

    outcomes = await Dedupe(dedupe.index, vague)([said("c", "The flood in the Ister valley killed people on Friday.")])
    ((resolution,),) = (event.resolutions for event in resolved(outcomes))
    assert resolution.claim_id == min(claim_id for claim_id, _ in claims(first))
    assert resolution.merges == ()


async def test_everything_of_the_article_goes_on(dedupe: Dedupe) -> None:
    event = said("a", KILLED_12).model_copy(update={"tags": "flood,ister"})
    (out,) = resolved(await dedupe([event]))
    assert out.model_dump(exclude={"resolutions", "copy_of", "same_text"}) == event.model_dump()


async def test_an_index_that_is_away_is_tried_again() -> None:
    outcomes = await Dedupe(RedisIndex(Redis(port=1)))([said("a", KILLED_12), said("b", KILLED_15)])
    assert [type(each) for each in outcomes] == [Retry, Retry]
    assert cast(Retry, outcomes[0]).reason == Reason.INDEX_UNAVAILABLE
