"""Every stage is killed once at each of its marks; nothing is lost and nothing is there twice.

The marks: after an entry was read, after it was handled and before the hand-over, after the hand-over; in persist
before and after the commit; in publish after numbering, after XADD and after marking as sent.
"""

import time
from pathlib import Path

import pytest
import redis

from sayso.cli import samples
from sayso.testing.redis import Server
from tests.chaos import auditor
from tests.chaos.pipeline import Pipeline, running

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


def push(client: "redis.Redis", port: int) -> int:
    """Push every sample page twice, as anyone would."""
    pages = list(samples.paths(SEEDS / "urls.txt")) * 2
    for page in pages:
        host, _, path = page.partition("/")
        client.xadd("urls", {"url": f"http://{host}:{port}/{path}"})
    return len(pages)


def wait_until_done(pipeline: Pipeline, client: "redis.Redis", store: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        pipeline.look_after()
        if store.exists() and auditor.queued(client) == 0 and auditor.unsent(store) == 0:
            return
        time.sleep(0.1)
    pytest.fail(f"not done in {seconds} s; the log ends: {pipeline.log.read_text()[-3000:]}")


def run_once(folder: Path, server: Server, port: int, **env: str) -> tuple[auditor.Report, Pipeline]:
    folder.mkdir()
    store = folder / "store.sqlite"
    client = redis.Redis(unix_socket_path=str(server.socket))
    client.flushall()
    with running(
        folder,
        server.url,
        f"sqlite:///{store}",
        SAYSO_ALLOW_PRIVATE_HOSTS=f"*.localhost:{port}",
        SAYSO_LEASE_SECONDS="1",
        SAYSO_RETRY_FIRST_SECONDS="0.2",
        SAYSO_DELIVERIES="30",
        **env,
    ) as pipeline:
        pushed = push(client, port)
        wait_until_done(pipeline, client, store, seconds=100)
    return auditor.audit(client, store, pushed), pipeline


@pytest.mark.timeout(240)
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
