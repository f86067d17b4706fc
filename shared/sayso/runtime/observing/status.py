"""How the whole pipeline does, in one look: :func:`collect`.

From Redis: what waits at each stage and for how long, what was set aside and why, which workers are there, the memory.
From the services, by way of their abilities: the store with its outbox, and the hosts' schedule. What cannot be asked
is left out and becomes a problem by name; the rest is told all the same. Reads only; who shows it: ``sayso status``.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from sayso.contracts.topology import CLAIMS, STAGES, Stage
from sayso.runtime import preflight
from sayso.runtime.abilities import Hosts, StoreAway, StoreState
from sayso.runtime.clock import Clock, iso, utc_now
from sayso.runtime.delivery.breaker import Halt, halts
from sayso.runtime.delivery.keys import Keys
from sayso.runtime.masking import masked_text
from sayso.runtime.observing.depth import Depth, depths
from sayso.runtime.observing.heartbeat import Pulse, alive
from sayso.runtime.observing.judging import StatusSettings, judged
from sayso.runtime.observing.report import Problem, RedisStatus, StageStatus, Status
from sayso.runtime.observing.samples import memory_of

MOST_LETTERS = 500
"""Dead letters of a stage whose reasons are counted, the oldest."""
_SECONDS = 10.0
"""How long each of Redis, store and schedule may take to answer."""

_REASONS = """
local found, after = {}, ARGV[1]
for _ = 1, tonumber(ARGV[2]) do
  local page = redis.call('XRANGE', KEYS[1], after, '+', 'COUNT', 1)
  if not page[1] then return found end
  local fields, reason = page[1][2], ''
  for i = 1, #fields, 2 do
    if fields[i] == 'reason' then reason = fields[i + 1] break end
  end
  table.insert(found, reason)
  after = '(' .. page[1][1]
end
table.insert(found, after)
return found
"""
"""KEYS: dead letters. ARGV: from where, how many. Answers their reasons, and from where to go on if there may be more.

Letters may be 32 MB each: only the reasons leave Redis, and it holds one letter at a time, for so many in one go."""
_LETTERS_A_TIME = 50


async def collect(
    redis: "Redis",
    partitions: Sequence[Keys],
    *,
    store: StoreState | None = None,
    hosts: Hosts | None = None,
    limits: StatusSettings | None = None,
    clock: Clock = utc_now,
) -> Status:
    """Look at everything at once. Never raises for what is away: that is what is told then."""
    away: list[Problem] = []
    of_redis, of_store, of_hosts = await asyncio.gather(
        _asked("redis_away", "redis", lambda: _look(redis, partitions), away),
        _asked("store_away", "store", lambda: asyncio.to_thread(store), away) if store else _nothing(),
        _asked("redis_away", "hosts", lambda: hosts(redis, partitions[0]), away) if hosts else _nothing(),
    )
    stages, about_redis, workers = of_redis or ((), None, ())
    status = Status(
        at=iso(clock()),
        partition=",".join(filter(None, (each.partition for each in partitions))) or None,
        stages=stages,
        redis=about_redis,
        store=of_store,
        hosts=of_hosts,
        workers=workers,
        problems=tuple(each for each in away if of_redis or each.about != "hosts"),
    )
    return status.model_copy(update={"problems": judged(status, limits or StatusSettings())})


async def _asked(name: str, about: str, question: Callable[[], Awaitable[Any]], away: list[Problem]) -> Any:
    try:
        async with asyncio.timeout(_SECONDS):
            return await question()
    except (OSError, RedisError, StoreAway) as error:
        why = f"no answer within {_SECONDS:g} s" if isinstance(error, TimeoutError) else str(error)
        away.append(Problem(name=name, about=about, detail=masked_text(why.splitlines()[0][:300] if why else "")))
        return None


async def _nothing() -> None:
    return None


async def _look(
    redis: "Redis", partitions: Sequence[Keys]
) -> tuple[tuple[StageStatus, ...], RedisStatus, tuple[Pulse, ...]]:
    found = await depths(redis, partitions, STAGES)
    workers = await alive(redis, partitions[0])
    halted = {each.stage: each for keys in partitions for each in await halts(redis, keys)}
    stages = []
    for stage, depth in zip(STAGES, found, strict=True):
        reasons, due = Counter[str](), None
        for keys in partitions:
            reasons += await _reasons(redis, keys, stage) if depth.dead_letters else Counter[str]()
            first = await _next_due(redis, keys, stage) if depth.postponed else None
            due = min((each for each in (due, first) if each is not None), default=None)
        stages.append(_stage(stage, depth, workers, reasons, due, halted.get(stage.name)))
    return tuple(stages), await _redis(redis, partitions[0]), tuple(workers)


async def _reasons(redis: "Redis", keys: Keys, stage: Stage) -> Counter[str]:
    found: Counter[str] = Counter()
    after = b"-"
    while found.total() < MOST_LETTERS:
        answer: Any = await redis.eval(_REASONS, 1, keys(stage.reads.dead), after, _LETTERS_A_TIME)
        found.update(each.decode("utf-8", "backslashreplace")[:100] for each in answer[:_LETTERS_A_TIME])
        if len(answer) <= _LETTERS_A_TIME:
            break
        after = answer[-1]
    return found


async def _next_due(redis: "Redis", keys: Keys, stage: Stage) -> float | None:
    first: Any = await redis.zrange(keys(stage.reads.later), 0, 0, withscores=True)
    seconds, micros = await redis.time()
    return max(0.0, first[0][1] / 1000 - seconds - micros / 1e6) if first else None


def _stage(
    stage: Stage, depth: Depth, workers: list[Pulse], reasons: Counter[str], due: float | None, halt: Halt | None
) -> StageStatus:
    pulses = [worker.stages[stage.name] for worker in workers if stage.name in worker.stages]
    return StageStatus(
        name=stage.name,
        role=stage.role,
        reads=stage.reads.name,
        backlog=depth.backlog,
        pending=depth.pending,
        oldest_waiting=depth.oldest_waiting,
        oldest_pending=depth.oldest_pending,
        lease=stage.limits.lease,
        postponed=depth.postponed,
        next_due_in=due,
        dead=depth.dead_letters,
        dead_letters=dict(reasons.most_common()),
        looked_at=reasons.total(),
        halted=halt.why if halt else None,
        halted_for=halt.seconds_left if halt else None,
        workers=len(pulses),
        rate=round(sum(each.rate for each in pulses), 3),
        high_water=stage.reads.high_water,
    )


async def _redis(redis: "Redis", keys: Keys) -> RedisStatus:
    info: dict[str, Any] = await redis.info()
    memory = memory_of(info)
    failed = [
        words
        for name, words in (
            ("aof_last_write_status", "its append-only file cannot be written"),
            ("rdb_last_bgsave_status", "its last snapshot failed"),
        )
        if info.get(name, "ok") != "ok" and (name.startswith("aof") or not info.get("aof_enabled"))
    ]
    return RedisStatus(
        version=str(info.get("redis_version", "?")),
        used=memory.used,
        limit=memory.limit,
        headroom=memory.headroom,
        clients=int(info.get("connected_clients", 0)),
        uptime=int(info.get("uptime_in_seconds", 0)),
        unfit=preflight.unfit(info, allow_volatile=preflight.PreflightSettings().allow_volatile_redis),
        trouble=failed[0] if failed else None,
        claims=await redis.xlen(keys.alone(CLAIMS.name)),
    )
