"""The role publish, put together: the relay, and retention beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from sayso.contracts.topology import CLAIMS, PERSIST, RESOLVED
from sayso.runtime.delivery.company import Company
from sayso.runtime.observing.vocabulary import PUBLISHED
from sayso.runtime.worker import Worker
from sayso_store import watching
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.retention import Retention
from sayso_store.at_start import migrate_patiently
from sayso_store.bell import BELL, Bell
from sayso_store.prune import Pruner, prune_forever
from sayso_store.publish import Relay
from sayso_store.relay_loop import relay_forever
from sayso_store.retention_settings import RetentionSettings
from sayso_store.store_settings import StoreSettings


@asynccontextmanager
async def build_publish(worker: Worker) -> AsyncIterator[None]:
    """Wire the relay, and retention beside it."""
    url = worker.place.effective_database_url
    await migrate_patiently(url, StoreSettings())
    engine = open_engine(url)
    relay = Relay(SqlOutbox(engine), worker.redis, worker.keys.alone(CLAIMS.name))
    bell = Bell(worker.redis, worker.keys.alone(BELL))
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
