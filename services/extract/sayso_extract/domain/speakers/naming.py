"""Single words of names and roles: what is a capital, a role, a surname that looks like one, a company's noun.

Tests by word lists and letters, which every reader of mentions shares. "Baker" is a role before a name and a name after
one; "al-Khouani" is a capital; a word in "-er" before a name is what somebody does.

Guaranteed: each looks at one word and its neighbours only.

Next: `names`, which reads whole mentions.
"""

from functools import lru_cache

from sayso_extract.domain.role_words import (
    DOERS,
    GENDERS,
    HONORIFICS,
    NAMED_BODIES,
    ORGANISATIONS,
    QUALIFIERS,
    ROLES,
    SURNAMES,
)
from sayso_extract.domain.word_lists import word_set

WORDS_KNOWN = 10_000
"""Words whose reading is remembered; each word of a mention is asked for some ten times."""
PARTICLES = word_set("de da di del della la le van von der den bin bint al el ibn ben dos das du ter ten zu af av ag")
_JOINED_PARTICLES = ("al-", "el-", "ul-", "an-", "as-", "ad-", "d'", "d’", "o'", "o’")
LETTERS_BEHIND = word_set("kc qc mp msp mep obe mbe cbe phd md jr sr jr. sr. iii ii esq")
"""What stands behind a name and is none of it: "Hugo Sandiford KC"."""
LEARNED = ("ologist", "ographer", "ician", "iatrist", "therapist", "chemist", "icist", "onomer")
_NOBODY = word_set(
    "after under over however other another never ever whether rather either neither later earlier together number "
    "mother-in-law remember consider offer order enter deliver cover discover answer power paper water winter summer "
    "letter matter order tower river letter centre center theatre manner weather leather further rather sooner longer "
    "lower higher greater smaller larger better cheaper faster older younger newer minor major prior senior junior "
    "error mirror floor terror human woman indian asian christian european american canadian australian italian "
    "russian egyptian ukrainian list exist insist resist persist consist assist twist mist fist wrist"
)
_SHORTENED = frozenset(("sen", "rep", "gov", "gen", "col", "maj", "sgt", "capt", "lt", "rev"))
"""Titles that end no name but as a surname."""
_SHORT_RANKS = ("con", "ch")
"""What is a rank behind "Det", and else a given name or nothing."""
_BODY_BEGINS = ("justice", "general", "king", "queen", "prince", "cardinal", "marshal")
"""Roles that the name of a body may begin with."""
_PARENTS = ("mother-of-", "father-of-", "mum-of-", "dad-of-")
_EDGES = "\"“”‘’'«»()[],;:"
_OUTER_EDGES = _EDGES.replace("'", "")


def is_capital(word: str) -> bool:
    """Whether a word may be part of a name: a capital, or one behind a particle ("al-Khouani")."""
    if word[:1].isupper() or word.islower():  # most words
        return word[:1].isupper() and not word.endswith(("n't", "n’t"))
    return word.lower().startswith(_JOINED_PARTICLES) and any(c.isupper() for c in word)


def is_role(words: list[str], at: int) -> bool:
    """Whether a word is a role, not a surname that looks like one: "Ms Hannah Baker"."""
    word = bare(words[at])
    if word == "international" and words[at][:1].isupper():
        return False  # "Amnesty International", but "the England international"
    if word in _BODY_BEGINS and _begins_body(words, at):
        return False
    if at and word in _SHORT_RANKS and bare(words[at - 1]) == "det":
        return True
    if word not in ROLES:
        named = word.startswith(_PARENTS) or word.endswith(LEARNED)
        return named or (does_something(words[at]) and is_capital("".join(words[at + 1 : at + 2])))
    if word in _SHORTENED and at == len(words) - 1 and at > 0 and words[at][-1:] != ".":
        return False  # "Amit Sen"
    surname_like = word in SURNAMES and at == len(words) - 1 and at > 0 and words[at][:1].isupper()
    before = bare(words[at - 1]) if at else ""
    return not (surname_like and words[at - 1][:1].isupper() and before not in ROLES and before not in QUALIFIERS)


def _begins_body(words: list[str], at: int) -> bool:
    """Whether a role begins a body's name: "Justice Department", "General Motors"."""
    behind = words[at + 1] if at + 1 < len(words) else ""
    return words[at][:1].isupper() and is_capital(behind) and names_organisation(behind)


def last_title(words: list[str]) -> int:
    """The last word that is a role or an honorific, by index; -1 if none is."""
    for at in range(len(words) - 1, -1, -1):
        if bare(words[at]) in HONORIFICS or is_role(words, at):
            return at
    return -1


@lru_cache(maxsize=WORDS_KNOWN)
def does_something(word: str) -> bool:
    """Whether a word that no list has looks like what somebody does: "seller", "harpist"."""
    doing = word.endswith(("er", "or", "ist", "ian", "man", "woman", "eer"))
    return doing and word.islower() and len(word) > 4 and word.isalpha() and word not in _NOBODY


@lru_cache(maxsize=WORDS_KNOWN)
def names_organisation(word: str) -> bool:
    """Whether a word makes a name an organisation's; "brewer" does, "Malik Brewer" is somebody."""
    plain = bare(word)
    if word[:1].isupper():
        return plain in NAMED_BODIES and plain not in DOERS
    return plain in ORGANISATIONS


def gender_of(role: str | None) -> str | None:
    """What a role tells of who has it: "sister", "spokeswoman"; None for most."""
    noun = bare(role.split()[-1]) if role else ""
    return "f" if noun.endswith("woman") else GENDERS.get(noun)


def without_title(words: list[str]) -> list[str]:
    """The name of "Majority Leader Ada Brook" and "President Lund"; other words as they are."""
    at = last_title(words[:-1])
    name = words[at + 1 :]
    told = at >= 0 and is_name(name) and (len(name) > 1 or bare(words[at]) not in SURNAMES)
    return name if told else words


def surname(name: str) -> str:
    """The last word of a name, as later mentions use it."""
    return name.split()[-1].lower()


def mention_words(text: str) -> list[str]:
    """The words of a mention, without marks, brackets, and ages before what they are the age of; no more than 40."""
    words = [word if word.isalpha() else _clean(word) for word in text.split()[:40] if word[0] != "("]
    return [word for word in words if word and not (word.endswith("-year-old") and word != words[-1])]


def _clean(word: str) -> str:
    """A word without marks at its edges; the apostrophe of a plural owner ("the pilots' union") is part of it."""
    straight = word.replace("’", "'").strip(_OUTER_EDGES)
    return straight if straight.endswith("s'") and not straight.startswith("'") else straight.strip("'‘")


@lru_cache(maxsize=WORDS_KNOWN)
def bare(word: str) -> str:
    """A word in lower case, without what marks an owner."""
    return word.lower().removesuffix("'s").rstrip(".'")


def is_name(words: list[str]) -> bool:
    """Whether words are a person's name: capitals, none of them a role or an organisation."""
    if words[0].lower() in ("the", "a", "an") or bare(words[0]) in ROLES or len(words) > 5:
        return False
    for at, word in enumerate(words):
        capital = is_capital(word) or word.lower() in PARTICLES
        if not capital or names_organisation(word) or (at > 0 and is_role(words, at)):
            return False
    return not (len(words) > 1 and is_company(words[-1]))


def is_company(word: str) -> bool:
    """Whether a word is a legal form: "AG", "SA", "PLC"."""
    return word.isupper() and 1 < len(word) < 5 and word.lower() not in LETTERS_BEHIND
