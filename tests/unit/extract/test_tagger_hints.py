"""What the network is told of each word: quotation, and the rules' labels."""

import pytest

from sayso_extract.domain.attribution.finder import find_drafts, read_paragraphs
from sayso_extract.domain.attribution.quotes import find_quotes, paragraphs
from sayso_extract.domain.tagging.hints import (
    CLOSING_MARK,
    OPENING_MARK,
    OUTSIDE,
    QUOTED,
    RUNNING_ON,
    RoleSpan,
    by_window,
    labels_of,
    quotation,
    ruled,
)
from sayso_extract.domain.tagging.labels import ROLES, spelled, tagged
from sayso_extract.domain.tagging.words import Window, windows, words_of

SOURCE, CUE, CONTENT = range(len(ROLES))


def windows_of(text: str) -> tuple[Window, ...]:
    return windows(words_of(text, paragraphs(text)))


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("It is", [OUTSIDE] * 2),
        ('"It is," he', [OPENING_MARK, QUOTED, QUOTED, QUOTED, CLOSING_MARK, OUTSIDE]),
        ('he "is', [OUTSIDE, OPENING_MARK, RUNNING_ON]),
    ],
)
def test_quotation(text: str, states: list[int]) -> None:
    (window,) = windows_of(text)
    assert list(quotation(window.begins, find_quotes(text))) == states


def test_quotation_of_a_later_window_is_that_of_the_whole_text() -> None:
    text = "\n\n".join(f'"It is {number}," he said. ' + "And so on. " * 14 for number in range(8))
    cut = windows_of(text)
    quotes = find_quotes(text)
    assert len(cut) > 2
    begins = [begin for window in cut for begin in window.begins]
    assert b"".join(quotation(window.begins, quotes) for window in cut) == quotation(begins, quotes)


def test_the_rules_drafts_become_labels() -> None:
    text = "The mayor said the bridge was safe."
    (window,) = windows_of(text)
    spans = ruled(find_drafts(read_paragraphs(text)))
    found = [
        (each.role, text[window.begins[each.first] : window.end(each.last)])
        for each in tagged(labels_of(window, spans), [1.0] * len(window.spelt), 0)
    ]
    assert found == [("source", "The mayor"), ("cue", "said"), ("content", "the bridge was safe")]


def test_a_source_of_two_claims_is_told_once() -> None:
    text = "The mayor said that the bridge was safe, and that the road was not."
    spans = ruled(find_drafts(read_paragraphs(text)))
    assert [role for role, _, _ in spans].count(SOURCE) == 1
    assert [role for role, _, _ in spans].count(CONTENT) == 2


def test_spans_go_to_the_window_that_holds_them() -> None:
    text = "\n\n".join("one two three four five six seven eight nine ten " * 10 for _ in range(3))
    cut = windows_of(text)
    second = cut[1].places()
    spans: list[RoleSpan] = [
        (CUE, second[3][0], second[4][1]),
        (SOURCE, second[0][0], second[1][1]),
        (CONTENT, cut[0].begins[-1], second[0][1]),
    ]
    assert by_window(cut, spans) == [[], spans[:2], []]
    assert labels_of(cut[1], spans) == spelled([(CUE, 3, 4), (SOURCE, 0, 1)], len(second))


def test_a_span_that_begins_inside_a_word_labels_the_word() -> None:
    text = "the ex-mayor said"
    (window,) = windows_of(text)
    assert labels_of(window, [(SOURCE, 9, 12)]) == spelled([(SOURCE, 3, 3)], len(window.spelt))
