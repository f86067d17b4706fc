"""What is stored as text holds nothing unseen, and spans point into it (H8, H9)."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso_extract.document import RuleFinder, extract, read_document
from sayso_extract.domain.text.readable import readable, readable_line
from tests.cpu_time import cpu_seconds

HIDDEN = ("\u00ad", "\u200b", "\u2060", "\ufeff", "\u202e", "\u2066", "\u200f", "\u061c", "\x00", "\x1b", "\x9b",
          "\x07", "\U000e0041", "\u034f")  # fmt: skip
SAID = "The bridge in Saltby will stay closed until May, Ada Brook, the mayor, said on Monday."


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("co\u00adoperate", "cooperate"),
        ("a\u200bb\u2060c\ufeffd", "abcd"),
        ("\u202etext\u202c \u2066x\u2069", "text x"),
        ("1\u00a0000\u202f000\u2009km", "1 000 000 km"),
        ("Cafe\u0301", "Café"),
        ("a\x00\x1b[31mb\x9b", "a[31mb"),
        ("line\u2028line\x85line\r\nline\rline", "line\nline\nline\nline\nline"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष 👩\u200d🚒 ❤\ufe0f", "क्\u200dष 👩\u200d🚒 ❤\ufe0f"),
        ("sa\u200cid a\u200d\u200db\u200c", "said ab"),
        ("a\ud800b", "a\ufffdb"),
        ("a\tb\nc", "a\tb\nc"),
    ],
)
def test_h8_readable(text: str, read: str) -> None:
    assert readable(text) == read
    assert readable(read) == read


def test_readable_line() -> None:
    assert readable_line(" a\u00a0 b\n\tc\u2028d ") == "a b c d"


@settings(max_examples=300, deadline=None)
@given(st.text(st.one_of(st.characters(), st.sampled_from("".join(HIDDEN) + "\u200c\u200dàé̖̀ ")), max_size=60))
def test_h8_readable_is_idempotent_and_hides_nothing(text: str) -> None:
    once = readable(text)
    assert readable(once) == once
    assert not set(once) & set(HIDDEN)


@pytest.mark.parametrize("piece", ["a\u0316\u0300\u0316\u0300", "\u0300\u0316", "\u200d", "\u200ba", "\u202e", "é"])
def test_h8_a_megabyte_of_marks_is_read_in_time(piece: str) -> None:
    text = "a" + piece * (1_000_000 // len(piece))
    assert cpu_seconds(lambda: readable(text), limit=5) < 5


@pytest.mark.parametrize("hidden", HIDDEN, ids=ascii)
@pytest.mark.parametrize("kind", ["html", "text"])
def test_h8_h9_statements_are_substrings_of_the_stored_text(hidden: str, kind: str) -> None:
    said = SAID.replace("bridge", f"bri{hidden}dge").replace("Ada", f"{hidden}Ada").replace(" said", f" {hidden}said")
    body = "\n\n".join((said, f"“Nobody{hidden} was hurt,” she said.", SAID.replace("Saltby", "Orm")))
    if kind == "html":
        body = "<html><body><article><p>" + body.replace("\n\n", "</p><p>") + "</p></article></body></html>"
    article = read_document(body.encode(), url=None, media="html" if kind == "html" else "text")
    found = extract(article, RuleFinder())
    assert len(found) == 3
    assert hidden not in article.text
    assert found[0].content == "The bridge in Saltby will stay closed until May"
    for statement in found:
        assert " ".join(article.text[s.begin : s.end] for s in statement.content_spans) == statement.content
        assert all(a.end <= b.begin for a, b in pairwise(statement.content_spans))
        for span, words in (
            (statement.cue_span, statement.cue),
            (statement.speaker.mention_span, statement.speaker.mention),
        ):
            assert span is None or article.text[span.begin : span.end] == words


@pytest.mark.parametrize("word", ["bridge ", "bridge, ", "bri\u0301dge\u00a0", "\u202ebridge\u00ad "])
def test_h8_h9_a_sentence_of_a_megabyte(word: str) -> None:
    text = f"{SAID}\n\nThe mayor said that the {word * (1_000_000 // len(word))}was closed."
    article = read_document(text, url=None, media="text")
    found = extract(article, RuleFinder())
    assert found
    for statement in found:
        assert " ".join(article.text[s.begin : s.end] for s in statement.content_spans) == statement.content
