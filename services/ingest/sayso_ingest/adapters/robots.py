"""Every host's robots.txt: fetched once for all workers, kept for a day, read off the event loop.

Three places, asked in this order: the rules as parsed, in this worker (the latest few hundred hosts); the file as it
was answered, in Redis, where any worker put it; the host itself. The first two are :meth:`Robots.known`. The last is
:meth:`Robots.learn`, which the handler calls only while it holds the host's turn, so that of all workers one fetches
it, and through the same guarded fetcher as pages.

A file that cannot be had (no answer, 5xx, 429) is kept as a count of failures in a row and the time of the next try;
until then nothing of that host is fetched. Failures of the host as such (its address is refused, its certificate is
bad) are not about robots.txt and pass through, as they would for the page.
"""

import asyncio
import json
import re
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Protocol, Self
from weakref import WeakValueDictionary

import structlog
import zstandard
from redis.asyncio import Redis

from sayso.contracts import Discard, Reason, Retry
from sayso.runtime.clock import Clock, utc_now
from sayso.runtime.delivery import Keys
from sayso_ingest.adapters.http import Text
from sayso_ingest.adapters.politeness import patiently
from sayso_ingest.domain import robots
from sayso_ingest.domain.private_hosts import PrivateHosts
from sayso_ingest.domain.robots import NO_RULES, Rules
from sayso_ingest.domain.url_gate import GatedUrl

log = structlog.get_logger(__name__)

KEPT = 24 * 3600
"""Seconds an answer is believed, as the RFC asks at most."""
PARSED_HOSTS = 500
PARSED_BYTES = 5_000_000
"""What a worker keeps as parsed, in hosts and in bytes of their files; in memory a file is up to 25 times as large."""

_PACKED = re.compile(rb"([0-9]{3}) ([0-9]+)\n(.*)", re.DOTALL)


class TextFetcher(Protocol):
    """Whatever brings texts home. Raises ``contracts.Failure``."""

    async def fetch_text(self, url: str, *, most: int, hops: int, deadline: float) -> Text: ...


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No robots.txt can be had, after so many tries in a row; the next is in so many seconds, if there is one."""

    failures: int
    seconds: float
    why: str

    @property
    def for_good(self) -> bool:
        """Whether the host's URLs are ended rather than kept waiting."""
        return self.failures >= robots.MOST_FAILURES


class Parsed:
    """The rules of the hosts asked for last, as many as the bounds allow."""

    def __init__(self, hosts: int = PARSED_HOSTS, size: int = PARSED_BYTES) -> None:
        self._hosts, self._size = hosts, size
        self._kept: OrderedDict[str, tuple[Rules, float, int]] = OrderedDict()
        self._weight = 0

    def get(self, origin: str, now: float) -> Rules | None:
        """A host's rules, if they are here and to be believed still."""
        rules, until, _ = self._kept.get(origin, (None, 0.0, 0))
        if rules is not None and now < until:
            self._kept.move_to_end(origin)
            return rules
        return None

    def put(self, origin: str, rules: Rules, until: float, size: int) -> None:
        """Keep a host's rules, and forget whom nobody asked for longest."""
        _, _, before = self._kept.pop(origin, (None, 0.0, 0))
        self._kept[origin] = (rules, until, size)
        self._weight += size - before
        while len(self._kept) > self._hosts or self._weight > self._size:
            _, (_, _, dropped) = self._kept.popitem(last=False)
            self._weight -= dropped


class Robots:
    """What all hosts ask. An async context manager, since it has a thread of its own for reading."""

    def __init__(
        self,
        fetcher: TextFetcher,
        redis: "Redis",
        keys: Keys,
        *,
        user_agent: str,
        deadline: float,
        first_wait: float,
        ignored: PrivateHosts,
        clock: Clock = utc_now,
    ) -> None:
        self._fetcher, self._redis, self._keys, self._clock = fetcher, redis, keys, clock
        self._token = robots.product_token(user_agent)
        self._deadline, self._first_wait, self._ignored = deadline, first_wait, ignored
        self._parsed = Parsed()
        self._learning: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="robots")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def known(self, at: GatedUrl) -> Rules | Unreachable | None:
        """What is known of a host without asking it; None if it is to be asked."""
        if self._ignored.allow(at.host, at.port):
            return NO_RULES
        now = self._clock().timestamp()
        if rules := self._parsed.get(at.origin, now):
            return rules
        kept = await patiently(partial(self._kept, at))
        if kept[0] is not None and (found := _PACKED.fullmatch(kept[0])):
            return await self._read(at, int(found[1]), zstandard.decompress(found[3]), float(found[2]))
        unreachable = _unreachable(kept[1], now)
        return unreachable if unreachable is not None and unreachable.seconds > 0 else None

    async def learn(self, at: GatedUrl) -> Rules | Unreachable:
        """Ask the host, unless somebody did meanwhile. To be called while holding the host's turn."""
        lock = self._learning.setdefault(at.origin, asyncio.Lock())
        async with lock:
            return await self.known(at) or await self._ask(at)

    async def permits(self, rules: Rules, at: GatedUrl) -> bool:
        """Whether a host's rules allow a URL of it."""
        if rules.is_quick:
            return rules.allows(at.url)
        return await asyncio.get_running_loop().run_in_executor(self._thread, rules.allows, at.url)

    async def _ask(self, at: GatedUrl) -> Rules | Unreachable:
        fetch = self._fetcher.fetch_text
        try:
            text = await fetch(
                f"{at.origin}/robots.txt", most=robots.LARGEST, hops=robots.HOPS, deadline=self._deadline
            )
        except Retry as error:
            return await self._fail(at, str(error))
        except Discard as error:
            if error.reason is not Reason.CONTENT_ENCODING:
                raise
            text = Text(200)  # unreadable: nothing is asked
        if robots.reading(text.status) == "later":
            return await self._fail(at, f"status {text.status}", text.retry_after)
        body = text.body if robots.reading(text.status) == "parse" else b""
        until = self._clock().timestamp() + KEPT
        packed = b"%03d %d\n%b" % (text.status, until, zstandard.compress(body))
        await patiently(lambda: self._redis.set(self._file(at), packed, ex=KEPT))
        await patiently(lambda: self._redis.delete(self._failures(at)))
        log.info("robots_read", host=at.origin, status=text.status, bytes=len(body))
        return await self._read(at, text.status, body, until)

    async def _read(self, at: GatedUrl, status: int, body: bytes, until: float) -> Rules:
        rules = NO_RULES
        if robots.reading(status) == "parse" and body:
            parse = partial(robots.parse, body, self._token)
            rules = await asyncio.get_running_loop().run_in_executor(self._thread, parse)
        self._parsed.put(at.origin, rules, until, len(body))
        return rules

    async def _fail(self, at: GatedUrl, why: str, asked: float | None = None) -> Unreachable:
        """One more failure; after the last, the host is given up for a day."""
        now = self._clock().timestamp()
        kept: Any = await patiently(lambda: self._redis.get(self._failures(at)))
        before = _unreachable(kept, now)
        failures = 1 + (before.failures if before else 0)
        wait = robots.unreachable_wait(failures, self._first_wait, asked)
        end = Unreachable(failures, wait, why)
        lifetime = KEPT if end.for_good else wait + KEPT
        until = now + (KEPT if end.for_good else wait)
        record = json.dumps({"failures": failures, "until": until, "why": why})
        await patiently(lambda: self._redis.set(self._failures(at), record, px=round(lifetime * 1000)))
        log.warning("robots_unreachable", host=at.origin, failures=failures, why=why, given_up=end.for_good)
        return end

    async def _kept(self, at: GatedUrl) -> list[Any]:
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.get(self._file(at))
            pipe.get(self._failures(at))
            return list(await pipe.execute())

    def _file(self, at: GatedUrl) -> str:
        return self._keys.alone(f"robots:{at.origin}")

    def _failures(self, at: GatedUrl) -> str:
        return self._keys.alone(f"robots:{at.origin}:failures")


def _unreachable(kept: bytes | None, now: float) -> Unreachable | None:
    if kept is None:
        return None
    said = json.loads(kept)
    return Unreachable(said["failures"], said["until"] - now, said["why"])
