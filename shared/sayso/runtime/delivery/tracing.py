"""Where delivery lets itself be traced: what a tracer is asked, and what it leaves in the entries.

One trace follows a pushed URL through all stages. Its context, in the W3C's form (``traceparent``), travels in the
control field ``_trace`` of the entries that a stage hands over or postpones. It does not go to ``urls``, so that each
URL of a feed begins a trace of its own, nor to ``dispositions``, which is a record and no work. A pusher that traces
itself may give ``traceparent`` with its entry and finds Sayso's work in its own trace. Who does the tracing:
``observing.otel``.
"""

from typing import Protocol

from sayso.contracts.events import UnitEnded
from sayso.contracts.topology import DISPOSITIONS, URLS, Stage
from sayso.contracts.wire import Event
from sayso.runtime.delivery.units import TRACE, Unit, Unreadable

TRACEPARENT = b"traceparent"
_LONGEST = 64

UNTRACED = frozenset({URLS.name, DISPOSITIONS.name})
"""Streams whose entries carry no context on."""


class Span(Protocol):
    """One try of a unit of work, as a tracer knows it."""

    @property
    def traceparent(self) -> bytes:
        """Its context, for what follows from it."""
        ...

    @property
    def trace_id(self) -> str:
        """For the log line."""
        ...

    def end(self, ended: UnitEnded) -> None:
        """It is carried out."""
        ...


class Tracer(Protocol):
    """Whoever traces."""

    def begin(self, stage: Stage, unit: "Unit[Event] | Unreadable", seconds: float) -> Span:
        """A try that ends about now and took so long."""
        ...


def context_of(unit: "Unit[Event] | Unreadable") -> str | None:
    """The context a unit came with. What is too long or no ASCII is none."""
    raw = unit.fields.get(TRACE) or unit.fields.get(TRACEPARENT) or b""
    return raw.decode() if 0 < len(raw) <= _LONGEST and raw.isascii() else None
