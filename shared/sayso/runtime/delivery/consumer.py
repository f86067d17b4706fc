"""One stage's consumer: reads new entries, takes over abandoned ones, keeps its leases, and drains when told to stop.

Four loops, each of which waits patiently when Redis has trouble, makes the groups again when they are gone, and ends
the process when anything else goes wrong (a consume loop that died in silence is the worst of faults):

- **read** asks for no more than it can begin at once, and not at all while a stream it writes to is over its
  high-water mark or the stage is halted (``breaker``); a stage that takes batches lets them fill (``company``);
- **take over** claims entries whose lease has run out. Once may be bad luck; an entry that two workers left behind may
  be what killed them: it runs alone, and is set aside once its deliveries are spent;
- **keep leases** renews the lease of whatever is in flight, so that slow work is not taken for dead work;
- **release** puts postponed entries back when they are due.

What happens to an outcome is ``settlement``'s business.
"""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import structlog
from redis.asyncio import Redis

from sayso.contracts.dispositions import Reason
from sayso.contracts.outcomes import Failure, Outcome, Quarantine, Retry
from sayso.contracts.topology import Limits, Stage
from sayso.contracts.wire import Event, Fields
from sayso.runtime.clock import Clock, utc_now
from sayso.runtime.crashpoints import mark
from sayso.runtime.delivery import scripts
from sayso.runtime.delivery.breaker import Breaker, BreakerSettings
from sayso.runtime.delivery.commands import Entry, Membership, Pending
from sayso.runtime.delivery.company import Company
from sayso.runtime.delivery.groups import ensure_groups
from sayso.runtime.delivery.keys import Keys
from sayso.runtime.delivery.patience import Patience, no_group, passes, until_done
from sayso.runtime.delivery.pressure import Pressure
from sayso.runtime.delivery.settlement import AnyUnit, Observe, Settled, Settlement
from sayso.runtime.delivery.slots import Slots
from sayso.runtime.delivery.tracing import Tracer
from sayso.runtime.delivery.units import Unit, Unreadable, read_unit

log = structlog.get_logger(__name__)

Handle = Callable[[Sequence[Unit[Event]]], Awaitable[Sequence[Outcome]]]
"""A handler as delivery calls it: as many outcomes as units, in their order. It may raise: then that goes for all."""

_BLOCK_MS = 1000
"""How long one read waits for entries: also how long a stop may wait for the read to end."""
_RELEASE_EVERY = 0.25
_RELEASE_SELDOM = 2.0
"""Seconds between looks for what is due while nothing is known to wait. Whoever postpones something knows of it; the
others need not look as often, since they only release it where its worker has died."""
_SUSPECT = 2
"""An entry delivered this often and still pending is run alone."""
_SUSPECTS_TURN = 1.0
"""Seconds for which such entries are run one after the other before new ones are read again."""


class Consumer:
    """Runs a stage's handler over its stream, as one member of its group."""

    def __init__(
        self,
        stage: Stage,
        handle: Handle,
        redis: "Redis",
        keys: Keys,
        *,
        name: str,
        limits: Limits | None = None,
        clock: Clock = utc_now,
        breaker: BreakerSettings | None = None,
        observe: Observe | None = None,
        tracer: Tracer | None = None,
    ) -> None:
        self._stage, self._handle, self._redis, self._keys = stage, handle, redis, keys
        self._limits = limits or stage.limits
        self._stream = keys(stage.reads.name)
        self._member = Membership(redis, self._stream, stage.group, name)
        self._lease_ms = round(self._limits.lease * 1000)
        self._slots = Slots(self._limits.concurrency)
        self._in_flight: set[bytes] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._failed: asyncio.Future[None] | None = None
        self._stop = asyncio.Event()
        self._some_wait = True
        self._more_wait = False
        self._pressure = Pressure(redis, keys, stage.writes)
        self._company = Company(redis, keys, stage.reads, self._limits.batch, self._limits.company)
        self._breaker = Breaker(stage, redis, keys, breaker or BreakerSettings(), clock)
        self._settlement = Settlement(stage, self._limits, redis, keys, clock, self._breaker, observe, tracer)

    @property
    def stage(self) -> Stage:
        """The stage it consumes for."""
        return self._stage

    @property
    def name(self) -> str:
        """What its loops are called: the stage, and the partition where there are several."""
        return self._stage.name if self._keys.partition is None else f"{self._stage.name} {self._keys.partition}"

    @property
    def in_flight(self) -> int:
        """How many units are being worked on."""
        return len(self._in_flight)

    async def run(self) -> None:
        """Consume until :meth:`stop`; then finish what is in flight. Raises what ended a loop."""
        await until_done("make the groups", partial(ensure_groups, self._redis, self._keys, [self.stage]))
        self._failed = asyncio.get_running_loop().create_future()
        loops = [
            asyncio.create_task(self._forever(what, step), name=f"{self._stage.name}: {what}")
            for what, step in (
                ("read", self._read),
                ("take over", self._take_over),
                ("keep leases", self._keep_leases),
                ("release", self._release),
            )
        ]
        reader = loops[0]
        try:
            await asyncio.wait([*loops, self._failed], return_when=asyncio.FIRST_COMPLETED)
            for each in (*loops, self._failed):
                if each.done():
                    each.result()
        finally:
            self._stop.set()
            await asyncio.wait([reader], timeout=2 * _BLOCK_MS / 1000)
            for loop in loops:
                loop.cancel()
            await asyncio.wait(loops)

    def stop(self) -> None:
        """Read nothing more; ``run`` then returns, and ``drain`` waits for what is in flight."""
        self._stop.set()
        self._settlement.postponed.set()
        if self._failed is not None and not self._failed.done():
            self._failed.set_result(None)

    async def drain(self, seconds: float) -> None:
        """Wait for what is in flight, then give up the leases of what is left, so that others need not wait."""
        keeper = asyncio.create_task(self._forever("keep leases", self._keep_leases, even_stopped=True))
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        keeper.cancel()
        for task in self._tasks:
            task.cancel()
        await self._give_up_leases()

    async def _forever(self, what: str, step: Callable[[], Awaitable[None]], *, even_stopped: bool = False) -> None:
        patience = Patience(f"{self._stage.name}: {what}")
        while even_stopped or not self._stop.is_set():
            try:
                await step()
            except Exception as error:
                if no_group(error):
                    await self._make_groups(patience)
                elif passes(error):
                    await patience.wait(error)
                else:
                    raise
            else:
                patience.succeeded()

    async def _make_groups(self, patience: Patience) -> None:
        try:
            made = await ensure_groups(self._redis, self._keys, [self._stage])
        except Exception as error:
            if not passes(error):
                raise
            await patience.wait(error)
        else:
            log.warning("groups_made_again", stage=self._stage.name, groups=made)

    async def _read(self) -> None:
        await self._breaker.wait_resumed(self._stop)
        await self._pressure.wait_low(self._stop)
        async with self._slots.reading() as free:
            if self._stage.in_batches:
                await self._company.wait(self._stop)
            if self._stop.is_set():
                return
            count = self._limits.batch if self._stage.in_batches else free
            entries = await self._new_entries(count)
            if entries:
                mark(f"{self._stage.name}.after_read")
            self._begin([(entry_id, fields, 1) for entry_id, fields in entries])

    async def _new_entries(self, count: int) -> list[Entry]:
        """Up to so many. Where the last read found all it could begin there may be more: that is asked for at once.

        A read that waits at the server has a connection to itself, which costs more.
        """
        found = await self._member.read(count, None) if self._more_wait else []
        found = found or await self._member.read(count, _BLOCK_MS)
        self._more_wait = len(found) == count
        return found

    def _begin(self, entries: Sequence[tuple[bytes, Fields, int]]) -> None:
        self._pressure.begun(len(entries))
        units = [read_unit(self._stage, *each, self._keys) for each in entries]
        for work in [units] if self._stage.in_batches else [[unit] for unit in units]:
            if work:
                self._slots.take()
                self._in_flight.update(unit.entry_id for unit in work)
                task = asyncio.create_task(self._work(work))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _work(self, units: Sequence[AnyUnit]) -> None:
        try:
            await self._settlement.settle(await self._outcomes(units))
            mark(f"{self._stage.name}.after_handover")
        except Exception as error:  # noqa: BLE001 - whatever it is ends the process, by way of run()
            if self._failed is not None and not self._failed.done():
                self._failed.set_exception(error)
        finally:
            self._in_flight.difference_update(unit.entry_id for unit in units)
            await self._slots.give_back()

    async def _outcomes(self, units: Sequence[AnyUnit]) -> list[Settled]:
        done = [Settled(unit, unit.failure, 0.0) for unit in units if isinstance(unit, Unreadable)]
        readable = [unit for unit in units if isinstance(unit, Unit)]
        if readable:
            done += await self._handled(readable)
            mark(f"{self._stage.name}.after_handle")
        return done

    async def _handled(self, units: Sequence[Unit[Event]]) -> list[Settled]:
        began = time.perf_counter()
        try:
            async with asyncio.timeout(self._limits.timeout):
                outcomes = await self._handle(units)
            if len(outcomes) != len(units):
                raise RuntimeError(f"{len(outcomes)} outcomes for {len(units)} units")
        except Exception as error:  # noqa: BLE001 - every exception is an outcome
            if len(units) > 1:  # one outcome an item: find out whose it is
                return [settled for unit in units for settled in await self._handled([unit])]
            outcomes = [self._failure(error)]
        took = (time.perf_counter() - began) / len(units)
        return [Settled(unit, outcome, took) for unit, outcome in zip(units, outcomes, strict=True)]

    def _failure(self, error: Exception) -> Failure:
        if isinstance(error, Failure):
            return error
        if isinstance(error, TimeoutError):
            return Retry(Reason.HANDLER_TIMEOUT, f"not done within {self._limits.timeout:g} s")
        log.error("handler_failed", stage=self._stage.name, exc_info=error)
        return Retry(Reason.UNEXPECTED_ERROR, f"{type(error).__name__}: {error}")

    async def _take_over(self) -> None:
        await self._sleep(self._limits.lease / 4)
        await self._breaker.wait_resumed(self._stop)
        await self._pressure.wait_low(self._stop)
        idle = await self._member.idle_for(self._lease_ms, most=100)
        abandoned = [each for each in idle if each.entry_id not in self._in_flight]
        unlucky = [each for each in abandoned if each.deliveries < _SUSPECT]
        if unlucky and not self._stop.is_set():
            async with self._slots.reading() as free:
                count = self._limits.batch if self._stage.in_batches else free
                self._begin(await self._claim(unlucky[:count]))
        suspects = deque(each for each in abandoned if each.deliveries >= _SUSPECT)
        while suspects and not self._stop.is_set():
            async with self._slots.alone():
                await self._take_over_suspects(suspects, time.monotonic() + _SUSPECTS_TURN)

    async def _take_over_suspects(self, suspects: deque[Pending], until: float) -> None:
        """One after the other, each alone, for some time: a turn is waited for as long as a read waits for entries."""
        while suspects and not self._stop.is_set() and time.monotonic() < until:
            await self._take_over_suspect(suspects.popleft())
            await self._slots.wait_idle()

    async def _take_over_suspect(self, pending: Pending) -> None:
        for entry_id, fields, deliveries in await self._claim([pending]):
            if deliveries > self._limits.deliveries:
                await self._set_aside(entry_id, fields, deliveries - 1)
            else:
                self._begin([(entry_id, fields, deliveries)])

    async def _claim(self, pending: Sequence[Pending]) -> list[tuple[bytes, Fields, int]]:
        """Make abandoned entries ours; those that another worker was quicker with, or that are gone, are left out."""
        deliveries = {each.entry_id: each.deliveries + 1 for each in pending}
        entries = await self._member.claim(list(deliveries), self._lease_ms)
        claimed = [(entry_id, fields, deliveries[entry_id]) for entry_id, fields in entries]
        await self._member.forget_missing(deliveries.keys() - {entry_id for entry_id, _ in entries})
        for entry_id, _, count in claimed:
            log.warning("taken_over", stage=self._stage.name, entry_id=entry_id.decode(), deliveries=count)
        return claimed

    async def _set_aside(self, entry_id: bytes, fields: Fields, deliveries: int) -> None:
        unit = read_unit(self._stage, entry_id, fields, deliveries, self._keys)
        failure = Quarantine(Reason.DELIVERY_BUDGET, f"its worker died {deliveries} times")
        await self._settlement.settle([Settled(unit, failure, 0.0)])

    async def _keep_leases(self) -> None:
        await asyncio.sleep(self._limits.lease / 3)
        ids = list(self._in_flight)
        if ids:
            await self._member.renew(ids)

    async def _give_up_leases(self) -> None:
        try:
            ids = await self._member.mine(most=1000)
            if ids:
                await self._member.renew(ids, idle_ms=self._lease_ms + 1)
                log.info("leases_given_up", stage=self._stage.name, entries=len(ids))
            else:
                await self._member.leave()
        except Exception as error:  # noqa: BLE001 - the leases then run out by themselves
            log.warning("leases_kept", stage=self._stage.name, error=str(error)[:300])

    async def _release(self) -> None:
        if not self._some_wait:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_RELEASE_SELDOM):
                    await self._settlement.postponed.wait()
        await self._sleep(_RELEASE_EVERY)
        self._settlement.postponed.clear()
        stream = self._stage.reads
        move = scripts.release_due(self._stream, self._keys(stream.parked), self._keys(stream.later))
        (answer,) = await scripts.run(self._redis, [move])
        if isinstance(answer, Exception):
            raise answer
        self._some_wait = answer > 0

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return
