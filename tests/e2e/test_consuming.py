"""The programs of docs/consuming.md, as they stand there, against a running pipeline. Imports nothing of Sayso."""

import os
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.test_feeds import outlets, served
from tests.e2e.test_run import Running, start, wait_for

PAGE = Path(__file__).parents[2] / "docs" / "consuming.md"


def program(name: str, folder: Path, page: Path = PAGE) -> Path:
    """A program of a page, as a file."""
    found = re.search(rf"^```\w+ file={re.escape(name)}\n(.*?)^```$", page.read_text(), re.M | re.S)
    assert found is not None, f"{page.name} has no {name}"
    path = folder / name
    path.write_text(found[1])
    return path


def events(running: Running) -> int:
    return int(running.redis_cli("XLEN", "claims"))


@pytest.mark.timeout(240)
def test_the_consumers_see_every_claim_once_and_go_on_where_they_stopped(tmp_path: Path) -> None:
    python, shell = program("consume.py", tmp_path), program("consume.sh", tmp_path)
    position, database = tmp_path / "position", tmp_path / "claims.sqlite"
    with served() as port:
        running = start(tmp_path / "data", {"SAYSO_ALLOW_PRIVATE_HOSTS": f"*.localhost:{port}"})
        at = f"http://news.localhost:{port}"
        redis_cli, *_, socket = shlex.split(running.redis_cli_command())
        path = os.pathsep.join((str(Path(redis_cli).parent), os.environ["PATH"]))  # a redis-cli of ours is not on it

        def by_python() -> int:
            command = (sys.executable, str(python), f"unix://{socket}", str(database), "--once")
            subprocess.run(command, check=True, timeout=60)
            with closing(sqlite3.connect(database)) as db:
                return int(db.execute("select count(*) from claim where said != '' and not gone").fetchone()[0])

        def by_shell() -> list[str]:
            command = ("sh", str(shell), str(position), "-s", socket)
            return subprocess.run(
                command, env={**running.env, "PATH": path}, check=True, capture_output=True, text=True, timeout=60
            ).stdout.splitlines()

        try:
            running.sayso("push", f"{at}/story.html")
            wait_for("claims of the first page", 60, lambda: outlets(running) == {f"{at}/story.html"})
            wait_for("all events of it", 20, lambda: events(running) >= 4)
            first = by_shell()
            assert [line.split()[0] for line in first] == [f"{n}-0" for n in range(1, len(first) + 1)]
            assert {line.split()[1] for line in first} == {"claim.new"}
            claims = by_python()
            assert claims >= 4

            running.sayso("push", f"{at}/other.html")
            wait_for("claims of the second page", 60, lambda: len(outlets(running)) == 2)
            wait_for("their events", 20, lambda: events(running) > len(first))
            second = by_shell()
            assert int(second[0].split("-")[0]) == len(first) + 1
            assert by_shell() == []
            assert by_python() > claims
            assert len({line.split()[2] for line in (*first, *second) if "claim.new" in line}) == by_python()
        finally:
            running.process.send_signal(signal.SIGTERM)
            running.process.wait(40)
