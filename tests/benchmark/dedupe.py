"""``make bench-dedupe``: what the index costs in time and memory, from ten thousand claims to a million.

One worker resolves generated claims (``claims``) in batches against a Redis of its own: prints, round trips and rules,
everything between a statement's words and its claim's id. Printed for each size: claims a second of one worker (wall),
its CPU and Redis's CPU a claim over the last stretch, and Redis's ``used_memory`` a claim above an empty server. Then
the same batches go in turn into a small index and the large one, so that what size costs is told apart from what else
the machine does. The same claims go through datasketch's MinHashLSH with its Redis storage (insert and query, as many
permutations and bands) in an environment of its own, at a size it can do in reasonable time; it decides nothing, it
only finds candidates.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from redis.asyncio import Redis

from sayso.contracts.topology import DEDUPE
from sayso.runtime.garbage import leave_what_stays
from sayso.testing.redis import Server, server
from sayso_store.adapters.redis_index import RedisIndex
from sayso_store.dedupe.domain import Claim, Judgement, as_compared, prints
from sayso_store.dedupe.handler import Dedupe, claim_id_of
from sayso_store.dedupe.index import Stored
from tests.benchmark.claims import MIX, World

ARTICLE = 10
"""Statements of an article."""
BATCH = DEDUPE.limits.batch * ARTICLE
"""Claims of a full batch of the role."""
SMALL = 10_000
STRETCH = 10_000
"""Claims over which a cost is measured."""

TURNS = 10
"""Batches that then go into both indexes. With more of them the small one would not be small."""

NO_SAVING = ("--save", "", "--appendonly", "no")


@dataclass(frozen=True)
class Cost:
    """What one stretch cost, a claim, in microseconds; and Redis's memory a claim so far, in bytes."""

    claims: int
    wall: float
    cpu: float
    redis: float
    memory: float

    @property
    def a_second(self) -> float:
        """Claims of one worker."""
        return 1e6 / self.wall


def main() -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--rival", type=int, default=20_000, help="claims for datasketch; 0 leaves it out")
    parser.add_argument("--rival-python", default=sys.executable, help="a Python that has datasketch")
    parser.add_argument("--quick", action="store_true", help="between measures put claims in without comparing them")
    parser.add_argument("--forms", action="store_true", help="all claims in a few forms: hot buckets")
    args = parser.parse_args()
    print("of a hundred claims:", ", ".join(f"{count} {kind}" for kind, count in MIX.items()))
    print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder, server(Path(folder), *NO_SAVING) as one:
        costs = asyncio.run(_ours(one, args.claims, {"form": 100} if args.forms else None, quick=args.quick))
    small, large = costs[0], costs[-1]
    print(f"\n{large.claims:,} claims: {large.a_second:,.0f} a second a worker (aim 3,000), "
          f"{large.memory:,.0f} bytes of Redis a claim (aim 1,229)")  # fmt: skip
    print(f"cost a claim at {large.claims:,} to that at {small.claims:,}: "
          f"wall {large.wall / small.wall:.2f}, CPU of worker and Redis "
          f"{(large.cpu + large.redis) / (small.cpu + small.redis):.2f} ")  # fmt: skip
    if args.rival:
        _against(args.rival_python, args.rival, costs)
    return 0


async def _ours(one: Server, count: int, mix: dict[str, int] | None, *, quick: bool) -> list[Cost]:
    redis = one.client()
    try:
        empty = await memory(redis)
        leave_what_stays()
        dedupe, world = Dedupe(RedisIndex(redis)), World(mix=mix)
        marks = [mark for mark in (10_000, 100_000, 300_000, 1_000_000, 3_000_000) if mark < count] + [count]
        stream, done, costs = world.claims(count), 0, []
        began = time.perf_counter()
        print(f"{'claims':>12}{'a second':>12}{'worker µs':>12}{'Redis µs':>12}{'bytes':>10}")
        for mark in marks:
            measured = min(STRETCH, mark // 2)
            while done < mark - measured:
                some = list(islice(stream, min(BATCH, mark - measured - done)))
                done += await (put if quick else resolve)(dedupe, some, done)
            made = list(islice(stream, measured))
            took, cpu, of_redis = time.perf_counter(), time.process_time(), await redis_cpu(redis)
            for start in range(0, measured, BATCH):
                done += await resolve(dedupe, made[start : start + BATCH], done)
            each = Cost(
                claims=mark,
                wall=(time.perf_counter() - took) / measured * 1e6,
                cpu=(time.process_time() - cpu) / measured * 1e6,
                redis=(await redis_cpu(redis) - of_redis) / measured * 1e6,
                memory=(await memory(redis) - empty) / mark,
            )
            costs.append(each)
            line = f"{each.claims:>12,}{each.a_second:>12,.0f}{each.cpu:>12.0f}{each.redis:>12.0f}{each.memory:>10.0f}"
            print(line, flush=True)
        if count > SMALL:
            await _beside_a_small_one(redis, dedupe, world, done)
        whole = time.perf_counter() - began
        print(
            f"all {count:,} in {whole:,.0f} s, with making them up: {count / whole:,.0f} a second; {dict(world.told)}"
        )
    finally:
        await redis.aclose()
    return costs


async def _beside_a_small_one(redis: "Redis", large: Dedupe, world: World, done: int) -> None:
    """What a claim costs in a small index and in the large one, batch by batch in turn: the same load for both.

    Both know what the small one is filled with, and only that is told again: a claim that one index knows and the other
    does not would be other work. What is left of that is printed: in a large world more claims happen to be about the
    same place and thing with another number, and each such pair is read by the rules, and in conflict.
    """
    world.forget()
    asked = Counter[str]()
    large, small = (
        _counting(large, "large", asked),
        _counting(Dedupe(RedisIndex(redis, prefix="small")), "small", asked),
    )
    for start in range(0, SMALL, BATCH):
        some = list(world.claims(BATCH))
        await resolve(small, some, start)
        done += await resolve(large, some, done)
    asked.clear()
    wall: dict[str, list[float]] = {"small": [], "large": []}
    cpu: dict[str, list[float]] = {"small": [], "large": []}
    for turn in range(TURNS):
        batch, both = list(world.claims(BATCH)), [("small", small), ("large", large)]
        for name, dedupe in both if turn % 2 else reversed(both):
            took, worker, of_redis = time.perf_counter(), time.process_time(), await redis_cpu(redis)
            await resolve(dedupe, batch, done + turn * BATCH)
            wall[name].append(time.perf_counter() - took)
            cpu[name].append(time.process_time() - worker + await redis_cpu(redis) - of_redis)
    print(
        f"in turn with an index of {SMALL:,}, medians of {TURNS} batches: a claim costs {_ratio(wall):.2f} of it in "
        f"wall time, {_ratio(cpu):.2f} in CPU of worker and Redis (aim 1.3); of a thousand claims "
        f"{asked['large'] / TURNS / BATCH * 1000:.0f} pairs are read by the rules, in the small one "
        f"{asked['small'] / TURNS / BATCH * 1000:.0f}"
    )


def _ratio(taken: Mapping[str, Sequence[float]]) -> float:
    return median(taken["large"]) / median(taken["small"])


def _counting(dedupe: Dedupe, name: str, asked: "Counter[str]") -> Dedupe:
    """The same, which counts the pairs that the rules are asked about."""

    def compare(a: Claim, b: Claim) -> Judgement:
        asked[name] += 1
        return dedupe.compare(a, b)

    return replace(dedupe, compare=compare)


async def resolve(dedupe: Dedupe, batch: Sequence[Claim], done: int) -> int:
    """Give claims to a worker, as those of statements from ``done`` on. Tells how many."""
    await dedupe.resolve({f"statement {done + n}": claim for n, claim in enumerate(batch)})
    return len(batch)


async def put(dedupe: Dedupe, batch: Sequence[Claim], done: int) -> int:
    """The same without comparing: each opens a claim."""
    known = [as_compared(claim) for claim in batch]
    ids = [claim_id_of(f"statement {done + n}") for n in range(len(batch))]
    await dedupe.index.restore_claims(
        [Stored(own, own, claim, row) for own, claim, row in zip(ids, known, prints(known), strict=True)]
    )
    return len(batch)


async def memory(redis: "Redis") -> int:
    """Bytes that Redis has in use."""
    return int((await redis.info("memory"))["used_memory"])


async def redis_cpu(redis: "Redis") -> float:
    """CPU seconds that Redis has taken."""
    cpu = await redis.info("cpu")
    return float(cpu["used_cpu_user"] + cpu["used_cpu_sys"])


def rival(python: str, count: int) -> dict[str, Any]:
    """What datasketch takes for so many claims, as ``rival.py`` prints it. Raises CalledProcessError."""
    claims = [each.content for each in World().claims(count)]
    with tempfile.TemporaryDirectory() as folder, server(Path(folder), *NO_SAVING) as one:
        ran = subprocess.run(
            [python, str(Path(__file__).with_name("rival.py")), str(one.socket)],
            input=json.dumps(claims), capture_output=True, text=True, check=True,
        )  # fmt: skip
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def _against(python: str, count: int, costs: Sequence[Cost]) -> None:
    try:
        theirs = rival(python, count)
    except subprocess.CalledProcessError as error:
        print(f"datasketch was not run: {error.stderr.strip().splitlines()[-1]}")
        return
    print(f"\ndatasketch {theirs['version']}, {count:,} claims, nothing extrapolated: "
          f"{1e6 / theirs['wall']:,.0f} a second, {theirs['memory']:,.0f} bytes of Redis a claim")  # fmt: skip
    nearest = min(costs, key=lambda each: abs(each.claims - count))
    print(f"ours at {nearest.claims:,}: {theirs['wall'] / nearest.wall:.1f} times as fast; "
          f"ours at {costs[-1].claims:,}: {theirs['wall'] / costs[-1].wall:.1f} times as fast, "
          f"a claim takes 1/{theirs['memory'] / costs[-1].memory:.1f} of the memory")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
