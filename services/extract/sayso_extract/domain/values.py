"""The small values of which an article makes thousands: words, tokens, spans.

A dataclass is made, compared and hashed by Python code of its own, which for so many is a good part of all work. A
struct of msgspec does the same in C, in a third of the time, and refuses an assignment to a field at no cost. Values of
which there are few stay frozen dataclasses.

Guaranteed: a value never changes and refers to no other that refers back to it; so the garbage collector leaves it out.

Next: `model`, whose `Span` is the most frequent of them.
"""

from typing import TYPE_CHECKING, dataclass_transform

from msgspec import Struct


@dataclass_transform(frozen_default=True, order_default=True)
class Value(Struct, frozen=True, order=True, gc=False):
    """The base of classes of values; for the type checker each is a frozen dataclass with an order."""


if TYPE_CHECKING:  # which holds the names and types of the fields against the class
    from dataclasses import replace as replace
else:
    from msgspec.structs import replace as replace
