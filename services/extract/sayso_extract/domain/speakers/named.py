"""The organisations of one article, and how they are asked for: by kind, by place, by a word of their name.

Filled by `organisations`. Guaranteed: what is found is a name as the article has it; questions that more than one
organisation answers are answered with None, unless they ask for the first or the nearest.

Next: `organisations`, which finds them.
"""

from bisect import bisect_left
from dataclasses import dataclass, field

from sayso_extract.domain.values import Value


class Organisation(Value):
    """A named organisation; `noun` says what kind it is, empty if nothing does."""

    name: str
    noun: str
    begin: int


@dataclass(frozen=True, slots=True)
class Organisations:
    """All of an article, the first mention of each; `mentions` are places and indices, `subject` what it is about."""

    named: tuple[Organisation, ...]
    subject: str | None
    mentions: tuple[tuple[int, int], ...] = ()
    openers: frozenset[int] = frozenset()
    """Places of mentions that open a sentence."""
    letters: dict[str, int] = field(default_factory=dict)
    """By short names that the article gives in brackets, which organisation has them."""

    def in_full(self, word: str) -> str | None:
        """The organisation that the article says is called so for short."""
        return self.named[self.letters[word]].name if word in self.letters else None

    def sole(self, but: frozenset[str]) -> str | None:
        """The only organisation of the article, those of some kinds apart."""
        names = {each.name for each in self.named if each.noun not in but and not each.name.islower()}
        return names.pop() if len(names) == 1 else None

    def opened(self, place: int, reach: int) -> str | None:
        """The organisation that opened a sentence last before a place, within a reach."""
        for begin, number in reversed(self.mentions):
            if begin in self.openers and place - reach <= begin < place:
                return self.named[number].name
        return None

    def only(self, nouns: frozenset[str]) -> str | None:
        """The organisation of these kinds, if the article names exactly one."""
        names = {each.name for each in self.named if each.noun in nouns}
        names = {name for name in names if not name.islower()} or names
        return names.pop() if len(names) == 1 else None

    def first(self, nouns: frozenset[str]) -> str | None:
        """The organisation of these kinds that is named first."""
        return next((each.name for each in self.named if each.noun in nouns), None)

    def ending(self, word: str) -> str | None:
        """The organisation of several words whose name ends in a word, if there is only one."""
        names = {each.name for each in self.named if each.name.endswith(f" {word}")}
        return names.pop() if len(names) == 1 else None

    def first_named(self, word: str) -> str | None:
        """The organisation whose name begins with a word."""
        return next((each.name for each in self.named if each.name.split()[0] == word), None)

    def before(
        self,
        place: int,
        reach: int | None = None,
        nouns: frozenset[str] | None = None,
        but: frozenset[str] = frozenset(),
    ) -> str | None:
        """The organisation mentioned last before a place: within a reach, of some kinds, or not of others."""
        for at in range(bisect_left(self.mentions, (place, -1)) - 1, -1, -1):
            begin, number = self.mentions[at]
            noun = self.named[number].noun
            if reach is not None and place - begin > reach:
                return None
            if noun != "rival" and noun not in but and (nouns is None or noun in nouns):
                return self.named[number].name
        return None

    def at(self, place: int) -> str | None:
        """The organisation mentioned at just this place."""
        at = bisect_left(self.mentions, (place, -1))
        found = self.mentions[at : at + 1]
        return self.named[found[0][1]].name if found and found[0][0] == place else None
