"""A role and whom it is with: "Pentagon chief", "French President", "hospital spokesman", "FBI director".

Input: the words of a role, with all that stands before it. They are read from their beginning: whose he is, his party,
his country or state, the letters of a body, its name in capitals. Guaranteed: both are words of the input, but a
country that is told by its adjective.

Next: `names`, which reads whole mentions.
"""

import re

from sayso_extract.domain.role_words import (
    ANALYSTS,
    JOINT,
    OFFICES,
    ORGANISATIONS,
    PLURALS,
    QUALIFIERS,
    ROLES,
)
from sayso_extract.domain.speakers.naming import bare, is_capital, is_name, is_role, without_title
from sayso_extract.domain.speakers.places import BY_ADJECTIVE, PLACES, STATES
from sayso_extract.domain.speakers.plain_names import PARTIES
from sayso_extract.domain.word_lists import word_set

_BODIES = ORGANISATIONS - QUALIFIERS
_OWNERS = ORGANISATIONS - {"press", "campaign"}
"""What may stand between an owner and a role: "the mayor's office manager", but "the mayor's press secretary"."""
_ACRONYM = re.compile(r"[A-Z]{2,6}|(?:[A-Z]\.){2,4}")
_TRADES = word_set(
    "tv it hr pr ai ict gp er dna vip phd hiv mp mep ceo cfo coo llm ngo suv dj mc soap film movie rugby rail pop rock "
    "golf chess tennis boxing police school town city union army navy"
)
"""What tells in capitals what somebody does, not whom he is with: "TV presenter", "SOAP star" as a report begins."""
_NO_PLACES = _TRADES | QUALIFIERS | ROLES
_NO_BODIES = _NO_PLACES | {"u.s", "u.k", "d.c"}
"""What are no letters of a body, though in capitals."""
_COUNTRIES = ("u.s.", "u.k.")
_FEDERAL = word_set(
    "rep representative sen senator congressman congresswoman district circuit attorney marshal magistrate"
)
_SENDERS = ("News", "Radio", "Sport", "Sports", "World")
"""What goes on the letters of a broadcaster."""
_MANY = PLURALS | ROLES
_POSTS = OFFICES | ANALYSTS
_OF_ADJECTIVES = ("ial", "nal", "ual")
"""How a word ends that says what a role is: "Presidential adviser"."""
_GRADES = ("senior", "top", "former", "ex", "junior", "current", "retired", "longtime")
"""What says of a role how high it is or when it was, not where: "a senior administration official"."""
_ELECTED = word_set(
    "mp mep msp senator councillor cllr councilman councilwoman lawmaker candidate leader whip congressman peer mayor "
    "congresswoman representative spokesman spokeswoman spokesperson"
)
_OF_TOWNS = word_set("mayor sheriff bishop coroner")
"""Roles behind the name of a town, known or not."""
_OF_A_PLACE = word_set("resident native local man woman voter farmer family couple mother father teenager driver")
"""Who is of a state and speaks for nobody in it."""


def split_role(words: list[str]) -> tuple[str | None, str | None]:
    """A role and whom it is with: "Pentagon chief", "French President", "Interior Minister", "hospital spokesman"."""
    while words and words[0].lower() in ("a", "an", "the", "one", "another", "other", "then", "now", "formerly"):
        words = words[1:]
    words = _of_the_last(words)
    if not words:
        return None, None
    owner = next((i for i, w in enumerate(words[:-1]) if w.lower().endswith("'s") or w.endswith("s'")), None)
    if owner is not None:
        several = {bare(words[owner]), bare(words[owner]).removesuffix("s")}
        people = (owner == 0 or words[owner].islower()) and not several.isdisjoint(_MANY)
        stop = owner + 1 if bare(words[-1]) == "minister" else len(words) - 1  # "Tarsk's energy minister"
        noun = next((i for i in range(owner + 1, stop) if bare(words[i]) in _OWNERS), None)
        if people or noun is not None:
            whole = " ".join(words[: noun + 1]).removesuffix("'s") if noun is not None else None
            return " ".join(words[(owner if noun is None else noun) + 1 :]), whole
        begin = max((at + 1 for at, word in enumerate(words[:owner]) if word == "and"), default=0)
        whose = " ".join(without_title(words[begin : owner + 1])).removesuffix("'s").removesuffix("'")
        somebody = whose.islower() and bare(words[owner]) not in ORGANISATIONS
        return " ".join(words[owner + 1 :]), None if somebody else whose
    if len(words) > 1 and bare(words[0]) in PARTIES and bare(words[-1]) in _ELECTED:
        return " ".join(words[1:]), words[0].removesuffix("'s")
    where = _body_of_country(words) or _place_first(words)
    if where is not None:
        return where
    if len(words) > 1 and _ACRONYM.fullmatch(words[0]):
        end = 0 if bare(words[0]) in _NO_BODIES else 1 + (len(words) > 2 and words[1] in _SENDERS)
        return " ".join(words[end:]), " ".join(words[:end]) or None
    graded = next((i for i, w in enumerate(words[:-1]) if w.lower() not in _GRADES), 0)
    lead = graded or next((i for i, w in enumerate(words) if w[:1].isupper()), 0)
    if any(w.lower() not in QUALIFIERS for w in words[:lead]):
        lead = 0
    first = lead + _role_begin(words[lead:])
    role = [*words[:lead], *words[first:]] if first > lead else words
    return " ".join(role), " ".join(words[lead:first]) or None


def _of_the_last(words: list[str]) -> list[str]:
    """The words behind somebody who is named with the one whose role it is: "Senator Ada Brook and former mayor",
    "Lund and Senator", but not "President and chief"."""
    at = words.index("and") if "and" in words else 0
    before = without_title(words[:at])
    titled = 1 < len(before) < at
    alone = at == 1 and len(words) == 3 and bare(words[0]) not in QUALIFIERS
    return words[at + 1 :] if (titled or alone) and is_name(before) else words


def _body_of_country(words: list[str]) -> tuple[str, str] | None:
    """The role and the body of "French Foreign Ministry official", whose name begins with its country."""
    first = _behind_former(words)
    country = words[first].lower()
    told = country in BY_ADJECTIVE or country in PLACES or _ACRONYM.fullmatch(words[first])
    if not told or bare(words[first]) in _NO_PLACES:
        return None
    ends = [i + 1 for i in range(first + 1, len(words) - 1) if words[i][:1].isupper() and _is_body(words, i)]
    if not ends or not all(map(is_capital, words[first : ends[-1]])):
        return None
    return " ".join([*words[:first], *words[ends[-1] :]]), " ".join(words[first : ends[-1]])


def _behind_former(words: list[str]) -> int:
    return int(words[0].lower() == "former" and len(words) > 2)


def _is_body(words: list[str], at: int) -> bool:
    return bare(words[at]) in _BODIES and not is_role(words, at)


def _place_first(words: list[str]) -> tuple[str, str] | None:
    """The role and the country or state of "French President", "former Ohio governor", "New York City Mayor"."""
    first = _behind_former(words)
    for size in (3, 2, 1):
        where, rest = " ".join(words[first : first + size]), words[first + size :]
        place = where.lower()
        told = place in BY_ADJECTIVE or place in PLACES or (place in _COUNTRIES and not _is_federal(rest))
        if (
            rest
            and (told or (place in STATES and bare(rest[-1]) not in _OF_A_PLACE))
            and not _goes_on(words, first + size)
        ):
            return " ".join([*words[:first], *rest]), BY_ADJECTIVE.get(place, where)
    return None


def _is_federal(rest: list[str]) -> bool:
    """Whether "U.S." tells what an office is, and not only of which country: "U.S. District Judge", "U.S. Rep."."""
    return bool(rest) and bare(rest[0]) in _FEDERAL


def _goes_on(words: list[str], at: int) -> bool:
    """Whether a place only begins the name of a body: "Kenya Airways spokeswoman", "Washington Post reporter"."""
    named = is_capital(words[at]) and bare(words[at]) not in QUALIFIERS and not is_role(words, at)
    return named and words[-1][:1].islower()


def _role_begin(words: list[str]) -> int:
    """Where the role begins behind the name of an organisation or its noun; 0 if there is none."""
    first = next((i for i in range(len(words)) if is_role(words, i)), 0)
    police = next((i for i, w in enumerate(words[:-1]) if w == "Police" and i), 0)
    if police:
        body = police + 1
        while body < len(words) - 1 and is_capital(words[body]) and bare(words[body]) in ORGANISATIONS:
            body += 1  # "Saltby Police Department"
        return body
    role, lower = first, words[first][:1].islower()
    if words[role] == "deputy" and role + 1 < len(words) and is_role(words, role + 1):
        role += 1  # "Greyfinch deputy manager"
    while first > 0 and (words[first - 1][:1].islower() if lower else bare(words[first - 1]) in QUALIFIERS):
        noun = bare(words[first - 1])
        if lower and noun in _BODIES and bare(words[role]) in OFFICES:
            break
        first -= 1
    before = words[:first]
    single = len(before) == 1 and JOINT not in before[0]
    of_a_town = single and lower and bare(words[role]) in _OF_TOWNS and is_capital(before[0])
    tells = single and (bare(before[0]) in QUALIFIERS or before[0].endswith(_OF_ADJECTIVES))
    if not before or tells or (single and not of_a_town and bare(words[role]) not in _POSTS):
        return 0
    named = all(is_capital(w) or w in ("of", "the", "and", "&", "for", "to") for w in before)
    capital = named and bare(words[role]) in OFFICES and not any(bare(w) in QUALIFIERS for w in before)
    if capital and len(before) <= 2:
        return first
    return first if bare(before[-1]) in ORGANISATIONS or (named and lower) else 0
