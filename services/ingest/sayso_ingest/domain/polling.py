"""How often a feed is asked: sooner when there was something new, later when there was not, rarely when it is broken.

A poll ends in one of three ways. Something new halves the interval, nothing new makes it half as long again; both stay
between the bounds, not below what the feed asks for (``ttl``), and are not used at all where the operator has fixed the
interval. A failure doubles it, and one by which the server says that there is no such feed makes it the longest at
once. The first good poll after that begins with the interval as it was before. Pure; ``adapters.feed_registry`` keeps
the state, ``polls`` tells how a poll ended.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal

Ending = Literal["read", "failed", "gone"]

MEMORY = 7 * 86_400.0
"""Seconds over which items a day are counted: what is older weighs less and less."""
YOUNGEST = 3600.0
"""Seconds for which a feed counts as known at least, so that the first item after a minute is not 1,440 a day."""
SHOWN = 200
"""Characters kept of what is said about a poll."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds between two polls of a feed, at least and at most."""

    least: float = 300.0
    most: float = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class Poll:
    """How one poll ended. ``asked``: seconds the feed or its server asks to be left alone, if it does."""

    ending: Ending
    said: str
    new: int = 0
    asked: float | None = None


@dataclass(frozen=True, slots=True)
class Polling:
    """What is remembered of a feed's polls. Times in Unix seconds; ``unit`` is the work that polled last."""

    interval: float = 0.0
    wait: float = 0.0
    polled: float = 0.0
    since: float = 0.0
    counted: float = 0.0
    errors: int = 0
    said: str = ""
    unit: str = ""

    def items_a_day(self, now: float) -> float:
        """New items a day, as of late. What the first poll found was not of a day and does not count."""
        known = max(now - self.since, YOUNGEST)
        faded = self.counted * math.exp(-(now - self.polled) / MEMORY)
        return 86_400 * faded / (MEMORY * (1 - math.exp(-known / MEMORY)))


def after(
    before: Polling, poll: Poll, *, now: float, bounds: Bounds, every: float | None = None, unit: str = ""
) -> Polling:
    """The state after a poll; ``wait`` says in how many seconds the next one is due.

    A poll that is told twice, since its worker died over it, counts once.
    """
    if unit and unit == before.unit:
        return before
    usual = before.interval or bounds.least
    state = replace(before, polled=now, said=" ".join(poll.said.split())[:SHOWN], unit=unit)
    if poll.ending != "read":
        errors = before.errors + 1
        wait = bounds.most if poll.ending == "gone" else min(bounds.most, usual * 2.0 ** min(errors, 20))
        return replace(state, errors=errors, wait=max(wait, every or 0.0, poll.asked or 0.0))
    usual = usual / 2 if poll.new else usual * 1.5
    interval = min(max(usual, bounds.least), bounds.most)
    wait = every or min(max(interval, poll.asked or 0.0), bounds.most)
    counted = before.counted * math.exp(-(now - before.polled) / MEMORY) + poll.new if before.since else 0.0
    return replace(state, interval=interval, wait=wait, errors=0, since=before.since or now, counted=counted)
