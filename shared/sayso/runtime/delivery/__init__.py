"""Delivery: the only place that knows Redis streams.

A stage's entries come from its stream, by way of a consumer group, and leave in one of four ways, each of them one
script that Redis runs whole or not at all: **handed over** (outputs added, entry acknowledged and deleted), **set
aside** as a dead letter, **postponed** until it is due again, or left pending because the worker died, in which case
another worker takes it over once its lease has run out.

The promise is that a stage hands an entry over at most once, however often it ran: the script acknowledges first and
does nothing when somebody else already has. A worker that lost its lease while it worked, or whose connection broke
between the command and the answer, can therefore not publish a second time.

Where to look: ``consumer`` reads and takes over, ``settlement`` decides what follows from an outcome, ``scripts`` are
the moves on Redis, ``units`` is what a handler is given, ``keys`` names the keys, ``groups`` makes the groups,
``breaker`` halts a stage that sets too much aside, ``dead`` puts back what was set aside.
"""

from sayso.runtime.delivery.consumer import Consumer
from sayso.runtime.delivery.groups import ensure_groups
from sayso.runtime.delivery.keys import Keys, everywhere, partition_of, served
from sayso.runtime.delivery.push import push_many, spread
from sayso.runtime.delivery.units import Unit

__all__ = ["Consumer", "Keys", "Unit", "ensure_groups", "everywhere", "partition_of", "push_many", "served", "spread"]
