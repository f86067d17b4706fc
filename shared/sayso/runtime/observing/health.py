"""Whether a worker lives and whether it is ready, and how it knows.

**Live** means that its consume loops run and that its event loop turns: a process that is not live does not come back
by itself and is to be restarted. **Ready** means that what it depends on takes writes, each proven by a small write:
Redis for every role, the database for those that have one. A worker that is not ready waits, as ``patience`` says, and
loses nothing by it; restarting it helps nobody.

Checks are asked at most once a second however often somebody asks, and each has three seconds.
"""

import asyncio
import contextlib
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from sayso.runtime.masking import masked_text

MOST_LAG = 5.0
"""Seconds the event loop may be late before the worker counts as stuck."""

_TICK = 0.5
_REMEMBERED = 20
"""Ticks of which the worst is told."""
_CHECK_SECONDS = 3.0
_BELIEVED = 1.0
"""Seconds that an answer is believed."""

Check = Callable[[], Awaitable[None]]
"""Raises what is wrong."""


class LoopLag:
    """How late the event loop is: the worst of the last ten seconds, and what the present tick is late already."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._late: deque[float] = deque(maxlen=_REMEMBERED)
        self._due: float | None = None

    @property
    def seconds(self) -> float:
        """The lag."""
        now_late = 0.0 if self._due is None else max(0.0, self._clock() - self._due)
        return max(now_late, *self._late, 0.0)

    async def watch(self) -> None:
        """Measure for ever."""
        while True:
            self._due = self._clock() + _TICK
            await asyncio.sleep(_TICK)
            self._late.append(max(0.0, self._clock() - self._due))


@dataclass(frozen=True, slots=True)
class Health:
    """An answer: good or not, and each thing that was looked at with what is wrong with it, or ``ok``."""

    good: bool
    found: Mapping[str, str]

    def as_json(self) -> bytes:
        """For people and machines."""
        return json.dumps({"ok": self.good, **self.found}, ensure_ascii=True).encode() + b"\n"


@dataclass(slots=True)
class Readiness:
    """The checks of ``/readyz``."""

    checks: dict[str, Check] = field(default_factory=dict)
    _asked: float = float("-inf")
    _last: Health = field(default_factory=lambda: Health(False, {"worker": "starting"}))
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def ask(self) -> Health:
        """Run all checks at once; what was asked just now is not asked again."""
        async with self._turn:
            if self.checks and time.monotonic() - self._asked >= _BELIEVED:
                names = list(self.checks)
                said = await asyncio.gather(*(_passed(self.checks[name]) for name in names))
                self._last = Health(all(each == "ok" for each in said), dict(zip(names, said, strict=True)))
                self._asked = time.monotonic()
            return self._last


async def _passed(check: Check) -> str:
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            await check()
    except TimeoutError:
        return f"no answer within {_CHECK_SECONDS:g} s"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is why the worker is not ready
        return masked_text(f"{type(error).__name__}: {error}".splitlines()[0][:300])
    return "ok"


def liveness(loops: Mapping[str, bool], lag: float) -> Health:
    """Whether a worker lives: ``loops`` says of each whether it runs, ``lag`` is in seconds."""
    found = {name: "ok" if runs else "ended" for name, runs in loops.items()}
    found["event_loop"] = "ok" if lag < MOST_LAG else f"{lag:.1f} s late"
    return Health(all(each == "ok" for each in found.values()), found)


@contextlib.asynccontextmanager
async def watched(lag: LoopLag) -> AsyncIterator[None]:
    """Measure as long as the block lasts."""
    watching = asyncio.create_task(lag.watch(), name="event loop lag")
    try:
        yield
    finally:
        watching.cancel()
