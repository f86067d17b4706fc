"""Later mentions are joined to the speaker they stand for, or left alone."""

from collections.abc import Callable

import pytest

from sayso_extract.domain.model import Statement
from sayso_extract.domain.speakers.names import Description
from sayso_extract.domain.speakers.people import Person, by_surname

Read = Callable[[str], tuple[Statement, ...]]
FIRST = "Harbour Office chief Ada Brook said the quay was safe."


@pytest.mark.parametrize(
    ("later", "name", "rule"),
    [
        ("Ada Brook said it was dry.", "Ada Brook", "exact"),
        ("Brook said it was dry.", "Ada Brook", "surname"),
        ("Ms Brook said it was dry.", "Ada Brook", "surname"),
        ("It was dry, the Harbour Office head said.", "Ada Brook", "role_alias"),
        ('"It was dry," she added.', "Ada Brook", "pronoun_previous_speaker"),
        ("The secretary of state said it was dry.", None, "none"),
        ("Norway said it was dry.", "Norway", "organisation"),
        ("Brook's lawyers said it was dry.", None, "none"),
        ("Norway's lawyers said it was dry.", "Norway", "exact"),
        ("It was dry, according to the report.", None, "none"),
        ("The opposition leader said it was dry.", None, "none"),
    ],
)
def test_resolution(read: Read, later: str, name: str | None, rule: str) -> None:
    last = read(f"{FIRST}\n\n{later}")[-1]
    assert (last.speaker.name, last.speaker.resolved_by) == (name, rule)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("The Orm Centre for Energy said it was late.\n\nThe Orm Centre said it was dry.", "Orm Centre for Energy"),
        ("The Orm Centre said it was late.\n\nThe Orm Centre Party said it was dry.", "Orm Centre Party"),
        ("The deadlocked Supreme Court said it was dry.", "Supreme Court"),
    ],
)
def test_an_organisation_by_its_whole_name(read: Read, said: str, name: str) -> None:
    assert read(said)[-1].speaker.name == name


@pytest.mark.parametrize(
    ("said", "role", "affiliation"),
    [
        ("Justice Department spokeswoman Nia Lund left.", "spokeswoman", "Justice Department"),
        ("Bank of Solvene governor Nia Lund left.", "governor", "Bank of Solvene"),
        ("Then Orm Bank analyst Nia Lund left.", "analyst", "Orm Bank"),
        ("Yesterday Norbank analyst Nia Lund left.", "analyst", "Norbank"),
    ],
)
def test_who_is_described_where_he_does_not_speak(read: Read, said: str, role: str, affiliation: str) -> None:
    (told,) = read(f"{said}\n\nLund said it was dry.")
    assert (told.speaker.name, told.speaker.role, told.speaker.affiliation) == ("Nia Lund", role, affiliation)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Tom Cook, a resident, said it was late.\n\nCook said it was dry.", "Tom Cook"),
        ("Tom Cook, a resident, said it was late.\n\nMr Cook said it was dry.", "Tom Cook"),
        ("Weaver said it was dry.\n\nIt was late, said Jeff Weaver, the chairman.", "Jeff Weaver"),
        ("Ann Bishop, a teacher, has lived there for years.\n\nBishop said it was dry.", "Ann Bishop"),
        ("CNN reporter Amy Baker said it was late.\n\nBaker said it was dry.", "Amy Baker"),
        ("Bo Reed, a resident, said it was late.\n\nCook said it was dry.", None),
    ],
)
def test_a_surname_that_is_spelled_like_a_role(read: Read, said: str, name: str | None) -> None:
    (told,) = (each for each in read(said) if each.content == "it was dry")
    assert told.speaker.name == name


def test_whose_something_is_is_somebody_known() -> None:
    known = (Person("Ada Brook", None, None, None),)
    assert by_surname(Description(name="Brook's", head="brook"), known).name == "Brook"
    assert by_surname(Description(name="Ada Brook's", head="brook"), known).name == "Ada Brook"
    assert (
        by_surname(Description(name="Sands'", head="sands'"), (Person("Bo Sands", None, None, None),)).name == "Sands"
    )
    letter = by_surname(Description(name="Brook's", kind="document", head="letter"), known)
    assert (letter.name, letter.kind, letter.head) == ("Brook", "document", "letter")
    assert by_surname(Description(name="Barlow's", head="barlow"), known).name == "Barlow's"


def test_a_resolved_speaker_brings_role_and_affiliation(read: Read) -> None:
    last = read(f"{FIRST}\n\nBrook said it was dry.")[-1].speaker
    assert (last.role, last.affiliation, last.kind) == ("chief", "Harbour Office", "person")


def test_a_pronoun_of_the_other_gender_is_left_alone(read: Read) -> None:
    last = read("Mr Bo Reed said the quay was safe.\n\nShe said it was dry.")[-1].speaker
    assert (last.mention, last.name, last.resolved_by) == ("She", None, "none")


def test_a_pronoun_does_not_reach_far_back(read: Read) -> None:
    last = read(f"{FIRST}\n\nRain fell.\n\nRain fell.\n\nShe said it was dry.")[-1].speaker
    assert last.name is None


def test_where_nobody_else_is_named_a_pronoun_is_whom_the_headline_names(read: Read) -> None:
    far = f"{FIRST}\n\nRain fell.\n\nRain fell.\n\nShe said it was dry."
    assert read(f"Ada Brook and the bridge\n\n{far}")[-1].speaker.name == "Ada Brook"
    assert read(f"A mayor and the bridge\n\n{far}")[-1].speaker.name is None
    named = far.replace("Rain fell.\n\nShe", "Rain fell on Ruth Lee, a nurse, and Mia Orr, a vet.\n\nShe")
    assert read(f"Ada Brook and the bridge\n\n{named}")[-1].speaker.name != "Ada Brook"


def test_who_speaks_by_the_surname_alone_is_whom_a_pronoun_means(read: Read) -> None:
    text = "Ludo Pell does not look up.\n\n“It was dry,” he said.\n\nIn March Pell told the paper it was wet."
    assert [each.speaker.name for each in read(text)] == ["Ludo Pell", "Ludo Pell"]


def test_two_bearers_of_a_surname_are_not_told_apart(read: Read) -> None:
    text = "Ada Brook, a baker, said it was dry. Bo Brook, a smith, said it was wet.\n\nBrook said it was safe."
    assert read(text)[-1].speaker.name == "Brook"


def test_a_report_is_named_by_its_maker(read: Read) -> None:
    text = "The quay is safe, according to an NX report.\n\nThe quay is dry, according to the report."
    assert [s.speaker.name for s in read(text)] == ["NX", "NX"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (  # the lead tells what somebody is, the next paragraph who
            'The former treasurer of the dock said it was dry.\n\n"It was wet," Arlen Vick told a jury.',
            ["Arlen Vick", "Arlen Vick"],
        ),
        (
            "The treasurer said it was dry.\n\nArlen Vick, a baker, said it was wet.",
            [None, "Arlen Vick"],
        ),
        (
            'Arlen Vick fell.\n\nA guard said it was dry. "It was wet," Arlen Vick said.',
            [None, "Arlen Vick"],
        ),
        (
            "Rain fell.\n\nCy Ode, a cook, said it was dry.\n\nA guard said it was wet.\n\nArlen Vick said it was dry.",
            ["Cy Ode", None, "Arlen Vick"],
        ),
        (  # kin bear the surname too, but are not called by it alone
            'Ludo Pemm closed it. His sister, Jess Pemm, said it was dry.\n\n"It was wet," Pemm said.',
            ["Jess Pemm", "Ludo Pemm"],
        ),
        ("Allies of the Prime Minister said it was dry. One said that it was wet.", [None, None]),
        ("U.S. District Judge Earl Bann said it was dry.", ["Earl Bann"]),
        ("The bloc's mediator, former Ondal president Josef Quit, said it was dry.", ["Josef Quit"]),
        ("Ada Brook, who said it was dry, left.", ["Ada Brook"]),
        ("The Prime Minister, Ada Brook, yesterday dismissed the figure as 'a joke'.", ["Ada Brook"]),
        ("And Terry Odd, a plumber, fell. Terry said it was dry.", ["Terry Odd"]),
        ("The railroad, Basin & Western, said it was dry.", ["Basin & Western"]),
        ("Residents of Mochi Gali said it was dry.", [None]),
        ("The colliery's owner, Carbonex, said it was dry.", ["Carbonex"]),
        ("Her neighbour, who gave his name only as Abu Tariq, said it was dry.", ["Abu Tariq"]),
        ("Ada Brook, head of the Quay Club, said it was dry. His group said it was wet.", ["Ada Brook", "Quay Club"]),
        ("Halv Foods said it was dry. It met Cast Group. The company said it was wet.", ["Halv Foods", "Halv Foods"]),
        ("Almost two thirds of respondents said that it was dry.", [None]),
        ("Cabinet Secretary Ada Brook, on her part, was calm.\n\n'It was dry,' she said.", ["Ada Brook"]),
    ],
)
def test_who_is_meant(read: Read, text: str, names: list[str | None]) -> None:
    assert [each.speaker.name for each in read(text)] == names


@pytest.mark.parametrize(
    ("text", "role", "affiliation"),
    [
        ('But neighbour Keith Purs told the Bugle it was dry. "It was wet," he said.', "neighbour", None),
        ("The government met. On Wednesday its spokesman, Hassan Bouk, said it was dry.", "spokesman", "government"),
        (
            "Ada Royce, 58, denies it. Bo Reed said it was wet. Royce left. Her attorney, Marc Dell, said it was dry.",
            "attorney",
            "Ada Royce",
        ),
        ("Wick & Lyle, the homewares chain, said it was dry.", "homewares chain", None),
        ("Almost two thirds of respondents said that it was dry.", "respondents", None),
        ("At the school, the headmistress, Mrs Asa Ndid, said it was dry.", "headmistress", None),
        ("The panel's chairman, Senator Hal Dank, said it was dry.", "chairman", "panel"),
        (
            "Shoreline Rising is not finished. Its coordinator, Ngo Dell, said it was dry.",
            "coordinator",
            "Shoreline Rising",
        ),
        (
            "The Ministry of Emergencies met. Emergencies Minister Bo Ilic said it was dry.",
            "Emergencies Minister",
            "Ministry of Emergencies",
        ),
        ("Fund manager Lak Brandt said it was dry.", "Fund manager", None),
        ("An official in the health department said it was dry.", "official", "health department"),
        ("Cane grower Les Boyd said it was dry.", "Cane grower", None),
        (
            "The Tutors' Union (Latu) met. It was dry, Latu secretary-general Ada Brook said.",
            "secretary-general",
            "Tutors' Union",
        ),
        ("Saltby Police met. A spokesman for the force said it was dry.", "spokesman", "Saltby Police"),
    ],
)
def test_what_they_are(read: Read, text: str, role: str, affiliation: str | None) -> None:
    last = read(text)[-1].speaker
    assert (last.role, last.affiliation) == (role, affiliation)
