"""How the tables are written: words parted by spaces, groups by ";" or the end of a line."""


def groups(table: str) -> list[list[str]]:
    """The groups of a table: words parted by spaces, groups by ";" or the end of a line."""
    return [group.split() for line in table.strip().splitlines() for group in line.split(";")]


def heads(table: str) -> list[list[str]]:
    """The pairs of a table of heads, each before its colon, with every word after it."""
    parted = [each.partition(":") for line in table.strip().splitlines() for each in line.split(";")]
    return [[head.strip(), word] for head, _, words in parted for word in words.split()]


def listed(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(word for line in lines for word in line.split())
