"""The worker process: one role of one service, from start to a clean end.

Start: logs, Redis (checked by ``preflight``), groups, then the service's ``build``, which hands its handlers to the
worker. Run: a consumer a stage, and whatever else the role does. End: on SIGTERM or SIGINT nothing more is read, what
is in flight gets ``drain_seconds``, and the exit code is 0. A loop that died ends the process with 1, a Redis that
must not be used with 3, too many dead letters with 4 (the stage is then halted, and a worker started again waits), so
that whoever started it (Compose, Kubernetes, ``sayso run``) can act on it. What it does meanwhile is seen by way of
its :class:`Presence`.
"""

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

import structlog
from redis.asyncio import Redis

from sayso.contracts.topology import Stage
from sayso.runtime import broker as faststream
from sayso.runtime import logs, preflight
from sayso.runtime.connection import open_redis
from sayso.runtime.delivery import Consumer, Keys, served
from sayso.runtime.delivery.breaker import TooManyDeadLetters
from sayso.runtime.delivery.consumer import Handle
from sayso.runtime.garbage import leave_what_stays
from sayso.runtime.observing.endpoint import HttpSettings
from sayso.runtime.observing.presence import Presence
from sayso.runtime.observing.tracing import NoOpenTelemetry, TracingSettings, tracing
from sayso.runtime.settings import PlaceSettings
from sayso.runtime.worker_settings import EXIT_FAILED, EXIT_HALTED, EXIT_UNFIT, WorkerSettings

log = structlog.get_logger(__name__)

Background = Callable[[asyncio.Event], Awaitable[None]]
"""Work that is not a stage: runs until the event is set."""


class Worker:
    """What a service's ``build`` is given: places, a Redis client, and where to put handlers."""

    def __init__(self, place: PlaceSettings, settings: WorkerSettings, role: str = "worker") -> None:
        self.place, self.settings = place, settings
        self.partitions = served(place)
        self.keys = self.partitions[0]
        self.name = f"{socket.gethostname()}-{os.getpid()}"
        self.presence = Presence(self.name, role, self.partitions)
        self.broker = faststream.make_broker()
        self._consumers: list[Consumer] = []
        self._handlers: list[tuple[Stage, faststream.Handler]] = []
        self._background: list[tuple[str, Background]] = []
        self._stop = asyncio.Event()
        self._redis: Redis | None = None

    @property
    def redis(self) -> "Redis":
        """The worker's Redis client, once connected."""
        assert self._redis is not None, "the worker is not connected yet"
        return self._redis

    def on(self, stage: Stage) -> Callable[[faststream.Handler], faststream.Handler]:
        """Make a function the stage's handler."""

        def register(handler: faststream.Handler) -> faststream.Handler:
            self._handlers.append((stage, handler))
            return handler

        return register

    def beside(self, name: str, work: Background) -> None:
        """Run ``work`` as long as the worker runs."""
        self._background.append((name, work))

    async def connect(self) -> None:
        """Reach Redis and check it."""
        self._redis = open_redis(self.place)
        await preflight.check(self.redis, self.place, preflight.PreflightSettings())

    async def run(self) -> None:
        """Run everything until :meth:`stop`. Raises what ended a loop."""
        for stage, handler in self._handlers:
            handle = faststream.subscribe(self.broker, stage, self.name, handler)
            self._consumers += [self._consumer(stage, handle, keys) for keys in self.partitions]
        await faststream.ready(self.broker)
        log.info("worker_ready", worker=self.name, stages=[stage.name for stage, _ in self._handlers])
        loops = {consumer.name: asyncio.create_task(consumer.run()) for consumer in self._consumers}
        loops |= {name: asyncio.ensure_future(work(self._stop)) for name, work in self._background}
        stopped = asyncio.create_task(self._stop.wait())
        async with self.presence.shown(self.redis, self._consumers, loops):
            try:
                await asyncio.wait([*loops.values(), stopped], return_when=asyncio.FIRST_COMPLETED)
            finally:
                self.presence.leaving()
                await self._end(list(loops.values()))
                stopped.cancel()

    def _consumer(self, stage: Stage, handle: Handle, keys: Keys) -> Consumer:
        return Consumer(
            stage,
            handle,
            self.redis,
            keys,
            name=self.name,
            limits=self.settings.limits_of(stage, len(self.partitions)),
            observe=self.presence.observe,
            tracer=self.presence.tracer,
        )

    async def _end(self, tasks: list["asyncio.Task[None]"]) -> None:
        early = [task for task in tasks if task.done()]
        asked = self._stop.is_set()
        self._stop.set()
        for consumer in self._consumers:
            consumer.stop()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(*(consumer.drain(self.settings.drain_seconds) for consumer in self._consumers))
        for task in early or tasks:
            task.result()
        if early and not asked:
            raise RuntimeError("a consume loop ended without being told to")

    def stop(self) -> None:
        """Begin a clean end."""
        self._stop.set()

    async def close(self) -> None:
        """Let go of Redis."""
        await self.broker.stop()
        if self._redis is not None:
            await self._redis.aclose()


Build = Callable[[Worker], AbstractAsyncContextManager[None]]
"""Wires a role: settings, adapters and handlers, handed to the worker for the time of the ``with`` block."""


def run_role(service: str, role: str, build: Build) -> int:
    """Run one role as this process; the exit code."""
    logs.configure(logs.LogSettings(), role=role)
    try:
        return asyncio.run(_run(build, PlaceSettings(), WorkerSettings(), role))
    except preflight.UnfitRedis as error:
        log.error("redis_unfit", service=service, why=str(error))
        return EXIT_UNFIT
    except NoOpenTelemetry as error:
        log.error("tracing_unavailable", service=service, why=str(error))
        return EXIT_FAILED
    except TooManyDeadLetters:  # which has said so
        return EXIT_HALTED
    except Exception:
        log.exception("worker_failed", service=service)
        return EXIT_FAILED


async def _run(build: Build, place: PlaceSettings, settings: WorkerSettings, role: str) -> int:
    worker = Worker(place, settings, role)
    loop = asyncio.get_running_loop()
    orphaned = asyncio.create_task(_stop_when_orphaned(worker))
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, worker.stop)
    try:
        async with worker.presence.endpoint.open(HttpSettings()):
            with tracing(TracingSettings(), role) as worker.presence.tracer:
                await worker.connect()
                async with build(worker):
                    leave_what_stays()
                    await worker.run()
    finally:
        orphaned.cancel()
        await worker.close()
    log.info("worker_stopped", worker=worker.name)
    return 0


async def _stop_when_orphaned(worker: Worker) -> None:
    """A worker that ``sayso run`` started ends when ``sayso run`` is gone, however that came about."""
    supervisor = os.environ.get("SAYSO_SUPERVISOR")
    while supervisor is not None:
        await asyncio.sleep(1)
        if str(os.getppid()) != supervisor:
            log.warning("supervisor_gone")
            worker.stop()
            return
