"""The organisation in "of the Saltby Council", "at Greyfinch", "with the southern delegation".

Input: the words behind a role or a name, from their preposition on. Guaranteed: what is found is in these words.

Next: `names`, which reads whole mentions.
"""

from sayso_extract.domain import lexicon
from sayso_extract.domain.role_words import HONORIFICS, ORGANISATIONS, ROLES
from sayso_extract.domain.speakers.naming import bare, is_capital, without_title
from sayso_extract.domain.word_lists import word_set

PREPOSITIONS = word_set(
    "of at for from with in by on to about published close familiar seen who which that whose under near "
    "across around outside inside into"
)
"""Words at which what a mention is of ends."""
_STREETS = word_set("street road avenue lane close drive way gardens crescent terrace place square")
_NOUNS = ORGANISATIONS | ROLES
_PLAIN = ORGANISATIONS - {"front"}
_JOINING = ("of", "and", "for", "the", "&")
_OF_SOMEBODY = ("campaign", "administration", "government", "family", "estate")
_TITLES = word_set("senator sen representative rep governor gov congressman congresswoman") | HONORIFICS.keys()
"""What begins a second somebody."""


def affiliation_in(tail: list[str]) -> str | None:
    """The organisation after "of", "at", "for" or "with", if capitals or an organisation's noun name one."""
    if not tail or tail[0].lower() not in ("of", "at", "for", "with", "from", "in"):
        return None
    words, definite = tail[1:], False
    while words and words[0].lower() in lexicon.DETERMINERS:
        words, definite = words[1:], True
    if words[:1] == ["NGO"]:
        words = words[1:]
    kind = next((i for i, w in enumerate(words[:4]) if is_capital(w)), 0)
    noun = bare(words[kind - 1]) if kind else ""
    described = kind > 0 and not {noun, noun.removesuffix("s")}.isdisjoint(_NOUNS)
    words = words[kind:] if described else _behind_noun(words)
    end = name_end(words)
    if tail[0].lower() in ("in", "from") and not described:
        body = end and (bare(words[end - 1]) in ORGANISATIONS or _is_body_of(words[:end]))
        named = " ".join(words[:end]) if body else None
        return named or (_plain_organisation(words) if definite and tail[0].lower() == "in" else None)
    if end and not described and tail[0].lower() == "of" and _is_street(words[:end]):
        return None
    if 0 < end < len(words) and words[end] in _OF_SOMEBODY and not words[end - 1].endswith("'s"):
        end += 1  # "for the Brook campaign"
    named = " ".join(without_title(words[:end]))
    if end < len(words) and tail[0].lower() != "at":
        named = named.removesuffix("'s")  # "for Brook's campaign", not "at Barlow's"
    return named or (_plain_organisation(words) if definite or tail[0].lower() == "at" else None)


def _is_body_of(words: list[str]) -> bool:
    """Whether a name is a body's by what stands before "of": "University of Varel"."""
    return "of" in words[1:] and bare(words[words.index("of", 1) - 1]) in ORGANISATIONS


def name_end(words: list[str]) -> int:
    """Where the capitals end that words begin with, and what joins them: 5 of "Youth and Media of Tarn said"."""
    end = 0
    while end < len(words) and (is_capital(words[end]) or words[end].lower() in _JOINING or _joins_on(words, end)):
        if words[end] == "and" and end + 1 < len(words) and bare(words[end + 1]) in _TITLES:
            break  # "of Texas and Senator Bo Reed"
        end += 1
    while end and not is_capital(words[end - 1]):
        end -= 1
    return end


def _joins_on(words: list[str], at: int) -> bool:
    """Whether "on" is part of a body's name: "Centre on Budget and Tax", not "Orm Bank on Monday"."""
    body = words[at] == "on" and at > 0 and bare(words[at - 1]) in ORGANISATIONS
    behind = words[at + 1] if at + 1 < len(words) else ""
    return body and is_capital(behind) and bare(behind) not in lexicon.TEMPORAL_NOUNS


def _behind_noun(words: list[str]) -> list[str]:
    """The name in "the Oslund law firm Brandt Wiik"; else the words as they are."""
    lower = next((i for i, w in enumerate(words[:4]) if i and w.islower()), 0)
    name = next((i for i, w in enumerate(words[:6]) if i > lower and is_capital(w)), 0) if lower else 0
    described = lower and 0 < name - lower <= 2 and bare(words[name - 1]) in ORGANISATIONS
    return words[name:] if described else words


def _plain_organisation(words: list[str]) -> str | None:
    """An organisation without a name: "the health department", "the southern delegation"."""
    stop = next(
        (i for i, w in enumerate(words) if w.lower() in PREPOSITIONS or w.lower() in lexicon.FINITE), len(words)
    )
    phrase = words[:stop]
    while len(phrase) > 1 and bare(phrase[-1]) not in _PLAIN:
        phrase = phrase[:-1]
    return " ".join(phrase) if phrase and len(phrase) <= 4 and bare(phrase[-1]) in _PLAIN else None


def _is_street(words: list[str]) -> bool:
    """Whether capitals name a street: "Mill Street", not "Friends of Mill Street"."""
    return bare(words[-1]) in _STREETS and "of" not in words
