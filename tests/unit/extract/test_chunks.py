"""Text is cut at white space of every kind, and nowhere else."""

import sys

from sayso_extract.domain.words import chunks

SPACES = [char for char in map(chr, range(sys.maxunicode + 1)) if char.isspace()]


def test_every_white_space_cuts_and_takes_one_place() -> None:
    assert len(SPACES) > 20
    for space in SPACES:
        assert chunks(f"ab{space}c{space}{space}d") == ["ab", "c", "", "d"], hex(ord(space))


def test_what_only_looks_empty_does_not_cut() -> None:
    assert chunks("soft\u00adhyphen zero\u200bwidth joined\u2060here") == [
        "soft\u00adhyphen", "zero\u200bwidth", "joined\u2060here",
    ]  # fmt: skip
