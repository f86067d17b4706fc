"""What the rules look at in a claim: its words by their work, each in one form.

Numbers, dates and bounds are taken out first; negation, direction, modals and opposites are recognised by table; what
is left without stop words is the claim's *core*, in stems with synonyms made one. A claim is read once and kept in a
cache, for the same known claims are compared again and again. Next: ``rules``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sayso_store.dedupe.domain import lexicon
from sayso_store.dedupe.domain.lexicon import stem
from sayso_store.dedupe.domain.normalise import Word, normal_form, words
from sayso_store.dedupe.domain.numbers import Found, find

_SAME = {stem(word): stem(group.split()[0]) for group in lexicon.SYNONYMS for word in group.split()}


def canonical(word: str) -> str:
    """A word's stem, the same for synonyms."""
    return _SAME.get(stem(word), stem(word))


_POLES = {
    canonical(word): (axis, sign)
    for axis, sides in enumerate(lexicon.OPPOSITES)
    for sign, side in zip((1, -1), sides, strict=True)
    for word in side.split()
}
_PHRASES = {tuple(stem(part) for part in phrase): instead for phrase, instead in lexicon.PHRASES.items()}
_UP = frozenset(map(stem, lexicon.UP))
_DOWN = frozenset(map(stem, lexicon.DOWN))
_REPORTED = frozenset(map(stem, lexicon.REPORTED))
LIGHT = frozenset(map(canonical, lexicon.LIGHT))
SELF = frozenset(map(canonical, lexicon.SELF))
NEVER_EXTRA = frozenset(map(canonical, lexicon.NEVER_EXTRA))
_NEGATIONS = frozenset(map(stem, lexicon.NEGATIONS))
_SOFT = frozenset(map(stem, lexicon.SOFT_NEGATIONS))
_CLAUSE_MARKS = frozenset(",;:.!?")
_CLAUSE_WORDS = frozenset(["and", "but", "because", "although", "though", "while", "whether", "which", "who", "until"])


@dataclass(frozen=True, slots=True)
class Claim:
    """What is compared: the words of a claim, and who says it."""

    content: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Features:
    """A claim's content as the rules see it."""

    form: str
    core: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    counted: tuple[tuple[str, str], ...]
    dates: frozenset[tuple[str, str]]
    bounds: frozenset[str]
    ends: frozenset[tuple[str, str]]
    negated: frozenset[str]
    softly_negated: bool
    until: bool
    directions: tuple[str, ...]
    poles: frozenset[tuple[int, int]]
    modals: frozenset[str]
    first_person: bool
    passive: bool
    is_cut: bool

    def topic(self, opposed: frozenset[int]) -> frozenset[str]:
        """What it is about: the core without the words of these opposites."""
        return frozenset(word for word in self.core if word not in _POLES or _POLES[word][0] not in opposed)

    @property
    def information(self) -> int:
        """How many things it says that can differ from one claim to the next."""
        return len(set(self.core)) + len(self.numbers) + len(self.dates)


@lru_cache(maxsize=8192)
def features(content: str) -> Features:
    """Read a claim's content."""
    found = find(_without_report(words(content)))
    parts = list(_parts(found))
    core = tuple(part.stem for part in parts if part.kind == "core")
    return Features(
        form=normal_form(content),
        core=core,
        names=tuple(part.stem for part in parts if part.is_name),
        numbers=tuple(sorted(found.numbers)),
        counted=tuple(_counted(found, parts)),
        dates=found.dates,
        bounds=found.bounds,
        ends=found.ends,
        negated=_negated(parts),
        softly_negated=any(stem(word.text) in _SOFT for word in found.rest),
        until=any(word.text == "until" for word in found.rest),
        directions=tuple(part.stem for part in parts if part.kind == "direction"),
        poles=frozenset(_POLES[part.stem] for part in parts if part.stem in _POLES),
        modals=frozenset(part.stem for part in parts if part.kind == "modal"),
        first_person=any(word.text in lexicon.FIRST_PERSON for word in found.rest),
        passive=_is_passive(found.rest),
        is_cut=content.rstrip().endswith(("...", "…")),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    stem: str
    is_name: bool
    clause: int
    place: int


def _parts(found: Found) -> Iterator[_Part]:
    clause, place = 0, 0
    rest = found.rest
    while place < len(rest):
        word = rest[place]
        after = rest[place + 1] if place + 1 < len(rest) else None
        if word.is_mark or word.text in _CLAUSE_WORDS:
            clause += 1
        phrase = after and _PHRASES.get((stem(word.text), stem(after.text)))
        if phrase:
            yield _Part(_kind(phrase), _form(phrase), False, clause, place)
            place += 2
            continue
        if not word.is_mark:
            yield _Part(_kind(word.text), _form(word.text), _is_name(word, after), clause, place)
        place += 1


def _kind(word: str) -> str:
    root = stem(word)
    if root in _NEGATIONS:
        return "negation"
    if word in lexicon.MODALS:
        return "modal"
    if root in _UP or root in _DOWN:
        return "direction"
    return "stop" if word in lexicon.STOP else "core"


def _form(word: str) -> str:
    if word in lexicon.MODALS:
        return lexicon.MODALS[word]
    root = stem(word)
    if root in _UP:
        return "up"
    return "down" if root in _DOWN else canonical(word)


def _is_name(word: Word, after: Word | None) -> bool:
    """A capital tells a name, except at a sentence's beginning, where the next word must have one too."""
    if not word.capital or word.text in lexicon.STOP or word.text in lexicon.MODALS or word.text == "nobody":
        return False
    return not word.first or (after is not None and after.capital)


def _negated(parts: list[_Part]) -> frozenset[str]:
    """The core words of the clauses that hold a negation; a double negation is none."""
    count: dict[int, int] = {}
    for part in parts:
        if part.kind == "negation":
            count[part.clause] = count.get(part.clause, 0) + 1
    clauses = {clause for clause, times in count.items() if times % 2}
    return frozenset(part.stem for part in parts if part.clause in clauses and part.kind in {"core", "direction"})


def _is_passive(of: tuple[Word, ...]) -> bool:
    """Whether somebody is named "by" whom it was done."""
    return any(b.text == "by" and (a.text.endswith("ed") or a.text in lexicon.IRREGULAR) for a, b in pairwise(of))


def _counted(found: Found, parts: list[_Part]) -> Iterator[tuple[str, str]]:
    """Each number with the first core word after it: what is counted."""
    for number, place in zip(found.numbers, found.places, strict=True):
        after = (part.stem for part in parts if part.place >= place and part.kind == "core")
        yield number, next(after, "")


def _without_report(of: tuple[Word, ...]) -> tuple[Word, ...]:
    """The claim without "X confirmed that" before it."""
    for place, word in enumerate(of[:8]):
        if word.text == "that" and place and stem(of[place - 1].text) in _REPORTED:
            return of[place + 1 :]
    return of
