"""``sayso run`` from outside: processes, redis-cli and sqlite3 only. Nothing of Sayso is imported here."""

import json
import os
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e import site

SAYSO = (sys.executable, "-m", "sayso")

ENDS = {
    "http://news.localhost:{port}/story.html": ("persist", "stored", None),
    "http://news.localhost:{port}/report.pdf": ("ingest", "not_html", "content_type"),
    "http://news.localhost:{port}/empty.html": ("ingest", "no_article", "empty"),
    "http://news.localhost:{port}/menu.html": ("extract", "no_article", "no_article"),
    "http://news.localhost:{port}/missing.html": ("ingest", "unreachable", "http_status"),
    "http://news.localhost:{port}/huge.html": ("ingest", "too_large", "body_too_large"),
    "http://news.localhost:{port}/broken": ("ingest", "dead_lettered", "http_status"),
    "http://news.localhost:{port}/slow.html": ("ingest", "dead_lettered", "timeout"),
    "http://news.localhost:1/closed.html": ("ingest", "dead_lettered", "connect"),
    "http://no-such-host.invalid/": ("ingest", "dead_lettered", "dns"),
    "http://127.0.0.1:{port}/story.html": ("ingest", "refused", "private_address"),
    "http://10.0.0.1/": ("ingest", "refused", "private_address"),
    "ftp://news.localhost/story": ("ingest", "refused", "scheme"),
    "http://news.example:22/": ("ingest", "refused", "port"),
    "not a url": ("ingest", "refused", "url_malformed"),
    "http://news.example/" + "x" * 3000: ("ingest", "refused", "url_too_long"),
}
"""What is pushed, and the stage, disposition and reason it ends with."""


@dataclass
class Running:
    """A running pipeline, as an operator sees it."""

    folder: Path
    env: dict[str, str]
    process: "subprocess.Popen[bytes]"

    def sayso(self, *words: str) -> str:
        return subprocess.run([*SAYSO, *words], env=self.env, check=True, capture_output=True, text=True).stdout

    def redis_cli_command(self) -> str:
        command: str = json.loads(self.sayso("config", "--json"))["redis_cli"]
        return command

    def redis_cli(self, *words: str) -> str:
        command = shlex.split(self.redis_cli_command())
        return subprocess.run([*command, *words], check=True, capture_output=True, text=True).stdout

    def rows(self, query: str, *values: object) -> list[tuple[str, ...]]:
        store = self.folder / "store.sqlite"
        if not store.exists():
            return []
        with closing(sqlite3.connect(store)) as db:
            try:
                return db.execute(query, values).fetchall()
            except sqlite3.OperationalError:  # the tables are still being made
                return []


def start(folder: Path, env: dict[str, str]) -> Running:
    env = {**os.environ, "SAYSO_DATA_DIR": str(folder), "SAYSO_LOG_FORMAT": "json", "SAYSO_HOST_DELAY": "0", **env}
    env.pop("SAYSO_REDIS_URL", None)
    with (folder.parent / "run.log").open("ab") as log:
        process = subprocess.Popen([*SAYSO, "run"], env=env, stdout=log, stderr=log)
    running = Running(folder, env, process)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            running.redis_cli("PING")
        except subprocess.CalledProcessError:
            time.sleep(0.1)
        else:
            return running
    process.kill()
    pytest.fail((folder.parent / "run.log").read_text()[-3000:])


@pytest.fixture
def port() -> Iterator[int]:
    with site.served() as port:
        yield port


@pytest.fixture
def running(tmp_path: Path, port: int) -> Iterator[Running]:
    one = start(
        tmp_path / "data",
        {
            "SAYSO_ALLOW_PRIVATE_HOSTS": f"*.localhost:{port},*.localhost:1",
            # a dead host's robots.txt is asked for again for hours; here its pages' own ends are looked at
            "SAYSO_IGNORE_ROBOTS_HOSTS": "*.localhost:1,*.invalid",
            "SAYSO_FETCH_DEADLINE": "2",
            "SAYSO_MAX_BODY": "2000000",
            "SAYSO_RETRY_FIRST_SECONDS": "0.1",
            "SAYSO_ATTEMPTS": "2",
        },
    )
    yield one
    one.process.send_signal(signal.SIGTERM)
    one.process.wait(40)


def wait_for(what: str, seconds: float, condition: "object") -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.2)
    pytest.fail(f"{what}: not within {seconds} s")


@pytest.mark.timeout(120)
def test_an_xadd_becomes_entries_on_claims_that_redis_cli_shows(running: Running, port: int) -> None:
    running.redis_cli("XADD", "urls", "*", "url", f"http://news.localhost:{port}/story.html")
    wait_for("claims", 40, lambda: int(running.redis_cli("XLEN", "claims")) >= 4)
    shown = running.redis_cli("XRANGE", "claims", "-", "+").splitlines()
    assert shown[0] == "1-0"
    assert {"type", "schema", "claim_id", "data"} <= set(shown)
    first = json.loads(shown[shown.index("data") + 1])
    assert first["type"] == "claim.new"
    (evidence,) = first["evidence"]
    assert evidence["outlet"] == "Tarn Observer"
    assert evidence["url"] == f"http://news.localhost:{port}/story.html"
    said = [json.loads(line)["claim"] for line in running.sayso("claims", "list", "--json").splitlines()]
    assert {"Marta Holloway", "Oren Pike"} <= {each["speaker"] for each in said}


@pytest.mark.timeout(180)
def test_every_bad_input_ends_in_a_named_way(running: Running, port: int) -> None:
    pushed = {url.format(port=port): end for url, end in ENDS.items()}
    for url in pushed:
        running.redis_cli("XADD", "urls", "*", "url", url)
    running.redis_cli("XADD", "urls", "*", "link", "https://news.example/no-url-field")

    def ends() -> dict[str, tuple[str, ...]]:
        rows = running.rows(
            "select url, stage, disposition, reason from unit where disposition not in"
            " ('retried', 'fetched', 'extracted', 'resolved')"
        )
        return {row[0]: row[1:] for row in rows}

    wait_for("all ends", 90, lambda: len(ends()) > len(pushed))
    found = ends()
    assert found.pop(None) == ("ingest", "dead_lettered", "missing_field")  # type: ignore[call-overload]
    assert {url[:100]: end for url, end in found.items()} == {url[:100]: end for url, end in pushed.items()}
    assert running.process.poll() is None
    assert int(running.redis_cli("XLEN", "urls")) == 0
    dead = running.redis_cli("XRANGE", "urls.dead", "-", "+")
    assert dead.count("dead_at") == 5
    log = (running.folder.parent / "run.log").read_text()
    assert '"reason": "private_address"' in log


@pytest.mark.timeout(120)
def test_a_stop_is_clean_and_what_was_pushed_is_there_after_a_restart(tmp_path: Path, port: int) -> None:
    env = {"SAYSO_ALLOW_PRIVATE_HOSTS": f"*.localhost:{port}"}
    first = start(tmp_path / "data", env)
    first.redis_cli("XADD", "urls", "*", "url", f"http://news.localhost:{port}/story.html")
    first.process.send_signal(signal.SIGTERM)
    assert first.process.wait(40) == 0
    second = start(tmp_path / "data", env)
    wait_for("claims", 40, lambda: int(second.redis_cli("XLEN", "claims")) >= 4)
    second.process.send_signal(signal.SIGTERM)
    assert second.process.wait(40) == 0


def test_a_second_run_on_the_same_folder_is_refused(running: Running) -> None:
    wait_for("the first run's lock", 10, lambda: (running.folder / "run.lock").exists())
    second = subprocess.run([*SAYSO, "run"], env=running.env, capture_output=True, text=True, timeout=30, check=False)
    assert second.returncode == 2
    assert "another 'sayso run'" in " ".join(second.stderr.split())
