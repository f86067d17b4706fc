"""How right the details of statements are on our own labelled articles: `tests/golden/fields`, half of them held back.

Each folder holds articles about made-up people and what is claimed in them; `tests/golden/fields/README.md` tells the
conventions. A statement is held against the claim whose content it shares most characters with, from `ALIKE` on
(Jaccard), each claim once. A field counts where the claim or the statement has something in it; names agree where one
has all the words of the other.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso_extract.document import ClaimFinder
from sayso_extract.domain.model import Article, Quantity, Span, Statement, TimeRange

FOLDER = Path(__file__).parents[1] / "golden" / "fields"
HALVES = ("open", "held")
ALIKE = 0.6
FIELDS = (
    "kind",
    "cue",
    "speaker",
    "role",
    "affiliation",
    "said_when",
    "event_when",
    "quantities",
    "certainty",
    "negated",
)
_SMALL = frozenset(("the", "a", "an", "of", "s"))


@dataclass(slots=True)
class Score:
    """Counts over a folder; `wrong` tells each miss in words."""

    claims: int = 0
    found: int = 0
    matched: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    seen: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    wrong: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Percent, of claims."""
        return 200 * self.matched / (self.claims + self.found) if self.claims else 0.0

    def share(self, name: str) -> float:
        """Percent of a field that is right, over matched claims."""
        return 100 * self.right[name] / self.seen[name] if self.seen[name] else 0.0

    def lines(self) -> Iterator[str]:
        """The figures as a table."""
        yield f"claims       F1 {self.f1:5.1f}   ({self.matched} of {self.found} found, {self.claims} labelled)"
        for name in FIELDS:
            yield f"{name:<12} {self.share(name):5.1f} % right   ({self.right[name]} of {self.seen[name]})"


def score(folder: Path, finder: ClaimFinder) -> Score:
    """Read every article of a folder and count."""
    total = Score()
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        article = Article(None, (), gold["published"], None, None, None, None, None, None, text)
        _count(total, path.stem, text, gold["claims"], finder.find(article))
    return total


def _count(total: Score, name: str, text: str, claims: list[dict[str, Any]], found: tuple[Statement, ...]) -> None:
    total.claims += len(claims)
    total.found += len(found)
    places = _places(text, claims)
    open_claims = dict(enumerate(places))
    for statement in found:
        mine = _letters(text, statement.content_spans)
        shared = {at: len(mine & theirs) / len(mine | theirs) for at, theirs in open_claims.items()}
        best = max(shared, key=lambda at: shared[at], default=None)
        if best is None or shared[best] < ALIKE:
            total.wrong.append(f"{name}: not a claim: {statement.content[:120]!r}")
            continue
        del open_claims[best]
        total.matched += 1
        _compare(total, name, claims[best], statement)
    total.wrong += [f"{name}: missed: {claims[at]['content']!r}" for at in open_claims]


def _compare(total: Score, name: str, claim: dict[str, Any], statement: Statement) -> None:
    mine, theirs = _mine(statement), _theirs(claim)
    for each in FIELDS:
        if mine[each] in (None, False, []) and theirs[each] in (None, False, []) and each != "speaker":
            continue
        total.seen[each] += 1
        if _agree(each, mine[each], theirs[each]):
            total.right[each] += 1
        else:
            total.wrong.append(f"{name}: {each}: {theirs[each]!r}, not {mine[each]!r}, of {statement.content[:60]!r}")


def _agree(name: str, mine: Any, theirs: Any) -> bool:
    if name == "cue":
        return bool(_words(mine) & _words(theirs))
    if name in ("speaker", "role", "affiliation"):
        one, other = _words(mine), _words(theirs)
        return one == other or (bool(one and other) and (one <= other or other <= one))
    return bool(mine == theirs)


def _mine(statement: Statement) -> dict[str, Any]:
    return {
        "kind": statement.kind,
        "cue": statement.cue,
        "speaker": statement.speaker.name,
        "role": statement.speaker.role,
        "affiliation": statement.speaker.affiliation,
        "said_when": _days(statement.said_when),
        "event_when": _days(statement.event_when),
        "quantities": sorted(_amount(each) for each in statement.quantities),
        "certainty": statement.certainty,
        "negated": statement.negated,
    }


def _theirs(claim: dict[str, Any]) -> dict[str, Any]:
    amounts = sorted((round(float(q["value"]), 6), float(q["upper"] or 0)) for q in claim["quantities"])
    when = {
        key: (claim[key]["start"], claim[key]["end"]) if claim[key] else None for key in ("said_when", "event_when")
    }
    return {**claim, **when, "quantities": amounts}


def _days(when: TimeRange | None) -> tuple[str, str] | None:
    return (when.start, when.end) if when else None


def _amount(found: Quantity) -> tuple[float, float]:
    return round(found.value, 6), found.upper or 0.0


def _words(value: str | None) -> set[str]:
    return set(re.findall(r"\w+", (value or "").lower())) - _SMALL


def _places(text: str, claims: list[dict[str, Any]]) -> list[set[int]]:
    """The letters and digits of each claim's content, found from the claim before on."""
    places, start = [], 0
    for claim in claims:
        pieces = [claim["content"]] if isinstance(claim["content"], str) else claim["content"]
        spans = []
        for piece in pieces:
            at = text.find(piece, start)
            start = at if at >= 0 else text.index(piece)
            spans.append(Span(start, start + len(piece)))
        places.append(_letters(text, spans))
        start = spans[0].begin
    return places


def _letters(text: str, spans: tuple[Span, ...] | list[Span]) -> set[int]:
    return {at for span in spans for at in range(span.begin, span.end) if text[at].isalnum()}
