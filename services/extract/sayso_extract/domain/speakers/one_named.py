"""People whom an article never names in full: "Orsolo said he", "President Mireya", "Fenella".

A name of one word is a body's by default ("Norrail said"). It is somebody's where the article treats it so: it is a
given name, a title stands before it, or what comes right behind it is his or hers rather than its. Whoever has a
namesake in full is left to that one. And a plural that the text writes small elsewhere is no name at all.

Guaranteed: work is bounded by the tokens; nothing is known about real people.

Next: `people`, which adds them to those named in full.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.role_words import ROLES
from sayso_extract.domain.speakers.given_names import gender_of_given
from sayso_extract.domain.speakers.names import Description
from sayso_extract.domain.speakers.naming import is_company, is_name, names_organisation
from sayso_extract.domain.speakers.places import PLACES, STATES
from sayso_extract.domain.speakers.plain_names import MEMBERS
from sayso_extract.domain.values import replace
from sayso_extract.domain.word_lists import word_set

_REACH = 8
"""Tokens behind a name in which a pronoun is taken to mean it: "Orsolo said on Friday that he"."""
_HE = {**lexicon.PERSONAL_GENDERS, "himself": "m", "herself": "f"}
_HIS = {**_HE, **lexicon.POSSESSIVE_GENDERS}
_ITS = word_set("it its itself they their themselves")
_NOT_BEHIND = lexicon.PREPOSITIONS | ROLES | frozenset(("that",))
"""What stands right behind a name that is no subject: "told Norrail that he", "Norrail founder Bo Lund says he"."""
_NO_NAMES = (
    lexicon.PRONOUNS | lexicon.PREPOSITIONS | lexicon.SUBORDINATORS
    | word_set("which whichever whenever whatever whoever what why how there here")
)  # fmt: skip
"""What opens a sentence with a capital and may be taken for who says it."""


def one_named(
    mentions: Iterable[Description], titled: Iterable[Description], sentences: Iterable[tuple[Token, ...]]
) -> tuple[Description, ...]:
    """Those of the mentions' names of one word that are people's, with what their titles tell.

    `titled` is whoever the sentences name behind a title.
    """
    named = {name: each for each in mentions if (name := _one_name(each))}
    if not named:
        return ()
    found: dict[str, Description] = {}
    for each in titled:
        if each.name is not None and each.name in named and _is_titled(each):
            found.setdefault(each.name, each)
    for name, gender in _genders(named.keys() - found.keys(), sentences).items():
        found[name] = replace(named[name], kind="person", gender=gender)
    return tuple(found[name] for name in named if name in found)


def as_group(found: Description, text: str) -> Description:
    """A mention read again where its capital is only a sentence's first: "Investors", if the text says "investors"."""
    name = found.name or ""
    low = name.lower()
    plural = found.kind in ("unknown", "organisation") and low.endswith("s") and name == low.capitalize()
    return replace(found, name=None, role=low, kind="group") if plural and f" {low}" in text else found


def _is_titled(found: Description) -> bool:
    """Whether a title makes a name a person's: "Minister Mireya", and not "clinic operator Norrail"."""
    told = found.gender or (found.role and not names_organisation(found.role.split()[-1]))
    return found.kind == "person" and bool(told)


def _one_name(found: Description) -> str | None:
    """The name, if it is one word that may be somebody's."""
    name = found.name or ""
    low = name.lower()
    one = name.isalpha() and name[:1].isupper() and name[1:].islower() and found.kind in ("unknown", "person")
    common = low in _NO_NAMES or low in PLACES or low in STATES or low.removesuffix("s") in MEMBERS
    return name if one and not common and is_name([name]) else None


def _genders(names: Iterable[str], sentences: Iterable[tuple[Token, ...]]) -> dict[str, str]:
    """Of the names those that are people's, by their pronouns or, where these tell nothing, as given names.

    Of a name that only opens sentences, which may be none, only "he" and "she" tell, and nothing of a plural.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    inside: set[str] = set()
    for sentence in sentences if counts else ():
        for at, token in enumerate(sentence):
            if token.capital and token.text in counts:
                counts[token.text].update(_told_behind(sentence, at))
                if at:
                    inside.add(token.text)
    sure = {name: count for name, count in counts.items() if name in inside or not name.endswith("s")}
    told = {name: _gender(name, count, _HIS if name in inside else _HE) for name, count in sure.items()}
    return {name: gender for name, gender in told.items() if gender is not None}


def _gender(name: str, count: Counter[str], telling: dict[str, str]) -> str | None:
    """What the pronouns behind a name tell, else what it tells as a given name; None if it is more often a body's."""
    men, women = (sum(count[each] for each in telling if telling[each] == gender) for gender in "mf")
    if men + women > count["it"]:
        return "f" if women > men else "m"
    return None if count["it"] else gender_of_given(name)


def _told_behind(sentence: tuple[Token, ...], at: int) -> Iterator[str]:
    """What stands behind a name and tells whose it is: a pronoun, or "it" for a body's part: "Norrail AG"."""
    if not _is_part_of_name(sentence, at):
        yield from _pronoun_behind(sentence, at)
    elif at + 1 < len(sentence) and (is_company(sentence[at + 1].text) or names_organisation(sentence[at + 1].text)):
        yield "it"


def _is_part_of_name(sentence: tuple[Token, ...], at: int) -> bool:
    """Whether a capital beside makes it another name: "Orsolo Tower", "New Orsolo", but not "On Monday Orsolo"."""
    if at + 1 < len(sentence) and sentence[at + 1].capital:
        return True
    return at > 1 and sentence[at - 1].capital and sentence[at - 1].lower not in lexicon.TEMPORAL_NOUNS


def _pronoun_behind(sentence: tuple[Token, ...], at: int) -> Iterator[str]:
    """The first pronoun behind a name that does something, "it" for a body's, if nobody else is named before."""
    for place, token in enumerate(sentence[at + 1 : at + 1 + _REACH]):
        if token.lower in _HIS:
            yield token.lower
            return
        if token.lower in _ITS:
            yield "it"
            return
        named = token.capital and token.lower not in lexicon.TEMPORAL_NOUNS
        stops = named or token.kind == "quote" or (token.lower in lexicon.DETERMINERS and token.lower != "that")
        if stops or (place == 0 and token.lower in _NOT_BEHIND):
            return
