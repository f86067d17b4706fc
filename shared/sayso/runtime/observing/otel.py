"""Traces by OpenTelemetry: one trace a pushed URL, one span a try at a stage, from the same words as the log line.

The trace's id follows from the id of the entry on ``urls``, so every try and every takeover of it lands in the same
trace, with nothing to be kept. The first try is the parent of those after it, a stage that of the stage after it. Spans
are made when the try has ended, with the times it had, so no handler knows of them; they are exported in batches by a
thread of OpenTelemetry's, and an exporter that is away costs spans, never work.
"""

import contextlib
import hashlib
import threading
import time
from collections.abc import Iterator

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter, SpanExporter
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from sayso.contracts.dispositions import Disposition
from sayso.contracts.events import UnitEnded
from sayso.contracts.topology import Stage
from sayso.contracts.wire import Event
from sayso.runtime.delivery.tracing import context_of
from sayso.runtime.delivery.units import Unit, Unreadable
from sayso.runtime.masking import masked_text

FLUSH_SECONDS = 5.0
"""How long the end of a worker waits for its last spans to go out."""

_W3C = TraceContextTextMapPropagator()
_FAILED = frozenset({Disposition.DEAD_LETTERED, Disposition.RETRIED})


def exporter(kind: str) -> SpanExporter:
    """Where spans go: ``otlp`` or ``console``."""
    if kind == "console":
        return ConsoleSpanExporter()
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter()


@contextlib.contextmanager
def exporting(to: SpanExporter, role: str) -> Iterator["OtelTracer"]:
    """A tracer that exports for the time of the block."""
    ids = _Ids()
    resource = Resource.create({"service.namespace": "sayso", "service.name": f"sayso-{role}"})
    provider = TracerProvider(resource=resource, id_generator=ids, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(to))
    try:
        yield OtelTracer(provider.get_tracer("sayso"), ids)
    finally:
        ending = threading.Thread(target=provider.shutdown, name="flush spans", daemon=True)
        ending.start()
        ending.join(FLUSH_SECONDS)


class _Ids(RandomIdGenerator):
    """Random ids, but for a trace whose id is known beforehand."""

    of_trace: int | None = None

    def generate_trace_id(self) -> int:
        return super().generate_trace_id() if self.of_trace is None else self.of_trace


class OtelTracer:
    """``delivery.tracing.Tracer`` by OpenTelemetry."""

    def __init__(self, tracer: trace.Tracer, ids: _Ids) -> None:
        self._tracer, self._ids = tracer, ids

    def begin(self, stage: Stage, unit: "Unit[Event] | Unreadable", seconds: float) -> "OtelSpan":
        """A span of a try that ends about now and took so long."""
        given = context_of(unit)
        parent = _W3C.extract({"traceparent": given}, context=Context()) if given else Context()
        self._ids.of_trace = _trace_id(stage, unit)
        began = time.time_ns() - round(seconds * 1e9)
        span = self._tracer.start_span(stage.name, context=parent, kind=SpanKind.CONSUMER, start_time=began)
        span.set_attributes(
            {
                "messaging.system": "redis",
                "messaging.destination.name": stage.reads.name,
                "messaging.message.id": unit.entry_id.decode("ascii", "replace"),
                "sayso.deliveries": unit.deliveries,
            }
        )
        return OtelSpan(span)


class OtelSpan:
    """``delivery.tracing.Span`` by OpenTelemetry."""

    def __init__(self, span: trace.Span) -> None:
        self._span = span

    @property
    def traceparent(self) -> bytes:
        """Its context, for what follows from it."""
        carrier: dict[str, str] = {}
        _W3C.inject(carrier, context=trace.set_span_in_context(self._span, Context()))
        return carrier.get("traceparent", "").encode()

    @property
    def trace_id(self) -> str:
        """As OpenTelemetry writes it."""
        return trace.format_trace_id(self._span.get_span_context().trace_id)

    def end(self, ended: UnitEnded) -> None:
        """Say how it ended, as the log line does."""
        said = {
            "disposition": str(ended.disposition),
            "reason": None if ended.reason is None else str(ended.reason),
            "detail": ended.detail,
            "url": ended.url and masked_text(ended.url),
            "article_id": ended.article_id,
            "correlation_id": ended.correlation_id,
            "entry_id": ended.entry_id,
            "attempt": ended.attempt,
            **ended.facts,
        }
        self._span.set_attributes({f"sayso.{name}": value for name, value in said.items() if value is not None})
        if ended.disposition in _FAILED:
            self._span.set_status(Status(StatusCode.ERROR, str(ended.reason)))
        self._span.end()


def _trace_id(stage: Stage, unit: "Unit[Event] | Unreadable") -> int:
    digest = hashlib.sha256(f"{stage.reads.name}-{unit.first_id}".encode()).digest()
    return int.from_bytes(digest[:16], "big") or 1
