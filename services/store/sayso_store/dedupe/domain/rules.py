"""The rules that decide on two claims: same, in conflict or different. The first rule that has an answer gives it.

Each rule has a name, which stands in the verdict, in the store and on the stream, and an example and a
counter-example that a test runs. Their order is their meaning: what makes two claims different whatever else they
share comes first, then what puts them in conflict, then what one says and the other does not, and only what is left
may be the same. The rule that blocks a merge on a differing field is the one that finds a conflict.

``same`` needs every word of weight on either side accounted for on the other; a conflict needs the two to be about
the same thing (``pairs``) and both to assert something (``assertions``). Where the rules cannot tell, they say
different: a wrong merge destroys information.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from sayso_store.dedupe.domain import decisions
from sayso_store.dedupe.domain.assertions import can_contradict
from sayso_store.dedupe.domain.decisions import Answer, Verdict
from sayso_store.dedupe.domain.features import Claim
from sayso_store.dedupe.domain.pairs import Pair


class Judgement(NamedTuple):
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
            if verdict == "conflict" and not can_contradict(pair):
                verdict = "different"
            return Judgement(
                verdict, rule.name, 1.0 if rule.decide in (decisions.exact, decisions.cut_copy) else pair.score, field
            )
    return Judgement("different", "not_alike", pair.score, "words")


def _claims(a: str, b: str, speaker: str | None = None, other: str | None = None) -> tuple[Claim, Claim]:
    return Claim(a, speaker), Claim(b, other or speaker)


RULES: tuple[Rule, ...] = (
    Rule(
        "other_person",
        decisions.other_person,
        example=_claims("I voted for the bill.", "I voted for the bill.", "Ana Marsh", "Rob Finch"),
        counter=_claims("I voted for the bill.", "I voted for the bill.", "Ana Marsh", "Ms Marsh"),
    ),
    Rule(
        "little_said",
        decisions.little_said,
        example=_claims("There was no comment.", "There was no comment.", "Orrin Bank", "Pell Motors"),
        counter=_claims("There was no comment.", "There was no comment.", "Orrin Bank", "the Orrin Bank"),
    ),
    Rule(
        "exact",
        decisions.exact,
        example=_claims("The “old” bridge is open.", "The old bridge is open!"),
        counter=_claims("The old bridge is open.", "The old bridge is closed."),
    ),
    Rule(
        "cut_copy",
        decisions.cut_copy,
        example=_claims(
            "The bridge was inspected in spring and found to be sou…",
            "The bridge was inspected in spring and found to be sound.",
        ),
        counter=_claims(
            "The bridge was inspected in spring", "The bridge was inspected in spring and found to be sound."
        ),
    ),
    Rule(
        "too_long",
        decisions.too_long,
        example=_claims("Alder bridge is safe. " * 100, "Alder bridge is safe. " * 100 + "It is old."),
        counter=_claims("Alder bridge is safe. " * 100, "Alder bridge is safe! " * 100),
    ),
    Rule(
        "told_in_reverse",
        decisions.told_in_reverse,
        example=_claims("Alder United beat Birch Rovers.", "Birch Rovers beat Alder United."),
        counter=_claims("Alder United beat Birch Rovers.", "Birch Rovers were beaten by Alder United."),
    ),
    Rule(
        "cause_differs",
        decisions.cause_differs,
        example=_claims("The train was late because of snow.", "The train was late because of a strike."),
        counter=_claims("The train was late because of snow.", "The train was late due to heavy snow."),
    ),
    Rule(
        "actor_differs",
        decisions.actor_differs,
        example=_claims("The letter was leaked by the clerk.", "The letter was leaked by the judge."),
        counter=_claims("A letter was leaked by the clerk.", "A letter was leaked by the judge."),
    ),
    Rule(
        "place_differs",
        decisions.place_differs,
        example=_claims("The stolen cello was found in a barn.", "The stolen cello was found in a canal."),
        counter=_claims("A stolen cello was found in a barn.", "A stolen cello was found in a canal."),
    ),
    Rule(
        "other_names",
        decisions.other_names,
        example=_claims("The council will close Alder pool.", "The council will close Birch pool."),
        counter=_claims("The council will close Alder pool.", "The council will shut the Alder pool."),
    ),
    Rule(
        "not_until",
        decisions.not_until,
        example=_claims("The mayor signed the lease in 2018.", "The mayor did not sign the lease until 2021."),
        counter=_claims("The mayor signed the lease in 2021.", "The mayor did not sign the lease until 2021."),
    ),
    Rule(
        "open_until",
        decisions.open_until,
        example=_claims("The mill will stay open until 2030.", "The mill will close in 2027."),
        counter=_claims("The mill will stay open until 2030.", "The mill will close in 2031."),
    ),
    Rule(
        "dates_differ",
        decisions.dates_differ,
        example=_claims("The fair will open on 3 June.", "The fair will open on 10 June."),
        counter=_claims("The fair will open on 3 June.", "The fair will open on June 3."),
    ),
    Rule(
        "negation_differs",
        decisions.negation_differs,
        example=_claims("The union accepted the mill's offer.", "The union has not accepted the mill's offer."),
        counter=_claims("The union did not accept the offer.", "The union never accepted the offer."),
    ),
    Rule(
        "direction_differs",
        decisions.direction_differs,
        example=_claims("Exports of tin rose in May.", "Exports of tin fell in May."),
        counter=_claims("Exports of tin fell in May.", "Exports of tin dropped in May."),
    ),
    Rule(
        "ends_swapped",
        decisions.ends_swapped,
        example=_claims("The bank rate moved from 3 to 4 percent.", "The bank rate moved from 4 to 3 percent."),
        counter=_claims("The bank rate moved from 3 to 4 percent.", "The bank rate moved to 4 from 3 percent."),
    ),
    Rule(
        "opposites",
        decisions.opposites,
        example=_claims("The jury found the banker guilty of theft.", "The jury acquitted the banker of theft."),
        counter=_claims("The jury acquitted the banker.", "The jury cleared the banker."),
    ),
    Rule(
        "bounds_differ",
        decisions.bounds_differ,
        example=_claims("At least 10 people died in the flood.", "At least 14 people died in the flood."),
        counter=_claims("At least 10 people died.", "No fewer than ten people died."),
    ),
    Rule(
        "numbers_differ",
        decisions.numbers_differ,
        example=_claims("The flood killed 18 people in Ister.", "The flood killed 23 people in Ister."),
        counter=_claims("The flood killed 18 people in Ister.", "The flood killed eighteen people in Ister."),
    ),
    Rule(
        "says_more",
        decisions.says_more,
        example=_claims("Police arrested two men.", "Police arrested two men on Friday."),
        counter=_claims("Police arrested two men.", "Police have arrested 2 men."),
    ),
    Rule(
        "certainty_differs",
        decisions.certainty_differs,
        example=_claims("The minister may resign today.", "The minister should resign today."),
        counter=_claims("The minister will resign today.", "The minister would resign today."),
    ),
    Rule(
        "roles_differ",
        decisions.roles_differ,
        example=_claims("Alder United thanked Birch Rovers.", "Birch Rovers thanked Alder United."),
        counter=_claims("Alder United bought Birch Rovers.", "Birch Rovers were bought by Alder United."),
    ),
    Rule(
        "same_words",
        decisions.same_words,
        example=_claims("The airline will cancel 140 flights.", "The airline will scrap 140 flights."),
        counter=_claims("The airline will cancel 140 flights.", "The airline will delay 140 flights."),
    ),
)
"""In the order in which they are asked."""
