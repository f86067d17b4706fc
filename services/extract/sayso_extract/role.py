"""The role extract, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from sayso.contracts import Done, Reason
from sayso.contracts.events import PageFetched
from sayso.contracts.topology import EXTRACT
from sayso.runtime.delivery.units import Unit
from sayso.runtime.observing.metrics import Metrics
from sayso.runtime.observing.vocabulary import PARSE_KILLS
from sayso.runtime.worker import Worker
from sayso_extract.finder_settings import FinderSettings
from sayso_extract.handler import Extract
from sayso_extract.parsers import Parsers
from sayso_extract.reading import reading
from sayso_extract.settings import ExtractSettings


@asynccontextmanager
async def build(worker: Worker) -> AsyncIterator[None]:
    """Wire the stage ``extract``."""
    async with reading(FinderSettings()) as finding:
        with Parsers(ExtractSettings(), killed=partial(_killed, worker.presence.metrics)) as parsers:
            await parsers.warm()
            extract = Extract(parsers, finding)

            @worker.on(EXTRACT)
            async def read_page(unit: Unit[PageFetched]) -> Done:
                return await extract(unit.event, correlation_id=unit.correlation_id)

            yield


def _killed(metrics: Metrics, reason: Reason) -> None:
    metrics.add(PARSE_KILLS, reason=reason)
