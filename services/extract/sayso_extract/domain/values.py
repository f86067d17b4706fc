"""The small values of which an article makes thousands: words, tokens, spans.

A frozen dataclass checks at run time, field by field, that nobody sets it twice, which makes it several times as dear
to make as a plain one. `value` leaves that check to the type checker, which refuses an assignment to a field as it does
for a frozen dataclass; slots, equality, hash and order are the same. Values of which there are few stay frozen
dataclasses.

Next: `model`, whose `Span` is the most frequent of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, order_default=True)
def value(made: type[Made]) -> type[Made]:
    """Makes a class of values; for the type checker it is a frozen dataclass with an order."""
    return dataclass(slots=True, unsafe_hash=True, order=True)(made)


if TYPE_CHECKING:  # which holds the names and types of the fields against the class
    from dataclasses import replace as replace
else:

    def replace(of: Made, /, **changes: Any) -> Made:
        """A value with some of its fields changed, as `dataclasses.replace` makes it, in half the time."""
        kind: Any = of.__class__
        places, told = _fields_of(kind)
        fields_told = list(told(of))
        for name, changed in changes.items():
            fields_told[places[name]] = changed
        made: Made = kind(*fields_told)
        return made


@cache
def _fields_of(kind: Any) -> tuple[Mapping[str, int], Callable[[Any], tuple[Any, ...]]]:
    """Where each field stands, and what tells all of them; a value has at least two."""
    names = [each.name for each in fields(kind)]
    return {name: place for place, name in enumerate(names)}, attrgetter(*names)
