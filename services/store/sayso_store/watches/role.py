"""The role ``watch``: wires matching, the stream ``matches`` and webhooks.

Any number of processes may run it: positions, leases and the stream's own ids keep them apart.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import structlog

from sayso.contracts.topology import CLAIMS, MATCHES
from sayso.runtime.observing import vocabulary as names
from sayso.runtime.observing.metrics import Metrics
from sayso.runtime.service import MissingAbility, ability
from sayso.runtime.watch_abilities import Post
from sayso.runtime.worker import Worker
from sayso_store import watching
from sayso_store.adapters.delivery_rows import DeliveryRows
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.watch_rows import WatchRows
from sayso_store.at_start import migrate_patiently
from sayso_store.store_settings import StoreSettings
from sayso_store.watches.couriers import Couriers
from sayso_store.watches.loops import ClaimsBell, match_forever, post_forever, prune_forever, stream_forever
from sayso_store.watches.matching import Matcher
from sayso_store.watches.settings import WatchSettings
from sayso_store.watches.streaming import MatchStream

log = structlog.get_logger(__name__)


@asynccontextmanager
async def build_watch(worker: Worker) -> AsyncIterator[None]:
    """Wire the role."""
    settings = WatchSettings()
    url = worker.place.effective_database_url
    await migrate_patiently(url, StoreSettings())
    engine = open_engine(url)
    rows = DeliveryRows(engine)
    watching.prove_store(worker, engine)
    _sample(worker, WatchRows(engine))
    wake = asyncio.Event()
    matcher, bell = Matcher(engine), ClaimsBell(worker.redis, worker.keys.alone(CLAIMS.name))
    stream = MatchStream(rows, worker.redis, worker.keys.alone(MATCHES.name), settings.watch_stream_length)
    worker.beside("match", lambda stop: match_forever(matcher, wake, bell, stop))
    worker.beside("stream", lambda stop: stream_forever(stream, stop))
    worker.beside("prune", lambda stop: prune_forever(rows, settings.keep_match_days, stop))
    async with AsyncExitStack() as open_till_the_end:
        open_till_the_end.callback(engine.dispose)
        post = await _post(worker, open_till_the_end)
        if post is not None:
            couriers = Couriers(rows, post, settings, worker.name)
            worker.beside("webhooks", lambda stop: post_forever(couriers, wake, stop))
        yield


async def _post(worker: Worker, open_till_the_end: AsyncExitStack) -> Post | None:
    try:
        opened = ability("post", worker.place)
    except MissingAbility as missing:
        log.warning("webhooks_unavailable", why=str(missing), then="webhooks wait; the stream matches goes on")
        return None
    post: Post = await open_till_the_end.enter_async_context(opened)
    return post


def _sample(worker: Worker, rows: WatchRows) -> None:
    async def look(metrics: Metrics) -> None:
        lag, waiting, dead = await asyncio.to_thread(rows.totals)
        metrics.set(names.WATCH_LAG, lag)
        metrics.set(names.WATCH_WAITING, waiting)
        metrics.set(names.WATCH_DEAD, dead)

    worker.presence.samples("watches", look)
