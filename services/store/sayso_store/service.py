"""The store service as the rest of Sayso sees it: its roles, its settings and what it can do for the command line."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial

from sayso.contracts import Outcome
from sayso.contracts.events import StatementsFound, StatementsResolved, UnitEnded
from sayso.contracts.topology import CLAIMS, DEDUPE, PERSIST, RECORD, RESOLVED
from sayso.runtime.clock import utc_now
from sayso.runtime.delivery.company import Company
from sayso.runtime.delivery.units import Unit
from sayso.runtime.observing.vocabulary import PUBLISHED
from sayso.runtime.service import Service
from sayso.runtime.settings import PlaceSettings
from sayso.runtime.worker import Worker
from sayso_store import watching
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.redis_index import IndexSettings, RedisIndex
from sayso_store.adapters.retention import Retention
from sayso_store.adapters.sql import SqlStore
from sayso_store.adapters.state import StoreState
from sayso_store.at_start import StoreSettings, migrate_patiently
from sayso_store.bell import Bell
from sayso_store.console.settings import ConsoleSettings
from sayso_store.dedupe.compare import compare
from sayso_store.dedupe.handler import Dedupe
from sayso_store.everything import Everything
from sayso_store.life import Life
from sayso_store.migrate import migrate
from sayso_store.owners import OwnerSettings, read_owners
from sayso_store.persist import Persist, RecordUnits
from sayso_store.prune import Pruner, RetentionSettings, prune_forever
from sayso_store.publish import Relay
from sayso_store.reading import OlderReadings, StoredClaims
from sayso_store.relay_loop import relay_forever
from sayso_store.watches.book import StoredWatches, WatchBook
from sayso_store.watches.role import build_watch
from sayso_store.watches.settings import WatchSettings
from sayso_store.why import Why

INDEX = "dedupe"
"""What the keys of dedupe's index begin with."""

_BELL = "outbox.bell"


@asynccontextmanager
async def build_dedupe(worker: Worker) -> AsyncIterator[None]:
    """Wire the stage ``dedupe``."""
    dedupe = Dedupe(RedisIndex(worker.redis, prefix=worker.keys.slot(INDEX), days=IndexSettings().dedupe_window))

    @worker.on(DEDUPE)
    async def resolve(units: Sequence[Unit[StatementsFound]]) -> Sequence[Outcome]:
        return await dedupe([unit.event for unit in units])

    yield


@asynccontextmanager
async def build_persist(worker: Worker) -> AsyncIterator[None]:
    """Wire the stages ``persist`` and ``record``."""
    url = worker.place.effective_database_url
    await migrate_patiently(url, StoreSettings())
    engine = open_engine(url)
    store = SqlStore(engine, read_owners(OwnerSettings().owners))
    persist = Persist(store, utc_now, Bell(worker.redis, worker.keys.alone(_BELL)).ring)
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


@asynccontextmanager
async def build_publish(worker: Worker) -> AsyncIterator[None]:
    """Wire the relay, and retention beside it."""
    url = worker.place.effective_database_url
    await migrate_patiently(url, StoreSettings())
    engine = open_engine(url)
    relay = Relay(SqlOutbox(engine), worker.redis, worker.keys.alone(CLAIMS.name))
    bell = Bell(worker.redis, worker.keys.alone(_BELL))
    pruner = Pruner(Retention(engine), worker.redis, worker.keys.alone(CLAIMS.name), RetentionSettings())
    watching.prove_store(worker, engine)
    watching.sample_store(worker, engine)
    count = partial(worker.presence.metrics.add, PUBLISHED)
    company = Company(worker.redis, worker.keys, RESOLVED, PERSIST.limits.batch, PERSIST.limits.company)
    worker.beside("relay", lambda stop: relay_forever(relay, bell, company, stop, count))
    worker.beside("prune", lambda stop: prune_forever(pruner, stop))
    try:
        yield
    finally:
        engine.dispose()


@asynccontextmanager
async def build_console(worker: Worker) -> AsyncIterator[None]:
    """Wire the console. Its web framework is loaded by this role alone: the others start quicker without."""
    from sayso_store.console.role import build_console as build

    async with build(worker):
        yield


def _watches(place: PlaceSettings) -> StoredWatches:
    url = place.effective_database_url
    return StoredWatches(lambda: migrate(url), WatchBook(open_engine(url)))


def _prepare(place: PlaceSettings) -> None:
    migrate(place.effective_database_url)


SERVICE = Service(
    name="store",
    roles={
        "dedupe": build_dedupe,
        "persist": build_persist,
        "publish": build_publish,
        "watch": build_watch,
        "console": build_console,
    },
    settings=(ConsoleSettings, IndexSettings, OwnerSettings, RetentionSettings, StoreSettings, WatchSettings),
    abilities={
        "compare": lambda _: compare,
        "claims": lambda place: StoredClaims(open_engine(place.effective_database_url)),
        "why": lambda place: Why(open_engine(place.effective_database_url)),
        "export": lambda place: Everything(open_engine(place.effective_database_url)),
        "life": lambda place: Life(open_engine(place.effective_database_url)),
        "watches": _watches,
        "store_state": lambda place: StoreState(open_engine(place.effective_database_url)),
        "older_readings": lambda place: OlderReadings(open_engine(place.effective_database_url)),
    },
    prepare=_prepare,
)
