"""Cursors: where a list goes on, as text for an address. What is no cursor of ours is a ValueError.

A cursor holds the order's own values of the last line, so that pages neither overlap nor skip when claims arrive in
between, and a page costs the same wherever it is.
"""

import base64
import binascii
import json

Place = tuple[str | int, ...]
_LONGEST = 2048


def cursor_of(*place: str | int) -> str:
    """A place as a cursor."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def place_of(cursor: str, *kinds: type[str] | type[int]) -> Place:
    """The place of a cursor whose values are of these kinds. Raises ValueError."""
    try:
        if len(cursor) > _LONGEST:
            raise ValueError
        place = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise ValueError("not a cursor that was given out") from None
    fits = isinstance(place, list) and len(place) == len(kinds)
    if not fits or any(type(value) is not kind for value, kind in zip(place, kinds, strict=True)):
        raise ValueError("not a cursor of this list")
    if any(isinstance(value, int) and abs(value) >= 2**63 for value in place):
        raise ValueError("not a cursor of this list")
    return tuple(place)
