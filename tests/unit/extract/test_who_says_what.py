"""Who says what, with the finder that ships: the outer report, whole quotations, and nothing that nobody said."""

import pytest

from sayso_extract.domain.model import Article, Statement
from sayso_extract.tagger.finder import shipped_finder

RUNNING_ON = """Mirela Dosk, the mayor, spoke at noon on Tuesday.

“We have asked for money every year since the flood,” Dosk said. “Every year we are told to wait.

“This time the wall has moved eleven centimetres, and I will not wait for it to fall.

“I will close the quay myself.”

The ministry paid nothing."""
IN_ONE_GO = """The mayor said: “We have asked for money every year since the flood.

“This time the wall has moved eleven centimetres, and I will not wait for it to fall.

“I will close the quay myself.”

The ministry paid nothing."""
WITH_HEADING = """The mayor of Ostrel said on Tuesday that the town would not repair the harbour wall.

Dosk: ‘The wall has moved’

“We will not pay,” said Tomas Ilver, the mayor. He said the ministry should pay for all of it.

The council meets on Friday."""


def found(text: str) -> tuple[Statement, ...]:
    article = Article(None, (), "2026-01-07", None, None, None, "en", None, None, text)
    statements = shipped_finder().find(article)
    for each in statements:
        assert not any("\n" in span.of(text) for span in each.content_spans), "evidence stays in its paragraph"
    return statements


@pytest.mark.parametrize("text", [RUNNING_ON, IN_ONE_GO])
def test_a_quotation_that_runs_over_paragraphs_is_told_whole(text: str) -> None:
    (statement,) = found(text)
    assert statement.kind == "direct"
    pieces = [span.of(text) for span in statement.content_spans]
    assert pieces[0].startswith("We have asked for money every year since the flood")
    assert pieces[-2:] == [
        "This time the wall has moved eleven centimetres, and I will not wait for it to fall",
        "I will close the quay myself",
    ]


def test_a_heading_is_no_claim_of_the_article_and_takes_nobodys_words() -> None:
    said = {(each.speaker.name, each.content) for each in found(WITH_HEADING)}
    assert ("Tomas Ilver", "We will not pay") in said
    assert not any("wall has moved" in content for _, content in said)


@pytest.mark.parametrize(
    ("text", "mention", "content"),
    [
        (
            "According to the Courier, two officials said the minister had been told of the cracks.",
            "the Courier",
            "two officials said the minister had been told of the cracks",
        ),
        (
            "Officials told the Ostrel Courier that the minister had said the wall was safe.",
            "Officials",
            "the minister had said the wall was safe",
        ),
        (
            "The poll of 1,200 adults suggested that about half would pay more tax.",
            "The poll of 1,200 adults",
            "about half would pay more tax",
        ),
        (
            "Three officials, who asked not to be named, said the minister knew.",
            "Three officials",
            "the minister knew",
        ),
        (
            "The report, published by the Audit Office on 3 January, found that 12 bolts were loose.",
            "The report",
            "12 bolts were loose",
        ),
        (
            "A deckhand on the ferry that sank off Ostrel last spring told a court that nobody had been trained.",
            "A deckhand on the ferry that sank off Ostrel last spring",
            "nobody had been trained",
        ),
        (
            "The ministry put the damage at more than 3 million crowns.",
            "The ministry",
            "the damage at more than 3 million crowns",
        ),
        ("“She would be cross,” her son, Alasdair, said yesterday.", "her son", "She would be cross"),
        ("“A nod was all you got,” laughed Morag Tulloch, 70.", "Morag Tulloch", "A nod was all you got"),
        ("10:42 The mayor said the wall was safe.", "The mayor", "the wall was safe"),
        ("9.30am – “It moved,” says Mirela Dosk.", "Mirela Dosk", "It moved"),
        ("Ostrel Steel (OSTL.X) said on Monday it had lost 3%.", "Ostrel Steel (OSTL.X)", "it had lost 3%"),
        ("The ministry rejected that claim.", "The ministry", "that claim"),
        ("The wall fell, crushing two cars, said Mirela Dosk.", "Mirela Dosk", "The wall fell, crushing two cars"),
        ("The state's relief officer, however, maintained that all forms had been sent.", "The state's relief officer",
         "all forms had been sent"),
        ("Dosk alleged that the wall was sold, a charge the ministry was quick to deny.", "Dosk", "the wall was sold"),
        ("Prosecutors said he stole millions, something he denies.", "Prosecutors", "he stole millions"),
        ("At least 31 people died, according to the ministry, which keeps no other count.", "the ministry",
         "At least 31 people died"),
        ("The quay will close, a move Mayor Mirela Dosk said was long planned.", "Mayor Mirela Dosk",
         "was long planned"),
        ("Lee Orrin, 43, of Mill Lane, Ostrel, denies stealing the bell.", "Lee Orrin", "stealing the bell"),
        ("Mr Orrin is understood to have told aides on Tuesday that the wall was dead.", "Mr Orrin",
         "the wall was dead"),
        ("Passengers, he went on, would not pay extra.", "he", "Passengers would not pay extra"),
        ("The door had been damaged, she explained, and a new part had to come from Tarn.", "she",
         "The door had been damaged a new part had to come from Tarn"),
        ("The wall was built in 1955, according to the Harbour Institute, and was meant to last for thirty years.",
         "the Harbour Institute", "The wall was built in 1955 was meant to last for thirty years"),
        ("The wall was built in 1955, according to Mirela Dosk, a former mayor.", "Mirela Dosk",
         "The wall was built in 1955"),
        ("The mines killed 29 people last year, figures kept by the Labour Safety Observatory show.",
         "figures kept by the Labour Safety Observatory", "The mines killed 29 people last year"),
        ("A cut in speed would halve the noise, a 2024 report by the Harbour Board found.",
         "a 2024 report by the Harbour Board", "A cut in speed would halve the noise"),
        ("The wall moved by a metre, its builders announced on Monday, raising hopes of a sale.", "its builders",
         "The wall moved by a metre"),
        ("Rescuers had pulled 96 people from the water, Mirela Dosk told a local radio station.", "Mirela Dosk",
         "Rescuers had pulled 96 people from the water"),
        ("The organisers said at least 65,000 people took part.", "The organisers", "at least 65,000 people took part"),
        ("The weather service expects up to 80 millimetres by Sunday.", "The weather service",
         "up to 80 millimetres by Sunday"),
        ("Ostrel Steel expects to break even in the fourth quarter.", "Ostrel Steel",
         "to break even in the fourth quarter"),
        ("A ferry capsized off the coast, leaving at least 19 dead and dozens missing, the coastguard said.",
         "the coastguard", "A ferry capsized off the coast, leaving at least 19 dead and dozens missing"),
        ("He rejected a claim by the opposition that the wall had moved.", "He", "the wall had moved"),
        ("The boy's mother, who spoke on condition she not be named to protect her son, said he now has nightmares.",
         "The boy's mother", "he now has nightmares"),
        ("Ms Hask said that was “absurd and offensive”.", "Ms Hask", "that was “absurd and offensive”"),
        ("The toll has risen to 212, Interior Minister Paola Reyes told state television.",
         "Interior Minister Paola Reyes", "The toll has risen to 212"),
        ("Shares fell after the snack maker issued its second profit warning and said its director would leave.",
         "the snack maker", "its director would leave"),
        ("KOLBAR: At least 19 people were killed, police said.", "police", "At least 19 people were killed"),
        ("The strike is expected to cost £8m, analysts at Brand Marsh estimate.", "analysts at Brand Marsh",
         "The strike is expected to cost £8m"),
        ("Researchers at the Ferrin Institute say the drug works.", "Researchers at the Ferrin Institute",
         "the drug works"),
        ("The trust that runs the hospital wept and said it was in need.", "The trust", "it was in need"),
        ("The prime minister appealed for help, saying the island had no water.", "The prime minister",
         "the island had no water"),
        ("Dosk on Sunday alleged that the wall was sold.", "Dosk", "the wall was sold"),
        ("Mirela Dosk last month said that the wall was sold.", "Mirela Dosk", "the wall was sold"),
        ("Dosk herself wrote: “The wall was sold.”", "Dosk", "The wall was sold"),
        ("A driver who asked not to be identified said he had stopped drinking tea.",
         "A driver who asked not to be identified", "he had stopped drinking tea"),
    ],
)  # fmt: skip
def test_the_outer_report(text: str, mention: str, content: str) -> None:
    (statement,) = found(text)
    assert (statement.speaker.mention, statement.content) == (mention, content)


def test_when_somebody_spoke_stands_before_the_verb_too() -> None:
    (statement,) = found("Mirela Dosk last month said that the wall was sold.")
    assert statement.said_when is not None
    assert (statement.said_when.start, statement.said_when.end) == ("2025-12-01", "2025-12-31")


def test_a_verb_before_the_words_is_their_cue_and_not_what_is_said_of_somebody_in_them() -> None:
    text = (
        "PIERCE CITY (Heartland Press) — The former treasurer of a school district testified Monday that he signed "
        "dozens of blank checks at the request of the superintendent, who is accused of stealing more than $3 million."
        "\n\n“I signed whatever I was handed,” Arlen Vickery told a federal jury."
    )
    statement, _ = found(text)
    assert (statement.cue, statement.speaker.mention) == ("testified", "The former treasurer of a school district")


def test_in_his_view() -> None:
    text = "Consultant Erik Dahl doubts the plan goes far enough. In his view, Kestrel “has too many planes”."
    assert {each.speaker.name for each in found(text)} == {"Erik Dahl"}


def test_who_is_named_behind_a_long_opening_is_whom_a_pronoun_means() -> None:
    text = (
        "Novelist Irena Volk has won the prize.\n\nAccepting it at a ceremony in Norby on Monday night, Volk, 44, "
        "dedicated it to her grandmother. “She could not read,” she said."
    )
    assert found(text)[-1].speaker.name == "Irena Volk"


def test_its_and_the_company_are_what_has_just_spoken() -> None:
    text = "Families' group Orla 41 said it would wait. Its chair, Moira Dunne, added: “We have been here before.”"
    assert [each.speaker.affiliation for each in found(text)][1:] == ["Families' group Orla 41"]
    text = "Norrail says no trains will run until 6pm. “Do not travel,” the company wrote."
    assert [each.speaker.name for each in found(text)] == ["Norrail", "Norrail"]
    text = "Orm Steel fell. The union Unifood said 1,100 had walked out. The company put the number at fewer than 700."
    assert [each.speaker.name for each in found(text)] == ["Unifood", "Orm Steel"]
    apart = "Norrail says no trains will run until 6pm.\n\n“Do not travel,” the company wrote."
    assert [each.speaker.name for each in found(apart)] == ["Norrail", None]


def test_who_opens_a_sentence_speaks_in_it_and_not_who_spoke_before() -> None:
    text = "One nurse said staff were crying. The trust that runs the hospital wept and said it was in need."
    assert [each.speaker.mention for each in found(text)] == ["One nurse", "The trust"]


@pytest.mark.parametrize(
    ("text", "speaker", "chain"),
    [
        ("Officials told Reuters that the wall was safe.", "Officials", [("told", "Reuters")]),
        (
            "“The wall is safe,” a source told the Ostrel Courier on Monday.",
            "a source",
            [("told", "the Ostrel Courier")],
        ),
        ("The minister told parliament the deficit had doubled.", "The minister", [("told", "parliament")]),
        ("The minister has told parliament that the deficit doubled.", "The minister", [("told", "parliament")]),
        (
            "Officials told the Ostrel Courier that the minister had said the wall was safe.",
            "Officials",
            [("told", "the Ostrel Courier"), ("quotes", "the minister")],
        ),
        (
            "According to the Courier, two officials said the minister had been told of the cracks.",
            "the Courier",
            [("quotes", "two officials")],
        ),
        ("The mayor said the wall was safe.", "The mayor", []),
        ("“I told him the wall was safe,” Mirela Dosk said.", "Mirela Dosk", []),
    ],
)
def test_the_chain_of_nested_reports(text: str, speaker: str, chain: list[tuple[str, str]]) -> None:
    (statement,) = found(text)
    assert statement.speaker.mention == speaker
    assert [(link.part, link.mention) for link in statement.speaker.chain] == chain
    assert all(link.span.of(text) == link.mention for link in statement.speaker.chain)


@pytest.mark.parametrize(
    "text",
    [
        "Mirela Dosk and Tomas Ilver said the wall was safe.",
        "Mirela Dosk met Tomas Ilver, the mayor. Dosk and Ilver said the wall was safe.",
    ],
)
def test_two_speakers_are_not_the_last_of_them(text: str) -> None:
    (statement,) = found(text)
    assert (statement.speaker.name, statement.speaker.kind) == (None, "group")


def test_a_firm_with_an_and_is_one_speaker() -> None:
    (statement,) = found("Brook and Sons said the wall was safe.")
    assert statement.speaker.kind == "organisation"


def test_a_description_between_dashes() -> None:
    (statement,) = found("“The wall has moved,” Mirela Dosk – the mayor of Ostrel – said.")
    assert (statement.speaker.mention, statement.speaker.name) == ("Mirela Dosk", "Mirela Dosk")
    assert statement.speaker.role == "mayor"


def test_low_high_single_quotation_marks() -> None:
    (statement,) = found("Mirela Dosk said: ‚The wall has moved.‘ It rained.")
    assert (statement.kind, statement.content) == ("direct", "The wall has moved")


def test_a_described_report_is_nothing_that_its_findings_say() -> None:
    assert found("The report, published by the Audit Office on 3 January, found 12 faults.") == ()
