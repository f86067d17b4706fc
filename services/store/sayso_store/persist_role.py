"""The role persist, put together: the stages ``persist`` and ``record``."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from sayso.contracts import Outcome
from sayso.contracts.events import StatementsResolved, UnitEnded
from sayso.contracts.topology import PERSIST, RECORD
from sayso.runtime.clock import utc_now
from sayso.runtime.delivery.units import Unit
from sayso.runtime.worker import Worker
from sayso_store import watching
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.sql import SqlStore
from sayso_store.at_start import migrate_patiently
from sayso_store.bell import BELL, Bell
from sayso_store.independence.table import OwnerSettings, read_owners
from sayso_store.persist import Persist, RecordUnits
from sayso_store.store_settings import StoreSettings


@asynccontextmanager
async def build_persist(worker: Worker) -> AsyncIterator[None]:
    """Wire the stages ``persist`` and ``record``."""
    url = worker.place.effective_database_url
    await migrate_patiently(url, StoreSettings())
    engine = open_engine(url)
    store = SqlStore(engine, read_owners(OwnerSettings().owners))
    persist = Persist(store, utc_now, Bell(worker.redis, worker.keys.alone(BELL)).ring)
    record = RecordUnits(store)
    watching.prove_store(worker, engine)

    @worker.on(PERSIST)
    async def write(units: Sequence[Unit[StatementsResolved]]) -> Sequence[Outcome]:
        return await persist([unit.event for unit in units])

    @worker.on(RECORD)
    async def note(units: Sequence[Unit[UnitEnded]]) -> Sequence[Outcome]:
        return await record([unit.event for unit in units])

    try:
        yield
    finally:
        engine.dispose()
