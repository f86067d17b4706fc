"""Logs: one renderer for everything, coloured for people at a terminal, JSON lines for everything else.

``configure`` routes structlog and the standard library through the same processors, so that a line of a library looks
like a line of ours. Control characters are escaped wherever they stand, in tracebacks and nested values too: what comes
from the web cannot forge a line or steer a terminal. Secrets are masked, see ``masking``. Libraries are quiet unless
they have something to warn of, and the lines of theirs say whose they are.

With ``SAYSO_LOG_DIR`` each process also writes JSON lines to a file of its own there: see ``log_files``, and ``sayso
logs``, which follows and filters them.
"""

import json
import logging
import os
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, Literal

import structlog
from pydantic import Field
from structlog.typing import EventDict, Processor

from sayso.runtime import log_files
from sayso.runtime.masking import masked_text, nothing_to_mask
from sayso.runtime.settings import Settings

_QUIET = {
    "aiohttp": "WARNING",
    "alembic": "WARNING",
    "asyncio": "WARNING",
    "charset_normalizer": "WARNING",
    "faststream": "WARNING",
    "htmldate": "CRITICAL",
    "opentelemetry": "ERROR",
    "sqlalchemy": "WARNING",
    "trafilatura": "CRITICAL",
}


_OF_MANY_LINES = frozenset({"exception", "stack"})
_DEEPEST = 4


_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
"""Made once: a call of ``json.dumps`` with options makes an encoder for itself."""


class _Line(str):
    """A message that is the whole line already."""

    __slots__ = ()


class LogSettings(Settings):
    """How much is said, and how."""

    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least level that is shown."
    )
    log_format: Literal["auto", "pretty", "json"] = Field(
        default="auto", description="pretty for people, json for machines; auto: pretty on a terminal."
    )
    log_dir: Path | None = Field(
        default=None,
        description="Folder to which each process also writes its lines, as JSON, for sayso logs. Unset: none; "
        "sayso run takes logs in the data folder.",
    )
    log_megabytes: float = Field(
        default=20.0, gt=0, description="MB after which such a file is put aside and begun anew."
    )
    log_files: int = Field(default=5, ge=1, description="Files put aside that are kept of each process.")


def configure(settings: LogSettings, **always: str) -> None:
    """Set logging up for this process; ``always`` goes into every line, such as the role."""
    pretty = settings.log_format == "pretty" or (settings.log_format == "auto" and sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        _make_safe,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter if pretty else _as_line,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    as_json = _formatter(_as_json, shared)
    handler.setFormatter(_formatter(console(colors=sys.stderr.isatty()), shared) if pretty else as_json)
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
        if isinstance(old, log_files.LogFile):
            old.close()
    root.addHandler(handler)
    root.setLevel(settings.log_level.upper())
    logging.captureWarnings(True)
    _tell_no_places()
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)
    structlog.contextvars.bind_contextvars(pid=os.getpid(), **always)
    if settings.log_dir is not None:
        _write_to(settings.log_dir, settings, always.get("role", "sayso"), as_json)


def _tell_no_places() -> None:
    """Nothing shows where in the code a line comes from, nor in which thread: then it need not be found out.

    The switches are those that the standard library's guide to logging names for that.
    """
    switches: Any = logging
    switches._srcfile = None
    switches.logThreads = switches.logProcesses = switches.logMultiprocessing = False


def _write_to(folder: Path, settings: LogSettings, role: str, formatter: logging.Formatter) -> None:
    try:
        file = log_files.LogFile(folder, role, settings.log_megabytes, settings.log_files)
    except OSError as error:  # lines are not worth a worker
        structlog.get_logger(__name__).warning("log_file_unavailable", folder=str(folder), error=str(error))
        return
    file.setFormatter(formatter)
    logging.getLogger().addHandler(file)


def console(*, colors: bool) -> structlog.dev.ConsoleRenderer:
    """How a line looks to people."""
    return structlog.dev.ConsoleRenderer(
        colors=colors, pad_event_to=18, sort_keys=False, exception_formatter=structlog.dev.plain_traceback
    )


class _Once(structlog.stdlib.ProcessorFormatter):
    """Renders a record once, however many handlers with this formatter write it."""

    def format(self, record: logging.LogRecord) -> str:
        if type(record.msg) is _Line:
            return record.msg
        said: dict[int, str] = record.__dict__.setdefault("_sayso_rendered", {})
        if id(self) not in said:
            said[id(self)] = super().format(record)
        return said[id(self)]


def _formatter(renderer: Processor, shared: list[Processor]) -> logging.Formatter:
    return _Once(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
    )


def _as_json(_: Any, __: str, event: EventDict) -> str:
    return _ENCODE(event)


def _as_line(_: Any, __: str, event: EventDict) -> str:
    """For where all that is written is JSON: the record's message is the line, which no formatter need make of it."""
    return _Line(_ENCODE(event))


def _make_safe(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Every value that is there, as it may be shown.

    Most lines have nothing in them that might not be shown as it is, and that is seen by one look at all of it.
    """
    said = [value for value in event.values() if type(value) not in _PLAIN]
    if _TEXT.issuperset(map(type, said)):
        whole = " ".join([*event, *said])
        if whole.isprintable() and nothing_to_mask(whole):
            return {key: value for key, value in event.items() if value is not None}
    return {
        key if key.isprintable() else printable(key): (
            value if type(value) in _PLAIN else safe(value, keep="\n" if key in _OF_MANY_LINES else "")
        )
        for key, value in event.items()
        if value is not None
    }


_PLAIN = frozenset((type(None), bool, int, float))
_TEXT = frozenset((str,))


def safe(value: Any, *, keep: str = "", depth: int = 0) -> Any:
    """A value as it may be shown: without secrets and control characters, in JSON's own types."""
    if isinstance(value, str):
        return printable(masked_text(value), keep)
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Mapping) and depth < _DEEPEST:
        return {printable(str(name)): safe(each, depth=depth + 1) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset) and depth < _DEEPEST:
        return [safe(each, depth=depth + 1) for each in value]
    return printable(masked_text(str(value)))


def printable(text: str, keep: str = "") -> str:
    """The text with what is no printable character escaped."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep else c.encode("unicode_escape").decode() for c in text)
