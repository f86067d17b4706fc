"""Traces: one a pushed URL, over stages, tries and dead letters, and nothing of OpenTelemetry where it is off."""

import subprocess
import sys
from collections.abc import Sequence

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from sayso.contracts import Disposition, Done, Output, Reason
from sayso.contracts.events import PageFetched, UrlPushed
from sayso.contracts.outcomes import Outcome, Quarantine, Retry
from sayso.contracts.topology import EXTRACT, INGEST
from sayso.contracts.wire import Event
from sayso.runtime.delivery import Unit
from sayso.runtime.delivery.dead import DeadLetters, Selection
from sayso.runtime.observing.otel import exporting
from sayso.runtime.observing.tracing import NoOpenTelemetry, TracingSettings, tracing
from tests.integration.delivery.conftest import Bench

TOKEN = "https://n.example/?token=hunter2"
ITEM = "https://n.example/item"


def page(url: str, correlation_id: str | None = None) -> PageFetched:
    about = {"media": "html", "fetched_at": "x", "body": b"", "sha256": "x", "correlation_id": correlation_id}
    return PageFetched.model_validate({"url": url, "final_url": url, **about})


async def fetch(units: Sequence[Unit[Event]]) -> list[Outcome]:
    pushed = units[0].event
    assert isinstance(pushed, UrlPushed)
    if units[0].attempt == 1:
        return [Retry(Reason.DNS, "for now")]
    listed = [] if pushed.url == ITEM else [Output("urls", UrlPushed(url=ITEM))]
    return [
        Done(Disposition.FETCHED, outputs=(Output("pages", page(pushed.url or "", pushed.correlation_id)), *listed))
    ]


async def read(units: Sequence[Unit[Event]]) -> list[Outcome]:
    return [Done(Disposition.NO_CLAIMS, facts={"statements": 0}) for _ in units]


async def refuse(units: Sequence[Unit[Event]]) -> list[Outcome]:
    return [Quarantine(Reason.PARSE_ERROR, "broken") for _ in units]


def told(exporter: InMemorySpanExporter) -> list[ReadableSpan]:
    return sorted(exporter.get_finished_spans(), key=lambda span: span.end_time or 0)


async def test_a_url_is_one_trace_over_its_stages_and_tries(bench: Bench) -> None:
    exporter = InMemorySpanExporter()
    with exporting(exporter, "test") as tracer:
        await bench.push(url=TOKEN, correlation_id="push-1")
        async with bench.consuming(fetch, tracer=tracer), bench.consuming(read, stage=EXTRACT, tracer=tracer):
            await bench.settled(INGEST)
            await bench.settled(EXTRACT)
    spans = told(exporter)
    mine = [span for span in spans if (span.attributes or {}).get("sayso.correlation_id") == "push-1"]
    assert [(span.name, (span.attributes or {})["sayso.disposition"]) for span in mine] == [
        ("ingest", "retried"),
        ("ingest", "fetched"),
        ("extract", "no_claims"),
    ]
    assert len({span.context.trace_id for span in mine if span.context}) == 1
    first, second, third = mine
    assert first.parent is None
    assert second.parent is not None
    assert first.context is not None
    assert second.parent.span_id == first.context.span_id
    assert third.parent is not None
    assert second.context is not None
    assert third.parent.span_id == second.context.span_id
    assert first.status.status_code is StatusCode.ERROR
    assert third.attributes is not None
    assert third.attributes["sayso.statements"] == 0
    assert "hunter2" not in str([span.attributes for span in spans])
    others = [span for span in spans if span not in mine]
    assert others, "what a feed lists is a URL of its own"
    assert not {span.context.trace_id for span in others if span.context} & {first.context.trace_id}


async def test_a_pushers_own_trace_goes_on(bench: Bench) -> None:
    exporter = InMemorySpanExporter()
    with exporting(exporter, "test") as tracer:
        await bench.push(url=TOKEN, traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        await bench.push(url=TOKEN, traceparent="nonsense")
        async with bench.consuming(read, tracer=tracer):
            await bench.settled()
    known, unknown = (span.context.trace_id for span in told(exporter) if span.context)
    assert f"{known:032x}" == "0af7651916cd43dd8448eb211c80319c"
    assert known != unknown


async def test_a_dead_letter_that_is_put_back_stays_in_its_trace(bench: Bench) -> None:
    exporter = InMemorySpanExporter()
    with exporting(exporter, "test") as tracer:
        await bench.redis.xadd("pages", {**page("https://n.example/").to_fields(), b"_trace": traceparent()})
        async with bench.consuming(refuse, stage=EXTRACT, tracer=tracer):
            await bench.settled(EXTRACT)
        letters = DeadLetters(bench.redis, bench.keys)
        async for letter in letters.select(Selection()):
            await letters.redrive(EXTRACT, [letter.id])
        async with bench.consuming(read, stage=EXTRACT, tracer=tracer):
            await bench.settled(EXTRACT)
    assert [f"{span.context.trace_id:x}" for span in told(exporter) if span.context] == ["ab" * 16] * 2


def traceparent() -> bytes:
    return b"00-" + b"ab" * 16 + b"-" + b"cd" * 8 + b"-01"


async def test_a_stage_that_does_not_trace_passes_the_context_on(bench: Bench) -> None:
    await bench.redis.xadd("urls", {"url": "https://n.example/", "_trace": traceparent(), "_attempt": "2"})
    async with bench.consuming(fetch):
        await bench.settled()
    entry, _ = await bench.entries("pages")
    assert entry[b"_trace"] == traceparent()


async def test_without_tracing_entries_are_as_they_were(bench: Bench) -> None:
    await bench.redis.xadd("urls", {"url": "https://n.example/", "_attempt": "2"})
    async with bench.consuming(fetch):
        await bench.settled()
    assert not any(b"_trace" in entry for entry in await bench.entries("pages"))


def test_nothing_of_opentelemetry_is_needed_or_imported_when_it_is_off() -> None:
    """redis-py imports it by itself where it is installed; here it is not. The console's web framework needs it."""
    program = (
        "import sys\n"
        "sys.modules['opentelemetry'] = None\n"
        "import sayso.cli.app, sayso.runtime.worker\n"
        "from sayso.runtime.service import installed\n"
        "from sayso.runtime.observing.tracing import *\n"
        "[service.role(role) for service in installed() for role in service.roles if role != 'console']\n"
        "with tracing(TracingSettings(), 'x') as tracer: assert tracer is None\n"
        "sys.exit('sayso.runtime.observing.otel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_tracing_without_opentelemetry_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    monkeypatch.delitem(sys.modules, "sayso.runtime.observing.otel", raising=False)
    monkeypatch.delattr("sayso.runtime.observing.otel", raising=False)
    with pytest.raises(NoOpenTelemetry, match=r"sayso\[otel\]"), tracing(TracingSettings(tracing="otlp"), "x"):
        pass
