"""How much waits at a stage, and for how long: what its streams say, in one look.

One script a stage, because it must be one moment (between two commands an entry may go from one place to the other),
and because Redis's own commands would send whole entries, of megabytes perhaps, where an id will do. Ages are by
Redis's clock, from the entries' ids. Reads only, and only the keys of the stage.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from redis.asyncio import Redis

from sayso.contracts.topology import Stage
from sayso.runtime.delivery.keys import Keys

_LOOK = """
local function number(answer) return (type(answer) == 'number') and answer or 0 end
local time = redis.call('TIME')
local last, pending, oldest = '0-0', 0, ''
local groups = redis.pcall('XINFO', 'GROUPS', KEYS[1])
if not groups.err then
  for _, group in ipairs(groups) do
    local about = {}
    for i = 1, #group, 2 do about[group[i]] = group[i + 1] end
    if about['name'] == ARGV[1] then
      last, pending = about['last-delivered-id'], number(about['pending'])
    end
  end
end
if pending > 0 then oldest = redis.call('XPENDING', KEYS[1], ARGV[1])[2] end
local length = number(redis.pcall('XLEN', KEYS[1]))
local waiting = ''
if length > pending then
  local next = redis.pcall('XRANGE', KEYS[1], '(' .. last, '+', 'COUNT', 1)
  if not next.err and next[1] then waiting = next[1][1] end
end
return {time[1] * 1000 + math.floor(time[2] / 1000), length, pending, waiting, oldest,
  number(redis.pcall('ZCARD', KEYS[2])), number(redis.pcall('XLEN', KEYS[3])), redis.call('EXISTS', KEYS[4])}
"""
"""KEYS: stream, later, dead, halted. ARGV: group. Answers now in ms, counts, and the ids of the oldest waiting and
pending."""


@dataclass(frozen=True, slots=True)
class Depth:
    """A stage's counts, in entries, and ages, in seconds, 0 where there is nothing.

    ``backlog``: not read by any worker yet. ``pending``: being worked on. ``postponed``: waiting for a turn or a try.
    """

    stage: str
    backlog: int
    pending: int
    oldest_waiting: float
    oldest_pending: float
    postponed: int
    dead_letters: int
    halted: bool


async def depths(redis: "Redis", partitions: Sequence[Keys], stages: Sequence[Stage]) -> list[Depth]:
    """Look at stages, all in one round trip; each over all these partitions. Raises what Redis says."""
    looked_at = list(product(stages, partitions))
    async with redis.pipeline(transaction=False) as pipe:
        for stage, keys in looked_at:
            of = stage.reads
            pipe.eval(_LOOK, 4, keys(of.name), keys(of.later), keys(of.dead), keys(of.halted), stage.group)
        answers: list[Any] = await pipe.execute()
    found = [_depth(stage, *answer) for (stage, _), answer in zip(looked_at, answers, strict=True)]
    return [_together(found[start : start + len(partitions)]) for start in range(0, len(found), len(partitions))]


def _together(parts: Sequence[Depth]) -> Depth:
    return Depth(
        stage=parts[0].stage,
        backlog=sum(each.backlog for each in parts),
        pending=sum(each.pending for each in parts),
        oldest_waiting=max(each.oldest_waiting for each in parts),
        oldest_pending=max(each.oldest_pending for each in parts),
        postponed=sum(each.postponed for each in parts),
        dead_letters=sum(each.dead_letters for each in parts),
        halted=any(each.halted for each in parts),
    )


def _depth(
    stage: Stage, now: int, length: int, pending: int, waiting: bytes, oldest: bytes, later: int, dead: int, halted: int
) -> Depth:
    return Depth(
        stage=stage.name,
        backlog=max(0, length - pending),
        pending=pending,
        oldest_waiting=_age(now, waiting),
        oldest_pending=_age(now, oldest),
        postponed=later,
        dead_letters=dead,
        halted=bool(halted),
    )


def _age(now: int, entry_id: bytes | None) -> float:
    return max(0.0, (now - int(entry_id.partition(b"-")[0])) / 1000) if entry_id else 0.0
