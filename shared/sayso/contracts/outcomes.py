"""What a handler tells the pipeline: an answer, or an error that is an instruction.

A handler returns :class:`Done`, or raises (in a batch: returns) one of the errors below. Nothing else is needed to
know what happens to a message::

    Outcome
    ├── Done         the work is finished: hand the outputs over, acknowledge, record the disposition
    └── Failure      (an exception)
        ├── Discard     finished without output, with a named disposition and reason; acknowledged
        ├── Defer       nothing is wrong, it is not its turn: taken up again at a given time, as often as it takes
        ├── Retry       may pass: tried again after a growing delay, until its budget is spent
        └── Quarantine  will never pass: set aside as a dead letter at once

Any other exception counts as ``Retry(unexpected_error)``: bugs are often passing states of something else, and the
budget ends them. Who carries the instructions out: ``sayso.runtime.delivery``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from sayso.contracts.dispositions import Disposition, Reason
from sayso.contracts.wire import Event, Written


@dataclass(frozen=True, slots=True)
class Output:
    """One event for one stream, by the stream's name in the topology."""

    stream: str
    event: Event | Written


@dataclass(frozen=True, slots=True)
class Done:
    """Finished work. ``facts`` are small numbers and words for the log line and the URL's record."""

    disposition: Disposition
    outputs: Sequence[Output] = ()
    facts: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)
    reason: Reason | None = None
    detail: str = ""


class Failure(Exception):
    """An error that tells the pipeline what to do; ``detail`` is one line for people."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}" if self.detail else str(self.reason)


class Discard(Failure):
    """Nothing comes of this work, and that is its proper end."""

    def __init__(self, disposition: Disposition, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.args = (disposition, reason, detail)  # what it is made again from, in another process
        self.disposition = disposition


class Defer(Failure):
    """Not yet: the work is taken up again in ``seconds``, and that is no failed try.

    ``memo`` is a short text of the handler's own that comes back to it with the entry; it replaces the one before.
    """

    def __init__(self, reason: Reason, detail: str = "", *, seconds: float, memo: str = "") -> None:
        super().__init__(reason, detail)
        self.seconds = seconds
        self.memo = memo


class Retry(Failure):
    """May pass later. ``after`` (seconds) sets a least delay, such as a Retry-After header's.

    ``blameless`` is for what is wrong around the work and not with it, such as a database that is away: it is tried
    again for as long as that takes, and the try is not counted.
    """

    def __init__(
        self, reason: Reason, detail: str = "", *, after: float | None = None, blameless: bool = False
    ) -> None:
        super().__init__(reason, detail)
        self.after = after
        self.blameless = blameless


class Quarantine(Failure):
    """Will never pass: a dead letter at once, with the reason."""


Outcome: TypeAlias = Done | Failure
