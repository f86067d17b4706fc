"""The role ingest, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from redis.asyncio import Redis

from sayso.contracts import Done
from sayso.contracts.events import UrlPushed
from sayso.contracts.topology import INGEST
from sayso.runtime.delivery import Keys
from sayso.runtime.delivery.units import Unit
from sayso.runtime.worker import Worker
from sayso_ingest.adapters.feed_registry import FeedRegistry
from sayso_ingest.adapters.frontier import Frontier
from sayso_ingest.adapters.http import HttpFetcher
from sayso_ingest.adapters.listing_memory import ListingMemory
from sayso_ingest.adapters.politeness import Politeness
from sayso_ingest.adapters.robots import Robots
from sayso_ingest.archive.housekeeping import Housekeeping
from sayso_ingest.archive.keeper import Keeper
from sayso_ingest.archive.settings import ArchiveSettings
from sayso_ingest.domain.private_hosts import PrivateHosts
from sayso_ingest.domain.robots import product_token
from sayso_ingest.handler import Ingest
from sayso_ingest.listing_settings import ListingSettings
from sayso_ingest.listings import FeedsAndSitemaps
from sayso_ingest.polls import Polls
from sayso_ingest.settings import IngestSettings

log = structlog.get_logger(__name__)

DAY = 86_400


@asynccontextmanager
async def open_ingest(
    settings: IngestSettings, redis: "Redis", keys: Keys, archive: Keeper | None = None
) -> AsyncIterator[Ingest]:
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
        FeedsAndSitemaps(
            ListingMemory(redis, keys), ListingSettings(), private_hosts=settings.private_hosts
        ) as listings,
    ):
        yield Ingest(
            fetcher,
            robots,
            turns,
            frontier=Frontier(redis, keys, kept=settings.remember_days * DAY) if settings.remember_days else None,
            archive=archive,
            listings=listings,
            private_hosts=settings.private_hosts,
            max_body=settings.max_body,
            refetch_seconds=settings.refetch_seconds,
            crawler=product_token(settings.user_agent),
            heed_reservations=settings.tdm_reservation == "heed",
        )


@asynccontextmanager
async def build(worker: Worker) -> AsyncIterator[None]:
    """Wire the stage ``ingest``."""
    registry, memory = FeedRegistry(worker.redis, worker.keys), ListingMemory(worker.redis, worker.keys)
    async with (
        _open_archive(worker) as archive,
        open_ingest(IngestSettings(), worker.redis, worker.keys, archive) as ingest,
    ):
        polls = Polls(ingest, registry, memory, ListingSettings().bounds)

        @worker.on(INGEST)
        async def fetch_page(unit: Unit[UrlPushed]) -> Done:
            return await polls(unit.event, unit_id=unit.first_id, correlation_id=unit.correlation_id, memo=unit.memo)

        yield


@asynccontextmanager
async def _open_archive(worker: Worker) -> AsyncIterator[Keeper | None]:
    """The archive's writer with its housekeeping beside it; None if pages are not to be kept."""
    settings = ArchiveSettings()
    if not settings.archive:
        yield None
        return
    folder = settings.folder(worker.place.data_dir)
    housekeeping = Housekeeping(settings, folder)
    worker.beside("archive", housekeeping.run)
    async with Keeper(settings, folder, finished=housekeeping.finished) as keeper:
        yield keeper
