"""Quality on labelled pairs, our own and, where they are at hand, others: no conflict is merged, nothing gets worse."""

import os
from pathlib import Path

import pytest

from tests.benchmark.same_claim import OWN, judge, read

EVAL = Path(os.environ.get("SAYSO_EVAL_DIR", Path(__file__).parents[4] / "shared" / "eval"))
PAIRS = EVAL / "same_claim" / "pairs.jsonl"


def hold(path: Path, *, same: float, conflict: float) -> None:
    scores, _ = judge(read(path))
    assert scores.table["conflict", "same"] == 0
    assert scores.precision("same") >= 0.97
    assert scores.precision("conflict") >= 0.9
    assert scores.recall("same") >= same
    assert scores.recall("conflict") >= conflict


def test_the_pairs_seen() -> None:
    hold(OWN / "seen.jsonl", same=0.72, conflict=0.85)


def test_the_pairs_kept_back() -> None:
    hold(OWN / "kept_back.jsonl", same=0.8, conflict=0.8)


@pytest.mark.skipif(
    not PAIRS.exists(),
    reason=f"the labelled pairs are not part of this repository and not at {PAIRS}: set SAYSO_EVAL_DIR",
)
def test_labelled_pairs() -> None:
    hold(PAIRS, same=0.85, conflict=0.85)


def test_no_pair_of_our_own_is_in_both_sets() -> None:
    seen, kept_back = (
        {(each.a.content, each.b.content) for each in read(OWN / name)} for name in ("seen.jsonl", "kept_back.jsonl")
    )
    assert len(seen | kept_back) >= 300
    assert seen.isdisjoint(kept_back)
