"""The ingest service as the rest of Sayso sees it: one role, its settings, the ability ``fetch``."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from redis.asyncio import Redis

from sayso.contracts import Done
from sayso.contracts.events import UrlPushed
from sayso.contracts.topology import INGEST
from sayso.runtime.broker import CurrentUnit
from sayso.runtime.delivery import Keys
from sayso.runtime.service import Service
from sayso.runtime.worker import Worker
from sayso_ingest.adapters.http import HttpFetcher
from sayso_ingest.adapters.politeness import Politeness
from sayso_ingest.adapters.robots import Robots
from sayso_ingest.domain.private_hosts import PrivateHosts
from sayso_ingest.handler import Ingest, open_fetch
from sayso_ingest.settings import IngestSettings

log = structlog.get_logger(__name__)


@asynccontextmanager
async def open_ingest(settings: IngestSettings, redis: "Redis", keys: Keys) -> AsyncIterator[Ingest]:
    """The handler with everything it needs, for as long as the ``async with`` block lasts."""
    if settings.allow_private_hosts:
        log.warning("private_hosts_allowed", hosts=settings.allow_private_hosts)
    if settings.ignore_robots_hosts:
        log.warning("robots_ignored", hosts=settings.ignore_robots_hosts)
    turns = Politeness(redis, keys, own_delay=settings.host_delay, hold=settings.longest_turn)
    async with (
        HttpFetcher(settings) as fetcher,
        Robots(
            fetcher,
            redis,
            keys,
            user_agent=settings.user_agent,
            deadline=settings.robots_deadline,
            first_wait=settings.robots_retry_seconds,
            ignored=PrivateHosts.parse(settings.ignore_robots_hosts),
        ) as robots,
    ):
        yield Ingest(fetcher, robots, turns, private_hosts=settings.private_hosts, max_body=settings.max_body)


@asynccontextmanager
async def build(worker: Worker) -> AsyncIterator[None]:
    """Wire the stage ``ingest``."""
    async with open_ingest(IngestSettings(), worker.redis, worker.keys) as ingest:

        @worker.on(INGEST)
        async def fetch_page(pushed: UrlPushed, unit: CurrentUnit) -> Done:
            return await ingest(pushed, unit_id=unit.first_id, correlation_id=unit.correlation_id, memo=unit.memo)

        yield


SERVICE = Service(
    name="ingest",
    roles={"ingest": build},
    settings=(IngestSettings,),
    abilities={"fetch": lambda _: open_fetch(IngestSettings())},
)
