"""Phrases that stand for shares, and those that bound the number after them."""


def _table(*lines: str) -> dict[tuple[str, ...], str]:
    """By phrase, what it stands for."""
    pairs = [each.split("=") for line in lines for each in line.split(";")]
    return {tuple(phrase.split()): meant.strip() for phrase, meant in pairs}


SHARES = _table(
    "half = 50; third = 33.3; two thirds = 66.7; quarter = 25; three quarters = 75; fifth = 20",
    "two fifths = 40; three fifths = 60; four fifths = 80; sixth = 16.7; eighth = 12.5; tenth = 10",
    "three tenths = 30; seven tenths = 70; nine tenths = 90",
)
BOUNDS = _table(
    "at least = least; no fewer than = least; no less than = least; not less than = least",
    "a minimum of = least; not fewer than = least; more than = over; over = over; above = over",
    "upwards of = over; over the age of = over; older than = over; aged over = over; higher than = over",
    "in excess of = over; well over = over; greater than = over; longer than = over; at most = most",
    "up to = most; no more than = most; as much as = most; as many as = most; a maximum of = most",
    "not more than = most; fewer than = under; less than = under; under = under; below = under",
    "younger than = under; shorter than = under; lower than = under",
)
