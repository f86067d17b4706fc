"""What the services agree on: words, events, outcomes and the topology. No I/O happens here.

Read in this order: ``topology`` (what there is), ``events`` and ``records`` (what an entry says), ``wire`` (how it is
written), ``dispositions`` and ``outcomes`` (how work ends).
"""

from sayso.contracts.dispositions import Disposition, Reason
from sayso.contracts.outcomes import Defer, Discard, Done, Failure, Outcome, Output, Quarantine, Retry
from sayso.contracts.wire import Event, Record, UnreadableEntry, Written

__all__ = [
    "Defer",
    "Discard",
    "Disposition",
    "Done",
    "Event",
    "Failure",
    "Outcome",
    "Output",
    "Quarantine",
    "Reason",
    "Record",
    "Retry",
    "UnreadableEntry",
    "Written",
]
