"""An article's words as the network reads them, and the windows they come in."""

import pytest

from sayso_extract.domain.attribution.quotes import paragraphs
from sayso_extract.domain.tagging import words as tagging_words
from sayso_extract.domain.tagging.words import FULL_WINDOW, LONGEST_WINDOW, Window, windows, words_of


def cut(text: str) -> tuple[Window, ...]:
    return windows(words_of(text, paragraphs(text)))


def spelt(text: str) -> list[str]:
    return [text[begin:end] for window in cut(text) for begin, end in window.places()]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is safe.", ["It", "is", "safe", "."]),
        ("They don't say.", ["They", "do", "n't", "say", "."]),
        ("They don’t say.", ["They", "do", "n’t", "say", "."]),
        ("Brook's bridge", ["Brook", "'s", "bridge"]),
        ("we've seen", ["we", "'ve", "seen"]),
        ("“It is,” she said", ["“", "It", "is", ",", "”", "she", "said"]),
        ("''It is''", ["''", "It", "is", "''"]),
        ("the U.S. and Mr. Reed", ["the", "U.S.", "and", "Mr.", "Reed"]),
        ("J. Reed left. He", ["J.", "Reed", "left", ".", "He"]),
        ("the board of Dr. B. Reed.", ["the", "board", "of", "Dr.", "B.", "Reed", "."]),
        ("about 1,200.5 at 9:30", ["about", "1,200.5", "at", "9:30"]),
        ("an R&D and G7 report", ["an", "R&D", "and", "G7", "report"]),
        ("wait ... no -- yes", ["wait", "...", "no", "--", "yes"]),
        ("the well-known", ["the", "well", "-", "known"]),
        ("Škoda café", ["Škoda", "café"]),
        ("a_b 😀", ["a", "_", "b", "😀"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert spelt(text) == words


def test_a_window_holds_whole_paragraphs() -> None:
    line = "one two three four five six seven eight nine ten " * 10
    found = cut("\n\n".join([line] * 4))
    assert [len(window.spelt) for window in found] == [100] * 4
    assert all(window.openings == [0] for window in found)


def test_short_paragraphs_share_a_window() -> None:
    (found,) = cut("One two.\n\nThree.\n\nFour five six.")
    assert len(found.spelt) == 9
    assert found.openings == [0, 3, 5]


def test_a_long_paragraph_is_cut_and_only_its_first_part_opens_it() -> None:
    found = cut("word " * (2 * LONGEST_WINDOW + 10))
    assert [len(window.spelt) for window in found] == [LONGEST_WINDOW, LONGEST_WINDOW, 10]
    assert [window.openings for window in found] == [[0], [], []]
    assert FULL_WINDOW <= LONGEST_WINDOW


def test_no_more_words_than_the_network_has_memory_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging_words, "MOST_WORDS", 250)
    assert sum(len(window.spelt) for window in cut("word " * 100 + "\n\n" + "word " * 400 + "\n\nword")) == 250
