"""A watch answers as the search does: by its last event, each claim that the SQL query finds, and no other."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, StaticPool, create_engine, event, select

from sayso.contracts.events import ClaimEventData
from sayso.contracts.records import QuantityRecord
from sayso_store.adapters import engine as engines
from sayso_store.adapters.claim_search import ClaimSearch
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.sql import SqlStore
from sayso_store.adapters.watch_rows import StoredEvent
from sayso_store.claim_query import ClaimQuery
from sayso_store.migrate import migrate
from sayso_store.schema import outbox
from sayso_store.watches.matching import Looked
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import article, resolved, statement

NAMES = [f"n{n}" for n in range(6)]
DAYS = {name: f"2031-05-0{1 + n}T10:00:00.000Z" for n, name in enumerate(NAMES[:3])}

said = st.fixed_dictionaries({
    "same": st.sampled_from(NAMES[:3]),
    "outlet": st.sampled_from(["Ister Post", "Ledger", "Courier"]),
    "speaker": st.sampled_from(["Ana Marsh", "Bo Quill", None]),
    "content": st.sampled_from(["The old bridge is safe.", "No flood came, Zoë wrote.", "140 people left the bridge."]),
    "kind": st.sampled_from(["direct", "indirect"]),
    "certainty": st.sampled_from(["asserted", "denied"]),
    "number": st.sampled_from([None, 140.0, 150.0]),
    "conflict": st.sampled_from([None, None, *NAMES[:3]]),
})  # fmt: skip
queries = st.fixed_dictionaries({}, optional={
    "words": st.sampled_from(["bridge", "brid* safe", '"old bridge"', "quill", "marsh 140", "zoe flood", "tunnel"]),
    "speaker": st.sampled_from(["marsh", "BO", "nobody"]),
    "outlet": st.sampled_from(["ledger", "post"]),
    "kind": st.sampled_from(["direct", "indirect"]),
    "certainty": st.sampled_from(["asserted", "denied"]),
    "number": st.sampled_from(["140", "145..", "..100"]),
    "since": st.just("2031-05-02"),
    "until": st.just("2031-05-02"),
    "disputed": st.just("1"),
    "outlets": st.sampled_from(["1", "2", "3"]),
})  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated store, to be copied."""
    path = tmp_path_factory.mktemp("template") / "store.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@settings(max_examples=15, deadline=None)
@given(world=st.lists(said, min_size=len(NAMES), max_size=len(NAMES)), asked=st.lists(queries, min_size=6, max_size=12))
def test_the_events_answer_what_the_search_finds(
    template: Path, world: Sequence[dict[str, Any]], asked: Sequence[dict[str, str]]
) -> None:
    engine = _copied(template)
    try:
        _fill(engine, world)
        last = _last_events(engine)
        for each in asked:
            query = ClaimQuery.model_validate(each)
            page = ClaimSearch(engine).page(query, limit=100)
            found = {line.claim.claim_id for line in page.claims}
            assert {claim_id for claim_id, looked in last.items() if looked.answers(query)} == found, each
    finally:
        engine.dispose()


def _copied(template: Path) -> Engine:
    """A store in memory, so that a commit costs no disk."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    event.listen(engine, "connect", engines._prepare)
    event.listen(engine, "begin", engines._begin)
    with closing(sqlite3.connect(template)) as source:
        source.backup(cast("sqlite3.Connection", engine.raw_connection().driver_connection))
    return engine


def _fill(engine: Engine, world: Sequence[dict[str, Any]]) -> None:
    for name, facts in zip(NAMES, world, strict=True):
        first = name in NAMES[:3]
        root = name if first else facts["same"]
        own = statement(name, facts["content"], facts["speaker"])
        numbers = () if facts["number"] is None else (QuantityRecord(text="n", value=facts["number"]),)
        own = own.model_copy(update={"kind": facts["kind"], "certainty": facts["certainty"], "quantities": numbers})
        conflicts = [facts["conflict"]] if facts["conflict"] not in (None, root) else []
        came = resolved(article(name, facts["outlet"], DAYS[root]), [(own, None if first else root)], conflicts)
        SqlStore(engine).persist([came], NOW)
    SqlOutbox(engine).number(1000)


def _last_events(engine: Engine) -> dict[str, Looked]:
    with engine.connect() as connection:
        rows = connection.execute(select(outbox.c.position, outbox.c.data).order_by(outbox.c.position)).all()
    events = [(ClaimEventData.model_validate_json(row.data), StoredEvent(row.position, row.data)) for row in rows]
    return {told.claim.claim_id: Looked(engine, stored) for told, stored in events}
