"""The role dedupe, put together."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from sayso.contracts import Outcome
from sayso.contracts.events import StatementsFound
from sayso.contracts.topology import DEDUPE
from sayso.runtime.delivery.units import Unit
from sayso.runtime.worker import Worker
from sayso_store.adapters.redis_index import RedisIndex
from sayso_store.dedupe.handler import Dedupe
from sayso_store.dedupe.settings import INDEX, IndexSettings


@asynccontextmanager
async def build_dedupe(worker: Worker) -> AsyncIterator[None]:
    """Wire the stage ``dedupe``."""
    dedupe = Dedupe(RedisIndex(worker.redis, prefix=worker.keys.slot(INDEX), days=IndexSettings().dedupe_window))

    @worker.on(DEDUPE)
    async def resolve(units: Sequence[Unit[StatementsFound]]) -> Sequence[Outcome]:
        return await dedupe([unit.event for unit in units])

    yield
