"""A lease on a host's turn: short, so that a dead holder holds up nobody for long, and renewed while its work lasts.

Work under a lease never outlives it. The end is reckoned from before the question was sent, so it is here no later than
in Redis; if it comes without a renewal (Redis was away, this process stood still, the turn is another's) the work is
cancelled and :class:`LeaseLost` raised. So two workers are never at one host, and the price is a fetch begun in vain.
Who gives out leases: ``politeness``.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

import structlog

log = structlog.get_logger(__name__)

LEASE = 2.0
"""Seconds that a dead holder's host stays held: a delay's length. Longer than Redis or an event loop stands still."""
RENEWALS = 4
"""Renewals in a lease's time: two may fail and nothing is lost."""


class LeaseLost(Exception):
    """The lease ended before the work did."""


class TurnLease:
    """An async context manager around the work. Times are the event loop's, in seconds."""

    def __init__(self, renew: Callable[[], Awaitable[bool]], *, until: float, seconds: float, longest: float) -> None:
        self._renew, self._seconds = renew, seconds
        self._until, self._end = until, until - seconds + longest
        self._keeper: asyncio.Task[None] | None = None
        self._fence: asyncio.Timeout | None = None

    async def __aenter__(self) -> Self:
        self._fence = asyncio.timeout_at(self._until)
        await self._fence.__aenter__()
        self._keeper = asyncio.create_task(self._keep(self._fence))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._fence is None or self._keeper is None:
            return
        self._keeper.cancel()
        try:
            await self._fence.__aexit__(kind, error, trace)
        except TimeoutError:
            raise LeaseLost from None

    async def _keep(self, fence: asyncio.Timeout) -> None:
        clock = asyncio.get_running_loop().time
        while self._until < self._end:
            await asyncio.sleep(self._seconds / RENEWALS)
            asked = clock()
            try:
                ours = await self._renew()
            except Exception as error:  # noqa: BLE001 - whatever it is, the lease runs out if it lasts
                log.warning("turn_not_renewed", error=f"{type(error).__name__}: {error}"[:300])
                continue
            self._until = min(asked + self._seconds, self._end) if ours else asked
            with contextlib.suppress(RuntimeError):  # it has run out just now
                fence.reschedule(self._until)
            if not ours:
                return
