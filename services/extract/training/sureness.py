"""Fits how sure a claim is, on articles the network has not seen, and writes it into the weights.

Input: the weights as they lie in the package, and the held-out articles. A claim counts as right if its content has at
least `SAME_CONTENT` of its letters in common with a marked one's, and, where the marked one has a source, `SAME_SOURCE`
with that. The table printed is of four parts, each weighed by what the other three taught.

`python -m training.sureness EVAL` does this alone, after new weights or a change of the rules.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.finder import read_paragraphs
from sayso_extract.domain.model import Span
from sayso_extract.domain.tagging.one_claim import in_the_taggers_words
from sayso_extract.tagger import weights as shipped
from sayso_extract.tagger.finder import FittedFinder
from training.corpus import Claim, Document, documents

SAME_CONTENT, SAME_SOURCE = 0.8, 0.5
PARTS = 4
SMALL = 0.5
"""How much large weights cost."""
ROUNDS = 50

Doubles = NDArray[np.float64]


def fit_sureness(dev: Iterable[Document], folder: Path) -> None:
    """Fit, print how it holds, and write."""
    tables, model = ((folder / name).read_bytes() for name in (shipped.TABLES_FILE, shipped.NETWORK_FILE))
    finder = FittedFinder(shipped.load(tables, model))
    known: list[tuple[float, ...]] = []
    right: list[bool] = []
    parts: list[int] = []
    for number, document in enumerate(dev):
        rules, found = finder.findings(document.text, read_paragraphs(document.text))
        for each in found:
            told = (
                each.draft if each.partner is None else in_the_taggers_words(rules[each.partner].draft, each.draft, 0.0)
            )
            known.append(each.known)
            right.append(is_right(told, document.claims, document.text))
            parts.append(number % PARTS)
    if len(set(right)) < 2:
        print("no claims to weigh: sureness is left as it is")
        return
    features, truth, part = np.array(known), np.array(right, np.float64), np.array(parts)
    said = np.zeros(len(truth))
    for held in range(PARTS):
        said[part == held] = _chance(features[part == held], _fit(features[part != held], truth[part != held]))
    _print_table(said, truth)
    with np.load(folder / shipped.TABLES_FILE) as old:
        kept: dict[str, Any] = {name: old[name] for name in old.files}
    kept["sureness"] = _fit(features, truth).astype(np.float32)
    np.savez_compressed(folder / shipped.TABLES_FILE, **kept)


def is_right(draft: Draft, gold: Iterable[Claim], text: str) -> bool:
    """Whether a marked claim says the same of the same source."""
    content = _letters(draft.spans, text)
    whose = (draft.mention, *draft.appositions) if draft.mention else ()
    source = _letters([Span(min(s.begin for s in whose), max(s.end for s in whose))] if whose else [], text)
    for claim in gold:
        theirs = _letters([Span(*pair) for pair in claim["content"]], text)
        name = _letters([Span(*pair) for pair in claim["source"]], text)
        if _alike(content, theirs) >= SAME_CONTENT and (not name or _alike(source, name) >= SAME_SOURCE):
            return True
    return False


def _letters(spans: Iterable[Span], text: str) -> set[int]:
    return {at for span in spans for at in range(span.begin, span.end) if text[at].isalnum()}


def _alike(some: set[int], others: set[int]) -> float:
    return len(some & others) / len(some | others) if some & others else 0.0


def _fit(features: Doubles, truth: Doubles) -> Doubles:
    """Logistic regression by Newton's method."""
    weights = np.zeros(features.shape[1])
    for _ in range(ROUNDS):
        said = _chance(features, weights)
        bend = (features * (said * (1 - said))[:, None]).T @ features + np.eye(len(weights)) * SMALL
        weights = weights + np.linalg.solve(bend, features.T @ (truth - said) - SMALL * weights)
    return weights


def _chance(features: Doubles, weights: Doubles) -> Doubles:
    chance: Doubles = 1 / (1 + np.exp(-features @ weights))
    return chance


def _print_table(said: Doubles, truth: Doubles) -> None:
    print("said   right   claims")
    for tenth in range(10):
        mine = (said * 10).astype(int) == tenth
        if mine.any():
            print(f"{said[mine].mean():.2f}   {truth[mine].mean():.2f}   {mine.sum():6}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval", type=Path, help="folder of labelled data")
    args = parser.parse_args()
    fit_sureness(documents(args.eval / "attribution" / "dev"), Path(shipped.__file__).parent)
