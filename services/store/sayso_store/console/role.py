"""The role ``console``: wires the desk and serves the application for as long as the worker runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Engine

from sayso.contracts.topology import CLAIMS
from sayso.runtime.clock import utc_now
from sayso.runtime.delivery import everywhere
from sayso.runtime.worker import Worker
from sayso_store.adapters.engine import open_engine
from sayso_store.at_start import migrate_patiently
from sayso_store.console.app import make_app
from sayso_store.console.desk import Desk
from sayso_store.console.live import Hub
from sayso_store.console.safety.access import Access
from sayso_store.console.safety.rates import Rate
from sayso_store.console.serving import listening, serve
from sayso_store.console.settings import ConsoleSettings, check
from sayso_store.console.watching import Watch
from sayso_store.store_settings import StoreSettings

_TRIES_A_MINUTE = 10


@asynccontextmanager
async def build_console(worker: Worker) -> AsyncIterator[None]:
    """Wire the console. Raises ConsoleRefused where it would not be safe, OSError where its port is taken."""
    settings = ConsoleSettings()
    check(settings)
    url = worker.place.effective_database_url
    await migrate_patiently(url, StoreSettings())
    engine = open_engine(url)
    with listening(settings) as listener:
        desk = _desk(worker, engine, settings)
        app = make_app(desk)
        worker.beside("live", desk.hub.follow)
        worker.beside("watch", desk.watch.remember)
        worker.beside("http", lambda stop: serve(app, listener, settings, stop))
        try:
            yield
        finally:
            engine.dispose()


def _desk(worker: Worker, engine: Engine, settings: ConsoleSettings) -> Desk:
    return Desk(
        engine=engine,
        redis=worker.redis,
        partitions=everywhere(worker.place),
        place=worker.place,
        settings=settings,
        access=Access(settings, utc_now),
        rate=Rate(settings.console_push_per_minute, utc_now),
        tries=Rate(_TRIES_A_MINUTE, utc_now),
        hub=Hub(worker.redis, worker.keys.alone(CLAIMS.name)),
        watch=Watch(worker.redis, everywhere(worker.place), worker.place),
        clock=utc_now,
    )
