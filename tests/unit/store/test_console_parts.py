"""The console's pure parts: passages, marks, differences, cursors, what is visible, plots, times and rates."""

from datetime import UTC, datetime, timedelta

import pytest
from markupsafe import Markup

from sayso.cli.marking import Piece
from sayso_store.console.differences import differences
from sayso_store.console.feed_text import pub_date, xml_text
from sayso_store.console.rendering import duration, moment, plural, visible, web_link
from sayso_store.console.safety.rates import Rate
from sayso_store.console.text_parts import marked, paragraphs
from sayso_store.console.watching import KEPT, plot
from sayso_store.passages import AROUND, passage_of

TEXT = "First paragraph.\n\nThe mayor said it was safe. More.\n\nLast paragraph."


def test_a_passage_is_its_paragraph() -> None:
    begin = TEXT.index("it was safe")
    passage = passage_of(TEXT, [(begin, begin + 11)])
    assert passage is not None
    assert passage.text == "The mayor said it was safe. More."
    assert [passage.text[a:b] for a, b in passage.spans] == ["it was safe"]
    assert (passage.cut_before, passage.cut_after) == (False, False)


@pytest.mark.parametrize("spans", [[], [(5, 5)], [(-1, 3)], [(0, 10_000)], [(7, 3)]])
def test_spans_that_are_not_in_the_text(spans: list[tuple[int, int]]) -> None:
    assert passage_of(TEXT, spans) is None


def test_a_long_paragraph_is_cut_around_the_evidence() -> None:
    text = "word " * 2000
    passage = passage_of(text, [(5000, 5004)])
    assert passage is not None
    assert passage.cut_before
    assert passage.cut_after
    assert len(passage.text) <= 2 * AROUND + 4
    assert [passage.text[a:b] for a, b in passage.spans] == ["word"]


def test_overlapping_spans_are_marked_once() -> None:
    assert marked("abcdef", [(0, 3), (2, 4)]) == [("abc", True), ("d", True), ("ef", False)]


def test_pieces_become_paragraphs() -> None:
    cut = paragraphs([Piece("One "), Piece("said.\n\nStill said", 1, "content", True), Piece(".\n\n\n\nEnd")])
    assert [[each.words for each in paragraph] for paragraph in cut] == [
        ["One ", "said."],
        ["Still said", "."],
        ["End"],
    ]
    assert [each.ends for each in cut[0]] == [False, False]
    assert cut[1][0].ends


@pytest.mark.parametrize(
    ("one", "other", "mine", "theirs"),
    [
        ("The flood killed 18 people.", "The flood killed 23 people.", ["18"], ["23"]),
        ("The bridge is safe.", "The bridge is not safe.", [], ["not"]),
        ("The same.", "the same!", [], []),
        ("", "Anything", [], []),
    ],
)
def test_differences(one: str, other: str, mine: list[str], theirs: list[str]) -> None:
    a, b = differences(one, other)
    assert [each.text for each in a if each.differs] == mine
    assert [each.text for each in b if each.differs] == theirs


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain", "plain"),
        ("\u202eevil\u202c", "[U+202E]evil[U+202C]"),
        ("a\x00b\x1bc", "a[U+0000]b[U+001B]c"),
        ("\u05d0\u200f\u05d1", "\u05d0\u200f\u05d1"),
        ("line\nline\ttab", "line\nline\ttab"),
        (None, ""),
        (3, 3),
        (Markup("<b>\u202e</b>"), Markup("<b>\u202e</b>")),
    ],
)
def test_what_is_visible(value: object, shown: object) -> None:
    assert visible(value) == shown


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://news.example/a?b=c#d", True),
        ("HTTP://news.example", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("urn:sha256:abc", False),
        ("//news.example", False),
        ("https://", False),
        ("https://[", False),
        ("https://a.example/\u202e", False),
        ("https://a.example/" + "x" * 3000, False),
        (None, False),
    ],
)
def test_web_links(url: str | None, is_link: bool) -> None:
    assert web_link(url) == (url if is_link else None)


def test_words_for_numbers_and_times() -> None:
    assert moment("2031-06-03T14:05:00.000Z") == "3 Jun 2031, 14:05"
    assert moment("2031-06-03") == "3 Jun 2031"
    assert moment("yesterday") == "yesterday"
    assert [duration(each) for each in (0.4, 59, 61, 7200, 200_000)] == ["0 s", "59 s", "1 min", "2 h", "2 d"]
    assert (plural(1, "copy", "copies"), plural(1200, "copy", "copies")) == ("1 copy", "1,200 copies")
    assert pub_date("2031-05-01T10:00:00.000Z") == "Thu, 01 May 2031 10:00:00 +0000"
    assert pub_date("never") == ""
    assert xml_text("a\x00b\ud800") == "a\ufffdb\ufffd"


def test_a_plot_has_its_newest_on_the_right() -> None:
    assert plot([1.0]) == ("", "")
    _, line = plot([0, 10, 5])
    points = [tuple(map(float, point.split(","))) for point in line.split()]
    assert points[-1][0] == 120
    assert [y for _, y in points] == [29, 1, 15]
    assert plot([0.0] * KEPT)[1].startswith("0.0,29.0")


def test_a_rate_fills_again() -> None:
    now = [datetime(2031, 1, 1, tzinfo=UTC)]
    rate = Rate(6, lambda: now[0])
    assert [rate.wait("a", 3), rate.wait("a", 3), rate.wait("b", 6)] == [0, 0, 0]
    assert rate.wait("a", 1) == 10
    assert rate.wait("a", 7) == float("inf")
    now[0] += timedelta(seconds=10)
    assert [rate.wait("a", 1), rate.wait("a", 1)] == [0, 10]
