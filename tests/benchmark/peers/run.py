"""Runs the peers and gives their rows. Their environment is made by ``make bench`` (.venv-peers)."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from sayso.testing import redis as testing
from tests.benchmark import articles, end_to_end
from tests.benchmark.processes import usage
from tests.benchmark.rows import Row

ROOT = Path(__file__).parents[3]
PEERS = ROOT / ".venv-peers" / "bin" / "python"
PAGES = 20
TASKS = 200


class NoPeers(RuntimeError):
    """The peers' environment is not there."""


def measured(extract_ms: float, article_ms: float) -> Iterator[Row]:
    """Rows against Sayso's extract role and its reading of one page. Raises :class:`NoPeers`."""
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
    what = "page to statements, against a Celery worker"
    yield Row("peers", what, extract_ms, baseline="Celery + Redis", base=celery(), limit=1, of_ratio=True)
    yield Row("peers", "page to statements, against a bare loop", extract_ms, baseline="redis-py loop", base=loop())


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
    process = subprocess.Popen(command, cwd=ROOT, env=_environment(broker), stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
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


def main() -> int:
    """Print the rows."""
    loop_ms = end_to_end.tight_loop(1)
    for row in measured(loop_ms, loop_ms):
        print(f"{row.what:50} {row.value:8.2f} {row.base or 0:8.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
