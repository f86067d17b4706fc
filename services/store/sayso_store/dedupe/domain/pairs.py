"""Two claims side by side: what they share and what each says beyond the other.

Words are matched by what they can mean (``lexicon.stems.senses``). Everything here is symmetric up to the order of the
two, and worked out once, when a rule first asks. Next: ``rules``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso_store.dedupe.domain.features import LIGHT, SELF, TOPICLESS, Claim, Features, features, poles_of
from sayso_store.dedupe.domain.kept import kept
from sayso_store.dedupe.domain.lexicon.opposites import ALONE, ONCE, RIVALRY
from sayso_store.dedupe.domain.lexicon.stems import root, senses, stem, stems
from sayso_store.dedupe.domain.normalise import words
from sayso_store.dedupe.domain.numbers import alike
from sayso_store.dedupe.domain.slots import Token
from sayso_store.dedupe.domain.speakers import names_of, same_speaker, speaker_words
from sayso_store.dedupe.domain.tokens import tokens

ABOUT_THE_SAME = 0.7
"""Share of the shorter claim's topic that must be found on the other side for the two to be about the same thing."""

INFORMATIVE = 3
"""Words, numbers and dates below which a content could be about anything."""

Two = tuple[tuple[Token, ...], tuple[Token, ...]]
_OTHER_WAYS = {frozenset(each) for each in (("to", "from"), ("to", "by"), ("for", "against"), ("from", "into"))}
_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_MOST_LONE, _NEAR = 8, 3
_ALONE, _ONCE, _RIVALRY = stems(*ALONE), stems(*ONCE), stems(*RIVALRY)


@dataclass(frozen=True)
class Pair:
    """Two claims with what they share. Everything in it is symmetric: a and b may be swapped."""

    a: Claim
    b: Claim

    @kept
    def sides(self) -> tuple[Features, Features]:
        """The features of both."""
        return features(self.a.content), features(self.b.content)

    @kept
    def one_speaker(self) -> bool:
        """Whether both are said by the same speaker, as far as the names tell."""
        return same_speaker(self.a.speaker, self.b.speaker)

    @kept
    def spoken(self) -> frozenset[int | str]:
        """What the words of the speakers can mean."""
        return spoken_by(self.a.speaker) | spoken_by(self.b.speaker)

    @kept
    def unmatched(self) -> Two:
        """The weighty words on each side that mean nothing that is said on the other."""
        a, b = self.sides
        return _beyond(a, b.senses), _beyond(b, a.senses)

    @kept
    def extra(self) -> Two:
        """Those of the unmatched words that tell something."""
        a, b = self.unmatched
        return self._telling(a, 0), self._telling(b, 1)

    @kept
    def shared(self) -> tuple[int, int]:
        """How many of the core words of each side are matched."""
        return tuple(  # type: ignore[return-value]
            side.weighty - len({token.stem for token in lone})
            for side, lone in zip(self.sides, self.unmatched, strict=True)
        )

    @kept
    def score(self) -> float:
        """The share of what both say that they agree on."""
        mine, other = self.extra_numbers
        agreed = sum(self.shared) + sum(len(side.numbers) for side in self.sides) - len(mine) - len(other)
        parted = sum(map(len, self.extra)) + len(mine) + len(other)
        return round(agreed / (agreed + parted), 3) if agreed > 0 else 0.0

    @kept
    def opposed(self) -> frozenset[int]:
        """The opposites of which each side has another end."""
        a, b = (side.poles for side in self.sides)
        return frozenset(axis for axis in a.keys() & b.keys() if a[axis] * b[axis] < 0)

    @kept
    def topic_extra(self) -> Two:
        """What each side is about and the other is not: opposites and the speakers' own names left out."""
        return tuple(  # type: ignore[return-value]
            tuple(
                token
                for token in some
                if token.stem not in TOPICLESS
                and self.opposed.isdisjoint(axis for axis, _ in poles_of(token))
                and not token.senses & self.spoken
            )
            for some in self.unmatched
        )

    @kept
    def about_the_same(self) -> bool:
        """Whether the one's topic is found whole in the other's: a word exchanged for another is another thing."""
        return self.is_about_the_same(*self.topic_extra)

    def is_about_the_same(self, a: Sequence[Token], b: Sequence[Token]) -> bool:
        """The same, with other words left over on each side."""
        if a and b:
            return False
        shared = min(self.shared)
        return shared > 0 and shared >= ABOUT_THE_SAME * (shared + min(len(a), len(b)))

    @kept
    def extra_numbers(self) -> tuple[frozenset[str], frozenset[str]]:
        """The numbers on each side that the other lacks."""
        a, b = (side.numbers for side in self.sides)
        if a == b:
            return frozenset(), frozenset()
        mine = frozenset(x for x in a if not any(alike(x, y) for y in b))
        return mine, frozenset(y for y in b if not any(alike(x, y) for x in a))

    @kept
    def extra_names(self) -> Two:
        """The names on each side that the other has nowhere."""
        a, b = self.extra
        return tuple(each for each in a if each.is_name), tuple(each for each in b if each.is_name)

    @kept
    def says_little(self) -> bool:
        """Whether one of the two is too short to be told from what others say elsewhere."""
        return min(side.information for side in self.sides) < INFORMATIVE

    @kept
    def speakers_related(self) -> bool:
        """Whether the speakers are one, or have a name in common, such as their town's."""
        return self.one_speaker or bool(names_of(self.a.speaker) & names_of(self.b.speaker))

    @kept
    def same_story(self) -> bool:
        """Whether a role may stand for a name: the speakers are related or have a word of weight in common."""
        return self.speakers_related or not _meant_by(self.a.speaker).isdisjoint(_meant_by(self.b.speaker))

    @kept
    def speaks_of_self(self) -> bool:
        """Whether the one speaks of himself, and the other's content names him."""
        a, b = self.sides
        speaker, other = (self.a.speaker, b) if a.first_person else (self.b.speaker, a)
        return bool(names_of(speaker) & frozenset(token.text for token in other.tokens))

    @kept
    def are_of_two(self) -> bool:
        """Whether one speaks of a man only, where the other speaks of a woman only."""
        (he, she), (him, her) = (
            tuple(any(token.text in some for token in side.tokens) for some in (_HE, _SHE)) for side in self.sides
        )
        return (he, she) == (her, him) and he != she

    @kept
    def is_once(self) -> bool:
        """Whether both tell one event that happens to its thing once."""
        a, b = (side.stems & _ONCE for side in self.sides)
        return any(senses(x) & senses(y) for x in a for y in b) and all(side.is_definite for side in self.sides)

    @kept
    def is_done_alone(self) -> bool:
        """Whether both tell a deed that one only can have done."""
        return _both(self.sides, _ALONE)

    def is_understood_doer(self, token: Token) -> bool:
        """Whether a word only names who must have done it: "thieves stole it" for "it was stolen"."""
        a, b = self.sides
        passive, active = (a, b) if a.is_passive else (b, a)
        silent = passive.is_passive and not passive.slots.get("by") and not active.is_passive
        return silent and token in active.agent and token.stem in _DOERS

    @kept
    def is_rivalry(self) -> bool:
        """Whether both tell a deed whose reverse cannot be true as well."""
        return _both(self.sides, _RIVALRY)

    @kept
    def in_order(self) -> bool:
        """Whether the words of both come in the same order."""
        a, b = self._orders
        return a == b

    @kept
    def roles_agree(self) -> bool:
        """Whether who did what to whom is the same, as far as the order of words tells."""
        a, b = self.sides
        loose = not a.has_object and any(side.has_clauses or "after" in side.slots for side in self.sides)
        if a.agent and b.agent and a.has_object == b.has_object and not loose:
            return bool(meanings(a.agent) & meanings(b.agent)) or self.same_story_agent
        if a.agent or b.agent or a.is_passive != b.is_passive:
            return True
        if any(side.has_clauses for side in self.sides):
            return True
        mine, other = self._orders
        return len(mine) < 2 or (mine[0], mine[-1]) != (other[-1], other[0])

    @kept
    def ways_differ(self) -> bool:
        """Whether one says "to" or "for" where the other says "from", "by" or "against"."""
        a, b = self.sides
        return any(frozenset({way, b.ways.get(word, way)}) in _OTHER_WAYS for word, way in a.ways.items())

    @kept
    def same_story_agent(self) -> bool:
        """Whether the agents are two words for the one speaker of both."""
        return self.one_speaker and all(
            any(token.stem in SELF or token.senses & self.spoken for token in side.agent) for side in self.sides
        )

    @kept
    def _orders(self) -> tuple[list[int | str], list[int | str]]:
        a, b = self.sides
        return _order(a.words, b.senses), _order(b.words, a.senses)

    def _selves(self, side: int) -> bool:
        """Whether a side names a body or a post that the other does not and that is not the speaker's."""
        return any(each.stem in SELF and not each.senses & self.spoken for each in self.unmatched[side])

    def _named_otherwise(self, side: int) -> bool:
        """Whether a side has a name or a post that is neither known to the other nor the one speaker's."""
        known = self.spoken if self.one_speaker else frozenset()
        return any((each.is_name or _is_role(each)) and not each.senses & known for each in self.unmatched[side])

    def _telling(self, lone: Sequence[Token], side: int) -> tuple[Token, ...]:
        if not lone:
            return ()
        mine, other = self.sides[side], self.sides[1 - side]
        mute = self.one_speaker and not self._selves(1 - side)
        goes = self.same_story and len(lone) <= _MOST_LONE and not self._named_otherwise(1 - side)
        own = self.one_speaker and other.has_pronoun and not mine.has_pronoun
        subject = mine.agent or mine.slots.get("subject", ())
        return tuple(
            token
            for token in lone
            if token.stem not in LIGHT
            and not (self.one_speaker and ((token.stem in SELF and mute) or token.senses & self.spoken))
            and not (goes and _goes_without(token, mine.words, other.senses))
            and not (own and token in subject and not token.is_name)
        )


@lru_cache(maxsize=4096)
def _meant_by(name: str | None) -> frozenset[int | str]:
    return frozenset().union(*map(senses, speaker_words(name)))


@lru_cache(maxsize=4096)
def spoken_by(name: str | None) -> frozenset[int | str]:
    """What the words of a speaker's role can mean, alone and together ("prime minister"), and his name, which it is."""
    said = words(name) if name else ()
    together = [token for token in tokens(said, ()) if token.kind == "core"]
    named = {word.text for word in said if word.capital and stem(word.text) not in _ROLES | SELF}
    plain = frozenset().union(*(senses(word.text) for word in said if not word.is_mark and word.text not in named))
    return plain.union({root(text) for text in named}, *(each.senses for each in together if each.text not in named))


def _goes_without(token: Token, core: Sequence[Token], known: frozenset[int | str]) -> bool:
    """Whether a word only tells a name or a role more fully: "President Ana Marsh" for "the president", "Marsh"."""
    around = [each for each in core if each is not token and abs(each.place - token.place) <= _NEAR]
    if token.is_name:
        return any(each.senses & known and (each.is_name or _is_role(each)) for each in around)
    named = any(each.is_name and each.senses & known for each in around)
    beside = any(
        each.place - token.place in {1, 2} and _is_role(each) and each.senses.isdisjoint(known) for each in around
    )
    return named and (_is_role(token) or beside)


_ROLES = stems(
    "president minister mayor governor senator deputy bishop king queen prince princess duke duchess captain",
    "coach manager professor doctor judge inspector sergeant constable colonel general commander commissioner",
    "chief director chairman striker goalkeeper player footballer midfielder defender secretary ambassador",
    "councillor chancellor premier owner boss driver pilot actor actress singer author writer artist lawyer",
    "solicitor prosecutor spokesman spokeswoman leader head headteacher teacher nurse surgeon engineer",
    "scientist researcher farmer lord lady count pope cardinal priest vicar champion winner founder editor",
    "conductor composer director producer presenter head member candidate officer official",
)


_DOERS = stems(
    "thief burglar robber raider police officer policeman someone somebody rescuer rescue worker firefighter",
    "doctor surgeon medic nurse scientist researcher investigator detective authority court judge jury",
    "builder engineer government official committee panel board council parliament ministry",
)


def _is_role(token: Token) -> bool:
    return token.stem in _ROLES


def _beyond(side: Features, known: frozenset[int | str]) -> tuple[Token, ...]:
    return tuple([token for token, means in side.meant if means.isdisjoint(known)])


def meanings(of: Iterable[Token]) -> frozenset[int | str]:
    """All that these can mean."""
    return frozenset().union(*(token.senses for token in of))


def _both(sides: tuple[Features, Features], deeds: frozenset[str]) -> bool:
    if any(side.stems.isdisjoint(deeds) for side in sides):
        return False
    a, b = ([token for token in side.tokens if token.stem in deeds] for side in sides)
    return any(x.senses & y.senses for x in a for y in b)


def _order(core: Iterable[Token], among: frozenset[int | str]) -> list[int | str]:
    """What both can mean, in the order in which it first comes."""
    return list(dict.fromkeys(min(map(str, token.senses & among)) for token in core if token.senses & among))
