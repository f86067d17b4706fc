"""Logs: one renderer for everything, coloured for people at a terminal, JSON lines for everything else.

``configure`` routes structlog and the standard library through the same processors, so that a line of a library looks
like a line of ours. Control characters in values are escaped: what comes from the web cannot forge a line or steer a
terminal. URLs lose their user's password and the values of their query's secrets.
"""

import logging
import os
import sys
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog
from pydantic import Field
from structlog.typing import Processor

from sayso.runtime.settings import Settings, masked

_QUIET = {
    "aiohttp": "WARNING",
    "alembic": "WARNING",
    "asyncio": "WARNING",
    "charset_normalizer": "WARNING",
    "faststream": "WARNING",
    "htmldate": "CRITICAL",
    "sqlalchemy": "WARNING",
    "trafilatura": "CRITICAL",
}


class LogSettings(Settings):
    """How much is said, and how."""

    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least level that is shown."
    )
    log_format: Literal["auto", "pretty", "json"] = Field(
        default="auto", description="pretty for people, json for machines; auto: pretty on a terminal."
    )


def configure(settings: LogSettings, **always: str) -> None:
    """Set logging up for this process; ``always`` goes into every line, such as the role."""
    pretty = settings.log_format == "pretty" or (settings.log_format == "auto" and sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _drop_nothing_said,
        _escape,
    ]
    last: list[Processor] = (
        [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=18)]
        if pretty
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)
    structlog.contextvars.bind_contextvars(pid=os.getpid(), **always)


def _drop_nothing_said(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: value for key, value in event.items() if value is not None}


def _escape(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: _printable(masked(value)) for key, value in event.items()}


def _printable(value: Any) -> Any:
    if not isinstance(value, str) or value.isprintable():
        return value
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in value)
