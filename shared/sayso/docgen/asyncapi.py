"""The AsyncAPI document, by FastStream, from the topology.

A broker that is never connected gets one subscriber a stage and one publisher a stream written, and FastStream
describes them. What it says of itself, such as a server's address, is replaced by what holds for every installation.
"""

import json
from typing import Any

from faststream.redis import RedisBroker, StreamSub
from faststream.specification import AsyncAPI

from sayso import __version__
from sayso.contracts.topology import CLAIMS, MATCHES, STAGES, STREAMS, Stage
from sayso.contracts.wire import Event


def asyncapi() -> dict[str, Any]:
    """The document as JSON values."""
    broker = RedisBroker("redis://localhost:6379", description="Redis 6.2 or later, with an append-only file.")
    for stage in STAGES:
        subscriber = broker.subscriber(
            stream=StreamSub(stage.reads.name, group=stage.group, consumer="worker"),
            title=stage.name,
            description=f"The stage {stage.name} {stage.does}.",
        )
        subscriber(_handler(stage))
    by_roles = (CLAIMS, MATCHES)
    written = [stream for stream in STREAMS if any(stream in stage.writes for stage in STAGES) or stream in by_roles]
    for stream in written:
        broker.publisher(
            stream=stream.name, title=f"{stream.name}-written", description=stream.holds, schema=stream.event
        )
    document = AsyncAPI(
        broker,
        title="Sayso",
        version=__version__,
        description="Entries are plain fields: text as it is, everything else as JSON. The schemas stand beside this.",
    ).to_specification()
    values: dict[str, Any] = json.loads(document.to_json())
    return values


def _handler(stage: Stage) -> Any:
    async def handle(event: Event) -> None:
        """Never called."""

    handle.__annotations__["event"] = stage.reads.event
    handle.__name__ = stage.name
    return handle
