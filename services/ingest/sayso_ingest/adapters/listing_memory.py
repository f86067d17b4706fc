"""What each feed and sitemap has listed before, kept in Redis for all workers.

Of a listing two keys are kept, each with an end: a sorted set of what was seen (a short hash of the link, with its date
or the time it was seen) and a hash with the last answer's validators and ttl. And of each unit of work that found
something new, its **answer**: the entries it is to hand over. The answer is written in the same script that marks its
items as seen, so there is no moment in which an item is seen and nobody's: a worker may be killed then, and whoever
takes the unit over finds the answer and hands it over, without asking the server again, which might by now say 304, or
nothing. See ``docs/adr/0013-feeds.md``. Who asks: ``listings``.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from redis.asyncio import Redis

from sayso.runtime.delivery import Keys
from sayso_ingest.adapters.feed_registry import FEEDS
from sayso_ingest.adapters.politeness import patiently

KEPT_SECONDS = 30 * 86_400
"""How long a listing that nobody reads is remembered."""
ANSWER_SECONDS = 7 * 86_400
"""How long an answer is: longer than the pipeline may stand still with its entry pending."""
MOST_SEEN = 60_000
"""Items remembered of a listing: more than are ever read of one."""
MOST_CHILDREN = 100_000
CHILDREN = "listings.children"

_REMEMBER = """
local given = redis.call('GET', KEYS[2])
if given then return given end
local function until_later(key) redis.call('EXPIRE', key, ARGV[1]) end
local lines = {}
for i = 7, #ARGV, 4 do
  local score, stamp = redis.call('ZSCORE', KEYS[1], ARGV[i]), ARGV[i + 1]
  if not score or (stamp ~= '' and tonumber(stamp) > tonumber(score)) then
    redis.call('ZADD', KEYS[1], stamp ~= '' and stamp or ARGV[3], ARGV[i])
    if ARGV[i + 2] ~= '' then lines[#lines + 1] = ARGV[i + 2] end
    if ARGV[i + 3] ~= '' then redis.call('ZADD', KEYS[4], ARGV[3], ARGV[i + 3]) end
  end
end
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - ARGV[4])
until_later(KEYS[1])
redis.call('ZREMRANGEBYRANK', KEYS[4], 0, -1 - ARGV[5])
until_later(KEYS[4])
redis.call('DEL', KEYS[3])
local facts = cjson.decode(ARGV[6])
if #facts > 0 then redis.call('HSET', KEYS[3], unpack(facts)) until_later(KEYS[3]) end
if #lines == 0 then return '' end
local answer = table.concat(lines, '\\n')
redis.call('SET', KEYS[2], answer, 'EX', ARGV[2])
return answer
"""
"""KEYS: seen, answer, facts, children. ARGV: seconds kept, seconds an answer is kept, now, most seen, most children,
facts as a JSON list; then of each item its hash, stamp, line of the answer and hash as a child, empty for none."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a listing from its last answer; ``about`` is the URL that gave it."""

    validators: dict[str, str]
    about: str | None = None
    ttl: float | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item to be remembered. ``stamp``: its date in Unix seconds, if one that is later makes it new again.

    ``line``: what the answer says of it, None if it is only to be remembered. ``child``: a sitemap of an index.
    """

    link: str
    stamp: float | None = None
    line: str | None = None
    child: str | None = None


class ListingMemory:
    """The memory of all listings. Raises a blameless ``Retry`` while Redis is away."""

    def __init__(self, redis: "Redis", keys: Keys) -> None:
        self._redis, self._keys = redis, keys

    async def answer(self, url: str, unit_id: str) -> list[str] | None:
        """What this unit of work is to hand over, if an earlier try of it has found that out."""
        said: Any = await patiently(lambda: self._redis.get(self._key(url, f"answer:{unit_id}")))
        return None if said is None else said.decode().split("\n")

    async def known(self, url: str) -> Known:
        """What the listing's last answer was."""

        async def look() -> dict[bytes, bytes]:
            async with self._redis.pipeline(transaction=False) as pipe:
                pipe.hgetall(self._key(url, "facts"))
                for name in ("facts", "seen"):  # a listing that only says 304 is read as well
                    pipe.expire(self._key(url, name), KEPT_SECONDS)
                said: dict[bytes, bytes] = (await pipe.execute())[0]
                return said

        facts = {name.decode(): value.decode() for name, value in (await patiently(look)).items()}
        about, ttl = facts.pop("about", None), facts.pop("ttl", None)
        return Known(facts, about, float(ttl) if ttl else None)

    async def unseen(self, url: str, items: Sequence[Item]) -> list[Item]:
        """Those that are new, or have a later date than remembered, in their order."""
        if not items:
            return []
        hashes = [short(item.link) for item in items]
        call: Any = self._redis.zmscore
        scores = await patiently(lambda: call(self._key(url, "seen"), hashes))
        return [
            item
            for item, score in zip(items, scores, strict=True)
            if score is None or (item.stamp is not None and item.stamp > score)
        ]

    async def registered(self, urls: Sequence[str]) -> list[bool]:
        """Which of these are feeds that are polled on their own."""
        if not urls:
            return []
        call: Any = self._redis.hmget
        found = await patiently(lambda: call(self._keys.first(FEEDS), list(urls)))
        return [each is not None for each in found]

    async def is_child(self, url: str) -> bool:
        """Whether an index lists this sitemap."""
        call: Any = self._redis.zscore
        return await patiently(lambda: call(self._keys.first(CHILDREN), short(url))) is not None

    async def remember(self, url: str, unit_id: str, items: Sequence[Item], known: Known, now: float) -> list[str]:
        """Write the unit's answer and mark the items as seen, at once. The lines of the answer, in the items' order.

        An answer that stands already is kept and told.
        """
        facts = [part for pair in known.validators.items() for part in pair]
        facts += ["about", known.about] if known.about else []
        facts += ["ttl", str(known.ttl)] if known.ttl is not None else []
        args: list[Any] = [KEPT_SECONDS, ANSWER_SECONDS, now, MOST_SEEN, MOST_CHILDREN, json.dumps(facts)]
        for item in items:
            stamp = "" if item.stamp is None else repr(item.stamp)
            args += [short(item.link), stamp, item.line or "", short(item.child) if item.child else ""]
        names = [self._key(url, name) for name in ("seen", f"answer:{unit_id}", "facts")]
        call: Any = self._redis.eval
        said = await patiently(lambda: call(_REMEMBER, 4, *names, self._keys.first(CHILDREN), *args))
        return said.decode().split("\n") if said else []

    def _key(self, url: str, name: str) -> str:
        return self._keys.first(f"listing:{blake2b(url.encode(), digest_size=16).hexdigest()}:{name}")


def short(link: str) -> bytes:
    """What stands for a link."""
    return blake2b(link.encode("utf-8", "surrogatepass"), digest_size=8).digest()
