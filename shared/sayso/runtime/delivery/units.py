"""One entry as a handler sees it: the event, and where it is in its life.

Four fields of an entry are delivery's own: ``_attempt`` counts tries, ``_first`` keeps the id the entry had at first,
since each postponed try gets a new one, ``_memo`` is what a handler that deferred the work wants to find again, and
``_trace`` is the trace it belongs to, see ``tracing``.
Everything else belongs to the event. An entry that cannot be read becomes a
unit without an event, so that it has an end with a name like any other.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from sayso.contracts.dispositions import Reason
from sayso.contracts.outcomes import Quarantine
from sayso.contracts.topology import Stage
from sayso.contracts.wire import Event, Fields, UnreadableEntry
from sayso.runtime.delivery.keys import Keys

ATTEMPT = b"_attempt"
FIRST = b"_first"
MEMO = b"_memo"
TRACE = b"_trace"
CONTROL = frozenset({ATTEMPT, FIRST, MEMO, TRACE})

_LONGEST_MEMO = 65_536

E_co = TypeVar("E_co", bound=Event, covariant=True)


@dataclass(frozen=True, slots=True)
class Unit(Generic[E_co]):
    """A unit of work. ``attempt`` and ``deliveries`` count from 1; ``first_id`` stays the same over all tries."""

    entry_id: bytes
    fields: Fields
    event: E_co
    attempt: int
    deliveries: int
    first_id: str
    correlation_id: str
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An entry that is no event of its stream."""

    entry_id: bytes
    fields: Fields
    deliveries: int
    failure: Quarantine
    attempt: int = 1
    first_id: str = ""


def read_unit(
    stage: Stage, entry_id: bytes, fields: Fields, deliveries: int, keys: Keys | None = None
) -> "Unit[Event] | Unreadable":
    """The unit of an entry. Never raises: what is wrong with it is in the result."""
    attempt, first_id = 1, (keys or Keys()).entry(entry_id.decode())
    try:
        attempt, first_id, memo = _control(first_id.encode(), fields)
        event = stage.reads.event.from_fields({name: value for name, value in fields.items() if name not in CONTROL})
    except UnreadableEntry as error:
        failure = Quarantine(error.reason, error.detail)
        return Unreadable(entry_id, fields, deliveries, failure, attempt, first_id)
    correlation_id = getattr(event, "correlation_id", None) or f"{stage.reads.name}-{first_id}"
    return Unit(entry_id, fields, event, attempt, deliveries, first_id, correlation_id, memo)


def _control(own_id: bytes, fields: Fields) -> tuple[int, str, str]:
    first = fields.get(FIRST, own_id)
    attempt = fields.get(ATTEMPT, b"1")
    memo = fields.get(MEMO, b"")
    sound = attempt.isdigit() and len(attempt) <= 6 and len(first) <= 64 and len(memo) <= _LONGEST_MEMO
    if not (sound and first.isascii() and memo.isascii()):
        raise UnreadableEntry(Reason.RESERVED_FIELD, "fields that start with _ belong to delivery")
    return int(attempt), first.decode(), memo.decode()
