"""Every stage is killed once at each of its marks; nothing is lost and nothing is there twice.

The marks: after an entry was read, after it was handled and before the hand-over, after the hand-over; in persist
before and after the commit; in publish after numbering, after XADD and after marking as sent.
"""

import time
from pathlib import Path
from typing import Any

import pytest
import redis

from sayso.cli import samples
from sayso.testing.redis import Server
from tests.chaos import auditor
from tests.chaos.pipeline import Pipeline, running
from tests.chaos.scene import QUICK, REMEMBERING

SEEDS = Path(__file__).parents[2] / "seeds"
STAGES = ("ingest", "extract", "dedupe", "persist", "record")
MARKS = [
    *(f"{stage}.{place}" for stage in STAGES for place in ("after_read", "after_handle", "after_handover")),
    "persist.before_commit",
    "persist.after_commit",
    "publish.after_number",
    "publish.after_xadd",
    "publish.after_mark",
]


def push(client: Any, port: int) -> dict[str, str]:
    """Push every sample page twice, as anyone would; the URL of each entry.

    Of the two units of a page one may believe the other, also when that is killed before it has handed over.
    """
    receipts = {}
    for page in list(samples.paths(SEEDS / "urls.txt")) * 2:
        host, _, path = page.partition("/")
        url = f"http://{host}:{port}/{path}"
        receipts[client.xadd("urls", {"url": url}).decode()] = url
    return receipts


def wait_until_done(pipeline: Pipeline, client: Any, store: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        pipeline.look_after()
        if store.exists() and auditor.queued(client) == 0:
            with auditor.opened(f"sqlite:///{store}") as opened:
                if auditor.unsent(opened) == 0:
                    return
        time.sleep(0.1)
    pytest.fail(f"not done in {seconds} s; the log ends: {pipeline.tail()}")


def run_once(folder: Path, server: Server, port: int, **env: str) -> tuple[auditor.Report, Pipeline]:
    folder.mkdir()
    store = folder / "store.sqlite"
    client = redis.Redis(unix_socket_path=str(server.socket))
    client.flushall()
    settings = {
        **QUICK,
        **REMEMBERING,
        "SAYSO_ALLOW_PRIVATE_HOSTS": f"*.localhost:{port}",
        "SAYSO_LEASE_SECONDS": "1",
        **env,
    }
    with running(folder, server.url, f"sqlite:///{store}", settings) as pipeline:
        receipts = push(client, port)
        wait_until_done(pipeline, client, store, seconds=250)
    with auditor.opened(f"sqlite:///{store}") as opened:
        return auditor.audit(client, opened, receipts), pipeline


@pytest.mark.timeout(600)
def test_killed_once_at_every_mark(tmp_path: Path, own_redis: Server) -> None:
    crashes = tmp_path / "crashes"
    crashes.mkdir()
    with samples.served(SEEDS / "site", 0) as port:
        calm, _ = run_once(tmp_path / "calm", own_redis, port)
        hit, pipeline = run_once(
            tmp_path / "hit", own_redis, port, SAYSO_CRASH_AT=",".join(MARKS), SAYSO_CRASH_DIR=str(crashes)
        )
    assert sorted(each.name for each in crashes.iterdir()) == sorted(MARKS), "a mark was never passed"
    assert pipeline.restarts >= len(MARKS)
    assert calm.faults == []
    assert hit.faults == []
    assert (hit.articles, hit.statements, hit.dead) == (calm.articles, calm.statements, 0)
    assert calm.articles
    assert calm.events > 20
    lost, doubled = len(calm.statements - hit.statements), len(hit.statements - calm.statements)
    print(f"\n{len(MARKS)} kills: lost {lost} duplicate {doubled}, {hit.events} events")
