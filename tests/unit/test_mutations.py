"""The guards that ``make chaos-mutations`` takes away at night are where it looks for them, which is seen by day."""

import pytest

from tests.chaos.mutations import MUTATIONS, ROOT, Mutation, changed


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: each.name)
def test_a_mutation_fits_the_source(mutation: Mutation) -> None:
    assert changed(ROOT, mutation) != (ROOT / mutation.file).read_text(encoding="utf-8")
