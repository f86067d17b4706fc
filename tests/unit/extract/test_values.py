"""Values with some fields changed are what the standard library makes of them."""

import dataclasses

import pytest

from sayso_extract.domain.model import Span
from sayso_extract.domain.speakers.names import Description
from sayso_extract.domain.values import replace

DESCRIBED = Description("Ada Brook", "mayor", "Skerra", "person", "f", "brook", definite=True)


@pytest.mark.parametrize("changes", [{}, {"name": None}, {"definite": False, "name": "Bo Marsh"}])
def test_fields_are_changed_as_by_the_standard_library(changes: dict[str, object]) -> None:
    assert replace(DESCRIBED, **changes) == dataclasses.replace(DESCRIBED, **changes)  # type: ignore[arg-type]
    assert DESCRIBED.name == "Ada Brook"


def test_of_a_field_that_is_not_there_is_complained() -> None:
    with pytest.raises(KeyError, match="length"):
        replace(Span(1, 2), length=1)  # type: ignore[call-arg]
