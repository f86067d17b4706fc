"""Who is described in the lead and named a paragraph on; whom pronouns mean where few are named."""

from collections.abc import Callable

import pytest

from sayso_extract.domain.model import Statement

Read = Callable[[str], tuple[Statement, ...]]
ALLEGED = "A former dock clerk took bribes for years, a court heard on Monday."
DENIES = "Bo Reed, 54, denies two counts of theft."


@pytest.mark.parametrize(
    ("lead", "next_one", "role", "affiliation"),
    [
        (ALLEGED, DENIES, "former dock clerk", None),
        (f"Clerk took bribes\nBy Cy Ode\n\n{ALLEGED}", DENIES, "former dock clerk", None),
        ("SALTBY, Veldania (Wire) - A clerk took bribes for years.", DENIES, "clerk", None),
        ("A clerk at the Admiralty sold three papers - for a pound.", DENIES, "clerk", "Admiralty"),
        ("Veldania's trade minister has quit over a ship.", "Bo Reed insisted it was dry.", "trade minister", None),
        (
            "Veldania's trade minister quit over a ship.",
            "In a letter to Ann Lee, Bo Reed said it was dry.",
            "trade minister",
            None,
        ),
        (
            "The leader of Saltby Council has quit over a ship.",
            "Cllr Bo Reed said it was dry.",
            "leader",
            "Saltby Council",
        ),
        # nobody, or somebody else, is described there
        ("Rain fell on the quay for a third long day.", DENIES, None, None),
        ("A teacher was killed by a stranger, a court heard.", DENIES, None, None),
        ("A former spokeswoman took bribes for years.", f"Mr {DENIES}", None, None),
        ("A sister of the mayor took bribes for years.", DENIES, None, None),
        ("Two former dock clerks took bribes for years.", DENIES, None, None),
        ("A former dock clerk, Cy Ode, took bribes for years.", DENIES, None, None),
        ("A former dock clerk took bribes from Reed for years.", DENIES, None, None),
        ("The officers took bribes for years, a court heard.", DENIES, None, None),
        ("The clerk Cy Ode took bribes for years.", DENIES, None, None),
        (ALLEGED, "Bo Reed, a baker, said it was dry.", "baker", None),
        ("The leader of Saltby Council has quit over a ship.", "Mayor Bo Reed said it was dry.", "Mayor", None),
        (ALLEGED, "The rain fell on. Bo Reed, 54, denies two counts of theft.", None, None),
    ],
)
def test_the_lead_tells_what_the_next_one_is(
    read: Read, lead: str, next_one: str, role: str | None, affiliation: str | None
) -> None:
    last = read(f"{lead}\n\n{next_one}")[-1].speaker
    assert (last.name, last.role, last.affiliation) == ("Bo Reed", role, affiliation)


def test_who_says_so_in_the_lead_is_named_behind_it(read: Read) -> None:
    text = (
        'The old quay will be shut from March, the leader of Saltby Council told reporters. "It was wet," she said.\n\n'
        'Councillor Ann Lee spoke after a vote.\n\nShe said: "It was dry.\n\n"It is not now."'
    )
    some = [each.speaker for each in read(text)]
    assert {(each.name, each.role, each.affiliation) for each in some} == {("Ann Lee", "leader", "Saltby Council")}
    assert len(some) == 3


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        # a given name tells who a pronoun is not
        ("Fiona Ode, a cook, said it was late.\n\nHe said it was dry.", None, "none"),
        ("Hélène Ode, a cook, said it was late.\n\nHe said it was dry.", None, "none"),
        ("Rue Ode, a cook, said it was late.\n\nHe said it was dry.", "Rue Ode", "pronoun_previous_speaker"),
        # who does something to the subject is not the subject
        (
            "Ann Lee, a cook, said it was late.\n\nQuestioned by clerk Eve Ode, she said it was dry.",
            "Ann Lee",
            "pronoun_previous_speaker",
        ),
        ("The race was won by Fiona Ode. She said it was dry.", "Fiona Ode", "pronoun_subject"),
        # described before a comma in the middle of a sentence, and by no more than hearsay
        (
            "They met the ring's head, Bo Reed, in May.\n\nReed, who fled, was late. He said it was dry.",
            "Bo Reed",
            "pronoun_subject",
        ),
        # the only one of that gender who is named
        ("Fiona Ode fell, the clerk, Hugo Lee, saw.\n\n“It was dry,” he said.", "Hugo Lee", "pronoun_only_one"),
        ("Rain fell on Hugh Ode, 4, and the clerk, Hugo Lee, saw.\n\n“It was dry,” he said.", None, "none"),
        ("Fiona Ode fell, the clerk, Hugo Lee, saw.\n\nRain fell.\n\n“It was dry,” he said.", None, "none"),
    ],
)
def test_pronouns(read: Read, text: str, name: str | None, rule: str) -> None:
    last = read(text)[-1].speaker
    assert (last.name, last.resolved_by) == (name, rule)


def test_a_description_ends_with_a_comma_behind_the_name(read: Read) -> None:
    assert read("When he met the minister, Fiona Ode said it was dry.")[-1].speaker.role is None


def test_what_is_only_said_of_somebody_is_no_role(read: Read) -> None:
    text = "They never met the ring's alleged leader, Bo Reed, in May.\n\nBo Reed said it was dry."
    assert read(text)[-1].speaker.role is None
    assert read(text.replace("alleged ", ""))[-1].speaker.role == "leader"
