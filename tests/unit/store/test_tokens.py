"""What words are made of before the rules look: phrases, slots, senses, dates, and what each costs on hostile input."""

import pytest

from sayso_store.dedupe.domain import Claim, compare
from sayso_store.dedupe.domain.features import features
from sayso_store.dedupe.domain.lexicon.nouns import NOUNS
from sayso_store.dedupe.domain.lexicon.opposites import OPPOSITES
from sayso_store.dedupe.domain.lexicon.qualities import QUALITIES
from sayso_store.dedupe.domain.lexicon.stems import chief, senses, stem
from sayso_store.dedupe.domain.lexicon.tables import groups
from sayso_store.dedupe.domain.lexicon.verbs import VERBS
from sayso_store.dedupe.domain.numbers import alike
from tests.cpu_time import cpu_seconds


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("closure", "shut"),
        ("resignation", "quit"),
        ("evacuation", "evacuated"),
        ("organised", "organizing"),
        ("lorries", "trucks"),
        ("thieves", "burglar"),
        ("taught", "teacher"),
    ],
)
def test_words_of_one_meaning(a: str, b: str) -> None:
    assert senses(a) & senses(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("drown", "die"),
        ("injured", "killed"),
        ("damage", "destroy"),
        ("questioned", "arrested"),
        ("review", "repeal"),
        ("accuse", "convict"),
        ("cancel", "delay"),
        ("school", "hospital"),
        ("minister", "president"),
        ("note", "not"),
        ("founded", "found"),
    ],
)
def test_words_that_are_near_and_not_the_same(a: str, b: str) -> None:
    assert not senses(a) & senses(b)


def test_one_meaning_does_not_lead_to_another() -> None:
    assert senses("hold") & senses("detain")
    assert senses("hold") & senses("host")
    assert not senses("detain") & senses("host")


def test_opposites_never_share_a_meaning() -> None:
    for left, right in OPPOSITES:
        shared = [(a, b) for a in left for b in right if senses(a) & senses(b)]
        assert shared == []


def test_opposites_are_signed_alike_so_that_conflicts_meet() -> None:
    assert chief("won") == chief("lost")
    assert chief("won") != chief("opened")


def test_tables_have_no_group_of_one() -> None:
    alone = [group for table in (VERBS, NOUNS, QUALITIES) for group in groups(table) if len(set(map(stem, group))) < 2]
    assert alone == []


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("The minister stepped down.", {"minister", "resign"}),
        ("The crew put the fire out.", {"crew", "extinguish", "fir"}),
        ("They did not know.", {"know"}),
        ("The talks take place in Ister.", {"talk", "happen", "hold", "ister"}),
        ("The party's backing, the minister stepped down", {"party", "back", "minister", "resign"}),
    ],
)
def test_phrases(text: str, core: set[str]) -> None:
    assert {stem(token.text) for token in features(text).words} == core


@pytest.mark.parametrize(
    ("text", "slot", "words"),
    [
        ("The letter was leaked by the judge.", "by", {"judg"}),
        ("The judge leaked the letter.", "subject", {"judg"}),
        ("After the storm, the judge leaked the letter.", "subject", {"judg"}),
        ("The body was found in a barn near Crake.", "place", {"barn", "near", "crak"}),
        ("The fire was caused by arson.", "cause", {"arson"}),
        ("The train was late because of snow.", "cause", {"snow"}),
        ("He resigned for health reasons.", "cause", {"health", "reason"}),
    ],
)
def test_slots(text: str, slot: str, words: set[str]) -> None:
    assert {token.stem for token in features(text).slots[slot]} == words


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("42d", "1.5mo", True),
        ("7d", "1mo", False),
        ("33.3%", "33%", True),
        ("4/5", "80%", True),
        ("50%", "51%", False),
        ("12", "12%", False),
    ],
)
def test_numbers_that_are_alike(a: str, b: str, same: bool) -> None:
    assert alike(a, b) is alike(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("At least 40 people died in Ister.", "Only 12 people died in Ister.", "conflict"),
        ("At least 40 people died in Ister.", "52 people died in Ister.", "different"),
        ("About 40,000 people marched in Ister.", "41,200 people marched in Ister.", "different"),
        ("About 40,000 people marched in Ister.", "8,000 people marched in Ister.", "conflict"),
        ("Two of the three bridges in Ister are closed.", "Two bridges in Ister are closed.", "different"),
        ("The fair in Ister opens on Monday 12 May.", "The fair in Ister will open on 12 May.", "same"),
        ("The fair in Ister will open next week.", "The fair in Ister will open next month.", "conflict"),
        ("The Hestrian navy shelled Ister.", "The navy of Hestria shelled Ister.", "same"),
        ("Alder Rovers lost to Birch Vale.", "Birch Vale beat Alder Rovers.", "same"),
        ("Some of the boats in Ister sank.", "All of the boats in Ister sank.", "different"),
        ("The clerk, not the judge, leaked the letter.", "It was the clerk who leaked the letter.", "different"),
    ],
)
def test_what_two_say_of_numbers_times_and_names(a: str, b: str, verdict: str) -> None:
    assert compare(Claim(a), Claim(b)).verdict == verdict


@pytest.mark.parametrize(
    "hostile",
    [
        "one " * 100_000,
        "a hundred " * 50_000,
        "put the " * 50_000,
        "1,000" * 50_000,
        "not " * 100_000,
        "x" * 1_000_000,
        "because of " * 50_000,
        "two out of " * 50_000,
    ],
)
def test_hostile_content_is_read_in_little_time_and_only_the_same_as_itself(hostile: str) -> None:
    def compared() -> None:
        nonlocal hostile
        hostile += " y"  # what is read once is remembered
        assert compare(Claim(hostile, "Ana"), Claim(hostile + "x", "Ana")).verdict != "same"
        assert compare(Claim(hostile, "Ana"), Claim(hostile, "Ana")).verdict == "same"

    assert cpu_seconds(compared, 2) < 2
