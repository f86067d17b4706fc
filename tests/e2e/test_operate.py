"""Watching a running pipeline from outside: status, logs, trace, metrics, health and OpenTelemetry's own wire.

One pipeline for all of it. Nothing of Sayso is imported here.
"""

import json
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.e2e.test_run import SAYSO, Running, start, wait_for

PAGE = (
    "<html lang=en><head><title>Ferry to run all night</title></head><body><article><h1>Ferry to run all night</h1>"
    "<p>The ferry between Tarn and Ostby will run all night from May, harbour master Ilse Brandt said on Monday.</p>"
    "<p>“We have waited nine years for this boat,” Brandt told reporters at the quay in Tarn.</p>"
    "<p>The harbour board has bought a second vessel, which is to arrive in spring from the yard in Ostby.</p>"
    "</article></body></html>"
)
URL = "https://ferry.example/night?access_token=hunter2"
ROLES = ("extract", "ingest", "feeds", "dedupe", "persist", "publish")


class Collector:
    """What an OTLP collector is sent over HTTP."""

    def __init__(self) -> None:
        self.spans: list[Any] = []
        collected = self.spans

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers.get("Content-Encoding") == "gzip":
                    import gzip

                    body = gzip.decompress(body)
                request = ExportTraceServiceRequest.FromString(body)
                collected.extend(
                    span for each in request.resource_spans for scope in each.scope_spans for span in scope.spans
                )
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
                """Not said."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    one = Collector()
    yield one
    one.server.shutdown()


def free_ports(count: int) -> int:
    """The first of so many free ports in a row."""
    for first in range(21_000, 60_000, 50):
        socks = [socket.socket() for _ in range(count)]
        try:
            for number, each in enumerate(socks):
                each.bind(("127.0.0.1", first + number))
        except OSError:
            continue
        finally:
            for each in socks:
                each.close()
        return first
    pytest.fail("no free ports")


@pytest.fixture(scope="module")
def port() -> int:
    return free_ports(2 * len(ROLES))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, collector: Collector, port: int) -> Iterator[Running]:
    one = start(
        tmp_path_factory.mktemp("operate") / "data",
        {
            "SAYSO_HTTP_PORT": str(port),
            "SAYSO_TRACING": "otlp",
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
            "OTEL_BSP_SCHEDULE_DELAY": "200",
        },
    )
    page = one.folder.parent / "night.html"
    page.write_text(PAGE)
    one.sayso("push", "--html", str(page), "--url", URL, "--correlation-id", "shift-42")
    one.redis_cli("XADD", "urls", "*", "url", "ftp://ferry.example/", "correlation_id", "shift-43")
    wait_for("claims", 60, lambda: int(one.redis_cli("XLEN", "claims")) >= 1)
    wait_for("the record", 30, lambda: len(one.rows("select 1 from unit where correlation_id like 'shift-4%'")) >= 5)
    yield one
    one.process.send_signal(signal.SIGTERM)
    one.process.wait(40)


def sayso(running: Running, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*SAYSO, *words], env=running.env, capture_output=True, text=True, check=False)


def ports(running: Running) -> list[int]:
    """Where the workers answer, as they say themselves."""
    return [each["port"] for each in json.loads(sayso(running, "status", "--json").stdout)["workers"]]


def get(port: int, path: str) -> tuple[int, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return answer.status, answer.read().decode()


@pytest.mark.timeout(180)
def test_status_tells_every_stage_with_its_workers(running: Running) -> None:
    wait_for("signs of life", 30, lambda: sayso(running, "status", "--json").returncode == 0)
    found = json.loads(sayso(running, "status", "--json").stdout)
    assert found["healthy"] is True
    assert [each["name"] for each in found["stages"]] == ["ingest", "extract", "dedupe", "persist", "record"]
    assert [each["workers"] for each in found["stages"]] == [1] * 5
    assert set(ROLES) <= {each["role"] for each in found["workers"]}
    assert found["store"]["published"] >= 1
    assert found["redis"]["claims"] == found["store"]["published"]
    assert "persist" in sayso(running, "status").stdout


@pytest.mark.timeout(180)
def test_logs_tell_the_way_of_one_push_through_all_workers(running: Running) -> None:
    lines = [
        json.loads(each) for each in sayso(running, "logs", "--correlation", "shift-42", "--json").stdout.splitlines()
    ]
    ends = [(each["stage"], each["disposition"]) for each in lines if each["event"] == "unit_ended"]
    assert ends == [("ingest", "fetched"), ("extract", "extracted"), ("dedupe", "resolved"), ("persist", "stored")]
    assert len({each["pid"] for each in lines}) == 4
    (article,) = {each["article_id"] for each in lines if each["stage"] != "ingest"}
    assert len(sayso(running, "logs", "--article", article, "--json").stdout.splitlines()) == 3
    refused = sayso(running, "logs", "--disposition", "refused").stdout
    assert "shift-43" in refused
    assert "scheme" in refused


@pytest.mark.timeout(180)
def test_every_end_has_one_line_with_its_reason(running: Running) -> None:
    """C8: one line a hop, with what it was about, its outcome, and a reason of the closed list where it was refused."""
    lines = [json.loads(each) for each in sayso(running, "logs", "--json").stdout.splitlines()]
    ends = [each for each in lines if each["event"] == "unit_ended"]
    rows = running.rows("select stage, entry_id from unit")
    assert sorted((each["stage"], each["correlation_id"]) for each in ends if each["stage"] == "ingest") == [
        ("ingest", "shift-42"),
        ("ingest", "shift-43"),
    ]
    assert len(ends) == len(rows)
    assert all(each.get("reason") for each in ends if each["disposition"] in ("refused", "dead_lettered", "retried"))


@pytest.mark.timeout(180)
def test_trace_tells_the_life_of_a_url_an_article_and_a_claim(running: Running) -> None:
    by_url = json.loads(sayso(running, "trace", URL, "--json").stdout)
    assert [each["stage"] for each in by_url["units"]] == ["ingest", "extract", "dedupe", "persist"]
    assert {each["correlation_id"] for each in by_url["units"]} == {"shift-42"}
    (article,) = by_url["articles"]
    for what in ("shift-42", article["article"]["article_id"], article["statements"][0]["claim_id"]):
        found = json.loads(sayso(running, "trace", what, "--json").stdout)
        assert [each["stage"] for each in found["units"]] == ["ingest", "extract", "dedupe", "persist"]
    refused = json.loads(sayso(running, "trace", "shift-43", "--json").stdout)
    assert [(each["disposition"], each["reason"]) for each in refused["units"]] == [("refused", "scheme")]
    assert refused["articles"] == []


@pytest.mark.timeout(180)
def test_a_correlation_id_follows_through_to_claims(running: Running) -> None:
    fields = running.redis_cli("XRANGE", "claims", "-", "+").splitlines()
    told = [json.loads(line) for line in fields if line.startswith('{"type"') or '"correlation_id"' in line]
    assert told
    assert {each["correlation_id"] for each in told} == {"shift-42"}


@pytest.mark.timeout(180)
def test_each_worker_answers_for_its_health_and_counts(running: Running, port: int) -> None:
    series: dict[str, float] = {}
    found = ports(running)
    assert set(range(port, port + len(ROLES))) <= set(found)
    for each in found:
        assert get(each, "/livez")[0] == 200
        assert get(each, "/readyz")[0] == 200
        lines = [line.rpartition(" ") for line in get(each, "/metrics")[1].splitlines() if line[0] != "#"]
        series |= {name: float(value) for name, _, value in lines}
    assert series['sayso_units_total{disposition="refused",reason="scheme",stage="ingest"}'] == 1
    assert series['sayso_units_total{disposition="stored",reason="",stage="persist"}'] == 1
    assert series["sayso_statements_total"] >= 1
    assert series['sayso_claims_total{change="new"}'] == series["sayso_published_total"]
    assert series["sayso_outbox_waiting_events"] == 0
    assert series['sayso_ready{check="database"}'] == 1


@pytest.mark.timeout(180)
def test_a_push_is_one_trace_on_the_wire_of_opentelemetry(running: Running, collector: Collector) -> None:
    def names() -> list[str]:
        return [span.name for span in collector.spans if _of(span, "sayso.correlation_id") == "shift-42"]

    wait_for("spans", 30, lambda: len(names()) == 4)
    spans = {span.name: span for span in collector.spans if _of(span, "sayso.correlation_id") == "shift-42"}
    assert set(spans) == {"ingest", "extract", "dedupe", "persist"}
    assert len({span.trace_id for span in spans.values()}) == 1
    for child, parent in (("extract", "ingest"), ("dedupe", "extract"), ("persist", "dedupe")):
        assert spans[child].parent_span_id == spans[parent].span_id


@pytest.mark.timeout(180)
def test_no_secret_stands_in_any_log(running: Running, collector: Collector) -> None:
    """C7: the token of a pushed URL, in everything that is written for people and machines to look at."""
    time.sleep(1)
    written = (running.folder.parent / "run.log").read_text()
    written += "".join(path.read_text() for path in Path(running.folder / "logs").glob("*.jsonl*"))
    written += "".join(get(each, "/metrics")[1] for each in ports(running))
    assert "ferry.example/night?access_token=***" in written
    assert "hunter2" not in written
    assert "hunter2" not in str(collector.spans)


def _of(span: Any, name: str) -> str | None:
    return next((each.value.string_value for each in span.attributes if each.key == name), None)
