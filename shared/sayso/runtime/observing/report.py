"""How the whole pipeline does, as values: what ``status`` finds and whoever shows it works with.

Plain and typed, so that a terminal, a web page and a script are told the same. Times are seconds unless they say
otherwise, sizes are bytes. Next: ``status`` fills it, ``judging`` names what is wrong in it.
"""

from typing import Literal

from pydantic import Field, computed_field

from sayso.contracts.wire import Record
from sayso.runtime.abilities import HostQueue, StoreView
from sayso.runtime.observing.heartbeat import Pulse


class StageStatus(Record):
    """One stage. ``rate``: units that ended a second, of late, by all its workers together.

    ``backlog``: entries nobody has read yet; ``pending``: being worked on; ``postponed``: waiting for a turn or a try.
    ``dead_letters`` by reason is counted over the oldest ``looked_at``; ``dead`` is all of them.
    """

    name: str
    role: str
    reads: str
    backlog: int
    pending: int
    oldest_waiting: float
    oldest_pending: float
    lease: float
    postponed: int
    next_due_in: float | None = None
    dead: int = 0
    dead_letters: dict[str, int] = Field(default_factory=dict)
    looked_at: int = 0
    halted: str | None = None
    halted_for: float | None = None
    workers: int = 0
    rate: float = 0.0
    high_water: int | None = None


class RedisStatus(Record):
    """Redis. ``limit`` 0: none of its own. ``headroom``: the share of memory that is free, 0 to 1."""

    version: str
    used: int
    limit: int
    headroom: float
    clients: int
    uptime: int
    unfit: str | None = None
    trouble: str | None = None
    claims: int = 0


class Problem(Record):
    """Something that is wrong. ``name`` is stable; a ``warning`` alone leaves the pipeline healthy."""

    name: str
    severity: Literal["problem", "warning"] = "problem"
    about: str
    detail: str


class Status(Record):
    """How the pipeline does at a moment. What could not be asked is None, and named in ``problems``."""

    at: str
    partition: str | None = None
    stages: tuple[StageStatus, ...] = ()
    redis: RedisStatus | None = None
    store: StoreView | None = None
    hosts: HostQueue | None = None
    workers: tuple[Pulse, ...] = ()
    problems: tuple[Problem, ...] = ()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong that a person has to look at."""
        return not any(each.severity == "problem" for each in self.problems)
