"""What dedupe takes for a claim: one worker and its Redis, in an index that knows many, as a part of ``make bench``.

``make bench-dedupe`` measures the same up to a million claims, and what size costs. Here the index is filled without
comparing, and then batches are resolved: the rate is by the clock, CPU is the worker's and Redis's together.
"""

import asyncio
import statistics
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sayso.runtime.garbage import leave_what_stays
from sayso.testing.redis import Server, server
from sayso_store.adapters.redis_index import RedisIndex
from sayso_store.dedupe.handler import Dedupe
from tests.benchmark.claims import World
from tests.benchmark.dedupe import BATCH, NO_SAVING, memory, put, redis_cpu, resolve

ROUNDS = 5
CLAIMS = 2000
"""Of a round, all of them in batches."""
THEIRS = 2000
"""Claims that datasketch is given: it takes some 20 ms for each."""


@dataclass(frozen=True, slots=True)
class Deduped:
    """Claims a second by the clock, CPU microseconds a claim of worker and Redis, and bytes of Redis a claim."""

    a_second: float
    cpu: float
    memory: float


def measured(known: int) -> Deduped:
    """In an index of so many claims: the medians of the rounds."""
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder, server(Path(folder), *NO_SAVING) as one:
        return asyncio.run(_measured(one, known))


async def _measured(one: Server, known: int) -> Deduped:
    redis = one.client()
    try:
        empty = await memory(redis)
        dedupe, stream, done = Dedupe(RedisIndex(redis)), World().claims(known + CLAIMS * (1 + ROUNDS)), 0
        leave_what_stays()
        while done < known:
            done += await put(dedupe, list(islice(stream, min(BATCH, known - done))), done)
        size = (await memory(redis) - empty) / known
        took, spent = [], []
        for _ in range(1 + ROUNDS):
            made = list(islice(stream, CLAIMS))
            began, cpu = time.perf_counter(), time.process_time() + await redis_cpu(redis)
            for start in range(0, CLAIMS, BATCH):
                done += await resolve(dedupe, made[start : start + BATCH], done)
            took.append((time.perf_counter() - began) / CLAIMS)
            spent.append((time.process_time() + await redis_cpu(redis) - cpu) / CLAIMS * 1e6)
        return Deduped(1 / statistics.median(took[1:]), statistics.median(spent[1:]), size)
    finally:
        await redis.aclose()
