"""Which kind of organisation somebody belongs to by the post: a judge to a court, a councillor to a council.

`HOMES` says which nouns a role's organisations have; if the article names exactly one of these, that is the one.
Whoever has a post anywhere (`DEFAULT`) is with what was mentioned last before the name, or with what the article is
about. A minister is with the ministry of that name, if the article speaks of it.

Guaranteed: what is found is a name of the article, or words of it.

Next: `homes`, which asks for speakers.
"""

from dataclasses import dataclass

from sayso_extract.domain.speakers.meant import CLUBS, POLICE, PUBLIC, UNIONS
from sayso_extract.domain.speakers.named import Organisations
from sayso_extract.domain.speakers.naming import bare
from sayso_extract.domain.speakers.owners import NEAR, RESEARCHERS, Searched
from sayso_extract.domain.word_lists import word_set


@dataclass(frozen=True, slots=True)
class Home:
    """Roles, by one of their words or all of them, and the nouns of the organisations they belong to."""

    roles: frozenset[str]
    nouns: frozenset[str]


HOMES = (
    Home(word_set("study research trial test work"), RESEARCHERS),
    Home(word_set("judge justice magistrate coroner bailiff"), word_set("court")),
    Home(frozenset(("planning officer", "planning director", "town clerk", "city clerk")), word_set("council")),
    Home(word_set("councillor cllr councilman councilwoman alderman"), word_set("council")),
    Home(
        word_set("inspector detective constable superintendent sergeant sheriff police insp supt sgt pc dc dci det"),
        POLICE,
    ),
    Home(word_set("professor prof lecturer dean rector vice-chancellor"), word_set("university college institute")),
    Home(word_set("surgeon nurse midwife doctor paramedic consultant"), word_set("hospital clinic")),
    Home(
        word_set("headteacher principal teacher headmaster headmistress"),
        word_set("school college academy"),
    ),
    Home(word_set("forecaster meteorologist"), word_set("service bureau office center centre")),
    Home(word_set("governor"), word_set("bank")),
    Home(
        word_set("organiser organizer convener steward")
        | {"general secretary", "assistant general secretary", "regional secretary", "branch secretary"}
        | {"regional officer", "national officer"},
        UNIONS,
    ),
    Home(word_set("manager coach captain striker goalkeeper midfielder substitute chairman boss"), CLUBS),
)
"""The first that knows the role is asked."""
DEFAULT = word_set(
    "executive ceo cfo coo chairman chairwoman chair chairperson founder co-founder cofounder director spokesman "
    "spokeswoman spokesperson spokespeople manager officer head boss bosses chief editor partner owner coach captain "
    "commander"
)
"""Roles that somebody has wherever the article has just been."""
_PRIVATE = word_set("owner partner founder co-founder cofounder executive ceo cfo coo coach captain")
"""Those of them that no court and no ministry has."""
_RANKS = word_set("deputy junior vice assistant acting former ex interim outgoing new then")
"""What stands before a minister's office and is none of it."""


def home_of(role: str | None, place: int, organisations: Organisations, text: Searched) -> str | None:
    """Where somebody of a role is at home."""
    words = [bare(word) for word in (role or "").split()]
    if "minister" in words:
        of = " ".join(word for word in words[:-1] if word not in _RANKS) if words[-1] == "minister" else ""
        names = (f"{of} ministry", f"ministry of {of}", f"ministry for {of}", f"{of} department")
        at, ministry = next(
            ((text.find_any(name), name) for name in names if of and text.find_any(name) >= 0), (-1, "")
        )
        return text.words[at : at + len(ministry)] if at >= 0 else None
    home = next((each for each in HOMES if each.roles & {*words, " ".join(words)}), None)
    found = home and (organisations.only(home.nouns) or organisations.before(place, NEAR, nouns=home.nouns))
    if found or not DEFAULT & set(words) or (home is not None and home.nouns is not CLUBS):
        return found or ("police" if "police" in (role or "").split() else None)
    chief = "chief" in words and "officer" in words
    private = PUBLIC if chief or _PRIVATE & set(words) else frozenset()
    near = organisations.opened(place, NEAR // 3) if not private else None
    return (
        near
        or (organisations.subject if private else None)
        or organisations.before(place, NEAR, but=private)
        or organisations.subject
        or organisations.sole(PUBLIC)
    )
