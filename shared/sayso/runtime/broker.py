"""FastStream's part: it runs the handlers.

A stage's handler is a FastStream subscriber, with its dependency injection, its middlewares and its place in the
AsyncAPI document. What FastStream does not do here is read: its stream loop has no answer to a missing group, a
refused write or a full downstream (``docs/adr/0002``), so ``delivery`` reads, and hands each entry to the
subscriber's own ``process_message``. A handler looks like this::

    @worker.on(INGEST)
    async def ingest(unit: Unit[UrlPushed]) -> Done: ...

and one that takes batches takes a sequence of units and answers with a list of outcomes in the same order. Values are
not validated a second time (``serializer=None``): the wire's codec has done it. The unit is the message's body, not a
``Context`` of it: FastStream resolves those in a thread, which costs more than all the rest of the call.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from faststream import AckPolicy
from faststream.message import StreamMessage
from faststream.redis import RedisBroker, StreamSub

from sayso.contracts.outcomes import Outcome
from sayso.contracts.topology import Stage
from sayso.contracts.wire import Event
from sayso.runtime.delivery.consumer import Handle
from sayso.runtime.delivery.units import Unit

Handler = Callable[..., Awaitable[Any]]


def make_broker() -> RedisBroker:
    """A broker that logs nothing by itself, and does not convert what the codec has read.

    It runs handlers and never speaks to Redis: delivery reads, by ``connection``, which also knows Clusters.
    """
    nothing: Any = None
    return RedisBroker("redis://", logger=nothing, serializer=nothing)


def subscribe(broker: RedisBroker, stage: Stage, consumer: str, handler: Handler) -> Handle:
    """Make ``handler`` the stage's subscriber, and give delivery its way to call it."""
    subscriber = broker.subscriber(
        stream=StreamSub(stage.reads.name, group=stage.group, consumer=consumer, batch=stage.in_batches),
        ack_policy=AckPolicy.MANUAL,
        no_reply=True,
        parser=_parse,
        decoder=_decode,
        title=stage.name,
        description=stage.does,
    )
    subscriber(handler)
    quiet: Any = subscriber
    quiet.get_log_context = _nothing  # a copy of the stream's settings for each message, for lines that nobody writes

    async def handle(units: Sequence[Unit[Event]]) -> Sequence[Outcome]:
        message: Any = {"type": "stream", "channel": stage.reads.name, "data": units if stage.in_batches else units[0]}
        response = await subscriber.process_message(message)
        outcome = response.body
        return outcome if stage.in_batches else [outcome]

    return handle


async def ready(broker: RedisBroker) -> None:
    """Set the subscribers up to be called, without starting their loops; its own client is never used."""
    await broker.connect()
    for subscriber in broker.subscribers:
        subscriber._build_fastdepends_model()


def _nothing(_: object) -> dict[str, str]:
    return {}


async def _parse(message: Any) -> StreamMessage[Any]:
    return StreamMessage(raw_message=message, body=message["data"], correlation_id="-")


async def _decode(message: StreamMessage[Any]) -> Any:
    return message.body
