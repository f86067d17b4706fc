"""What a transaction leaves in the store, on SQLite and PostgreSQL."""

import contextlib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.exc import OperationalError

from sayso.contracts.events import ClaimEventData, UnitEnded
from sayso_store.adapters import bulk
from sayso_store.adapters.batch import Persisted
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.sql import TRIES, SqlStore
from sayso_store.migrate import migrate
from sayso_store.reading import StoredClaims
from sayso_store.schema import article, claim, outbox, statement, unit
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import article as art
from tests.integration.store.samples import claim as claim_of
from tests.integration.store.samples import one, resolved
from tests.integration.store.samples import statement as said

BLANK = {"content": "", "first_seen": "", "last_seen": ""} | dict.fromkeys(
    ("statements", "outlets", "independent_outlets", "copies", "distinct_speakers"), 0
)


def told(engine: Engine) -> list[ClaimEventData]:
    """The events in the outbox, in order."""
    with engine.connect() as connection:
        rows = connection.execute(select(outbox.c.data).order_by(outbox.c.id)).scalars()
        return [ClaimEventData.model_validate_json(row) for row in rows]


def kinds(engine: Engine) -> list[tuple[str, str]]:
    return [(event.type, event.claim.claim_id) for event in told(engine)]


def rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but the outbox's numbers."""
    with engine.connect() as connection:
        tables = (article, claim, statement, unit)
        return {each.name: sorted(tuple(row) for row in connection.execute(select(each))) for each in tables}


def test_a_first_statement_makes_a_claim_with_its_words_and_evidence(store: SqlStore, engine: Engine) -> None:
    assert store.persist([one("a")], NOW) == [Persisted(statements=1, claims_new=1, copy_of=None)]
    (event,) = told(engine)
    assert (event.type, event.at, event.correlation_id) == ("claim.new", "2031-05-01T12:00:00.000Z", "follow-article_a")
    assert event.claim.model_dump() == {
        "claim_id": claim_of("a"),
        "content": "The bridge is safe.",
        "speaker": "Ana Marsh",
        "first_seen": "2031-05-01T10:00:00.000Z",
        "last_seen": "2031-05-01T10:00:00.000Z",
        "statements": 1,
        "outlets": 1,
        "independent_outlets": 1,
        "copies": 0,
        "distinct_speakers": 1,
        "withdrawn_at": None,
        "first_said": "2031-05-01",
        "last_said": "2031-05-01",
        "merged_into": None,
    }
    (evidence,) = event.evidence
    assert (evidence.statement_id, evidence.url) == ("statement_a", "https://a.example/story")
    (view,) = StoredClaims(engine).list_claims(limit=10)
    assert (view.claim, view.evidence) == (event.claim, event.evidence)


def test_the_same_event_again_changes_nothing(store: SqlStore, engine: Engine) -> None:
    events = [one("a"), one("b", same="a", conflict="c"), one("c")]
    store.persist(events, NOW)
    before, events_before = rows(engine), kinds(engine)
    assert store.persist(events, NOW) == [Persisted(0, 0, None)] * 3
    assert store.persist([events[1], events[1], events[0]], NOW) == [Persisted(0, 0, None)] * 3
    assert (rows(engine), kinds(engine)) == (before, events_before)


def test_an_event_twice_in_one_batch_counts_once(store: SqlStore, engine: Engine) -> None:
    store.persist([one("a"), one("a")], NOW)
    assert kinds(engine) == [("claim.new", claim_of("a"))]
    assert told(engine)[0].claim.statements == 1


def test_another_outlet_or_speaker_corroborates_and_a_reprint_does_not(store: SqlStore, engine: Engine) -> None:
    store.persist([one("a", outlet="Post")], NOW)
    store.persist([one("b", same="a", outlet="Post")], NOW)
    store.persist([one("c", same="a", outlet="Mail", copy_of="article_a")], NOW)
    assert [kind for kind, _ in kinds(engine)] == ["claim.new"]
    store.persist([one("d", same="a", outlet="Times"), one("e", same="a", outlet="Globe")], NOW)
    store.persist([one("f", same="a", outlet="Globe", speaker="Rob Finch")], NOW)
    store.persist([one("g", same="a", outlet="Globe", speaker="ROB FINCH")], NOW)
    new, outlets, speaker = told(engine)
    assert [outlets.type, speaker.type] == ["claim.corroborated"] * 2
    assert [each.statement_id for each in outlets.evidence] == ["statement_d", "statement_e"]
    assert (outlets.claim.outlets, outlets.claim.independent_outlets, outlets.claim.copies) == (4, 3, 1)
    assert (speaker.claim.statements, speaker.claim.distinct_speakers) == (6, 2)
    assert new.claim.statements == 1


def test_the_same_text_is_a_copy_even_where_the_index_forgot_it(store: SqlStore, engine: Engine) -> None:
    first, second = one("a", outlet="Post"), one("b", same="a", outlet="Mail")
    same_text = second.article.model_copy(update={"fingerprint": first.article.fingerprint})
    store.persist([first], NOW)
    (stored,) = store.persist([second.model_copy(update={"article": same_text})], NOW)
    assert stored.copy_of == "article_a"
    assert [kind for kind, _ in kinds(engine)] == ["claim.new"]


def test_a_claim_speaks_in_its_first_statements_words_whatever_comes_first(store: SqlStore, engine: Engine) -> None:
    store.persist([one("b", same="a", content="The bridge: safe!", speaker="Rob Finch")], NOW)
    store.persist([one("a", content="The bridge is safe.")], NOW)
    assert [(event.type, event.claim.content) for event in told(engine)] == [
        ("claim.new", "The bridge: safe!"),
        ("claim.corroborated", "The bridge is safe."),
    ]
    (view,) = StoredClaims(engine).list_claims(limit=10)
    assert (view.claim.content, view.claim.speaker) == ("The bridge is safe.", "Ana Marsh")


def test_a_stored_statement_keeps_its_claim(store: SqlStore, engine: Engine) -> None:
    store.persist([one("a"), one("b", same="a")], NOW)
    assert store.persist([one("b")], NOW) == [Persisted(0, 0, None)]
    assert [view.claim.claim_id for view in StoredClaims(engine).list_claims(limit=10)] == [claim_of("a")]


def test_a_conflict_is_told_once_when_both_sides_are_known(store: SqlStore, engine: Engine) -> None:
    store.persist([one("b", content="Three died.", conflict="a")], NOW)
    assert [kind for kind, _ in kinds(engine)] == ["claim.new"], "the other side is not stored yet"
    assert len(StoredClaims(engine).list_claims(limit=10)) == 1
    store.persist([one("a", content="Two died.")], NOW)
    store.persist([one("c", same="b", content="Three died.", conflict="a")], NOW)
    store.persist([one("d", same="a", content="Two died.", conflict="b")], NOW)
    disputed = [event for event in told(engine) if event.type == "claim.disputed"]
    assert [event.claim.claim_id for event in disputed] == [claim_of("b")]
    (link,) = disputed[0].conflicts
    assert (link.claim_id, link.field, link.rule, link.score) == (claim_of("a"), "number", "numbers_differ", 0.8)
    assert [each.content for each in disputed[0].evidence] == ["Two died.", "Three died."]
    views = {view.claim.claim_id: view for view in StoredClaims(engine).list_claims(limit=10)}
    assert [each.claim_id for each in views[claim_of("a")].conflicts] == [claim_of("b")]


def test_a_conflict_inside_one_batch(store: SqlStore, engine: Engine) -> None:
    store.persist([one("a"), one("b", conflict="a")], NOW)
    assert [kind for kind, _ in kinds(engine)] == ["claim.new", "claim.new", "claim.disputed"]


def test_an_article_without_statements_is_stored(store: SqlStore, engine: Engine) -> None:
    assert store.persist([resolved(art("a"), [])], NOW) == [Persisted(0, 0, None)]
    assert (len(rows(engine)["article"]), kinds(engine)) == (1, [])


def test_a_batch_larger_than_a_query(store: SqlStore, engine: Engine) -> None:
    many = [(said(f"many{n}", f"Fact {n}."), None) for n in range(2300)]
    (stored,) = store.persist([resolved(art("many"), many)], NOW)
    assert (stored.statements, stored.claims_new, len(kinds(engine))) == (2300, 2300, 2300)
    (again,) = store.persist([resolved(art("many"), many)], NOW)
    assert (again.statements, len(kinds(engine))) == (0, 2300)


def test_units_are_recorded_once(store: SqlStore, engine: Engine) -> None:
    ended = UnitEnded(
        stage="ingest",
        entry_id="1-0",
        url="https://a.example/story?ref=feed",
        disposition="fetched",
        attempt=1,
        ended_at="2031-05-01T10:00:00.000Z",
        duration_ms=12.5,
        facts={"bytes": 10, "cached": None},
    )
    store.record([ended, ended.model_copy(update={"attempt": 2, "disposition": "retried"})])
    store.record([ended])
    store.persist([one("a")], NOW)
    later = {"stage": "extract", "url": None, "article_id": "article_a", "ended_at": "2031-05-01T10:00:01.000Z"}
    store.record([ended.model_copy(update=later)])
    reading = StoredClaims(engine)
    assert [each.stage for each in reading.units()] == ["extract", "ingest", "ingest"]
    assert [each.stage for each in reading.units(url="https://a.example/story?ref=feed")] == [
        "extract",
        "ingest",
        "ingest",
    ]
    assert [each.stage for each in reading.units(limit=1)] == ["extract"]
    assert list(reading.units(url="https://b.example")) == []


class Lost(Exception):
    """A driver's error with PostgreSQL's code for it."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("sqlstate", "failures", "tried"), [("40P01", 1, 2), ("40001", 4, TRIES), ("40001", 99, TRIES), ("57014", 99, 1)]
)
def test_what_lost_against_another_is_tried_again(store: SqlStore, sqlstate: str, failures: int, tried: int) -> None:
    attempts: list[int] = []

    def work(connection: Connection) -> None:
        attempts.append(1)
        bulk.add_new(connection, claim, [{"claim_id": f"c{len(attempts)}"} | BLANK])
        if len(attempts) <= failures:
            raise OperationalError("statement", {}, Lost(sqlstate))

    with contextlib.suppress(OperationalError):
        store._transaction(work)
    assert len(attempts) == tried
    with store.engine.connect() as connection:
        kept = list(connection.execute(select(claim.c.claim_id)).scalars())
    assert kept == ([f"c{tried}"] if failures < tried else []), "what was tried before left nothing"


def test_texts_are_looked_up_by_the_text(tmp_path: Path) -> None:
    """Not through all articles that are no copies, which SQLite did: that grew with the store."""
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    migrate(url)
    opened = open_engine(url)
    plans: list[str] = []

    def explain(connection: Connection, _cursor: Any, query: str, given: Any, *_: Any) -> None:
        if query.startswith("SELECT article.fingerprint"):
            plans.extend(row[3] for row in connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {query}", given))

    event.listen(opened, "before_cursor_execute", explain)
    SqlStore(opened).persist([one(f"a{n}") for n in range(50)], NOW)
    opened.dispose()
    assert [each for each in plans if "article" in each] == [
        "SEARCH article USING INDEX ix_article_fingerprint (fingerprint=?)"
    ]
