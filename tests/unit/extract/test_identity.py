"""Ids follow from what they name, and from nothing else."""

from sayso_extract.domain import identity
from sayso_extract.domain.model import Span

SPANS = (Span(0, 9),)


def test_a_correction_in_place_is_another_statement() -> None:
    before = identity.statement_id("art_1", SPANS, "12 killed", "1")
    assert before == identity.statement_id("art_1", SPANS, "12 killed", "1")
    assert before != identity.statement_id("art_1", SPANS, "15 killed", "1")
    assert before != identity.statement_id("art_1", SPANS, "12 killed", "2")
    assert before != identity.statement_id("art_2", SPANS, "12 killed", "1")


def test_equal_words_have_one_fingerprint() -> None:
    assert identity.fingerprint("“Yes,”  she said.") == identity.fingerprint('"yes" she said')
    assert identity.fingerprint("12 killed") != identity.fingerprint("15 killed")
