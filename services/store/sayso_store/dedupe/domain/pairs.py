"""Two claims side by side: what they share and what each says beyond the other.

Everything here is symmetric up to the order of the two, and worked out once, when a rule first asks. Next: ``rules``.
"""

from dataclasses import dataclass
from functools import cached_property

from sayso_store.dedupe.domain.features import LIGHT, SELF, Claim, Features, canonical, features
from sayso_store.dedupe.domain.speakers import names_of, same_speaker, speaker_words

ABOUT_THE_SAME = 0.75
"""Share of the shorter claim's topic that must be found on the other side for the two to be about the same thing."""

INFORMATIVE = 3
"""Words, numbers and dates below which a content could be about anything."""


@dataclass(frozen=True)
class Pair:
    """Two claims with what they share. Everything in it is symmetric: a and b may be swapped."""

    a: Claim
    b: Claim

    @cached_property
    def sides(self) -> tuple[Features, Features]:
        """The features of both."""
        return features(self.a.content), features(self.b.content)

    @cached_property
    def one_speaker(self) -> bool:
        """Whether both are said by the same speaker, as far as the names tell."""
        return same_speaker(self.a.speaker, self.b.speaker)

    @cached_property
    def understood(self) -> frozenset[str]:
        """Words that one side may leave out, since the one speaker of both is meant."""
        spoken = speaker_words(self.a.speaker) | speaker_words(self.b.speaker)
        return frozenset(map(canonical, spoken)) | SELF if self.one_speaker else frozenset()

    @cached_property
    def extra(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words of weight on each side that the other lacks."""
        a, b = (frozenset(side.core) for side in self.sides)
        return a - b - LIGHT - self.understood, b - a - LIGHT - self.understood

    @cached_property
    def shared(self) -> frozenset[str]:
        """The core words of both."""
        a, b = self.sides
        return frozenset(a.core) & frozenset(b.core)

    @cached_property
    def score(self) -> float:
        """The share of what both say that they agree on."""
        agreed = len(self.shared) + len(set(self.sides[0].numbers) & set(self.sides[1].numbers))
        parted = sum(map(len, self.extra)) + len(set(self.sides[0].numbers) ^ set(self.sides[1].numbers))
        return round(agreed / (agreed + parted), 3) if agreed else 0.0

    @cached_property
    def opposed(self) -> frozenset[int]:
        """The opposites of which each side has another end."""
        a, b = (dict(side.poles) for side in self.sides)
        return frozenset(axis for axis in a.keys() & b.keys() if a[axis] == -b[axis])

    @cached_property
    def about_the_same(self) -> bool:
        """Whether the one's topic is found whole in the other's: a word exchanged for another is another thing."""
        a, b = (side.topic(self.opposed) for side in self.sides)
        if (a - b - LIGHT) and (b - a - LIGHT):
            return False
        shared = len(a & b)
        return shared > 0 and shared >= ABOUT_THE_SAME * min(len(a), len(b)) and (shared > 1 or a == b)

    @cached_property
    def extra_numbers(self) -> tuple[frozenset[str], frozenset[str]]:
        """The numbers on each side that the other lacks."""
        a, b = (frozenset(side.numbers) for side in self.sides)
        return a - b, b - a

    @cached_property
    def extra_names(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names on each side that the other has nowhere."""
        a, b = self.sides
        mine = frozenset(a.names) - frozenset(b.core) - self.understood
        return mine, frozenset(b.names) - frozenset(a.core) - self.understood

    @cached_property
    def says_little(self) -> bool:
        """Whether one of the two is too short to be told from what others say elsewhere."""
        return min(side.information for side in self.sides) < INFORMATIVE

    @cached_property
    def speakers_related(self) -> bool:
        """Whether the speakers are one, or have a name in common, such as their town's."""
        return self.one_speaker or bool(names_of(self.a.speaker) & names_of(self.b.speaker))

    def names_speaker(self, side: Features, speaker: str | None) -> bool:
        """Whether a side's content names a speaker."""
        return bool(frozenset(map(canonical, names_of(speaker))) & frozenset(side.core))

    @cached_property
    def in_order(self) -> bool:
        """Whether the words of both come in the same order."""
        a, b = (_order(side.core, self.shared) for side in self.sides)
        return a == b

    @cached_property
    def roles_agree(self) -> bool:
        """Whether who did what to whom is the same, as far as the order of words tells.

        Names in another order mean another thing, unless one side is passive. Without names it is told from claims
        that are each other's reverse ("dog bites man") or the same but for the voice ("man is bitten by dog").
        """
        a, b = self.sides
        one_voice = a.passive == b.passive
        names = frozenset(a.names) & frozenset(b.names)
        if len(names) > 1:
            return (_order(a.names, names) == _order(b.names, names)) == one_voice
        mine, other = (_order(side.core, self.shared) for side in self.sides)
        if one_voice:
            return len(mine) < 2 or (mine[0], mine[-1]) != (other[-1], other[0])
        return mine != other or len(mine) < 3


def _order(of: tuple[str, ...], among: frozenset[str]) -> list[str]:
    """Those words in the order in which each first comes."""
    return [word for word in dict.fromkeys(of) if word in among]
