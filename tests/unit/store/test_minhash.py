"""Prints: near claims meet, far ones do not, on every machine alike."""

import itertools

import pytest

from sayso_store.dedupe.domain import Claim, as_compared, meeting, prints
from sayso_store.dedupe.domain.minhash import PRINT, PRINTS

TOPICS = ["council", "harbour", "parliament", "orchard", "regiment", "observatory", "brewery", "cathedral"]
DEEDS = ["inspected the flooded tunnel", "sold its oldest paintings", "hired forty apprentices", "lost a court case"]


def prints_of(claim: Claim) -> set[bytes]:
    (row,) = prints([as_compared(claim)])
    assert len(row) == PRINT * PRINTS
    return {row[at : at + PRINT] for at in range(PRINT, len(row), PRINT)}


def itself(claim: Claim) -> bytes:
    return prints([as_compared(claim)])[0][:PRINT]


def test_they_are_the_same_on_every_machine() -> None:
    (row,) = prints([Claim("Wendor 17 kelvar bolzin.", "Ana Marsh")])
    assert row[: 3 * PRINT].hex() == "4301321c9cc5410003ecce6149010eaf2341"


def test_equal_words_meet_and_unrelated_claims_do_not() -> None:
    claims = [Claim(f"The {topic} of Ister {deed}.") for topic, deed in itertools.product(TOPICS, DEEDS)]
    assert all(prints_of(each) & prints_of(Claim(each.content.upper())) for each in claims)
    far = [(a, b) for a, b in itertools.combinations(claims, 2) if a.content.split()[4:] != b.content.split()[4:]]
    far = [(a, b) for a, b in far if a.content.split()[1] != b.content.split()[1]]
    assert sum(bool(prints_of(a) & prints_of(b)) for a, b in far) < 0.05 * len(far)


def test_a_batch_is_signed_as_each_alone() -> None:
    claims = [as_compared(Claim(f"The {topic} of Ister {deed}.")) for topic, deed in itertools.product(TOPICS, DEEDS)]
    assert prints(claims) == [row for claim in claims for row in prints([claim])]
    assert prints([]) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The minister stepped down on Friday.", "On Friday the minister resigned."),
        ("Thirty-one miners were hurt in Ister.", "31 miners were hurt in Ister."),
        ("The bank did not lose money.", "The bank lost money."),
        ("Exports of tin rose in May.", "Exports of tin fell in May."),
    ],
)
def test_other_words_for_the_same_and_what_parts_them_do_not_matter(a: str, b: str) -> None:
    assert prints_of(Claim(a)) & prints_of(Claim(b))


def test_itself_is_known_in_any_typography_but_not_from_another_speaker() -> None:
    said = Claim("The bridge isn’t “safe”.", "Ana Marsh")
    assert itself(said) == itself(Claim('The bridge isn\'t "safe". ', "Ana Marsh "))
    assert itself(said) == itself(Claim("The bridge isn’t “safe”.", "Ána Marsh"))
    assert itself(said) != itself(Claim('The bridge isn\'t "safe".', "Bo Finch"))
    assert itself(said) != itself(Claim('The Bridge isn\'t "safe".', "Ana Marsh"))


def test_what_says_little_meets_its_own_speaker_only() -> None:
    mine = prints_of(Claim("We have no comment.", "Orrin Bank"))
    assert mine & prints_of(Claim("No comment!", "the Orrin Bank"))
    assert not mine & prints_of(Claim("We have no comment.", "Pell Motors"))


@pytest.mark.parametrize("content", ["", "...", "the of and", "\ud800", "ß" * 5000])
def test_whatever_is_said_has_prints(content: str) -> None:
    assert len(prints_of(Claim(content))) > 1


def test_claims_of_a_batch_that_share_a_print_are_named_in_order() -> None:
    said = [
        "The mill closed in May.",
        "Ana Marsh opened a school.",
        "In May the mill closed.",
        "The mill closed in May!",
    ]
    found = meeting(prints([as_compared(Claim(each)) for each in said]), 8)
    assert found == [(0, 2), (0, 3), (2, 3)]
    assert meeting([], 8) == meeting(prints([Claim("Alone.")]), 8) == []


def test_of_many_that_share_a_print_the_nearest_are_named() -> None:
    found = meeting(prints([Claim("The mill closed in May.", f"Ana {n}") for n in range(5)]), 2)
    assert found == [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (2, 4), (3, 4)]
