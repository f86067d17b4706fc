"""Prints of sentences: the writer's own ones only, whatever the typography."""

from sayso_store.dedupe.domain import sentence_marks
from sayso_store.dedupe.domain.articles import MOST

LONG = "The council of Ister will close the old swimming pool in autumn."
OTHER = "Nobody has asked the swimmers what they think of it, said Ana Marsh."


def test_long_sentences_leave_one_mark_each() -> None:
    assert len(sentence_marks(f"{LONG} {OTHER}\n\nToo short. {LONG}")) == 2


def test_typography_and_place_do_not_matter() -> None:
    assert set(sentence_marks(f"“{LONG}” {OTHER}")) == set(sentence_marks(f"{OTHER.upper()}\n{LONG}"))


def test_a_long_text_is_looked_at_in_part() -> None:
    assert len(sentence_marks("\n".join(f"{LONG[:-1]} for the {n} time." for n in range(2 * MOST)))) == MOST


def test_an_empty_text_leaves_none() -> None:
    assert sentence_marks("") == ()
