"""What asserts nothing contradicts nothing, and what is said of somebody unnamed is not held against others."""

import pytest

from sayso_store.dedupe.domain import Claim, compare
from sayso_store.dedupe.domain.assertions import asserts
from sayso_store.dedupe.domain.features import features


@pytest.mark.parametrize(
    "content",
    [
        "The bridge is closed.",
        "the council has sold the mill",
        "Alder Rovers beat Birch United",
        "the fire spread from the kitchen",
        "the king was born in 1948",
        "the epidemic is over",
        "the law protects tenants",
        "parents still want a school in Ister",
        "the villagers need blankets",
        "the engine cost 80,000 crowns",
        "the storm hit the coast",
        "the plant makes 40 engines a day",
        "House prices in Ister rose in August",
        "the bomb failed to explode",
        "it is not true that the mayor met the builder",
        "the man who was there has left",
        "the person who needs help is the mayor",
        "To save water, farmers in Ister have stopped planting rice",
    ],
)
def test_a_clause_asserts(content: str) -> None:
    assert asserts(features(content))


@pytest.mark.parametrize(
    "content",
    [
        "Ana Marsh",
        "the mayor's opponent",
        "her proposals on the port",
        "the cost of the engine",
        "strict gun controls",
        "background checks for all buyers",
        "raising the minimum wage",
        "to release the film",
        "to be a citizen of Hestria",
        "whether the bridge was safe",
        "why the mayor had left",
        "it is not true that where Marsh is getting that",
        "him for not paying the fine",
        "himself from the bill",
        "Was the bridge safe?",
        "it is not true that Ana Marsh",
        "the candidate who won in Ister",
        "the man who was there",
        "Marsh as an agent in the decline",
        "",
    ],
)
def test_a_name_a_wish_and_a_question_do_not(content: str) -> None:
    assert not asserts(features(content))


def verdict(a: tuple[str, str | None], b: tuple[str, str | None]) -> str:
    one, other = compare(Claim(*a), Claim(*b)), compare(Claim(*b), Claim(*a))
    assert one == other
    return one.verdict


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # one of them asserts nothing
        (("gun control is not the answer", "Ana Marsh"), ("strict gun control", "Rob Finch")),
        (("Marsh would never vote for Orrin", "Rob Finch"), ("Orrin", "the students")),
        (("Marsh for not having won a single ward", "Ned Orrin"), ("winning at least two wards", "Lil Banks")),
        (("it is not true that rival Ana Marsh", "the Ister Post"), ("Ana Marsh is not fit to be mayor", "Ned Orrin")),
        (("allowing lorries into the old town", "the voters"), ("temporarily banning lorries", "Ned Orrin")),
        # he, she and they are two
        (("they are not voting for Marsh", "fifty members"), ("he may be willing to vote for Marsh", "Ned Orrin")),
        (("she could not support the plan", "Lil Banks"), ("he would support the plan", "Ned Orrin")),
        (("his net worth is 45 million crowns", "the magazine"), ("his net worth is 10 million crowns", "Ned Orrin")),
        # what is denied is not what the other says
        (("Ana Marsh is not fit to be mayor", "Ned Orrin"), ("Ana Marsh has recovered quickly", "Lil Banks")),
        (("unborn calves have no legal rights", "Ned Orrin"), ("the quarantine violated her legal rights", "a nurse")),
        (("the market is not there", "Ned Orrin"), ("the market value quadrupled in a year", "Pell Energy")),
        (("now Hestria is not Ostria", "Ned Orrin"), ("now Hestria has threatened Ostria", "Lil Banks")),
        (("Mr Orrin was not qualified to be mayor", "Ana Marsh"), ("Marsh is qualified to be mayor", "Lil Banks")),
        # what may be, or should, is not what is
        (("the vote was fair", "the board"), ("the vote may be rigged", "Ned Orrin")),
        (("the film has not been released", "the family"), ("the film should be released", "Lil Banks")),
        (("staff must sign the oath", "Ned Orrin"), ("the staff did not sign the oath", "Lil Banks")),
        # what will be is not what was
        (("the club will sell the stadium", "Ned Orrin"), ("the club did not sell the stadium", "Lil Banks")),
        # no denial
        (("No, I meant Marsh founded the club", "Ned Orrin"), ("Marsh founded the club", "Lil Banks")),
        (("Marsh won not only the town", "Ned Orrin"), ("Marsh has won the town", "Lil Banks")),
    ],
)
def test_no_conflict(a: tuple[str, str | None], b: tuple[str, str | None]) -> None:
    assert verdict(a, b) != "conflict"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("the company offers no paid leave", "five clerks"), ("the company offers paid leave", "Ned Orrin")),
        (("Orrin never touched the reporter", "the club"), ("Orrin had touched the reporter", "Ana Marsh")),
        (
            ("he had never held a foreign passport", "senator Wim Castle"),
            ("senator Wim Castle admitted that he had held a foreign passport", "the court"),
        ),
        (("he will not resign", "Ned Orrin"), ("he will resign", "Ned Orrin")),
        (("House prices in Ister rose", "the bank"), ("House prices in Ister fell", "the registry")),
    ],
)
def test_a_conflict_still(a: tuple[str, str | None], b: tuple[str, str | None]) -> None:
    assert verdict(a, b) == "conflict"


@pytest.mark.parametrize(
    ("a", "b", "is_same"),
    [
        (("same-sex marriage in Hestria", "Ned Orrin"), ("same-sex marriage in Hestria", "Lil Banks"), False),
        (("same-sex marriage in Hestria", "Ned Orrin"), ("same-sex marriage in Hestria", "Mr Orrin"), True),
        (("his victory", "Ned Orrin"), ("the winner", "Ned Orrin"), False),
        (("why she stands behind Marsh", "Lil Banks"), ("to get behind Marsh", "some voters"), False),
        (("his judgment was poor", "Ned Orrin"), ("her judgment was poor", "Ned Orrin"), False),
        (("he was told to leave", "Ned Orrin"), ("he was told to leave at once", "Rob Finch"), False),
        (
            ("she had not sent letters marked secret by the court", None),
            ("she had not sent any letters marked secret by the court", "Lil Banks"),
            True,
        ),
        (("parents still want a school in Ister", "Aros"), ("the parents want a school in Ister", "Lil Banks"), True),
    ],
)
def test_what_names_no_claim_is_none_of_two_speakers(
    a: tuple[str, str | None], b: tuple[str, str | None], is_same: bool
) -> None:
    assert (verdict(a, b) == "same") == is_same
