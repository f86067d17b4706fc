"""Whom a speaker speaks for, where only the rest of the article tells: the judge's court, the councillor's council.

Input: a speaker as its mention made it, and the people and organisations of the article. `HOMES` says which kinds of
organisation a role belongs to; if the article names exactly one of these, that is the affiliation. Somebody's deputy is
where that person is. A document, a team or "the council" without a name speaks for the one organisation it may be of.

Guaranteed: what the mention itself says is never overruled; an affiliation given here is a name that stands in the
article, or a ministry named after its minister's office if the article speaks of it.

Next: `statements`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso_extract.domain.model import Speaker
from sayso_extract.domain.speakers.names import bare, surname
from sayso_extract.domain.speakers.organisations import Organisations
from sayso_extract.domain.speakers.people import Person
from sayso_extract.domain.word_lists import word_set


@dataclass(frozen=True, slots=True)
class Home:
    """Roles, and the nouns of the organisations they belong to; `subject`: or else what the article is about."""

    roles: frozenset[str]
    nouns: frozenset[str]
    subject: bool = False


DEPUTIES = word_set("deputy successor predecessor")
RESEARCH = word_set("study research paper trial analysis survey team teams authors researchers scientists experts")
RESEARCHERS = word_set("university institute observatory laboratories hospital college foundation museum")
HOMES = (
    Home(word_set("study research trial"), RESEARCHERS),
    Home(word_set("judge justice magistrate coroner bailiff"), word_set("court")),
    Home(word_set("councillor councilman councilwoman alderman"), word_set("council")),
    Home(word_set("inspector detective constable superintendent sergeant sheriff"), word_set("police")),
    Home(word_set("professor prof lecturer dean rector vice-chancellor"), word_set("university college institute")),
    Home(word_set("surgeon nurse midwife"), word_set("hospital clinic")),
    Home(word_set("headteacher principal teacher"), word_set("school college")),
    Home(
        word_set("executive ceo cfo coo chairman chairwoman chair founder co-founder cofounder owner manager officer"),
        word_set("company plc inc ltd corporation airline bank holdings group"),
        subject=True,
    ),
)
"""The first that knows the role is asked."""
GENERIC = word_set("company firm group carrier retailer manufacturer maker operator developer supplier lender")
_NAMED_FOR = word_set(
    "council ministry court police union university bank party trust hospital board agency commission"
)


def at_home(speaker: Speaker, people: Sequence[Person], organisations: Organisations, text: str) -> Speaker:
    """The speaker with the affiliation, or for documents and groups the name, that the article gives it elsewhere."""
    head = _head(speaker.mention)
    nameless = speaker.name is None or "-based " in speaker.name
    if nameless and speaker.kind in ("document", "group", "organisation", "unknown"):
        name = _behind(head, speaker.mention, organisations)
        if name is not None:
            kind = "organisation" if speaker.kind == "unknown" else speaker.kind
            return replace(speaker, name=name, kind=kind, resolved_by="organisation_behind")
    if speaker.role is None:
        return speaker
    if speaker.affiliation is not None:
        chief = _chief(speaker, people)
        place = chief and (chief.affiliation or _home(chief.role, organisations, text))
        return replace(speaker, affiliation=place) if place else speaker
    if _owned(speaker) and speaker.mention_span is not None:
        return replace(speaker, affiliation=organisations.before(speaker.mention_span.begin))
    return replace(speaker, affiliation=_home(speaker.role, organisations, text))


def _chief(speaker: Speaker, people: Sequence[Person]) -> Person | None:
    """The person whose deputy or successor a speaker is said to be."""
    if not DEPUTIES & {bare(word) for word in (speaker.role or "").split()}:
        return None
    whose = (speaker.affiliation or "").lower()
    return next((each for each in people if whose in (each.name.lower(), surname(each.name))), None)


def _behind(head: str, mention: str, organisations: Organisations) -> str | None:
    """Who stands behind a study, a team, a notice, or is meant by "the council"."""
    words = [bare(word) for word in mention.split()[:20]]
    earlier = any(word.isdigit() for word in words)
    if not earlier and any(word in RESEARCH for word in (head, *words[:3])):
        found = organisations.only(RESEARCHERS)
        if found is not None:
            return found
    if words[:1] == ["the"] and head in GENERIC:
        return organisations.subject
    owner = next((word for word in words if word in _NAMED_FOR), None)
    definite = words[:1] == ["the"] or any(word in ("the", "its", "their") for word in words)
    return organisations.only(frozenset((owner,))) if owner and definite else None


def _home(role: str | None, organisations: Organisations, text: str) -> str | None:
    words = [bare(word) for word in (role or "").split()]
    if words and words[-1] == "minister" and len(words) > 1:
        ministry = f"{' '.join(words[:-1])} ministry"
        at = text.lower().find(ministry)
        return text[at : at + len(ministry)] if at >= 0 else None
    home = next((each for each in HOMES if each.roles & set(words)), None)
    if home is None:
        return None
    return organisations.only(home.nouns) or (organisations.subject if home.subject else None)


def _owned(speaker: Speaker) -> bool:
    """Whether the mention says "its": its owner is what was named last."""
    return speaker.mention.lower().startswith("its ")


def _head(mention: str) -> str:
    words = mention.split()
    return bare(words[-1]) if words else ""
