"""Sentences end where they end, and never inside a quote, an abbreviation or a number."""

import pytest

from sayso_extract.domain.attribution.sentences import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["The dam broke.", "Nobody died."],
        ["Mr. Reed met Dr. A. J. Brook.", "They spoke."],
        ["It cost $3.5 million.", "The town paid."],
        ["It cost Sh4.3 billion.", "The town paid."],
        ['"It broke. We ran," she said.', "He agreed."],
        ['"It broke."', "The town was silent."],
        ['"Did it break?" Brook asked.', "Nobody answered."],
        ['"It broke," she said.', '"We ran."'],
        ["She lives in the U.S. state of Arden.", "He does not."],
        ["She left the U.S.", "He stayed."],
        ["Well... it broke.", "What now?", "Nobody knew!"],
    ],
)
def test_split(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [span.of(text) for span in split_sentences(text)] == sentences


def test_paragraphs_always_split() -> None:
    text = "no full stop\n\nand another"
    assert [span.of(text) for span in split_sentences(text)] == ["no full stop", "and another"]
