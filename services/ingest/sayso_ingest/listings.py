"""Feeds and sitemaps as the handler reads them: a body in, the entries out that nobody has pushed yet.

What a listing lists is compared with what it listed before (``adapters.listing_memory``), what is left is gated like
any pushed URL, and the answer is written down before it is handed over. What is refused is counted in the log and
remembered, so that it is looked at once. Reading and gating are work of a tenth of a second at worst times ten, done in
a thread of its own and for so much processor time at most: hostile XML could otherwise hold the loop.

The newest items are taken, up to a number; if there are more, the listing counts as not read to its end, and the next
poll goes on. They are pushed oldest first. A sitemap in an index is asked for when it is new or has a later date; one
that bears no date, or today's, a few times a day, since it may have changed. An index in an index is not read, and what
is polled on its own is not asked for by way of an index: so no ring of sitemaps can keep itself going.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urljoin

import structlog

from sayso.contracts import Discard, Disposition, Reason
from sayso.contracts.events import UrlPushed
from sayso.runtime.clock import Clock, utc_now
from sayso_ingest.adapters.listing_memory import Item, Known, ListingMemory
from sayso_ingest.domain.feeds import read
from sayso_ingest.domain.feeds_items import Listed, NotAListing, Reading
from sayso_ingest.domain.private_hosts import NO_PRIVATE_HOSTS, PrivateHosts
from sayso_ingest.domain.request import A_LISTING, Ask
from sayso_ingest.domain.response import Response
from sayso_ingest.domain.url_gate import GatedUrl, UrlRefused, gate_redirect, parse
from sayso_ingest.listing_settings import ListingSettings

log = structlog.get_logger(__name__)
T = TypeVar("T")

READING_SECONDS, GATING_SECONDS = 1.0, 0.5
"""Processor time that a listing may take."""
MOST_CHILDREN = 500
"""Sitemaps asked for by one reading of an index, the newest."""
CHILD_AGAIN = 6 * 3600
"""Seconds after which a sitemap in an index that does not say when it changed is asked for again."""
DAY = 86_400.0
VALIDATORS = ("etag", "last-modified")


class FeedsAndSitemaps:
    """Reads listings. An async context manager, since it has a thread of its own."""

    def __init__(
        self,
        memory: ListingMemory,
        settings: ListingSettings,
        *,
        private_hosts: PrivateHosts = NO_PRIVATE_HOSTS,
        clock: Clock = utc_now,
    ) -> None:
        self._memory, self._settings, self._private_hosts, self._clock = memory, settings, private_hosts, clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="listings")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def earlier(self, pushed: UrlPushed, unit_id: str) -> Sequence[UrlPushed] | None:
        """What an earlier try of this unit of work found and did not come to hand over."""
        lines = await self._memory.answer(pushed.url or "", unit_id)
        return None if lines is None else [_entry(line, pushed) for line in lines]

    async def ask(self, pushed: UrlPushed) -> Ask:
        """A conditional request, if the listing was read to its end before."""
        known = await self._memory.known(pushed.url or "")
        return replace(A_LISTING, validators=known.validators, about=known.about)

    async def new(self, pushed: UrlPushed, response: Response, unit_id: str) -> Sequence[UrlPushed]:
        """What is new in an answer. Raises ``Discard`` if it is no listing."""
        url, now = pushed.url or "", self._clock()
        reading = await self._read(pushed, response)
        if reading.content == "index" and await self._memory.is_child(url):
            raise _no_listing(f"an index of sitemaps, listed by another: {url}")
        items = self._candidates(url, reading, now)
        unseen = await self._memory.unseen(url, items)
        most = self._most(reading)
        gated, refused = await self._in_thread(self._gate_all, unseen[:most], response.final_url, reading)
        whole = reading.whole and len(gated) == len(unseen)
        kept = _validators(response) if whole else {}
        gated.reverse()
        if reading.content == "index":
            gated = await self._not_polled_anyway(url, gated)
        lines = await self._memory.remember(
            url, unit_id, gated, Known(kept, response.final_url, reading.ttl), now.timestamp()
        )
        log.info(
            "listing_read",
            url=url,
            content=reading.content,
            items=len(reading.items),
            new=len(lines),
            refused=refused,
            older=len(reading.items) - len(items),
            whole=whole,
        )
        return [_entry(line, pushed) for line in lines]

    async def _read(self, pushed: UrlPushed, response: Response) -> Reading:
        lines = pushed.kind == "sitemap"

        def reading() -> Reading:
            return read(response.body, charset=response.charset, lines=lines, enough=_spent(READING_SECONDS))

        try:
            found = await self._in_thread(reading)
        except NotAListing as error:
            raise _no_listing(str(error)) from None
        if not found.items and not found.whole:
            raise _no_listing("it breaks off before its first entry")
        return found

    def _candidates(self, url: str, reading: Reading, now: datetime) -> list[Item]:
        """The items young enough, each once, the newest first."""
        oldest = now.timestamp() - self._settings.listing_max_age_days * DAY
        if not self._settings.listing_max_age_days:
            oldest = float("-inf")
        items = reading.items if reading.content == "feed" else reading.items[::-1]
        young = [each for each in items if each.date is None or each.date.seconds + DAY * each.date.whole_day >= oldest]
        young.sort(key=lambda each: -each.date.seconds if each.date else float("-inf"))
        found = {each.base + "\n" + each.link: each for each in reversed(young)}
        return [Item(link, _stamp(each, reading, now.timestamp())) for link, each in reversed(found.items())]

    def _most(self, reading: Reading) -> int:
        if reading.content == "index":
            return MOST_CHILDREN
        return self._settings.listing_items if reading.content == "feed" else self._settings.sitemap_items

    def _gate_all(self, items: Sequence[Item], final_url: str, reading: Reading) -> tuple[list[Item], int]:
        """The items with what is to be pushed for them; as many as there is time for."""
        spent, document = _spent(GATING_SECONDS), parse(final_url)
        kind = "sitemap" if reading.content == "index" else "page"
        gated: list[Item] = []
        targets: set[str] = set()
        refused = 0
        for count, item in enumerate(items):
            if count % 50 == 49 and spent():
                break
            try:
                target = self._gated(item.link, document)
            except UrlRefused:
                refused += 1
                gated.append(item)
            else:
                line = None if target.url in targets else f"{kind} {target.url}"
                targets.add(target.url)
                gated.append(replace(item, line=line, child=target.url if kind == "sitemap" else None))
        return gated, refused

    def _gated(self, link: str, document: GatedUrl) -> GatedUrl:
        base, _, written = link.partition("\n")
        if base:
            try:
                written = urljoin(urljoin(document.url, base), written)
            except ValueError:
                raise UrlRefused("url_malformed", "a base that is none") from None
        return gate_redirect(document, written, self._private_hosts)

    async def _not_polled_anyway(self, url: str, items: list[Item]) -> list[Item]:
        """The same, without pushing the sitemaps that are polled on their own, or the index itself."""
        polled = await self._memory.registered([item.child or "" for item in items])
        return [
            replace(item, line=None, child=None) if known or item.child == url else item
            for item, known in zip(items, polled, strict=True)
        ]

    async def _in_thread(self, call: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(call, *args))


def _spent(seconds: float) -> Callable[[], bool]:
    """Whether this thread has used so much processor time since: waiting for a busy machine does not count."""
    began: list[float] = []

    def spent() -> bool:
        if not began:
            began.append(time.thread_time())
        return time.thread_time() - began[0] > seconds

    return spent


def _validators(response: Response) -> dict[str, str]:
    found = {name: response.headers.get(name, "") for name in VALIDATORS}
    return {name: value for name, value in found.items() if value and value.isascii() and value.isprintable()}


def _stamp(item: Listed, reading: Reading, now: float) -> float | None:
    """The date by which an item can become new again."""
    if reading.content == "feed":
        return None
    date = item.date
    if reading.content == "index" and (date is None or (date.whole_day and now - date.seconds < 2 * DAY)):
        return max(date.seconds if date else 0.0, now // CHILD_AGAIN * CHILD_AGAIN)
    return date.seconds if date else None


def _entry(line: str, pushed: UrlPushed) -> UrlPushed:
    kind, _, url = line.partition(" ")
    return UrlPushed.model_validate(
        {
            "url": url,
            "kind": kind,
            "source": pushed.source or pushed.url,
            "tags": pushed.tags,
            "priority": pushed.priority,
            "correlation_id": pushed.correlation_id,
        }
    )


def _no_listing(detail: str) -> Discard:
    return Discard(Disposition.REFUSED, Reason.NOT_A_LISTING, detail)
