"""Whatever the text, reading it ends, does not fail, and keeps what the model promises."""

from contextlib import suppress
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso_extract.document import DocumentError, RuleFinder, extract, read_document
from sayso_extract.domain.attribution.quotes import find_quotes
from sayso_extract.domain.attribution.sentences import split_sentences
from sayso_extract.domain.decoding.document_kind import document_kind
from sayso_extract.domain.model import Article
from sayso_extract.domain.statements import find_statements

WORDS = (
    "said", "says", "told", "told reporters", "according to", "added", "adding that", "that", "and that", "but", "who",
    "he", "She", "they", "it", "the", "The mayor", "Ada Brook", "Bo Reed", "Mr", "Norway", "the report", "an NX report",
    "is thought to", "did not", "on Monday", "in June", "13 November", "$1.2bn", "between 80 and 95", "40 per cent",
    "the bridge", "was safe", "would close", "denied", "called", "put", "at 61", ",", ".", "?", ":", ";", "—", '"', "“",
    "”", "'", "‘", "’", "«", "»", "„", "''", "...", "\n", "\n\n", "U.S.", "É", "😀", "\u2028", "\x00", "(", ")",
)  # fmt: skip
prose = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
texts = st.one_of(st.text(max_size=400), prose, st.lists(st.sampled_from(WORDS), max_size=60).map("".join))


def article(text: str) -> Article:
    return Article(None, (), "2025-04-09", None, None, None, None, None, None, text)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_statements_keep_their_promises(text: str) -> None:
    found = find_statements(article(text))
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
        assert 0 < statement.confidence <= 1
    assert [s.content_spans[0] for s in found] == sorted(s.content_spans[0] for s in found)
    assert find_statements(article(text)) == found


@settings(max_examples=300, deadline=None)
@given(texts)
def test_quotes_and_sentences_are_in_order_and_apart(text: str) -> None:
    quotes = find_quotes(text)
    assert all(a.outer.end <= b.outer.begin for a, b in pairwise(quotes))
    assert all(q.outer.begin < q.inner.begin <= q.inner.end <= q.outer.end for q in quotes)
    sentences = split_sentences(text)
    assert all(a.end <= b.begin for a, b in pairwise(sentences))


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=300), texts, prose.map(lambda t: f"<html><body><p>{t}</p></body></html>")))
def test_any_document_is_read_or_refused(data: bytes | str) -> None:
    document_kind(data)
    with suppress(DocumentError):
        found = read_document(data, url=None)
        assert found.text
        extract(found, RuleFinder())


@settings(max_examples=100, deadline=None)
@given(texts.filter(lambda text: bool(text.strip())))
def test_as_is_changes_nothing(text: str) -> None:
    with suppress(DocumentError):
        assert read_document(text, url=None, as_is=True).text == text
