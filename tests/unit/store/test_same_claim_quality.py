"""Quality on the labelled pairs, where they are at hand: no conflict is merged, and nothing gets worse."""

import json
import os
from pathlib import Path

import pytest

from sayso_store.dedupe.compare import compare

EVAL = Path(os.environ.get("SAYSO_EVAL_DIR", Path(__file__).parents[4] / "shared" / "eval"))
PAIRS = EVAL / "same_claim" / "pairs.jsonl"


@pytest.mark.skipif(
    not PAIRS.exists(),
    reason=f"the labelled pairs are not part of this repository and not at {PAIRS}: set SAYSO_EVAL_DIR",
)
def test_labelled_pairs() -> None:
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    verdicts = [compare(each["a"], each["a_speaker"], each["b"], each["b_speaker"]).verdict for each in pairs]
    labels = [each["label"] for each in pairs]
    assert [label for label, verdict in zip(labels, verdicts, strict=True) if verdict == "same" != label] == []
    for label, least in {"same": 0.6, "conflict": 0.65}.items():
        right = sum(a == b == label for a, b in zip(labels, verdicts, strict=True))
        assert right >= least * labels.count(label)
        assert right >= 0.9 * verdicts.count(label)
