"""Whether two names stand for the same speaker, as far as the names alone can tell.

"Governor Selwyn Tarkett" is "Selwyn Tarkett", "a Fennimore Group spokeswoman" is "Fennimore Group"; "the captain" may
be anybody. Unknown speakers are never the same. Used by ``rules`` where the speaker is part of what is said.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from sayso_store.dedupe.domain.lexicon.stems import senses
from sayso_store.dedupe.domain.lexicon.tables import listed
from sayso_store.dedupe.domain.normalise import Word, words

_PLAIN = re.compile(r"(?!the )[A-Za-z0-9 ,-]*")
_ARTICLES = listed("a an the of in at by from for")
_TITLES = listed(
    "a an the of for mr mrs ms dr sir lord lady professor prof president chief statement from in at by who on"
)


def same_speaker(a: str | None, b: str | None) -> bool:
    """Whether the one name holds the other. Needs a word with a capital in common."""
    if not a or not b:
        return False
    if a == b:
        return True
    if _share_no_name(a, b):
        return False
    if _plain(a) == _plain(b) != frozenset():
        return True
    roles, other = sorted((_plain(a), _plain(b)), key=len)
    if roles and _is_role(a if roles == _plain(a) else b):
        return all(any(senses(x) & senses(y) for y in other) for x in roles)
    return any(_holds(mine, other) for mine in _readings(a) for other in _readings(b))


def _share_no_name(a: str, b: str) -> bool:
    """Whether both have a name and neither has one of the other's: seen without reading them. What is not plain is
    read."""
    if not _PLAIN.fullmatch(a) or not _PLAIN.fullmatch(b):
        return False
    (mine, my_names), (others, other_names) = seen_in(a), seen_in(b)
    return bool(my_names and other_names) and my_names.isdisjoint(others) and other_names.isdisjoint(mine)


@lru_cache(maxsize=8192)
def seen_in(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a plain name, and those that have a capital."""
    found = re.findall(r"\w+", name)
    names = [word.casefold() for word in found if word[0].isupper()]
    return frozenset([word.casefold() for word in found]), frozenset(names) - _ARTICLES


def speaker_words(name: str | None) -> frozenset[str]:
    """The words of a speaker's name and role."""
    return frozenset(word.text for word in words(name) if not word.is_mark) if name else frozenset()


@lru_cache(maxsize=4096)
def names_of(name: str | None) -> frozenset[str]:
    """The words of a speaker that are names: those with a capital that are no titles."""
    of = words(name) if name else ()
    return frozenset(word.text for word in of if word.capital and word.text not in _TITLES)


def _is_role(name: str) -> bool:
    """Whether a certain one is meant by what he is only: "the foreign minister"."""
    return name.startswith("the ") and not any(word.capital for word in words(name))


@lru_cache(maxsize=4096)
def _plain(name: str) -> frozenset[str]:
    return frozenset(word.text for word in words(name) if not word.is_mark and word.text not in _ARTICLES)


class _Reading(NamedTuple):
    """One way to read a name: how many different words it has, which, and those of them with a capital."""

    size: int
    words: frozenset[str]
    names: frozenset[str]


@lru_cache(maxsize=4096)
def _readings(name: str) -> tuple[_Reading, ...]:
    """The whole, and what stands before the first comma: name and role come in either order."""
    of = [word for word in words(name) if word.text not in _TITLES]
    comma = next((place for place, word in enumerate(of) if word.text == ","), len(of))
    return tuple(_reading({word for word in part if not word.is_mark}) for part in (of, of[:comma]))


def _reading(of: Collection[Word]) -> _Reading:
    names = frozenset(word.text for word in of if word.capital)
    return _Reading(len(of), frozenset(word.text for word in of), names)


def _holds(a: _Reading, b: _Reading) -> bool:
    smaller, larger = (b, a) if b.size < a.size else (a, b)
    return bool(smaller.names) and smaller.words <= larger.words
