"""``sayso trace``: every end a thing can have, from the store and from Redis, and either of them away."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis as blocking
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.contracts.events import StatementsResolved, UnitEnded, UrlPushed
from sayso.runtime import logs
from sayso.testing.redis import Server
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.sql import SqlStore
from sayso_store.migrate import migrate
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import reading

run = CliRunner().invoke
PAGE = "https://tarn.example/bridge"
SPELT = "http://www.tarn.example/bridge/?utm_source=x#top"


@pytest.fixture
def queue(own_redis: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A client of the Redis the command uses, and an empty store."""
    url = f"sqlite:///{tmp_path}/store.sqlite"
    monkeypatch.setenv("SAYSO_REDIS_URL", own_redis.url)
    monkeypatch.setenv("SAYSO_DATABASE_URL", url)
    monkeypatch.setenv("COLUMNS", "200")
    migrate(url)
    yield blocking.Redis(unix_socket_path=str(own_redis.socket))
    logs.configure(logs.LogSettings(log_level="warning", log_format="pretty"))


@pytest.fixture
def store(queue: Any, tmp_path: Path) -> Iterator[SqlStore]:
    engine = open_engine(f"sqlite:///{tmp_path}/store.sqlite")
    yield SqlStore(engine)
    engine.dispose()


def traced(what: str) -> dict[str, Any]:
    result = run(app, ["trace", what, "--json"])
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def ended(stage: str, disposition: str, **more: Any) -> UnitEnded:
    about = {"entry_id": "5-0", "attempt": 1, "ended_at": "2026-11-24T09:00:00.000Z", "duration_ms": 12.0, **more}
    return UnitEnded.model_validate({"stage": stage, "disposition": disposition, "facts": {"bytes": 9}, **about})


def stored(store: SqlStore) -> StatementsResolved:
    event = reading("a", "x")
    article = event.article.model_copy(update={"url": PAGE, "fetched_url": PAGE, "aliases": ("https://t.example/1",)})
    event = event.model_copy(update={"article": article, "correlation_id": "push-1"})
    store.persist([event], NOW)
    store.record(
        [
            ended("ingest", "fetched", url=SPELT, correlation_id="push-1"),
            ended("extract", "extracted", url=PAGE, article_id=article.article_id, correlation_id="push-1"),
            ended("ingest", "fetched", url="https://other.example/", correlation_id="push-1", entry_id="6-0"),
        ]
    )
    return event


@pytest.mark.parametrize("what", [PAGE, SPELT, "https://t.example/1"])
def test_a_url_in_any_spelling_leads_to_its_claims(store: SqlStore, what: str) -> None:
    event = stored(store)
    found = traced(what)
    assert "url" in found["known_as"]
    assert [(each["stage"], each["disposition"]) for each in found["units"]] == [
        ("ingest", "fetched"),
        ("extract", "extracted"),
    ]
    (article,) = found["articles"]
    assert article["article"]["article_id"] == event.article.article_id
    claims = [each["claim_id"] for each in article["statements"]]
    assert claims == [each.claim_id for each in event.resolutions]
    assert (found["now"], found["cut"], found["not_asked"]) == ([], False, [])


def test_ids_lead_to_the_same(store: SqlStore) -> None:
    event = stored(store)
    for what, known in (
        (event.article.article_id, "article"),
        (event.resolutions[0].claim_id, "claim"),
        (event.statements[0].statement_id, "statement"),
    ):
        found = traced(what)
        assert found["known_as"] == [known]
        assert len(found["units"]) == 2
        assert len(found["articles"]) == 1
    assert len(traced("5-0")["units"]) == 2
    assert len(traced("push-1")["units"]) == 3


def test_why_no_claim_came_of_it(store: SqlStore) -> None:
    store.record([ended("ingest", "robots_denied", url=PAGE, reason="robots", detail="by /robots.txt [b]\x1b[2J")])
    shown = run(app, ["trace", PAGE]).output
    assert "robots_denied (robots)" in " ".join(shown.split())
    assert "No article came of it" in shown
    assert "\x1b[2J" not in shown
    assert "[b]" in shown


def test_what_waits_in_redis_is_told_with_its_place(queue: Any) -> None:
    for number in range(3):
        queue.xadd("urls", {"url": f"https://tarn.example/{number}"})
    entry = queue.xadd("urls", UrlPushed(url=SPELT, correlation_id="mine").to_fields()).decode()
    for what in (PAGE, entry, "mine"):
        (found,) = traced(what)["now"]
        assert (found["stage"], found["state"], found["entry_id"]) == ("ingest", "queued", entry)
        assert "number 4 on urls" in found["detail"]


def test_what_a_worker_has_is_told_with_its_name(queue: Any) -> None:
    queue.xadd("urls", {"url": PAGE})
    queue.xgroup_create("urls", "ingest", "0")
    queue.xreadgroup("ingest", "worker-7", {"urls": ">"})
    (found,) = traced(PAGE)["now"]
    assert found["state"] == "being_worked_on"
    assert "worker-7" in found["detail"]


def test_what_waits_for_a_try_is_told_with_when(queue: Any) -> None:
    entry = queue.xadd("urls.parked", {"url": PAGE, "_attempt": "3", "_first": "1-0"})
    seconds, _ = queue.time()
    queue.zadd("urls.later", {entry: (seconds + 100) * 1000})
    (found,) = traced("1-0")["now"]
    assert (found["state"], found["entry_id"]) == ("waiting", "1-0")
    assert "for try 3, in " in found["detail"]


def test_a_dead_letter_is_told_with_how_to_put_it_back(queue: Any) -> None:
    fields = {
        "stage": "ingest", "reason": "dns", "detail": "no such host", "attempts": "5", "deliveries": "1",
        "entry_id": "9-0", "dead_at": "2026-01-01T00:00:00.000Z", "entry.url": SPELT,
    }  # fmt: skip
    letter = queue.xadd("urls.dead", fields).decode()
    (found,) = traced(PAGE)["now"]
    assert found["state"] == "set_aside"
    assert f"sayso dead redrive ingest:{letter}" in found["detail"]
    assert "dns: no such host (after 5 tries" in found["detail"]


def test_what_is_not_known_says_where_it_was_looked_for(queue: Any) -> None:
    result = run(app, ["trace", "https://nowhere.example/"])
    assert result.exit_code == 1
    assert "nothing is known of" in result.output


def test_without_a_store_redis_still_tells_its_part(
    queue: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAYSO_DATABASE_URL", f"sqlite:///{tmp_path}/no/such/folder.sqlite")
    queue.xadd("urls", {"url": PAGE})
    found = traced(PAGE)
    assert len(found["now"]) == 1
    assert "the store" in found["not_asked"][0]


def test_without_redis_the_store_still_tells_its_part(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(store)
    monkeypatch.setenv("SAYSO_REDIS_URL", "redis://127.0.0.1:1")
    found = traced(PAGE)
    assert len(found["articles"]) == 1
    assert "Redis" in found["not_asked"][0]
