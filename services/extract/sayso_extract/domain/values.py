"""The small values of which an article makes thousands: words, tokens, spans.

A frozen dataclass checks at run time, field by field, that nobody sets it twice, which makes it several times as dear
to make as a plain one. `value` leaves that check to the type checker, which refuses an assignment to a field as it does
for a frozen dataclass; slots, equality, hash and order are the same. Values of which there are few stay frozen
dataclasses.

Next: `model`, whose `Span` is the most frequent of them.
"""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, order_default=True)
def value(made: type[Made]) -> type[Made]:
    """Makes a class of values; for the type checker it is a frozen dataclass with an order."""
    return dataclass(slots=True, unsafe_hash=True, order=True)(made)
