"""Ids follow from what they name, and from nothing else."""

import pytest

from sayso_extract.domain import identity
from sayso_extract.domain.model import Span

SPANS = (Span(0, 9),)


def test_a_correction_in_place_is_another_statement() -> None:
    before = identity.statement_id("art_1", SPANS, "12 killed", "1")
    assert before == identity.statement_id("art_1", SPANS, "12 killed", "1")
    assert before != identity.statement_id("art_1", SPANS, "15 killed", "1")
    assert before != identity.statement_id("art_1", SPANS, "12 killed", "2")
    assert before != identity.statement_id("art_2", SPANS, "12 killed", "1")


@pytest.mark.parametrize(
    ("declared", "canonical"),
    [
        (None, "https://a.example/x?id=1"),
        ("/y", "https://a.example/y"),
        ("https://a.example/y#top", "https://a.example/y"),
        ("https://b.example/y", "https://a.example/x?id=1"),
        ("javascript:alert(1)", "https://a.example/x?id=1"),
    ],
)
def test_a_canonical_link_is_believed_on_its_own_host_only(declared: str | None, canonical: str) -> None:
    assert identity.canonical_url("https://a.example/x?id=1#part", declared) == canonical


def test_equal_words_have_one_fingerprint() -> None:
    assert identity.fingerprint("“Yes,”  she said.") == identity.fingerprint('"yes" she said')
    assert identity.fingerprint("12 killed") != identity.fingerprint("15 killed")
