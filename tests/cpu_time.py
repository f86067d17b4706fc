"""What work costs, told so that only the work counts: not the garbage of the tests before, not a busy machine.

A collection walks all that a session of thousands of tests has left alive: hundreds of milliseconds, which fall on
whoever happens to allocate next. And where others press on the machine's caches even CPU time doubles.
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


def cpu_seconds(work: Callable[[], object], limit: float) -> float:
    """CPU seconds of some work. What took longer than the limit is measured up to twice more, and the least is told."""
    seconds = _once(work)
    for _ in range(2):
        if seconds >= limit:
            seconds = min(seconds, _once(work))
    return seconds


def _once(work: Callable[[], object]) -> float:
    with uncollected():
        began = time.process_time()
        work()
        return time.process_time() - began
