"""Whose somebody is: what "its", "their", "his" or "her" beside a role means, who made a report, and who "they" are.

Input: an article's words, its people and its organisations. "Its coordinator" is of what opened the sentence before,
"her deputy" of the last one of that gender who was named. The word stands in the mention, in a description beside it,
or beside the name where the article has it first.

Guaranteed: what is found is a name of the article; a text is searched for the same words once.

Next: `homes`.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from sayso_extract.domain.lexicon import DETERMINERS
from sayso_extract.domain.model import Speaker
from sayso_extract.domain.speakers.named import Organisations
from sayso_extract.domain.speakers.naming import bare, is_capital
from sayso_extract.domain.speakers.people import Person
from sayso_extract.domain.word_lists import word_set

NEAR = 600
"""Characters before a name in which its organisation is looked for."""
_A_SENTENCE = 250
"""Characters of a long sentence."""
_WRITTEN = ("report", "study", "paper", "survey", "analysis")
_BESIDE = 60
"""Characters beside a name in which its description stands."""
_GAP = 16
"""Characters between a role and a name: a comma, a title."""
_ADJECTIVES = ("ian", "ese", "ish", "an", "n", "i")
_STEM = 3
"""Letters that a country's name has at least."""
RESEARCHERS = word_set(
    "university institute institution observatory laboratories hospital college foundation museum school academy "
    "centre center"
)
_TEAMS = ("team", "researchers", "scientists", "authors")
_LINKS = (" at the ", " at ", " from the ", " from ", " of the ")
_TRIES = 20
_POSSESSIVES = ("his", "her", "its", "their")
_OF_PLACES = ("in", "from", "near", "across", "to")


class Searched:
    """An article's words; what was looked for once is known."""

    def __init__(self, words: str) -> None:
        self.words = words
        lower = words.lower()
        self._lower = lower if len(lower) == len(words) else words
        self._found: dict[str, int] = {}
        self._any: dict[str, int] = {}
        self._inside: dict[str, bool] = {}
        self._areas: dict[str, str | None] = {}
        self._places: dict[str, bool] = {}

    def find(self, words: str) -> int:
        """Where words stand first, -1 if nowhere."""
        if words not in self._found:
            self._found[words] = self.words.find(words)
        return self._found[words]

    def find_any(self, words: str) -> int:
        """Where words in lower case stand first, however they are written."""
        if words not in self._any:
            self._any[words] = self._lower.find(words)
        return self._any[words]

    def holds_inside(self, word: str) -> bool:
        """Whether a capital stands inside a sentence somewhere, as names do and other words do not."""
        if word not in self._inside:
            self._inside[word] = self._stands_inside(word)
        return self._inside[word]

    def is_place(self, name: str) -> bool:
        """Whether somebody is in or from what is called so, by the words before it."""
        if name not in self._places:
            self._places[name] = any(self._is_whole(f" {before} {name}") for before in _OF_PLACES)
        return self._places[name]

    def _is_whole(self, phrase: str) -> bool:
        """Whether a phrase stands somewhere without more of a name behind it."""
        for at in self._first(phrase):
            behind = self.words[at + len(phrase) : at + len(phrase) + 2]
            if not behind[:1].isalnum() and not behind[1:].isupper():
                return True
        return False

    def _first(self, words: str) -> Iterator[int]:
        """The first places of words."""
        at = self.words.find(words)
        for _ in range(_TRIES):
            if at < 0:
                return
            yield at
            at = self.words.find(words, at + 1)

    def country_of(self, adjective: str) -> str | None:
        """The country or town of the article that an adjective is made from: "Ardesh" of "Ardeshi"."""
        for ending in _ADJECTIVES:
            stem = adjective.removesuffix(ending)
            if len(stem) < _STEM or stem == adjective:
                continue
            for name in (stem, *(f"{stem}{vowel}" for vowel in ("a", "ia", "e", "o"))):
                at = self.find(f" {name}")
                if at >= 0 and not self.words[at + 1 + len(name) : at + 2 + len(name)].isalpha():
                    return name
        return None

    def only_area(self, kind: str) -> str | None:
        """The one place of a kind that is named: "Tarn County"; None if there are several."""
        if kind not in self._areas:
            self._areas[kind] = self._area(f" {kind.capitalize()}")
        return self._areas[kind]

    def _area(self, noun: str) -> str | None:
        found = set[str]()
        for at in self._first(noun):
            word = self.words[max(0, at - _BESIDE) : at].rpartition(" ")[2].rpartition("\n")[2]
            if is_capital(word) and word.isalpha() and word.lower() not in DETERMINERS:
                found.add(f"{word}{noun}")
        return found.pop() if len(found) == 1 else None

    def _stands_inside(self, word: str) -> bool:
        for at in self._first(word):
            before = self.words[max(0, at - 2) : at]
            if len(before) == 2 and before[1] == " " and (before[0].isalnum() or before[0] == ","):
                return True
        return False


def owner_of(speaker: Speaker, text: Searched) -> tuple[str, int]:
    """The "its" or "her" that opens the mention or a description beside it, and where; empty if none does."""
    spans = [*([speaker.mention_span] if speaker.mention_span else []), *speaker.described_by]
    for span in spans:
        word = text.words[span.begin : span.begin + 6].lower().split(" ", 1)[0]
        if word in _POSSESSIVES:
            return word, span.begin
    return _beside_name(speaker, text) if speaker.kind == "person" and speaker.name and speaker.role else ("", 0)


def _beside_name(speaker: Speaker, text: Searched) -> tuple[str, int]:
    """The "its" of a role beside a name where it stands first: "Bo Reed, its convenor", "Its convenor, Bo Reed"."""
    name, role = speaker.name or "", (speaker.role or "").lower()
    begin = text.find(name)
    behind = text.words[begin + len(name) + 2 : begin + len(name) + 2 + _BESIDE]
    before = text.words[max(0, begin - _BESIDE) : max(0, begin)]
    for word in _POSSESSIVES if begin >= 0 else ():
        if text.words.startswith(", ", begin + len(name)) and behind.lower().startswith(f"{word} {role}"):
            return word, begin + len(name) + 2
        at = f" {before.lower()}".rfind(f" {word} {role}")
        if at >= 0 and len(before) - at - len(word) - len(role) <= _GAP:
            return word, begin - len(before) + at
    return "", 0


def its(
    role: str,
    place: int,
    people: Sequence[Person],
    organisations: Organisations,
    text: Searched,
    voice: str | None = None,
) -> str | None:
    """What "its" means: of an author the maker of the report, at the head of a sentence what opened the last one.

    `voice` is the organisation that has just spoken.
    """
    if bare(role.split()[-1]) == "author":
        return next(filter(None, (maker(kind, organisations, text) for kind in _WRITTEN)), None)
    if text.words[place : place + 1].isupper() or text.words[max(0, place - 2) : place - 1] in ('"', "”", "’", "'"):
        known = frozenset(each.name for each in people if each.described)
        return (
            organisations.opened(place, _A_SENTENCE)
            or voice
            or _opener(text.words, place, known)
            or (organisations.opened(place, NEAR) or organisations.before(place))
        )
    return organisations.before(place, NEAR) or organisations.subject


def _opener(words: str, place: int, people: frozenset[str]) -> str | None:
    """The capitals that open the sentence before a place, if they are nobody's name: "Shoreline Rising is not done"."""
    end = words.rfind(". ", max(0, place - _A_SENTENCE), place)
    begin = max(words.rfind(mark, max(0, end - _A_SENTENCE), max(0, end)) for mark in (". ", "\n"))
    opens = end > 0 and (begin >= 0 or end < _A_SENTENCE)
    run = list(takewhile(is_capital, words[begin + 1 : end].split()[:6])) if opens else []
    run = run[1:] if run and run[0].lower() in ("the", "a", "an") else run
    name = " ".join(run)
    return name if len(run) > 1 and name not in people else None


def whom_before(
    place: int, gender: str, people: Sequence[Person], text: Searched, but: str | None, heard: frozenset[str]
) -> str | None:
    """Whom "his" or "her" means: of those who may be of that gender, the one whose surname stood last before."""
    found, nearest = None, max(0, place - NEAR)
    for each in people:
        if (each.described or each.name in heard) and each.name != but and each.gender in (None, gender):
            at = text.words.rfind(each.name.split()[-1], nearest, place)
            if at >= nearest and at > 0:
                found, nearest = each.name, at
    return found


def maker(document: str, organisations: Organisations, text: Searched) -> str | None:
    """Whose poll or study it is, if the article says so anywhere: "a survey by Pollard & Dunne"."""
    kinds = ("poll", "survey") if document in ("poll", "survey") else (document,)
    for kind in kinds:
        for link in (" by ", " from ", " for "):
            at = text.find(f"{kind}{link}")
            begin = at + len(kind) + len(link)
            begin += 4 if text.words[begin : begin + 4] == "the " else 0
            found = organisations.at(begin) if at >= 0 else None
            if found is not None:
                return found
    return None


def researchers(place: int, organisations: Organisations, text: Searched) -> str | None:
    """Whose team "they" are in "Researchers at Tarn followed adults ... they found"."""
    near = text.words[max(0, place - NEAR // 2) : place]
    at, word = max((near.lower().rfind(word), word) for word in _TEAMS)
    if at < 0 or "\n\n" in near[at:]:
        return None
    behind = max(0, place - NEAR // 2) + at + len(word)
    named = (organisations.at(behind + len(link)) for link in _LINKS if text.words.startswith(link, behind))
    return next(filter(None, named), None) or organisations.only(RESEARCHERS) or organisations.first(RESEARCHERS)
