"""Whatever a language model answers: spans hold, nothing is told twice, and hostile answers take no time."""

from hypothesis import given
from hypothesis import strategies as st

from sayso_extract.domain.attribution.finder import read_paragraphs
from sayso_extract.domain.model import Article
from sayso_extract.domain.verbatim import Told, verbatim_drafts
from sayso_extract.verbatim_finder import VerbatimFinder
from tests.cpu_time import cpu_seconds

TEXT = (
    "“It’s safe,” said Ada Brook. 'We know', she added, and \"so do you\".\n\nBrook said the road, the old road, was "
    "safe.\nThe road is safe, according to a report."
)
PARTS = st.one_of(
    st.sampled_from(TEXT.split()),
    st.builds(lambda begin, size: TEXT[begin : begin + size], st.integers(0, len(TEXT)), st.integers(0, 60)),
    st.text(max_size=20),
)
CLAIMS = st.builds(
    Told, st.lists(PARTS, max_size=4).map(tuple), st.none() | PARTS, st.none() | PARTS
)  # fmt: skip


@given(st.lists(CLAIMS, max_size=8))
def test_any_answer(told: list[Told]) -> None:
    found = VerbatimFinder(tuple(told), "0").find(
        Article(None, (), "2026-01-05", None, None, None, "en", None, None, TEXT)
    )
    assert len(found) <= len(told)
    taken: set[int] = set()
    for each in found:
        assert " ".join(span.of(TEXT) for span in each.content_spans) == each.content
        assert all(a.end <= b.begin for a, b in zip(each.content_spans, each.content_spans[1:], strict=False))
        places = {place for span in each.content_spans for place in range(span.begin, span.end)}
        assert places
        assert not places & taken
        taken |= places
        assert each.cue == (each.cue_span.of(TEXT) if each.cue_span else "")
        if each.speaker.mention_span is not None:
            assert each.speaker.mention_span.of(TEXT) == each.speaker.mention


def test_a_hostile_answer_takes_no_time() -> None:
    text = "a b " * 7000 + "aab" * 1000
    read = read_paragraphs(text)
    told = [Told(("b a b", "a", f"ab{'a' * n}"), "a b", "b") for n in range(300)]
    assert cpu_seconds(lambda: verbatim_drafts(told, text, read), limit=2) < 2
