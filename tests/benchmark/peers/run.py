"""Runs the peers and gives their rows. Their environment is made by ``make bench`` (.venv-peers).

What carries pages to statements is measured in turn with our extract worker, a backlog of the same pages each, with
nothing else at work: a machine's speed changes within a run, and what shares its caches costs as well.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from sayso.testing import redis as testing
from tests.benchmark import articles, extracting
from tests.benchmark.processes import usage
from tests.benchmark.rows import Row

ROOT = Path(__file__).parents[3]
PEERS = ROOT / ".venv-peers" / "bin" / "python"
PAGES = 20
TASKS = 200
TURNS = 5


class NoPeers(RuntimeError):
    """The peers' environment is not there."""


def measured(article_ms: float, turns: int = TURNS) -> Iterator[Row]:
    """Rows against Sayso's extract worker, and its reading of one page to an article. Raises :class:`NoPeers`."""
    if not PEERS.exists():
        raise NoPeers(f"{PEERS.parent.parent.name} is not there: make bench makes it")
    pages = [articles.page(1, number) for number in range(PAGES)]
    reading = subprocess.run(
        [PEERS, "-m", "tests.benchmark.peers.readers"],
        input=json.dumps(pages),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    for name, cost in json.loads(reading.stdout.splitlines()[-1]).items():
        yield Row(
            "peers", f"page to article, against {name}", article_ms, baseline=name, base=cost, limit=1, of_ratio=True
        )
    taken = [(extracting.read(1, TASKS).cpu, celery(), loop()) for _ in range(turns)]
    ours, theirs, least = map(statistics.median, zip(*taken, strict=True))
    what = "page to statements, against a Celery worker"
    yield Row("peers", what, ours, baseline="Celery + Redis", base=theirs, limit=1, of_ratio=True)
    yield Row("peers", "page to statements, against a bare loop", ours, baseline="redis-py loop", base=least)


def loop(count: int = TASKS) -> float:
    """CPU ms a page of the bare loop."""
    with tempfile.TemporaryDirectory() as folder, testing.server(Path(folder)) as server:
        client = redis.Redis(unix_socket_path=str(server.socket))
        client.xgroup_create("peer.pages", "g", "0", mkstream=True)
        for number in range(count):
            client.xadd("peer.pages", {"page": articles.page(1, number)})
        command = [sys.executable, "-m", "tests.benchmark.peers.loop", str(server.socket), str(count)]
        return float(subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout)


def celery(count: int = TASKS) -> float:
    """CPU ms a page of a Celery worker with one process."""
    with tempfile.TemporaryDirectory() as folder, testing.server(Path(folder)) as server:
        broker = f"redis+socket://{server.socket}"
        client = redis.Redis(unix_socket_path=str(server.socket))
        with _worker(broker) as process:
            _send(broker, 0, count // 10)
            _until_empty(client)
            before = usage(process.pid).cpu
            _send(broker, count // 10, count)
            _until_empty(client)
            return (usage(process.pid).cpu - before) / (count - count // 10) * 1000


@contextmanager
def _worker(broker: str) -> Iterator["subprocess.Popen[bytes]"]:
    command = [str(PEERS), "-m", "celery", "-A", "tests.benchmark.peers.tasks", "worker", "-c", "1", "-l", "ERROR",
               "--without-gossip", "--without-mingle", "--without-heartbeat"]  # fmt: skip
    process = subprocess.Popen(
        command, cwd=ROOT, env=_environment(broker), stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:  # a warm shutdown does not always end, and there is nothing to be saved
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)


def _send(broker: str, first: int, end: int) -> None:
    words = f"""
from tests.benchmark import articles
from tests.benchmark.peers.tasks import read
for number in range({first}, {end}): read.delay(articles.page(1, number), number)
"""
    subprocess.run([PEERS, "-c", words], check=True, cwd=ROOT, env=_environment(broker))


def _environment(broker: str) -> dict[str, str]:
    """Ours behind theirs: our packages are found where theirs have none of that name."""
    ours = os.pathsep.join(each for each in sys.path if each)
    return {**os.environ, "PEER_BROKER": broker, "PYTHONPATH": os.pathsep.join([str(ROOT), _theirs(), ours])}


def _theirs() -> str:
    found = subprocess.run(
        [PEERS, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout.strip()


def _until_empty(client: "redis.Redis", seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while client.llen("celery") or client.hlen("unacked"):
        if time.monotonic() > deadline:
            raise TimeoutError("the Celery worker does not finish")
        time.sleep(0.1)
