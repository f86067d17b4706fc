"""How the pipeline does, with its last quarter of an hour: a look every ten seconds, kept for the plots.

The look itself is ``sayso status``'s, so that the page, the command line and a script are told the same.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from redis.asyncio import Redis

from sayso.contracts.wire import Record
from sayso.runtime.delivery import Keys
from sayso.runtime.observing.report import Status
from sayso.runtime.observing.status import collect
from sayso.runtime.service import MissingAbility, ability
from sayso.runtime.settings import PlaceSettings

EVERY = 10.0
KEPT = 90
WIDTH, HEIGHT = 120.0, 30.0


class Past(Record):
    """A stage's last looks, the oldest first: entries that waited or were worked on, and units that ended a second."""

    waiting: tuple[int, ...] = ()
    rate: tuple[float, ...] = ()


@dataclass(slots=True)
class Watch:
    """Looks at the pipeline, now and as it was."""

    redis: "Redis"
    partitions: Sequence[Keys]
    place: PlaceSettings
    past: dict[str, deque[tuple[int, float]]] = field(default_factory=dict)
    _store: Any = None
    _hosts: Any = None

    async def look(self) -> Status:
        """The whole status. Never raises for what is away."""
        if self._store is None:
            self._store, self._hosts = _offered("store_state", self.place), _offered("hosts", self.place)
        return await collect(self.redis, self.partitions, store=self._store, hosts=self._hosts)

    async def remember(self, stop: asyncio.Event) -> None:
        """Look every ten seconds until told to stop."""
        while not stop.is_set():
            status = await collect(self.redis, self.partitions)
            for stage in status.stages:
                kept = self.past.setdefault(stage.name, deque(maxlen=KEPT))
                kept.append((stage.backlog + stage.pending + stage.postponed, stage.rate))
            try:
                await asyncio.wait_for(stop.wait(), EVERY)
            except TimeoutError:
                continue

    def past_of(self, stage: str) -> Past:
        """What is kept of a stage."""
        kept = tuple(self.past.get(stage, ()))
        return Past(waiting=tuple(each for each, _ in kept), rate=tuple(each for _, each in kept))


def plot(values: Sequence[float]) -> tuple[str, str]:
    """An area and a line as SVG points, the newest on the right. Empty where there are fewer than two values."""
    if len(values) < 2:
        return "", ""
    most, step = max(*values, 1), WIDTH / (KEPT - 1)
    begin = WIDTH - step * (len(values) - 1)
    points = [
        f"{begin + step * n:.1f},{HEIGHT - 1 - value / most * (HEIGHT - 2):.1f}" for n, value in enumerate(values)
    ]
    return " ".join([f"{begin:.1f},{HEIGHT}", *points, f"{WIDTH},{HEIGHT}"]), " ".join(points)


def _offered(name: str, place: PlaceSettings) -> Any:
    try:
        return ability(name, place)
    except MissingAbility:
        return None
