"""Every host's turns, given out by one schedule that all ingest workers share.

Whoever wants to fetch from a host asks once. Either the host's turn is theirs (a lease: one fetch at a time, with a
token that only its holder knows, renewed while the fetch lasts and soon over if the holder dies: ``turn_lease``), or
they are told how long to wait, *and that moment is theirs*: the next one who asks is given a later one. So of 100,000
URLs of one host each is touched twice, once to be told its time and once to be fetched, and in between nobody polls
and no worker sleeps over them. A moment that comes while the host is not free after all (a page was slow, the host was
paused) is given again at the end.

What the schedule promises comes from the lease and ``free``, not from the reservations: no two fetches of a host
overlap, and between the end of one and the start of the next lies the host's delay, whoever comes when. Reservations
only make it likely that those who come find the host free. All times are Redis's own, in ms. A worker that comes
back a little early takes the turn and sleeps the rest, since waiting on a stream is no finer than that.

One hash a host, gone an hour after its last moment. Who asks: ``handler``; what a delay and a rest are: ``manners``.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

import structlog
from redis.asyncio import Redis

from sayso.contracts import Discard, Reason, Retry
from sayso.runtime.delivery import Keys
from sayso.runtime.delivery.patience import passes
from sayso_ingest.adapters.http_failures import Overloaded
from sayso_ingest.adapters.turn_lease import LEASE, LeaseLost, TurnLease
from sayso_ingest.domain import manners
from sayso_ingest.domain.manners import Ending
from sayso_ingest.domain.url_gate import GatedUrl

log = structlog.get_logger(__name__)
T = TypeVar("T")

PATIENCE = 0.5
"""Seconds slept rather than deferred: twice what a postponed entry may be late."""

EARLY = 0.1
"""Seconds by which those who wait come before their moment, at most half a delay: what is postponed is up to a quarter
of a second late, and a host whose delay is short would lose a third of its turns by that."""

_NOW = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local function at(field, default) return tonumber(redis.call('HGET', KEYS[1], field) or default) end
local function keep()
  local last = math.max(now, at('free', 0), at('tail', 0), at('lease', 0))
  redis.call('PEXPIREAT', KEYS[1], last + 3600000)
end
"""

_ASK = (
    _NOW
    + """
local token, delay, hold, patience, reserved = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local held, free, tail = at('lease', 0) > now, at('free', 0), at('tail', 0)
if not held and free <= now + patience and (reserved == '1' or tail <= math.max(now, free)) then
  local start = math.max(now, free)
  redis.call('HSET', KEYS[1], 'token', token, 'start', start, 'lease', start + hold, 'free', start + delay,
    'tail', math.max(tail, start + delay))
  keep()
  return {1, start - now, at('troubles', 0)}
end
local step = delay + math.min(at('took', math.floor(delay / 10)), delay)
local due = math.max(now, free, tail)
if held then due = math.max(due, now + step) end
redis.call('HSET', KEYS[1], 'tail', due + step)
keep()
return {0, due - now, 0}
"""
)
"""KEYS: the host. ARGV: token, delay, how long a turn may last, patience, 1 if this moment was reserved. Answers
whether the turn is given, how long to wait in either case, and the host's troubles in a row.

``free``: the next fetch may start. ``tail``: the first moment that nobody has reserved; those who come without a
reservation stand behind those who have one. ``took``: how long a fetch takes, smoothed, by which reservations stand
further apart than the delay, up to twice as far."""

_RELEASE = (
    _NOW
    + """
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
local took = now - at('start', now)
redis.call('HSET', KEYS[1], 'free', now + 1 + tonumber(ARGV[2]), 'troubles', ARGV[3],
  'took', math.floor((at('took', took) * 3 + took) / 4))
redis.call('HDEL', KEYS[1], 'token', 'start', 'lease')
keep()
return 1
"""
)
"""KEYS: the host. ARGV: token, how long the host is left alone, its troubles. Answers 0 if the turn is another's."""

_RENEW = (
    _NOW
    + """
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'lease', now + ARGV[2])
return 1
"""
)
"""KEYS: the host. ARGV: token, how long the lease is. Answers 0 if the turn is another's."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The turn comes in so many seconds, and is reserved."""

    seconds: float


Release = Callable[[float, manners.Rest, BaseException | None], Awaitable[None]]
"""Ends a turn: the host's delay, its rest, and what the turn ended with."""


class Turn:
    """A host's turn. An async context manager: it waits for the start, and at the end says how the fetch went.

    Raises a blameless ``Retry`` in place of what is under way if the turn is lost."""

    def __init__(
        self,
        release: Release,
        *,
        delay: float = 0.0,
        wait: float = 0.0,
        troubles: int = 0,
        lease: TurnLease | None = None,
    ) -> None:
        self._release, self._delay, self._wait, self._troubles = release, delay, wait, troubles
        self._lease = lease

    def heed(self, crawl_delay: float | None) -> None:
        """The host asks for a delay, as was found out during the turn."""
        self._delay = manners.delay(self._delay, crawl_delay)

    async def __aenter__(self) -> Self:
        await asyncio.sleep(self._wait)
        if self._lease is not None:
            await self._lease.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        lost = await self._left(kind, error, trace)
        error = lost or error
        ending = _ending(error)
        rest = manners.Rest(self._troubles)
        if ending is not None:
            rest = manners.rest_after(ending, self._troubles, error.after if isinstance(error, Retry) else None)
        await self._release(self._delay, rest, error)
        if lost is not None:
            raise lost

    async def _left(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> Retry | None:
        try:
            if self._lease is not None:
                await self._lease.__aexit__(kind, error, trace)
        except LeaseLost:
            return Retry(Reason.SCHEDULE_UNAVAILABLE, "the host's turn was lost before its end", blameless=True)
        return None


class Politeness:
    """The schedule. ``hold``: seconds after which a turn ends however it goes, more than any fetch takes."""

    def __init__(self, redis: "Redis", keys: Keys, *, own_delay: float, hold: float) -> None:
        self._redis, self._keys, self._own_delay, self._hold = redis, keys, own_delay, hold

    async def ask(self, at: GatedUrl, crawl_delay: float | None, *, reserved: bool) -> Turn | Wait:
        """The host's turn, or when it comes. With no delay of either side there are no turns: all may come at once."""
        delay = manners.delay(self._own_delay, crawl_delay)
        if delay == 0:
            return Turn(_nothing_held)
        host, token = manners.host_key(at), secrets.token_hex(8)
        lease = min(LEASE, self._hold)
        args = (token, _ms(delay), _ms(lease), _ms(PATIENCE), int(reserved))
        asked = asyncio.get_running_loop().time()
        given, wait_ms, troubles = await patiently(lambda: self._run(_ASK, host, *args))
        wait = wait_ms / 1000
        if not given:
            return Wait(max(0.0, wait - min(EARLY, delay / 2)))
        renew = partial(self._renew, host, token, lease)
        return Turn(
            partial(self._release, host, token),
            delay=delay,
            wait=wait,
            troubles=troubles,
            lease=TurnLease(renew, until=asked + wait + lease, seconds=lease, longest=self._hold),
        )

    async def _renew(self, host: str, token: str, lease: float) -> bool:
        return bool(await self._run(_RENEW, host, token, _ms(lease)))

    async def _release(
        self, host: str, token: str, delay: float, rest: manners.Rest, error: BaseException | None
    ) -> None:
        if rest.seconds:
            log.warning("host_rests", host=host, seconds=round(rest.seconds), troubles=rest.troubles, why=str(error))
        alone = _ms(max(delay, rest.seconds))
        try:
            ours = await patiently(lambda: self._run(_RELEASE, host, token, alone, rest.troubles))
        except Retry as away:
            log.warning("turn_not_released", host=host, error=str(away))
        else:
            if not ours:
                log.warning("turn_lost", host=host, why="it was not renewed in time")

    async def _run(self, script: str, host: str, *args: str | int) -> Any:
        answer: Any = self._redis.eval(script, 1, self._keys.alone(f"host:{host}"), *map(str, args))
        return await answer


async def patiently(call: Callable[[], Awaitable[T]]) -> T:
    """What Redis answers; if it is away for now, a blameless ``Retry``."""
    try:
        return await call()
    except Exception as error:
        if not passes(error):
            raise
        why = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise Retry(Reason.SCHEDULE_UNAVAILABLE, why, blameless=True) from error


def _ending(error: BaseException | None) -> Ending | None:
    """What an end says about the host; None if it says nothing, as a bug or a stop of ours."""
    match error:
        case Overloaded():
            return "overloaded"
        case Retry(blameless=False):
            return "failed"
        case None | Discard():
            return "well"
        case _:
            return None


async def _nothing_held(delay: float, rest: manners.Rest, error: BaseException | None) -> None:
    """The end of a turn where there are none."""


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
