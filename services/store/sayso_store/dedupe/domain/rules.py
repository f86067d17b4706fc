"""The rules that decide on two claims: same, in conflict or different. The first rule that has an answer gives it.

Each rule has a name, which stands in the verdict, in the store and on the stream, and an example and a
counter-example that a test runs. Their order is their meaning: what makes two claims different whatever else they
share comes first, then what puts them in conflict, then what one says and the other does not, and only what is left
may be the same. The rule that blocks a merge on a differing field is the one that finds a conflict.

``same`` needs every word of weight on either side accounted for on the other; a conflict needs the two to be about
the same thing (``pairs``). Where the rules cannot tell, they say different: a wrong merge destroys information.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sayso_store.dedupe.domain.features import LIGHT, NEVER_EXTRA, Claim, Features
from sayso_store.dedupe.domain.pairs import Pair

Verdict = Literal["same", "conflict", "different"]
Answer = tuple[Verdict, str | None] | None

CUT_AT = 6
"""Words a text must have before its break-off to be taken for a copy that was cut."""

ROOM_FOR_ONE = 4
"""Words that must be shared before one word more on one side is let pass."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its rule; ``field`` is what differs, ``score`` the share of what was compared that agrees."""

    verdict: Verdict
    rule: str
    score: float
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule. ``example`` is a pair it decides, ``counter`` one that it leaves to the others."""

    name: str
    decide: Callable[[Pair], Answer]
    example: tuple[Claim, Claim]
    counter: tuple[Claim, Claim]


def compare(a: Claim, b: Claim) -> Judgement:
    """Whether two claims are the same. Symmetric."""
    pair = Pair(a, b)
    for rule in RULES:
        if answer := rule.decide(pair):
            verdict, field = answer
            return Judgement(verdict, rule.name, 1.0 if rule.decide in (_exact, _cut_copy) else pair.score, field)
    return Judgement("different", "not_alike", pair.score, "words")


def _other_person(pair: Pair) -> Answer:
    a, b = pair.sides
    if pair.one_speaker or not (a.first_person or b.first_person):
        return None
    if a.first_person and b.first_person:
        return "different", "speaker"
    speaker, other = (pair.a.speaker, b) if a.first_person else (pair.b.speaker, a)
    return None if pair.names_speaker(other, speaker) else ("different", "speaker")


def _little_said(pair: Pair) -> Answer:
    return ("different", "speaker") if pair.says_little and not pair.speakers_related else None


def _exact(pair: Pair) -> Answer:
    a, b = pair.sides
    told_apart = pair.says_little and not pair.one_speaker
    return ("same", None) if a.form == b.form and not told_apart else None


def _cut_copy(pair: Pair) -> Answer:
    short, long = sorted(pair.sides, key=lambda side: (len(side.form), side.form))
    cut, whole = short.form.split(), long.form.split()
    if not CUT_AT < len(cut) <= len(whole) or cut[:-1] != whole[: len(cut) - 1] or cut[-1].isdigit():
        return None
    broken = cut[-1] != whole[len(cut) - 1] or (short.is_cut and len(cut) < len(whole))
    return ("same", None) if broken and whole[len(cut) - 1].startswith(cut[-1]) else None


def _other_names(pair: Pair) -> Answer:
    return ("different", "name") if all(pair.extra_names) else None


def _not_until(pair: Pair) -> Answer:
    a, b = pair.sides
    late, other = (a, b) if a.negated and a.until else (b, a)
    if not (late.negated and late.until) or other.negated or not _apart(a, b):
        return None
    return ("conflict" if pair.about_the_same else "different"), "date"


def _dates_differ(pair: Pair) -> Answer:
    a, b = pair.sides
    if not _apart(a, b):
        return None
    once = all("future" in side.modals for side in pair.sides) and pair.about_the_same
    return ("conflict" if once and not any(map(len, pair.extra_names)) else "different"), "date"


def _negation_differs(pair: Pair) -> Answer:
    a, b = pair.sides
    if bool(a.negated) == bool(b.negated):
        elsewhere = a.negated and b.negated and a.negated.isdisjoint(b.negated)
        return ("different", "negation") if elsewhere else None
    negated, other = (a, b) if a.negated else (b, a)
    denied = negated.negated - LIGHT
    hit = len(denied & frozenset(other.core + other.directions)) * 2 >= len(denied)
    certain = hit and pair.about_the_same and not other.softly_negated
    return ("conflict" if certain else "different"), "negation"


def _direction_differs(pair: Pair) -> Answer:
    a, b = (side.directions for side in pair.sides)
    if {frozenset(a), frozenset(b)} == {frozenset({"up"}), frozenset({"down"})} and pair.about_the_same:
        return "conflict", "direction"
    if sorted(a) != sorted(b) or (len(a) > 1 and (a != b or not pair.in_order)):
        return "different", "direction"
    return None


def _ends_swapped(pair: Pair) -> Answer:
    a, b = (dict(side.ends) for side in pair.sides)
    swapped = len(a) == 2 and a.get("from") == b.get("to") and a.get("to") == b.get("from")
    return ("conflict", "direction") if swapped and a != b and pair.about_the_same else None


def _opposites(pair: Pair) -> Answer:
    if not pair.opposed:
        return None
    return ("conflict" if pair.about_the_same else "different"), "outcome"


def _bounds_differ(pair: Pair) -> Answer:
    a, b = pair.sides
    if a.bounds == b.bounds and (not a.bounds or a.numbers == b.numbers):
        return None
    return "different", "bound"


def _numbers_differ(pair: Pair) -> Answer:
    mine, other = pair.extra_numbers
    if not mine or not other:
        return None
    a, b = (side.counted for side in pair.sides)
    alike = any(
        ("%" in x) == ("%" in y) and (not thing or not same or thing == same)
        for x, thing in a
        for y, same in b
        if x in mine and y in other
    )
    return ("conflict" if alike and pair.about_the_same else "different"), "number"


def _says_more(pair: Pair) -> Answer:
    a, b = pair.sides
    if a.numbers != b.numbers:
        return "different", "number"
    if a.dates != b.dates:
        return "different", "date"
    return ("different", "name") if any(map(len, pair.extra_names)) else None


def _certainty_differs(pair: Pair) -> Answer:
    a, b = pair.sides
    return ("different", "certainty") if a.modals != b.modals else None


def _roles_differ(pair: Pair) -> Answer:
    return None if pair.roles_agree else ("different", "roles")


def _same_words(pair: Pair) -> Answer:
    if not pair.shared or (pair.says_little and not pair.one_speaker):
        return None
    extra = sorted(pair.extra, key=len)
    if extra[0] or len(extra[1]) > 1:
        return None
    room = len(pair.shared) >= ROOM_FOR_ONE and extra[1].isdisjoint(NEVER_EXTRA)
    return ("same", None) if room or not extra[1] else None


def _apart(a: Features, b: Features) -> bool:
    """Whether both have a date of one kind, and none in common."""
    mine, other = (
        {kind: {value for each, value in side.dates if each == kind} for kind, _ in side.dates} for side in (a, b)
    )
    return any(mine[kind].isdisjoint(other[kind]) for kind in mine.keys() & other.keys())


def _claims(a: str, b: str, speaker: str | None = None, other: str | None = None) -> tuple[Claim, Claim]:
    return Claim(a, speaker), Claim(b, other or speaker)


RULES: tuple[Rule, ...] = (
    Rule(
        "other_person",
        _other_person,
        example=_claims("I voted for the bill.", "I voted for the bill.", "Ana Marsh", "Rob Finch"),
        counter=_claims("I voted for the bill.", "I voted for the bill.", "Ana Marsh", "Ms Marsh"),
    ),
    Rule(
        "little_said",
        _little_said,
        example=_claims("There was no comment.", "There was no comment.", "Orrin Bank", "Pell Motors"),
        counter=_claims("There was no comment.", "There was no comment.", "Orrin Bank", "the Orrin Bank"),
    ),
    Rule(
        "exact",
        _exact,
        example=_claims("The “old” bridge is open.", "The old bridge is open!"),
        counter=_claims("The old bridge is open.", "The old bridge is closed."),
    ),
    Rule(
        "cut_copy",
        _cut_copy,
        example=_claims(
            "The bridge was inspected in spring and found to be sou…",
            "The bridge was inspected in spring and found to be sound.",
        ),
        counter=_claims(
            "The bridge was inspected in spring", "The bridge was inspected in spring and found to be sound."
        ),
    ),
    Rule(
        "other_names",
        _other_names,
        example=_claims("The council will close Alder pool.", "The council will close Birch pool."),
        counter=_claims("The council will close Alder pool.", "The council will shut the Alder pool."),
    ),
    Rule(
        "not_until",
        _not_until,
        example=_claims("The mayor signed the lease in 2018.", "The mayor did not sign the lease until 2021."),
        counter=_claims("The mayor signed the lease in 2021.", "The mayor did not sign the lease until 2021."),
    ),
    Rule(
        "dates_differ",
        _dates_differ,
        example=_claims("The fair will open on 3 June.", "The fair will open on 10 June."),
        counter=_claims("The fair will open on 3 June.", "The fair will open on June 3."),
    ),
    Rule(
        "negation_differs",
        _negation_differs,
        example=_claims("The union accepted the mill's offer.", "The union has not accepted the mill's offer."),
        counter=_claims("The union did not accept the offer.", "The union never accepted the offer."),
    ),
    Rule(
        "direction_differs",
        _direction_differs,
        example=_claims("Exports of tin rose in May.", "Exports of tin fell in May."),
        counter=_claims("Exports of tin fell in May.", "Exports of tin dropped in May."),
    ),
    Rule(
        "ends_swapped",
        _ends_swapped,
        example=_claims("The bank rate moved from 3 to 4 percent.", "The bank rate moved from 4 to 3 percent."),
        counter=_claims("The bank rate moved from 3 to 4 percent.", "The bank rate moved to 4 from 3 percent."),
    ),
    Rule(
        "opposites",
        _opposites,
        example=_claims("The jury found the banker guilty of theft.", "The jury acquitted the banker of theft."),
        counter=_claims("The jury acquitted the banker.", "The jury cleared the banker."),
    ),
    Rule(
        "bounds_differ",
        _bounds_differ,
        example=_claims("At least 10 people died in the flood.", "At least 14 people died in the flood."),
        counter=_claims("At least 10 people died.", "No fewer than ten people died."),
    ),
    Rule(
        "numbers_differ",
        _numbers_differ,
        example=_claims("The flood killed 18 people in Ister.", "The flood killed 23 people in Ister."),
        counter=_claims("The flood killed 18 people in Ister.", "The flood killed eighteen people in Ister."),
    ),
    Rule(
        "says_more",
        _says_more,
        example=_claims("Police arrested two men.", "Police arrested two men on Friday."),
        counter=_claims("Police arrested two men.", "Police have arrested 2 men."),
    ),
    Rule(
        "certainty_differs",
        _certainty_differs,
        example=_claims("The minister may resign today.", "The minister should resign today."),
        counter=_claims("The minister will resign today.", "The minister would resign today."),
    ),
    Rule(
        "roles_differ",
        _roles_differ,
        example=_claims("Alder United beat Birch Rovers.", "Birch Rovers beat Alder United."),
        counter=_claims("Alder United bought Birch Rovers.", "Birch Rovers were bought by Alder United."),
    ),
    Rule(
        "same_words",
        _same_words,
        example=_claims("The airline will cancel 140 flights.", "The airline will scrap 140 flights."),
        counter=_claims("The airline will cancel 140 flights.", "The airline will delay 140 flights."),
    ),
)
"""In the order in which they are asked."""
