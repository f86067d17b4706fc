"""The ingest service as the rest of Sayso sees it: one role, its settings, the ability ``fetch``."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from sayso.contracts import Done
from sayso.contracts.events import UrlPushed
from sayso.contracts.topology import INGEST
from sayso.runtime.broker import CurrentUnit
from sayso.runtime.service import Service
from sayso.runtime.worker import Worker
from sayso_ingest.adapters.http import HttpFetcher
from sayso_ingest.handler import Ingest, open_fetch
from sayso_ingest.settings import IngestSettings

log = structlog.get_logger(__name__)


@asynccontextmanager
async def build(worker: Worker) -> AsyncIterator[None]:
    """Wire the stage ``ingest``."""
    settings = IngestSettings()
    if settings.allow_private_hosts:
        log.warning("private_hosts_allowed", hosts=settings.allow_private_hosts)
    async with HttpFetcher(settings) as fetcher:
        ingest = Ingest(fetcher, max_body=settings.max_body)

        @worker.on(INGEST)
        async def fetch_page(pushed: UrlPushed, unit: CurrentUnit) -> Done:
            return await ingest(pushed, correlation_id=unit.correlation_id)

        yield


SERVICE = Service(
    name="ingest",
    roles={"ingest": build},
    settings=(IngestSettings,),
    abilities={"fetch": lambda _: open_fetch(IngestSettings())},
)
