"""Who is brought without a name, what is no person, and what stands in another paragraph or before a name."""

from collections.abc import Callable

import pytest

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.model import Article, Span, Statement
from sayso_extract.domain.speakers.appositions import describe, is_kin
from sayso_extract.domain.speakers.definite import newcomer_in
from sayso_extract.domain.speakers.mentions import mended
from sayso_extract.domain.speakers.owners import Searched
from sayso_extract.tagger.finder import shipped_finder

Read = Callable[[str], tuple[Statement, ...]]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ('A neighbour, who did not want to be named, reckons it began in May. "It was', "neighbour"),
        ("A nurse was late. ", "nurse"),
        ("Another union official said no. ", "official"),
        ("The nurse was late. ", None),
        ("A nurse, Ann Lee, was late. ", "nurse"),
        ("A long day began. ", None),
        ("", None),
        ("A", None),
    ],
)
def test_who_opens_a_paragraph_without_a_name(words: str, role: str | None) -> None:
    found = newcomer_in(words)
    assert (found.role if found else None) == role


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ('Ann Lee, 54, said it was wet.\n\nA nurse was late too. "It was dry," she said.', None, "nurse"),
        ('Ann Lee, 54, said it was wet.\n\nA nurse was late too. "It was dry," said the mum-of-two.', None, "nurse"),
        ('Ann Lee, 54, said it was wet.\n\nA nurse was late too. "It was dry," Ann Lee said.', "Ann Lee", None),
        ('Ann Lee, 54, said it was wet.\n\nRain was late too. "It was dry," she said.', "Ann Lee", None),
        # kin a story is about, and kin of whom it is about
        ("The widow of a fisherman chased a man.\n\nAnn Lee, 66, said it was dry.", "Ann Lee", "widow of a fisherman"),
        (
            "A great-grandmother chased a man for a mile.\n\nAnn Lee, 79, said it was dry.",
            "Ann Lee",
            "great-grandmother",
        ),
        ("A neighbour of the mayor chased a man for a mile.\n\nAnn Lee, 79, said it was dry.", "Ann Lee", None),
    ],
)
def test_newcomers(read: Read, text: str, name: str | None, role: str | None) -> None:
    last = read(text)[-1].speaker
    assert (last.name, last.role) == (name, role)


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        ("Severn Dale, which owns it, said it was dry.", "Severn Dale", None, None),
        ("Ann Lee of Orm Bank, which owns it, said it was dry.", "Ann Lee", None, "Orm Bank"),
        (
            "According to the Red Crescent, it was wet. Its coordinator, Bo Reed, said it was dry.",
            "Bo Reed",
            "coordinator",
            "Red Crescent",
        ),
        ("Supermarket chain Barlow's said it was dry.", "Barlow's", None, None),
        (
            "Ann Lee, a fund manager at Pelham Asset Management, said it was dry.",
            "Ann Lee",
            "fund manager",
            "Pelham Asset Management",
        ),
        ("The local MP, Labour's Ann Lee, said it was dry.", "Ann Lee", "local MP", "Labour"),
        ("Tarn Bank fell. Ann Lee, who covers food at the bank, said it was dry.", "Ann Lee", None, "Tarn Bank"),
        ("It rained in Ardesh. Ardeshi coach Ann Lee said it was dry.", "Ann Lee", "coach", "Ardesh"),
    ],
)
def test_what_is_no_person(read: Read, text: str, name: str, role: str | None, affiliation: str | None) -> None:
    last = read(text)[-1].speaker
    assert (last.name, last.role, last.affiliation) == (name, role, affiliation)


def test_a_speaker_is_of_one_paragraph() -> None:
    text = "By Bo Reed\n\nThe nurse said it was dry"
    mention, cue = Span(3, text.index(" said")), Span(text.index("said"), text.index(" it"))
    found = mended(Draft((), "indirect", cue, None, mention, (), False, False, None, False, "x", 1.0, 0), text)
    assert found.mention is not None
    assert found.mention.of(text) == "The nurse"


def test_an_adjective_tells_a_country_of_the_article() -> None:
    text = Searched("It rained in Ardesh and in Velkia, not in Tarnland.")
    found = {word: text.country_of(word) for word in ("Ardeshi", "Velkian", "Tarnish", "Orm")}
    assert found == {"Ardeshi": "Ardesh", "Velkian": "Velkia", "Tarnish": None, "Orm": None}


def test_no_role_is_no_kin() -> None:
    assert [is_kin(role) for role in (None, "", " ", "sister", "mayor")] == [False, False, False, True, False]


def test_a_name_beside_which_stands_a_thing_is_an_organisation() -> None:
    assert describe("the supplier", ("Turkish can maker Anadol Teneke",)).name == "Anadol Teneke"
    assert describe("Severn Dale", ("which owns the pipe",)).kind == "organisation"
    assert describe("Fiona Dale", ("which is true",)).kind == "person"


def test_who_has_an_article_and_no_description_is_nobody(read: Read) -> None:
    assert read("According to the Red Crescent, it was wet.")[-1].speaker.kind == "organisation"


def test_a_party_owns_its_candidate() -> None:
    assert describe("Labour's candidate").affiliation == "Labour"


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        (
            "Tarn Wildlife Trust met. Trust warden Ann Lee said it was dry.",
            "Ann Lee",
            "Trust warden",
            "Tarn Wildlife Trust",
        ),
        ("Schoolgirl Ann Lee, 11, said it was dry.", "Ann Lee", "Schoolgirl", None),
        (
            "Bo Reed left. His wife and business partner, Gina, said it was dry.",
            "Gina",
            "wife and business partner",
            None,
        ),
        ("Ann Lee, representing the commissioner, said it was dry.", "Ann Lee", None, None),
    ],
)
def test_roles_of_all_kinds(read: Read, text: str, name: str, role: str | None, affiliation: str | None) -> None:
    last = read(text)[-1].speaker
    assert (last.name, last.role, last.affiliation) == (name, role, affiliation)


@pytest.mark.parametrize(
    ("last", "role"),
    [
        ('"It was dry," said the woman, who cannot be named.', "nurse"),
        ('"It was dry," said the resident, who cannot be named.', "resident"),
        ('\n\n"It was dry," said the woman, who cannot be named.', None),
    ],
)
def test_a_woman_who_cannot_be_named_has_just_spoken(read: Read, last: str, role: str | None) -> None:
    assert read(f"One nurse said that it was wet. {last}")[-1].speaker.role == role


def test_a_description_begins_behind_the_clause_before_it() -> None:
    text = "Parents wept as the head of St Oswin's, Ann Lee, said it"
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (text[:38], "Ann Lee", "said")]
    draft = Draft((), "indirect", spans[2], None, spans[0], (spans[1],), False, False, None, False, "x", 1.0, 0)
    found = mended(draft, text)
    assert found.mention is not None
    assert [each.of(text) for each in (found.mention, *found.appositions)] == ["Ann Lee", "the head of St Oswin's"]


def test_a_clause_of_the_description_itself_stays() -> None:
    text = "A leader who fled before the head of the mine, Bo Reed, said it"
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (text[:45], "Bo Reed", "said")]
    draft = Draft((), "indirect", spans[2], None, spans[0], (spans[1],), False, False, None, False, "x", 1.0, 0)
    found = mended(draft, text)
    assert [each.of(text) for each in found.appositions] == ["A leader who fled before the head of the mine"]


def test_a_town_hall_is_no_town(read: Read) -> None:
    text = "It rained in Brin Town. A town hall insider said it was dry."
    assert read(text)[-1].speaker.affiliation is None


@pytest.mark.parametrize(
    ("mention", "role", "affiliation", "kind"),
    [
        ("two people briefed on the talks", None, None, "group"),
        ("a person involved in the talks", None, None, "anonymous"),
        ("an official briefed on the talks", "official", None, "anonymous"),
        ("a retired nurse", "retired nurse", None, "anonymous"),
        ("its sponsor", "sponsor", None, "anonymous"),
        ("Tanner's counterpart at the Farm Union", "counterpart", "Farm Union", "anonymous"),
        ("His wife and business partner", "wife and business partner", None, "anonymous"),
    ],
)
def test_what_mentions_say(mention: str, role: str | None, affiliation: str | None, kind: str) -> None:
    found = describe(mention)
    assert (found.role, found.affiliation, found.kind) == (role, affiliation, kind)


def test_a_counterpart_is_not_with_whose_counterpart_he_is(read: Read) -> None:
    text = "Minister Ann Lee left. Her Velkian counterpart, Bo Reed, said it was dry."
    assert (read(text)[-1].speaker.role, read(text)[-1].speaker.affiliation) == ("Velkian counterpart", None)


def test_kin_who_are_something_else_too_have_a_given_name() -> None:
    assert describe("His wife and business partner", ("Gina",)).name == "Gina"


@pytest.mark.parametrize(
    ("opening", "role"),
    [("Prosecuting", "prosecutor"), ("In mitigation", "defence lawyer"), ("For the defence", "defence lawyer"),
     ("In May", None)],
)  # fmt: skip
def test_for_whom_somebody_pleads_stands_before_the_name(opening: str, role: str | None) -> None:
    text = f'{opening}, Ann Lee said the van was stolen. "It was dark," she said.'
    found = shipped_finder().find(Article(None, (), None, None, None, None, None, None, None, text))
    assert [(each.speaker.name, each.speaker.role) for each in found] == [("Ann Lee", role)] * 2


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ('Asked whether she would go, Ann Lee said: "No."', ["Ann Lee"]),
        ('Ann Lee was asked whether she would go. "No," she said.', ["Ann Lee"]),
        ("Ann Lee asked whether the bridge was safe.", ["Ann Lee"]),
        ("Ann Lee is accused of taking bribes.", [None]),
        ("Ann Lee was told the bridge was safe.", [None]),
    ],
)
def test_who_is_asked_told_or_accused_has_not_said_it(text: str, speakers: list[str | None]) -> None:
    found = shipped_finder().find(Article(None, (), None, None, None, None, None, None, None, text))
    assert [each.speaker.name for each in found] == speakers
