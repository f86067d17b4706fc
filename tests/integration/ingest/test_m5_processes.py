"""Catalogue M5 with real worker processes: four of them, over 20 hosts of 24 pages each, and two killed on the way.

What counts is what the site saw: no visit of a host may begin sooner than the delay after the one before, less 2 ms,
and none before the one before has ended. The ideal is that every host is visited again the moment its delay is over: a
host's 24 visits then take 23 times delay and service (as the site measured it), and all hosts are visited side by side.
The rate is that time over the one from the first visit of all to the last. Two SIGKILLs after 150 visits; nobody takes
the dead ones' place, and what they were at is taken over after three seconds (SAYSO_LEASE_SECONDS).
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest
from redis.asyncio import Redis

from sayso.contracts.events import UrlPushed
from sayso.contracts.topology import INGEST as TOPOLOGY_INGEST
from sayso.contracts.topology import URLS
from sayso.runtime.delivery import Keys, ensure_groups, push_many
from tests.chaos.pipeline import INGEST, Pipeline, running
from tests.cpu_time import uncollected
from tests.integration.ingest.town import Town, Visit, open_town

pytestmark = pytest.mark.alone

WORKERS, KILLED, AFTER = 4, 2, 150
HOSTS, EACH, DELAY = 20, 24, 0.2
SLACK = 0.002
IDEAL_SHARE = 0.65
RUNS = 6
HOLD_RATES = "SAYSO_HOLD_RATES" in os.environ
AT_ONCE = TOPOLOGY_INGEST.limits.concurrency


@dataclass(frozen=True, slots=True)
class Manners:
    """What the site saw."""

    visits: int
    gaps: int
    too_short: int
    overlaps: int
    ideal: float
    took: float

    @property
    def share(self) -> float:
        """Of the ideal rate."""
        return self.ideal / self.took

    def __str__(self) -> str:
        return (
            f"{self.visits} visits, {self.gaps} gaps, {self.too_short} too short, {self.overlaps} overlaps; ideal "
            f"{self.ideal:.2f} s, took {self.took:.2f} s: {self.share:.0%} of the ideal rate"
        )


def seen(town: Town) -> Manners:
    by_host: Mapping[str, list[Visit]] = town.by_host()
    pairs = [pair for visits in by_host.values() for pair in pairwise(visits)]
    service = mean(visit.ended - visit.began for visits in by_host.values() for visit in visits)
    begun = [visit.began for visits in by_host.values() for visit in visits]
    return Manners(
        visits=len(begun),
        gaps=len(pairs),
        too_short=sum(after.began - before.began < DELAY - SLACK for before, after in pairs),
        overlaps=sum(after.began < before.ended for before, after in pairs),
        ideal=(EACH - 1) * (DELAY + service),
        took=max(begun) - min(begun),
    )


@contextmanager
def crew(folder: Path, redis_url: str, town: Town, **env: str) -> Iterator[Pipeline]:
    settings = {
        "SAYSO_HOST_DELAY": str(DELAY),
        "SAYSO_ALLOW_PRIVATE_HOSTS": f"*.localhost:{town.port}",
        **env,
    }
    with running(folder, redis_url, f"sqlite:///{folder}/none.db", settings, {INGEST: WORKERS}) as pipeline:
        yield pipeline


async def push(redis: "Redis", town: Town) -> None:
    await ensure_groups(redis, Keys())
    urls = [town.url(f"h{host}", f"/{n}") for n in range(EACH) for host in range(HOSTS)]
    await push_many(redis, Keys(), URLS, [UrlPushed(url=url) for url in urls])


async def visited(town: Town, pages: int, seconds: float) -> None:
    """Wait until so many pages have been visited, each counted once."""
    async with asyncio.timeout(seconds):
        while len({(each.host, each.path) for each in town.visits if each.path != "/robots.txt"}) < pages:
            await asyncio.sleep(0.01)


async def all_ready(pipeline: Pipeline) -> None:
    """Wait until every worker has come to its stream, so that none is late."""
    async with asyncio.timeout(60):
        while pipeline.log.read_text().count('"worker_ready"') < WORKERS:
            await asyncio.sleep(0.05)


@asynccontextmanager
async def at_work(folder: Path, redis: "Redis", redis_url: str, town: Town, **env: str) -> AsyncIterator[Pipeline]:
    await redis.flushall()
    await ensure_groups(redis, Keys())
    (folder / "workers.log").unlink(missing_ok=True)
    with crew(folder, redis_url, town, **env) as pipeline:
        await all_ready(pipeline)
        await push(redis, town)
        yield pipeline


async def best(once: Callable[[], Awaitable[Manners]], what: str) -> None:
    """Manners are held to in every run.

    The rate is what the machine gives: with ``SAYSO_HOLD_RATES`` (``make manners``) one of six runs must reach it; else
    it is printed once.
    """
    for _ in range(RUNS):
        with uncollected():  # the town is served by this process
            found = await once()
        print(f"\nM5, {what}: {found}")
        assert (found.too_short, found.overlaps) == (0, 0)
        if found.share >= IDEAL_SHARE or not HOLD_RATES:
            return
    pytest.fail(f"less than {IDEAL_SHARE:.0%} of the ideal rate in {RUNS} runs")


async def test_m5_four_processes_undisturbed(redis: "Redis", redis_url: str, tmp_path: Path) -> None:
    async def undisturbed() -> Manners:
        async with open_town() as town, at_work(tmp_path, redis, redis_url, town) as pipeline:
            await visited(town, HOSTS * EACH, 60)
            assert pipeline.strays == []
        assert seen(town).visits == HOSTS * EACH
        return seen(town)

    await best(undisturbed, "4 processes undisturbed")


async def test_m5_two_of_four_processes_killed(redis: "Redis", redis_url: str, tmp_path: Path) -> None:
    async def disturbed() -> Manners:
        async with (
            open_town() as town,
            at_work(tmp_path, redis, redis_url, town, SAYSO_LEASE_SECONDS="3") as pipeline,
        ):
            await visited(town, AFTER, 60)
            for worker in pipeline.workers[:KILLED]:
                worker.doomed = True
                worker.process.kill()
            await visited(town, HOSTS * EACH, 60)
        assert seen(town).visits - HOSTS * EACH <= KILLED * AT_ONCE, "done again is at most what the dead were at"
        return seen(town)

    await best(disturbed, f"{KILLED} of 4 processes killed after {AFTER} visits")
