"""Putting events on a stream from outside the pipeline, as ``sayso push`` does.

Nothing more than the XADD that anyone may send by hand: this is here so that the fields are right.
"""

from collections.abc import Sequence
from typing import Any

from redis.asyncio import Redis

from sayso.contracts.topology import Stream
from sayso.contracts.wire import Event
from sayso.runtime.delivery.keys import Keys


async def push_many(redis: "Redis", keys: Keys, stream: Stream, events: Sequence[Event]) -> list[str]:
    """Add an entry an event; their ids. What is returned is acknowledged: it is on the stream."""
    async with redis.pipeline(transaction=False) as pipe:
        for event in events:
            fields: dict[Any, Any] = dict(event.to_fields())
            pipe.xadd(keys(stream.name), fields)
        return [entry_id.decode() for entry_id in await pipe.execute()]
