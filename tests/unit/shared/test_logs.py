"""Logs: a value cannot forge a line, a secret is not shown, and JSON is JSON."""

import io
import json
import logging

import pytest
import structlog

from sayso.runtime import logs


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    logs.configure(logs.LogSettings(log_format="json", log_level="info"), role="test")
    return written


@pytest.fixture(autouse=True)
def _as_before() -> object:
    yield
    structlog.contextvars.clear_contextvars()
    logs.configure(logs.LogSettings(log_level="warning", log_format="pretty"))


def test_a_line_is_one_json_object(lines: io.StringIO) -> None:
    structlog.get_logger("t").info("unit_ended", url="https://example.org", reason=None)
    said = json.loads(lines.getvalue())
    assert said["event"] == "unit_ended"
    assert said["role"] == "test"
    assert "reason" not in said


def test_a_value_cannot_forge_a_line(lines: io.StringIO) -> None:
    structlog.get_logger("t").info("unit_ended", url='x\n{"event": "forged"}\x1b[2J\u202e')
    (line,) = lines.getvalue().splitlines()
    assert "\x1b" not in line
    assert "\u202e" not in json.loads(line)["url"]


def test_a_password_in_a_url_is_masked(lines: io.StringIO) -> None:
    structlog.get_logger("t").info("started", redis="redis://u:hunter2@host")
    assert "hunter2" not in lines.getvalue()


def test_a_library_speaks_through_the_same_renderer(lines: io.StringIO) -> None:
    logging.getLogger("some.library").warning("hello %s", "there")
    assert json.loads(lines.getvalue())["event"] == "hello there"


def test_below_the_level_nothing_is_said(lines: io.StringIO) -> None:
    structlog.get_logger("t").debug("quiet")
    assert lines.getvalue() == ""
