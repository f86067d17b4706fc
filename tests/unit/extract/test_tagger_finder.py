"""The finder that ships, on short made-up texts: what it adds to the rules, and what it must not spoil."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from sayso_extract.domain.model import Article, Statement
from sayso_extract.domain.statements import LONGEST_TEXT
from sayso_extract.tagger.finder import shipped_finder

NEWS = (
    "Ada Brook, the mayor of Saltby, said on Monday that the old bridge would close for repairs.\n\n"
    "“It is safe for now,” she told reporters, “but it will not be in a year.”\n\n"
    "{}\n\n"
    "The council will meet on Thursday."
)


def article(text: str) -> Article:
    return Article(None, (), "2025-04-09", None, None, None, None, None, None, text)


def read(text: str) -> tuple[Statement, ...]:
    return shipped_finder().find(article(text))


def holding(words: str, text: str) -> Statement:
    """The one statement that holds some words."""
    (found,) = [each for each in read(text) if words in each.content]
    return found


@pytest.mark.parametrize(
    ("sentence", "words", "speaker"),
    [
        ("Residents fear that the closure will ruin their shops.", "will ruin their shops", "Residents"),
        ("Mr. Reed criticized the plan as a waste of money.", "the plan as a waste of money", "Mr. Reed"),
        ("The mayor's critics accused her of hiding the report.", "hiding the report", "The mayor's critics"),
    ],
)
def test_what_no_rule_knows_is_found(sentence: str, words: str, speaker: str) -> None:
    found = holding(words, NEWS.format(sentence))
    assert found.speaker.mention == speaker


@pytest.mark.parametrize(
    ("text", "content", "kind", "mention"),
    [
        ('"It is safe," Ada Brook said.', "It is safe", "direct", "Ada Brook"),
        ("Ada Brook said the bridge was safe.", "the bridge was safe", "indirect", "Ada Brook"),
        ("It is safe, according to an NX report.", "It is safe", "indirect", "an NX report"),
        ('"It is safe," he said, "and sound."', "It is safe and sound", "direct", "he"),
        ('The mayor said it was "safe".', 'it was "safe"', "mixed", "The mayor"),
        ('"We can all cross it again." — Ada Brook', "We can all cross it again", "direct", "Ada Brook"),
    ],
)
def test_what_the_rules_know_stays(text: str, content: str, kind: str, mention: str) -> None:
    (found,) = read(text)
    assert (found.content, found.kind, found.speaker.mention) == (content, kind, mention)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", ".", "“", "The bridge is long.", "Saltby\n\nThe bridge opened in 1931."]
)
def test_nothing_is_said(text: str) -> None:
    assert read(text) == ()


def test_the_same_article_gives_the_same_statements() -> None:
    text = NEWS.format("Residents fear that the closure will ruin their shops.")
    first = read(text)
    read(NEWS.format("Others came before, and will again, Bo Reed thinks."))
    assert read(text) == first
    assert read(text + "\n\n" + "Nothing else happened that day. " * 60)[: len(first)] == first


def test_a_very_long_text_is_read_to_its_bound() -> None:
    line = "Ada Brook said the bridge was safe, and Bo Reed believes that it would open in June.\n\n"
    within = LONGEST_TEXT // len(line)
    found = read(line * (2 * within))
    assert max(each.content_spans[-1].end for each in found) <= LONGEST_TEXT
    assert len(found) >= within


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda text: text.replace("“", '"').replace("”", '"')])
def test_evidence_holds_however_it_is_written(change: Callable[[str], str]) -> None:
    text = change(NEWS.format("Residents fear that the closure will ruin their shops."))
    for found in read(text):
        assert " ".join(span.of(text) for span in found.content_spans) == found.content
        assert 0 < found.confidence <= 1


@pytest.mark.parametrize(
    ("language", "tagged"), [(None, True), ("en", True), ("en-GB", True), ("EN", True), ("de", False)]
)
def test_only_english_is_left_to_the_tagger(language: str | None, tagged: bool) -> None:
    text = NEWS.format("Mr. Reed criticized the plan as a waste of money.")
    found = shipped_finder().find(replace(article(text), language=language))
    assert any(each.rule == "tagger" for each in found) == tagged
    assert any(each.rule != "tagger" for each in found)
