"""The details of statements on labelled articles of our own never get worse unseen."""

import pytest

from sayso_extract.tagger.finder import shipped_finder
from tests.benchmark.details import FIELDS, FOLDER, HALVES, score

CLAIMS = 80.0
FLOORS: dict[str, float] = {
    "kind": 95,
    "cue": 95,
    "speaker": 80,
    "role": 66,
    "affiliation": 25,
    "said_when": 57,
    "event_when": 80,
    "quantities": 75,
    "certainty": 90,
    "negated": 85,
}
"""Percent right; what was reached on the worse half, rounded down."""


@pytest.mark.parametrize("half", HALVES)
def test_details_are_as_right_as_they_were(half: str) -> None:
    reached = score(FOLDER / half, shipped_finder())
    assert reached.claims > 150
    assert reached.f1 >= CLAIMS, "\n".join(reached.wrong)
    low = {name: reached.share(name) for name in FIELDS if reached.share(name) < FLOORS[name]}
    assert low == {}
