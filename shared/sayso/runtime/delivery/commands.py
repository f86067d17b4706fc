"""The stream commands delivery reads with, in the types delivery thinks in.

redis-py answers in several shapes (protocol 2 and 3, text and bytes, pending entries whose entry is gone); they end
here. The commands that change what an entry is are in ``scripts``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis

from sayso.contracts.wire import Fields

Entry = tuple[bytes, Fields]


@dataclass(frozen=True, slots=True)
class Pending:
    """A delivered entry that nobody has acknowledged."""

    entry_id: bytes
    deliveries: int


@dataclass(frozen=True, slots=True)
class Membership:
    """One consumer in one group on one stream: what each command needs to be told."""

    redis: "Redis"
    stream: str
    group: str
    consumer: str

    async def read(self, count: int, block_ms: int | None) -> list[Entry]:
        """New entries, waiting for the first for so long, or, with None, those that are there."""
        answer: Any = await self.redis.xreadgroup(
            self.group, self.consumer, {self.stream: ">"}, count=count, block=block_ms
        )
        if not answer:
            return []
        if isinstance(answer, dict):  # protocol 3: {stream: [[entry, ...]]}
            return [(entry_id, fields) for groups in answer.values() for group in groups for entry_id, fields in group]
        return [(entry_id, fields) for _, entries in answer for entry_id, fields in entries]

    async def idle_for(self, idle_ms: int, most: int) -> list[Pending]:
        """What has been pending, with anyone, without a sign of life for at least ``idle_ms``."""
        answer: Any = await self.redis.xpending_range(self.stream, self.group, "-", "+", count=most, idle=idle_ms)
        return [Pending(each["message_id"], each["times_delivered"]) for each in answer]

    async def mine(self, most: int) -> list[bytes]:
        """The ids of what is pending with this consumer."""
        answer: Any = await self.redis.xpending_range(
            self.stream, self.group, "-", "+", count=most, consumername=self.consumer
        )
        return [each["message_id"] for each in answer]

    async def claim(self, ids: Sequence[bytes], idle_ms: int) -> list[Entry]:
        """Make entries ours that are still idle for so long; each counts as delivered once more."""
        answer: Any = await self.redis.xclaim(self.stream, self.group, self.consumer, idle_ms, list(ids))
        return [(each[0], each[1]) for each in answer if each and each[1] is not None]

    async def renew(self, ids: Iterable[bytes], idle_ms: int = 0) -> None:
        """Set how long ago the entries' last sign of life was; not counted as a delivery."""
        await self.redis.xclaim(self.stream, self.group, self.consumer, 0, list(ids), idle=idle_ms, justid=True)

    async def forget_missing(self, ids: Iterable[bytes]) -> None:
        """Acknowledge entries that exist no more and have left only their pending mark."""
        for entry_id in ids:
            if not await self.redis.xrange(self.stream, entry_id, entry_id):
                await self.redis.xack(self.stream, self.group, entry_id)

    async def leave(self) -> None:
        """Take this consumer out of the group. Only for one with nothing pending."""
        await self.redis.xgroup_delconsumer(self.stream, self.group, self.consumer)
