"""A token, and which part of its claim it stands in: who did it, where, why, or what else.

There is no parser behind this: the parts are read from prepositions, commas and the first verb, in one go over the
words. A slot that is read wrong costs a verdict, never a wrong merge, since ``rules`` use slots to find what two claims
that agree in everything else differ in, and to tell that two doers are not one. Next: ``tokens`` makes them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from sayso_store.dedupe.domain.lexicon import grammar, opposites
from sayso_store.dedupe.domain.lexicon.stems import VOCABULARY, senses, stems
from sayso_store.dedupe.domain.lexicon.tables import listed

_ALONE = stems(*opposites.ALONE)
_CAUSING = stems("cause trigger start begin kill spark ignite provoke prompt bring destroy damage delay")
_TIMES = listed(
    "dawn noon midnight night morning evening then now end start beginning middle midday daybreak sunrise sunset half"
)
_NOT_VERBS = listed("the a an his her their its our my this that these those no any")


_PRONOUNS = listed("i we he she they it you who nobody everyone")
_UNCHANGED = listed("beat hit put set shut hurt quit spread let burst upset cut")
_BEGINNING = grammar.PLACES | grammar.AFTER | grammar.OTHER_PREPOSITIONS | listed("because by of from for")
_LEAST = 4
_OF_PEOPLE = ("ians", "ian", "ean", "ese", "ish", "ia", "an", "ic", "a", "e", "i", "y", "o")
_OPENING = listed("after before although because while when since if once with without despite having during as")
_STARTING = grammar.PLACES | grammar.OTHER_PREPOSITIONS | _OPENING


class Token(Struct, frozen=True, gc=False):
    """One word with its work. ``place`` counts the words that are left when numbers and dates are out."""

    text: str
    stem: str
    kind: str
    is_name: bool
    clause: int
    place: int
    slot: str = "main"
    past: bool = False

    @property
    def senses(self) -> frozenset[int | str]:
        """What the word can mean; a name also its people: "Hestria", "Hestrian"."""
        return of_name(self.text) if self.is_name else senses(self.text)


@lru_cache(maxsize=VOCABULARY)
def of_name(name: str) -> frozenset[int | str]:
    """What a name can mean: itself, and its people."""
    return senses(name) | {"~" + without_people(name)}


@lru_cache(maxsize=VOCABULARY)
def without_people(name: str) -> str:
    """A name without what makes a people of a country: the same for "Hestria", "Hestrian" and "Hestrians"."""
    base = name.removesuffix("s")
    if not base.endswith(_OF_PEOPLE):
        return base
    ending = next((each for each in _OF_PEOPLE if base.endswith(each) and len(base) - len(each) >= _LEAST), "")
    return base.removesuffix(ending)


def with_slots(of: Sequence[Token]) -> Iterator[Token]:
    """The tokens with their slots."""
    reader = _Reader()
    for at, token in enumerate(of):
        slot = reader.read(of, at)
        yield token if slot == token.slot else replace(token, slot=slot)


@dataclass(slots=True)
class _Reader:
    """What is known of a sentence so far."""

    slot: str = "main"
    opening: bool = False
    """Whether what comes before the first comma is no subject: "After the storm, …"."""
    be: bool = False
    passive: bool = False
    verb: bool = False
    last: str = ""

    def read(self, of: Sequence[Token], at: int) -> str:
        """The slot of the next token."""
        token = of[at]
        text, kind = token.text, token.kind
        begins = at == 0 or of[at - 1].text in _ENDS
        if begins or (text == "," and self.opening):
            self.slot, self.be, self.passive, self.verb = "main", False, False, False
            self.opening = begins and text in _STARTING
        if kind == "mark":
            self.slot = "rest" if self.verb else "main"
        else:
            begun = self._begun(of, at) if text in _BEGINNING else None
            self.slot = begun or (self._verb(of, at) if _may_be_verb(token) else None) or self.slot
        if kind == "core" and (token.past or self.last != "die"):
            self.last = token.stem
        return "subject" if self.slot == "main" and not self.verb and not self.opening else self.slot

    def _begun(self, of: Sequence[Token], at: int) -> str | None:
        """The slot that a preposition or conjunction begins."""
        text = of[at].text
        if text == "because" or self._begins_cause(of, at):
            return "cause"
        if text == "by":
            return "by" if self.passive and not _is_time(of, at + 1) else "to"
        if text in grammar.PLACES and self.slot != "cause":
            return "place"
        if text in grammar.AFTER and self.slot not in {"cause", "by"}:
            return "after"
        return "to" if text in grammar.OTHER_PREPOSITIONS and self.slot not in {"cause", "after"} else None

    def _begins_cause(self, of: Sequence[Token], at: int) -> bool:
        """ "Died of", "caused by", "for … reasons", "sent off for swearing"."""
        text = of[at].text
        if text == "by":
            return self.passive and self.last in _CAUSING and not _is_time(of, at + 1)
        if text in {"of", "from"}:
            return self.last == "die"
        gerund = self.passive and at + 1 < len(of) and of[at + 1].text.endswith("ing")
        return text == "for" and (gerund or any(each.stem == "reason" for each in of[at : at + 5]))

    def _verb(self, of: Sequence[Token], at: int) -> str | None:
        token = of[at]
        if self.slot in {"cause", "after"} or not (token.text in grammar.AUXILIARIES or _is_verb(of, at)):
            return None
        self.verb = self.verb or not self.opening
        self.passive = self.passive or (self.be and (token.past or token.text.split("-")[0] in _UNCHANGED))
        self.be = self.be or token.text in grammar.BE
        return "rest"


_ENDS = frozenset({".", "!", "?", ";"})


def _is_time(of: Sequence[Token], at: int) -> bool:
    at += at < len(of) and of[at].text in {"the", "a"}
    text = of[at].text if at < len(of) else "then"
    gerund = text.endswith("ing") and len(text) > 5 and at + 1 < len(of) and of[at + 1].kind != "mark"
    return text in _TIMES or gerund


def _can_do(token: Token) -> bool:
    return token.kind == "core" or token.text in _PRONOUNS


def _may_be_verb(token: Token) -> bool:
    return not (token.is_name or token.kind == "stop") or token.text in grammar.AUXILIARIES


def _is_verb(of: Sequence[Token], at: int) -> bool:
    """Whether a word is a verb, as far as its form and its neighbours tell."""
    token = of[at]
    if token.kind == "direction":
        return at > 0
    if token.is_name or token.kind == "stop" or not _looks_like_verb(of, at):
        return False
    return any(map(_can_do, of[max(0, at - 6) : at])) and of[at - 1].text not in _NOT_VERBS


def _looks_like_verb(of: Sequence[Token], at: int) -> bool:
    token = of[at]
    if token.past or (token.text.endswith("s") and token.stem in _ALONE):
        return True
    after = of[at + 1].text if at + 1 < len(of) else ""
    unchanged = token.text in _UNCHANGED and after not in grammar.AUXILIARIES
    return unchanged or (after in _NOT_VERBS and token.kind == "core")
