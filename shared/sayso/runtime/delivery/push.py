"""Putting events on a stream from outside the pipeline, as ``sayso push`` does.

Nothing more than the XADD that anyone may send by hand: this is here so that the fields are right.
"""

from collections.abc import Sequence
from typing import Any

from redis.asyncio import Redis

from sayso.contracts.events import PageFetched, UrlPushed
from sayso.contracts.topology import Stream
from sayso.contracts.web_identity import identity
from sayso.contracts.wire import Event
from sayso.runtime.delivery.keys import Keys, partition_of


async def push_many(redis: "Redis", keys: Keys, stream: Stream, events: Sequence[Event]) -> list[str]:
    """Add an entry an event; their ids. What is returned is acknowledged: it is on the stream."""
    async with redis.pipeline(transaction=False) as pipe:
        for event in events:
            fields: dict[Any, Any] = dict(event.to_fields())
            pipe.xadd(keys(stream.name), fields)
        return [entry_id.decode() for entry_id in await pipe.execute()]


async def spread(redis: "Redis", partitions: Sequence[Keys], stream: Stream, events: Sequence[Event]) -> list[str]:
    """Add an entry an event, each in the partition it belongs to; the ids are in the events' order.

    A URL's pushes all come into one partition, whatever its spelling, so that its newest page is read last. What has no
    URL goes where its text says.
    """
    where = [partition_of(_name(event), partitions) for event in events]
    ids: dict[int, str] = {}
    for keys in partitions:
        mine = [number for number, there in enumerate(where) if there == keys]
        if mine:
            pushed = await push_many(redis, keys, stream, [events[number] for number in mine])
            ids.update(zip(mine, map(keys.entry, pushed), strict=True))
    return [ids[number] for number in range(len(events))]


def _name(event: Event) -> str:
    if isinstance(event, UrlPushed):
        return identity(event.url) if event.url else repr(event.html or event.text)
    return identity(event.url) if isinstance(event, PageFetched) else ""
