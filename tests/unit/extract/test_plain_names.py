"""A plain name is read in one step, and as all the rules would read it."""

from itertools import product

import pytest

from sayso_extract.domain.role_words import DOCUMENTS, HONORIFICS, ORGANISATIONS, PLURALS, ROLES
from sayso_extract.domain.speakers import names

WORDS = sorted({*ROLES, *ORGANISATIONS, *DOCUMENTS, *PLURALS, *HONORIFICS})[::7]


@pytest.mark.parametrize("words", [["Ada", "Brook"], ["Ada", "Maria", "Brook"]])
def test_two_or_three_capitals_are_a_name(words: list[str]) -> None:
    found = names.read_mention(words)
    assert (found.name, found.kind, found.head, found.role) == (" ".join(words), "person", "brook", None)


def test_what_is_read_at_once_is_what_all_rules_find(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [[each.capitalize(), *rest] for each, rest in product(WORDS, (["Brook"], ["Ada", "Brook"]))]
    texts += [[*rest, each.capitalize()] for each, rest in product(WORDS, (["Brook"], ["Ada", "Brook"]))]
    texts += [
        ["New", "York"],
        ["The", "Brook"],
        ["Of", "Ada", "Brook"],
        ["Ada", "Brook", "Ltd"],
        ["Ada", "Philologist"],
    ]
    at_once = [names.read_mention(list(each)) for each in texts]
    monkeypatch.setattr(names, "is_plain_name", lambda _: False)
    assert at_once == [names.read_mention(list(each)) for each in texts]
