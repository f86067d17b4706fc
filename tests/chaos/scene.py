"""A scene: one Redis, one store, a site and a pipeline, with a pusher who keeps the receipts.

What a test needs around its fault: :meth:`Scene.push` puts articles on ``urls`` and remembers which of them Redis has
acknowledged, :meth:`Scene.drain` waits until nothing moves any more while dead workers are replaced, and
:meth:`Scene.audit` holds the receipts against what there is. Every wait has a limit and shows the end of the workers'
log when it is reached. Used by the tests of this folder and by ``runner``.
"""

import contextlib
import random
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import redis

from sayso.testing.redis import Server
from tests.chaos import auditor, site
from tests.chaos.pipeline import ROLES, Pipeline, Role
from tests.chaos.site import Site

QUICK: Mapping[str, str] = {
    "SAYSO_LEASE_SECONDS": "2",
    "SAYSO_RETRY_FIRST_SECONDS": "0.2",
    "SAYSO_DELIVERIES": "30",
    "SAYSO_ATTEMPTS": "30",
    "SAYSO_REMEMBER_DAYS": "0",
}
"""Short waits, and budgets that kills at random do not spend: then every input must be stored. Nothing is remembered of
fetched pages, so that what is pushed twice goes all the way twice: that is what the stages behind ingest must bear."""

REMEMBERING: Mapping[str, str] = {"SAYSO_REMEMBER_DAYS": "30"}
"""As it is by default: what is pushed again while it has not changed ends at ingest, and must not be lost there."""

_LOOK_EVERY = 0.05


class Stuck(AssertionError):
    """Something did not happen in its time. The message ends with the workers' log."""


@dataclass
class Scene:
    """Everything at once. ``receipts`` is the URL of each acknowledged entry, ``pushed_at`` when it was."""

    pipeline: Pipeline
    server: Server
    site: Site
    database_url: str
    client: Any
    """A redis.Redis, without its types: they say that any answer may be anything."""
    receipts: dict[str, str] = field(default_factory=dict)
    pushed_at: dict[str, float] = field(default_factory=dict)

    def push(self, numbers: Iterable[int]) -> None:
        """Push articles by their numbers, in one round trip. Raises redis-py's errors: then nobody knows."""
        self.push_entries([{"url": self.site.url(number)} for number in numbers])

    def push_entries(self, entries: Iterable[Mapping[str, str | bytes]]) -> list[str]:
        """Push entries as anyone would; their ids."""
        urls = []
        with self.client.pipeline(transaction=False) as pipe:
            for entry in entries:
                fields: dict[Any, Any] = dict(entry)
                pipe.xadd("urls", fields)
                urls.append(str(entry.get("url", "")))
            ids = [entry_id.decode() for entry_id in pipe.execute()]
        now = time.monotonic()
        self.receipts.update(zip(ids, urls, strict=True))
        self.pushed_at.update(dict.fromkeys(ids, now))
        return ids

    def waiting(self) -> int:
        """Inputs that are not through: on the streams between the pusher and the store."""
        with self.client.pipeline(transaction=False) as pipe:
            for name in auditor.READER:
                pipe.xlen(name)
                pipe.zcard(f"{name}.later")
            return sum(int(each) for each in pipe.execute())

    def is_done(self) -> bool:
        """Whether nothing is queued and every event is on ``claims``."""
        try:
            if auditor.queued(self.client):
                return False
            with auditor.opened(self.database_url) as store:
                return auditor.unsent(store) == 0 and auditor.queued(self.client) == 0
        except (redis.RedisError, OSError, psycopg.Error, sqlite3.Error):
            return False

    def wait_for(self, what: str, seconds: float, condition: Callable[[], object]) -> float:
        """Wait for something, replacing what dies in the meantime; how long it took. Raises :class:`Stuck`."""
        began = time.monotonic()
        while not condition():
            if time.monotonic() > began + seconds:
                raise Stuck(f"{what}: not within {seconds:g} s; the workers' log ends\n{self.pipeline.tail()}")
            self.pipeline.look_after()
            time.sleep(_LOOK_EVERY)
        return time.monotonic() - began

    def wait_until_through(self, inputs: int, seconds: float = 60.0) -> float:
        """Wait until so many of the inputs are through."""
        return self.wait_for(f"{inputs} inputs through", seconds, lambda: len(self.receipts) - self.waiting() >= inputs)

    def drain(self, seconds: float = 60.0) -> float:
        """Wait until everything is done; how long it took."""
        return self.wait_for("all done", seconds, self.is_done)

    def audit(self) -> auditor.Report:
        """Hold the receipts against what there is."""
        with auditor.opened(self.database_url) as store:
            return auditor.audit(self.client, store, self.receipts)

    def check(self, *, dead: int = 0) -> auditor.Report:
        """Audit, and fail with the faults and the log if there are any."""
        report = self.audit()
        found = (report.faults, report.lost, report.duplicate, report.dead, self.pipeline.strays)
        assert found == ([], 0, 0, dead, []), f"{found}\n{self.pipeline.tail()}"
        assert len(report.articles) > 0
        return report

    def rows(self, query: str) -> list[auditor.Row]:
        """Rows of the store."""
        with auditor.opened(self.database_url) as store:
            return store.rows(query)


def with_duplicates(chance: random.Random, numbers: Iterable[int], share: float = 0.2) -> Iterator[int]:
    """The numbers, with some of the earlier ones again in between: ``share`` of all that come out."""
    seen: list[int] = []
    for number in numbers:
        seen.append(number)
        yield number
        while chance.random() < share:
            yield chance.choice(seen)


@contextmanager
def scene(
    folder: Path,
    server: Server,
    *,
    seed: int = 1,
    database_url: str | None = None,
    redis_url: str | None = None,
    roles: Mapping[Role, int] = ROLES,
    env: Mapping[str, str] | None = None,
    start: bool = True,
    write: site.Writer = site.page,
) -> Iterator[Scene]:
    """A scene for the time of a ``with`` block, on a Redis that is emptied first."""
    folder.mkdir(parents=True, exist_ok=True)
    database_url = database_url or f"sqlite:///{folder / 'store.sqlite'}"
    with (
        contextlib.closing(redis.Redis(unix_socket_path=str(server.socket))) as client,
        site.served(seed, write=write) as served,
    ):
        client.flushall()
        settings = {**QUICK, "SAYSO_ALLOW_PRIVATE_HOSTS": served.hosts, **(env or {})}
        pipeline = Pipeline(folder, redis_url or server.url, database_url, settings, roles)
        try:
            if start:
                pipeline.start()
            yield Scene(pipeline, server, served, database_url, client)
        finally:
            pipeline.stop()
