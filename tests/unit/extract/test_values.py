"""Values are what frozen dataclasses are to those who use them."""

import pickle

import pytest

from sayso_extract.domain.model import Span
from sayso_extract.domain.speakers.names import Description
from sayso_extract.domain.values import replace

DESCRIBED = Description("Ada Brook", "mayor", "Skerra", "person", "f", "brook", definite=True)


def test_the_fields_told_are_changed_and_no_others() -> None:
    changed = replace(DESCRIBED, definite=False, name="Bo Marsh")
    assert changed == Description("Bo Marsh", "mayor", "Skerra", "person", "f", "brook", definite=False)
    assert DESCRIBED.name == "Ada Brook"
    assert replace(DESCRIBED) == DESCRIBED


def test_of_a_field_that_is_not_there_is_complained() -> None:
    with pytest.raises(TypeError, match="length"):
        replace(Span(1, 2), length=1)  # type: ignore[call-arg]


def test_a_value_never_changes() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        Span(1, 2).begin = 0  # type: ignore[misc]


def test_equal_values_are_one_key_and_values_have_an_order() -> None:
    assert len({Span(1, 2), Span(1, 2), Span(1, 3)}) == 2
    assert sorted([Span(2, 3), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(2, 3)]


def test_a_value_passes_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(DESCRIBED)) == DESCRIBED
