"""A bell between processes: persist rings it after a commit, the relay waits for it between its rounds.

One Redis list that holds at most one element. A ring that nobody hears is kept, a second one changes nothing, and a
lost one costs a waiting time only, since the relay looks at the outbox anyway. Next: ``publish``.
"""

from dataclasses import dataclass

from redis.asyncio import Redis

BELL = "outbox.bell"
"""The name of the bell that persist rings and publish hears."""


@dataclass(frozen=True, slots=True)
class Bell:
    """The bell at ``key``."""

    redis: Redis
    key: str

    async def ring(self) -> None:
        """Wake whoever waits, or who comes to wait next."""
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.rpush(self.key, "1")
            pipe.ltrim(self.key, -1, -1)
            await pipe.execute()

    async def wait(self, seconds: float) -> bool:
        """Wait for a ring, at most so long. Tells whether it rang."""
        return await self.redis.blpop([self.key], timeout=seconds) is not None
