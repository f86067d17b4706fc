"""Quotes are found in every mark newsrooms use, and apostrophes are not taken for them."""

import pytest

from sayso_extract.domain.attribution.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('"It is safe," she said.', ["It is safe,"]),
        ("“It is safe,” she said.", ["It is safe,"]),
        ('“It is safe," she said. "It is."', ["It is safe,", "It is."]),
        ("„Es ist sicher“, sagte sie.", ["Es ist sicher"]),
        ("« C'est sûr », dit-elle.", [" C'est sûr "]),
        ("»Es ist sicher«, sagte sie.", ["Es ist sicher"]),
        ("''It is safe,'' she said.", ["It is safe,"]),
        ("'It's safe,' she said. 'It is.'", ["It's safe,", "It is."]),
        ("‘It’s the ministers’ plan,’ she said.", ["It’s the ministers’ plan,"]),
        ("The soldiers' boots and the dog's bed.", []),
        ("It was the '90s and rock 'n' roll.", ["n"]),
        ('A 6" pipe burst.', []),
        ("No marks here.", []),
    ],
)
def test_marks(text: str, inner: list[str]) -> None:
    assert [quote.inner.of(text) for quote in find_quotes(text)] == inner


def test_an_unclosed_quote_ends_with_its_paragraph_and_goes_on_in_the_next() -> None:
    text = '"One.\n\n"Two.\n\n"Three." She left.\n\n"Four."'
    quotes = find_quotes(text)
    assert [q.inner.of(text) for q in quotes] == ["One.", "Two.", "Three.", "Four."]
    assert [q.closed for q in quotes] == [False, False, True, True]
    assert [q.continues for q in quotes] == [False, True, True, False]
