"""The organisations an article names, and the one it is about.

Input: the article's sentences. A run of capitals that holds an organisation's noun ("Coppingshire Council",
"University of Thornhaven") is one; so is the run that opens a sentence and reports something ("Vantry Cells
reported ..."), which is what the article is about if nothing else did so before it.

Guaranteed: at most `MOST` organisations, in order of first mention; every name stands in the text.

Next: `homes`, which tells whom they speak through.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso_extract.domain.attribution.cues import FORMS
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.speakers.places import PLACES
from sayso_extract.domain.speakers.role_words import HONORIFICS, ORGANISATIONS, ROLES
from sayso_extract.domain.values import value

MOST = 100
LONGEST = 6
_OPENING = 4
"""Sentences in which an article says what it is about."""


@value
class Organisation:
    """A named organisation; `noun` says what kind it is, empty if its name does not."""

    name: str
    noun: str
    begin: int


@dataclass(frozen=True, slots=True)
class Organisations:
    """All of an article, the first mention of each; `subject` is the one the article is about."""

    named: tuple[Organisation, ...]
    subject: str | None

    def only(self, nouns: frozenset[str]) -> str | None:
        """The organisation of these kinds, if the article names exactly one."""
        names = {each.name for each in self.named if each.noun in nouns}
        return names.pop() if len(names) == 1 else None

    def before(self, place: int) -> str | None:
        """The organisation named last before a place in the text."""
        return next((each.name for each in reversed(self.named) if each.begin < place), None)


def find_organisations(text: str, sentences: Sequence[tuple[Token, ...]], people: frozenset[str]) -> Organisations:
    """What the sentences name; `people` are names in lower case that are no organisation's."""
    found: dict[str, Organisation] = {}
    subject: str | None = None
    for number, sentence in enumerate(sentences):
        for begin, end in _runs(sentence):
            words = [token.text for token in sentence[begin:end]]
            name = text[sentence[begin].begin : sentence[end - 1].end].removesuffix("'s").removesuffix("’s")
            noun = _noun(words)
            opens = begin <= 1 and end < len(sentence) and sentence[end].lower in FORMS
            if name.lower() in people or name.lower() in PLACES or not (noun or (opens and _may_be(words))):
                continue
            if opens and subject is None and number < _OPENING:
                subject = name
            if len(found) < MOST:
                found.setdefault(name, Organisation(name, noun, sentence[begin].begin))
    return Organisations(tuple(sorted(found.values(), key=lambda each: each.begin)), subject)


def _runs(sentence: tuple[Token, ...]) -> list[tuple[int, int]]:
    """Runs of capitals, "of" and "the" inside them; an article's "The" before one is left out."""
    runs, at = [], 0
    while at < len(sentence):
        if not sentence[at].capital or (at == 0 and sentence[0].lower in ("the", "a", "an")):
            at += 1
            continue
        end = at + 1
        while end < len(sentence) and end - at < LONGEST and (sentence[end].capital or _joins(sentence, end)):
            end += 1
        runs.append((at, end))
        at = end
    return runs


def _joins(sentence: tuple[Token, ...], at: int) -> bool:
    return sentence[at].lower in ("of", "&") and at + 1 < len(sentence) and sentence[at + 1].capital


def _noun(words: Sequence[str]) -> str:
    """The noun that makes a run an organisation: its last, or the one before "of"."""
    plain = [word.lower().removesuffix("'s").removesuffix("’s") for word in words]
    if len(plain) < 2:
        return ""
    head = plain[plain.index("of") - 1] if "of" in plain[1:] else plain[-1]
    return head if head in ORGANISATIONS else ""


def _may_be(words: Sequence[str]) -> bool:
    """Whether a run without an organisation's noun may be one: several words, no title, no role."""
    plain = {word.lower().rstrip(".") for word in words}
    return len(words) > 1 and not plain & (ROLES | HONORIFICS.keys())
