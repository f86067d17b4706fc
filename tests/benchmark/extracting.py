"""Extract alone: what workers cost and how long they take to read a backlog of pages.

The pages are fetched first, while the workers are stopped in mid-step; then the workers go on all at once, and nothing
else has work to do. So two of them are held against one with a processor for each, as on a machine where the other
roles have theirs, and one against other software that reads the same pages alone.
``python -m tests.benchmark.extracting 300`` prints both.
"""

import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sayso.testing import redis as testing
from tests.benchmark import articles
from tests.benchmark.end_to_end import QUIET, WARM
from tests.benchmark.processes import usage
from tests.chaos.pipeline import EXTRACT, INGEST
from tests.chaos.scene import scene

MOST = 400
"""Pages that may wait: ingest stops at 500."""
_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Backlog:
    """A backlog read: ``seconds`` by the clock for all of it, ``cpu`` milliseconds of the workers a page."""

    seconds: float
    cpu: float


def read(workers: int, count: int, seed: int = 1) -> Backlog:
    """What so many workers take for so many pages."""
    assert count <= MOST
    with (
        tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder,
        testing.server(Path(folder) / "redis") as server,
        scene(
            Path(folder) / "run", server, seed=seed, env=QUIET, write=articles.page, roles={INGEST: 1, EXTRACT: workers}
        ) as on,
    ):
        extract = on.pipeline.of(EXTRACT)
        for worker in extract:
            on.pipeline.wait_ready(worker)
        on.push(range(WARM))
        on.wait_for("warm", _SECONDS, lambda: on.client.xlen("statements") >= WARM)
        for worker in extract:
            on.pipeline.freeze(worker)
        on.push(range(WARM, WARM + count))
        on.wait_for("fetched", _SECONDS, lambda: on.client.xlen("pages") >= count)
        before, began = sum(usage(worker.process.pid).cpu for worker in extract), time.monotonic()
        for worker in extract:
            on.pipeline.thaw(worker)
        on.wait_for("read", _SECONDS, lambda: on.client.xlen("statements") >= WARM + count)
        seconds = time.monotonic() - began
        spent = sum(usage(worker.process.pid).cpu for worker in extract) - before
        return Backlog(seconds, spent / count * 1000)


def main() -> int:
    """Print how much sooner two are through."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    one, two = read(1, count), read(2, count)
    print(
        f"{count} pages: one extract worker {one.seconds:.1f} s, two {two.seconds:.1f} s: "
        f"{one.seconds / two.seconds:.2f} times as fast (aim 1.8); CPU {one.cpu:.1f} and {two.cpu:.1f} ms a page"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
