"""Pages into the archive and out again, and WARC files of others, to ``claims``. Nothing of Sayso is imported."""

import gzip
import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.test_feeds import OTHER, outlets, served
from tests.e2e.test_run import Running, start, wait_for

ELSEWHERE = "https://press.example/quay.html"


def record(url: str, body: bytes, status: str = "200 OK") -> bytes:
    """One member of a WARC file as Common Crawl's news crawler writes it."""
    block = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".encode() + gzip.compress(
        body
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{len(url):032x}>\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2026-11-20T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n")


@pytest.fixture
def port() -> Iterator[int]:
    with served() as port:
        yield port


def read_at(running: Running) -> int:
    """How many pages extract has read."""
    return (
        int(running.rows("SELECT count(*) FROM unit WHERE stage = 'extract'")[0][0])
        if running.rows("SELECT name FROM sqlite_master WHERE name = 'unit'")
        else 0
    )


@pytest.mark.timeout(180)
def test_the_archive_is_replayed_and_a_warc_of_others_is_read(tmp_path: Path, port: int) -> None:
    running = start(tmp_path / "data", {"SAYSO_ALLOW_PRIVATE_HOSTS": f"*.localhost:{port}"})
    story = f"http://news.localhost:{port}/story.html"
    try:
        running.sayso("push", story)
        wait_for("claims of the page", 60, lambda: outlets(running) == {story})
        before = running.sayso("claims", "list", "--json")

        life = json.loads(running.sayso("trace", f"{story}?utm_source=x", "--json"))
        assert [each["disposition"] for each in life["units"] if each["stage"] == "ingest"] == ["fetched"]
        claims = {json.loads(line)["claim"]["claim_id"] for line in before.splitlines()}
        assert {each["claim_id"] for each in life["articles"][0]["statements"]} == claims

        found = json.loads(running.sayso("replay", "--dry-run", "--json"))
        assert (found["found"], found["skipped"]) == (1, {})
        again = json.loads(running.sayso("replay", "--json", "--host", "news.localhost"))
        assert (again["sent"], again["skipped"]) == (1, {})
        wait_for("the second reading", 30, lambda: read_at(running) == 2)
        older = json.loads(running.sayso("replay", "--json", "--extractor-older-than", "1"))
        assert (older["sent"], older["skipped"]) == (0, {"read_since": 1})
        newer = json.loads(running.sayso("replay", "--json", "--dry-run", "--extractor-older-than", "1000"))
        assert newer["found"] == 1

        warc = tmp_path / "CC-NEWS-20261120.warc.gz"
        gone = record("https://press.example/gone", b"<p>Gone</p>", "404 Not Found")
        warc.write_bytes(gone + record(ELSEWHERE, OTHER.encode()) + record(ELSEWHERE, b"cut off")[:-30])
        pushed = json.loads(running.sayso("push", "--warc", str(warc), "--source", "crawl", "--json"))
        assert pushed["pushed"] == 1
        assert pushed["skipped"] == {"not_ok": 1, "damaged": 1}
        wait_for("claims of the WARC file", 60, lambda: outlets(running) == {story, ELSEWHERE})
        mine = [json.loads(line) for line in before.splitlines()]
        after = {
            json.loads(line)["claim"]["claim_id"] for line in running.sayso("claims", "list", "--json").splitlines()
        }
        assert {each["claim"]["claim_id"] for each in mine} <= after
        assert running.redis_cli("XLEN", "pages.dead").strip() == "0"
    finally:
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(40)
    assert not list((tmp_path / "data" / "archive").glob("*.open"))
