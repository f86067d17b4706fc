"""The role feeds, put together: the poller."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sayso.runtime.worker import Worker
from sayso_ingest.adapters.feed_registry import FeedRegistry
from sayso_ingest.listing_settings import ListingSettings
from sayso_ingest.poller import poll_forever


@asynccontextmanager
async def build_feeds(worker: Worker) -> AsyncIterator[None]:
    """Wire the poller."""
    registry, bounds = FeedRegistry(worker.redis, worker.keys), ListingSettings().bounds
    worker.beside("feeds", lambda stop: poll_forever(registry, stop, give_up=bounds.most))
    yield
