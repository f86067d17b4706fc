"""The moves on Redis, each one script: it runs whole, alone, and can be sent again when the answer was lost.

Lua rather than MULTI, for one reason: a transaction cannot make its XADD depend on what XACK answered, and that
condition is what keeps a second worker, or a command sent twice, from publishing twice. Acknowledging first has a
second use: with memory full, Redis lets a script that has begun to write go on, so work keeps moving towards the
store and frees memory, while pushes are refused. All scripts run on Redis 6.2 and later. See ADR 0003.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis

_HAND_OVER = """
for i = 2, #KEYS do
  local kind = redis.call('TYPE', KEYS[i]).ok
  if kind ~= 'stream' and kind ~= 'none' then
    return redis.error_reply('WRONGTYPE ' .. KEYS[i] .. ' is not a stream')
  end
end
if redis.call('XACK', KEYS[1], ARGV[1], ARGV[2]) == 0 then return 0 end
redis.call('XDEL', KEYS[1], ARGV[2])
local i = 3
while i <= #ARGV do
  local key, count = KEYS[tonumber(ARGV[i])], tonumber(ARGV[i + 1])
  redis.call('XADD', key, '*', unpack(ARGV, i + 2, i + 1 + count))
  i = i + 2 + count
end
return 1
"""
"""KEYS: the entry's stream, then the streams written. ARGV: group, id, then key index, count and fields of each."""

_END = """
local ended, ids = {}, {}
for i = 2, #ARGV do
  ended[i - 1] = redis.call('XACK', KEYS[1], ARGV[1], ARGV[i])
  if ended[i - 1] == 1 then ids[#ids + 1] = ARGV[i] end
end
if #ids > 0 then redis.call('XDEL', KEYS[1], unpack(ids)) end
return ended
"""
"""KEYS: the entries' stream. ARGV: group, ids. Answers for each what a hand-over of nothing answers."""

_POSTPONE = """
if redis.call('XACK', KEYS[1], ARGV[1], ARGV[2]) == 0 then return 0 end
redis.call('XDEL', KEYS[1], ARGV[2])
local id = redis.call('XADD', KEYS[2], '*', unpack(ARGV, 4))
local now = redis.call('TIME')
redis.call('ZADD', KEYS[3], now[1] * 1000 + math.floor(now[2] / 1000) + tonumber(ARGV[3]), id)
return 1
"""
"""KEYS: stream, parked, later. ARGV: group, id, delay in ms, fields."""

_RELEASE = """
local now = redis.call('TIME')
local due = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now[1] * 1000 + math.floor(now[2] / 1000), 'LIMIT', 0, ARGV[1])
for _, id in ipairs(due) do
  local found = redis.call('XRANGE', KEYS[2], id, id)
  redis.call('ZREM', KEYS[3], id)
  if found[1] then
    redis.call('XDEL', KEYS[2], id)
    redis.call('XADD', KEYS[1], '*', unpack(found[1][2]))
  end
end
return redis.call('ZCARD', KEYS[3])
"""
"""KEYS: stream, parked, later. ARGV: how many at most. Answers how many wait still."""

_REDRIVE = """
local kind = redis.call('TYPE', KEYS[2]).ok
if kind ~= 'stream' and kind ~= 'none' then
  return redis.error_reply('WRONGTYPE ' .. KEYS[2] .. ' is not a stream')
end
if redis.call('XDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('XADD', KEYS[2], '*', unpack(ARGV, 2))
return 1
"""
"""KEYS: dead letters, stream. ARGV: id of the letter, fields of the entry."""

MOST_FIELDS = 3_500
"""Fields an entry may have for one script to add it: a script's stack holds 8,000 values, two a field."""

Fields = Mapping[bytes, bytes]


def _flat(fields: Fields) -> list[bytes]:
    return [part for pair in fields.items() for part in pair]


@dataclass(frozen=True, slots=True)
class Move:
    """One call of a script: its keys and arguments."""

    script: str
    keys: tuple[str, ...]
    args: tuple[Any, ...]


def hand_over(stream: str, group: str, entry_id: bytes, outputs: Iterable[tuple[str, Fields]]) -> Move:
    """Acknowledge and delete an entry and add its outputs. Answers 0, and does nothing, if it is not pending."""
    keys = [stream]
    args: list[Any] = [group, entry_id]
    for key, fields in outputs:
        if key not in keys[1:]:
            keys.append(key)
        flat = _flat(fields)
        args += [keys.index(key, 1) + 1, len(flat), *flat]
    return Move(_HAND_OVER, tuple(keys), tuple(args))


def postpone(stream: str, parked: str, later: str, group: str, entry_id: bytes, delay_ms: int, fields: Fields) -> Move:
    """Acknowledge an entry and put ``fields`` in its place once ``delay_ms`` have passed, by Redis's clock."""
    return Move(_POSTPONE, (stream, parked, later), (group, entry_id, delay_ms, *_flat(fields)))


def release_due(stream: str, parked: str, later: str, most: int = 100) -> Move:
    """Put back what is due. Answers how many wait still."""
    return Move(_RELEASE, (stream, parked, later), (most,))


def redrive(dead: str, stream: str, letter_id: str, fields: Fields) -> Move:
    """Delete a dead letter and add ``fields`` to the stream. Answers 0, and does nothing, if the letter is gone."""
    return Move(_REDRIVE, (dead, stream), (letter_id, *_flat(fields)))


async def run(redis: "Redis", moves: Sequence[Move]) -> list[Any]:
    """Run moves in one round trip; for each its answer, or the exception it ended with."""
    ends = [place for place, move in enumerate(moves) if _only_ends(move)]
    if len(ends) < 2 or len({moves[place].keys for place in ends}) > 1:
        ends = []
    others = [place for place in range(len(moves)) if place not in set(ends)]
    async with redis.pipeline(transaction=False) as pipe:
        for place in others:
            move = moves[place]
            pipe.eval(move.script, len(move.keys), *move.keys, *move.args)
        if ends:
            first = moves[ends[0]]
            pipe.eval(_END, 1, *first.keys, first.args[0], *(moves[place].args[1] for place in ends))
        answers: list[Any] = await pipe.execute(raise_on_error=False)
    found = dict(zip(others, answers, strict=False))
    if ends:
        together = answers[-1]
        found |= dict(zip(ends, [together] * len(ends) if isinstance(together, Exception) else together, strict=True))
    return [found[place] for place in range(len(moves))]


def _only_ends(move: Move) -> bool:
    """Whether nothing is handed over: then many are one call."""
    return move.script is _HAND_OVER and len(move.args) == 2
