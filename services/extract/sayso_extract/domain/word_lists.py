"""Word lists written as text, one set each: how the closed classes and tables of this package are kept readable.

Next: `lexicon`, the first of them.
"""

from sys import intern


def word_set(words: str) -> frozenset[str]:
    """The words of a text as a set; what is looked up is interned, too, so that equal words are mostly one object."""
    return frozenset(map(intern, words.split()))
