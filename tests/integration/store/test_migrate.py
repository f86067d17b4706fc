"""Migrations: from nothing, again, at once, and in step with the schema."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, func, inspect, select, text

from sayso_store import migrate as module
from sayso_store.adapters.claim_search import ClaimSearch
from sayso_store.adapters.engine import open_engine, writing
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.queries import OF
from sayso_store.adapters.sql import SqlStore
from sayso_store.claim_query import ClaimQuery
from sayso_store.reading import StoredClaims
from sayso_store.revisions import alembic_config
from sayso_store.schema import claim, claim_words, conflict, metadata, outbox, statement, statement_number
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import FIRST, LATER, by_ids, one, reading
from tests.integration.store.samples import claim as claim_of
from tests.integration.store.test_merges import merging


def test_the_revisions_make_what_the_schema_says(store_url: str) -> None:
    module.migrate(store_url)
    engine = open_engine(store_url)
    options = {"compare_type": True, "include_name": _is_ours}
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
        assert context.get_current_heads() == (module.newest(),)
    engine.dispose()


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """The full-text index is each database's own, and not in the schema."""
    return not (name or "").startswith(("claim_words_index", "ix_claim_words_words"))


def test_a_second_time_changes_nothing_and_the_way_back_leaves_nothing(store_url: str) -> None:
    module.migrate(store_url)
    module.migrate(store_url)
    engine = open_engine(store_url)
    assert set(metadata.tables) < set(inspect(engine).get_table_names())
    with writing(engine).begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_many_processes_at_once(store_url: str) -> None:
    with ProcessPoolExecutor(6, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(module.migrate, [store_url] * 6)) == [None] * 6


@pytest.mark.postgres
def test_a_second_process_waits_until_the_first_has_migrated(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    with ThreadPoolExecutor(1) as pool:
        with engine.begin() as first:
            first.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": module.LOCK})
            second = pool.submit(module.migrate, postgres_url)
            with pytest.raises(TimeoutError):
                second.result(0.5)
            assert inspect(engine).get_table_names() == []
        second.result(30)
    assert set(metadata.tables) < set(inspect(engine).get_table_names())
    engine.dispose()


OF_0001: dict[str, dict[str, Any]] = {
    "article": {
        **dict.fromkeys(("article_id", "url", "fetched_url", "outlet", "fingerprint", "page_sha256", "text"), "a"),
        "authors": "[]",
        "fetched_at": FIRST,
        "extractor_version": "1",
    },
    "claim": {
        **dict.fromkeys(("claim_id", "content"), "c"),
        "first_seen": FIRST,
        "last_seen": FIRST,
        **dict.fromkeys(("statements", "outlets", "independent_outlets", "distinct_speakers"), 1),
        "copies": 0,
    },
    "statement": {
        **dict.fromkeys(("statement_id", "content", "cue", "rule", "match_rule"), "s"),
        "article_id": "a",
        "claim_id": "c",
        "content_spans": "[]",
        "quantities": "[]",
        "kind": "direct",
        "speaker": '{"mention":"Ana Marsh","name":"Ana Marsh"}',
        "speaker_key": "ana marsh",
        "verdict": "new",
        "certainty": "asserted",
        "negated": False,
        "confidence": 1.0,
        "match_score": 0.0,
        "extractor_version": "1",
    },
    "outbox": {
        "type": "claim.new",
        "claim_id": "c",
        "data": "{}",
        "created_at": FIRST,
        "position": 1,
        "sent_at": FIRST,
    },
}
"""A row of each table of revision 0001, with all that may not be empty."""


def test_a_store_of_every_release_comes_forward_with_its_rows(store_url: str) -> None:
    engine = open_engine(store_url)
    with writing(engine).begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
        for table, row in OF_0001.items():
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)
    module.migrate(store_url)
    (view,) = StoredClaims(engine).list_claims(limit=10)
    assert (view.claim.statements, view.claim.withdrawn_at) == (1, None)
    assert [each.statement_id for each in view.evidence] == ["s"]
    newer = reading("n", "", at=LATER)
    newer = newer.model_copy(update={"article": newer.article.model_copy(update={"article_id": "a"})})
    (done,) = SqlStore(engine).persist([newer], NOW)
    assert (done.superseded, done.claims_withdrawn) == (1, 1)
    SqlOutbox(engine).number(10)
    with engine.connect() as connection:
        assert connection.execute(select(outbox.c.type, outbox.c.position).order_by(outbox.c.id)).all() == [
            ("claim.new", 1),
            ("claim.withdrawn", 2),
        ]
    engine.dispose()


def test_claims_get_numbers_and_keep_all_they_have(store_url: str) -> None:
    module.migrate(store_url)
    engine = open_engine(store_url)
    store = SqlStore(engine)
    store.persist([one("b", conflict="nobody"), one("a", conflict="b"), reading("d", "x y")], NOW)
    store.persist([merging(one("c", same="a", content="In other words."), "d_x")], NOW)
    stored, named = _stored(engine), "SELECT claim_id, statement_id FROM statement ORDER BY 1, 2"
    assert [len(stored[name]) for name in ("claim", "words", "conflict", "outbox")] == [5, 4, 2, 7]
    with writing(engine).begin() as connection:
        command.downgrade(alembic_config(connection), "0009")
    with writing(engine).begin() as connection:
        assert [tuple(row) for row in connection.execute(text(named))] == stored["statement"]
        assert "number" not in {each["name"] for each in inspect(connection).get_columns("claim")}
        told = {"article_id": "article_a", "claim_id": claim_of("nobody"), "content": "Late news."}
        row = OF_0001["statement"] | told | {"quantities": '[{"value": 7}]'}
        names = ", ".join(row)
        connection.execute(text(f"INSERT INTO statement ({names}) VALUES ({', '.join(f':{n}' for n in row)})"), row)
    module.migrate(store_url)
    assert _stored(engine) == stored | {
        "statement": sorted([*stored["statement"], (claim_of("nobody"), "s")]),
        "words": sorted([*stored["words"], (claim_of("nobody"), "ana marsh\nLate news.")]),
        "numbers": [("s", 0, 7.0, 7.0)],
    }
    store.persist([one("e", same="a"), one("f", conflict="nobody", content="A flood.")], NOW)
    search = ClaimSearch(engine)
    for words, of in (("other words", "a"), ("flood", "f")):
        found = search.page(ClaimQuery(words=words)).claims
        assert [each.claim.claim_id for each in found] == [claim_of(of)]
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        assert connection.execute(_NAMED_OTHERWISE).all() == []
    engine.dispose()


_NAMED_OTHERWISE = select(outbox.c.id).join(claim, claim.c.number == outbox.c.claim_number, isouter=True).where(
    func.coalesce(claim.c.claim_id, "") != outbox.c.claim_id
)  # fmt: skip


def _stored(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """What names a claim or is of one, by claims' ids."""
    of = claim.c.claim_id
    queries = {
        "claim": by_ids(claim),
        "statement": select(of, statement.c.statement_id).join(statement, OF),
        "words": select(of, claim_words.c.words).join(claim_words, claim_words.c.id == claim.c.number),
        "conflict": select(conflict),
        "outbox": select(of, outbox.c.id, outbox.c.data).join(outbox, outbox.c.claim_number == claim.c.number),
        "numbers": select(statement_number),
    }
    with engine.connect() as connection:
        return {name: sorted(tuple(row) for row in connection.execute(query)) for name, query in queries.items()}


def test_a_store_of_a_newer_release_is_left_as_it_is(store_url: str) -> None:
    module.migrate(store_url)
    engine = open_engine(store_url)
    with writing(engine).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("ALTER TABLE claim ADD COLUMN of_a_newer_release TEXT"))
    module.migrate(store_url)
    SqlStore(engine).persist([reading("a", "x")], NOW)
    assert len(StoredClaims(engine).list_claims(limit=10)) == 1
    engine.dispose()


def test_the_folder_of_a_sqlite_store_is_made(tmp_path: Path) -> None:
    module.migrate(f"sqlite:///{tmp_path}/not/there/store.sqlite")
    assert (tmp_path / "not" / "there" / "store.sqlite").exists()
