"""The feeds that are polled: their list, when each is due, and how its polls went. All of it in Redis.

One sorted set says when what is due. :meth:`FeedRegistry.take`, one script, pushes the entries of the feeds that are
due to ``urls`` and moves their time on, so however many pollers there are and whenever one is killed, a feed is asked
once at a time and no poll is lost. The time is first moved on to when an answer is given up; :meth:`FeedRegistry.note`,
called by whichever worker reads the feed, sets it to when the feed is due again. The time is Redis's own.

The list lives as long as Redis's append-only file does; ``sayso feeds export`` is its backup. Who asks: ``poller``
(take), ``polls`` (note) and, by way of the ability ``feeds``, the command line.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from redis.asyncio import Redis

from sayso.contracts.events import UrlPushed
from sayso.contracts.topology import URLS
from sayso.runtime.delivery import Keys
from sayso_ingest.domain.polling import Polling

FEEDS, DUE, POLLS, ASKED = "feeds", "feeds.due", "feeds.polls", "feeds.asked"
PRIORITY = 5

_TAKE = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local due = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, ARGV[1])
local pushed = 0
for _, url in ipairs(due) do
  local feed = redis.call('HGET', KEYS[1], url)
  if feed then
    redis.call('XADD', KEYS[4], '*', unpack(cjson.decode(feed).entry))
    redis.call('ZADD', KEYS[2], now + ARGV[2], url)
    redis.call('HSET', KEYS[3], url, now)
    pushed = pushed + 1
  else
    redis.call('ZREM', KEYS[2], url)
  end
end
local first = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
return {pushed, first[2] and math.max(0, math.ceil(first[2] - now)) or -1}
"""
"""KEYS: feeds, due, asked, urls. ARGV: how many at most, ms after which an answer is given up. Answers how many were
pushed, and the ms until the next is due, -1 for never. It adds first: with memory full that is refused, and nothing is
changed."""

_NOTE = """
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
local clock = redis.call('TIME')
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], clock[1] * 1000 + math.floor(clock[2] / 1000) + ARGV[3], ARGV[1])
redis.call('HDEL', KEYS[4], ARGV[1])
return 1
"""
"""KEYS: feeds, due, polls, asked. ARGV: url, state as JSON, ms until the next poll."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the list. ``every``: seconds between two polls where the operator has fixed them."""

    url: str
    kind: Literal["feed", "sitemap"] = "feed"
    name: str = ""
    tags: str = ""
    every: float | None = None

    @property
    def entry(self) -> UrlPushed:
        """What is pushed to have it polled."""
        return UrlPushed(url=self.url, kind=self.kind, source=self.name or self.url, tags=self.tags or None)


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed with its state. ``due`` in Unix seconds; ``asked``: when it was, if no answer has come yet."""

    feed: Feed
    polling: Polling
    due: float
    asked: float | None = None


class FeedRegistry:
    """The list of feeds. Lets Redis's errors through."""

    def __init__(self, redis: "Redis", keys: Keys) -> None:
        self._redis: Any = redis
        self._feeds, self._due, self._polls, self._asked = (keys.first(name) for name in (FEEDS, DUE, POLLS, ASKED))
        self._urls = keys.first(URLS.name)

    async def add(self, feeds: Sequence[Feed], now: float) -> list[bool]:
        """Put feeds on the list, or change what is said of them; which are new. A new one is due at once."""
        async with self._redis.pipeline(transaction=True) as pipe:
            for feed in feeds:
                pipe.hset(self._feeds, feed.url, _packed(feed))
                pipe.zadd(self._due, {feed.url: round(now * 1000)}, nx=True)
            answers = await pipe.execute()
        return [bool(each) for each in answers[::2]]

    async def remove(self, url: str) -> bool:
        """Take a feed off the list; whether it was there. What it has listed stays remembered for a while."""
        async with self._redis.pipeline(transaction=True) as pipe:
            for key in (self._feeds, self._polls, self._asked):
                pipe.hdel(key, url)
            pipe.zrem(self._due, url)
            return bool((await pipe.execute())[0])

    async def all(self) -> list[Listing]:
        """The whole list, by URL."""
        async with self._redis.pipeline(transaction=True) as pipe:
            for key in (self._feeds, self._polls, self._asked):
                pipe.hgetall(key)
            pipe.zrange(self._due, 0, -1, withscores=True)
            feeds, polls, asked, due = await pipe.execute()
        times = dict(due)
        return [
            Listing(
                _feed(url, packed),
                _polling(polls.get(url)),
                times.get(url, 0.0) / 1000,
                float(asked[url]) / 1000 if url in asked else None,
            )
            for url, packed in sorted(feeds.items())
        ]

    async def get(self, url: str) -> tuple[Feed, Polling] | None:
        """One feed with how its polls went, if it is on the list."""
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.hget(self._feeds, url)
            pipe.hget(self._polls, url)
            packed, polled = await pipe.execute()
        return None if packed is None else (_feed(url.encode(), packed), _polling(polled))

    async def take(self, most: int, give_up: float) -> tuple[int, float | None]:
        """Push what is due; how many that was, and the seconds until the next is, None if there is none."""
        keys = (self._feeds, self._due, self._asked, self._urls)
        pushed, wait = await self._redis.eval(_TAKE, 4, *keys, most, round(give_up * 1000))
        return pushed, None if wait < 0 else wait / 1000

    async def note(self, url: str, polling: Polling) -> bool:
        """Keep how a poll ended; the next one is due in ``polling.wait`` seconds. False if the feed is off the list."""
        keys = (self._feeds, self._due, self._polls, self._asked)
        state = json.dumps(asdict(polling))
        return bool(await self._redis.eval(_NOTE, 4, *keys, url, state, round(polling.wait * 1000)))


def _packed(feed: Feed) -> str:
    entry = [part.decode() for pair in feed.entry.to_fields().items() for part in pair]
    return json.dumps({"entry": entry, "feed": asdict(feed)})


def _feed(url: bytes, packed: bytes) -> Feed:
    said = json.loads(packed)["feed"]
    return Feed(**{each.name: said[each.name] for each in fields(Feed) if each.name in said} | {"url": url.decode()})


def _polling(packed: bytes | None) -> Polling:
    said = json.loads(packed) if packed else {}
    return Polling(**{each.name: said[each.name] for each in fields(Polling) if each.name in said})
