"""How long a claim takes on an idle pipeline: from ``XADD urls`` to its first event on ``claims``, stage by stage.

One article at a time, each pushed when the one before it is through. What fetching and extraction themselves take is
what their units of work say of themselves; the rest is the pipeline's own: hand-overs, deduplication, the transaction,
the relay. Milliseconds of the clock.
"""

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sayso.testing import redis as testing
from tests.benchmark import articles
from tests.benchmark.end_to_end import QUIET
from tests.chaos.scene import Scene, scene

WORK = ("ingest", "extract")
"""The stages whose own time is not the pipeline's."""


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds: of each article from push to claim, what of that is not fetching or extraction, and by stage."""

    whole: Sequence[float]
    beyond: Sequence[float]
    stages: Mapping[str, Sequence[float]]


def measure(count: int = 60, seed: int = 3) -> Latency:
    """Push articles one by one."""
    with (
        tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder,
        testing.server(Path(folder) / "redis") as server,
        scene(Path(folder) / "run", server, seed=seed, env=QUIET, write=articles.page) as on,
    ):
        on.push(range(10))
        on.drain(120)
        whole = [timed(on, number) for number in range(10, 10 + count)]
        on.drain(120)
        with closing(sqlite3.connect(f"file:{Path(folder) / 'run' / 'store.sqlite'}?mode=ro", uri=True)) as store:
            stages = {name: durations(store, name, on, count) for name in (*WORK, "dedupe", "persist")}
    beyond = [each - sum(stages[name][n] for name in WORK) for n, each in enumerate(whole)]
    return Latency(whole, beyond, stages)


def timed(on: Scene, number: int) -> float:
    """One article, from push to its first claim."""
    last = on.client.xinfo_stream("claims")["last-generated-id"]
    began = time.perf_counter()
    on.push([number])
    found = on.client.xread({"claims": last}, block=20_000)
    took = (time.perf_counter() - began) * 1000
    assert found, f"article {number} gave no claim in 20 s"
    event = json.loads(found[0][1][0][1][b"data"])
    assert f"/{number}" in json.dumps(event), f"another article's claim came first: {event}"
    on.drain(30)
    return took


def durations(store: sqlite3.Connection, stage: str, on: Scene, count: int) -> list[float]:
    """What a stage says each article took."""
    found = []
    for number in range(10, 10 + count):
        query = "SELECT duration_ms FROM unit WHERE stage = ? AND url = ? ORDER BY ended_at DESC LIMIT 1"
        found.append(float(store.execute(query, (stage, on.site.url(number))).fetchone()[0]))
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so large a share does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> int:
    """Print p50, p95 and p99."""
    found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
    rows = {"push to claim": found.whole, "beyond fetch and extraction": found.beyond, **found.stages}
    for name, values in rows.items():
        told = " ".join(f"p{share:.0f} {percentile(values, share / 100):7.1f}" for share in (50, 95, 99))
        print(f"{name:28} {told} ms, mean {statistics.mean(values):.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
