"""What a worker answers over HTTP: ``/metrics`` for Prometheus, ``/livez`` and ``/readyz`` for whoever restarts it.

Off unless ``SAYSO_HTTP_PORT`` is set, and only for this machine unless ``SAYSO_HTTP_HOST`` says otherwise: what is told
here is no secret, but nobody else's business. Gauges that have to be looked up are, when Prometheus asks, at most once
a second; what cannot be looked up is left at its last value, and ``sayso_sampled`` says so.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from http import HTTPStatus

import structlog
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import Field

from sayso.runtime.observing.health import Health, LoopLag, Readiness, liveness, watched
from sayso.runtime.observing.http import Answer, serve
from sayso.runtime.observing.metrics import Metrics
from sayso.runtime.observing.vocabulary import LOOP_LAG, READY, SAMPLED
from sayso.runtime.settings import Settings

log = structlog.get_logger(__name__)

_SAMPLE_SECONDS = 3.0
"""How long a source may take: all are asked at once, so an answer takes less than Prometheus waits by default."""
_BELIEVED = 1.0

Sample = Callable[[Metrics], Awaitable[None]]
"""Looks gauges up and sets them. Raises what kept it from that."""


class HttpSettings(Settings):
    """Where a worker answers /metrics, /livez and /readyz."""

    http_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="TCP port for /metrics, /livez and /readyz. Unset: none. Under sayso run the first worker's; "
        "the others take the ports after it.",
    )
    http_host: str = Field(
        default="127.0.0.1",
        description="Address that port is opened on. 0.0.0.0 in a container, where others have to reach it.",
    )


class Endpoint:
    """Puts the answers together. ``loops`` says which of the worker's loops run."""

    def __init__(self, metrics: Metrics, loops: Callable[[], Mapping[str, bool]]) -> None:
        self.metrics, self.readiness, self.samples = metrics, Readiness(), dict[str, Sample]()
        self.port: int | None = None
        self._loops, self._lag = loops, LoopLag()
        self._turn, self._sampled_at = asyncio.Lock(), float("-inf")

    @contextlib.asynccontextmanager
    async def open(self, settings: HttpSettings) -> AsyncIterator[int | None]:
        """Answer as long as the block lasts; gives the port. Raises OSError where it is taken."""
        if settings.http_port is None:
            yield None
            return
        routes = {"/metrics": self._metrics, "/livez": self._live, "/readyz": self._ready}
        async with watched(self._lag), await serve(settings.http_host, settings.http_port, routes):
            self.port = settings.http_port
            log.info("http_ready", host=settings.http_host, port=settings.http_port)
            yield settings.http_port

    async def _metrics(self) -> Answer:
        async with self._turn:
            if time.monotonic() - self._sampled_at >= _BELIEVED:
                sampling = asyncio.gather(*(self._sample(name, each) for name, each in self.samples.items()))
                ready = await self.readiness.ask()
                await sampling
                for check, said in ready.found.items():
                    self.metrics.set(READY, said == "ok", check=check)
                self.metrics.set(LOOP_LAG, self._lag.seconds)
                self._sampled_at = time.monotonic()
        return Answer(HTTPStatus.OK, self.metrics.render(), CONTENT_TYPE_LATEST)

    async def _sample(self, name: str, sample: Sample) -> None:
        try:
            async with asyncio.timeout(_SAMPLE_SECONDS):
                await sample(self.metrics)
        except Exception as error:  # noqa: BLE001 - what is away is seen by the gauge, and asked again
            log.debug("not_sampled", source=name, error=f"{type(error).__name__}: {error}"[:200])
            self.metrics.set(SAMPLED, 0, source=name)
        else:
            self.metrics.set(SAMPLED, 1, source=name)

    async def _live(self) -> Answer:
        return _told(liveness(self._loops(), self._lag.seconds))

    async def _ready(self) -> Answer:
        return _told(await self.readiness.ask())


def _told(health: Health) -> Answer:
    status = HTTPStatus.OK if health.good else HTTPStatus.SERVICE_UNAVAILABLE
    return Answer(status, health.as_json(), "application/json")
