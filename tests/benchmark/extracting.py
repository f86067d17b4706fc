"""Extract alone: how long workers take to read a backlog of pages, by the clock.

The pages are fetched first, while the workers are stopped in mid-step; then the workers go on all at once, and nothing
else has work to do. So two of them are held against one with a processor for each, as on a machine where the other
roles have theirs. ``python -m tests.benchmark.extracting 300`` prints both.
"""

import sys
import tempfile
import time
from pathlib import Path

from sayso.testing import redis as testing
from tests.benchmark import articles
from tests.benchmark.end_to_end import QUIET, WARM
from tests.chaos.pipeline import EXTRACT, INGEST
from tests.chaos.scene import scene

MOST = 400
"""Pages that may wait: ingest stops at 500."""
_SECONDS = 300.0


def seconds(workers: int, count: int, seed: int = 1) -> float:
    """The time that so many workers take for so many pages."""
    assert count <= MOST
    with (
        tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder,
        testing.server(Path(folder) / "redis") as server,
        scene(
            Path(folder) / "run", server, seed=seed, env=QUIET, write=articles.page, roles={INGEST: 1, EXTRACT: workers}
        ) as on,
    ):
        for worker in on.pipeline.of(EXTRACT):
            on.pipeline.wait_ready(worker)
        on.push(range(WARM))
        on.wait_for("warm", _SECONDS, lambda: on.client.xlen("statements") >= WARM)
        for worker in on.pipeline.of(EXTRACT):
            on.pipeline.freeze(worker)
        on.push(range(WARM, WARM + count))
        on.wait_for("fetched", _SECONDS, lambda: on.client.xlen("pages") >= count)
        began = time.monotonic()
        for worker in on.pipeline.of(EXTRACT):
            on.pipeline.thaw(worker)
        on.wait_for("read", _SECONDS, lambda: on.client.xlen("statements") >= WARM + count)
        return time.monotonic() - began


def main() -> int:
    """Print how much sooner two are through."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    one, two = seconds(1, count), seconds(2, count)
    print(f"{count} pages: one extract worker {one:.1f} s, two {two:.1f} s: {one / two:.2f} times as fast (aim 1.8)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
