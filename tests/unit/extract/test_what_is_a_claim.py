"""What is a claim and what is none, with the finder that ships: one by one, of whom it is, and not what nobody says."""

import pytest

from tests.unit.extract.test_who_says_what import found


def test_what_is_understood_nobody_says() -> None:
    text = "Accord confirmed that talks were held. It is understood that fresh talks could take place on Tuesday."
    assert [(each.speaker.name, each.certainty) for each in found(text)] == [("Accord", "asserted"), (None, "believed")]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("The captain is believed to be among the missing.", "The captain be among the missing"),
        ("Ilver, who is thought to have fled last year, has not been charged.", "Ilver have fled last year"),
        ("A second trial, involving 500 volunteers on the coast, is expected to begin in May.",
         "A second trial, involving 500 volunteers on the coast begin in May"),
        ("The old campaigner at the centre of it all is said to have laughed.",
         "The old campaigner at the centre of it all have laughed"),
    ],
)  # fmt: skip
def test_hearsay_is_of_whom_it_is_with_the_description(text: str, contents: str) -> None:
    (statement,) = found(text)
    assert (statement.content, statement.speaker.name) == (contents, None)


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("The company said that it was cooperating but that it had found no fault.",
         ["it was cooperating", "it had found no fault"]),
        ("Premier Gordon Fair said 62,000 homes were without power and urged people not to go sightseeing.",
         ["62,000 homes were without power", "people not to go sightseeing"]),
        ("His trainer, Zoltan Kiss, admitted that his man had been slow but accused the referee of ignoring blows.",
         ["his man had been slow", "the referee of ignoring blows"]),
        ("The student Millie Farrow said she would miss an exam: “Nobody asked us.”",
         ["she would miss an exam", "Nobody asked us"]),
    ],
)  # fmt: skip
def test_what_one_sentence_says_is_told_one_by_one(text: str, contents: list[str]) -> None:
    statements = found(text)
    assert [each.content for each in statements] == contents
    assert len({each.speaker.name for each in statements}) == 1


def test_what_a_report_leads_to_is_the_articles_own() -> None:
    (statement,) = found("At least 14 people were killed, hospital officials said, casting doubt on the truce.")
    assert statement.content == "At least 14 people were killed"


def test_a_court_or_a_committee_that_hears_names_nobody() -> None:
    (statement,) = found("The committee heard that a firm won six contracts within three weeks.")
    assert (statement.content, statement.speaker.name) == ("a firm won six contracts within three weeks", None)


def test_who_does_not_answer_may_speak_next() -> None:
    text = "Tomas Ilver, the mayor, did not respond to questions about the wall. “It stands,” he said in May."
    assert [(each.content, each.speaker.name) for each in found(text)] == [("It stands", "Tomas Ilver")]


def test_what_somebody_is_asked_about_is_none_of_his_words() -> None:
    text = "“We oppose all attacks,” Lin Wen told a briefing when asked about the allegations. “They are lies.”"
    assert all("allegations" not in each.content for each in found(text))


def test_an_inquest_hears_how() -> None:
    (statement,) = found("An inquest has heard how a boy died after he was sent home from hospital twice.")
    assert (statement.content, statement.speaker.name) == (
        "a boy died after he was sent home from hospital twice",
        None,
    )


def test_a_vow_may_be_not_to_do_something() -> None:
    statements = found("President Rui Tamba blamed “foreign hands” and vowed not to reverse the decision.")
    assert (statements[-1].content, statements[-1].certainty) == ("not to reverse the decision", "expected")


def test_who_goes_on_to_say_more_says_it_by_a_further_verb() -> None:
    one, more = found(
        "Health Secretary Giles Parr said that it was late but insisted waiting times were falling nationally."
    )
    assert (one.content, more.content) == ("it was late", "waiting times were falling nationally")
    assert one.speaker.name == more.speaker.name == "Giles Parr"


def test_a_cue_behind_a_claim_tells_nothing_of_it() -> None:
    (statement,) = found("Prosecutors said he stole millions, something his lawyers deny.")
    assert (statement.content, statement.certainty) == ("he stole millions", "asserted")


@pytest.mark.parametrize(
    "text",
    [
        "Did Dosk say the wall was safe?",
        "Has the mayor said that the wall is safe?",
        "Dosk did not say whether the wall was safe.",
        "The mayor refused to say how much it cost.",
        "The ministry declined to comment.",
        "Dosk has yet to say when the quay will open.",
        "If the mayor says the wall is safe, the ferry may return.",
        "The ferry will stay away unless Dosk says the wall is safe.",
        "An official asked not to be named.",
        "A spokesman was unable to say how many had left.",
        "The ministry put the letter in a drawer at noon.",
        "Dosk declined to be drawn.",
        "The ministry did not respond to questions about the warning system.",
        "Dosk has not spoken publicly about the offer.",
        "Mirela Dosk asked Tomas Ilver if he had lied.",
        "The mayor thanked her.",
        "She refused to be drawn on whether charges would follow.",
        "He declined to identify the teacher.",
    ],
)
def test_what_nobody_said(text: str) -> None:
    assert found(f"The wall has moved. {text} It rains.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "“Is the wall safe?” asked Mirela Dosk.",
        "The mayor said: “Is the wall safe?”",
        "The mayor did not say that the wall was safe.",
        "The mayor said that, if the wall fell, the quay would close.",
        "Even if the wall falls, Dosk said, the quay will stay open.",
    ],
)
def test_what_somebody_said_all_the_same(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text", ["The council agreed to pay 3m crowns.", "The ministry intends to pay half of the cost."]
)
def test_a_plan_is_expected(text: str) -> None:
    (statement,) = found(text)
    assert statement.certainty == "expected"
