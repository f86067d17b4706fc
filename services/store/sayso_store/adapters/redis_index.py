"""The index of ``dedupe.index`` in Redis, shared by any number of workers.

Each step is one Lua script for many claims or texts, so it is atomic and one round trip. A bucket is a string of
claim ids with blanks between; a claim's words stand under its id, so that a worker can compare with claims it has
never met. Everything expires, 30 days after it was last written by default: news are not retold for longer, and
the index can be rebuilt from the store. Needs Redis 6.2; in a cluster all keys carry the pipeline's hash tag.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field
from redis.asyncio import Redis
from redis.exceptions import RedisError

from sayso.runtime.settings import Settings
from sayso_store.dedupe.domain import SHARE, SHARED, Claim
from sayso_store.dedupe.index import ROOM, Answer, IndexUnavailable, Known, Offer, Text

CLAIMS_A_CALL = 50
"""Claims in one script call: some 2 ms of Redis, which serves nobody else meanwhile."""

TEXTS_A_CALL = 10

_DAY = 24 * 60 * 60

_OFFER = """
local ttl, room, prefix = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local key, at, answers = 1, 4, {}
while at <= #ARGV do
  local id, words, bands, seen = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
  local compared = {}
  for i = at + 4, at + 3 + seen do compared[ARGV[i]] = true end
  local answer, known, buckets = {0}, false, {}
  for band = key, key + bands - 1 do
    buckets[band] = redis.call('GET', KEYS[band]) or ''
    for member in string.gmatch(buckets[band], '%S+') do
      if member == id then
        known = true
        break
      end
      if not compared[member] then
        compared[member] = true
        local other = redis.call('GET', prefix .. member)
        if other then
          answer[#answer + 1] = member
          answer[#answer + 1] = other
        end
      end
    end
  end
  if known then
    answer[1] = 1
  elseif #answer == 1 then
    redis.call('SET', prefix .. id, words, 'EX', ttl)
    for band = key, key + bands - 1 do
      local living = {}
      for member in string.gmatch(buckets[band], '%S+') do
        if redis.call('EXISTS', prefix .. member) == 1 then living[#living + 1] = member end
      end
      living[#living + 1] = id
      if #living > room then table.remove(living, 1) end
      redis.call('SET', KEYS[band], table.concat(living, ' '), 'EX', ttl)
    end
  end
  answers[#answers + 1] = answer
  key = key + bands
  at = at + 4 + seen
end
return answers
"""

_ORIGINALS = """
local ttl, prefix, least, share = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local key, at, answers = 1, 5, {}
local function own(name, id)
  local owner = redis.call('GET', name)
  if owner then return owner end
  redis.call('SET', name, id, 'EX', ttl)
  return id
end
local function facts(id)
  local known = redis.call('GET', prefix .. id)
  if not known then return 0, id end
  local size, root = string.match(known, '^(%d+) (.*)$')
  return tonumber(size), root
end
while at <= #ARGV do
  local id, sentences = ARGV[at], tonumber(ARGV[at + 1])
  local first = own(KEYS[key], id)
  local shared, most, best = {}, 0, nil
  for i = key + 1, key + sentences do
    local owner = own(KEYS[i], id)
    if owner ~= id then
      shared[owner] = (shared[owner] or 0) + 1
      if shared[owner] > most then most = shared[owner] end
    end
  end
  for owner, count in pairs(shared) do
    if count == most and (best == nil or owner < best) then best = owner end
  end
  if first == id and best and most >= least then
    local size = facts(best)
    if most >= share * math.min(sentences, size) then first = best end
  end
  local _, root = facts(first)
  redis.call('SET', prefix .. id, sentences .. ' ' .. root, 'EX', ttl)
  answers[#answers + 1] = root
  key = key + 1 + sentences
  at = at + 2
end
return answers
"""


class IndexSettings(Settings):
    """How long dedupe remembers."""

    dedupe_index_days: int = Field(
        default=30,
        ge=1,
        description="Days until a claim or text that nothing repeats is forgotten by dedupe. The store keeps it.",
    )


@dataclass(frozen=True, slots=True)
class RedisIndex:
    """The index under ``prefix``, such as ``dedupe`` or ``{0}:dedupe``."""

    redis: Redis
    prefix: str = "dedupe"
    days: int = 30

    async def offer(self, offers: Sequence[Offer]) -> list[Answer]:
        """See :class:`sayso_store.dedupe.index.Index`."""
        answers: list[Answer] = []
        for some in _parts(offers, CLAIMS_A_CALL):
            keys = [f"{self.prefix}:band:{band}" for each in some for band in each.bands]
            words: list[Any] = [self.days * _DAY, ROOM, f"{self.prefix}:claim:"]
            for each in some:
                words += [each.claim_id, _packed(each.claim), len(each.bands), len(each.seen), *sorted(each.seen)]
            answers += [_answer(raw) for raw in await self._run(_OFFER, keys, words)]
        return answers

    async def originals(self, texts: Sequence[Text]) -> list[str | None]:
        """See :class:`sayso_store.dedupe.index.Index`."""
        roots: list[str] = []
        for some in _parts(texts, TEXTS_A_CALL):
            keys: list[str] = []
            words: list[Any] = [self.days * _DAY, f"{self.prefix}:article:", SHARED, SHARE]
            for each in some:
                keys.append(f"{self.prefix}:text:{each.fingerprint}")
                keys += [f"{self.prefix}:sentence:{sentence}" for sentence in each.sentences]
                words += [each.article_id, len(each.sentences)]
            roots += [_text(raw) for raw in await self._run(_ORIGINALS, keys, words)]
        return [root if root != each.article_id else None for root, each in zip(roots, texts, strict=True)]

    async def _run(self, script: str, keys: list[str], words: list[Any]) -> list[Any]:
        try:
            answer: list[Any] = await self.redis.eval(script, len(keys), *keys, *words)
        except (RedisError, OSError) as error:
            raise IndexUnavailable(f"{type(error).__name__}: {error}") from error
        return answer


def _parts(of: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (of[start : start + size] for start in range(0, len(of), size))


def _packed(claim: Claim) -> str:
    return json.dumps([claim.content, claim.speaker])


def _answer(raw: list[Any]) -> Answer:
    found = zip(raw[1::2], raw[2::2], strict=True)
    return Answer(tuple(Known(_text(claim_id), Claim(*json.loads(words))) for claim_id, words in found), bool(raw[0]))


def _text(raw: bytes | str) -> str:
    return raw.decode() if isinstance(raw, bytes) else raw
