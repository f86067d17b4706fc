"""What a parsing process answers comes over as it is, and what is no answer does nothing but end its page."""

import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.contracts import Discard, Disposition, Failure, Quarantine, Reason, Retry
from sayso.contracts.events import StatementsFound
from sayso_extract import pipeline
from sayso_extract.answers import Answer, heard, said

PAGE = (
    b"<html><body><article><h1>The bridge</h1><p>The old bridge is safe, Mayor Ada Brook said on Monday.</p>"
    b"<p>\xe2\x80\x9cNot a bolt is loose,\xe2\x80\x9d she added.</p></article></body></html>"
)
READ = pipeline.read(PAGE, url="https://n.example/1")
LINE = said(READ).partition(b"\n")[0]


def test_an_article_comes_over_whole() -> None:
    answer = heard(said(READ))
    assert isinstance(answer, Answer)
    assert answer == heard(said(answer.read()))
    assert answer.read() == READ
    assert (answer.about.statements, answer.about.characters) == (len(READ.statements), len(READ.text)) != (0, 0)


def test_its_event_is_the_one_that_a_model_would_write() -> None:
    answer = heard(said(READ))
    assert isinstance(answer, Answer)
    written = answer.event("a,b", "c-1")
    event = StatementsFound(
        article=READ.article, text=READ.text, statements=READ.statements,
        extractor_version=READ.extractor_version, tags="a,b", correlation_id="c-1",
    )  # fmt: skip
    assert written.to_fields() == event.to_fields()
    assert StatementsFound.from_fields(written.to_fields()) == event
    assert b"tags" not in answer.event(None, "c-1").to_fields()


@pytest.mark.parametrize(
    "failure",
    [
        Discard(Disposition.NO_ARTICLE, Reason.EMPTY, "nothing"),
        Quarantine(Reason.PARSE_ERROR, "a \ud800 surrogate\nand a line"),
        Retry(Reason.UNEXPECTED_ERROR),
    ],
)
def test_failures_come_over(failure: Failure) -> None:
    other = heard(said(failure))
    assert isinstance(other, type(failure))
    assert other.reason is failure.reason
    assert other.detail == failure.detail.replace("\ud800", "?")
    assert getattr(other, "disposition", None) is getattr(failure, "disposition", None)


class Bomb:
    """Does something to whoever unpickles it."""

    def __reduce__(self) -> tuple[object, ...]:
        return (pytest.fail, ("it was unpickled",))


@pytest.mark.parametrize(
    "words",
    [
        b"",
        b"\n",
        b"{}",
        LINE,
        said(READ)[:-2000],
        LINE.replace(b'"lengths":[', b'"lengths":[-') + b"\n" + b"x" * 99_999,
        said(READ).replace(b"{", b'{"_attempt":1,', 1),
        said(READ) + b" ",
        b'{"reason": "no_reason_of_ours", "detail": ""}',
        b'{"reason": "empty", "detail": "", "disposition": "eaten"}',
        pickle.dumps(Bomb()),
    ],
)
def test_nonsense_ends_its_page(words: bytes) -> None:
    failure = heard(words)
    assert isinstance(failure, Quarantine)
    assert failure.reason is Reason.PARSE_ERROR


def test_an_article_that_is_none_is_found_out_by_who_reads_it() -> None:
    answer = heard(said(READ))
    assert isinstance(answer, Answer)
    for name, value in ((b"article", b"{}"), (b"statements", b"[7]"), (b"text", b"\xff")):
        with pytest.raises(Quarantine, match="parse_error"):
            replace(answer, fields={**answer.fields, name: value}).read()


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda rest: LINE + b"\n" + rest))
def test_nothing_that_is_said_raises(words: bytes) -> None:
    answer = heard(words)
    if isinstance(answer, Answer):
        try:
            answer.read()
        except Failure:
            return
