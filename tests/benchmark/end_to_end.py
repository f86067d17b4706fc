"""The whole pipeline against a tight loop: CPU an article from ``XADD urls`` to ``claims``, and where it goes.

One worker a role over a real Redis and SQLite, and a local site that is not counted. Articles are 50 kB pages of 780
words with ten statements. The baseline is one process that does nothing but read the same pages: clean and extract.
What the pipeline costs beyond that is fetching, messaging, deduplication and storage. Both sides run warm: what
starting costs is not counted. The loop has the machine for itself, where the pipeline's processes share its caches;
what that costs is shown by as many loops at once as there are processors.
"""

import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import sayso_extract.preload  # noqa: F401  as in the processes that read pages, before numpy is imported
from sayso.testing import redis as testing
from sayso_extract import pipeline
from tests.benchmark import articles
from tests.benchmark.processes import usage
from tests.chaos.pipeline import ROLES, Role
from tests.chaos.scene import Scene, scene

WARM = 100
SECONDS = 1800.0
QUIET: Mapping[str, str] = {
    "SAYSO_LOG_LEVEL": "info",
    "SAYSO_LEASE_SECONDS": "30",
    "SAYSO_REMEMBER_DAYS": "30",
    "SAYSO_DELIVERIES": "5",
    "SAYSO_ATTEMPTS": "5",
}
"""As in production, where the chaos tests' scene is impatient."""


@dataclass(frozen=True, slots=True)
class EndToEnd:
    """CPU milliseconds an article by part, of the tight loop, and of one beside others; memory in MB by part."""

    articles: int
    seconds: float
    cpu: Mapping[str, float]
    memory: Mapping[str, float]
    loop: float
    crowded: float
    claims: int

    @property
    def total(self) -> float:
        """All parts."""
        return sum(self.cpu.values())

    @property
    def ratio(self) -> float:
        """All parts to the tight loop."""
        return self.total / self.loop

    @property
    def around(self) -> float:
        """What is neither fetching nor extraction: messaging and storage."""
        return self.total - self.cpu["extract"] - self.cpu["ingest"]


def measure(
    count: int = 2000, seed: int = 1, *, workers: Mapping[Role, int] | None = None, loop: bool = True
) -> EndToEnd:
    """Run both. ``workers`` are more than one of a role; without ``loop`` the baseline is left out, and 0."""
    with (
        tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder,
        testing.server(Path(folder) / "redis") as server,
        scene(
            Path(folder) / "run", server, seed=seed, env=QUIET, write=articles.page, roles={**ROLES, **(workers or {})}
        ) as on,
    ):
        on.push(range(WARM))
        on.drain(120)
        before = parts(on, server)
        began = time.monotonic()
        on.push(range(WARM, WARM + count))
        on.drain(SECONDS)
        seconds = time.monotonic() - began
        after = parts(on, server)
        claims = int(on.client.xlen("claims"))
    cpu = {name: (after[name][0] - before[name][0]) / count * 1000 for name in after}
    memory = {name: megabytes for name, (_, megabytes) in after.items()}
    alone, crowded = (tight_loop(seed), tight_loops(seed)) if loop else (0.0, 0.0)
    return EndToEnd(count, seconds, cpu, memory, alone, crowded, claims)


def parts(on: Scene, server: testing.Server) -> dict[str, tuple[float, float]]:
    """CPU seconds and MB of every worker, and of Redis."""
    found: dict[str, tuple[float, float]] = {}
    for worker in on.pipeline.workers:
        used = usage(worker.process.pid)
        cpu, memory = found.get(worker.role[1], (0.0, 0.0))
        found[worker.role[1]] = (cpu + used.cpu, memory + used.memory / 1e6)
    info = on.client.info()
    found["redis"] = (info["used_cpu_user"] + info["used_cpu_sys"], info["used_memory_rss"] / 1e6)
    return found


def tight_loop(seed: int, count: int = 100, rounds: int = 5) -> float:
    """CPU milliseconds an article of cleaning and extraction alone: the median of the rounds.

    As in the pipeline every page is a new one, so that nothing is remembered of it.
    """
    took = []
    for first in range(0, WARM + count * rounds, count):
        pages = [articles.page(seed, number).encode() for number in range(first, first + count)]
        began = time.process_time()
        for number, page in enumerate(pages, start=first):
            pipeline.read(
                page,
                url=f"https://paper.example/{number}",
                media="html",
                charset="utf-8",
                fetched_at="2026-03-30T00:00:00Z",
            )
        took.append((time.process_time() - began) / count * 1000)
    return statistics.median(took[WARM // count :])


def tight_loops(seed: int) -> float:
    """The same where each processor runs one at once: the median of them."""
    count = os.cpu_count() or 1
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:
        return statistics.median(pool.map(tight_loop, [seed] * count))


def main() -> int:
    """Print the parts."""
    found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
    print(f"{found.articles} articles in {found.seconds:.0f} s, {found.claims} events on claims; CPU ms an article")
    for name, cpu in found.cpu.items():
        print(f"  {name:10} {cpu:7.2f}   {found.memory[name]:6.0f} MB")
    print(f"  {'all':10} {found.total:7.2f}   tight loop {found.loop:.2f}, ratio {found.ratio:.2f} (as many loops at "
          f"once as processors {found.crowded:.2f}); messaging and storage {found.around:.2f}")  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
