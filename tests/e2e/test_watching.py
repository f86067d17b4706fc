"""Standing queries from outside: ``sayso watch``, the receiver of docs/watching.md as it stands there, ``matches``.

The receiver is down, then up; the worker that posts is killed in between. Imports nothing of Sayso.
"""

import base64
import json
import os
import re
import shlex
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.e2e.test_consuming import program
from tests.e2e.test_feeds import served
from tests.e2e.test_run import start, wait_for

PAGE = Path(__file__).parents[2] / "docs" / "watching.md"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
        return port


@contextmanager
def receiving(script: Path, port: int, secret: str, database: Path) -> Iterator[None]:
    command = (sys.executable, str(script), str(port), str(database))
    process = subprocess.Popen(command, env={**os.environ, "SECRET": secret}, stderr=subprocess.DEVNULL)
    try:
        wait_for("the receiver", 20, lambda: _listens(port))
        yield
    finally:
        process.kill()
        process.wait()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def received(database: Path) -> list[str]:
    if not database.exists():
        return []
    with closing(sqlite3.connect(database)) as db:
        return [row[0] for row in db.execute("select id from match order by place")]


def on_stream(redis_cli: list[str]) -> list[str]:
    command = [*redis_cli, "--raw", "XRANGE", "matches", "-", "+"]
    entries = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return re.findall(r"^wch_[0-9a-f]+\.\d+$", entries, re.MULTILINE)


def worker_of(role: str, supervisor: int) -> int:
    found = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,args"], check=True, capture_output=True, text=True).stdout
    pids = [line.split()[0] for line in found.splitlines()
            if line.split()[1] == str(supervisor) and line.rstrip().endswith(f"role_process store {role}")]  # fmt: skip
    assert len(pids) == 1, found
    return int(pids[0])


def forged(port: int, headers: dict[str, str]) -> int:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", b"{}", headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.timeout(600)
def test_matches_reach_a_receiver_once_and_in_order_through_its_downs_and_a_killed_worker(tmp_path: Path) -> None:
    script, database, port = program("receive.py", tmp_path, PAGE), tmp_path / "matches.sqlite", free_port()
    with served() as site:
        allowed = f"*.localhost:{site},127.0.0.1:{port}"
        delays = {"FIRST_DELAY": "0.5", "LONGEST_DELAY": "1", "ATTEMPTS": "1000", "TIMEOUT": "2"}
        quick = {f"SAYSO_WATCH_{name}": value for name, value in delays.items()}
        running = start(tmp_path / "data", {"SAYSO_ALLOW_PRIVATE_HOSTS": allowed, **quick})
        try:
            hook = ("--webhook", f"http://127.0.0.1:{port}/")
            made = json.loads(running.sayso("watch", "add", "--name", "all", *hook, "--json"))
            running.sayso("watch", "add", "--name", "none", "--speaker", "Nobody Known", *hook)
            running.sayso("push", f"http://news.localhost:{site}/story.html")
            redis_cli = shlex.split(running.redis_cli_command())
            wait_for("matches of the first page", 180, lambda: len(on_stream(redis_cli)) >= 4)
            (shown, idle) = json.loads(running.sayso("watch", "list", "--json"))
            assert (shown["waiting"] > 0, idle["matched"]) == (True, 0)

            with receiving(script, port, made["secret"], database):
                wait_for("what waited", 60, lambda: len(received(database)) >= 2)
                os.kill(worker_of("watch", running.process.pid), signal.SIGKILL)
            before = len(on_stream(redis_cli))
            running.sayso("push", f"http://news.localhost:{site}/other.html")
            wait_for("matches of the second page", 180, lambda: len(on_stream(redis_cli)) > before)
            with receiving(script, port, made["secret"], database):
                events = int(running.redis_cli("XLEN", "claims"))
                wait_for("every event", 120, lambda: len(received(database)) == events == len(on_stream(redis_cli)))
                assert "was taken with status 204" in running.sayso("watch", "test", "all")
                key = base64.b64encode(b"no").decode()
                stamp = {
                    "webhook-id": "x",
                    "webhook-timestamp": str(int(time.time())),
                    "webhook-signature": f"v1,{key}",
                }
                assert forged(port, {**stamp, "webhook-signature": f"v1,{key}"}) == 401
                assert forged(port, {}) == 401
            expected = [f"{made['watch_id']}.{n}" for n in range(1, events + 1)]
            assert received(database) == expected
            assert on_stream(redis_cli) == expected
        finally:
            running.process.send_signal(signal.SIGTERM)
            running.process.wait(40)
