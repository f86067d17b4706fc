"""A bench for delivery: one stage over a real Redis, with handlers the test writes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from redis.asyncio import Redis

from sayso.contracts.outcomes import Outcome
from sayso.contracts.topology import INGEST, Limits, Stage
from sayso.contracts.wire import Event
from sayso.runtime.delivery import Consumer, Keys, Unit, ensure_groups
from sayso.runtime.delivery.breaker import BreakerSettings

QUICK = Limits(concurrency=4, timeout=2.0, lease=0.4, attempts=3, deliveries=3, first_delay=0.05, longest_delay=0.2)

Handle = Callable[[Sequence[Unit[Event]]], Awaitable[Sequence[Outcome]]]


@dataclass
class Bench:
    """Starts consumers of one stage and looks at its streams."""

    redis: Any
    keys: Keys = field(default_factory=Keys)

    @asynccontextmanager
    async def consuming(
        self,
        handle: Handle,
        *,
        stage: Stage = INGEST,
        name: str = "one",
        limits: Limits = QUICK,
        breaker: BreakerSettings | None = None,
        **more: Any,
    ) -> AsyncIterator[Consumer]:
        """A running consumer; drained at the end."""
        about: dict[str, Any] = {"name": name, "limits": limits, "breaker": breaker, **more}
        consumer = Consumer(stage, handle, self.redis, self.keys, **about)
        running = asyncio.create_task(consumer.run())
        try:
            yield consumer
        finally:
            consumer.stop()
            await running
            await consumer.drain(5)

    async def push(self, **fields: str | bytes) -> None:
        """Put an entry on urls as anyone would."""
        raw: dict[Any, Any] = dict(fields)
        await self.redis.xadd("urls", raw)

    async def entries(self, stream: str) -> list[dict[bytes, bytes]]:
        """All entries of a stream."""
        answer: Any = await self.redis.xrange(stream)
        return [fields for _, fields in answer]

    async def settled(self, stage: Stage = INGEST, seconds: float = 10.0) -> None:
        """Wait until nothing of the stage's stream is left, pending or postponed."""
        async with asyncio.timeout(seconds):
            while any(await self._left(stage)):
                await asyncio.sleep(0.02)

    async def _left(self, stage: Stage) -> list[int]:
        """In one look: between two, an entry may go from one place to the other."""
        async with self.redis.pipeline(transaction=True) as pipe:
            counts: list[int] = await pipe.xlen(stage.reads.name).zcard(stage.reads.later).execute()
        return counts


@pytest.fixture(autouse=True)
def _short_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stop waits for the read that is under way; tests stop often."""
    monkeypatch.setattr("sayso.runtime.delivery.consumer._BLOCK_MS", 100)


@pytest.fixture
async def bench(redis: "Redis") -> Bench:
    """A bench on an empty Redis with its groups made."""
    await ensure_groups(redis, Keys())
    return Bench(redis)


@pytest.fixture
def batches() -> Stage:
    """The ingest stage as one that takes batches."""
    return replace(INGEST, limits=replace(QUICK, batch=10, concurrency=1))
