"""What a worker of the store shows of its database and of the stream it writes: for ``/readyz`` and ``/metrics``."""

import asyncio

from sqlalchemy import Engine

from sayso.contracts.topology import CLAIMS
from sayso.runtime.observing import vocabulary as names
from sayso.runtime.observing.metrics import Metrics
from sayso.runtime.worker import Worker
from sayso_store.adapters.state import StoreState


def prove_store(worker: Worker, engine: Engine) -> None:
    """The worker is ready only while its database takes writes."""
    state = StoreState(engine)

    async def check() -> None:
        await asyncio.to_thread(state.prove_write)

    worker.presence.proves("database", check)


def sample_store(worker: Worker, engine: Engine) -> None:
    """Show the outbox, the database's size and the length of ``claims``."""
    state = StoreState(engine)

    async def look(metrics: Metrics) -> None:
        view = await asyncio.to_thread(state)
        metrics.set(names.OUTBOX_WAITING, view.outbox_waiting)
        metrics.set(names.OUTBOX_AGE, view.outbox_oldest)
        metrics.set(names.STORE_BYTES, view.bytes)

    async def length(metrics: Metrics) -> None:
        metrics.set(names.CLAIMS_KEPT, await worker.redis.xlen(worker.keys.alone(CLAIMS.name)))

    worker.presence.samples("store", look)
    worker.presence.samples("claims", length)
