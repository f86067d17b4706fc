"""What goes wrong and when: a schedule made from a seed, spread over the documents' progress and not over time.

A fault is due when so many inputs are through, so that all of them meet a pipeline that has work to do, however fast
the machine is. The same seed gives the same schedule; which process a kill meets is drawn when it happens. Next:
``runner``, which carries it out.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["worker", "redis", "postgres"]

_FROM, _TO = 0.02, 0.97
"""The part of the progress that faults are spread over: nothing is killed before there is work, or after it."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One kill: ``at`` is the share of the inputs that are through."""

    at: float
    kind: Kind


def schedule(seed: int, kills: int, *, redis_every: int = 0, postgres_every: int = 0) -> Iterator[Fault]:
    """So many kills, in order; every so-manieth is Redis's or PostgreSQL's (0: never), the others are workers'."""
    chance = random.Random(f"faults {seed}")
    moments = sorted(chance.uniform(_FROM, _TO) for _ in range(kills))
    for n, at in enumerate(moments, start=1):
        if redis_every and n % redis_every == 0:
            yield Fault(at, "redis")
        elif postgres_every and n % postgres_every == 0:
            yield Fault(at, "postgres")
        else:
            yield Fault(at, "worker")
