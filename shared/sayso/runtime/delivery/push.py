"""Putting an event on a stream from outside the pipeline, as ``sayso push`` does.

Nothing more than the XADD that anyone may send by hand: this is here so that the fields are right.
"""

from typing import Any

from redis.asyncio import Redis

from sayso.contracts.topology import Stream
from sayso.contracts.wire import Event
from sayso.runtime.delivery.keys import Keys


async def push(redis: "Redis", keys: Keys, stream: Stream, event: Event) -> str:
    """Add one entry; its id. The entry is acknowledged to the caller when this returns."""
    fields: dict[Any, Any] = dict(event.to_fields())
    entry_id: Any = await redis.xadd(keys(stream.name), fields)
    return str(entry_id.decode())
