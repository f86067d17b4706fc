"""Claims about a world that does not exist, as many as one likes, in the mix in which news tells them.

Of a hundred claims: most are new, and of these some are told in one form ("4 people died in a fire in X"), which makes
hot buckets; some repeat a claim of before word by word, some in other words that the rules know to be the same,
and a few give another number. :data:`MIX` says how many. The words are made up, and as frequent as words are: the
n-th as often as 1/n (Zipf). The same seed gives the same claims.
"""

# ruff: noqa: SIM905

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from sayso_store.dedupe.domain import Claim

MIX = {"new": 62, "form": 10, "again": 15, "reworded": 8, "other number": 5}
"""How many of a hundred claims are of each kind."""

_RECENT = 20_000
"""Claims that may be told again: news are told again while they are news."""

_SYLLABLES = (
    "ba bel cor dan dor el fen gar hal ist jor kel lun mar nor os pel quin rav sel tor ul var wen yar zel".split()
)
_ENDINGS = "a burg by dale ford ham haven holm ia mouth ness stad ton vik wick".split()
_FIRST = "Ana Bo Cy Dara Eli Fay Gil Hana Ivo Jun Kai Lea Mio Noa Oda Pia Rui Sam Tea Uma Vic Wyn Yui Zoe".split()
_ROLES = "minister mayor director judge spokeswoman chairman engineer governor coach professor".split()
_VOCABULARY = {"noun": 4000, "verb": 1500, "quality": 1500}
_AUXILIARIES = "will|has to|wants to|plans to|did not|may|should|could".split("|")
_JOINTS = "because|although|after|before|while|if".split("|")
_COUNTED = "people workers pupils ships houses farms patients trees lorries families".split()
_FORMS = (
    "{n} {what} were lost in a fire in {place}",
    "Police in {place} counted {n} {what}",
    "About {n} {what} took part in the march in {place}",
    "{place} has {n} {what} fewer than last year",
)
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()


class World:
    """A stream of claims."""

    def __init__(self, seed: int = 1, mix: dict[str, int] | None = None) -> None:
        self._chance = random.Random(seed)
        self._mix = mix or MIX
        self._recent: list[Claim] = []
        self._place = 0
        self.told: Counter[str] = Counter()
        made = iter(dict.fromkeys(self._word() for _ in range(3 * sum(_VOCABULARY.values()))))
        self._words = {kind: list(islice(made, size)) for kind, size in _VOCABULARY.items()}
        self._often = {kind: list(accumulate(1 / (n + 10) for n in range(size))) for kind, size in _VOCABULARY.items()}

    def claims(self, count: int) -> Iterator[Claim]:
        """The next claims."""
        kinds, weights = list(self._mix), list(self._mix.values())
        for kind in self._chance.choices(kinds, weights, k=count):
            how = kind if self._recent else "new"
            claim = self._make(how)
            self.told[how] += 1
            if how in ("new", "form"):
                self._remember(claim)
            yield claim

    def forget(self) -> None:
        """Tell nothing again of what was told so far."""
        self._recent.clear()
        self._place = 0

    def _make(self, kind: str) -> Claim:
        if kind == "new":
            return self._new()
        if kind == "form":
            return self._form()
        known = self._chance.choice(self._recent)
        if kind == "again":
            return known
        return self._reworded(known) if kind == "reworded" else self._other_number(known)

    def _remember(self, claim: Claim) -> None:
        if len(self._recent) < _RECENT:
            self._recent.append(claim)
        else:
            self._recent[self._place] = claim
            self._place = (self._place + 1) % _RECENT

    def _new(self) -> Claim:
        noun, verb, quality = self._zipf("noun"), self._zipf("verb"), self._zipf("quality")
        number = f" with {self._chance.randrange(2, 900)} {self._one(_COUNTED)}" if self._chance.random() < 0.5 else ""
        what = f"the {self._zipf('quality')} {self._zipf('noun')} of {self._name()}"
        more = (
            f" {self._one(_JOINTS)} the {self._zipf('noun')} {self._zipf('verb')}s"
            if self._chance.random() < 0.5
            else ""
        )
        content = f"The {quality} {noun} in {self._name()} {self._one(_AUXILIARIES)} {verb} {what}{number}{more}."
        return Claim(content, self._speaker())

    def _form(self) -> Claim:
        form = self._one(_FORMS)
        said = form.format(n=self._chance.randrange(2, 400), what=self._one(_COUNTED), place=self._name())
        return Claim(f"{said}.", self._speaker())

    def _reworded(self, claim: Claim) -> Claim:
        words = claim.content.split()
        for place, word in enumerate(words):
            if word.isdigit() and int(word) < len(_WORDS):
                words[place] = _WORDS[int(word)]
        content = " ".join(words)
        return Claim(content.replace("the ", "", 1).rstrip(".") + " now.", claim.speaker)

    def _other_number(self, claim: Claim) -> Claim:
        words = [str(int(word) + 7) if word.isdigit() else word for word in claim.content.split()]
        return Claim(" ".join(words), claim.speaker)

    def _one(self, of: Sequence[str]) -> str:
        return of[int(self._chance.random() * len(of))]

    def _zipf(self, kind: str) -> str:
        return self._chance.choices(self._words[kind], cum_weights=self._often[kind])[0]

    def _word(self) -> str:
        return "".join(self._one(_SYLLABLES) for _ in range(self._chance.choice((2, 3, 3, 4))))

    def _name(self) -> str:
        return (self._one(_SYLLABLES) + self._one(_SYLLABLES) + self._one(_ENDINGS)).capitalize()

    def _speaker(self) -> str:
        return f"{self._one(_FIRST)} {self._name()}, {self._one(_ROLES)}"
