"""People of one name, and who of several is meant by a surname. All made up."""

from collections.abc import Callable

import pytest

from sayso_extract.domain.model import Statement

Read = Callable[[str], tuple[Statement, ...]]


@pytest.mark.parametrize(
    ("text", "kind", "role"),
    [
        ("On Monday Orsolo said that he would stay.", "person", None),
        ("On Monday Orsolo said that it would stay.", "organisation", None),
        (
            "On Monday Orsolo said that the quay was shut. "
            "The town heard from Orsolo twice of its plan.\n\nOrsolo said the price was fair.",
            "organisation",
            None,
        ),
        ("In the town Orsolo praised his crew.\n\nOrsolo said the quay was shut.", "person", None),
        ("Orsolo praised his crew.\n\nOrsolo said the quay was shut.", "organisation", None),
        ("Orsolo said he was ill.\n\nOrsolo said the quay was shut.", "person", None),
        ("In the town Orsolo founder Bo Lund led his crew.\n\nOrsolo said it was shut.", "organisation", None),
        ("The town told Orsolo that he was ill.\n\nOrsolo said the quay was shut.", "organisation", None),
        ("The town told Orsolo that a man lost his coat.\n\nOrsolo said the quay was shut.", "organisation", None),
        ("In Orsolo House he was at home.\n\nOrsolo said the quay was shut.", "organisation", None),
        ("The crew met President Mireya.\n\nMireya said the quay was shut.", "person", "President"),
        ("The crew met Mr. Mireya.\n\nMireya said the quay was shut.", "person", None),
        ("Fenella said the quay was shut.", "person", None),
        ("The town heard from Fenella AG.\n\nFenella said the quay was shut.", "organisation", None),
        ("Clinic operator Mireya said it was ill.\n\nMireya said the quay was shut.", "organisation", None),
    ],
)
def test_a_name_of_one_word(read: Read, text: str, kind: str, role: str | None) -> None:
    last = read(text)[-1].speaker
    assert (last.kind, last.role) == (kind, role)


def test_a_pronoun_means_who_has_one_name(read: Read) -> None:
    text = 'On Monday Orsolo told his crew that the quay was shut. "It is safe now," he said.'
    assert [each.speaker.name for each in read(text)] == ["Orsolo", "Orsolo"]


@pytest.mark.parametrize("text", ["Six in ten said he was right.", "Everyone said he was right."])
def test_what_counts_people_is_no_name(read: Read, text: str) -> None:
    last = read(text)[-1].speaker
    assert (last.name, last.kind) == (None, "group")


@pytest.mark.parametrize("said", ["He's said it was dry.", "He’s said it was dry."])
def test_a_pronoun_that_is_contracted_is_one(read: Read, said: str) -> None:
    last = read(f"Ada Brook, the mayor, and Bo Lund, a baker, met.\n\nBo Lund said it was wet. {said}")[-1].speaker
    assert (last.name, last.mention) == ("Bo Lund", "He")


@pytest.mark.parametrize("beside", ["and his wife", "from Norby"])
def test_what_goes_on_beside_a_name_is_no_role(read: Read, beside: str) -> None:
    assert read(f"Bo Lund, {beside}, said it was wet.")[-1].speaker.role is None


def test_a_word_that_only_opens_a_sentence_is_nobody(read: Read) -> None:
    assert read("Crowds said he was right.")[-1].speaker.kind != "person"


BOTH = "Ada Brook, the mayor of Norby, opened the quay. Bo Brook, a former mayor, sat beside her."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{BOTH}\n\nBrook said it was safe.", "Ada Brook"),
        (f"{BOTH}\n\nMr. Brook said it was safe.", "Bo Brook"),
        (f"{BOTH}\n\nBo Brook said it was dry. Ada Brook said it was wet.\n\nBrook said it was safe.", "Brook"),
        (f"{BOTH}\n\nBo Brook said it was dry.\n\nBrook said it was safe.", "Brook"),
        (f"Former Chief Brook Speaks\n\n{BOTH}\n\nBrook said it was safe.", "Ada Brook"),
    ],
)
def test_a_surname_of_two_is_the_first_one_s(read: Read, text: str, name: str) -> None:
    last = read(text)[-1].speaker
    assert (last.name, last.kind) == (name, "person")


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Investors said the price was fair. The price pleased investors.", None, "investors"),
        ("Investors said the price was fair. The price pleased Investors.", "Investors", None),
        ("Orbis said the price was fair. The price pleased orbit.", "Orbis", None),
    ],
)
def test_a_plural_that_is_written_small_elsewhere_is_no_name(
    read: Read, text: str, name: str | None, role: str | None
) -> None:
    last = read(text)[-1].speaker
    assert (last.name, last.role) == (name, role)
