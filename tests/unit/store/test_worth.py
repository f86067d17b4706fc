"""What is kept from the rules since it is about other things, and what is not."""

import pytest

from sayso_store.dedupe.domain import Claim, compare, plainly_apart, sketch, worth_comparing
from tests.benchmark.same_claim import OWN, SETS, read

LEFT_OUT = [
    ("About 240 pupils marched through Varel.", "About 271 farmers marched through Banor."),
    ("Varel has 240 ships fewer than last year.", "Banor has 271 ships fewer than last year."),
    ("Police counted 240 ships in Varel.", "Police counted 240 ships in Banor."),
    ("The council of Ister praised a school.", "The council of Banor praised a school."),
    ("Police counted 240 people in Varel.", "Police counted 271 farms in Varel."),
    ("Police in Varel counted 24 workers.", "The police in Varel counted 32 families now."),
    ("Varel has 240 ships fewer than last year.", "Banor has 240 ships fewer than last year."),
    ("About 240 ships took part in the march in Varel.", "About 240 ships took part in the march in Banor."),
]
COMPARED = [
    ("About 240 pupils marched through Varel.", "About 271 pupils marched through Varel."),
    ("Police counted 9 ships.", "Police counted 9 ships in Varel, Banor and Ister today."),
    ("The flood in Varel killed 12 people.", "In Varel 14 people were killed by the flood."),
    ("The mayor confirmed that 12 people died in Varel.", "Police confirmed that 14 people died in Varel."),
    ("The ferry did not carry 240 pupils.", "The tram carried 271 pupils."),
    ("Hestrian ships fired 12 rockets at Varel.", "Ships of Hestria fired 14 rockets at Varel."),
    ("12 ships of Hestria fired.", "Some 14 Hestrian ships fired."),
    ("The trial will last 12 days.", "The trial will last 3 weeks."),
    ("The president will speak in Varel.", "The president will speak in Banor."),
    ("The president is going to speak in Varel.", "The president is to speak in Banor."),
    ("The stolen cello was found in Varel.", "The stolen cello was found in Banor."),
    ("The letter was leaked by Marsh.", "The letter was leaked by Finch."),
    ("The clerk Marsh leaked the letter.", "The clerk Finch leaked the letter."),
    ("The train was late because of Marsh.", "The train was late because of Finch."),
    ("The fair took place in Varel.", "The fair took place in Banor."),
    ("The mayor of Varel was praised, Ana Marsh promised.", "The mayor of Varel was praised, Bo Finch promised."),
    ("Ships of Hestria met Marsh.", "Hestrian ships met Marsh."),
    ("The old council of the town praised Kelv", "The old council of the town praised Kelvar and all others."),
    ("The train was late because Marsh overslept.", "The train was late because Finch overslept."),
    ("12 men said that the mill is old.", "30 women said that the mill is old."),
    ("The mill sold 12 cars.", "The mill sold 14 automobiles."),
    ("Winners of the race sold a mill.", "Losers of the race sold a mill."),
    ("Varel joined the union.", "Banor joined the union."),
    ("Ships of the navy joined the march in Varel.", "Ships of the navy joined the march in Banor."),
]


@pytest.mark.parametrize(("a", "b"), LEFT_OUT)
def test_claims_of_one_form_only_are_not_compared(a: str, b: str) -> None:
    assert not worth_comparing(Claim(a), Claim(b))
    assert not worth_comparing(Claim(b), Claim(a))
    assert compare(Claim(a), Claim(b)).verdict == "different"


@pytest.mark.parametrize(("a", "b"), COMPARED)
def test_claims_that_could_be_about_one_thing_are(a: str, b: str) -> None:
    assert worth_comparing(Claim(a), Claim(b))
    assert worth_comparing(Claim(b), Claim(a))


@pytest.mark.parametrize(
    ("a", "b", "is_told"),
    [
        ("About 240 pupils marched through Varel.", "About 271 pupils marched through Banor.", True),
        ("The council of Ister sold a mill.", "The bishop of Banor lost a court case.", True),
        ("About 240 pupils marched through Varel.", "About 271 pupils marched through Varel.", False),
        ("About 240 pupils marched through Varel.", "About 240 pupils marched through Banor.", True),
        ("About 240 pupils marched through Kelv.", "About 240 pupils marched through Kelvar.", False),
        ("The president will speak in Varel.", "The president will speak in Banor.", False),
        ("Police counted 240 people in Varel.", "Police counted 271 farms in Varel.", True),
        ("The mill sold 12 cars.", "The mill sold 14 automobiles.", False),
        ("Pupils did not sell 240 mills.", "Farmers sold 271 mills.", False),
        ("240 Varel!", "240 Banor!", False),
        ("Varel has 240 pupils fewer than last year.", "Banor has 271 pupils fewer than last year.", True),
        ("Pupils sold 240 mills.", "Farmers sold 271 mills.", True),
        ("", "The council of Ister sold a mill.", False),
    ],
)
def test_what_sketches_tell(a: str, b: str, is_told: bool) -> None:
    assert plainly_apart(sketch(Claim(a)), sketch(Claim(b))) == is_told
    assert plainly_apart(sketch(Claim(b)), sketch(Claim(a))) == is_told


def spelled(number: int) -> str:
    """A word of its own."""
    return "M" + "".join("abcdefghij"[int(digit)] for digit in str(number))


def test_what_has_too_many_words_has_no_sketch() -> None:
    long = Claim(" ".join(map(spelled, range(200))))
    assert sketch(long) == bytes((4, 0, 0, 0, 0, 0))
    for n in range(300):
        whole = sketch(Claim(" ".join(["Mill", *map(spelled, range(n))])))
        assert len(whole) == whole[0] + 2 + whole[whole[0] + 1]
    assert not plainly_apart(sketch(long), sketch(Claim("The bishop of Banor lost a court case.")))


def test_meanings_are_kept_of_short_plain_claims() -> None:
    short, long = (
        "Police counted 240 ships in Varel.",
        "Police counted 240 old ships with sails in Varel harbour today.",
    )
    assert [meanings(each) != b"" for each in (short, long, "Police did not count 240 ships.")] == [True, False, False]
    assert meanings("Mill " + "!" * 300 + " mill.") != b""


def meanings(content: str) -> bytes:
    """The second part of a sketch."""
    whole = sketch(Claim(content, "Ana Marsh, mayor"))
    return whole[whole[0] + 2 :]


@pytest.mark.parametrize(
    "a", [None, "Bo Finch, mayor", "Vice President Bo Finch", "Ana Marsh", "the mayor", "Kelv Doe"]
)
def test_who_speaks_can_keep_names_from_telling_anything(a: str | None) -> None:
    one, other = Claim("The council praised Kelv.", a), Claim("The council praised Birch.", "Ana Marsh")
    apart = plainly_apart(sketch(one), sketch(other))
    assert (
        apart
        == plainly_apart(sketch(other), sketch(one))
        == (a in {None, "Bo Finch, mayor", "Vice President Bo Finch"})
    )
    assert not apart or not worth_comparing(one, other)


def test_the_speakers_own_name_tells_nothing() -> None:
    a, b = Claim("Alder Bank lost 12 branches.", "Alder Bank"), Claim("The lender lost 14 branches.", "the lender")
    assert worth_comparing(a, b)


def test_one_speaker_may_name_one_thing_in_two_ways() -> None:
    a, b = Claim("The council praised Alder.", "Ana Marsh"), Claim("The council praised Birch.", "Marsh")
    assert worth_comparing(a, b)
    assert not worth_comparing(a, b._replace(speaker="Bo Finch"))
    assert worth_comparing(a, b._replace(speaker="Birch Finch")), "what is a speaker's own name may be left out"


def test_of_labelled_pairs_hardly_any_that_the_rules_know_is_left_out() -> None:
    pairs = [each for name in SETS for each in read(OWN / f"{name}.jsonl")]
    known = [each for each in pairs if compare(each.a, each.b).verdict != "different"]
    left_out = [each for each in known if not worth_comparing(each.a, each.b)]
    assert len(left_out) <= 0.02 * len(known)
    assert len(known) > 500
