"""Workers that race on a real Redis: one cluster each, whoever comes first."""

import asyncio
import os
import random

import pytest
from redis.asyncio import Redis

from sayso_store.adapters.redis_index import RedisIndex
from sayso_store.dedupe import domain
from sayso_store.dedupe.domain import Claim
from sayso_store.dedupe.handler import Dedupe
from tests.property.store.test_clusters import WORDINGS, clusters

PAIRS = int(os.environ.get("RACE_PAIRS", "500"))
RUNS = int(os.environ.get("RACE_RUNS", "2"))


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("run", range(RUNS))
async def test_two_workers_race_on_pairs_of_duplicates(redis: Redis, run: int) -> None:
    """The full figure, 10,000 pairs in each of 20 runs, is ``make race``."""
    chance = random.Random(run)
    order = list(range(PAIRS))
    chance.shuffle(order)

    async def work(worker: int) -> dict[int, str]:
        dedupe, found = Dedupe(RedisIndex(redis)), {}
        for start in range(0, PAIRS, 200):
            some = order[start : start + 200]
            said = {f"{worker} {n}": wording(n, worker) for n in some}
            records = await dedupe.resolve(said)
            found.update({n: records[f"{worker} {n}"].claim_id for n in some})
        return found

    first, second = await asyncio.gather(work(0), work(1))
    settled = await Dedupe(RedisIndex(redis)).resolve({f"again {n}": wording(n, 0) for n in order})
    assert [n for n in order if first[n] != second[n]] == []
    assert [n for n in order if settled[f"again {n}"].claim_id != first[n]] == []
    assert len(set(first.values())) == PAIRS, "no two pairs are one"


def wording(number: int, worker: int) -> Claim:
    """Each pair's claim in one of two wordings."""
    place = "".join(chr(ord("a") + (number // 26**power) % 26) for power in range(4)).capitalize()
    said = (f"The flood in {place} killed {number} people.", f"The flood in {place} has killed {number} people!")
    return Claim(said[worker], "Ana Marsh")


@pytest.mark.parametrize("seed", range(3))
async def test_one_worker_and_many_come_to_the_same_clusters(redis: Redis, seed: int) -> None:
    chance = random.Random(seed)
    claims = [domain.as_compared(Claim(each.format(n=n), chance.choice(["Ana Marsh", None])))
              for each in WORDINGS for n in ("12", "twelve")][:12]  # fmt: skip
    said = list(enumerate(claims))
    straight = await clusters(RedisIndex(redis, prefix="one"), said, 1, domain.compare)
    chance.shuffle(said)
    assert await clusters(RedisIndex(redis, prefix="many"), said, 4, domain.compare) == straight
