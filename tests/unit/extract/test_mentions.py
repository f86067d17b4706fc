"""What the words of a mention say, in the shapes of many newsrooms. Everybody is made up."""

import pytest

from sayso_extract.domain.attribution.finder import read_paragraphs
from sayso_extract.domain.speakers.appositions import describe
from sayso_extract.domain.speakers.named import Organisations
from sayso_extract.domain.speakers.organisations import find_organisations


@pytest.mark.parametrize(
    ("mention", "beside", "name", "role", "affiliation"),
    [
        ("Badr al-Khouani", "chief negotiator for the northern council", "Badr al-Khouani", "chief negotiator",
         "northern council"),
        ("Hugo Sandiford KC", "prosecuting", "Hugo Sandiford", "prosecutor", None),
        ("Ann Lee", "a hospital porter waiting at the square", "Ann Lee", "hospital porter", None),
        ("Ann Lee", "a mother of four", "Ann Lee", "mother of four", None),
        ("Ann Lee", "head of engineering at Orm", "Ann Lee", "head of engineering", "Orm"),
        ("Ann Lee", "head of research at broker Finch & Co", "Ann Lee", "head of research", "Finch & Co"),
        ("Ann Lee", "from the charity Warm Homes", "Ann Lee", None, "Warm Homes"),
        ("Ann Lee", "who teaches law at Orm University", "Ann Lee", None, "Orm University"),
        ("Professor Ann Lee", "the firm's chief scientist", "Ann Lee", "chief scientist", "firm"),
        ("Ms Hannah Baker", "a poet", "Hannah Baker", "poet", None),
        ("a Department for Transport spokesperson", "", None, "spokesperson", "Department for Transport"),
        ("Bank of Orm deputy governor Mia Kahn", "", "Mia Kahn", "deputy governor", "Bank of Orm"),
        ("City Council member Rosa Lund", "", "Rosa Lund", "member", "City Council"),
        ("Regional officer Joan Petrakis", "", "Joan Petrakis", "Regional officer", None),
        ("hospital spokesperson Ken Ishiro", "", "Ken Ishiro", "spokesperson", "hospital"),
        ("UN human rights chief Volk Adler", "", "Volk Adler", "human rights chief", "UN"),
        ("former Arden captain Mick Vaughan", "", "Mick Vaughan", "former captain", "Arden"),
        ("co-star Benji Luxford", "", "Benji Luxford", "co-star", None),
        ("vegetable seller Kamala Ross", "", "Kamala Ross", "vegetable seller", None),
        ("Western diplomats", "", None, "Western diplomats", None),
        ("one in five voters", "", None, "voters", None),
        ("a novice", "who cannot be named", None, "novice", None),
        ("Mr Pell's widow", "Claire", "Claire", "widow", None),
        ("Det Con Ann Lee", "", "Ann Lee", "Det Con", None),
        ("Con Lee", "", "Con Lee", None, None),
        ("Hugo Sandiford", "In mitigation", "Hugo Sandiford", "defence lawyer", None),
        ("the hospice's chief executive, Ann Lee", "", "Ann Lee", "chief executive", "hospice"),
        ("mayor of Saltby Ann Lee", "", "Ann Lee", "mayor", "Saltby"),
        ("the leader of the council Ann Lee", "", "Ann Lee", "leader", "council"),
        ("professor of law at Orm University Ann Lee", "", "Ann Lee", "professor of law", "Orm University"),
        ("a spokesman for Ann Lee", "", None, "spokesman", "Ann Lee"),
        ("a lawyer for the late Ann Lee", "", None, "lawyer", None),
        ("an aide to President Ann Lee", "", None, "aide", "Ann Lee"),
        ("the mayor of Santa Ann", "", None, "mayor", "Santa Ann"),
        ("Malik Brewer", "the student body president", "Malik Brewer", "student body president", None),
        ("Justice Department spokeswoman Ann Lee", "", "Ann Lee", "spokeswoman", "Justice Department"),
        ("General Motors spokesman Bo Reed", "", "Bo Reed", "spokesman", "General Motors"),
        ("Justice Ann Lee", "", "Ann Lee", "Justice", None),
        ("Saltby Police Department spokesman Bo Reed", "", "Bo Reed", "spokesman", "Saltby Police Department"),
        ("Amnesty International researcher Bo Reed", "", "Bo Reed", "researcher", "Amnesty International"),
        ("England international Bo Reed", "", "Bo Reed", "international", "England"),
        ("Secretary of State Bo Reed", "", "Bo Reed", "Secretary of State", None),
        ("former Secretary of Defense Bo Reed", "", "Bo Reed", "former Secretary of Defense", None),
        ("U.N. special envoy Bo Reed", "", "Bo Reed", "special envoy", "U.N."),
        ("U.S. Attorney Bo Reed", "", "Bo Reed", "U.S. Attorney", None),
        ("Lt. Col. Bo Reed", "", "Bo Reed", "Lt. Col.", None),
        ("Diane Brook MP", "", "Diane Brook", "MP", None),
        ("Lund adviser Bo Reed", "", "Bo Reed", "adviser", "Lund"),
        ("Presidential adviser Bo Reed", "", "Bo Reed", "Presidential adviser", None),
        ("Majority Leader Ann Lee's spokesman Bo Reed", "", "Bo Reed", "spokesman", "Ann Lee"),
        ("a senior administration official", "", None, "senior official", "administration"),
        ("a spokesman for Governor Ann Lee", "", None, "spokesman", "Ann Lee"),
        ("the mayor of Bishop Auckland", "", None, "mayor", "Bishop Auckland"),
        ("U.S. State Department spokesman Bo Reed", "", "Bo Reed", "spokesman", "U.S. State Department"),
        ("former French Trade Ministry official Bo Reed", "", "Bo Reed", "former official", "French Trade Ministry"),
        ("UK Independence Party leader Bo Reed", "", "Bo Reed", "leader", "UK Independence Party"),
        ("US Senate Majority Leader Bo Reed", "", "Bo Reed", "Senate Majority Leader", "US"),
        ("Top Harbour Party donor Bo Reed", "", "Bo Reed", "Top donor", "Harbour Party"),
        ("Majorities across the spectrum", "", None, None, None),
        ("Senate Republican leaders", "", None, "Senate Republican leaders", None),
        ("the Harbour candidates", "Ada Brook", None, "Harbour candidates", None),
        ("some observers", "including professor Ada Brook", None, "observers", None),
        ("tens of thousands of voters", "", None, "voters", None),
        ("a paltry three percent", "", None, None, None),
        ("the Lund family", "", None, "family", "Lund"),
        ("the Norbank founders", "", None, "Norbank founders", None),
        ("Local fans", "", None, "local fans", None),
        ("Bo Reed", "the top Democrat on the Harbour Committee", "Bo Reed", "top Democrat", "Harbour Committee"),
        ("Bo Reed", "a Democratic member of the Harbour Board", "Bo Reed", "Democratic member", "Harbour Board"),
        ("Bo Reed", "director of the Centre for Energy Studies at Orm University", "Bo Reed", "director",
         "Centre for Energy Studies"),
        ("Bo Reed", "vice president for policy at Orm Bank", "Bo Reed", "vice president for policy", "Orm Bank"),
        ("Bo Reed", "a spokesman for residents of Norby", "Bo Reed", "spokesman", None),
        ("Bo Reed", "a professor in the department of history at Orm University", "Bo Reed", "professor",
         "Orm University"),
        ("Bo Reed", 'author of "The Long Winter"', "Bo Reed", "author", None),
        ("Bo Reed", "Orm University author of the study", "Bo Reed", "author", "Orm University"),
        ("Bo Reed", "author of a study at Orm University", "Bo Reed", "author", "Orm University"),
        ("Bo Reed", "a former aide to Lund", "Bo Reed", "former aide", "Lund"),
        ("Bo Reed", "Lund's campaign manager", "Bo Reed", "campaign manager", "Lund"),
        ("Bo Reed", "communications director for the Lund campaign", "Bo Reed", "communications director",
         "Lund campaign"),
        ("Bo Reed", "a Coast News contributor", "Bo Reed", "contributor", "Coast News"),
    ],
)  # fmt: skip
def test_mention(mention: str, beside: str, name: str | None, role: str | None, affiliation: str | None) -> None:
    found = describe(mention, (beside,) if beside else ())
    assert (found.name, found.role, found.affiliation) == (name, role, affiliation)


@pytest.mark.parametrize(
    ("mention", "kind", "name"),
    [
        ("Judicial Watch", "organisation", "Judicial Watch"),
        ("the U.S. Judicial Conference", "organisation", "U.S. Judicial Conference"),
        ("Republicans", "group", "Republicans"),
        ("House Republicans", "group", "House Republicans"),
        ("Germans", "group", "Germans"),
        ("Don't Republicans", "unknown", "Republicans"),
        ("a team from the University of Orm", "group", "University of Orm"),
        ("Lund's family", "group", None),
        ("59 percent", "group", None),
        ("thousands of Germans", "group", "Germans"),
        ("Walking into the office", "unknown", None),
    ],
)
def test_kind(mention: str, kind: str, name: str | None) -> None:
    found = describe(mention)
    assert (found.kind, found.name) == (kind, name)


def organisations(text: str) -> Organisations:
    return find_organisations(text, [s for p in read_paragraphs(text) for s in p.sentences], frozenset(("ada brook",)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It was, said the charity Open Road, cold.", ["Open Road"]),
        ("Wick & Lyle, the homewares chain, has shut.", ["Wick & Lyle"]),
        ("He met Lumen's chief executive.", ["Lumen"]),
        ("She is an analyst at Greyfinch.", ["Greyfinch"]),
        ("The state weather bureau met the coastguard.", ["state weather bureau", "coastguard"]),
        ("The Transport Workers' League met.", ["Transport Workers' League"]),
        ("Millbrook school board met.", ["Millbrook school board"]),
        ("Ada Brook said so. Former mayors said so.", []),
        ("It was the famously liberal court that left.", []),
        ("It is what I like. I say it was dry.", []),
    ],
)
def test_what_is_an_organisation(text: str, names: list[str]) -> None:
    assert [each.name for each in organisations(text).named] == names


def test_the_council_is_the_council_that_was_named() -> None:
    text = "Saltby Council met the Orm Trust. The council was late."
    assert organisations(text).before(len(text)) == "Saltby Council"


def test_a_rival_is_not_where_anybody_works() -> None:
    text = "Orm Trust met. Ann Lee joined from rival Hearthside and left."
    assert organisations(text).before(len(text)) == "Orm Trust"
