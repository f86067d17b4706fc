"""Ingest's handler: a pushed entry in, a ``PageFetched`` on ``pages`` out.

A URL goes one way: through the gate, past what is known of its page (``adapters.frontier``), past what its host's
robots.txt says, to the host's turn, to the fetch (:meth:`Ingest._visit`). A page that was fetched just now, or has not
changed since, ends there, and so does one that is reserved from text and data mining. One handling is one turn at one
host. What has to wait, for a turn or for a robots.txt that cannot be had, is deferred; a redirect to another host is
deferred to that host: there the URL passes robots.txt and politeness like any other, and what led there is not fetched
again.

An entry that brings its document is neither fetched nor remembered (``pages``). Failures of the fetcher pass through as
they are: it speaks the pipeline's words. Input comes from ``urls`` by way of ``sayso.runtime.delivery``; the next stage
is extract.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from http import HTTPStatus
from typing import Protocol

from sayso.contracts import Defer, Discard, Disposition, Done, Output, Reason
from sayso.contracts.events import PageFetched, UrlPushed
from sayso.runtime.abilities import Fetch
from sayso.runtime.clock import Clock, iso, utc_now
from sayso.runtime.settings import PlaceSettings
from sayso_ingest.adapters.frontier import Recollection
from sayso_ingest.adapters.http import Hop, HttpFetcher
from sayso_ingest.adapters.politeness import Turn, Wait
from sayso_ingest.adapters.robots import Unreachable
from sayso_ingest.domain.journey import Journey
from sayso_ingest.domain.private_hosts import NO_PRIVATE_HOSTS, PrivateHosts
from sayso_ingest.domain.request import A_PAGE, Ask
from sayso_ingest.domain.response import Response
from sayso_ingest.domain.robots import Rules
from sayso_ingest.domain.url_gate import GatedUrl, UrlRefused, gate
from sayso_ingest.domain.wishes import wishes_of
from sayso_ingest.pages import inline, page_of
from sayso_ingest.settings import MEGABYTE, IngestSettings


class Fetcher(Protocol):
    """Whatever brings pages home. Raises ``contracts.Failure``."""

    async def fetch(
        self, url: str, *, trail: tuple[str, ...] = (), on_redirect: Hop | None = None, ask: Ask = A_PAGE
    ) -> Response: ...


class RobotsFiles(Protocol):
    """Whatever knows what hosts ask: ``adapters.robots``."""

    async def known(self, at: GatedUrl) -> Rules | Unreachable | None: ...

    async def learn(self, at: GatedUrl) -> Rules | Unreachable: ...

    async def permits(self, rules: Rules, at: GatedUrl) -> bool: ...


class Turns(Protocol):
    """Whatever gives out hosts' turns: ``adapters.politeness``."""

    async def ask(self, at: GatedUrl, crawl_delay: float | None, *, reserved: bool) -> Turn | Wait: ...


class Frontier(Protocol):
    """Whatever knows what was fetched before: ``adapters.frontier``."""

    async def recall(self, url: str, unit_id: str) -> Recollection: ...

    async def remember(self, known: Recollection, response: Response, unit_id: str) -> None: ...

    async def renew(self, known: Recollection, response: Response) -> None: ...


class Archive(Protocol):
    """Whatever keeps pages for later: ``archive.keeper``. Raises ``contracts.Failure``."""

    async def keep(self, response: Response, fetched_at: str) -> str | None:
        """Keep a page, safely on disk on return, and tell where it stands; None if it is not kept."""
        ...


class Listings(Protocol):
    """Whatever reads feeds and sitemaps: ``listings``. Raises ``contracts.Failure``."""

    async def earlier(self, pushed: UrlPushed, unit_id: str) -> Sequence[UrlPushed] | None:
        """What an earlier try of this unit of work found and did not come to hand over, if there was one."""
        ...

    async def ask(self, pushed: UrlPushed) -> Ask:
        """What to ask the server for."""
        ...

    async def new(self, pushed: UrlPushed, response: Response, unit_id: str) -> Sequence[UrlPushed]:
        """What it lists that no other unit of work has pushed, to be pushed."""
        ...


class Ingest:
    """Handler of the stage ``ingest``."""

    def __init__(
        self,
        fetcher: Fetcher,
        robots: RobotsFiles,
        turns: Turns,
        *,
        frontier: Frontier | None = None,
        archive: Archive | None = None,
        listings: Listings | None = None,
        private_hosts: PrivateHosts = NO_PRIVATE_HOSTS,
        clock: Clock = utc_now,
        max_body: int = 10 * MEGABYTE,
        refetch_seconds: float = 0.0,
        crawler: str = "sayso",
        heed_reservations: bool = True,
    ) -> None:
        self._fetcher, self._robots, self._turns = fetcher, robots, turns
        self._frontier, self._archive, self._listings = frontier, archive, listings
        self._private_hosts = private_hosts
        self._clock = clock
        self._max_body = max_body
        self._refetch_seconds = refetch_seconds
        self._crawler, self._heed_reservations = crawler, heed_reservations

    async def __call__(self, pushed: UrlPushed, *, unit_id: str, correlation_id: str, memo: str = "") -> Done:
        """Fetch the URL, or take the document given. ``unit_id`` stays the same over all tries of one entry."""
        journey = Journey.resume(pushed.url or "", memo)
        if pushed.kind != "page":
            return await self._listing(pushed, journey, unit_id, correlation_id)
        given = inline(pushed, self._max_body)
        if given is not None:
            return await self._page(pushed, given, _facts(given, journey), correlation_id)
        known = await self._recall(journey, unit_id)
        age = known.age(self._clock().timestamp())
        if age is not None and age < self._refetch_seconds:
            facts = {"age_s": round(age, 1)}
            return Done(Disposition.NOT_MODIFIED, reason=Reason.RECENTLY_FETCHED, facts=facts)
        response = await self._visit(journey, known.ask)
        facts = _facts(response, journey)
        response = replace(response, url=pushed.url or response.url)
        if self._frontier is not None and known.is_unchanged(response):
            await self._frontier.renew(known, response)
            return Done(Disposition.NOT_MODIFIED, reason=Reason.UNCHANGED, facts=facts)
        done = await self._page(pushed, response, facts, correlation_id)
        if self._frontier is not None:
            await self._frontier.remember(known, response, unit_id)
        return done

    async def _recall(self, journey: Journey, unit_id: str) -> Recollection:
        """What is known of the page, nothing where nothing is remembered."""
        at = self._gated(journey.at)
        return await self._frontier.recall(at.url, unit_id) if self._frontier else Recollection(at.url)

    async def _page(
        self, pushed: UrlPushed, response: Response, facts: dict[str, int | float], correlation_id: str
    ) -> Done:
        """Hand a page on, as far as its publisher wishes. It is in the archive then, unless it asks not to be."""
        wishes = wishes_of(response, self._crawler)
        if wishes.tdm_reserved and self._heed_reservations:
            raise Discard(Disposition.ROBOTS_DENIED, Reason.TDM_RESERVED, f"by the page itself: {response.final_url}")
        fetched_at = iso(self._clock())
        archive = None if wishes.noarchive else self._archive
        page = page_of(
            response,
            fetched_at=fetched_at,
            archived=await archive.keep(response, fetched_at) if archive else None,
            source=pushed.source,
            tags=pushed.tags,
            correlation_id=pushed.correlation_id or correlation_id,
        )
        said: dict[str, int | float] = {"noarchive": wishes.noarchive, "noindex": wishes.noindex}
        flags = {name: wish for name, wish in said.items() if wish}
        return Done(Disposition.FETCHED, outputs=(Output("pages", page),), facts=facts | flags)

    async def _listing(self, pushed: UrlPushed, journey: Journey, unit_id: str, correlation_id: str) -> Done:
        """Read a feed or sitemap, and push what is new in it."""
        if self._listings is None:
            raise Discard(Disposition.REFUSED, Reason.NOT_A_LISTING, "feeds and sitemaps are not read here")
        listed, facts = await self._listings.earlier(pushed, unit_id), {}
        if listed is None:
            response = await self._visit(journey, await self._listings.ask(pushed))
            facts = _facts(response, journey)
            if response.status == HTTPStatus.NOT_MODIFIED:
                return Done(Disposition.NOT_MODIFIED, reason=Reason.UNCHANGED, facts=facts)
            listed = await self._listings.new(pushed, response, unit_id)
        known = pushed.correlation_id or correlation_id
        outputs = [
            Output("urls", each if each.correlation_id else each.model_copy(update={"correlation_id": known}))
            for each in listed
        ]
        return Done(Disposition.LISTED, outputs=outputs, facts=facts | {"pushed": len(outputs)})

    async def _visit(self, journey: Journey, ask: Ask) -> Response:
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

            return await self._fetcher.fetch(at.url, trail=journey.trail, on_redirect=may_follow, ask=ask)

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


def _facts(response: Response, journey: Journey) -> dict[str, int | float]:
    facts: dict[str, int | float] = {
        "status": response.status,
        "bytes": len(response.body),
        "redirects": len(response.redirects),
    }
    return facts | {"waited_s": journey.waited} if journey.waited else facts


def open_fetch(settings: IngestSettings, *, clock: Clock = utc_now) -> AbstractAsyncContextManager[Fetch]:
    """Open it, call it with URLs, close it."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Fetch]:
        async with HttpFetcher(settings, clock=clock) as fetcher:

            async def fetch(url: str) -> PageFetched:
                return page_of(await fetcher.fetch(url), fetched_at=iso(clock()))

            yield fetch

    return opened()


def fetch_here(_: PlaceSettings) -> AbstractAsyncContextManager[Fetch]:
    """The ability ``fetch``, as the environment sets it."""
    return open_fetch(IngestSettings())
