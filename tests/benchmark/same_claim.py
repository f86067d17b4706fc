"""``make bench-same-claim [EVAL=…]``: how right the rules on two claims are, whether they would meet, the cost.

Two sets of pairs are our own (``same_claim_pairs``: fictional, labelled before any rule was run on them, evenly over
the ways in which claims are alike or not). Rules were written with sight of the half *seen* only; *kept back* is what
to judge them by. With ``EVAL`` its folder ``same_claim`` is scored as well, by its own scorer. ``meet`` is the share of
pairs that have a band in common, so that dedupe would compare them at all.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso_store.dedupe.domain import Claim, Judgement, as_compared, compare, prints
from sayso_store.dedupe.domain.minhash import PRINT

OWN = Path(__file__).parent / "same_claim_pairs"
SETS = ("seen", "kept_back")
LABELS = ("same", "conflict", "different")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One pair with its label and the way in which its claims are alike or not."""

    a: Claim
    b: Claim
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Scores:
    """Counts of (label, verdict)."""

    table: Counter[tuple[str, str]]

    def precision(self, label: str) -> float:
        """Of the pairs that were given this verdict, the share that has it."""
        return _share(self.table[label, label], sum(self.table[each, label] for each in LABELS))

    def recall(self, label: str) -> float:
        """Of the pairs that have this label, the share that was given it."""
        return _share(self.table[label, label], sum(self.table[label, each] for each in LABELS))


def read(path: Path) -> list[Labelled]:
    """The pairs of a file: JSON Lines with a, a_speaker, b, b_speaker, label, why."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Labelled(Claim(row["a"], row["a_speaker"]), Claim(row["b"], row["b_speaker"]), row["label"], row["why"])
        for row in rows
    ]


def judge(pairs: Sequence[Labelled]) -> tuple[Scores, list[tuple[Labelled, Judgement]]]:
    """The scores, and the pairs that were judged wrong."""
    judged = [(each, compare(each.a, each.b)) for each in pairs]
    wrong = [(each, judgement) for each, judgement in judged if judgement.verdict != each.label]
    return Scores(Counter((each.label, judgement.verdict) for each, judgement in judged)), wrong


def main() -> int:
    """Print the report. Exit code 1: a conflict was merged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval", nargs="?", default=os.environ.get("SAYSO_EVAL_DIR"), help="folder of labelled data")
    parser.add_argument("--errors", type=int, default=0, help="show so many errors of the set seen and of EVAL")
    args = parser.parse_args()
    merged = 0
    for name in SETS:
        pairs = read(OWN / f"{name}.jsonl")
        scores, wrong = judge(pairs)
        merged += scores.table["conflict", "same"]
        report(name, pairs, scores)
        for each, judgement in wrong[: args.errors if name == "seen" else 0]:
            print(f"  {each.label} but {judgement.verdict} by {judgement.rule} ({each.why}): {each.a} / {each.b}")
        by_kind(pairs, wrong)
    if args.eval is None:
        print("no EVAL: only our own pairs were scored")
    else:
        folder = Path(args.eval) / "same_claim"
        score_by_its_own(folder, args.errors)
        print(f"meet       {meeting(read(folder / 'pairs.jsonl'))}\n")
    cost([each for name in SETS for each in read(OWN / f"{name}.jsonl")])
    return 1 if merged else 0


def report(name: str, pairs: Sequence[Labelled], scores: Scores) -> None:
    """Precision and recall of each label."""
    print(f"{name}: {len(pairs)} pairs")
    for label in LABELS:
        print(f"{label:<10} P {100 * scores.precision(label):5.1f}  R {100 * scores.recall(label):5.1f}")
    print(f"conflicts merged as same: {scores.table['conflict', 'same']}")
    print(f"meet       {meeting(pairs)}")


def by_kind(pairs: Sequence[Labelled], wrong: Sequence[tuple[Labelled, Judgement]]) -> None:
    """What share of each kind of pair was judged right."""
    of, missed = Counter(each.why for each in pairs), Counter(each.why for each, _ in wrong)
    print("  right of each kind: " + ", ".join(f"{kind} {of[kind] - missed[kind]}/{of[kind]}" for kind in of) + "\n")


def meeting(pairs: Sequence[Labelled]) -> str:
    """The share of the pairs of each label that share a band."""
    met = Counter(each.label for each in pairs if _prints(each.a) & _prints(each.b))
    of = Counter(each.label for each in pairs)
    return ", ".join(f"{label} {100 * _share(met[label], of[label]):.0f} %" for label in LABELS)


def _prints(claim: Claim) -> set[bytes]:
    (row,) = prints([as_compared(claim)])
    return {row[at : at + PRINT] for at in range(PRINT, len(row), PRINT)}


def score_by_its_own(folder: Path, errors: int) -> None:
    """Run the labelled data's own scorer on our verdicts."""
    pairs = read(folder / "pairs.jsonl")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"verdict": compare(each.a, each.b).verdict}) + "\n" for each in pairs)
        file.flush()
        command = [sys.executable, str(folder / "score"), str(folder / "pairs.jsonl"), file.name]
        print(f"{folder.name} of EVAL:", flush=True)
        subprocess.run([*command, "--errors", str(errors)], check=True)


def cost(pairs: Sequence[Labelled]) -> None:
    """CPU time of reading a claim that was never seen, and of comparing two that were."""
    claims = [
        Claim(f"{each.content} {number}", each.speaker) for number in range(5) for p in pairs for each in (p.a, p.b)
    ]
    reading = _seconds(lambda: [compare(each, each) for each in claims]) / len(claims)
    for each in pairs:
        compare(each.a, each.b)
    comparing = _seconds(lambda: [compare(each.a, each.b) for each in pairs]) / len(pairs)
    print(f"CPU: {1e6 * reading:.0f} us to read a claim, {1e6 * comparing:.0f} us to compare two that were read")


def _seconds(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def _share(part: int, of: int) -> float:
    return part / of if of else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
