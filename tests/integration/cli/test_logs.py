"""``sayso logs`` as a process: files of several workers, standard input, and following while they write."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import structlog
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.runtime import logs


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    structlog.contextvars.clear_contextvars()
    logs.configure(logs.LogSettings(log_level="warning", log_format="pretty"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lines that two workers wrote, as they write them."""
    for role, stage in (("ingest", "ingest"), ("extract", "extract")):
        logs.configure(logs.LogSettings(log_dir=tmp_path, log_format="json"), role=role)
        log = structlog.get_logger("sayso.unit")
        for number in range(3):
            about = {"disposition": ("fetched", "refused", "fetched")[number], "url": f"https://n.example/{number}"}
            log.info("unit_ended", stage=stage, article_id=f"art_{number}", correlation_id=f"push-{number}", **about)
        log.warning("redis_trouble", doing=f"{stage}: read", error="\x1b[2J refused")
        structlog.contextvars.clear_contextvars()
    logs.configure(logs.LogSettings(log_level="warning", log_format="pretty"))
    return tmp_path


def shown(*words: str, stdin: str | None = None) -> str:
    result = CliRunner().invoke(app, ["logs", *words], input=stdin)
    assert result.exit_code == 0, result.output
    return result.stdout


def lines(*words: str, stdin: str | None = None) -> list[dict[str, Any]]:
    return [json.loads(line) for line in shown(*words, "--json", stdin=stdin).splitlines()]


def test_all_lines_of_all_workers_in_order(folder: Path) -> None:
    found = lines(str(folder))
    assert len(found) == 8
    assert [each["timestamp"] for each in found] == sorted(each["timestamp"] for each in found)
    assert {each["role"] for each in found} == {"ingest", "extract"}


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--stage", "extract"), 3),
        (("--stage", "extract", "--stage", "ingest", "--disposition", "refused"), 2),
        (("--article", "art_1"), 2),
        (("--correlation", "push-2", "--stage", "ingest"), 1),
        (("--level", "warning"), 2),
        (("--since", "1h"), 8),
        (("--since", "2090-01-01"), 0),
        (("--url", "example/0"), 2),
        (("-n", "2"), 2),
        (("--role", "ingest"), 4),
    ],
)
def test_lines_are_filtered(folder: Path, words: tuple[str, ...], count: int) -> None:
    assert len(lines(str(folder / "*.jsonl"), *words)) == count


def test_standard_input_may_be_that_of_docker_compose(folder: Path) -> None:
    raw = (folder / "ingest.jsonl").read_text()
    said = "".join(f"ingest-1  | {line}\n" for line in raw.splitlines()) + "ingest-1  | Killed\n"
    assert len(lines("-", "--stage", "ingest", stdin=said)) == 3
    assert "Killed" in shown("-", stdin=said)


def test_people_see_a_line_as_on_a_terminal_and_nothing_steers_it(folder: Path) -> None:
    told = shown(str(folder), "--level", "warning")
    assert "redis_trouble" in told
    assert "[warning" in told
    assert "\x1b[2J" not in told


def test_a_forged_line_of_a_file_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"event": "x\\u001b[2J", "\\u001bkey": ["\\u001b"], "level": "info"}\n\x1b[2Jraw\n'
    )
    assert "\x1b" not in shown(str(tmp_path))


@pytest.mark.parametrize("words", [("--level", "loud"), ("--since", "yesterday"), ("no-such-file",)])
def test_a_wrong_use_is_one_clear_error(folder: Path, words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, ["logs", *words])
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.timeout(60)
def test_following_tells_new_lines_over_rotation_half_lines_and_new_workers(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "sayso", "logs", str(folder), "--follow", "--json", "--stage", "dedupe"]
    with out.open("wb") as to:
        process = subprocess.Popen(
            command,
            stdout=to,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            # a shell's job in the background ignores SIGINT, and so would whatever it starts
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )

    def line(number: int) -> str:
        return json.dumps({"event": "unit_ended", "stage": "dedupe", "number": number}) + "\n"

    def told(wanted: list[int]) -> None:
        deadline = time.monotonic() + 40
        while [
            json.loads(each)["number"] for each in out.read_text().splitlines(keepends=True) if each[-1] == "\n"
        ] != wanted:
            assert time.monotonic() < deadline, out.read_text()
            time.sleep(0.1)

    path = folder / "ingest.jsonl"
    with path.open("a") as file:
        file.write(line(1))
    told([1])
    with path.open("a") as file:
        file.write(line(2)[:9])
        file.flush()
        time.sleep(0.5)
        file.write(line(2)[9:])
    told([1, 2])
    path.rename(folder / "ingest.jsonl.1")
    path.write_text(line(3))
    told([1, 2, 3])
    (folder / "dedupe.jsonl").write_text(line(4))
    told([1, 2, 3, 4])
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
