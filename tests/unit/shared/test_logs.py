"""Logs: a value cannot forge a line, a secret is not shown, and JSON is JSON."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from sayso.runtime import logs
from sayso.runtime.log_files import LogFile

SECRET = "hunter2"


Start = Callable[..., io.StringIO]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Start:
    """Sets logging up, and gives what is written to standard error from there on."""

    def configure(role: str = "test", **settings: Any) -> io.StringIO:
        to = io.StringIO()
        monkeypatch.setattr("sys.stderr", to)
        logs.configure(logs.LogSettings(**settings), role=role)
        return to

    return configure


@pytest.fixture
def lines(start: Start) -> io.StringIO:
    return start(log_format="json")


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    structlog.contextvars.clear_contextvars()
    logs.configure(logs.LogSettings(log_level="warning", log_format="pretty"))


def test_a_line_is_one_json_object(lines: io.StringIO) -> None:
    structlog.get_logger("t").info("unit_ended", url="https://example.org", reason=None)
    said = json.loads(lines.getvalue())
    assert said["event"] == "unit_ended"
    assert said["role"] == "test"
    assert "reason" not in said


FORGED = 'x\n{"event": "forged"}\x1b[2J\u202e\x9b'


@pytest.mark.parametrize("log_format", ["json", "pretty"])
def test_a_value_cannot_forge_a_line(start: Start, log_format: str) -> None:
    written = start(log_format=log_format)
    structlog.get_logger("t").info(
        "unit_ended", url=FORGED, nested={"a": [FORGED], FORGED: 1}, other=ValueError(FORGED)
    )
    logging.getLogger("a.library").warning("it said %s", FORGED)
    shown = written.getvalue()
    assert len(shown.splitlines()) == 2
    assert not any(sign in shown for sign in "\x1b\u202e\x9b")


@pytest.mark.parametrize("log_format", ["json", "pretty"])
def test_a_traceback_cannot_forge_a_line(start: Start, log_format: str) -> None:
    written = start(log_format=log_format)
    try:
        raise ValueError(f"redis://u:{SECRET}@host \x1b[2J\x9b")
    except ValueError:
        structlog.get_logger("t").exception("failed")
        logging.getLogger("a.library").exception("failed too")
    shown = written.getvalue()
    assert shown.count("Traceback") == 2
    assert "redis://u:***@host" in shown
    assert SECRET not in shown
    assert "\x1b" not in shown
    assert "\x9b" not in shown


def test_local_values_of_a_traceback_are_not_shown(start: Start) -> None:
    written = start(log_format="pretty")
    held = "an innocent name for " + SECRET
    try:
        raise ValueError(len(held))
    except ValueError:
        structlog.get_logger("t").exception("failed")
    assert SECRET not in written.getvalue()


@pytest.mark.parametrize(
    "value",
    [
        f"redis://u:{SECRET}@host",
        f"cannot reach redis://:{SECRET}@host:6379: refused",
        f"https://news.example/story?a=1&access_token={SECRET}",
        {"urls": [f"https://news.example/?sig={SECRET}"]},
        ConnectionError(f"password={SECRET}"),
        f"Authorization: Bearer {SECRET}{SECRET}",
    ],
    ids=lambda value: type(value).__name__,
)
def test_secrets_are_masked_wherever_they_stand(lines: io.StringIO, value: object) -> None:
    structlog.get_logger("t").info("started", about=value)
    logging.getLogger("a.library").warning("about %s", value)
    assert SECRET not in lines.getvalue()
    assert lines.getvalue().count("***") == 2


def test_a_library_speaks_through_the_same_renderer_and_is_named(lines: io.StringIO) -> None:
    logging.getLogger("some.library").warning("hello %s", "there")
    hello = json.loads(lines.getvalue())
    assert (hello["event"], hello["logger"]) == ("hello there", "some.library")


@pytest.mark.parametrize("name", ["faststream", "sqlalchemy.engine", "aiohttp.access", "alembic.runtime", "asyncio"])
def test_libraries_are_quiet_unless_something_is_wrong(lines: io.StringIO, name: str) -> None:
    logging.getLogger(name).info("connected")
    assert lines.getvalue() == ""


def test_below_the_level_nothing_is_said(lines: io.StringIO) -> None:
    structlog.get_logger("t").debug("quiet")
    assert lines.getvalue() == ""


def test_each_process_has_a_file_of_its_own(start: Start, tmp_path: Path) -> None:
    other = LogFile(tmp_path, "extract", 1, 2)  # another process of the role holds the first name
    written = start("extract", log_format="pretty", log_dir=tmp_path)
    structlog.get_logger("t").info("worker_ready", url=FORGED)
    other.close()
    (line,) = (tmp_path / "extract-2.jsonl").read_text().splitlines()
    assert json.loads(line)["event"] == "worker_ready"
    assert "worker_ready" in written.getvalue()
    assert (tmp_path / "extract.jsonl").read_text() == ""


def test_a_folder_that_cannot_be_written_costs_lines_and_no_worker(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    written = start("extract", log_format="json", log_dir=tmp_path / "file" / "logs")
    structlog.get_logger("t").info("worker_ready")
    assert [json.loads(line)["event"] for line in written.getvalue().splitlines()] == [
        "log_file_unavailable",
        "worker_ready",
    ]


def test_a_file_is_put_aside_when_it_is_full(start: Start, tmp_path: Path) -> None:
    start("extract", log_dir=tmp_path, log_megabytes=0.001, log_files=2)
    for number in range(100):
        structlog.get_logger("t").info("line", number=number, words="x" * 100)
    names = sorted(path.name for path in tmp_path.glob("*.jsonl*"))
    assert names == ["extract.jsonl", "extract.jsonl.1", "extract.jsonl.2"]
    assert all(path.stat().st_size <= 1000 for path in tmp_path.glob("*.jsonl*"))
