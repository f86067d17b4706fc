"""The decisions behind the rules: what each answers on a pair, or that it has no answer. Their order is in ``rules``.

A conflict needs the two to be about the same thing and to agree in all but one field; ``same`` needs every word of
weight on either side accounted for on the other. Where a decision cannot tell, it says different or nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from sayso_store.dedupe.domain.assertions import asserts, is_known_of_whom
from sayso_store.dedupe.domain.features import AHEAD, FILLER, LIGHT, SELF, Features
from sayso_store.dedupe.domain.figures import about_equal, apart, count_the_same, dates_agree, interval
from sayso_store.dedupe.domain.pairs import Pair, meanings
from sayso_store.dedupe.domain.slots import Token

Verdict = Literal["same", "conflict", "different"]
Answer = tuple[Verdict, str | None] | None

CUT_AT = 6
"""Words a text must have before its break-off to be taken for a copy that was cut."""

ROOM_ON_BOTH = 2
"""Words on each side that a denial may have beyond what it denies."""

MORE = 2
"""Things that a mere name of something must tell for the same words of one speaker to be one claim."""

TOLD = 4
"""Words that two contents must share to be about one thing though they speak of somebody who is not named."""

ROOM = 2
"""Words without weight of their own that the two may have beyond one another."""


def other_person(pair: Pair) -> Answer:
    """Words in the first person belong to their speaker."""
    a, b = pair.sides
    if pair.one_speaker or not (a.first_person or b.first_person):
        return None
    if a.first_person and b.first_person:
        return "different", "speaker"
    return None if pair.speaks_of_self or pair.same_story else ("different", "speaker")


def little_said(pair: Pair) -> Answer:
    """Who says that nothing is said speaks for himself only."""
    a, b = pair.sides
    if pair.one_speaker or not (a.is_silent or b.is_silent):
        return None
    return "different", "speaker"


def exact(pair: Pair) -> Answer:
    """The same words in the same order."""
    a, b = pair.sides
    told_apart = not pair.one_speaker and (pair.says_little or not asserts(a))
    return ("same", None) if a.form == b.form and not told_apart else None


def cut_copy(pair: Pair) -> Answer:
    """A copy that breaks off in the middle."""
    a, b = pair.sides
    if a.form_words[:CUT_AT] != b.form_words[:CUT_AT]:
        return None
    short, long = sorted(pair.sides, key=lambda side: (len(side.form), side.form))
    cut, whole = short.form_words, long.form_words
    if not CUT_AT < len(cut) <= len(whole) or cut[:-1] != whole[: len(cut) - 1] or cut[-1].isdigit():
        return None
    broken = cut[-1] != whole[len(cut) - 1] or (short.is_cut and len(cut) < len(whole))
    return ("same", None) if broken and whole[len(cut) - 1].startswith(cut[-1]) else None


def too_long(pair: Pair) -> Answer:
    """What was not read to its end is not judged by its beginning."""
    return None if all(side.is_whole for side in pair.sides) else ("different", "words")


def told_in_reverse(pair: Pair) -> Answer:
    """Who beat, bought or followed whom, told the other way round."""
    a, b = pair.sides
    if not pair.is_rivalry or not a.agent or not b.agent or pair.opposed or any(map(len, pair.topic_extra)):
        return None
    crossed = not _meet(a.agent, b.agent) and _rest_meets(a, b) and _rest_meets(b, a)
    return ("conflict", "actor") if crossed and _else_equal(pair) else None


def cause_differs(pair: Pair) -> Answer:
    """One event, two causes."""
    if not any("cause" in side.slots for side in pair.sides):
        return None
    a, b = (side.slots.get("cause", ()) or side.slots.get("after", ()) for side in pair.sides)
    return ("conflict", "cause") if _differ_in(pair, a, b) else None


def actor_differs(pair: Pair) -> Answer:
    """One deed that one only can have done, two doers."""
    a, b = pair.sides
    if not pair.is_done_alone or not all(side.is_done_to_one for side in pair.sides):
        return None
    return ("conflict", "actor") if _differ_in(pair, a.agent, b.agent) else None


def place_differs(pair: Pair) -> Answer:
    """One event that happens once, two places."""
    a, b = (side.slots.get("place", ()) for side in pair.sides)
    if not a or not b:
        return None
    once = pair.is_once or all("future" in side.modals and side.is_definite for side in pair.sides)
    return ("conflict", "place") if once and _differ_in(pair, a, b) else None


def other_names(pair: Pair) -> Answer:
    """Each side names somebody or something that the other does not."""
    return ("different", "name") if all(pair.extra_names) else None


def not_until(pair: Pair) -> Answer:
    """Not before a date, against a date before it."""
    a, b = pair.sides
    late, other = (a, b) if a.negated and a.until else (b, a)
    if not (late.negated and late.until) or other.negated or not apart(a, b):
        return None
    return ("conflict" if pair.about_the_same else "different"), "date"


def open_until(pair: Pair) -> Answer:
    """Lasting until a year, against its end before that."""
    for lasting, ending in (pair.sides, pair.sides[::-1]):
        if not lasting.until or ending.until or not pair.opposed:
            continue
        mine, other = (side.times.get("year") for side in (lasting, ending))
        if mine and other and max(other) < min(mine):
            return ("conflict", "date") if pair.about_the_same else None
    return None


def dates_differ(pair: Pair) -> Answer:
    """Two dates of one kind."""
    a, b = pair.sides
    if not apart(a, b):
        return None
    once = pair.is_once or all("future" in side.modals for side in pair.sides)
    certain = once and pair.about_the_same and not pair.opposed and a.is_negated == b.is_negated
    return ("conflict" if certain and not any(map(len, pair.extra_names)) else "different"), "date"


def negation_differs(pair: Pair) -> Answer:
    """One side denies what the other says."""
    a, b = pair.sides
    if a.is_negated == b.is_negated:
        elsewhere = a.negated and b.negated and not _meet(a.negated, b.negated)
        return ("different", "negation") if elsewhere else None
    negated, other = (a, b) if a.is_negated else (b, a)
    left = sum(map(len, pair.topic_extra))
    near = left <= 1 if pair.one_speaker else pair.about_the_same or _nearly_about_the_same(pair)
    enough = min(pair.shared) > (0 if pair.one_speaker else 1)
    meets = _denies_what_is_said(pair, negated, other) and not other.softly_negated
    certain = meets and enough and near and _as_certain(pair)
    return ("conflict" if certain else "different"), "negation"


def direction_differs(pair: Pair) -> Answer:
    """Up against down."""
    a, b = (side.directions for side in pair.sides)
    if not a and not b:
        return None
    if {frozenset(a), frozenset(b)} == {frozenset({"up"}), frozenset({"down"})} and pair.about_the_same:
        return "conflict", "direction"
    if sorted(a) != sorted(b) or (len(a) > 1 and (a != b or not pair.in_order)):
        return "different", "direction"
    return None


def ends_swapped(pair: Pair) -> Answer:
    """From one number to another, against the way back."""
    if not all(side.found.ends for side in pair.sides):
        return None
    a, b = (dict(side.found.ends) for side in pair.sides)
    swapped = len(a) == 2 and a.get("from") == b.get("to") and a.get("to") == b.get("from")
    return ("conflict", "direction") if swapped and a != b and pair.about_the_same else None


def opposites(pair: Pair) -> Answer:
    """Words of which one only can be true."""
    if not pair.opposed:
        return None
    return ("conflict" if pair.about_the_same else "different"), "outcome"


def bounds_differ(pair: Pair) -> Answer:
    """At least so many, or up to: in conflict only if no number suits both."""
    a, b = pair.sides
    if not a.found.bounded and not b.found.bounded:
        return None
    if a.found.bounds == b.found.bounds and a.numbers == b.numbers:
        return None
    if len(a.numbers) == len(b.numbers) == 1 and pair.about_the_same and count_the_same(pair):
        (low, high), (least, most) = interval(a), interval(b)
        return ("conflict" if high < least or most < low else "different"), "bound"
    return "different", "bound"


def numbers_differ(pair: Pair) -> Answer:
    """Two numbers of the same thing."""
    mine, other = pair.extra_numbers
    if not mine or not other:
        return None
    parts = any("/" in x or "/" in y for x in mine for y in other)
    certain = not parts and not about_equal(pair) and count_the_same(pair) and pair.about_the_same
    return ("conflict" if certain else "different"), "number"


def says_more(pair: Pair) -> Answer:
    """A number, date or name on one side only."""
    a, b = pair.sides
    if any(map(len, pair.extra_numbers)):
        return "different", "number"
    if not dates_agree(a, b):
        return "different", "date"
    return ("different", "name") if any(map(len, pair.extra_names)) else None


def certainty_differs(pair: Pair) -> Answer:
    """What may be, should be, will be and is."""
    return None if _as_certain(pair) else ("different", "certainty")


def roles_differ(pair: Pair) -> Answer:
    """The same words for another doer."""
    return None if pair.roles_agree and not pair.ways_differ else ("different", "roles")


def same_words(pair: Pair) -> Answer:
    """Nothing is left that one says and the other does not."""
    if not all(pair.shared) or (pair.says_little and not pair.one_speaker):
        return None
    if not pair.one_speaker and not pair.speaks_of_self and any(side.first_person for side in pair.sides):
        return None
    left = [*pair.extra[0], *pair.extra[1]]
    if len(left) > ROOM:
        return None
    passed = all(token.stem in FILLER or pair.is_understood_doer(token) for token in left)
    accounted = not left or (passed and min(pair.shared) > len(left))
    return ("same", None) if accounted and _are_of_one_thing(pair) else None


def _denies_what_is_said(pair: Pair, negated: Features, other: Features) -> bool:
    """Whether the other says two thirds of what one denies, names not counted, and each name but the speakers' own."""
    denied = [token for token in negated.negated if token.stem not in LIGHT | SELF]
    known = meanings([token for token in other.tokens if token.kind in {"core", "direction"}])
    lone = [token for token in denied if token.senses.isdisjoint(known)]
    if any(token.is_name and not token.senses & pair.spoken for token in lone):
        return False
    denied, lone = ([token for token in some if not token.is_name] for some in (denied, lone))
    return bool(denied) and len(lone) * 3 <= len(denied)


def _are_of_one_thing(pair: Pair) -> bool:
    """Whether the same words, from whoever says them, are one claim: both assert something, of somebody known.

    One speaker may name one thing in two ways, if he says more of it than one word.
    """
    if not all(map(asserts, pair.sides)) and (not pair.one_speaker or min(s.information for s in pair.sides) < MORE):
        return False
    return not pair.are_of_two and (is_known_of_whom(pair) or min(pair.shared) >= TOLD)


def _differ_in(pair: Pair, a: Sequence[Token], b: Sequence[Token]) -> bool:
    """Whether the two differ in these words only, each side having some that the other lacks.

    One speaker is taken to have said one thing, in words that are not in the tables.
    """
    mine = [token for token in pair.unmatched[0] if token in a and token.stem not in LIGHT]
    other = [token for token in pair.unmatched[1] if token in b and token.stem not in LIGHT]
    if not mine or not other or pair.one_speaker or not _else_equal(pair):
        return False
    left = [[token for token in some if token not in slot] for some, slot in zip(pair.topic_extra, (a, b), strict=True)]
    outside = [
        sum(token not in slot and token not in lone for token in side.words)
        for side, slot, lone in zip(pair.sides, (a, b), pair.unmatched, strict=True)
    ]
    return all(outside) and not all(left) and max(map(len, left)) <= min(outside) + 1


def _nearly_about_the_same(pair: Pair) -> bool:
    """Whether some words on both sides may be left over, since what is shared is more than that, and no name is."""
    a, b = pair.topic_extra
    named = any(token.is_name for token in (*a, *b))
    return not named and max(len(a), len(b)) <= min(*pair.shared, ROOM_ON_BOTH)


def _else_equal(pair: Pair) -> bool:
    """Whether nothing but words differs: no number, date, certainty, direction or denial."""
    a, b = pair.sides
    same_way = a.is_negated == b.is_negated and sorted(a.directions) == sorted(b.directions)
    return same_way and not all(pair.extra_numbers) and not apart(a, b) and _as_certain(pair)


def _as_certain(pair: Pair) -> bool:
    """Whether both are as certain; what is going on, or told in the present with a date, may be meant of the future."""
    a, b = pair.sides
    if a.modals - {"forced"} == b.modals - {"forced"} or {a.modals, b.modals} == _MUST:
        return True
    if a.modals ^ b.modals == {"future"} and _meet(
        *([each for each in side.words if each.stem in AHEAD] for side in (a, b))
    ):
        return True
    will, other = (a, b) if a.modals else (b, a)
    dated = other.found.dates and not other.is_past
    return will.modals == {"future"} and not other.modals and bool(other.is_going_on or dated)


_MUST = {frozenset({"wished"}), frozenset({"forced"})}


def _meet(a: Iterable[Token], b: Iterable[Token]) -> bool:
    return not meanings(a).isdisjoint(meanings(b))


def _rest_meets(a: Features, b: Features) -> bool:
    """Whether whom the one tells to have done it is on the other side whom it was done to."""
    return _meet(a.agent, [token for token in b.words if token not in b.agent])
