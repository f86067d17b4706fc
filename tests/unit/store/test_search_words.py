"""What is typed into the search, as terms, and what they are found in."""

import pytest

from sayso_store.search_words import Term, terms_of, words_of


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        ("  ", ()),
        ("bridge", (Term(("bridge",)),)),
        ("Bridge safe", (Term(("bridge",)), Term(("safe",)))),
        ('"the bridge" safe', (Term(("the", "bridge")), Term(("safe",)))),
        ('"never closed', (Term(("never", "closed")),)),
        ("brid*", (Term(("brid",), begins=True),)),
        ("Zoë's", (Term(("zoë", "s")),)),
        ("1.5", (Term(("1", "5")),)),
        ('" - * " ) OR NEAR( ^ :', (Term(("or",)), Term(("near",)))),
    ],
)
def test_terms(typed: str, terms: tuple[Term, ...]) -> None:
    assert terms_of(typed) == terms


def test_no_more_terms_than_are_looked_at() -> None:
    assert terms_of("word " * 10_000) == (Term(("word",)),)
    assert len(terms_of(" ".join(f"w{n}" for n in range(1000)))) == 16


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("bridge", "The bridge is safe.", True),
        ("bridges", "The bridge is safe.", False),
        ('"is safe"', "The bridge is safe.", True),
        ('"bridge safe"', "The bridge is safe.", False),
        ("brid*", "The bridge is safe.", True),
        ("ridge*", "The bridge is safe.", False),
        ("cafe", "The café is open.", True),
        ("CAFÉ", "The cafe\u0301 is open.", True),
        ('"safe and"', "safe", False),
    ],
)
def test_is_in(typed: str, text: str, found: bool) -> None:
    (term,) = terms_of(typed)
    assert term.is_in(words_of(text)) is found
