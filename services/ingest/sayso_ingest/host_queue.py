"""How the hosts' schedule stands: the ability ``hosts`` behind ``sayso status``.

Every host that is fetched from has a hash in Redis (``adapters.politeness``), gone an hour after its last turn. They
are found by SCAN, a bounded number of steps of it, since beside them stand the records of every page that is
remembered: with more keys than that, what is told is a sample, and says so. Reads only.
"""

from collections.abc import Mapping
from typing import Any

from redis.asyncio import Redis

from sayso.runtime.abilities import HostQueue, Hosts, HostView
from sayso.runtime.delivery import Keys
from sayso.runtime.settings import PlaceSettings

_STEPS, _KEYS_A_STEP = 200, 2000
_LONGEST = 10


async def host_queue(redis: "Redis", keys: Keys) -> HostQueue:
    """Look. Raises what Redis says."""
    names, cut = await _names(redis, keys.alone("host:"))
    seconds, micros = await redis.time()
    now = seconds * 1000 + micros // 1000
    async with redis.pipeline(transaction=False) as pipe:
        for name in names:
            pipe.hgetall(name)
        records: list[Mapping[bytes, bytes]] = await pipe.execute() if names else []
    start = len(keys.alone("host:"))
    hosts = [_view(name.decode()[start:], record, now) for name, record in zip(names, records, strict=True) if record]
    return HostQueue(
        hosts=len(hosts),
        busy=sum(each.busy for each in hosts),
        queued=sum(each.tail_in > each.free_in for each in hosts),
        resting=sum(each.troubles > 0 and each.free_in > 0 for each in hosts),
        longest=tuple(sorted(hosts, key=lambda each: -each.tail_in)[:_LONGEST]),
        cut=cut,
    )


async def _names(redis: "Redis", beginning: str) -> tuple[list[bytes], bool]:
    found: set[bytes] = set()
    cursor = 0
    for _ in range(_STEPS):
        answer: Any = await redis.scan(cursor, match=f"{beginning}*", count=_KEYS_A_STEP)
        cursor, some = answer
        found.update(some)
        if isinstance(cursor, dict):  # a Cluster: one step at each node
            return sorted(found), any(cursor.values())
        if cursor == 0:
            break
    return sorted(found), cursor != 0


def _view(host: str, record: Mapping[bytes, bytes], now: int) -> HostView:
    def at(field: bytes) -> int:
        value = record.get(field, b"0").partition(b".")[0]
        return int(value) if value.isdigit() else 0

    return HostView(
        host=host,
        busy=at(b"lease") > now,
        free_in=max(0.0, (at(b"free") - now) / 1000),
        tail_in=max(0.0, (at(b"tail") - now) / 1000),
        troubles=at(b"troubles"),
    )


def open_hosts(_: PlaceSettings) -> Hosts:
    """The ability ``hosts``."""
    return host_queue
