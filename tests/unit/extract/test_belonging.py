"""Whom speakers belong to, where the mention itself does not say it."""

from collections.abc import Callable

import pytest

from sayso_extract.domain.model import Statement
from sayso_extract.domain.speakers.people import Person
from sayso_extract.domain.speakers.speakers import antecedent

Read = Callable[[str], tuple[Statement, ...]]


@pytest.mark.parametrize(
    ("text", "role", "affiliation"),
    [
        # a minister's ministry, whatever the rank
        (
            "The Ministry of Ports met. It was dry, Deputy Ports Minister Bo Reed said.",
            "Deputy Ports Minister",
            "Ministry of Ports",
        ),
        (
            "The ports ministry met. It was dry, former ports minister Bo Reed said.",
            "former ports minister",
            "ports ministry",
        ),
        # "its" beside the name, where the mention leaves it out
        ("The Quay Forum met. Bo Reed, its convenor, was late.\n\nBo Reed said it was dry.", "convenor", "Quay Forum"),
        ("The Quay Forum met. Its convenor, Bo Reed, was late.\n\nReed said it was dry.", "convenor", "Quay Forum"),
        ("The Quay Forum met. The convenor, Bo Reed, was late.\n\nReed said it was dry.", "convenor", None),
        # who wrote a report is of those who made it
        (
            "According to a report by the Tarn Imaging Laboratory, it is dry. Its author, Dr Ann Lee, said it was wet.",
            "author",
            "Tarn Imaging Laboratory",
        ),
        # who works for somebody is of that person, a partner is of nobody, a manager where the one is whom he manages
        ("Ann Lee, a runner, left. Her coach, Bo Reed, said it was dry.", "coach", "Ann Lee"),
        ("Ann Lee, a climber, left. Her climbing partner, Bo Reed, said it was dry.", "climbing partner", None),
        (
            "Ann Lee, a nurse at Saltby Hospital, left. Her manager, Bo Reed, said it was dry.",
            "manager",
            "Saltby Hospital",
        ),
        ("Ann Lee, a nurse at Saltby Hospital, left. Her lawyer, Bo Reed, said it was dry.", "lawyer", "Ann Lee"),
        ("Ann Lee, a baker, left. Her spokesman, Bo Reed, said it was dry.", "spokesman", "Ann Lee"),
        # "whose firm" tells the firm
        ("Fund manager Bo Reed, whose firm Orm Partners owns it, said it was dry.", "Fund manager", "Orm Partners"),
        ("Bo Reed, a baker whose left hand hurts, said it was dry.", "baker", None),
        # a club or a county before a role, known from elsewhere
        (
            "Northgate said it lost. It lost to Tarn, and Northgate left.\n\nNorthgate doctor Ann Lee said it was dry.",
            "Northgate doctor",
            "Northgate",
        ),
        ("It rained in Tarn County. The county governor, Bo Reed, said it was dry.", "county governor", "Tarn County"),
        (
            "It rained in Tarn County and Orm County. The county governor, Bo Reed, said it was dry.",
            "county governor",
            None,
        ),
        # nouns that stand for one that is named
        ("Tarn Airport shut. The airport's spokesperson said it was dry.", "spokesperson", "Tarn Airport"),
        ("The prosecution's expert said it was dry.", "expert", None),
        ("Union president Bo Reed said it was dry.", "president", None),
        ("Fund manager Bo Reed said it was wet.\n\nFund manager Bo Reed said it was dry.", "Fund manager", None),
        # the front of a house and a rank of the police are no organisations
        ("Ann Lee, who runs the front of house, said it was dry.", None, None),
        ("Police Commissioner Ann Lee said it was dry.", "Police Commissioner", None),
        ("A police spokesman said it was dry.", "police spokesman", "police"),
        # a councillor is of the council, whatever else he is
        (
            "Saltby Council met. The opposition leader, Councillor Ann Lee, said it was dry.",
            "opposition leader",
            "Saltby Council",
        ),
        ("Saltby Council met. The opposition leader, Ann Lee, said it was dry.", "opposition leader", None),
    ],
)
def test_belonging(read: Read, text: str, role: str | None, affiliation: str | None) -> None:
    last = read(text)[-1].speaker
    assert (last.role, last.affiliation) == (role, affiliation)


def test_where_somebody_was_born_is_no_part_of_the_name(read: Read) -> None:
    assert read("Tarn-born Ann Lee said it was dry.")[0].speaker.name == "Ann Lee"


def test_who_is_named_behind_his_role_is_the_one_who_has_it(read: Read) -> None:
    text = 'Ode wants to leave, his agent said. "It was dry," Bo Reed told Quay Radio.'
    assert [(each.speaker.name, each.speaker.role) for each in read(text)] == [("Bo Reed", "agent")] * 2


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        # whose team and whose study it is
        (
            "Prof Ann Lee of Tarn University said it was wet. Lee's team thinks it is dry.",
            "Tarn University",
            None,
            None,
        ),
        ("Prof Ann Lee of Tarn University said it was wet. Lee's report said it was dry.", "Ann Lee", None, None),
        (
            "The University of Tarn met. Prof Ann Lee said it was wet. Lee's team thinks it is dry.",
            "University of Tarn",
            None,
            None,
        ),
        (
            "The nine-strong board met. A former board member, Bo Reed, said it was dry.",
            "Bo Reed",
            "former member",
            "board",
        ),
        # what is known to be a firm, a think tank, the maker of a poll, a federation of several
        (
            "The think tank Fair Ledger met. Its director, Bo Reed, said it was dry.",
            "Bo Reed",
            "director",
            "Fair Ledger",
        ),
        ("Orm Homes, the developer, said it was dry.", "Orm Homes", "developer", None),
        (
            "A poll released on Thursday by Lake Opinion was out. The firm's president, Bo Reed, said it was dry.",
            "Bo Reed",
            "president",
            "Lake Opinion",
        ),
        (
            "The employers' federation met. Its chairwoman, Ann Lee, said it was dry.",
            "Ann Lee",
            "chairwoman",
            "employers' federation",
        ),
        # one unnamed person is no organisation
        ("A cabinet source said it was dry.", None, "cabinet source", None),
        # no guess for who is of somebody, or of a side
        ("Tarn Sailing Club met. It was dry, the boat's captain, Bo Reed, said.", "Bo Reed", "captain", None),
        (
            "Tarn Club met. The boat's captain, Bo Reed, said it was wet. Reed said it was dry.",
            "Bo Reed",
            "captain",
            None,
        ),
        (
            "Tarn Council met. Opposition ports spokesman Bo Reed said it was dry.",
            "Bo Reed",
            "Opposition ports spokesman",
            None,
        ),
        # what stands before the role
        ("Coastguard commander Ann Lee said it was dry.", "Ann Lee", "commander", "Coastguard"),
        ("The Green Compact won. Compact leader Ann Lee said it was dry.", "Ann Lee", "leader", "Green Compact"),
        (
            "The Green Compact and the Red Compact met. Compact leader Ann Lee said it was dry.",
            "Ann Lee",
            "leader",
            None,
        ),
        ("Tarn Hospital met. Consultant Dr Ann Lee said it was dry.", "Ann Lee", "Consultant", "Tarn Hospital"),
        ("Local MSP Ann Lee, of the Isle Party, said it was dry.", "Ann Lee", "Local MSP", "Isle Party"),
        # a lead about her is not about him, nor about whoever else has the post
        ("The mayor of Saltby lost her aide on Friday.\n\nHugo Lee, 38, said it was dry.", "Hugo Lee", None, None),
        (
            "The mayor of Saltby lost an aide on Friday.\n\nBo Lee, 38, said it was dry.\n\nMayor Ann Reed left.\n\n"
            "Bo Lee said it was wet.",
            "Bo Lee",
            None,
            None,
        ),
    ],
)
def test_who_and_where(read: Read, text: str, name: str | None, role: str | None, affiliation: str | None) -> None:
    last = read(text)[-1].speaker
    assert (last.name, last.role, last.affiliation) == (name, role, affiliation)


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("It rained. Caution came from Bo Reed of Grey Research, ", "Bo Reed"),
        ("Bo Reed, a partner at Grey Legal, ", "Bo Reed"),
        ("Bo Reed left. It rained on Grey Research, ", "Grey Research"),
        ("Bo Reed met Ann Lee, ", "Ann Lee"),
        ("Bo Reed met a guard ", None),
    ],
)
def test_who_is_somebody_and_not_where_he_works(before: str, name: str | None) -> None:
    assert antecedent(before, {"bo reed": Person("Bo Reed", None, None, None)}).name == name


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        # a captain is where the one is whose captain he is
        ("Tarn manager Bo Ode left. His captain, Hugo Lee, said it was dry.", "Hugo Lee", "captain", "Tarn"),
        # where somebody is named with an institute first
        (
            "The team, led by scientist Ann Vane of the Institute for Lunar Studies, met.\n\n"
            "The Tarn Institute left. Vane said it was dry.",
            "Ann Vane",
            "scientist",
            "Institute for Lunar Studies",
        ),
        ("Ann Vane from the north of Tarn left.\n\nVane, a cook, said it was dry.", "Ann Vane", "cook", None),
        # a role that no list knows, and where
        ("Hugo Lee, a sommelier at Orm Hotels, said it was dry.", "Hugo Lee", "sommelier", "Orm Hotels"),
        ("Hugo Lee, a geochemist with Tarn University, said it was dry.", "Hugo Lee", "geochemist", "Tarn University"),
        ("Hugo Lee, a father with a bad knee, said it was dry.", "Hugo Lee", "father", None),
        ("Geochemist Hugo Lee said it was dry.", "Hugo Lee", "Geochemist", None),
        # a group at a college
        ("Ann Lee, who runs the ices group at Fenwick College, said it was dry.", "Ann Lee", None, "Fenwick College"),
        # parties
        ("Green senator Ann Lee said it was dry.", "Ann Lee", "senator", "Green"),
        ("The council's leader, Conservative Ann Lee, said it was dry.", "Ann Lee", "leader", "Conservative"),
        ("Green engineer Ann Lee said it was dry.", "Ann Lee", "Green engineer", None),
        # a name behind what an office is for
        ("Cabinet member for leisure Cllr Ann Lee said it was dry.", "Ann Lee", "Cabinet member", None),
        ("The director of public health Ann Lee said it was dry.", "Ann Lee", "director of public health", None),
        ("The director of the charity Open Road said it was dry.", None, "director", "Open Road"),
        ("Lib Dem group leader Cllr Ann Lee said it was dry.", "Ann Lee", "group leader", "Lib Dem"),
        # friends of a street, and members of a council
        (
            "Ann Lee, chairman of the Friends of Mill Street, said it was dry.",
            "Ann Lee",
            "chairman",
            "Friends of Mill Street",
        ),
        ("Ann Lee, a resident of Mill Street, said it was dry.", "Ann Lee", "resident of Mill Street", None),
        (
            "Members of Tarn Borough Council's cabinet met. The council said it was dry.",
            "Tarn Borough Council",
            None,
            None,
        ),
    ],
)
def test_where_they_are(read: Read, text: str, name: str | None, role: str | None, affiliation: str | None) -> None:
    last = read(text)[-1].speaker
    assert (last.name, last.role, last.affiliation) == (name, role, affiliation)


def test_a_union_is_not_the_company(read: Read) -> None:
    text = "Halv Foods fell, Halv Foods said. The food workers' union met. The company said it was dry."
    assert read(text)[-1].speaker.name == "Halv Foods"
