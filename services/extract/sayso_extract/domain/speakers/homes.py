"""Whom a speaker speaks for, where only the rest of the article tells: the judge's court, the councillor's council.

Input: a speaker as its mention made it, and the people and organisations of the article. A post has its home
(`posts`); "its chair" is of what spoke or was told of just before. Somebody's deputy is where that person is. A
document, a team or "the council" without a name speaks for the one organisation it may be of.

Guaranteed: what the mention itself says is never overruled, only made more exact; an affiliation given here is a name
that stands in the article, or a ministry named after its minister's office if the article speaks of it.

Next: `statements`.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sayso_extract.domain import lexicon
from sayso_extract.domain.model import Speaker
from sayso_extract.domain.role_words import ANALYSTS, DOCUMENTS, ORGANISATIONS
from sayso_extract.domain.speakers.appositions import SIDES, TITLES, is_kin
from sayso_extract.domain.speakers.clubs import club_called, club_of
from sayso_extract.domain.speakers.meant import (
    ALIKE,
    CALLED,
    GENERIC,
    NAMED_FOR,
    POLICE,
    called_in_short,
    in_whole,
    may_be_firm,
    meant,
)
from sayso_extract.domain.speakers.named import Organisations
from sayso_extract.domain.speakers.naming import bare, surname
from sayso_extract.domain.speakers.owners import (
    NEAR,
    RESEARCHERS,
    Searched,
    its,
    maker,
    owner_of,
    researchers,
    whom_before,
)
from sayso_extract.domain.speakers.people import Person
from sayso_extract.domain.speakers.places import STATES
from sayso_extract.domain.speakers.plain_names import PARTIES
from sayso_extract.domain.speakers.posts import home_of
from sayso_extract.domain.values import replace
from sayso_extract.domain.word_lists import word_set

NOBODY: Mapping[str | None, str | None] = MappingProxyType({})
DEPUTIES = word_set("deputy successor predecessor")
RESEARCH = word_set("study research paper trial analysis survey team teams authors researchers scientists experts")
_OF_NOBODY = word_set(
    "partner teammate team-mate classmate roommate co-star boyfriend girlfriend fan critic counterpart minister"
)
"""What somebody is to a person without working for that person."""
_BESIDE = word_set(
    "manager boss colleague supervisor deputy successor predecessor chef assistant captain striker goalkeeper"
)
"""What somebody is to a person where that person works."""
_TITLE = 20
"""Characters before a name in which its title stands."""
_GOVERNED = word_set(
    "home foreign health business education defence defense transport justice culture environment energy trade housing "
    "work pensions treasury interior agriculture labor labour commerce state"
)
"""What a secretary of a government has in hand."""
_AREAS = word_set("county city state district parish borough province village town")
"""Places that have offices: "the county governor"."""
_STANDS_ALONE = word_set("coastguard army navy parliament government treasury cabinet")
"""What needs no name of its own: "Coastguard commander Ada Brook"."""
_SIDE = word_set("opposition shadow government")
"""What a role begins with that is no organisation's."""
_ISSUED = word_set("statement notice filing release communique leaflet website circular memo bulletin")
"""Documents that somebody issues, who has just been named: "the statement said"."""
_OTHERS = word_set("other another independent some many most several few outside scientists researchers experts")
"""What begins a mention of others than who was told of; without an article they are anybody."""
_PAPERS = RESEARCH | DOCUMENTS
_OF_AN_ORGANISATION = ORGANISATIONS | CALLED | PARTIES
_OWNED = ORGANISATIONS - _STANDS_ALONE


def homes_of(
    speakers: Sequence[Speaker], people: Sequence[Person], organisations: Organisations, words: str
) -> tuple[Speaker, ...]:
    """The speakers with what the article tells elsewhere: an affiliation, or the name behind a document."""
    text = Searched(words)
    found: list[Speaker] = []
    known: dict[str | None, str | None] = {}
    said: dict[str | None, str | None] = {}
    last: str | None = None
    heard = frozenset(each.name for each in speakers if each.kind == "person" and each.name)
    for each in speakers:
        name = each.name if each.kind == "person" else None
        if each.name is None and last is not None and known.get(last) and _is_theirs(each.mention):
            found.append(replace(each, name=known[last], kind="organisation", resolved_by="organisation_behind"))
        elif name in known and each.role is not None and (known[name] or each.affiliation in (None, said.get(name))):
            found.append(replace(each, affiliation=known[name]))
        else:
            voice = _voice(found[-1], each, words) if found else None
            found.append(at_home(each, people, organisations, text, last, heard, known, voice))
            if name is not None and each.role is not None:
                known[name], said[name] = found[-1].affiliation, each.affiliation
        last = name or last
    return tuple(found)


def _voice(before: Speaker, speaker: Speaker, words: str) -> str | None:
    """The organisation that has just spoken in the same paragraph."""
    one, other = before.mention_span, speaker.mention_span
    if before.kind != "organisation" or one is None or other is None or not one.end <= other.begin <= one.end + NEAR:
        return None
    return None if "\n" in words[one.end : other.begin] else before.name


def _is_theirs(mention: str) -> bool:
    """Whether an organisation is told by who spoke before: "his group"."""
    words = mention.lower().split()
    return len(words) == 2 and words[0] in ("his", "her") and (words[1] in CALLED or words[1] == "organisation")


def at_home(
    speaker: Speaker,
    people: Sequence[Person],
    organisations: Organisations,
    text: Searched,
    last: str | None = None,
    heard: frozenset[str] = frozenset(),
    known: Mapping[str | None, str | None] = NOBODY,
    voice: str | None = None,
) -> Speaker:
    """One speaker with what the article tells elsewhere; `last` spoke before, `heard` are all who speak.

    `known` tells where who spoke before is; `voice` is the organisation that has just spoken.
    """
    place = speaker.mention_span.begin if speaker.mention_span else 0
    chief = _of_somebody(speaker.mention, people) if speaker.kind in ("document", "group") else None
    if chief is not None:
        own = speaker.kind == "document"
        name = chief.name if own else chief.affiliation or known.get(chief.name)
        return replace(speaker, name=name, role=None, resolved_by="own_document" if own else "own_team")
    if speaker.name is None or "-based " in speaker.name or _is_plain(speaker.name):
        if voice is not None and _is_the_firm(speaker.mention, voice, organisations):
            return replace(speaker, name=voice, role=None, kind="organisation", resolved_by="organisation_behind")
        behind = _named_behind(speaker, place, people, organisations, text, last, heard)
        if behind is not None:
            return behind
    if _is_any(speaker):
        return replace(speaker, name=None)
    whole = called_in_short(speaker, place, organisations, text)
    if whole is not None:
        return replace(speaker, name=whole, kind="organisation")
    if is_kin(speaker.role):
        return replace(speaker, affiliation=None)
    called = club_called(speaker.role, speaker.affiliation, organisations) if speaker.role else None
    if called is not None:
        return replace(speaker, role=called[0], affiliation=called[1])
    if speaker.affiliation is not None:
        home = _exact(speaker, people, organisations, text)
        return replace(speaker, role=_whole_role(speaker, home), affiliation=home)
    if not speaker.role or speaker.kind not in ("person", "anonymous"):
        return speaker
    opening, at = owner_of(speaker, text)
    if opening in ("his", "her"):
        whose = whom_before(at, lexicon.POSSESSIVE_GENDERS[opening], people, text, speaker.name, heard) or last
        return replace(speaker, affiliation=_through(speaker.role, whose, people))
    if opening:
        return replace(speaker, affiliation=its(speaker.role, at, people, organisations, text, voice))
    whose, _, noun = speaker.role.partition(" ")
    if noun[:1].islower() and _is_surname(whose, people):  # "Brook volunteer"
        return replace(speaker, affiliation=whose, role=noun)
    home = _of_role(speaker, speaker.role, place, organisations, text) or club_of(speaker.role, people)
    return replace(speaker, affiliation=home, role=_without(home, speaker.role))


def _is_surname(word: str, people: Sequence[Person]) -> bool:
    return any(each.described and surname(each.name) == word.lower() for each in people)


def _without(home: str | None, role: str) -> str:
    """The role without the name before it that the home begins with: "Tarn reporter", of Tarn News."""
    first, _, rest = role.partition(" ")
    return rest if home and rest[:1].islower() and home.startswith(f"{first} ") else role


def _is_the_firm(mention: str, voice: str, organisations: Organisations) -> bool:
    """Whether "the company" is what has just spoken: no union, no ministry, no "state media"."""
    words = mention.lower().split()
    return len(words) == 2 and words[0] == "the" and words[1] in GENERIC and may_be_firm(voice, organisations)


def _named_behind(
    speaker: Speaker,
    place: int,
    people: Sequence[Person],
    organisations: Organisations,
    text: Searched,
    last: str | None,
    heard: frozenset[str],
) -> Speaker | None:
    """Who is behind a speaker without a name: "his research", "the team", "the company"."""
    opening = speaker.mention.lower().partition(" ")[0]
    if speaker.kind == "document" and last and opening in lexicon.POSSESSIVE_GENDERS:
        whose = whom_before(place, lexicon.POSSESSIVE_GENDERS[opening], people, text, None, heard) or last
        return replace(speaker, name=whose, resolved_by="own_document")
    if speaker.kind not in ("document", "group", "organisation", "unknown"):
        return None
    name = _behind(speaker.mention, place, organisations, text)
    kind = "organisation" if speaker.kind == "unknown" else speaker.kind
    if name is None:
        return None
    return replace(speaker, name=name, role=None, kind=kind, resolved_by="organisation_behind")


def _of_somebody(mention: str, people: Sequence[Person]) -> Person | None:
    """Whose team or study it is: "Whitlam's team"."""
    words = mention.replace("’", "'").split()
    if len(words) != 2 or not words[0].endswith("'s") or bare(words[1]) not in _PAPERS:
        return None
    some = [each for each in people if surname(each.name) == bare(words[0])]
    return some[0] if len(some) == 1 else None


def _of_role(speaker: Speaker, role: str, place: int, organisations: Organisations, text: Searched) -> str | None:
    """Where somebody of a role is at home: what the role names, its home, or the home of the title before the name."""
    first = bare(role.split()[0])
    if _is_elsewhere(speaker, text):
        return None
    if first in _GOVERNED and role.lower().endswith(" secretary"):
        return None
    if first in GENERIC and " " in role:
        return meant(first, place, organisations)
    if _has_owner(speaker, role, text):
        return None
    if speaker.kind == "person" and speaker.name:
        place = max(0, text.find(speaker.name))
    found = None if first in _SIDE else home_of(role, place, organisations, text)
    found = found or _before_role(role, place, organisations, text)
    title = text.words[max(0, place - _TITLE) : place].rpartition(" ")[0].rpartition(" ")[2]
    return found or (home_of(title, place, organisations, text) if title and bare(title) in TITLES else None)


def _is_elsewhere(speaker: Speaker, text: Searched) -> bool:
    """Whether the words say where somebody is, and that is no organisation: "a teacher at the venue"."""
    end = speaker.mention_span.end if speaker.mention_span else 0
    told = speaker.mention if " at " in speaker.mention else text.words[end : end + _TITLE]
    before, at, where = told.partition(" at ")
    words = where.split() if at and (told == speaker.mention or not before) else []
    return len(words) > 1 and words[0] in lexicon.DETERMINERS and bare(words[1].strip(",.")) not in CALLED


def _has_owner(speaker: Speaker, role: str, text: Searched) -> bool:
    """Whether the words say whose somebody is, and that is no organisation: "the boat's captain"."""
    spans = [*([speaker.mention_span] if speaker.mention_span else []), *speaker.described_by]
    words = " ".join(span.of(text.words) for span in spans).replace("’", "'").lower()
    return f"'s {role.lower()}" in words or f"s' {role.lower()}" in words


def _through(role: str, whose: str | None, people: Sequence[Person]) -> str | None:
    """Where "her manager" is: a climbing partner belongs to nobody, a manager where she works, a spokesman to her."""
    noun = bare(role.split()[-1])
    if noun in _OF_NOBODY:
        return None
    there = next((each.affiliation for each in people if each.name == whose), None) if noun in _BESIDE else None
    return there or whose


def _before_role(role: str, place: int, organisations: Organisations, text: Searched) -> str | None:
    """What the role itself names: "Northgate doctor", "county governor", "trust warden"."""
    words = role.split()
    if len(words) < 2 or not words[-1].islower():
        return None
    kind = bare(words[0])
    if kind in CALLED:
        return meant(kind, place, organisations)
    if words[0][:1].isupper():
        named = organisations.first_named(words[0]) or text.country_of(words[0])
        is_plain = named is not None and named.lower().startswith(" ".join(words[:2]).lower())
        return None if is_plain else named  # "Food safety lawyer", not of the Food Safety Bureau
    return text.only_area(kind) if kind in _AREAS and len(words) == 2 else None


def _is_plain(name: str) -> bool:
    """Whether a name is a description: "department" of "department records", "FTSE 250 group"."""
    last = name.split()[-1]
    return last.islower() and (bare(last) in GENERIC or (" " not in name and bare(last) in NAMED_FOR))


def _is_any(speaker: Speaker) -> bool:
    """Whether an organisation has no name: "no such group", "one research firm"."""
    plain = speaker.kind == "organisation" and (speaker.name or "A").islower()
    return plain and speaker.mention.lower().partition(" ")[0] in ("a", "an", "any", "no", "one", "another")


def _whole_role(speaker: Speaker, home: str | None) -> str | None:
    """The role with the word before it that is no organisation after all: "Tournament director Ada Brook"."""
    given, role = speaker.affiliation or "", speaker.role
    opens = home is None and " " not in given and speaker.mention.startswith(f"{given} {role} ")
    return f"{given} {role}" if opens and bare(given) not in _OF_AN_ORGANISATION else role


def _exact(speaker: Speaker, people: Sequence[Person], organisations: Organisations, text: Searched) -> str | None:
    """The affiliation the mention gives, by its full name: a deputy's chief's, "the council", "Lumenar"."""
    given = speaker.affiliation or ""
    if not DEPUTIES.isdisjoint(map(bare, (speaker.role or "").split())):
        chief = next((each for each in people if given.lower() in (each.name.lower(), surname(each.name))), None)
        if chief is not None:
            place = max(0, text.find(chief.name))
            return chief.affiliation or home_of(chief.role, place, organisations, text) or given
    in_full = organisations.in_full(given)
    if in_full is not None:
        return in_full
    noun = bare(given.split()[-1]) if given else ""
    sure = given.isupper() or given.lower() in STATES
    opens = speaker.mention.startswith(f"{given} ") and " " not in given and not sure
    works = bare((speaker.role or "x").split()[-1]) in ANALYSTS
    if (
        opens
        and noun not in ORGANISATIONS
        and noun not in PARTIES
        and not works
        and organisations.first_named(given) is None
        and not text.holds_inside(given)
    ):
        return text.country_of(given)
    if opens and given[:1].isupper() and noun in _OWNED and noun not in CALLED:
        return organisations.ending(given)  # "Fund manager Ada Brook"
    place = speaker.mention_span.begin if speaker.mention_span else 0
    if " " in given or (noun not in CALLED and noun not in SIDES):
        somebodys = any(surname(each.name) == given.lower() for each in people)
        whole = None if somebodys else in_whole(given, place, organisations, text)
        return whole or given or None
    found = meant(noun, place, organisations)
    unknown = noun in SIDES or (given[:1].isupper() and (noun in GENERIC or (opens and noun not in POLICE)))
    return found or (None if unknown else given.lower())


def _behind(mention: str, place: int, organisations: Organisations, text: Searched) -> str | None:
    """Who stands behind a study, a team, a notice, or is meant by "the council" or "it"."""
    words = [bare(word) for word in mention.split()[:20]]
    head = words[-1] if words else ""
    if words == ["it"]:
        return organisations.before(place, NEAR)
    if words == ["they"]:
        return researchers(place, organisations, text)
    earlier = any(word.isdigit() for word in words) or "".join(words[:1]) in _OTHERS
    document = next((word for word in words[:6] if word in DOCUMENTS or word in RESEARCH), None)
    if words[:1] in (["a"], ["an"], ["one"], ["another"]) and head in GENERIC:  # "one research firm"
        return None
    if document is not None and not earlier:
        found = maker(document, organisations, text)
        if found is None and document in RESEARCH:
            found = organisations.only(RESEARCHERS) or organisations.first(RESEARCHERS)
        if found is not None:
            return found
    if document is not None and len(words) == 2 and words[0] == "the" and document in _ISSUED:
        return organisations.before(place, NEAR)
    definite = words[:1] == ["the"] or any(word in ("the", "its", "their") for word in words)
    described = len(words) == 3 and "-" in words[1]  # "the left-leaning newspaper"
    if words[:1] == ["the"] and (head in GENERIC or (head in NAMED_FOR and (len(words) == 2 or described))):
        return meant(head, place, organisations)
    if document is not None and not earlier:
        issuer = _issuer(words, document, organisations, text)
        if issuer is not None:
            return issuer
    owner = next((word for word in words if word in NAMED_FOR), None)
    if owner is None or not definite:
        return None
    told = document is not None and any(word.endswith(("'s", "’s")) for word in mention.lower().split()[:3])
    return organisations.only(ALIKE.get(owner, frozenset((owner,)))) or (owner if told else None)


def _issuer(words: Sequence[str], document: str, organisations: Organisations, text: Searched) -> str | None:
    """Whose "court filings" or "the county's own log" are, by name if there is one."""
    at = words.index(document)
    before = [word for word in words[:at] if word not in ("own", "latest", "internal", "new", "annual")]
    kind = before[-1] if before else ""
    if kind not in NAMED_FOR and kind not in _AREAS:
        return None
    return organisations.only(ALIKE.get(kind, frozenset((kind,)))) or text.only_area(kind) or kind
