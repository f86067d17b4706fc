"""Whatever order claims come in, and however many workers take them, the same clusters come of it."""

import asyncio
import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso_store.dedupe import domain
from sayso_store.dedupe.clustering import Compare
from sayso_store.dedupe.domain import Claim, Judgement
from sayso_store.dedupe.handler import Dedupe
from sayso_store.dedupe.index import MOST, Answer, Index, Offer
from sayso_store.dedupe.memory_index import MemoryIndex

Said = tuple[str, str | None]
Clusters = set[frozenset[int]]

WORDINGS = (
    "The flood in the Ister valley killed {n} people on Friday.",
    "On Friday the flood in the Ister valley killed {n} people.",
    "{n} people were killed on Friday by the flood in the Ister valley.",
    "The flood in the Ister valley did not kill {n} people on Friday.",
    "The flood in the Ister valley may kill {n} people on Friday.",
    "At least {n} people died in the flood in the Ister valley on Friday.",
    "We have no comment to make.",
    "Our bank in Ister lost {n} million crowns.",
)
contents = st.builds(
    lambda words, n: words.format(n=n), st.sampled_from(WORDINGS), st.sampled_from(["12", "twelve", 15])
)
said = st.tuples(contents, st.sampled_from(["Ana Marsh", "Bo Finch", "Ana Marsh, mayor of Ister", None]))


class Slow:
    """An index whose answers come when others have asked too: workers' offers interleave at random."""

    def __init__(self, chance: random.Random) -> None:
        self._index, self._chance = MemoryIndex(), chance

    async def offer(self, offers: Sequence[Offer]) -> list[Answer]:
        for _ in range(self._chance.randint(0, 3)):
            await asyncio.sleep(0)
        return await self._index.offer(offers)

    def __getattr__(self, name: str) -> object:
        return getattr(self._index, name)


async def clusters(index: Index, said: Sequence[tuple[int, Claim]], workers: int, compare: Compare) -> Clusters:
    """Which of the claims belong together after all were told, each worker taking every so many of them."""
    dedupe = Dedupe(index, compare)

    async def work(mine: Sequence[tuple[int, Claim]]) -> None:
        for start in range(0, len(mine), 3):
            await dedupe.resolve({f"s{number}": claim for number, claim in mine[start : start + 3]})

    await asyncio.gather(*(work(said[worker::workers]) for worker in range(workers)))
    found: dict[str, set[int]] = {}
    for number, claim in said:
        ((_, record),) = (await dedupe.resolve({f"again{number}": claim})).items()
        found.setdefault(record.claim_id, set()).add(number)
    return {frozenset(each) for each in found.values()}


def in_two_orders(claims: Sequence[Claim], chance: random.Random, compare: Compare) -> tuple[Clusters, Clusters]:
    numbered = list(enumerate(claims))
    straight = asyncio.run(clusters(MemoryIndex(), numbered, 1, compare))
    shuffled = list(numbered)
    chance.shuffle(shuffled)
    slow: Index = Slow(chance)  # type: ignore[assignment]
    return straight, asyncio.run(clusters(slow, shuffled, chance.randint(1, 4), compare))


@settings(max_examples=60, deadline=None)
@given(st.lists(said, min_size=1, max_size=MOST), st.randoms(use_true_random=False))
def test_claims_by_the_rules(world: list[Said], chance: random.Random) -> None:
    claims = [domain.as_compared(Claim(*each)) for each in world]
    straight, shuffled = in_two_orders(claims, chance, domain.compare)
    assert shuffled == straight


@settings(max_examples=60, deadline=None)
@given(st.integers(2, MOST), st.data(), st.randoms(use_true_random=False))
def test_any_relation_without_conflicts(size: int, data: st.DataObject, chance: random.Random) -> None:
    """Clusters are the connected components of any relation that holds both ways and of itself, chains included."""
    pairs = [(a, b) for a in range(size) for b in range(a)]
    same = data.draw(st.sets(st.sampled_from(pairs), max_size=size))

    def compare(a: Claim, b: Claim) -> Judgement:
        one, other = (int(each.content.split()[-1]) for each in (a, b))
        alike = one == other or (max(one, other), min(one, other)) in same
        return Judgement("same" if alike else "different", "test", 0.5)

    claims = [Claim(f"The council of Ister will close the bridge number {n}") for n in range(size)]
    straight, shuffled = in_two_orders(claims, chance, compare)
    assert shuffled == straight == components(size, same)


def components(size: int, pairs: set[tuple[int, int]]) -> Clusters:
    """Union-find, written plainly."""
    of = list(range(size))
    for a, b in pairs:
        of = [of[a] if each == of[b] else each for each in of]
    return {frozenset(n for n in range(size) if of[n] == root) for root in of}
