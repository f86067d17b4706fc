"""The rules on two claims: each by its own example, and tables of what must never merge."""

import pytest

from sayso_store.dedupe.compare import compare as ability
from sayso_store.dedupe.domain import RULES, Claim, Rule, compare


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_decides_its_example_and_leaves_its_counter_example(rule: Rule) -> None:
    assert compare(*rule.example).rule == rule.name
    assert compare(*rule.counter).rule != rule.name


def test_names_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The ministry bought 250,000 masks in Ister.", "The ministry bought a quarter of a million masks in Ister."),
        ("The ministry paid £3bn for the port of Ister.", "The ministry paid three billion for the port of Ister."),
        ("Half of the shops in Ister are closed.", "50 per cent of the shops in Ister are closed."),
        ("The mayor won’t close the Alder pool.", "The mayor will not shut the Alder pool."),
        ("Alder Group acquired the Birch shipyard.", "The Birch shipyard was bought by Alder Group."),
        ("The trial of the banker starts on 9 September.", "The trial of the banker begins on Sept 9."),
        ("The court of Ister sentenced two men.", "The court of Ister sentenced 2 men."),
        ("Jørn Łukás bought the Köpa mill.", "Jorn Lukas acquired the Kopa mill."),
    ],
)
def test_the_same_in_other_words(a: str, b: str) -> None:
    assert compare(Claim(a), Claim(b)).verdict == "same"


@pytest.mark.parametrize(
    ("a", "b", "field"),
    [
        ("The fire in Ister killed 12 people.", "The fire in Ister killed 13 people.", "number"),
        ("The bank raised its rate in Ister by 3%.", "The bank raised its rate in Ister by 4%.", "number"),
        ("The port of Ister has been sold.", "The port of Ister has not been sold.", "negation"),
        ("The mayor of Ister met the builder.", "The mayor of Ister denied that she met the builder.", "negation"),
        ("Prices of bread rose in Ister.", "Prices of bread fell in Ister.", "direction"),
        ("The court of Ister convicted the banker.", "The court of Ister acquitted the banker.", "outcome"),
        ("The talks will open on 3 June in Ister.", "The talks will open on 4 June in Ister.", "date"),
        ("Growth in Ister went from 3 to 4 percent.", "Growth in Ister went from 4 to 3 percent.", "direction"),
    ],
)
def test_what_cannot_both_be_true_is_a_conflict(a: str, b: str, field: str) -> None:
    judged = compare(Claim(a), Claim(b))
    assert (judged.verdict, judged.field) == ("conflict", field)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The dog bit the postman.", "The postman bit the dog."),
        ("Alder United beat Birch Rovers.", "Birch Rovers beat Alder United."),
        ("The minister signed the treaty in Ister.", "The minister rejected the treaty in Ister."),
        ("The minister signed the treaty in Ister.", "The former minister signed the treaty in Ister."),
        ("The strike almost stopped the trains in Ister.", "The strike stopped the trains in Ister."),
        ("Exports rose and imports fell in Ister.", "Exports fell and imports rose in Ister."),
        ("Exports rose and imports fell in Ister.", "Imports rose and exports fell in Ister."),
        ("At least 10 people died in Ister.", "10 people died in Ister."),
        ("More than 10 people died in Ister.", "Fewer than 10 people died in Ister."),
        ("The mill in Ister will close.", "The mill in Ister closed."),
        ("The mill in Ister may close.", "The mill in Ister will close."),
        ("The port of Ister was sold on Monday.", "The port of Ister was sold on Tuesday."),
        ("The port of Ister was sold in 2019.", "The port of Ister was sold."),
        (
            "The council sold the mill and will not close the pool.",
            "The council will close the pool and did not sell the mill.",
        ),
        ("The army shelled Alderwick on Friday.", "The army shelled Birchwick on Friday."),
        ("The charge against the banker was dropped.", "The banker was charged."),
        ("He voted for the bill in Ister.", "He voted against the bill in Ister."),
        ("The rate of tax in Ister is 5%.", "The number of banks in Ister is 5."),
    ],
)
def test_what_differs_never_merges(a: str, b: str) -> None:
    assert compare(Claim(a), Claim(b)).verdict != "same"


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("Selwyn Tarn", "Governor Selwyn Tarn", "same"),
        ("Orrin Bank", "an Orrin Bank spokeswoman", "same"),
        ("Selwyn Tarn", "Maud Tarn", "different"),
        ("Selwyn Tarn", None, "different"),
        (None, None, "different"),
    ],
)
def test_the_first_person_belongs_to_its_speaker(a: str | None, b: str | None, verdict: str) -> None:
    words = "I will never leave my party for the green benches."
    assert ability(words, a, words, b).verdict == verdict


def test_third_person_claims_need_no_common_speaker() -> None:
    comparison = ability("The bridge at Ister is safe.", "Ana Marsh", "The bridge at Ister is safe.", "Rob Finch")
    assert comparison.model_dump() == {"verdict": "same", "rule": "exact", "score": 1.0, "field": None}


@pytest.mark.parametrize("nothing", ["", " ", ".", "17", "the", "not", "…", "“”"])
def test_contents_without_words_are_judged_too(nothing: str) -> None:
    assert compare(Claim(nothing, "Ana Marsh"), Claim("The bank has been sold.", "Ana Marsh")).verdict == "different"
    assert compare(Claim(nothing), Claim(nothing)).verdict in {"same", "different"}
