"""How many, or what of it, stands before whom a mention is of: "almost two thirds of voters", "the results of a poll".

Input: the words of a mention without its determiner. Shares, ratios, what a document has and the party beside a post
are taken off; what is left says who it is. A share alone is of those who were asked.

Guaranteed: what is left are the last words of the mention.

Next: `names`, which reads them.
"""

from sayso_extract.domain import lexicon
from sayso_extract.domain.role_words import DOCUMENTS
from sayso_extract.domain.speakers.affiliations import PREPOSITIONS
from sayso_extract.domain.speakers.documents import FINDING
from sayso_extract.domain.speakers.naming import bare
from sayso_extract.domain.speakers.plain_names import MEMBERS
from sayso_extract.domain.speakers.tails import NUMBERS
from sayso_extract.domain.word_lists import word_set

_SHARES = word_set(
    "half third thirds quarter quarters fifth fifths majority most cent percent percentage proportion plurality number "
    "dozens hundreds thousands millions scores tens majorities"
)
_ALONE = _SHARES - {"number"}
"""Shares that need not say of whom."""
_ROUGHLY = word_set("about almost nearly roughly around approximately some over under only just")
_COUNTED = NUMBERS | {"one"}
_OF_DOCUMENTS = word_set("results findings conclusions contents copy copies draft drafts version pages text details")
"""What a document has, or what it comes as."""
_FIRST = 6
"""Words among which a share ends."""


def is_share(words: list[str]) -> bool:
    """Whether words are a share and nothing else: "59 percent", "less than a third", "nine in ten"."""
    end = _phrase_end(words)
    told = end > 0 and bare(words[end - 1]) in _ALONE and words[end : end + 1] != ["of"]
    return told or 0 < _ratio_end(words) == len(words)


def of_whom(words: list[str]) -> list[str]:
    """The people of "62 per cent of the voters", "one in five voters", the poll of "the results of a poll"."""
    words = words[_ratio_end(words) :]
    if len(words) > 2 and words[0].lower() in ("in", "of"):  # "one in five voters", "several of the voters"
        words = words[2:]
    return _in_documents(_besides_party(_of_a_share(words)))


def _ratio_end(words: list[str]) -> int:
    """Where "about four out of 10", "nine in ten" end; 0 if nothing such begins."""
    lowers = [word.lower() for word in words[:_FIRST]]
    at = next((i for i, word in enumerate(lowers) if word not in _ROUGHLY), 0)
    apart = lowers[at + 1 : at + 3] == ["out", "of"]
    if not apart and lowers[at + 1 : at + 2] != ["in"]:
        return 0
    last = at + 2 + apart
    counted = [*lowers[at : at + 1], *lowers[last : last + 1]]
    return last + 1 if len(counted) == 2 and all(each in _COUNTED or each.isdecimal() for each in counted) else 0


def _of_a_share(words: list[str]) -> list[str]:
    lowers = [word.lower() for word in words[:_FIRST]]
    at = lowers.index("of") if "of" in lowers else 0
    shares = at > 0 and (bare(words[at - 1]) in _SHARES or words[at - 1].endswith("%"))
    return _of_a_share(_undetermined(words[at + 1 :])) if shares else words  # "tens of thousands of"


def _besides_party(words: list[str]) -> list[str]:
    """The post of "Republican and former Orland governor"."""
    told = len(words) > 2 and words[1] == "and" and words[2].islower() and bare(words[0]) in MEMBERS
    return words[2:] if told else words


def _in_documents(words: list[str]) -> list[str]:
    """The survey of "results of a nationwide survey", the letter of "copy of the letter"."""
    if len(words) < 3 or words[1] != "of" or words[0].lower() not in _OF_DOCUMENTS:
        return words
    rest = _undetermined(words[2:])
    end = _phrase_end(rest)
    return rest if end and bare(rest[end - 1]) in DOCUMENTS | FINDING else words


def _phrase_end(words: list[str]) -> int:
    return next((i for i, word in enumerate(words) if word.lower() in PREPOSITIONS), len(words))


def _undetermined(words: list[str]) -> list[str]:
    return words[1:] if words and words[0].lower() in lexicon.DETERMINERS else words
