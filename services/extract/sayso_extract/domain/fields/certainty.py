"""How sure a statement is said to be, and whether it is negated: read from its cue first, then from its content.

Input: a statement's words and the class of its cue. `RULES` is ordered; the first whose words stand in the content
decides, unless the cue is stronger ("believes it could" is believed). Each rule has an example and a counter-example.

Guaranteed: words inside a longer word never match.

Next: `numbers`.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.cues import CUES_KNOWN, CueForm
from sayso_extract.domain.fields.number_words import SMALL
from sayso_extract.domain.model import Certainty
from sayso_extract.domain.word_lists import word_set
from sayso_extract.domain.words import Words

_NOBODY = word_set("no nobody nothing none neither")
_NOT_ONLY = word_set("only just merely solely")
_HELPING = word_set("will wo would can ca could shall should must do does did")
_NO_MATTER = word_set("matter wonder")
_CLAUSE = 8
"""Words a relative clause is looked for in front of a negation."""
_ASIDES = word_set("think recall remember know say ask imagine")
_WISHES = word_set("like love invite say urge ask argue prefer")
_AS_MUCH_AS = word_set("everything all anything whatever best as than")
"""Words before "could" that make it a past ability: "everything they could"."""
_BELIEVED = word_set("thought believed understood reckoned feared estimated")
_PLANNING = word_set(
    "agree agrees agreed aim aims aimed intend intends intended plan plans planned threaten threatens threatened "
    "want wants wanted hope hopes hoped"
)


@dataclass(frozen=True, slots=True)
class CertaintyRule:
    """Words that make a statement less than asserted."""

    name: str
    words: frozenset[str]
    certainty: Certainty
    example: str
    counter_example: str


RULES = (
    CertaintyRule("may", frozenset(("may", "might", "could", "possible", "possibly", "perhaps")), "possible",
                  "the dam could burst", "the dam burst"),
    CertaintyRule("will", frozenset(("will", "would", "shall", "won't", "wouldn't", "'ll", "won’t")), "expected",
                  "the dam will burst", "the will was read"),
    CertaintyRule("expected", frozenset(("expected", "forecast", "likely", "due", "plans", "scheduled", "expects",
                                        "expect", "expecting", "intends", "hoped", "hopes")), "expected",
                  "the dam is likely to burst", "the dam burst last year"),
)  # fmt: skip
_RULING_OUT = frozenset((rules, "out") for rules in ("rule", "rules", "ruled", "ruling"))
_TELLING = frozenset(chain.from_iterable(rule.words for rule in RULES))
_NEGATING = lexicon.NEGATIONS | _NOBODY


def certainty_of(words: Words, form: CueForm | None, hearsay: bool, cue: str = "") -> Certainty:
    """How sure the speaker, or the report, says it is; `cue` are the words of the cue, helping verbs and all."""
    told = _told_by(cue)
    if told is not None:
        return told
    if form is not None:
        if hearsay:
            return "believed" if form.form in _BELIEVED else "expected" if form.form == "expected" else "asserted"
        if form.kind.certainty in ("denied", "believed", "expected"):
            return form.kind.certainty
        if form.lemma in ("promise", "vow", "pledge", "predict"):
            return "expected"
    if words.hold(_TELLING) or "'ll" in words.content or "’ll" in words.content:
        telling = [at for at, lower in enumerate(words.lowers) if lower in _TELLING or lower.endswith("'ll")]
        for rule in RULES:
            if any(_stands(words, at, rule) for at in telling):
                return rule.certainty
    if _is_to_be(words.lowers):
        return "expected"  # "each family is to be paid"
    return form.kind.certainty if form is not None else "asserted"


@lru_cache(maxsize=CUES_KNOWN)
def _told_by(cue: str) -> Certainty | None:
    """What the words of the cue tell by themselves: "ruled out", "is believed", "may have said"; None if nothing."""
    helped = cue.lower().split()
    if not _RULING_OUT.isdisjoint(pairwise(helped)):
        return "denied"
    if len(helped) > 1 and helped[0] in lexicon.BE and not _BELIEVED.isdisjoint(helped[1:3]):
        return "believed"
    return "possible" if len(helped) > 1 and helped[0] in ("could", "may", "might") else None


def _is_to_be(lowers: list[str]) -> bool:
    if "set" in lowers and _is_set_to(lowers):
        return True
    if "be" not in lowers:  # in most contents
        return False
    places = [at for at, lower in enumerate(lowers) if lower == "be"]
    return any(at > 1 and lowers[at - 1] == "to" and lowers[at - 2] in ("is", "are") for at in places)


def _is_set_to(lowers: list[str]) -> bool:
    """Whether somebody "is set to join"."""
    at = lowers.index("set")
    return at > 0 and lowers[at - 1] in lexicon.BE and lowers[at + 1 : at + 2] == ["to"]


def _is_count(words: Words, at: int) -> bool:
    word = words.lowers[at] if at < len(words.lowers) else ""
    return word[:1].isdecimal() or word in SMALL or word in ("a", "half")


def _behind(words: Words, at: int) -> str:
    """The last word before a place, marks left out."""
    return next((lower for lower in reversed(words.lowers[max(0, at - 3) : at]) if lower.isalpha()), "")


def _follows(words: Words, at: int, *one_of: str) -> bool:
    return at < len(words.lowers) and words.lowers[at] in one_of


def _stands(words: Words, at: int, rule: CertaintyRule) -> bool:
    word = words.lowers[at]
    if word.endswith("'ll") and "will" in rule.words:
        return True
    if word not in rule.words:
        return False
    before, after = (words.lowers[i] if 0 <= i < len(words.lowers) else "" for i in (at - 1, at + 1))
    if word == "may" and words.each[at].text[0].isupper() and at > 0:
        return False
    if (before == "you" and after in _ASIDES) or (before == "i" and after in _WISHES and word == "would"):
        return False
    if (word == "could" and after == "not" and _follows(words, at + 2, "be", "have")) or (
        word == "perhaps" and _is_count(words, at + 1)
    ):
        return False  # "could not be found", "perhaps forty times"
    if word == "expected" and before in ("i", "we", "had"):
        return False  # "we expected rain"
    if word == "would" and before in ("who", "that", "which"):
        return False  # "a man who would do anything"
    if word in ("could", "would") and after == "have":
        return word == "could" and _NOBODY.isdisjoint(words.lowers[:at])
    if word == "could" and any(words.lowers[i] in _AS_MUCH_AS for i in range(max(0, at - 3), at)):
        return False
    if word == "likely" and before in ("more", "less", "as", "most", "equally"):
        return False  # "three times more likely"
    if word == "likely" and after != "to" and _behind(words, at) in lexicon.DETERMINERS:
        return False  # "the likely cause"
    return not (word == "will" and before in lexicon.DETERMINERS)


def planned(words: Words, cue: str) -> bool:
    """Whether the content is what somebody means to do: "agreed" and "to pay 3m crowns"."""
    return words.lowers[:1] == ["to"] and not _PLANNING.isdisjoint(cue.lower().split())


def negated(words: Words, cue_negated: bool) -> bool:
    """Whether the content, or its cue, holds a negation."""
    if cue_negated or not words.hold(_NEGATING):  # most contents hold no such word
        return cue_negated
    return any(lower in _NEGATING and _negates(words, at) for at, lower in enumerate(words.lowers))


def _says_more(words: Words, at: int, after: str) -> bool:
    """Whether a negation stresses what is said: "not only farmers", "no matter what", "nothing short of"."""
    word, then = words.lowers[at], words.lowers[at + 2] if at + 2 < len(words.lowers) else ""
    if word == "no":
        return after in _NO_MATTER
    if word == "nothing":
        return after in ("more", "less", "but", "else", "short")
    if word != "not" and not word.endswith("n't"):
        return False
    helps = words.lowers[at - 1] if word == "not" and at else word.removesuffix("n't")
    return after in _NOT_ONLY and then[:1].isalnum() and helps not in _HELPING  # "they will not just pay" denies


def _negates(words: Words, at: int) -> bool:
    """Whether a negation is one of the main clause: not in a relative clause, nor "nothing more", "almost nothing"."""
    word = words.lowers[at]
    before, after = (words.lowers[i] if 0 <= i < len(words.lowers) else "" for i in (at - 1, at + 1))
    if _says_more(words, at, after) or (word == "nothing" and before in ("almost", "virtually", "next")):
        return False
    if word == "no" and (before in lexicon.TRUE_PREPOSITIONS or (not before and after == ",")):
        return False  # "with no choice"; "No, it is open" answers somebody
    if (word == "not" and before in ("though", "although", "if", "whether", "or")) or (
        word == "none" and before == ","
    ):
        return False
    for step in range(at - 1, max(-1, at - 1 - _CLAUSE), -1):
        if words.lowers[step] in ("which", "who", "whom", "whose", "where"):
            return step == 0
        if words.lowers[step] in ",.;:!?":
            return True
    return True
