"""The commands people type, on real files and a real Redis."""

import json
from pathlib import Path
from typing import Any

import pytest
import redis as blocking
from typer.testing import CliRunner

from sayso.cli import samples
from sayso.cli.app import app
from sayso.contracts.topology import STAGES, STREAMS
from sayso.testing.redis import Server

PAGE = """<!doctype html><html><head><title>Ferry returns</title></head><body><article><h1>Ferry returns</h1>
<p>The ferry will sail again on Monday, the harbour office of Lanmouth said in a notice to passengers.</p>
<p>"We have found a new engine," said Captain Ruta Elmsley. She said that it had cost 80,000 crowns.</p>
</article></body></html>"""
TEXT = """Ferry returns

By Ada Merrin

The ferry will sail again on Monday, the harbour office of Lanmouth said in a notice to passengers.

"We have found a new engine," said Captain Ruta Elmsley. She said that it had cost 80,000 crowns.
"""

run = CliRunner().invoke


@pytest.fixture
def queue(own_redis: Server, monkeypatch: pytest.MonkeyPatch) -> "blocking.Redis":
    monkeypatch.setenv("SAYSO_REDIS_URL", own_redis.url)
    return blocking.Redis(unix_socket_path=str(own_redis.socket))


def entries(queue: Any) -> list[dict[bytes, bytes]]:
    return [fields for _, fields in queue.xrange("urls")]


def test_push_takes_arguments_a_file_and_standard_input(queue: "blocking.Redis", tmp_path: Path) -> None:
    listing = tmp_path / "urls.txt"
    listing.write_text("# morning\nhttps://b.example/2\n\nhttps://b.example/3 # later\n")
    words = ["push", "https://a.example/1", "-", "--file", str(listing), "--tags", "x,y", "--priority", "2"]
    result = run(app, words, input="https://c.example/4\n")
    assert result.exit_code == 0, result.output
    pushed = entries(queue)
    assert [each[b"url"].decode()[8:] for each in pushed] == [
        "a.example/1",
        "c.example/4",
        "b.example/2",
        "b.example/3",
    ]
    assert {each[b"tags"] for each in pushed} == {b"x,y"}
    assert {each[b"priority"] for each in pushed} == {b"2"}


def test_push_takes_documents(queue: "blocking.Redis", tmp_path: Path) -> None:
    page, text = tmp_path / "page.html", tmp_path / "page.txt"
    page.write_bytes(b"<p>caf\xe9")
    text.write_text(TEXT)
    assert run(app, ["push", "--html", str(page), "--url", "https://a.example/1"]).exit_code == 0
    assert run(app, ["push", "--text", str(text), "--url", "https://a.example/2", "--json"]).exit_code == 0
    first, second = entries(queue)
    assert (first[b"html"], first[b"url"]) == (b"<p>caf\xe9", b"https://a.example/1")
    assert second[b"text"].decode() == TEXT


def test_push_of_nothing_says_what_is_needed(queue: "blocking.Redis") -> None:
    result = run(app, ["push"])
    assert result.exit_code == 2
    assert "nothing to push" in result.output


def test_push_without_a_redis_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAYSO_REDIS_URL", f"unix://{tmp_path}/none.sock")
    result = run(app, ["push", "https://a.example/1"])
    assert result.exit_code == 2
    assert "no Redis at" in " ".join(result.output.split())


def extracted(*words: str, text: str | None = None) -> list[dict[str, Any]]:
    result = run(app, ["extract", *words, "--json"], input=text)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_extract_reads_any_number_of_documents_in_order(tmp_path: Path) -> None:
    page, text = tmp_path / "page.dat", tmp_path / "text.dat"
    page.write_text(PAGE)
    text.write_text(TEXT)
    lines = extracted(str(text), str(page), "-", text=TEXT)
    assert [each["doc"] for each in lines] == ["text.dat", "page.dat", "-"]
    for line in lines:
        assert set(line) == {"doc", "article", "statements"}
        assert set(line["article"]) == {"title", "authors", "published", "publisher", "language", "url", "text"}
        assert line["article"]["title"] == "Ferry returns"
        said = {each["speaker"]["name"] for each in line["statements"]}
        assert "Ruta Elmsley" in said


def test_a_statement_has_every_published_field(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text(TEXT)
    (line,) = extracted(str(document), "--url", "https://a.example/ferry")
    assert line["article"]["url"] == "https://a.example/ferry"
    fields = {"statement_id", "content", "content_spans", "cue", "cue_span", "speaker", "kind", "said_when",
              "event_when", "quantities", "certainty", "negated", "rule", "confidence",
              "extractor_version"}  # fmt: skip
    speaker = {"mention", "mention_span", "name", "role", "affiliation", "kind", "resolved_by", "chain"}
    for statement in line["statements"]:
        assert set(statement) == fields
        assert set(statement["speaker"]) == speaker


def test_with_text_as_is_spans_are_offsets_into_the_file(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text(TEXT)
    (line,) = extracted(str(document), "--text-as-is")
    assert line["article"]["text"] == TEXT
    assert line["statements"]
    for statement in line["statements"]:
        pieces = [TEXT[begin:end] for begin, end in statement["content_spans"]]
        assert " ".join(pieces) == statement["content"]


def test_a_document_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    good.write_text(TEXT)
    bad.write_bytes(b"%PDF-1.7\x00\xff\xfe")
    result = run(app, ["extract", str(bad), str(good), str(tmp_path / "missing"), "--json"])
    assert result.exit_code == 1
    assert [json.loads(line)["doc"] for line in result.stdout.splitlines()] == ["good.txt"]
    assert "not_text" in result.stderr


def test_compare_answers_line_by_line(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    said = {"a_speaker": "Ruta Elmsley", "b_speaker": "Ruta Elmsley"}
    lines = [
        {"a": "The engine cost 80,000 crowns.", "b": "The engine cost 80,000 crowns", **said},
        {"a": "The engine cost 80,000 crowns.", "b": "The engine cost 90,000 crowns.", **said},
        {"a": "The engine cost 80,000 crowns.", "b": "The mill opens its gates at six.", **said},
    ]
    pairs.write_text("\n".join(map(json.dumps, lines)))
    result = run(app, ["compare", str(pairs)])
    assert result.exit_code == 0, result.output
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["verdict"] for each in answers] == ["same", "conflict", "different"]
    assert all(each["rule"] for each in answers)


def test_topology_prints_every_stream_and_stage() -> None:
    shown = json.loads(run(app, ["topology", "--json"]).stdout)
    assert [each["name"] for each in shown["streams"]] == [stream.name for stream in STREAMS]
    assert [each["name"] for each in shown["stages"]] == [stage.name for stage in STAGES]
    text = run(app, ["topology"]).stdout
    assert all(stream.name in text for stream in STREAMS)


def test_config_masks_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_REDIS_URL", "redis://ops:hunter2@redis:6379")
    monkeypatch.setenv("SAYSO_DATABASE_URL", "postgresql://ops:hunter2@db/sayso")
    for words in (["config"], ["config", "--json"]):
        result = run(app, words)
        assert result.exit_code == 0, result.output
        assert "hunter2" not in result.output
    assert json.loads(run(app, ["config", "--json"]).stdout)["settings"]["SAYSO_MAX_REDIRECTS"] == 5


def test_tail_shows_events_and_ends_after_so_many(own_redis: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_REDIS_URL", own_redis.url)
    client = blocking.Redis(unix_socket_path=str(own_redis.socket))
    for n in (1, 2, 3):
        data = json.dumps({"type": "claim.new", "claim": {"speaker": "Ruta Elmsley", "content": f"words {n} [b]"}})
        client.xadd(
            "claims", {"type": "claim.new", "schema": "claim/1", "claim_id": f"c{n}", "data": data}, id=f"{n}-0"
        )
    result = run(app, ["claims", "tail", "--from", "1-0", "--count", "2", "--json"])
    assert result.exit_code == 0, result.output
    shown = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["id"] for each in shown] == ["2-0", "3-0"]
    assert shown[0]["data"]["claim"]["speaker"] == "Ruta Elmsley"
    people = run(app, ["claims", "tail", "--from", "0", "--count", "1"]).stdout
    assert "Ruta Elmsley" in people
    assert "words 1 [b]" in people


def test_extract_shows_statements_in_the_text_and_as_a_page(tmp_path: Path) -> None:
    page, out = tmp_path / "page.html", tmp_path / "out.html"
    page.write_text(PAGE)
    shown = run(app, ["extract", str(page), "--show"], env={"COLUMNS": "120"})
    assert shown.exit_code == 0, shown.output
    assert "[We have found a new engine]" in shown.output
    assert "Ruta Elmsley" in shown.output
    assert run(app, ["extract", str(page), "--html", str(out)]).exit_code == 0
    assert "We have found a new engine<span" in out.read_text()
    two = run(app, ["extract", str(page), str(page), "--html", str(out)])
    assert two.exit_code == 2


def test_extract_fetches_a_url_through_the_guard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site" / "ferry.localhost"
    folder.mkdir(parents=True)
    (folder / "story.html").write_text(PAGE)
    with samples.served(tmp_path / "site", 0) as port:
        url = f"http://ferry.localhost:{port}/story.html"
        refused = run(app, ["extract", url, "--json"])
        assert refused.exit_code == 1
        assert "port" in refused.stderr or "private_address" in refused.stderr
        monkeypatch.setenv("SAYSO_ALLOW_PRIVATE_HOSTS", f"*.localhost:{port}")
        (line,) = extracted(url)
    assert line["doc"] == url
    assert line["article"]["url"] == url
    assert "Ruta Elmsley" in {each["speaker"]["name"] for each in line["statements"]}
