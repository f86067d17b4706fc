"""What the tests of standing queries share: a clock that is set, claims said, watches added, couriers sent."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from sayso.runtime.watch_abilities import NewWatch, WatchView
from sayso_ingest.posting import open_post
from sayso_ingest.settings import IngestSettings
from sayso_store.adapters.delivery_rows import DeliveryRows
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.sql import SqlStore
from sayso_store.watches.book import WatchBook
from sayso_store.watches.couriers import Couriers
from sayso_store.watches.settings import WatchSettings
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import one
from tests.integration.store.watches.receiver import Receiver

KEY = "matches"


class Now:
    """A clock that is set."""

    def __init__(self) -> None:
        self.time = datetime(2031, 5, 4, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


def say(store: SqlStore, engine: Engine, *names: str, **more: str) -> None:
    """One new claim a name, with its events numbered as the relay does."""
    for name in names:
        store.persist([one(name, **{"content": f"The bridge {name} is safe.", **more})], NOW)
    SqlOutbox(engine).number(1000)


def added(book: WatchBook, webhook: str | None = None, **query: str) -> str:
    return book.add(NewWatch(query=query, webhook=webhook)).watch_id


def view(book: WatchBook, watch_id: str) -> WatchView:
    (found,) = (each for each in book.all() if each.watch_id == watch_id)
    return found


def states(book: WatchBook, watch_id: str) -> list[str]:
    return [each.state for each in reversed(book.deliveries(watch_id, limit=500))]


Sending = Callable[..., Awaitable[None]]


@asynccontextmanager
async def sending(
    engine: Engine, now: Now, *hosts: str, me: str = "a", **settings: Any
) -> AsyncIterator[tuple[Couriers, Sending]]:
    """Couriers over ingest's own guarded post, with these private hosts excepted, and one round of all due."""
    async with open_post(IngestSettings(allow_private_hosts=",".join(hosts))) as post:
        couriers = Couriers(
            DeliveryRows(engine), post, WatchSettings(**{"watch_timeout": 1.0, **settings}), me, now, lambda: 1.0
        )

        async def round_() -> None:
            await couriers.send_due()
            await asyncio.gather(*couriers._at_work.values())

        yield couriers, round_


def at(receiver: Receiver) -> str:
    return f"127.0.0.1:{receiver.port}"
