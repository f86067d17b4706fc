"""From words to tokens: each word with its work in the sentence, after what means one thing together was made one.

"Stepped down" becomes "resign", "is going to" a future, "failed to" a negation. Then each token gets its *kind* (core,
stop, modal, direction, negation, mark), its *clause*, and its *slot*: whether it tells who did it, where, or why. There
is no parser behind this: slots are read from prepositions and the first verb, linear in the words, and the rules use
them only to find what two claims that agree in everything else differ in. Next: ``features``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso_store.dedupe.domain.lexicon import grammar, opposites
from sayso_store.dedupe.domain.lexicon.phrases import phrases
from sayso_store.dedupe.domain.lexicon.stems import is_past_form, stem, stems
from sayso_store.dedupe.domain.lexicon.tables import listed
from sayso_store.dedupe.domain.normalise import Word
from sayso_store.dedupe.domain.slots import Token, with_slots

UP = frozenset(map(stem, opposites.UP))
DOWN = frozenset(map(stem, opposites.DOWN))
_ONCE = opposites.ONCE | listed(
    "visit meet speak take be play travel fly appear stand return run remain stay rise fall"
)
_PHRASES = phrases()
_PARTICLES = listed("off out down over up back dead injured wounded hurt homeless unconscious missing stranded trapped")
_PARTED = {
    first: {
        key[1]: instead for key, instead in reversed(some) if len(key) == 2 and key[1] in set(map(stem, _PARTICLES))
    }
    for first, some in _PHRASES.items()
}
""" "Put … out": by verb, its particles and what the two mean."""
_RAISED = stems("price rate forecast outlook wage tax target output salary fare profit estimate guidance duty pension")
"""What is lifted upwards; a ban that is lifted ends."""

_CLAUSE_MARKS = frozenset(",;:.!?")
_CLAUSE_WORDS = listed("and but because although though while whether which who until if so that")


def tokens(words: Sequence[Word], numbers: Sequence[int]) -> tuple[Token, ...]:
    """The tokens of a text. ``numbers`` are the places before which a number stood."""
    return tuple(with_slots(list(_kinds(list(_joined(words, frozenset(numbers))), frozenset(numbers)))))


@dataclass(frozen=True, slots=True)
class _Placed:
    word: Word
    place: int
    after: Word | None = None
    past: bool = False


def _joined(words: Sequence[Word], numbers: frozenset[int]) -> Iterator[_Placed]:
    """The words, phrases replaced by what they mean."""
    words = _lost(words)
    roots = [stem(word.text) for word in words]
    skipped: set[int] = set()
    at = 0
    while at < len(words):
        word = words[at]
        if at in skipped:
            at += 1
            continue
        found = None if word.capital and not word.first else _phrase(words, roots, at, numbers)
        if found:
            length, instead = found
            instead = ("will", *instead) if word.text == "takes" and instead[:1] == ("happen",) else instead
            yield from (_Placed(Word(each), at, past=is_past_form(word.text)) for each in instead)
            at += length
            continue
        if parted := _parted(words, roots, at):
            skipped.add(parted[0])
            yield from (_Placed(Word(each), at, past=is_past_form(word.text)) for each in parted[1])
        elif not _is_future(words, at):
            yield _Placed(word, at, words[at + 1] if at + 1 < len(words) else None)
        else:
            yield _Placed(Word("will"), at)
            at += 1 + (words[at].text != "to")
            continue
        at += 1


def _lost(words: Sequence[Word]) -> Sequence[Word]:
    """ "Left homes without power" as "homes lose power"."""
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
    for key, instead in _PHRASES.get(roots[at], ()):
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
    particles = _PARTED.get(roots[at])
    for later in range(at + 1, min(at + 6, len(words)) if particles else 0):
        if words[later].is_mark or words[later].text in _CLAUSE_WORDS:
            return None
        instead = particles.get(roots[later]) if particles and later > at + 1 else None
        if instead is not None:
            ends = later + 1 == len(words) or words[later + 1].is_mark or words[later + 1].text in grammar.STOP
            return (later, instead) if ends else None
    return None


def _is_future(words: Sequence[Word], at: int) -> bool:
    """Whether "to", or "going to", "set to", "due to", after a form of "be" tells what will be."""
    if at < 1 or at >= len(words):
        return False
    here = words[at].text
    to = at if here == "to" else at + 1 if here in {"going", "set", "due", "scheduled", "about"} else -1
    be = words[at - 2].text if words[at - 1].text in {"not", "also", "now", "still"} and at > 1 else words[at - 1].text
    if to < 0 or to + 1 >= len(words) or words[to].text != "to" or be not in grammar.BE:
        return False
    verb = words[to + 1]
    plain = verb.text not in grammar.STOP and not verb.capital and not verb.is_mark
    return (plain or verb.text in {"be", "have"}) and (here != "due" or verb.text in _ONCE)


def _kinds(words: list[_Placed], numbers: frozenset[int]) -> Iterator[Token]:
    clause, narrow = 0, False
    for at, placed in enumerate(words):
        word = placed.word
        before = words[at - 1].word.text if at else ""
        denied = word.text == "that" and any(stem(each.word.text) == "deny" for each in words[max(0, at - 2) : at])
        begins = word.text in _CLAUSE_WORDS and not denied
        if word.is_mark or begins or word.text == "without" or (narrow and _ends(word.text)):
            clause, narrow = clause + 1, word.text == "without"
        is_name = _is_name(word, placed.after)
        forced = any(each.word.text == "to" for each in words[at : at + 7])
        counts, counted = placed.place + 1 in numbers, placed.place in numbers
        raised = any(stem(each.word.text) in _RAISED for each in words[at : at + 5])
        kind = "core" if is_name else _kind(word, before, counts, placed.after, forced, counted, raised)
        past = placed.past or is_past_form(word.text)
        yield Token(word.text, _form(word.text, kind), kind, is_name, clause, placed.place, past=past)


def _ends(text: str) -> bool:
    return text in grammar.PLACES or text in grammar.OTHER_PREPOSITIONS or text in grammar.AUXILIARIES


def _is_name(word: Word, after: Word | None) -> bool:
    """A capital tells a name, except at a sentence's beginning, where the next word must have one too."""
    if not word.capital or word.text in grammar.STOP or word.text in grammar.MODALS or word.text == "nobody":
        return False
    return not word.first or (after is not None and after.capital)


def _kind(word: Word, before: str, counts: bool, after: Word | None, forced: bool, counted: bool, raised: bool) -> str:
    text, base = word.text, stem(word.text)
    if word.is_mark:
        return "mark"
    if text in grammar.NEGATIONS:
        return "stop" if text == "nor" else "negation"
    if base == "forc" and forced:
        return "modal"
    if text in grammar.MODALS:
        return "stop" if text == "could" and after is not None and after.text == "not" else "modal"
    if text in {"vote", "votes"} and counted:
        return "stop"
    if text in {"up", "down"}:
        return "direction" if before in grammar.BE or (counts and (after is None or after.text != "to")) else "stop"
    if base == "lift" and raised:
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


def _form(text: str, kind: str) -> str:
    if kind == "modal":
        return grammar.MODALS.get(text, "forced")
    if kind == "direction":
        return "up" if text == "up" or stem(text) == "lift" or stem(text) in UP else "down"
    return stem(text)
