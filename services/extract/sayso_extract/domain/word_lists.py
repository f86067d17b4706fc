"""Word lists written as text, one set each: how the closed classes and tables of this package are kept readable.

Next: `lexicon`, the first of them.
"""


def word_set(words: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(words.split())
