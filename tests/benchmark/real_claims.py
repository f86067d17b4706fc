"""``make real-claims EVAL=…``: what the rules say of claims that nobody made up for them.

Labelled pairs are made of sentences that say something, each with its twin. The claims of real articles are wishes,
names and half sentences too, and hardly two of them are about the same thing, so what rules find there is mostly what
they should not. All articles of ``attribution`` are read, each claim is compared with those whose prints it shares, and
all conflicts and all that is the same in other words is printed, for a person to read: no label tells what is right.
"""

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import sayso_extract.preload  # noqa: F401  as in the processes that read pages, before numpy is imported
from sayso.contracts.records import SpeakerRecord
from sayso_extract import pipeline
from sayso_store.dedupe.domain import Claim, Judgement, as_compared, compare, meeting, prints, worth_comparing
from sayso_store.dedupe.handler import claim_of
from sayso_store.dedupe.index import ROOM

PER = 1000


def main() -> int:
    """Print what was found and how much of it there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval", nargs="?", default=os.environ.get("SAYSO_EVAL_DIR"), help="folder of labelled data")
    args = parser.parse_args()
    if args.eval is None:
        print("no EVAL: nothing was read")
        return 0
    articles = sorted(Path(args.eval).glob("attribution/*/text/*.txt"))
    claims = list(dict.fromkeys(claim for path in articles for claim in claims_of(path)))
    found: Counter[str] = Counter()
    for earlier, later in meeting(prints(claims), ROOM):
        a, b = claims[earlier], claims[later]
        judged = compare(a, b) if worth_comparing(a, b) else Judgement("different", "too_far", 0.0)
        found[judged.verdict if judged.rule != "exact" else "exact"] += 1
        if judged.verdict == "conflict" or (judged.verdict == "same" and judged.rule != "exact"):
            print(f"{judged.verdict:<8} {judged.rule:<18} {_shown(a)}\n{'':<28}{_shown(b)}")
    rates = ", ".join(f"{each} {found[each]} ({found[each] / len(claims) * PER:.2f})" for each in sorted(found))
    print(f"{len(articles)} articles, {len(claims)} claims; pairs that met (to a thousand claims): {rates}")
    return 0


def claims_of(path: Path) -> Iterator[Claim]:
    """What dedupe compares of an article."""
    read = pipeline.read(
        path.read_bytes(),
        url=f"https://paper.example/{path.stem}",
        media="text",
        charset="utf-8",
        fetched_at="2026-03-30T00:00:00Z",
    )
    for each in read.statements:
        speaker = SpeakerRecord(mention=each.speaker.mention, name=each.speaker.name, kind=each.speaker.kind)
        yield as_compared(claim_of(each.content, speaker, each.certainty, negated=each.negated))


def _shown(claim: Claim) -> str:
    return f"{claim.content} ({claim.speaker})"


if __name__ == "__main__":
    raise SystemExit(main())
