"""What the words that stand for a speaker say: a name, a role, an affiliation, and what kind of speaker it is.

Input: the words of a mention ("Pentagon chief Lloyd Austin", "an FT report", "two people familiar with the matter")
and what stood beside it between commas. Read by word lists and capitals: a role word before a run of capitals makes a
person, an organisation word an organisation, a document word a document.

Guaranteed: names and affiliations are words of the mention or its appositions, except a country read from its
adjective ("French President"). Nothing is known about real people.

Next: `appositions`, which adds what stands beside a mention.
"""

from sayso_extract.domain import lexicon
from sayso_extract.domain.model import SpeakerKind
from sayso_extract.domain.role_words import (
    GENERIC,
    GIVEN,
    HONORIFICS,
    JOINT,
    ORGANISATIONS,
    PLURALS,
    QUALIFIERS,
    ROLES,
    SURNAMES,
    TOGETHER,
    UNNAMED,
)
from sayso_extract.domain.speakers.affiliations import PREPOSITIONS, affiliation_in, name_end
from sayso_extract.domain.speakers.documents import is_document, owner_of
from sayso_extract.domain.speakers.given_names import gender_of_given
from sayso_extract.domain.speakers.naming import (
    LETTERS_BEHIND,
    PARTICLES,
    bare,
    is_capital,
    is_company,
    is_name,
    is_role,
    last_title,
    names_organisation,
)
from sayso_extract.domain.speakers.places import BY_ADJECTIVE, PLACES, STATES
from sayso_extract.domain.speakers.plain_names import DEFINITE, MANY_MEMBERS, MEMBERS, ORIGINS, PARTIES, is_plain_name
from sayso_extract.domain.speakers.role_split import split_role
from sayso_extract.domain.speakers.shares import is_share, of_whom
from sayso_extract.domain.speakers.tails import NUMBERS, RANKS, behind_role, goes_on
from sayso_extract.domain.values import Value, replace
from sayso_extract.domain.word_lists import word_set

_FORCES = ("Army", "Navy", "Marine", "Coastguard")
_LOCALS = word_set("residents locals villagers islanders neighbours neighbors homeowners townspeople inhabitants")
ANYBODY = word_set("one another person man woman girl boy someone somebody")
"""What tells no role."""
_CLOSE_ONES = [
    ["close", each] for each in ("friends", "friend", "allies", "ally", "aides", "aide", "associates", "family")
]
_SOME = NUMBERS | word_set("everyone everybody nobody none anyone")
"""What begins a sentence and names nobody."""
_HEADS_FIRST = ("secretary", "chancellor", "speaker")
"""Nouns of offices that are told by more behind them: "the secretary of state"."""
_FIRST_OF = word_set("top senior ranking leading")
_WHERE_TO = ("into", "on", "to", "with", "from", "about")
_FEW = 4
"""Words of what a party's people are called by."""
_GROUPS = word_set("people they others many some women men ones both all")
"""Plurals that tell no role."""


class Description(Value):
    """What a mention says about its speaker, before the rest of the article is asked."""

    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    kind: SpeakerKind = "unknown"
    gender: str | None = None
    head: str = ""
    definite: bool = False


def read_mention(words: list[str]) -> Description:
    """What the words of one mention say."""
    if is_plain_name(words):  # half of all mentions
        return Description(name=" ".join(words), kind="person", head=words[-1].lower())
    whole = _joined(words)
    found = _read(whole)
    return found if len(whole) == len(words) else _parted(found)


def _joined(words: list[str]) -> list[str]:
    """The words, those that only mean something together as one: "chief of staff"."""
    found: list[str] = []
    for word in words:
        found.append(word)
        for some in TOGETHER.get(word.lower(), ()):
            if tuple(each.lower() for each in found[-len(some) :]) == some:
                found[-len(some) :] = [JOINT.join(found[-len(some) :])]
    return found


def _parted(found: Description) -> Description:
    name, role, where = (each and each.replace(JOINT, " ") for each in (found.name, found.role, found.affiliation))
    first, last = found.head.split(JOINT)[0], found.head.split(JOINT)[-1]
    return replace(found, name=name, role=role, affiliation=where, head=first if first in _HEADS_FIRST else last)


def _read(words: list[str]) -> Description:
    first = words[0].lower() if words else ""
    definite = first in DEFINITE
    if first == "neither":
        return Description(kind="group")
    if first in lexicon.DETERMINERS and first not in ("two", "three"):
        words = words[2:] if first == "all" and words[1:2] == ["the"] else words[1:]
    if is_share(words):
        return Description(kind="group", head=bare(words[-1]))
    words = [word for word in of_whom(words) if not word.endswith(ORIGINS)]
    if not words:
        return Description()
    cut = len(words) if _role_then_name(words) else _head_end(words)
    head, tail = words[:cut], words[cut:]
    gender = next((HONORIFICS[title] for w in head if (title := w.lower().rstrip(".")) in HONORIFICS), None)
    base = Description(head=bare(head[-1]), definite=definite, gender=gender)
    spoken_for = _office_between(words)
    if spoken_for is not None:
        return replace(base, head=bare(words[-1]), role=spoken_for[0], affiliation=spoken_for[1], kind="anonymous")
    for read in _READERS:
        found = read(base, head, tail)
        if found is not None:
            return found
    return base


def _head_end(words: list[str]) -> int:
    """Where what the mention is of ends: at a preposition, or a participle that goes on."""
    for at in range(1, len(words)):
        if goes_on(words, at) or (words[at].lower() in PREPOSITIONS and words[at : at + 2] not in _CLOSE_ONES):
            return at
    return len(words)


def _role_then_name(words: list[str]) -> bool:
    """Whether all is a role with whom it is for, then a name: "Bank of Solvene deputy governor Mia Kahn"."""
    for at in range(len(words) - 1, -1, -1):
        if words[at][:1].islower() and bare(words[at]) in ROLES:
            return at < len(words) - 2 and is_name(words[at + 1 :])
    return False


def _office_between(words: list[str]) -> tuple[str, str] | None:
    """A role behind a name that holds a preposition: "Department for Transport spokesperson"."""
    if len(words) < 4 or words[-1][:1].isupper() or bare(words[-1]) not in ROLES or bare(words[-1]) in PLURALS:
        return None
    before = words[:-1]
    joined = any(w.lower() in ("for", "of", "to", "and") for w in before[1:-1])
    named = all(is_capital(w) or w.lower() in ("for", "of", "the", "to", "and", "&") for w in before)
    return (words[-1], " ".join(before)) if joined and named else None


def _titled(base: Description, head: list[str], tail: list[str]) -> Description | None:
    """A role or an honorific, then a name: "Interior Minister Radko Senn", "Ms Okray", "co-star Benji Luxford"."""
    if len(head) > 2 and bare(head[-1]) in LETTERS_BEHIND:
        head = head[:-1]
    at = last_title(head)
    if at > 0 and len(head) - at == 2 and bare(head[at]) in GIVEN and is_role(head, at - 1):
        at -= 1  # "Judge Earl Banning"
    name = head[at + 1 :]
    if at >= 0 and name and (is_name(name) or _looks_like_roles(head[at], name)):
        before = [w for w in head[: at + 1] if bare(w) not in HONORIFICS or bare(w) in ("lord", "lady")]
        if before and bare(before[-1]) in ("lord", "lady"):
            return replace(base, name=" ".join([before[-1], *name]), kind="person")
        if len(before) > 2 and before[-2] in _FORCES and bare(before[-1]) in RANKS and is_role(before, len(before) - 3):
            before = before[:-2]  # "spokesman Navy Capt."
        while (
            len(before) > 1
            and before[-1][:1].isupper()
            and bare(before[-1]) in RANKS
            and is_role(before, len(before) - 2)
            and bare(before[-2]) not in RANKS  # "Lt. Col."
            and not before[-2].endswith(("'s", "’s"))  # "Sheriff's Lt."
        ):
            before = before[:-1]  # "group leader Cllr"
        role, affiliation = split_role(before)
        affiliation = affiliation or affiliation_in(tail)
        return replace(base, name=" ".join(name), role=role, affiliation=affiliation, kind="person")
    return None


def _looks_like_roles(title: str, name: list[str]) -> bool:
    """Whether a name behind a title is spelled like a role: "Senator Dean Okafor", "Mr Cook"."""
    if len(name) == 1:
        return bare(title) in HONORIFICS and bare(name[0]) in SURNAMES and is_capital(name[0])
    return len(name) == 2 and bare(name[0]) in GIVEN and is_name(name[1:])


def _role_alone(base: Description, head: list[str], tail: list[str]) -> Description | None:
    """A role without a name in its head: "the leader of Saltby Council", "Chief of the Staff of X Ada Brook"."""
    if not is_role(head, len(head) - 1):
        return None
    if len(head) > 2 and bare(head[-1]) in LETTERS_BEHIND and is_name(head[:-1]) and gender_of_given(head[0]):
        return replace(base, name=" ".join(head[:-1]), role=head[-1], kind="person")  # "Ada Brook MP"
    role, affiliation, name = behind_role(*split_role(head), bare(head[-1]), tail)
    if name:
        return replace(base, name=name, role=role, affiliation=affiliation, kind="person")
    if bare(head[-1]) in PLURALS:
        affiliation = None if _of_a_place(base, tail) else affiliation
        return replace(base, name=_body(affiliation), role=role, affiliation=affiliation, kind="group")
    return replace(base, role=role, affiliation=affiliation, kind="anonymous")


def _party_member(base: Description, head: list[str], tail: list[str]) -> Description | None:
    """Somebody called by a party: "the Kentucky Republican", "the top Democrat on the committee", "Republicans"."""
    if _are_members(head):
        return replace(base, name=" ".join(w for w in head if is_capital(w)), kind="group")
    several = is_name(head[1:]) if len(head) > 1 and bare(head[0]) in MANY_MEMBERS else False
    if several and "and" in tail:  # "Republicans Lund of Tarn and Reed of Norby"
        return replace(base, kind="group")
    if tail[:1] == ["on"] and len(head) == 2 and bare(head[0]) in _FIRST_OF and bare(head[1]) in MEMBERS:
        return replace(base, role=" ".join(head), affiliation=affiliation_in(["of", *tail[1:]]), kind="anonymous")
    of_a_state = " ".join(head[:-1]).lower() in STATES
    told = (base.definite and len(head) < 3) or of_a_state
    beside = tail[:1] not in ([], ["from"])
    if beside or not told or bare(head[-1]) not in MEMBERS or not is_capital(head[-1]):
        return None
    return replace(base, role=head[-1], affiliation=affiliation_in(tail), kind="anonymous")


def _doing(base: Description, head: list[str], tail: list[str]) -> Description | None:
    """What is done and nobody who speaks: "Walking into the office"."""
    doing = len(head) == 1 and head[0].endswith("ing") and bare(head[0]) not in ROLES
    return base if doing and tail and tail[0] in _WHERE_TO else None


def _are_members(head: list[str]) -> bool:
    """Whether a party's or a country's people are meant: "House Republicans", "Americans"."""
    last, first = bare(head[-1]), next((i for i, w in enumerate(head) if is_capital(w)), 0)
    many = last in MANY_MEMBERS or (len(head) == 1 and last[-1:] == "s" and last[:-1] in BY_ADJECTIVE)
    told = all(map(str.islower, head[:first])) and all(map(is_capital, head[first:]))
    return many and told and len(head) < _FEW


def _document(base: Description, head: list[str], tail: list[str]) -> Description | None:
    return replace(base, name=owner_of(head, tail), kind="document") if is_document(head, tail) else None


def _group(base: Description, head: list[str], tail: list[str]) -> Description | None:
    """Several people by what they are: "channel bosses", "opposition lawmakers"."""
    last = bare(head[-1]).removeprefix("ex-")
    if last not in PLURALS or last in ORGANISATIONS or last in ("police", "team", "teams"):
        return None
    if head[-1][:1].isupper() and len(head) > 1:
        return None
    return _unnamed(base, head, tail)


def _with_an_outlet(base: Description, head: list[str], tail: list[str]) -> Description | None:
    """Somebody called by whom he is with: "Tarn News' Ada Brook", "Greyfinch's Ada Brook"."""
    owner = next((at for at, word in enumerate(head[:-2]) if word.endswith(("'s", "s'"))), None)
    if owner is None or not _all_capital(head[: owner + 1]):
        return None
    name = next((some for some in (head[owner + 1 :], head[-2:]) if is_name(some)), None)
    if name is None:
        return None
    whose = " ".join(head[: owner + 1]).removesuffix("'s").removesuffix("'")
    return replace(base, name=" ".join(name), affiliation=whose, kind="person")


def _organisation(base: Description, head: list[str], tail: list[str]) -> Description | None:
    if bare(head[-1]) in UNNAMED:  # "a cabinet source"
        return None
    named = any(map(names_organisation, head))
    place = " ".join(head).lower() in PLACES
    acronym = len(head) == 1 and head[0].isupper() and len(head[0]) > 1
    if not named and not place and not acronym:
        return None
    name = head
    kind = next((i for i in reversed(range(len(head) - 1)) if head[i] in ORGANISATIONS), None)
    if kind is not None and _all_capital(head[kind + 1 :]):
        head = head[kind + 1 :]  # "Supermarket chain Barlow's"
        name = head
    first = next((i for i, w in enumerate(head) if w[:1].isupper()), 0)
    behind = head[first:]
    described = any(bare(w) in ORGANISATIONS for w in head[:first]) or any(map(names_organisation, behind))
    if first and _all_capital(behind) and described:  # "the deadlocked Supreme Court"
        name = behind
    elif len(tail) > 1 and tail[0].lower() == "for" and is_capital(head[-1]) and is_capital(tail[1]):
        name = [*head, *tail[: name_end(tail)]]  # "Center for Youth and Media"
    elif tail and tail[0].lower() == "of" and affiliation_in(tail):
        name = [*head, *tail[: 1 + next((i for i, w in enumerate(tail[1:]) if w.lower() in PREPOSITIONS), len(tail))]]
    unnamed = name[0] in GENERIC and (len(name) == 1 or not any(map(is_capital, name)))  # "a group of fishermen"
    whole = None if unnamed else " ".join(name)
    return replace(base, name=whole, kind="organisation", head=bare(name[-1]))


def _capitals(base: Description, head: list[str], tail: list[str]) -> Description | None:
    if len(head) > 2 and bare(head[-1]) in LETTERS_BEHIND:
        head = head[:-1]
    if not is_capital(head[-1]):
        return None
    if len(head) == 1 and bare(head[0]) in _SOME:  # "Six in ten say"
        return replace(base, kind="group")
    if len(head) > 2 and bare(head[0]) in PARTIES and is_name(head[1:]):  # "Conservative Ada Brook"
        return replace(base, name=" ".join(head[1:]), affiliation=head[0].removesuffix("'s"), kind="person")
    first = len(head) - 1
    while first > 0 and (is_capital(head[first - 1]) or head[first - 1].lower() in PARTICLES or head[first - 1] == "&"):
        first -= 1
    name = [*head[first:-1], head[-1].removesuffix("'")]
    one_owner = head[0].lower().endswith("'s") and len(head) > 1
    if one_owner or len(name) > 5 or (len(name) > 1 and is_company(name[-1])):
        return replace(base, name=" ".join(head), kind="organisation")
    kind: SpeakerKind = "person" if len(name) > 1 and not base.definite and "&" not in name else "unknown"
    whole, where = " ".join(name), affiliation_in(tail) if kind == "person" else None
    return replace(base, name=whole.removesuffix("'s") if kind == "person" else whole, affiliation=where, kind=kind)


def _unnamed(base: Description, head: list[str], tail: list[str]) -> Description | None:
    last = bare(head[-1])
    if len(head) > 2 and bare(head[0]) in HONORIFICS and head[1].endswith("'s"):  # "Mr Lund's supporters"
        head = head[1:]
    owned = (
        len(head) > 1 and head[0].endswith("'s") and is_capital(head[0]) and bare(head[0]) not in lexicon.DETERMINERS
    )
    if last == "family" and len(head) > 1 and _all_capital(head[:-1]):  # "the Lund family"
        return replace(base, role=last, affiliation=" ".join(head[:-1]).removesuffix("'s"), kind="group")
    if owned and last not in ("team", "teams"):  # "Brook's allies"
        found = _unnamed(base, head[1:], tail)
        return found and replace(found, affiliation=found.affiliation or head[0].removesuffix("'s"))
    group = last in PLURALS or (last.endswith("s") and not last.endswith("ss"))
    kind: SpeakerKind = "group" if group else "anonymous" if last in UNNAMED else "unknown"
    affiliation = None if _of_a_place(base, tail) else affiliation_in(tail)
    told = kind == "group" or (kind == "anonymous" and last not in ANYBODY)
    role = _with_small_first(head) if told and last not in _GROUPS else None
    return replace(base, name=_body(affiliation) if group else None, role=role, affiliation=affiliation, kind=kind)


def _with_small_first(words: list[str]) -> str:
    """The words, without the capital of one that is no name: "Angry Norby fans"."""
    common = len(words) == 1 or (bare(words[0]) in QUALIFIERS and words[1].islower())
    first = words[0].lower() if common else words[0]
    return " ".join([first, *words[1:]])


def _of_a_place(base: Description, tail: list[str]) -> bool:
    """Whether a group is of a street or a town, which does not speak through them: "residents of Mochi Gali"."""
    return base.head in _LOCALS and not any(names_organisation(word) for word in tail)


def _body(affiliation: str | None) -> str | None:
    """What a group speaks for, unless that is somebody: "allies of the Prime Minister"."""
    return None if affiliation is None or bare(affiliation.split()[-1]) in ROLES else affiliation


def _all_capital(words: list[str]) -> bool:
    return all(is_capital(w) for w in words)


_READERS = (
    _doing,
    _party_member,
    _titled,
    _role_alone,
    _document,
    _group,
    _with_an_outlet,
    _organisation,
    _capitals,
    _unnamed,
)
"""What a mention may be, in the order in which it is tried."""
