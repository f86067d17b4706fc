"""One worker as others see it: its metrics, its answers over HTTP and its signs of life, put together.

A service's ``build`` adds what only it knows: a gauge that has to be looked up (``presence.samples``), a write that
proves its database (``presence.proves``), a count of its own (``presence.metrics``).
"""

import asyncio
import contextlib
import os
import socket
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from functools import partial
from importlib.metadata import version

from redis.asyncio import Redis

from sayso.contracts.events import UnitEnded
from sayso.runtime.clock import iso, utc_now
from sayso.runtime.delivery import Consumer, Keys
from sayso.runtime.delivery.tracing import Tracer
from sayso.runtime.observing.endpoint import Endpoint, Sample
from sayso.runtime.observing.health import Check, Readiness
from sayso.runtime.observing.heartbeat import Heart, Pulse, StagePulse, Tally, forget_the_dead
from sayso.runtime.observing.metrics import Metrics
from sayso.runtime.observing.samples import sample_redis, sample_stages
from sayso.runtime.observing.vocabulary import IN_FLIGHT, WORKER

_GOODBYE_SECONDS = 1.0


class Presence:
    """What a worker shows of itself."""

    def __init__(self, name: str, role: str, partitions: Sequence[Keys]) -> None:
        self._name, self._role = name, role
        self._partitions, self._keys = partitions, partitions[0]
        self.metrics = Metrics()
        self.endpoint = Endpoint(self.metrics, self._running)
        self._tally = Tally()
        self._checks: dict[str, Check] = {}
        self._consumers: Sequence[Consumer] = ()
        self._loops: Mapping[str, asyncio.Future[None]] = {}
        self._started_at, self._version = iso(utc_now()), version("sayso")
        self.tracer: Tracer | None = None
        self.metrics.set(WORKER, 1, role=role, version=self._version)

    def samples(self, source: str, sample: Sample) -> None:
        """Look gauges up when Prometheus asks."""
        self.endpoint.samples[source] = sample

    def proves(self, name: str, check: Check) -> None:
        """Ready only if this succeeds: a small write."""
        self._checks[name] = check

    def observe(self, ended: UnitEnded, age: float | None) -> None:
        """Count one try of a unit of work."""
        self._tally.note(ended)
        self.metrics.unit_ended(ended, age)

    @contextlib.asynccontextmanager
    async def shown(
        self, redis: "Redis", consumers: Sequence[Consumer], loops: Mapping[str, "asyncio.Future[None]"]
    ) -> AsyncIterator[None]:
        """Be seen as long as the block lasts, by the worker's consumers and loops."""
        self._consumers, self._loops = consumers, loops
        heart = Heart(redis, self._keys, self._name, self._pulse)
        self.samples("stages", partial(self._sample_stages, redis))
        self.samples("redis", lambda metrics: sample_redis(metrics, redis))
        self.endpoint.readiness.checks = {"redis": heart.beat, **self._checks}
        beating = asyncio.create_task(heart.run(), name="heartbeat")
        try:
            with contextlib.suppress(Exception):  # their words have run out already; only their names are left
                await forget_the_dead(redis, self._keys)
            yield
        finally:
            beating.cancel()
            with contextlib.suppress(Exception):  # its word runs out by itself
                async with asyncio.timeout(_GOODBYE_SECONDS):
                    await heart.leave()

    def leaving(self) -> None:
        """Not ready any more: the worker ends. Its loops may end now without that being a fault."""
        self._loops = {}
        self.endpoint.readiness = Readiness()

    def _running(self) -> Mapping[str, bool]:
        return {name: not loop.done() for name, loop in self._loops.items()}

    def _pulse(self) -> Pulse:
        ended = self._tally.mark()
        stages = {}
        for stage, in_flight in self._in_flight().items():
            count, rate = ended.get(stage, (0, 0.0))
            stages[stage] = StagePulse(in_flight=in_flight, ended=count, rate=round(rate, 3))
        return Pulse(
            name=self._name,
            role=self._role,
            host=socket.gethostname(),
            pid=os.getpid(),
            version=self._version,
            started_at=self._started_at,
            port=self.endpoint.port,
            stages=stages,
        )

    def _in_flight(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for consumer in self._consumers:
            counts[consumer.stage.name] += consumer.in_flight
        return counts

    async def _sample_stages(self, redis: "Redis", metrics: Metrics) -> None:
        for stage, count in self._in_flight().items():
            metrics.set(IN_FLIGHT, count, stage=stage)
        stages = list({consumer.stage.name: consumer.stage for consumer in self._consumers}.values())
        await sample_stages(metrics, redis, self._partitions, stages)
