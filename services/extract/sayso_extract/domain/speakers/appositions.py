"""What stands between commas beside a speaker's mention: a description, a name, or what the speaker does.

Three kinds add to a mention: a description ("the transport minister of Veldania"), a name beside a role ("its founder,
Evander Solt"), and a clause that tells a post ("who runs the Copper Kettle cafe", "for the defence").

Guaranteed: what the mention itself says stays; names and roles are words of the article, but for the nouns of `POSTS`
and `SIDES`.

Next: `speakers`.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from sayso_extract.domain import lexicon
from sayso_extract.domain.role_words import DOERS, HONORIFICS, ORGANISATIONS, ROLES
from sayso_extract.domain.speakers.affiliations import affiliation_in
from sayso_extract.domain.speakers.given_names import gender_of_given
from sayso_extract.domain.speakers.names import ANYBODY, Description, read_mention
from sayso_extract.domain.speakers.naming import bare, gender_of, is_capital, is_name, mention_words
from sayso_extract.domain.values import replace
from sayso_extract.domain.word_lists import word_set

DESCRIBED = 500
"""Mentions remembered: a third of an article's are in the same words as an earlier one."""
POSTS = {
    "leads": "leader", "led": "leader", "heads": "head", "headed": "head", "chairs": "chair", "chaired": "chair",
    "founded": "founder", "owns": "owner", "manages": "manager", "directs": "director", "edits": "editor",
    "represents": "representative",
}  # fmt: skip
"""Verbs that tell a post, and the post."""
_KEEPS = word_set(
    "run runs ran owns manages leads heads chairs founded directs edits teaches works worked lectures joined plays "
    "coaches represents advises covers studies researches tracks follows specialises specializes"
)
"""Verbs of belonging somewhere."""
_WHOLE = word_set("run runs ran owns leads heads chairs founded directs edits joined")
"""Those whose object is where somebody belongs, named or not: "who runs the post office"."""
SIDES = {"defence": "defence lawyer", "defense": "defense lawyer", "prosecution": "prosecutor"}
PLEADS = {
    "prosecuting": "prosecutor",
    "defending": "defence lawyer",
    "mitigating": "defence lawyer",
    "in mitigation": "defence lawyer",
}
_WORKS = word_set(
    "study research trial test tests work project team campaign inquiry investigation review expedition strike march "
    "protest"
)
TITLES = word_set(
    "professor prof councillor cllr councilman councilwoman colonel col general gen major maj captain capt lieutenant "
    "lt sergeant sgt commander cmdr admiral adm brigadier brig reverend rev father senator sen rep barrister engr "
    "comrade justice judge"
)
"""Roles that say less than the post told beside them: "Councillor Ada Brook, leader of the council"."""
KIN = word_set(
    "mother father brother sister son daughter wife husband widow widower mum dad cousin uncle aunt nephew niece "
    "grandmother grandfather grandson granddaughter fiance fiancee girlfriend boyfriend friend neighbour neighbor"
)
"""What somebody is to a person: no affiliation."""
_STOPS = word_set("in on at of from with and near outside by for which who that nearby there here")
_FIRMS = word_set("owner operator maker developer publisher manufacturer supplier builder contractor")
"""Roles that firms have: "the colliery's owner, Carbonex"."""
_NAMING = word_set("name identified known named")
_HEARSAY = word_set("alleged suspected accused supposed")
"""What stands beside a name and is only said of whom it names: "the ring's alleged leader"."""
_VAGUE = word_set("witness resident source man woman person neighbour neighbor passenger customer victim")
"""Roles that say less than any description beside them."""


def is_kin(role: str | None) -> bool:
    """Whether a role is what somebody is to a person, not to an organisation."""
    return role is not None and bare(role.split(" ")[-1]) in KIN


@lru_cache(maxsize=DESCRIBED)
def describe(mention: str, appositions: tuple[str, ...] = ()) -> Description:
    """Read a mention and its appositions."""
    said_of = mention_words(mention)
    found = read_mention(said_of)
    if found.kind == "unknown" and found.name is None and _is_somebody(said_of, appositions):
        found = replace(found, role=_noun_phrase(said_of), kind="anonymous")
    for number, apposition in enumerate(appositions):
        words = mention_words(apposition)
        firm = _firm(words, appositions[number + 1 : number + 2]) if words[:1] == ["whose"] else None
        if firm is not None:
            found = replace(found, affiliation=firm, kind="person" if found.kind == "unknown" else found.kind)
        elif words and not words[0][:1].isdigit() and _HEARSAY.isdisjoint(words):
            found = _with(found, words)
    if found.name is None and found.kind in ("person", "anonymous"):
        called = next(filter(None, map(_called, (said_of, *map(mention_words, appositions)))), None)
        found = found if called is None else replace(found, name=called, kind="person")
    if found.kind == "person" and _is_bare(found) and any(_is_thing(each) for each in appositions):
        found = replace(found, kind="organisation")
    gender = found.gender or gender_of(found.role) or _by_given_name(found)
    return found if gender == found.gender else replace(found, gender=gender)


def _by_given_name(found: Description) -> str | None:
    """The gender that a name in full tells."""
    return gender_of_given(found.name) if found.kind == "person" and found.name and " " in found.name else None


def _is_bare(found: Description) -> bool:
    """Whether of a name nothing else is known."""
    return not (found.role or found.gender or found.affiliation or _by_given_name(found))


def _is_thing(beside: str) -> bool:
    """Whether a clause is of no person: "which owns the pipe"."""
    return beside.lower().startswith("which ")


def _firm(words: Sequence[str], beside: tuple[str, ...]) -> str | None:
    """Whose firm somebody has: "whose firm, Orm Partners, owns it", "whose charity Open Road runs it"."""
    if len(words) < 2 or bare(words[1]) not in ORGANISATIONS:
        return None
    name = list(takewhile(_is_part, words[2:] if len(words) > 2 else mention_words(beside[0]) if beside else ()))
    return " ".join(name) or None


def _is_part(word: str) -> bool:
    return is_capital(word) or word == "&"


def _called(words: Sequence[str]) -> str | None:
    """The name in "a teacher who gave her name only as Aicha", "a man identified only as Bo"."""
    at = next((i for i, word in enumerate(words) if word == "as" and i > 2), 0)
    name = words[at + 1 :]
    named = at and name and len(name) < 4 and all(map(is_capital, name)) and bare(name[0]) not in ROLES
    return " ".join(name) if named and not _NAMING.isdisjoint([word.lower() for word in words[at - 3 : at]]) else None


def _is_somebody(words: Sequence[str], appositions: Sequence[str]) -> bool:
    """Whether words that no list knows stand for one person: "a novice", or with "who" behind."""
    one = words[1:2] != ["of"] and words[:1] and words[0].lower() in ("a", "an", "one", "another")
    return (
        bool(words)
        and all(word.islower() for word in words[1:4])
        and len(words) > 1
        and bool(one or any(each.lower().startswith("who ") for each in appositions))
    )


def _noun_phrase(words: Sequence[str]) -> str | None:
    """The words of a phrase without its determiner, up to a preposition."""
    stop = next((i for i, word in enumerate(words) if i > 1 and word.lower() in _STOPS), len(words))
    phrase = " ".join(words[1:stop]).lower()
    return None if not phrase or phrase.endswith("-year-old") or phrase in ANYBODY else phrase


def _with(found: Description, words: list[str]) -> Description:
    if bare(words[0]) == "who":
        return _with_post(found, words[1:])
    if words[0].lower() in ("which", "whose"):
        return found
    if found.kind == "group" and read_mention(words).kind == "person":
        return found  # "the candidates, Ada Brook and Bo Reed"
    if found.name is None and found.role:
        return _with_name(found, words)
    if found.name is None and found.kind == "unknown":
        beside = read_mention(words)
        if beside.kind == "person" and "&" not in words:
            role = beside.role or (found.head if found.definite and found.head.isalpha() else None)
            return replace(beside, definite=found.definite, role=role)
        named = found.definite and len(words) > 1 and all(is_capital(word) or word == "&" for word in words)
        return replace(found, name=" ".join(words), role=found.head, kind="organisation") if named else found
    pleads = PLEADS.get(bare(words[0])) or PLEADS.get(" ".join(words).lower())
    if pleads and found.name:
        return replace(found, role=found.role or pleads, kind="person")
    if len(words) > 2 and words[0].lower() == "for" and bare(words[-1]) in SIDES:
        return replace(found, role=found.role or SIDES[bare(words[-1])], kind="person") if found.name else found
    return _with_description(found, words)


def _with_name(found: Description, words: list[str]) -> Description:
    """A role, and beside it who holds it: "its founder, Evander Solt"; or what the unnamed one is."""
    titled = [word for word in words if bare(word) not in HONORIFICS]
    while len(titled) > 2 and bare(titled[0]) in ROLES:
        titled = titled[1:]
    role = (found.role or "").split(" and ")[0]  # "his wife and business partner, Gina"
    kin = len(titled) == 1 and titled[0][:1].isupper() and is_kin(role)
    if kin:
        return replace(found, name=titled[0], affiliation=None, kind="person")
    if len(titled) > 1 and is_name(titled):
        return replace(found, name=" ".join(titled), kind="person")
    end = next((i for i, word in enumerate(titled) if word.lower() in ("of", "at", "from")), 0)
    if end > 1 and is_name(titled[:end]):  # "Volk's editor, Jane Pym of Lantern Press"
        where = affiliation_in(titled[end:])
        return replace(found, name=" ".join(titled[:end]), affiliation=where or found.affiliation, kind="person")
    owns = len(titled) == 1 and found.definite and bare((found.role or "").split()[-1]) in _FIRMS
    if all(word[:1].isupper() for word in titled) and (owns or bare(titled[-1]) in ORGANISATIONS):
        return replace(found, name=" ".join(titled), kind="organisation")
    beside = read_mention(words)
    if beside.kind == "person" and beside.role and " " in (beside.name or ""):
        return replace(found, name=beside.name, kind="person")
    if beside.role and bare((found.role or "").split()[-1]) in _VAGUE:
        return replace(found, role=beside.role, affiliation=found.affiliation or beside.affiliation)
    return found


def _with_post(found: Description, words: list[str]) -> Description:
    """Who leads, runs or speaks for something."""
    verb = next((bare(word) for word in words[:2] if bare(word) in POSTS or bare(word) in _KEEPS), None)
    if verb is None or found.kind not in ("person", "unknown") or found.name is None:
        return found
    begin = [bare(word) for word in words[:2]].index(verb) + 1
    what = [word for word in words[begin:] if word.lower() not in ("a", "an", "the", "its", "their")]
    post = POSTS.get(verb) if what and not what[0][:1].isdecimal() else None
    if post and what[0] in _WORKS:
        post = f"{what[0].removesuffix('s')} {post}"
    where = _place_of_work(verb, words[begin:])
    return replace(found, role=found.role or post, affiliation=found.affiliation or where, kind="person")


def _place_of_work(verb: str, words: list[str]) -> str | None:
    """What somebody runs or works for: the object of the verb, else the organisation behind "at" or "for"."""
    named = affiliation_in(["of", *words]) if verb in _WHOLE and words[:1] != ["from"] else None
    if words[:1] == ["from"]:  # "who joined from Norrail"
        return None
    at = next((i for i, word in enumerate(words) if word.lower() in ("at", "for", "with")), None)
    if (named is None or named.islower()) and at is not None:
        named = affiliation_in(["at", *words[at + 1 :]]) or named
    if named is None and verb in ("run", "runs", "ran", "owns"):
        stop = next((i for i, word in enumerate(words) if i and word.lower() in _STOPS), len(words))
        plain = [word for word in words[:stop] if word.lower() not in ("a", "an", "the", "its")]
        named = " ".join(plain) if len(plain) > 1 else None
    return named


def _with_description(found: Description, words: list[str]) -> Description:
    """Fill role and affiliation from a description: "an analyst at Greyfinch Securities"."""
    while len(words) > 1 and words[0].lower() in ("then", "now", "formerly", "also", "once"):
        words = words[1:]
    if words[0].islower() and words[0].endswith("ing"):  # "representing the commissioner"
        return found
    if words[0].lower() in ("a", "an") and words[1:2] == ["from"]:  # "a 59-year-old from Norby Head"
        words = words[1:]
    if words[0] == "from":
        return replace(found, affiliation=found.affiliation or affiliation_in(words))
    beside = read_mention(words)
    if found.kind == "person" and _is_bare(found) and beside.kind == "group" and words[0].lower() == "the":
        return replace(found, kind="organisation")  # "the organizers, Shoreline Rising"
    titled = found.role is not None and bare(found.role.split()[-1]) in TITLES
    if found.kind == "person" and titled and beside.role and beside.kind != "group":
        return replace(found, role=beside.role, affiliation=found.affiliation or beside.affiliation)
    if found.kind == "person" and (found.role is None or found.affiliation is None):
        if beside.role and beside.kind != "group":
            return replace(found, role=found.role or beside.role, affiliation=found.affiliation or beside.affiliation)
        role = found.role or _indefinite(words) or _who_does(words)
        return replace(found, role=role, affiliation=found.affiliation or affiliation_in(words) or _works_at(words))
    if found.kind == "unknown" and found.name:
        if beside.role and beside.kind != "group":
            return replace(found, role=beside.role, affiliation=beside.affiliation, kind="person")
        return (
            _organisation_beside(replace(found, kind="organisation"), words) if beside.kind == "organisation" else found
        )
    if found.kind == "organisation":
        return _organisation_beside(found, words)
    return found


def _organisation_beside(found: Description, words: list[str]) -> Description:
    """ "The dam's operator, Orrin Water Trust": a description and a name, in either order."""
    named = all(is_capital(word) or word == "&" for word in words)
    if named and (found.name or "x").split()[-1].islower():
        return replace(found, name=" ".join(words), role=found.name)
    last = next((i for i in reversed(range(len(words))) if words[i].islower()), len(words))
    if (found.name or "x").islower() and 0 < last < len(words) - 1 and bare(words[last]) in ORGANISATIONS:
        return replace(found, name=" ".join(words[last + 1 :]))  # "the supplier, can maker Orm Foods"
    plain = words[1:] if words[0].lower() in ("the", "a", "an") else words
    stop = next((i for i, word in enumerate(plain) if i and word.lower() in _STOPS), len(plain))
    described = 0 < stop <= 4 and plain[stop - 1].islower() and bare(plain[stop - 1]) in ORGANISATIONS
    return replace(found, role=" ".join(plain[:stop])) if described and found.role is None else found


def _works_at(words: Sequence[str]) -> str | None:
    """Where somebody works whose role no list knows: "a sommelier at Orm Hotels"."""
    at = next((i for i, word in enumerate(words) if i > 1 and word.lower() in ("at", "for", "with")), None)
    return affiliation_in(["at", *words[at + 1 :]]) if at is not None and words[0].lower() in ("a", "an") else None


def _who_does(words: list[str]) -> str | None:
    """What somebody is by a noun that organisations have too: "the lighthouse keeper and broadcaster"."""
    plain = words[1:] if words[0].lower() in ("the", "a", "an") else words
    does = bare(words[-1]) in DOERS or bare(words[-1]) == "broadcaster"
    return " ".join(plain) if does and len(plain) <= 4 and words[-1].islower() else None


def _indefinite(words: list[str]) -> str | None:
    """What somebody is, in words that no list has: "a retired dinner lady", "a mother of four"."""
    if len(words) == 2 and words[0].lower() == "the" and words[1].islower():  # "the cathaoirleach"
        return words[1]
    if words[0].lower() not in ("a", "an") or not len(words) >= 2:
        return None
    stop = next((i for i, word in enumerate(words) if i > 1 and (word.lower() in _STOPS or word.endswith("ing"))), None)
    phrase = words[1:stop]
    told = phrase and len(phrase) <= 4 and phrase[-1].islower() and lexicon.FINITE.isdisjoint(phrase)
    return " ".join(phrase) if told else None  # and no "an email was sent"
