"""The console's pure parts keep what they are given, whatever that is."""

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from sayso_store.console.differences import differences
from sayso_store.console.text_parts import marked
from sayso_store.cursors import cursor_of, place_of
from sayso_store.passages import passage_of


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=5))
def test_a_passage_never_loses_its_evidence(text: str, spans: list[tuple[int, int]]) -> None:
    passage = passage_of(text, spans)
    if passage is not None:
        assert [passage.text[a:b] for a, b in passage.spans] == [text[a:b] for a, b in sorted(spans)]
        assert "".join(words for words, _ in marked(passage.text, passage.spans)) == passage.text


@given(st.text(max_size=200), st.text(max_size=200))
def test_differences_lose_nothing(one: str, other: str) -> None:
    a, b = differences(one, other)
    assert "".join(each.text for each in a).split() == one.split()
    assert "".join(each.text for each in b).split() == other.split()


@given(st.text(max_size=100), st.integers(-(2**62), 2**62))
def test_cursors_come_back(text: str, number: int) -> None:
    assert place_of(cursor_of(text, number), str, int) == (text, number)


@given(st.text(max_size=500))
def test_what_is_no_cursor_is_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert all(isinstance(each, str) for each in place_of(text, str, str))
