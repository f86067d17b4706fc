"""From words to tokens: each word with its work in the sentence, after what means one thing together was made one.

"Stepped down" becomes "resign", "is going to" a future, "failed to" a negation. Then each token gets its *kind* (core,
stop, modal, direction, negation, mark), its *clause*, and its *slot*: whether it tells who did it, where, or why. There
is no parser behind this: slots are read from prepositions and the first verb, linear in the words, and the rules use
them only to find what two claims that agree in everything else differ in. Next: ``features``.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from sayso_store.dedupe.domain.lexicon import grammar, opposites
from sayso_store.dedupe.domain.lexicon.phrases import phrases
from sayso_store.dedupe.domain.lexicon.stems import VOCABULARY, is_past_form, stem, stems
from sayso_store.dedupe.domain.lexicon.tables import listed
from sayso_store.dedupe.domain.normalise import Word
from sayso_store.dedupe.domain.slots import Token, with_slots

UP = frozenset(map(stem, opposites.UP))
DOWN = frozenset(map(stem, opposites.DOWN))
_ONCE = opposites.ONCE | listed(
    "visit meet speak take be play travel fly appear stand return run remain stay rise fall"
)
_PHRASES = phrases()
PARTICLES = stems("off out down over up back dead injured wounded hurt homeless unconscious missing stranded trapped")
_PARTED = {
    first: {
        second: next(instead for key, instead in some if len(key) == 2)
        for second, some in following.items()
        if second in PARTICLES and any(len(key) == 2 for key, _ in some)
    }
    for first, following in _PHRASES.items()
}
""" "Put … out": by verb, its particles and what the two mean."""
_RAISED = stems("price rate forecast outlook wage tax target output salary fare profit estimate guidance duty pension")
"""What is lifted upwards; a ban that is lifted ends."""

_CLAUSE_MARKS = frozenset(",;:.!?")
_BEFORE_FUTURE = listed("to going set due scheduled about")
_BEGINNING = frozenset(_PHRASES).union(map(stem, _BEFORE_FUTURE))
"""Stems with which something begins that is read as one: all others are let by."""

_DENY = frozenset({"deny"})
_AFTER_NO_DENIAL = {"no": frozenset({","}), "not": frozenset({"only", "just", "merely"})}
""" "No, he is …" and "not only here" deny nothing."""
_CLAUSE_WORDS = listed("and but because although though while whether which who until if so that")


def tokens(words: Sequence[Word], numbers: Sequence[int]) -> tuple[Token, ...]:
    """The tokens of a text. ``numbers`` are the places before which a number stood."""
    placed = frozenset(numbers)
    return tuple(with_slots(list(_kinds(_joined(words, placed), placed))))


class _Placed(Struct, frozen=True, gc=False):
    word: Word
    place: int
    after: Word | None = None
    past: bool = False


def _joined(words: Sequence[Word], numbers: frozenset[int]) -> list[_Placed]:
    """The words, phrases replaced by what they mean."""
    words = _lost(words)
    roots = [stem(word.text) for word in words]
    afters: list[Word | None] = [*words[1:], None]
    found: list[_Placed] = []
    skipped: set[int] = set()
    at = 0
    while at < len(words):
        word, root = words[at], roots[at]
        if at in skipped:
            at += 1
        elif root in _BEGINNING and (instead := _instead(words, roots, at, numbers)):
            length, gone, meant = instead
            skipped.update(gone)
            found += meant
            at += length
        else:
            found.append(_Placed(word, at, afters[at]))
            at += 1
    return found


def _instead(
    words: Sequence[Word], roots: list[str], at: int, numbers: frozenset[int]
) -> tuple[int, tuple[int, ...], list[_Placed]] | None:
    """What begins here and means something else: its length, the later words that belong to it, and what it means."""
    word, root = words[at], roots[at]
    if root in _PHRASES and (found := _phrase(words, roots, at, numbers)):
        length, instead = found
        instead = ("will", *instead) if word.text == "takes" and instead[:1] == ("happen",) else instead
        return length, (), _meant(word, at, instead)
    if _PARTED.get(root) and (parted := _parted(words, roots, at)):
        return 1, parted[:1], _meant(word, at, parted[1])
    if word.text in _BEFORE_FUTURE and _is_future(words, at):
        return 1 + (word.text != "to"), (), [_Placed(Word("will"), at)]
    return None


def _meant(word: Word, at: int, instead: Sequence[str]) -> list[_Placed]:
    past = is_past_form(word.text)
    return [_Placed(Word(each), at, past=past) for each in instead]


def _lost(words: Sequence[Word]) -> Sequence[Word]:
    """ "Left homes without power" as "homes lose power"."""
    if "without" not in [word.text for word in words]:
        return words
    changed = list(words)
    for at, word in enumerate(words):
        if word.text != "without":
            continue
        left = next(
            (place for place in range(max(0, at - 8), at) if words[place].text in {"left", "leaves", "leave"}), -1
        )
        if left >= 0:
            changed[left] = Word("made")
            changed[at] = Word("lose")
        elif at and words[at - 1].text in grammar.BE | {"remain", "remained"}:
            changed[at] = Word("no")
    return changed


def _phrase(
    words: Sequence[Word], roots: list[str], at: int, numbers: frozenset[int]
) -> tuple[int, tuple[str, ...]] | None:
    """The phrase that begins here, unless it is a name: its length, and the words instead."""
    following = _PHRASES[roots[at]]
    some = following.get(roots[at + 1] if at + 1 < len(roots) else "") or following[""]
    if not some or (words[at].capital and not words[at].first):
        return None
    for key, instead in some:
        if words[at].text == "closed" and key[1:] == ("to",):
            continue
        if tuple(roots[at : at + len(key)]) != key or (key[-1] == "to" and _is_future(words, at + len(key) - 2)):
            continue
        ends = at + len(key) == len(words) or words[at + len(key)].is_mark
        parted = key[-1] in {"to", "for"} and key[0] != "vot" and not numbers.isdisjoint(range(at + 1, at + len(key)))
        if parted or (key[-1] == "over" and key[0] in grammar.BE and not ends):
            continue
        return len(key), instead
    return None


def _parted(words: Sequence[Word], roots: list[str], at: int) -> tuple[int, tuple[str, ...]] | None:
    """A verb whose particle comes after its object: "put the fire out"."""
    particles = _PARTED[roots[at]]
    for later in range(at + 1, min(at + 6, len(words))):
        if words[later].is_mark or words[later].text in _CLAUSE_WORDS:
            return None
        instead = particles.get(roots[later]) if later > at + 1 else None
        if instead is not None:
            ends = later + 1 == len(words) or words[later + 1].is_mark or words[later + 1].text in grammar.STOP
            return (later, instead) if ends else None
    return None


def _is_future(words: Sequence[Word], at: int) -> bool:
    """Whether "to", or "going to", "set to", "due to", after a form of "be" tells what will be."""
    if at < 1 or at >= len(words):
        return False
    here = words[at].text
    to = at + (here != "to") if here in _BEFORE_FUTURE else len(words)
    be = words[at - 2].text if words[at - 1].text in {"not", "also", "now", "still"} and at > 1 else words[at - 1].text
    if to + 1 >= len(words) or words[to].text != "to" or be not in grammar.BE:
        return False
    verb = words[to + 1]
    plain = verb.text not in grammar.STOP and not verb.capital and not verb.is_mark
    return (plain or verb.text in {"be", "have"}) and (here != "due" or verb.text in _ONCE)


def _kinds(words: list[_Placed], numbers: frozenset[int]) -> Iterator[Token]:
    clause, narrow = 0, False
    for at, placed in enumerate(words):
        word, after = placed.word, placed.after
        text = word.text
        kind, form, begins, ends, is_past = _usual(text)
        if begins and text == "that":
            begins = not _has_stem(words[max(0, at - 2) : at], _DENY)
        if begins or (narrow and ends):
            clause, narrow = clause + 1, text == "without"
        is_name = word.capital and _is_name(word, after)
        if is_name:
            kind, form = "core", _form(text, "core")
        elif kind is None:
            kind = _kind(words, at, numbers)
            form = _form(text, kind)
        yield Token(text, form, kind, is_name, clause, placed.place, "main", placed.past or is_past)


def _has_stem(words: Iterable[_Placed], among: frozenset[str]) -> bool:
    return any(stem(each.word.text) in among for each in words)


def _ends(text: str) -> bool:
    return text in grammar.PLACES or text in grammar.OTHER_PREPOSITIONS or text in grammar.AUXILIARIES


def _is_name(word: Word, after: Word | None) -> bool:
    """A capital tells a name, except at a sentence's beginning, where the next word must have one too."""
    if not word.capital or word.text in grammar.STOP or word.text in grammar.MODALS or word.text == "nobody":
        return False
    return not word.first or (after is not None and after.capital)


@lru_cache(maxsize=VOCABULARY)
def _usual(text: str) -> tuple[str | None, str, bool, bool, bool]:
    """A word's kind and form by itself; whether it begins a clause, ends one of few words, has the form of a past."""
    kind = _usual_kind(text)
    begins = text in _CLAUSE_MARKS or text in _CLAUSE_WORDS or text == "without"
    return kind, _form(text, kind or "core"), begins, _ends(text), is_past_form(text)


def _usual_kind(text: str) -> str | None:
    """The kind of a word, or None where it depends on the words around."""
    base = stem(text)
    if text in _CLAUSE_MARKS:
        return "mark"
    if text in {"no", "not"}:
        return None
    if text in grammar.NEGATIONS:
        return "stop" if text == "nor" else "negation"
    if base in {"forc", "lift"} or text in {"could", "vote", "votes", "up", "down", "more", "only", "some"}:
        return None
    if text in grammar.MODALS:
        return "modal"
    if base in UP or base in DOWN:
        return "direction"
    return "stop" if text in grammar.STOP else "core"


def _kind(words: Sequence[_Placed], at: int, numbers: frozenset[int]) -> str:
    word, place, after = words[at].word, words[at].place, words[at].after
    text, base, before = word.text, stem(word.text), words[at - 1].word.text if at else ""
    counts, counted = place + 1 in numbers, place in numbers
    if text in {"no", "not"}:
        return "stop" if after is not None and after.text in _AFTER_NO_DENIAL[text] else "negation"
    if base == "forc" and any(each.word.text == "to" for each in words[at : at + 7]):
        return "modal"
    if text in grammar.MODALS:
        return "stop" if text == "could" and after is not None and after.text == "not" else "modal"
    if text in {"vote", "votes"} and counted:
        return "stop"
    if text in {"up", "down"}:
        return "direction" if before in grammar.BE or (counts and (after is None or after.text != "to")) else "stop"
    if base == "lift" and _has_stem(words[at : at + 5], _RAISED):
        return "direction"
    if base in UP or base in DOWN:
        counted_more = counted and after is not None and not after.is_mark and after.text not in grammar.STOP
        more = text == "more" and (counted_more or before in {"one", "any", "some", "many", "once"})
        return "core" if more else "direction"
    if text == "only" and (counts or before in grammar.AUXILIARIES):
        return "stop"
    if text == "some":
        return "stop" if counts else "core"
    return "stop" if text in grammar.STOP else "core"


@lru_cache(maxsize=VOCABULARY)
def _form(text: str, kind: str) -> str:
    if kind == "modal":
        return grammar.MODALS.get(text, "forced")
    if kind == "direction":
        return "up" if text == "up" or stem(text) == "lift" or stem(text) in UP else "down"
    return stem(text)
