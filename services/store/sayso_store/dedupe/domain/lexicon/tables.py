"""How the tables are written: words parted by spaces, groups by ";" or the end of a line."""


def groups(table: str) -> list[list[str]]:
    """The groups of a table: words parted by spaces, groups by ";" or the end of a line."""
    return [group.split() for line in table.strip().splitlines() for group in line.split(";")]


def listed(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(word for line in lines for word in line.split())
