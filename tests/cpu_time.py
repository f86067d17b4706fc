"""What work costs, told so that only the work counts: not the garbage of the tests before, not a busy machine.

A collection walks all that a session of thousands of tests has left alive: hundreds of milliseconds, which fall on
whoever happens to allocate next. And where others press on the machine's caches even CPU time doubles, and some
machines go at half their speed for seconds: so what took too long is measured again beside a piece of work that is
always the same, and told as seconds of a machine that does this piece at its usual speed.
"""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage is collected in the block, and none before it: that alone would take longer than most work here."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


_TURNS, _USUAL = 200_000, 0.012
"""A piece of work that is always the same, and the CPU seconds it takes where nothing slows the machine down."""


def cpu_seconds(work: Callable[[], object], limit: float) -> float:
    """CPU seconds of some work. What took longer than the limit is measured up to twice more, and the least is told."""
    seconds = _once(work)
    for _ in range(2):
        if seconds >= limit:
            before = _once(_always_the_same)
            again = _once(work)
            slowness = (before + _once(_always_the_same)) / 2 / _USUAL
            seconds = min(seconds, again / max(1.0, slowness))
    return seconds


def _always_the_same() -> int:
    total = 0
    for number in range(_TURNS):
        total += number * number
    return total


def _once(work: Callable[[], object]) -> float:
    with uncollected():
        began = time.process_time()
        work()
        return time.process_time() - began
