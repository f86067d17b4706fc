"""Whatever the text, the finder that ships reads it without fail, and keeps what the model promises."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso_extract.domain.attribution.quotes import find_quotes, paragraphs
from sayso_extract.domain.tagging.hints import quotation
from sayso_extract.domain.tagging.words import LONGEST_WINDOW, windows, words_of
from sayso_extract.tagger.finder import shipped_finder
from tests.property.extract.test_any_text import article, texts

NEWS = (
    "Ada Brook said on Monday that the bridge was safe.", "“It is safe,” she said, “and sound.”", "Bo Reed, 58, fears",
    "that the bridge will fall", "\n\n", "according to a report", "Residents believe it will", ", and that",
    "— Ada Brook",
)  # fmt: skip
news = st.lists(st.sampled_from(NEWS), max_size=12).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(texts, news))
def test_statements_keep_their_promises(text: str) -> None:
    found = shipped_finder().find(article(text))
    told: list[tuple[int, int]] = []
    for statement in found:
        spans = statement.content_spans
        assert spans
        assert all(0 <= span.begin < span.end <= len(text) for span in spans)
        assert all(a.end <= b.begin for a, b in pairwise(spans))
        assert " ".join(text[span.begin : span.end] for span in spans) == statement.content
        for evidence, words in (
            (statement.cue_span, statement.cue),
            (statement.speaker.mention_span, statement.speaker.mention),
        ):
            assert evidence is None or evidence.of(text) == words
        assert all(0 <= span.begin < span.end <= len(text) for span in statement.speaker.described_by)
        assert 0 < statement.confidence <= 1
        told += [(span.begin, span.end) for span in spans]
    assert all(a[1] <= b[0] for a, b in pairwise(sorted(told)))
    assert shipped_finder().find(article(text)) == found


@settings(max_examples=200, deadline=None)
@given(st.one_of(texts, st.integers(1, 500).map("word ".__mul__)))
def test_windows_hold_every_word_once(text: str) -> None:
    spans = paragraphs(text)
    cut = windows(words_of(text, spans))
    words = [word for window in cut for word in window.places()]
    assert all(begin < end for begin, end in words)
    assert all(a[1] <= b[0] for a, b in pairwise(words))
    left = [
        text[at]
        for (_, end), (begin, _) in pairwise([(0, 0), *words, (len(text), 0)])
        for at in range(end, begin)
        if text[at].isalnum()
    ]
    assert not left
    assert all(0 < len(window.spelt) <= LONGEST_WINDOW for window in cut)
    assert [spelt for window in cut for spelt in window.spelt] == [text[begin:end] for begin, end in words]
    assert all(len(quotation(window.begins, find_quotes(text))) == len(window.begins) for window in cut)
