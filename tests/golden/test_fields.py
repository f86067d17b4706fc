"""The details of statements on labelled articles of our own never get worse unseen."""

import pytest

from sayso_extract.tagger.finder import shipped_finder
from tests.benchmark.details import FIELDS, FOLDER, HALVES, score

CLAIMS = 94
FLOORS: dict[str, float] = {
    "kind": 99,
    "cue": 99,
    "speaker": 90,
    "role": 82,
    "affiliation": 70,
    "said_when": 91,
    "event_when": 90,
    "quantities": 89,
    "certainty": 96,
    "negated": 95,
}
"""Percent right; what was reached on the worse of the two, rounded down."""


@pytest.mark.parametrize("half", HALVES)
def test_details_are_as_right_as_they_were(half: str) -> None:
    reached = score(FOLDER / half, shipped_finder())
    assert reached.claims > 150
    assert reached.f1 >= CLAIMS
    low = {name: reached.share(name) for name in FIELDS if reached.share(name) < FLOORS[name]}
    assert low == {}
