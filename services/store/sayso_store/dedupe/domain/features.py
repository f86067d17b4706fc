"""What the rules look at in a claim: its words by their work, each known by what it can mean.

Numbers, dates and bounds are taken out first (``numbers``); what is left becomes ``tokens``, of which the *core* is
what has weight. Negation, direction, modals and opposites are recognised by table. A claim is read once and kept in a
cache, for the same known claims are compared again and again. Next: ``pairs``, then ``rules``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sayso_store.dedupe.domain.dates import text_at
from sayso_store.dedupe.domain.kept import kept
from sayso_store.dedupe.domain.lexicon import grammar, opposites
from sayso_store.dedupe.domain.lexicon.stems import is_past_form, stem, stems
from sayso_store.dedupe.domain.lexicon.tables import listed
from sayso_store.dedupe.domain.normalise import Word, fingerprint, form_of
from sayso_store.dedupe.domain.normalise import words as words_of
from sayso_store.dedupe.domain.numbers import Found, find
from sayso_store.dedupe.domain.slots import Token
from sayso_store.dedupe.domain.tokens import tokens

MOST_WORDS = 300
"""Words of a content that are read. What is longer is the same as its equal only."""

MOST_CHARACTERS = 4000
"""Characters of a content that are read, for the same reason."""

LIGHT = frozenset(map(stem, grammar.LIGHT))
TOPICLESS = (LIGHT - frozenset(map(stem, grammar.WEAK))) | frozenset(map(stem, grammar.SELF))
"""What tells nothing of what a claim is about."""

SELF = frozenset(map(stem, grammar.SELF))
FILLER = frozenset(map(stem, grammar.FILLER))
AHEAD = stems(
    "promise pledge vow plan intend hope expect decide agree order threaten predict forecast demand propose want"
)
"""Verbs whose matter is ahead anyway, with a \"will\" or without."""

ONCE = stems(*opposites.ONCE)
POLES: dict[str, list[tuple[int, int]]] = {}
for _axis, _sides in enumerate(opposites.OPPOSITES):
    for _sign, _side in zip((1, -1), _sides, strict=True):
        for _word in _side:
            POLES.setdefault(stem(_word), []).append((_axis, _sign))
REPORTED = frozenset(map(stem, grammar.REPORTED))
_SOFT = frozenset(map(stem, grammar.SOFT_NEGATIONS))
_SILENCE = frozenset(map(stem, grammar.SILENCE))
_OF_SILENCE = frozenset(map(stem, grammar.OF_SILENCE))
_REFUSING = stems("decline refuse not no could cannot nobody never immediate immediately unavailable")
_DEFINITE = frozenset("the his her their its our my this that these those".split())  # noqa: SIM905
_PRONOUNS = frozenset({"he", "she", "it", "i", "we", "they"})
_ENDS = frozenset({".", ",", ";", "!", "?", ":", "and", "but", "because", "of"})
_SCHEDULED = listed(
    "opens begins starts closes ends leaves arrives returns meets takes goes comes expires plays kicks",
    "launches resumes reopens visits faces retires",
)
_NO_REPORT = listed("not never no nobody deny denied denies and but")
_SAYS = frozenset({"said", "says"})
_SAID_NOT_TOLD = listed("no yes so to sorry nothing little something much goodbye")
_OWN = frozenset({"it", "he", "she", "they"})
_WAYS = frozenset({"to", "from", "for", "against", "by", "into"})
_SPEAKING = grammar.FIRST_PERSON | {"you"}
_SPANS = frozenset({"rel:week", "rel:month", "rel:year"})
_LONGEST_REPORT = 8
_LONGEST_CLEFT = 14


class Claim(NamedTuple):
    """What is compared: the words of a claim, and who says it."""

    content: str
    speaker: str | None = None


@dataclass(frozen=True)
class Features:
    """A claim's content as the rules see it."""

    form: str
    tokens: tuple[Token, ...]
    found: Found
    counted: tuple[tuple[str, str], ...]
    first_person: bool
    is_cut: bool
    is_whole: bool

    @kept
    def words(self) -> tuple[Token, ...]:
        """What has weight."""
        return tuple(token for token in self.tokens if token.kind == "core")

    @kept
    def meant(self) -> tuple[tuple[Token, frozenset[int | str]], ...]:
        """What has weight, each with all that it can mean."""
        return tuple((token, token.senses) for token in self.words)

    @kept
    def stems(self) -> frozenset[str]:
        """The stems of all its words."""
        return frozenset([token.stem for token in self.tokens])

    @kept
    def weighty(self) -> int:
        """How many different words of weight it has."""
        return len({token.stem for token in self.words})

    @kept
    def form_words(self) -> list[str]:
        """The words of its form."""
        return self.form.split()

    @kept
    def times(self) -> dict[str, frozenset[str]]:
        """Its dates by kind; a day is in its month, and what is next in any span is also "next"."""
        found: dict[str, set[str]] = {}
        for kind, value in self.found.dates:
            found.setdefault(kind, set()).add(value)
        if "day" in found and "month" not in found:
            found["month"] = {value.split("-")[0] for value in found["day"]}
        if ahead := {kind for kind in _SPANS & found.keys() if "next" in found[kind]}:
            found["next"] = ahead
        return {kind: frozenset(values) for kind, values in found.items()}

    @kept
    def senses(self) -> frozenset[int | str]:
        """All that its core can mean."""
        return frozenset().union(*(some for _, some in self.meant))

    @kept
    def numbers(self) -> frozenset[str]:
        """Its numbers, each once."""
        return frozenset(self.found.numbers)

    @kept
    def negated(self) -> tuple[Token, ...]:
        """The weighty words of the clauses that hold a negation; a double negation is none."""
        count: dict[int, int] = {}
        for token in self.tokens:
            if token.kind == "negation":
                count[token.clause] = count.get(token.clause, 0) + 1
        clauses = {clause for clause, times in count.items() if times % 2}
        return tuple(each for each in self.tokens if each.clause in clauses and each.kind in {"core", "direction"})

    @kept
    def is_negated(self) -> bool:
        """Whether it is denied, whatever is left of it."""
        return bool(self.negated) or sum(token.kind == "negation" for token in self.tokens) == 1

    @kept
    def softly_negated(self) -> bool:
        """Whether a word of it may say what another says with a negation."""
        return any(token.stem in _SOFT for token in self.tokens)

    @kept
    def until(self) -> bool:
        """Whether it tells until when."""
        return any(token.text == "until" for token in self.tokens)

    @kept
    def directions(self) -> tuple[str, ...]:
        """Up and down, in order."""
        return tuple(token.stem for token in self.tokens if token.kind == "direction")

    @kept
    def poles(self) -> dict[int, int]:
        """By opposite: which end of it is said. Both ends are none."""
        ends: dict[int, int] = {}
        for token in self.words:
            for axis, sign in () if token.is_name else POLES.get(token.stem, ()):
                ends[axis] = sign if ends.get(axis, sign) == sign else 0
        return ends

    @kept
    def modals(self) -> frozenset[str]:
        """How certain it is, where that is said."""
        said = frozenset(token.stem for token in self.tokens if token.kind == "modal")
        if "wished" in said:
            return said - {"future"}
        return said or (frozenset({"future"}) if self._is_scheduled else frozenset())

    @kept
    def _is_scheduled(self) -> bool:
        return bool(self.found.dates) and any(
            each.text in _SCHEDULED or each.stem == "happen-on" for each in self.tokens
        )

    @kept
    def is_past(self) -> bool:
        """Whether a form of it tells of the past."""
        return any(each.text in grammar.PAST or each.past for each in self.tokens if not each.is_name)

    @kept
    def is_going_on(self) -> bool:
        """Whether it says "is leaving": may be meant of the future."""
        of = self.tokens
        return any(a.text in {"is", "are", "am"} and b.text.endswith("ing") for a, b in pairwise(of))

    @kept
    def has_pronoun(self) -> bool:
        """Whether its subject is "I", "we", "our …", "you", or nobody but "he" or "she"."""
        subject = [each for each in self.tokens if each.slot == "subject"]
        bare = not any(each.kind == "core" for each in subject) and any(each.text in _PRONOUNS for each in subject)
        return bare or any(each.text in _SPEAKING for each in subject)

    @kept
    def ways(self) -> dict[str, str]:
        """By word, the "to", "from", "for", "against" or "by" (no doer's) before it."""
        found: dict[str, str] = {}
        way = ""
        for token in self.tokens:
            if token.text in _WAYS and token.slot != "by":
                way = token.text
            elif token.kind == "mark" or token.text in grammar.PLACES or token.text in grammar.OTHER_PREPOSITIONS:
                way = ""
            elif way and token.kind == "core":
                found.setdefault(token.stem, way)
                way = way if token.is_name else ""
        return found

    @kept
    def is_silent(self) -> bool:
        """Whether it only says that nothing is said."""
        spoken = [token for token in self.words if token.stem not in SELF]
        rest = [token for token in spoken if token.stem not in _OF_SILENCE]
        refusing = any(token.stem in _REFUSING for token in self.tokens)
        return refusing and len(rest) <= 1 and any(token.stem in _OF_SILENCE for token in spoken)

    @kept
    def information(self) -> int:
        """How many things it says that can differ from one claim to the next."""
        if self.is_silent:
            return 0
        return self.weighty + len(self.numbers) + len(self.found.dates)

    @kept
    def is_definite(self) -> bool:
        """Whether what it is about is a certain one: "the painting", a name, not "a painting"."""
        first = next((each for each in self.tokens if each.kind != "mark" and each.slot in {"subject", "main"}), None)
        certain = first is not None and (first.text in _DEFINITE or first.is_name or first.text in _PRONOUNS)
        return certain and (self.is_passive or self.object_starts not in {"a", "an", "some", "several", "another"})

    @kept
    def object_starts(self) -> str:
        """The word after the first verb that is no auxiliary."""
        of = self.tokens
        verb = next((at for at, each in enumerate(of) if each.slot == "rest" and each.kind == "core"), len(of))
        return of[verb + 1].text if verb + 1 < len(of) else ""

    @property
    def has_clauses(self) -> bool:
        """Whether it has more than one clause."""
        return bool(self.tokens) and self.tokens[-1].clause > 0

    @kept
    def has_object(self) -> bool:
        """Whether somebody does something to somebody, in either voice: "it killed twelve", not "twelve died"."""
        starts = self.object_starts
        ends = (
            starts in grammar.PLACES
            or starts in grammar.OTHER_PREPOSITIONS
            or starts in grammar.AFTER
            or starts in _ENDS
        )
        return bool(self.slots.get("by")) or not (ends or not starts)

    @kept
    def is_done_to_one(self) -> bool:
        """Whether what it was done to is a certain one."""
        return self.is_definite if self.is_passive else self.object_starts in _DEFINITE or self._object_is_name

    @kept
    def _object_is_name(self) -> bool:
        return any(each.is_name and each.text == self.object_starts for each in self.tokens)

    @kept
    def slots(self) -> dict[str, tuple[Token, ...]]:
        """Its weighty words by slot."""
        found: dict[str, list[Token]] = {}
        for token in self.words:
            found.setdefault(token.slot, []).append(token)
        return {slot: tuple(some) for slot, some in found.items()}

    @kept
    def agent(self) -> tuple[Token, ...]:
        """Who did it: in the passive who stands after "by", else the subject."""
        by = self.slots.get("by", ())
        return by or (() if self.is_passive else self.slots.get("subject", ()))

    @kept
    def is_passive(self) -> bool:
        """Whether its subject is who it was done to."""
        be = False
        for token in self.tokens:
            if token.kind in {"core", "direction"} and be and token.slot == "rest":
                return token.past or token.text == "cut"
            be = token.text in grammar.BE or (be and token.kind != "core")
        return False


@lru_cache(maxsize=8192)
def features(content: str) -> Features:
    """Read a claim's content."""
    head = content[:MOST_CHARACTERS]
    all_of = words_of(head)
    found = find(_without_cleft(without_report(all_of[:MOST_WORDS])))
    of = tokens(found.rest, found.places)
    return Features(
        form=form_of(all_of) + (f" {fingerprint(content)}" if len(content) > MOST_CHARACTERS else ""),
        tokens=of,
        found=found,
        counted=tuple(_counted(found, of)),
        first_person=not grammar.FIRST_PERSON.isdisjoint([word.text for word in all_of[:MOST_WORDS]]),
        is_cut=content.rstrip().endswith(("...", "…")),
        is_whole=len(all_of) <= MOST_WORDS and len(content) <= MOST_CHARACTERS,
    )


def poles_of(token: Token) -> list[tuple[int, int]]:
    """The opposites of which a token is an end."""
    return [] if token.is_name else POLES.get(token.stem, [])


def _counted(found: Found, of: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Each number with the first core word after it: what is counted."""
    for number, place in zip(found.numbers, found.places, strict=True):
        after = (token.text for token in of if token.place >= place and token.kind == "core")
        yield number, next(after, "")


def without_report(of: Sequence[Word]) -> Sequence[Word]:
    """The claim without "X confirmed that" before it, and without ", X said" or "according to X" about it."""
    return _without_tail(_without_head(of))


def _without_head(of: Sequence[Word]) -> Sequence[Word]:
    """Without "X said (that)"; "X said it had" is "X had"."""
    for place, word in enumerate(of[:_LONGEST_REPORT]):
        if word.is_mark or word.text in _NO_REPORT:
            break
        if not place or stem(word.text) not in REPORTED or place + 3 >= len(of):
            continue
        that = of[place + 1].text == "that"
        after = of[place + 1 + that]
        if not that and (word.text not in _SAYS or after.is_mark or after.text in _SAID_NOT_TOLD):
            continue
        own = after.text in _OWN and of[0].text not in _PRONOUNS
        return [*of[:place], *of[place + 2 + that :]] if own else of[place + 1 + that :]
    if [word.text for word in of[:2]] == ["according", "to"]:
        comma = next((place for place, word in enumerate(of[:_LONGEST_REPORT]) if word.text == ","), 0)
        return of[comma + 1 :] if comma else of
    return of


def _without_cleft(of: Sequence[Word]) -> Sequence[Word]:
    """ "It was the judge who leaked it" as "the judge leaked it"."""
    if [word.text for word in of[:2]] not in (["it", "was"], ["it", "is"]):
        return of
    who = next((place for place, word in enumerate(of[:_LONGEST_CLEFT]) if word.text in {"who", "that"}), 0)
    return [*of[2:who], *of[who + 1 :]] if who > 2 else of


def _tells(word: Word) -> bool:
    return stem(word.text) in REPORTED


def _names_teller(tail: Sequence[Word]) -> bool:
    """ ", Ana Marsh promised": names and one verb."""
    return len(tail) > 1 and is_past_form(tail[-1].text) and all(each.capital for each in tail[:-1])


def _without_tail(of: Sequence[Word]) -> Sequence[Word]:
    low = max(3, len(of) - _LONGEST_REPORT - 1)
    end = len(of) - (bool(of) and of[-1].text == ".")
    for place in range(low, end):
        here = of[place].text
        if here == "according" and text_at(of, place + 1) == "to":
            return of[:place]
        tail = of[place + 1 : end] if here == "," else ()
        if tail and (_tells(tail[-1]) or _tells(tail[0]) or _names_teller(tail)):
            return of[:place]
    return of
