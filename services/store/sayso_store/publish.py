"""The relay: moves the store's outbox to the ``claims`` stream, each event exactly once and in order.

An event's number in the outbox is its id on the stream, ``<n>-0``, and Redis refuses an id that is not above the
last. So a crash between any two steps leads to the same ids being sent again, never to a second copy::

    number (commit) ─▶ XADD <n>-0 … in one script ─▶ mark as sent (commit)

- On SQLite there is nothing left to number: persist did it, see ``adapters.outbox``.
- Each round starts at the lowest number not marked as sent. A relay that was overtaken by another sends what stands
  on the stream already, which the script takes for done; so two relays need no lock between them.
- The script adds to a stream only if all that was marked as sent is there. Where Redis has lost its data, or its last
  second in a power cut, the relay marks what is gone as unsent and sends it again: :meth:`Relay.reconcile`.
- The script keeps the last id it added in a key beside the stream. So an id that is refused and not there any more was
  sent by a relay that died before it could mark it, and was read and trimmed meanwhile; beyond that key, it means that
  somebody else writes to the stream. That is an error that names the number, and nothing goes on until a person has
  looked.

Needs Redis 6.2. Where the rows come from: ``adapters.sql``; what numbers them: ``adapters.outbox``.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from sayso.contracts.events import ClaimPublished
from sayso.runtime.clock import Clock, iso, utc_now
from sayso.runtime.crashpoints import mark
from sayso_store.adapters.outbox import Numbered, SqlOutbox, Unsent

log = structlog.get_logger(__name__)

CHUNK = 500
"""Events that are read and marked as sent together."""

A_CALL = 100
"""Events in one script call: some 100 KB, far below a millisecond's work of Redis for each."""

ROUND = 1000
"""Rows numbered in one transaction."""

_LOST = -1

_ADD = """
local last = 0
local info = redis.pcall('XINFO', 'STREAM', KEYS[1])
if not info.err then
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then last = tonumber(string.match(info[i + 1], '^%d+')) end
  end
elseif redis.call('EXISTS', KEYS[1]) == 1 then
  return info
end
if last < tonumber(ARGV[1]) then return -1 end
local ours = math.min(last, tonumber(redis.call('GET', KEYS[2]) or '0'))
local added, latest, at = 0, nil, 2
local function remember()
  if latest then redis.call('SET', KEYS[2], latest) end
end
while at <= #ARGV do
  local id, size = ARGV[at], tonumber(ARGV[at + 1])
  local position = tonumber(string.match(id, '^%d+'))
  local answer = redis.pcall('XADD', KEYS[1], id, unpack(ARGV, at + 2, at + 1 + size))
  if type(answer) == 'table' and answer.err then
    if position > ours and #redis.call('XRANGE', KEYS[1], id, id) == 0 then
      remember()
      return redis.error_reply('position ' .. id .. ' was refused: ' .. answer.err)
    end
  else
    added, latest = added + 1, position
  end
  at = at + 2 + size
end
remember()
return added
"""
"""KEYS: the stream, the last position added. ARGV: the position before the first; then of each id, count, fields."""


class PublishRefused(RuntimeError):
    """Redis refused an event: somebody else writes to the stream, or Redis is full. The message names the position."""


@dataclass(frozen=True, slots=True)
class Relay:
    """One relay. Any number may run; one is enough."""

    outbox: SqlOutbox
    redis: Redis
    key: str
    clock: Clock = utc_now

    async def run_once(self) -> int:
        """Send all that waits. Tells how many events were added to the stream.

        Raises :class:`PublishRefused`, and the errors of SQLAlchemy and redis-py where one of the two is away.
        """
        added = 0
        numbered = ROUND
        while numbered == ROUND:
            numbered, waiting = await asyncio.to_thread(self._next)
            added += await self._send(waiting)
        return added

    def _next(self) -> tuple[int, Unsent]:
        numbered = self.outbox.number(ROUND)
        mark("publish.after_number")
        return numbered, self.outbox.unsent(CHUNK)

    async def reconcile(self) -> int:
        """Find what the stream has lost of what was sent, and send it again in the next round. Tells how much."""
        sent = await asyncio.to_thread(self.outbox.last_sent)  # first: another relay may send between the two looks
        last = await self._last_on_stream()
        if last >= sent:
            return 0
        lost = await asyncio.to_thread(self.outbox.mark_unsent, last)
        log.warning("claims_sent_again", events=lost)
        return lost

    async def doubt(self) -> int:
        """Take all that the stream reaches back to for unsent, so that the next round looks at each. Tells how much.

        What stands on the stream is left as it is then, and where it has a hole the round stops with the position.
        """
        await self.redis.delete(self._position)
        return await asyncio.to_thread(self.outbox.mark_unsent, await self._before_first_on_stream())

    async def _send(self, waiting: Unsent) -> int:
        added = 0
        while waiting.events:
            answer = await self._add(waiting)
            if answer == _LOST:
                await self.reconcile()
                waiting = await asyncio.to_thread(self.outbox.unsent, CHUNK)
                continue
            mark("publish.after_xadd")
            waiting = await asyncio.to_thread(self._sent, waiting)
            added += answer
        return added

    def _sent(self, done: Unsent) -> Unsent:
        """Mark them, and tell what waits behind a full chunk."""
        self.outbox.mark_sent([event.position for event in done.events], iso(self.clock()))
        mark("publish.after_mark")
        return self.outbox.unsent(CHUNK) if len(done.events) == CHUNK else Unsent()

    async def _add(self, waiting: Unsent) -> int:
        added, before = 0, waiting.before
        for start in range(0, len(waiting.events), A_CALL):
            some = waiting.events[start : start + A_CALL]
            answer = await self._call(before, some)
            if answer == _LOST:
                return _LOST
            added, before = added + answer, some[-1].position
        return added

    async def _call(self, before: int, events: Sequence[Numbered]) -> int:
        words: list[bytes | str | int] = [before]
        for event in events:
            entry = ClaimPublished.model_construct(type=event.type, claim_id=event.claim_id, data=event.data)
            fields = entry.to_fields()
            words += [f"{event.position}-0", 2 * len(fields)]
            words += [word for pair in fields.items() for word in pair]
        try:
            return int(await self.redis.eval(_ADD, 2, self.key, self._position, *words))
        except ResponseError as error:
            raise PublishRefused(f"{self.key}: {error}") from error

    @property
    def _position(self) -> str:
        return f"{{{self.key}}}.position"  # the hash tag keeps it in the stream's slot of a Redis Cluster

    async def _last_on_stream(self) -> int:
        if not await self.redis.exists(self.key):
            return 0
        info = await self.redis.xinfo_stream(self.key)
        return position_of(info["last-generated-id"])

    async def _before_first_on_stream(self) -> int:
        entries = await self.redis.xrange(self.key, count=1)
        return position_of(entries[0][0]) - 1 if entries else await self._last_on_stream()


def position_of(entry_id: Any) -> int:
    """The position that an entry's id on the stream stands for."""
    return int((entry_id.decode() if isinstance(entry_id, bytes) else str(entry_id)).partition("-")[0])
