"""When something was said: only from the sentence of its cue, and only from words that are nobody's content."""

import pytest

from sayso_extract.document import RuleFinder
from sayso_extract.domain.attribution.edges import dateline_end
from sayso_extract.domain.model import Article

PUBLISHED = "2025-04-09"  # a Wednesday


def said(text: str) -> list[str | None]:
    article = Article(None, (), PUBLISHED, None, None, None, None, None, None, text)
    return [each.said_when.start if each.said_when else None for each in RuleFinder().find(article)]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The mayor said on Monday that the bridge was safe.", "2025-04-07"),
        ("The bridge was safe, the mayor said in a statement on Monday.", "2025-04-07"),
        ("In an interview on Sunday, the mayor said that the bridge was safe.", "2025-04-06"),
        ("The mayor told a meeting in Skerra last month that the bridge was safe.", "2025-03-01"),
        ('"The bridge is safe," the mayor said yesterday.', "2025-04-08"),
        ("The mayor said the bridge would open on Friday.", None),
        ("After the vote on Sunday fell through, the mayor said the bridge was safe.", None),
        ("Founded in 1998, the Harbour Trust said the bridge was safe.", None),
        ("The Harbour Trust, which met on Monday, said the bridge was safe.", None),
        ("The bridge is safe, the mayor said as the strike began on Monday.", None),
        ("Helv had applied by last summer and says the bridge is safe.", None),
        ("“It is safe,” he says in the kitchen of an inn that he opened in 2014.", None),
        ("The mayor told the Today in Saltby programme that the bridge was safe.", None),
    ],
)
def test_a_time_beside_the_cue(text: str, start: str | None) -> None:
    assert said(text) == [start]


def test_a_time_of_one_report_is_not_that_of_the_next() -> None:
    text = "The dam had held, the ministry said on Monday, but the governor warned that it would break."
    assert said(text) == ["2025-04-07", None]


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("TARSK, Veldania (Meridian Wire) - At least 43 people died", "At least"),
        ("PRESK — Lawmakers voted", "Lawmakers"),
        ("FAIRMONT, Ore. (Cascade News) — A man was shot", "A man"),
        ("OSTRELL, Karsund, March 14 (Northline) - A landslide", "A landslide"),
        ("Tarsk - a town by the river - was flooded", "Tarsk"),
        ("The dam broke - and nobody knew", "The dam"),
        ("SOAP star Roxy Bell – who is 41 – left", "SOAP"),
    ],
)
def test_a_dateline_is_no_content(paragraph: str, words: str) -> None:
    assert paragraph[dateline_end(paragraph) :].startswith(words)
