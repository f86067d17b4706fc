"""Whom speakers speak for: what stands beside their mention, and what only the rest of the article tells."""

import pytest

from sayso_extract.document import RuleFinder, extract, read_document
from sayso_extract.domain.attribution.finder import read_paragraphs
from sayso_extract.domain.fields.certainty import negated
from sayso_extract.domain.model import Span, Speaker, SpeakerKind, Statement
from sayso_extract.domain.speakers.appositions import describe
from sayso_extract.domain.speakers.homes import at_home
from sayso_extract.domain.speakers.named import Organisations
from sayso_extract.domain.speakers.organisations import find_organisations
from sayso_extract.domain.speakers.owners import Searched
from sayso_extract.domain.speakers.people import Person
from sayso_extract.domain.values import replace
from sayso_extract.domain.words import Words
from tests.cpu_time import cpu_seconds


@pytest.mark.parametrize(
    ("mention", "beside", "name", "role", "affiliation"),
    [
        ("its founder", "Bo Reed", "Bo Reed", "founder", None),
        ("Volk's editor", "Jane Pym of Lantern Press", "Jane Pym", "editor", "Lantern Press"),
        ("Reed's deputy", "Councillor Lowell Pask", "Lowell Pask", "deputy", "Reed"),
        ("the dam's operator", "Arle Water Trust", "Arle Water Trust", "dam's operator", None),
        ("Bo Reed", "who runs the Copper Kettle cafe", "Bo Reed", None, "Copper Kettle"),
        ("Dr Ada Brook", "who led the study", "Ada Brook", "study leader", None),
        ("Ada Brook", "who joined from Norrail last year", "Ada Brook", None, None),
        ("Ada Brook", "who runs a tea stall nearby", "Ada Brook", None, "tea stall"),
        ("Ada Brook", "who founded Saltby Ferries in May", "Ada Brook", "founder", "Saltby Ferries"),
        ("Ada Brook", "for the defence", "Ada Brook", "defence lawyer", None),
        ("the first witness", "a former deckhand", None, "former deckhand", None),
        ("the minister", "in a letter", None, "minister", None),
        ("a teacher who gave her name only as Aicha", "41", "Aicha", "teacher", None),
        ("a deckhand who can be identified only as Witness B", "41", None, "deckhand", None),
        ("Ada Brook", "which is true", "Ada Brook", None, None),
        ("the United Nations' aid chief", "Bo Reed", "Bo Reed", "aid chief", "United Nations"),
        ("the Tutors' Union's president", "Bo Reed", "Bo Reed", "president", "Tutors' Union"),
        ("Referees' chief", "Bo Reed", "Bo Reed", "chief", None),
        ("Tarsk's energy minister", "Oleg Var", "Oleg Var", "energy minister", "Tarsk"),
        ("Sheriff's Lt. Moira Kane", "", "Moira Kane", "Lt.", None),
        ("Lead researcher Prof Amit Sen", "", "Amit Sen", "Lead researcher", None),
        ("the referees' chief", "Bo Reed", "Bo Reed", "chief", None),
    ],
)
def test_what_stands_beside(
    mention: str, beside: str, name: str | None, role: str | None, affiliation: str | None
) -> None:
    found = describe(mention, (beside,))
    assert (found.name, found.role, found.affiliation) == (name, role, affiliation)


def organisations(text: str, people: frozenset[str] = frozenset()) -> Organisations:
    read = read_paragraphs(text)
    return find_organisations(text, [s for paragraph in read for s in paragraph.sentences], people)


def test_organisations_are_found_by_their_nouns_and_by_what_they_report() -> None:
    found = organisations(
        "Vole Cells reported a loss on Monday. Researchers at the University of Tarn and Saltby Council's mayor "
        "met Ada Brook of Tarn. The Harbour Trust was not there."
    )
    assert [each.name for each in found.named] == [
        "Vole Cells",
        "University of Tarn",
        "Saltby Council",
        "Harbour Trust",
    ]
    assert found.subject == "Vole Cells"
    assert found.only(frozenset(("council",))) == "Saltby Council"
    assert found.only(frozenset(("court",))) is None


def test_people_and_places_are_no_organisations() -> None:
    found = organisations("Ada Brook said so. Saudi Arabia said nothing.", frozenset(("ada brook",)))
    assert found == Organisations((), None)


TEXT = (
    "Vole Cells reported a loss. Saltby High Court met, and so did Saltby Council. The University of Tarn paid for the "
    "study. The interior ministry was silent. Lumen Reach Capital, which owns a tenth, sold nothing, its founder said."
)
ANYONE = Speaker("", None, None, None, None, "person", "exact")


@pytest.mark.parametrize(
    ("mention", "name", "role", "kind", "affiliation"),
    [
        ("Judge Ada Brook", "Ada Brook", "Judge", "person", "Saltby High Court"),
        ("Councillor Bo Reed", "Bo Reed", "Councillor", "person", "Saltby Council"),
        ("Interior Minister Bo Reed", "Bo Reed", "Interior Minister", "person", "interior ministry"),
        ("Harbour Minister Bo Reed", "Bo Reed", "Harbour Minister", "person", None),
        ("Chief Executive Bo Reed", "Bo Reed", "Chief Executive", "person", "Vole Cells"),
        ("Ada Brook", "Ada Brook", "study leader", "person", "University of Tarn"),
        ("Bo Reed", "Bo Reed", "baker", "person", None),
    ],
)
def test_a_role_has_a_home(mention: str, name: str, role: str, kind: str, affiliation: str | None) -> None:
    speaker = replace(ANYONE, mention=mention, name=name, role=role)
    assert at_home(speaker, (), organisations(TEXT), Searched(TEXT)).affiliation == affiliation


@pytest.mark.parametrize(
    ("mention", "kind", "name"),
    [
        ("the study", "document", "University of Tarn"),
        ("The team", "group", "University of Tarn"),
        ("a 2019 paper", "document", None),
        ("a notice on the council's website", "document", "Saltby Council"),
        ("the company", "organisation", "Vole Cells"),
        ("the Tarn-based company", "organisation", "Vole Cells"),
        ("two people", "group", None),
    ],
)
def test_who_stands_behind_the_unnamed(mention: str, kind: SpeakerKind, name: str | None) -> None:
    speaker = replace(ANYONE, mention=mention, kind=kind, name=None)
    assert at_home(speaker, (), organisations(TEXT), Searched(TEXT)).name == name


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("Shares in Orrin Water fell on Monday. Orrin said", "Orrin", "Orrin Water"),
        ("Shares in Orrin Water fell on Monday, as in Orrin itself. Orrin said", "Orrin", "Orrin"),
        ("The Orrin Police and Orrin Water met. Orrin said", "Orrin", "Orrin"),
        ("The Orrin Council met. Orrin said", "Orrin", "Orrin"),
        ("Orrin said so. Orrin Water met.", "Orrin", "Orrin"),
    ],
)
def test_a_firm_is_called_by_its_whole_name_where_one_word_can_mean_nothing_else(
    text: str, said: str, name: str
) -> None:
    place = text.index("Orrin said")
    speaker = replace(ANYONE, mention=said, name=said, kind="unknown", mention_span=Span(place, place + len(said)))
    assert at_home(speaker, (), organisations(text), Searched(text)).name == name


@pytest.mark.parametrize(
    ("role", "given", "expected"),
    [
        ("City boss", None, ("boss", "City")),
        ("manager", "Rovers", ("manager", "Norby Rovers")),
        ("City clerk", None, ("City clerk", None)),
    ],
)
def test_a_club_is_called_by_the_end_of_its_name(
    role: str, given: str | None, expected: tuple[str, str | None]
) -> None:
    speaker = replace(ANYONE, mention="Ada Brook", name="Ada Brook", role=role, affiliation=given)
    text = "Norby Rovers beat Saltby."
    found = at_home(speaker, (), organisations(text), Searched(text))
    assert (found.role, found.affiliation) == expected


def test_a_role_in_an_organisations_first_words_is_none_of_it() -> None:
    text = "The Food Safety Bureau recalled it. Food safety lawyer Ada Brook wept. The Tarn Bureau met."
    lawyer = replace(ANYONE, mention="Food safety lawyer Ada Brook", name="Ada Brook", role="Food safety lawyer")
    assert at_home(lawyer, (), organisations(text), Searched(text)).affiliation is None
    clerk = replace(lawyer, mention="Tarn clerk Ada Brook", role="Tarn clerk")
    assert at_home(clerk, (), organisations(text), Searched(text)).affiliation == "Tarn Bureau"


def test_what_opens_an_article_that_speaks_of_the_airline_is_one() -> None:
    text = "Kestrel Air will cut jobs, the airline said. Kestrel lost money."
    assert "Kestrel Air" in {each.name for each in organisations(text).named}
    other = "Kestrel Air will cut jobs, the mayor said. Kestrel lost money."
    assert "Kestrel Air" not in {each.name for each in organisations(other).named}


def test_a_persons_name_is_no_firm_that_begins_with_it() -> None:
    text = "The men owned Flett & Dunne Motors. Flett wept."
    barrister = replace(ANYONE, mention="Flett's barrister", name="Tom Greer", role="barrister", affiliation="Flett")
    barrister = replace(barrister, mention_span=Span(text.index("Flett wept"), len(text)))
    people = (Person("Ian Flett", None, None, "m"),)
    assert at_home(barrister, people, organisations(text), Searched(text)).affiliation == "Flett"
    assert at_home(barrister, (), organisations(text), Searched(text)).affiliation == "Flett & Dunne Motors"


def test_others_are_not_those_of_the_study() -> None:
    text = "A study by the Climate Watch Institute found so."
    some = replace(ANYONE, mention="Some researchers", role="researchers", kind="group")
    assert at_home(some, (), organisations(text), Searched(text)).name is None
    team = replace(some, mention="The researchers")
    assert at_home(team, (), organisations(text), Searched(text)).name == "Climate Watch Institute"


def test_the_zoo_is_the_one_that_was_named() -> None:
    text = "Norby Zoo put it down. Prof Ada Brook of Tarn University wept. The zoo was threatened, and its head wept."
    named = organisations(text)
    assert named.before(text.index("its head")) == "Norby Zoo"


def test_a_secretary_of_the_government_is_with_no_firm() -> None:
    text = "Orrin Steel said the offer was fair."
    speaker = replace(ANYONE, mention="the business secretary", name="Ada Brook", role="business secretary")
    assert at_home(speaker, (), organisations(text), Searched(text)).affiliation is None
    other = replace(speaker, role="company secretary")
    assert at_home(other, (), organisations(text), Searched(text)).affiliation == "Orrin Steel"


def test_what_is_no_organisation_before_a_role_is_part_of_it() -> None:
    text = "The Orrin Council met."
    speaker = replace(ANYONE, mention="Tournament director Ada Brook", name="Ada Brook", role="director")
    found = at_home(replace(speaker, affiliation="Tournament"), (), organisations(text), Searched(text))
    assert (found.role, found.affiliation) == ("Tournament director", None)
    union = replace(speaker, mention="Union director Ada Brook", affiliation="Union")
    assert at_home(union, (), organisations(text), Searched(text)).role == "director"


def test_a_word_with_a_capital_inside_is_a_firm_that_reports() -> None:
    assert {each.name for each in organisations("GridNorth blames the storm. McLean blames nobody.").named} == {
        "GridNorth"
    }


def test_an_article_behind_a_dateline_is_none_of_the_name() -> None:
    assert {each.name for each in organisations("GANDERRA: The Wildlife Board said so.").named} == {"Wildlife Board"}


def test_the_company_is_the_one_that_was_named_by_then() -> None:
    text = "Harrow Cells on Thursday reported a loss. The company fell. Harrow rose. Analysts at Pell & Hart agreed."
    place = text.index("The company")
    company = replace(ANYONE, mention="The company", kind="organisation", mention_span=Span(place, place + 11))
    assert at_home(company, (), organisations(text), Searched(text)).name == "Harrow Cells"
    spokesman = replace(ANYONE, mention="A Harrow spokesman", role="spokesman", affiliation="Harrow", kind="anonymous")
    later = replace(spokesman, mention_span=Span(place, place + 11))
    assert at_home(later, (), organisations(text), Searched(text)).affiliation == "Harrow Cells"


def test_a_coach_is_with_the_club_whose_players_are_told_of() -> None:
    coach = replace(ANYONE, mention="manager Ada Brook", name="Ada Brook", role="manager")
    players = Person("Bo Reed", "midfielder", "Saltby", "m"), Person("Cy Moss", "goalkeeper", "Saltby", "m")
    rival = Person("Dov Hale", "striker", "Tarn", "m")
    text = "Bo Reed was injured."
    assert at_home(coach, players, organisations(text), Searched(text)).affiliation == "Saltby"
    assert at_home(coach, (*players, rival), organisations(text), Searched(text)).affiliation is None
    clerk = replace(coach, role="clerk")
    assert at_home(clerk, players, organisations(text), Searched(text)).affiliation is None


def test_a_unions_officers_are_with_the_union_and_not_with_who_was_named_last() -> None:
    text = "The Harbour Workers' Union rejected the offer. Vole Cells reported a loss. Regional officer Ada Brook left."
    officer = replace(ANYONE, mention="Regional officer Ada Brook", name="Ada Brook", role="Regional officer")
    found = at_home(officer, (), organisations(text), Searched(text)).affiliation
    assert found == "Harbour Workers' Union"


def test_two_of_a_kind_are_no_home() -> None:
    text = f"{TEXT} Tarn Crown Court met too."
    judge = replace(ANYONE, mention="Judge Ada Brook", name="Ada Brook", role="Judge")
    assert at_home(judge, (), organisations(text), Searched(text)).affiliation is None


def test_a_deputy_is_where_the_chief_is() -> None:
    chief = Person("Nerys Holt", "Councillor", None, "f")
    deputy = replace(ANYONE, mention="Holt's deputy", name="Lowell Pask", role="deputy", affiliation="Holt")
    assert at_home(deputy, (chief,), organisations(TEXT), Searched(TEXT)).affiliation == "Saltby Council"
    assert at_home(deputy, (), organisations(TEXT), Searched(TEXT)).affiliation == "Holt"
    spokeswoman = replace(deputy, role="spokeswoman")
    assert at_home(spokeswoman, (chief,), organisations(TEXT), Searched(TEXT)).affiliation == "Holt"


def test_what_the_mention_says_stays() -> None:
    judge = replace(ANYONE, mention="Judge Ada Brook of Tarn", role="Judge", affiliation="Tarn")
    assert at_home(judge, (), organisations(TEXT), Searched(TEXT)) == judge


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the dam did not burst", True),
        ("nobody will be billed", True),
        ("the study was paid for by a fund, which had no say", False),
        ("the figures were a snapshot and nothing more", False),
        ("households bought almost nothing", False),
        ("those who came, said no", True),
        ("who did not come", True),
    ],
)
def test_only_the_main_clause_is_negated(words: str, expected: bool) -> None:
    assert negated(Words(words), cue_negated=False) is expected


def said(text: str) -> Statement:
    (found,) = extract(read_document(f"{text}\n", url=None, as_is=True), RuleFinder())
    return found


def test_the_time_of_saying_stands_beside_the_cue_or_in_the_document() -> None:
    found = said("2026-11-24\n\nThe pier may close in spring, according to a report published on 3 March 2026.")
    assert found.said_when is not None
    assert found.said_when.start == "2026-03-03"
    found = said("2026-11-24\n\nA woman who had worked there until 2019 said the pier was safe.")
    assert found.said_when is None


def test_organisations_cost_linear_time() -> None:
    text = "Saltby Council of Tarn Trust reported it to Vole Group University. " * 15_000
    read = read_paragraphs(text)
    sentences = [s for paragraph in read for s in paragraph.sentences]
    assert cpu_seconds(lambda: find_organisations(text, sentences, frozenset()), limit=5) < 5
