"""The handlers of the persist role: what each kind of error tells the pipeline."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlalchemy import Engine, text

from sayso.contracts import Disposition, Done, Quarantine, Reason, Retry
from sayso.contracts.events import UnitEnded
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.sql import SqlStore
from sayso_store.migrate import migrate
from sayso_store.persist import Persist, RecordUnits
from sayso_store.reading import StoredClaims
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import FIRST, LATER, one, reading


@dataclass
class Ringing:
    """A bell that counts, and may be broken."""

    broken: bool = False
    rings: list[datetime] = field(default_factory=list)

    async def __call__(self) -> None:
        self.rings.append(NOW)
        if self.broken:
            raise ConnectionError("no bell")


@pytest.mark.parametrize("broken", [False, True])
async def test_stored_and_rung(store: SqlStore, broken: bool) -> None:
    bell = Ringing(broken)
    persist = Persist(store, lambda: NOW, bell)
    done, again = await persist([one("a")]), await persist([one("a")])
    facts = {"statements": 1, "statements_new": 1, "statements_superseded": 0, "claims_new": 1, "claims_withdrawn": 0}
    assert done == [Done(Disposition.STORED, facts=facts | {"copy": False, "stale": False})]
    assert isinstance(again[0], Done)
    assert again[0].facts["statements_new"] == 0
    assert len(bell.rings) == 1, "nothing new, no ring"


async def test_a_newer_reading_says_what_it_took_and_rings(store: SqlStore) -> None:
    bell = Ringing()
    persist = Persist(store, lambda: NOW, bell)
    old, new = (reading("a", said, at=at) for said, at in (("x y", FIRST), ("", LATER)))
    await persist([old])
    (newer,), (late,) = await persist([new]), await persist([old])
    assert isinstance(newer, Done)
    assert isinstance(late, Done)
    assert (newer.facts["statements_superseded"], newer.facts["claims_withdrawn"], newer.facts["stale"]) == (
        2,
        2,
        False,
    )
    assert (late.disposition, late.facts["statements_new"], late.facts["stale"]) == (Disposition.STORED, 0, True)
    assert len(bell.rings) == 2, "what is withdrawn is an event too, what is stale is none"


async def test_one_bad_event_is_set_aside_and_the_others_are_stored(store: SqlStore, engine: Engine) -> None:
    bad = one("bad").model_copy(update={"resolutions": ()})
    half_pair = one("surrogate", content="broken \ud800 text")
    outcomes = await Persist(store, lambda: NOW, Ringing())([one("a"), bad, half_pair, one("b")])
    assert [type(each) for each in outcomes] == [Done, Quarantine, Quarantine, Done]
    assert isinstance(outcomes[1], Quarantine)
    assert outcomes[1].reason == Reason.INVALID_FIELD
    assert outcomes[1].detail == "ValueError: no resolution of statement statement_bad"
    assert len(StoredClaims(engine).list_claims(limit=10)) == 2


@pytest.mark.postgres
@pytest.mark.parametrize("bad", ["a \x00 b", "a \ud800 b"], ids=["nul", "half a pair"])
@pytest.mark.parametrize("field", ["content", "cue"])
async def test_postgres_refuses_what_is_no_text(postgres_url: str, field: str, bad: str) -> None:
    """Also in a column that only the statement has: its rows go in another way than the others."""
    migrate(postgres_url)
    engine = open_engine(postgres_url)
    event = one("a")
    broken = tuple(each.model_copy(update={field: bad}) for each in event.statements)
    events = [event.model_copy(update={"statements": broken}), one("b")]
    outcomes = await Persist(SqlStore(engine), lambda: NOW, Ringing())(events)
    assert [type(each) for each in outcomes] == [Quarantine, Done]
    engine.dispose()


async def test_a_store_that_is_away_is_tried_again(store: SqlStore, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE outbox"))
    outcomes = await Persist(store, lambda: NOW, Ringing())([one("a"), one("b")])
    assert [type(each) for each in outcomes] == [Retry, Retry]
    assert isinstance(outcomes[0], Retry)
    assert outcomes[0].reason == Reason.STORE_UNAVAILABLE
    assert StoredClaims(engine).list_claims(limit=10) == []


@pytest.mark.postgres
async def test_a_server_that_is_gone_is_tried_again() -> None:
    engine = open_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    outcomes = await Persist(SqlStore(engine), lambda: NOW, Ringing())([one("a")])
    assert [type(each) for each in outcomes] == [Retry]


async def test_units(store: SqlStore, engine: Engine) -> None:
    ended = UnitEnded(
        stage="ingest",
        entry_id="1-0",
        disposition=Disposition.REFUSED,
        reason=Reason.SCHEME,
        attempt=1,
        ended_at="2031-05-01T10:00:00.000Z",
        duration_ms=1,
    )
    assert await RecordUnits(store)([ended, ended]) == [Done(Disposition.RECORDED)] * 2
    (unit,) = StoredClaims(engine).units()
    assert (unit.stage, unit.disposition, unit.reason) == ("ingest", "refused", "scheme")
