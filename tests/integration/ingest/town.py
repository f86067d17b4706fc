"""A town of news sites on one loopback port, which notes every visit: who came where, and from when to when."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

PAGE = "<!doctype html><html><body><p>Hello from {}.</p></body></html>"
Behave = Callable[[web.Request], "web.Response | None"]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, by the monotonic clock."""

    host: str
    path: str
    began: float
    ended: float
    user_agent: str = ""


@dataclass
class Town:
    """Hosts are names under ``localhost``; ``robots`` and ``answers`` say how one behaves, by name."""

    port: int = 0
    seconds: float = 0.005
    visits: list[Visit] = field(default_factory=list)
    robots: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Behave] = field(default_factory=dict)

    def url(self, host: str, path: str) -> str:
        return f"http://{host}.localhost:{self.port}{path}"

    def of(self, host: str, *, robots: bool = False) -> list[Visit]:
        """The visits to a host's pages, or to its robots.txt."""
        return [each for each in self.visits if each.host == host and (each.path == "/robots.txt") is robots]

    def by_host(self) -> dict[str, list[Visit]]:
        """All visits to pages."""
        found: dict[str, list[Visit]] = defaultdict(list)
        for each in sorted(self.visits, key=lambda visit: visit.began):
            if each.path != "/robots.txt":
                found[each.host].append(each)
        return found

    async def handle(self, request: web.Request) -> web.Response:
        began = time.monotonic()
        host = request.host.partition(".")[0]
        await asyncio.sleep(self.seconds)
        answer = self.answers[host](request) if host in self.answers else None
        if answer is None:
            answer = self._usual(host, request)
        agent = request.headers.get("User-Agent", "")
        self.visits.append(Visit(host, request.path, began, time.monotonic(), agent))
        return answer

    def _usual(self, host: str, request: web.Request) -> web.Response:
        if request.path != "/robots.txt":
            return web.Response(text=PAGE.format(request.url), content_type="text/html")
        if host in self.robots:
            return web.Response(text=self.robots[host], content_type="text/plain")
        return web.Response(status=404)


@asynccontextmanager
async def open_town() -> AsyncIterator[Town]:
    """A town, served."""
    town = Town()
    app = web.Application()
    app.router.add_get("/{path:.*}", town.handle)
    async with TestServer(app) as server:
        town.port = server.port or 0
        yield town
