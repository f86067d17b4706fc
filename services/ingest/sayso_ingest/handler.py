"""Ingest's handler: a pushed entry in, a ``PageFetched`` on ``pages`` out.

A URL goes one way, from the top of :meth:`Ingest._visit` to its end: through the gate, past what its host's robots.txt
says, to the host's turn, to the fetch. One handling is one turn at one host. What has to wait, for a turn or for a
robots.txt that cannot be had, is deferred, and a redirect to another host is deferred to that host: there the URL
passes robots.txt and politeness like any other, and what led there is not fetched again.

An entry that brings its document is not fetched (``pages``). Failures of the fetcher pass through as they are: it
speaks the pipeline's words. Input comes from ``urls`` by way of ``sayso.runtime.delivery``; the next stage is extract.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Protocol

from sayso.contracts import Defer, Discard, Disposition, Done, Output, Reason
from sayso.contracts.events import PageFetched, UrlPushed
from sayso.runtime.abilities import Fetch
from sayso.runtime.clock import Clock, iso, utc_now
from sayso_ingest.adapters.http import Hop, HttpFetcher
from sayso_ingest.adapters.politeness import Turn, Wait
from sayso_ingest.adapters.robots import Unreachable
from sayso_ingest.domain.journey import Journey
from sayso_ingest.domain.private_hosts import NO_PRIVATE_HOSTS, PrivateHosts
from sayso_ingest.domain.response import Response
from sayso_ingest.domain.robots import Rules
from sayso_ingest.domain.url_gate import GatedUrl, UrlRefused, gate
from sayso_ingest.pages import inline, page_of
from sayso_ingest.settings import MEGABYTE, IngestSettings


class Fetcher(Protocol):
    """Whatever brings pages home. Raises ``contracts.Failure``."""

    async def fetch(self, url: str, *, trail: tuple[str, ...] = (), on_redirect: Hop | None = None) -> Response: ...


class RobotsFiles(Protocol):
    """Whatever knows what hosts ask: ``adapters.robots``."""

    async def known(self, at: GatedUrl) -> Rules | Unreachable | None: ...

    async def learn(self, at: GatedUrl) -> Rules | Unreachable: ...

    async def permits(self, rules: Rules, at: GatedUrl) -> bool: ...


class Turns(Protocol):
    """Whatever gives out hosts' turns: ``adapters.politeness``."""

    async def ask(self, at: GatedUrl, crawl_delay: float | None, *, reserved: bool) -> Turn | Wait: ...


class Ingest:
    """Handler of the stage ``ingest``."""

    def __init__(
        self,
        fetcher: Fetcher,
        robots: RobotsFiles,
        turns: Turns,
        *,
        private_hosts: PrivateHosts = NO_PRIVATE_HOSTS,
        clock: Clock = utc_now,
        max_body: int = 10 * MEGABYTE,
    ) -> None:
        self._fetcher, self._robots, self._turns = fetcher, robots, turns
        self._private_hosts = private_hosts
        self._clock = clock
        self._max_body = max_body

    async def __call__(self, pushed: UrlPushed, *, correlation_id: str, memo: str = "") -> Done:
        """Fetch the URL, or take the document given."""
        journey = Journey.resume(pushed.url or "", memo)
        response = inline(pushed, self._max_body) or await self._visit(journey)
        page = page_of(
            replace(response, url=pushed.url or response.url),
            fetched_at=iso(self._clock()),
            source=pushed.source,
            tags=pushed.tags,
            correlation_id=pushed.correlation_id or correlation_id,
        )
        facts: dict[str, int | float] = {
            "status": response.status,
            "bytes": len(response.body),
            "redirects": len(response.redirects),
        }
        if journey.waited:
            facts["waited_s"] = journey.waited
        return Done(Disposition.FETCHED, outputs=(Output("pages", page),), facts=facts)

    async def _visit(self, journey: Journey) -> Response:
        """One turn at one host: the page, or a failure that says what next."""
        at = self._gated(journey.at)
        rules = await self._robots.known(at)
        if rules is not None:
            rules = await self._permitted(rules, at, journey)
        turn = await self._turns.ask(at, rules.crawl_delay if rules else None, reserved=journey.reserved)
        if isinstance(turn, Wait):
            later = journey.later(turn.seconds, reserved=True)
            raise Defer(Reason.HOST_BUSY, at.host, seconds=turn.seconds, memo=later.memo)
        async with turn:
            if rules is None:
                rules = await self._permitted(await self._robots.learn(at), at, journey)
                turn.heed(rules.crawl_delay)

            async def may_follow(target: GatedUrl, trail: tuple[str, ...]) -> None:
                if target.origin != at.origin:
                    raise Defer(Reason.OTHER_HOST, target.url, seconds=0, memo=journey.onward(target.url, trail).memo)
                await self._permitted(rules, target, journey)

            return await self._fetcher.fetch(at.url, trail=journey.trail, on_redirect=may_follow)

    def _gated(self, url: str) -> GatedUrl:
        try:
            return gate(url, self._private_hosts)
        except UrlRefused as refused:
            raise Discard(Disposition.REFUSED, Reason(refused.reason), refused.detail) from None

    async def _permitted(self, found: Rules | Unreachable, at: GatedUrl, journey: Journey) -> Rules:
        """The host's rules, if they allow the URL. Raises a failure that says what next."""
        if isinstance(found, Unreachable):
            said = f"robots.txt: {found.why}"
            if found.for_good:
                raise Discard(Disposition.UNREACHABLE, Reason.ROBOTS, f"{said}, {found.failures} times")
            raise Defer(Reason.ROBOTS, said, seconds=found.seconds, memo=journey.later(found.seconds).memo)
        if not await self._robots.permits(found, at):
            raise Discard(Disposition.ROBOTS_DENIED, Reason.ROBOTS, f"by {at.origin}/robots.txt: {at.url}")
        return found


def open_fetch(settings: IngestSettings, *, clock: Clock = utc_now) -> AbstractAsyncContextManager[Fetch]:
    """The ability ``fetch``: open it, call it with URLs, close it."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Fetch]:
        async with HttpFetcher(settings, clock=clock) as fetcher:

            async def fetch(url: str) -> PageFetched:
                return page_of(await fetcher.fetch(url), fetched_at=iso(clock()))

            yield fetch

    return opened()
