"""Whether traces are exported, and where to: the part that is there without OpenTelemetry.

Off by default, and then nothing of OpenTelemetry is imported, or needed. With the extra ``sayso[otel]`` installed,
``SAYSO_TRACING=otlp`` exports one trace a pushed URL to wherever OpenTelemetry's own variables say
(``OTEL_EXPORTER_OTLP_ENDPOINT``, ``OTEL_TRACES_SAMPLER`` and so on). Next: ``otel``.
"""

import contextlib
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from sayso.runtime.delivery.tracing import Tracer
from sayso.runtime.settings import Settings


class TracingSettings(Settings):
    """Whether traces are exported; where to is said by OpenTelemetry's own variables."""

    tracing: Literal["off", "otlp", "console"] = Field(
        default="off",
        description="otlp exports a trace of each pushed URL over HTTP to OTEL_EXPORTER_OTLP_ENDPOINT; console prints "
        "it to standard output. Needs the extra sayso[otel].",
    )


class NoOpenTelemetry(RuntimeError):
    """Tracing is asked for and OpenTelemetry is not installed."""

    def __init__(self) -> None:
        super().__init__("SAYSO_TRACING is set, but OpenTelemetry is not installed: pip install 'sayso[otel]'")


@contextlib.contextmanager
def tracing(settings: TracingSettings, role: str) -> Iterator[Tracer | None]:
    """A tracer for the time of the block, flushed at its end; None if tracing is off. Raises NoOpenTelemetry."""
    if settings.tracing == "off":
        yield None
        return
    try:
        from sayso.runtime.observing import otel
    except ModuleNotFoundError as error:
        raise NoOpenTelemetry from error
    with otel.exporting(otel.exporter(settings.tracing), role) as tracer:
        yield tracer
