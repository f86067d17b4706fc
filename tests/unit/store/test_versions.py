"""Which extractor is newer, and that a reading that fell back does not replace a language model's."""

from itertools import pairwise

from sayso_store.adapters.readings import version_order

OLDEST_FIRST = ("", "+llm", "next", "1", "1+rules", "2", "2+llm.1.a", "2+llm.1.b", "2+rules", "10", "10+llm.1.a")


def test_order() -> None:
    for older, newer in pairwise(OLDEST_FIRST):
        assert version_order(older) < version_order(newer)


def test_the_finder_is_no_newer_extractor() -> None:
    assert version_order("2+llm.1.a")[:2] == version_order("2")[:2] == (1, 2)
