"""A stand of feeds and sitemaps on loopback, and ingest as a consumer over a real Redis beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from sayso.contracts import Done, Outcome
from sayso.contracts.events import UrlPushed
from sayso.contracts.wire import Event
from sayso.runtime.delivery import Keys, Unit
from sayso_ingest.adapters.feed_registry import FeedRegistry
from sayso_ingest.adapters.listing_memory import ListingMemory
from sayso_ingest.domain.polling import Bounds
from sayso_ingest.handler import Ingest
from sayso_ingest.polls import Polls
from tests.integration.ingest.town import Town

BOUNDS = Bounds(least=300, most=21_600)


def ago(**time: float) -> str:
    """A moment so long ago, as feeds write it."""
    return (datetime.now(UTC) - timedelta(**time)).isoformat()


def rss(*links: str, ttl: int | None = None, date: str = "") -> str:
    """A feed; its first link is its newest."""
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    items = "".join(f"<item><link>{each}</link>{dated}</item>" for each in links)
    return f"<rss><channel>{f'<ttl>{ttl}</ttl>' if ttl else ''}{items}</channel></rss>"


def sitemap(*entries: tuple[str, str], of: str = "urlset") -> str:
    """A sitemap, or with ``of="sitemapindex"`` an index, of links with their lastmod."""
    name = "url" if of == "urlset" else "sitemap"
    rows = "".join(
        f"<{name}><loc>{at}</loc>{f'<lastmod>{mod}</lastmod>' if mod else ''}</{name}>" for at, mod in entries
    )
    return f"<{of}>{rows}</{of}>"


@dataclass
class Stand:
    """What the host ``news`` of a town answers, by path; ``etags`` makes it answer conditional requests."""

    town: Town
    pages: dict[str, str] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    conditions: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.town.answers["news"] = self._answer

    def url(self, path: str) -> str:
        return self.town.url("news", path)

    def _answer(self, request: web.Request) -> "web.Response | None":
        if request.path not in self.pages and request.path not in self.statuses:
            return None
        given, etag = request.headers.get("If-None-Match"), self.etags.get(request.path)
        self.conditions.append(given or "")
        headers = {"ETag": etag} if etag else {}
        if etag and given == etag:
            return web.Response(status=304, headers=headers)
        status = self.statuses.get(request.path, 200)
        return web.Response(
            text=self.pages.get(request.path, ""), status=status, content_type="application/xml", headers=headers
        )


@dataclass
class Reader:
    """Ingest with its polls, as one worker has it."""

    ingest: Ingest
    redis: Any

    @property
    def registry(self) -> FeedRegistry:
        return FeedRegistry(self.redis, Keys())

    @property
    def polls(self) -> Polls:
        return Polls(self.ingest, self.registry, ListingMemory(self.redis, Keys()), BOUNDS)

    async def read(self, url: str, unit_id: str, kind: str = "feed", **more: str) -> list[UrlPushed]:
        """What comes of a listing."""
        done = await self.done(url, unit_id, kind, **more)
        return [each.event for each in done.outputs if isinstance(each.event, UrlPushed)]

    async def done(self, url: str, unit_id: str, kind: str = "feed", **more: str) -> Done:
        pushed = UrlPushed.model_validate({"url": url, "kind": kind, **more})
        return await self.polls(pushed, unit_id=unit_id, correlation_id="c")

    async def links(self, url: str, unit_id: str, kind: str = "feed") -> list[str]:
        """The same, as the paths of the URLs."""
        return [(each.url or "").split("/", 3)[3] for each in await self.read(url, unit_id, kind)]

    async def handle(self, units: Sequence[Unit[Event]]) -> Sequence[Outcome]:
        """As delivery calls it."""
        (unit,) = units
        assert isinstance(unit.event, UrlPushed)
        polls = self.polls
        return [await polls(unit.event, unit_id=unit.first_id, correlation_id=unit.correlation_id, memo=unit.memo)]
