"""What the words that stand for a speaker say: a name, a role, an affiliation, and what kind of speaker it is.

Input: the words of a mention ("Pentagon chief Lloyd Austin", "an FT report", "two people familiar with the matter")
and what stood beside it between commas. Read by word lists and capitals: a role word before a run of capitals makes a
person, an organisation word an organisation, a document word a document.

Guaranteed: names and affiliations are words of the mention or its appositions, except a country read from its
adjective ("French President"). Nothing is known about real people.

Next: `appositions`, which adds what stands beside a mention.
"""

from dataclasses import replace

from sayso_extract.domain import lexicon
from sayso_extract.domain.model import SpeakerKind
from sayso_extract.domain.speakers.places import BY_ADJECTIVE, PLACES
from sayso_extract.domain.speakers.role_words import (
    DOCUMENTS,
    GENERIC,
    HONORIFICS,
    ORGANISATIONS,
    PLURALS,
    ROLES,
    UNNAMED,
)
from sayso_extract.domain.values import value
from sayso_extract.domain.word_lists import word_set

_PREPOSITIONS = word_set("of at for from with in by on to about published close familiar seen who which that "
                          "whose under near")  # fmt: skip
_PARTICLES = word_set("de da di del la le van von der den bin al el ibn dos du ter")
_EDGES = "\"“”‘’'«»()[],;:"


@value
class Description:
    """What a mention says about its speaker, before the rest of the article is asked."""

    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    kind: SpeakerKind = "unknown"
    gender: str | None = None
    head: str = ""
    definite: bool = False


def surname(name: str) -> str:
    """The last word of a name, as later mentions use it."""
    return name.split()[-1].lower()


def mention_words(text: str) -> list[str]:
    """The words of a mention, without marks and brackets; no more than 40."""
    words = [_clean(word) for word in text.split()[:40] if not word.startswith("(")]
    return [word for word in words if word]


def _clean(word: str) -> str:
    """A word without marks at its edges; the apostrophe of a plural owner ("the pilots' union") is part of it."""
    straight = word.replace("’", "'").strip(_EDGES.replace("'", ""))
    return straight if straight.endswith("s'") and not straight.startswith("'") else straight.strip("'‘")


def read_mention(words: list[str]) -> Description:
    """What the words of one mention say."""
    definite = bool(words) and words[0].lower() in ("the", "this", "that", "its", "his", "her", "their")
    if words and words[0].lower() in lexicon.DETERMINERS and words[0].lower() not in ("two", "three"):
        words = words[1:]
    if not words:
        return Description()
    cut = next((i for i, w in enumerate(words) if i and w.lower() in _PREPOSITIONS), len(words))
    head, tail = words[:cut], words[cut:]
    gender = next((HONORIFICS[w.lower().rstrip(".")] for w in head if w.lower().rstrip(".") in HONORIFICS), None)
    base = Description(head=bare(head[-1]), definite=definite, gender=gender)
    for read in (_titled, _role_alone, _document, _organisation, _capitals, _unnamed):
        found = read(base, head, tail)
        if found is not None:
            return found
    return base


def bare(word: str) -> str:
    """A word in lower case, without what marks an owner."""
    return word.lower().removesuffix("'s").rstrip(".'")


def _titled(base: Description, head: list[str], tail: list[str]) -> Description | None:
    """A role or an honorific, then a name: "Interior Minister Radko Senn", "Ms Okray"."""
    at = max((i for i, w in enumerate(head) if bare(w) in ROLES or bare(w) in HONORIFICS), default=-1)
    name = head[at + 1 :]
    if at >= 0 and name and is_name(name):
        before = [w for w in head[: at + 1] if bare(w) not in HONORIFICS or bare(w) in ("lord", "lady")]
        if before and bare(before[-1]) in ("lord", "lady"):
            return replace(base, name=" ".join([before[-1], *name]), kind="person")
        role, affiliation = _split_role(before)
        affiliation = affiliation or affiliation_in(tail)
        return replace(base, name=" ".join(name), role=role, affiliation=affiliation, kind="person")
    return None


def _role_alone(base: Description, head: list[str], tail: list[str]) -> Description | None:
    """A role without a name in its head: "the leader of Saltby Council", "Chief of the Staff of X Ada Brook"."""
    if bare(head[-1]) not in ROLES:
        return None
    role, affiliation = _split_role(head)
    phrase, of, name = _of_phrases(tail)
    if of or phrase:
        role, affiliation = " ".join([role or "", *phrase]).strip(), affiliation or of
    elif affiliation is None:
        affiliation = affiliation_in(tail)
    if name:
        return replace(base, name=name, role=role, affiliation=affiliation, kind="person")
    if bare(head[-1]) in PLURALS:
        return replace(base, name=affiliation, role=role, affiliation=affiliation, kind="group")
    return replace(base, role=role, affiliation=affiliation, kind="anonymous")


def _of_phrases(tail: list[str]) -> tuple[list[str], str | None, str | None]:
    """Words of "of ..." that belong to the role, the affiliation, and a name at the end."""
    if not tail or tail[0].lower() != "of":
        return [], None, None
    stop = next((i for i, w in enumerate(tail) if w.lower() in _PREPOSITIONS - {"of"}), len(tail))
    words = tail[:stop]
    words, name = _name_at_end(words)
    seconds = [i for i, w in enumerate(words) if w.lower() == "of" and i > 0 and _article(words, i + 1)]
    if seconds:
        return words[: seconds[0]], _no_article(words[seconds[0] + 1 :]), name
    if affiliation_in(words) is None or bare(words[-1]) == "opposition":
        return words, None, name
    return [], _no_article(words[1:]), name


def _article(words: list[str], at: int) -> bool:
    return at < len(words) and words[at].lower() == "the"


def _no_article(words: list[str]) -> str | None:
    return " ".join(words[1:] if words and words[0].lower() == "the" else words) or None


def _name_at_end(words: list[str]) -> tuple[list[str], str | None]:
    """Split "Armed Forces of Ukraine Ada Brook": after a known place or an organisation's noun, capitals are a name."""
    run = len(words)
    while run > 0 and words[run - 1][:1].isupper():
        run -= 1
    for at in range(len(words) - 2, run, -1):
        place = any(" ".join(words[b:at]).lower() in PLACES for b in range(max(run, at - 3), at))
        if (place or bare(words[at - 1]) in ORGANISATIONS) and is_name(words[at:]):
            return words[:at], " ".join(words[at:])
    return words, None


def _split_role(words: list[str]) -> tuple[str | None, str | None]:
    """A role and whom it is with: "Pentagon chief", "French President", "Interior Minister"."""
    affiliation = None
    while words and words[0].lower() in ("a", "an", "the"):
        words = words[1:]
    if not words:
        return None, None
    owner = next((i for i, w in enumerate(words[:-1]) if w.lower().endswith("'s") or w.endswith("s'")), None)
    if owner is not None:
        return " ".join(words[owner + 1 :]), " ".join(words[: owner + 1]).removesuffix("'s").removesuffix("'")
    for size in (2, 1):
        adjective = " ".join(words[:size]).lower()
        if len(words) > size and (adjective in BY_ADJECTIVE or adjective in PLACES):
            return " ".join(words[size:]), BY_ADJECTIVE.get(adjective, " ".join(words[:size]))
    lower = next((i for i, w in enumerate(words) if not w[:1].isupper()), 0)
    if lower and all(bare(w) not in ROLES and bare(w) not in ("former", "deputy", "junior") for w in words[:lower]):
        affiliation, words = " ".join(words[:lower]), words[lower:]
    return " ".join(words), affiliation


def affiliation_in(tail: list[str]) -> str | None:
    """The organisation after "of", "at", "for" or "with", if capitals name one."""
    if not tail or tail[0].lower() not in ("of", "at", "for", "with", "from"):
        return None
    words = tail[1:]
    while words and words[0].lower() in lexicon.DETERMINERS:
        words = words[1:]
    end = 0
    while end < len(words) and (words[end][:1].isupper() or words[end].lower() in ("of", "and", "for", "the", "&")):
        end += 1
    while end and not words[end - 1][:1].isupper():
        end -= 1
    return " ".join(words[:end]) or None


def _document(base: Description, head: list[str], tail: list[str]) -> Description | None:
    if bare(head[-1]) not in DOCUMENTS:
        return None
    named = [w for w in head[:-1] if w[:1].isupper() and bare(w) not in DOCUMENTS]
    owner = " ".join(named).removesuffix("'s") or None
    at = next((i for i, w in enumerate(tail) if w.lower() in ("by", "for", "from", "at")), None)
    if owner is None and at is not None:
        owner = affiliation_in(["at", *tail[at + 1 :]])
    return replace(base, name=owner, kind="document")


def _organisation(base: Description, head: list[str], tail: list[str]) -> Description | None:
    words = [bare(w) for w in head]
    at = max((i for i, w in enumerate(words) if w in ORGANISATIONS), default=-1)
    place = " ".join(head).lower() in PLACES
    acronym = len(head) == 1 and head[0].isupper() and len(head[0]) > 1
    if at < 0 and not place and not acronym:
        return None
    name = head
    first = next((i for i, w in enumerate(head) if w[:1].isupper()), 0)
    if first and _all_capital(head[first:]) and any(bare(w) in ORGANISATIONS for w in head[:first]):
        name = head[first:]
    elif tail and tail[0].lower() == "of" and affiliation_in(tail):
        name = [*head, *tail[: 1 + next((i for i, w in enumerate(tail[1:]) if w.lower() in _PREPOSITIONS), len(tail))]]
    named = None if len(name) == 1 and name[0] in GENERIC else " ".join(name)
    return replace(base, name=named, kind="organisation", head=bare(name[-1]))


def _capitals(base: Description, head: list[str], tail: list[str]) -> Description | None:
    named = [i for i, w in enumerate(head) if w[:1].isupper()]
    if not named or named[-1] != len(head) - 1:
        return None
    first = len(head) - 1
    while first > 0 and (head[first - 1][:1].isupper() or head[first - 1].lower() in _PARTICLES):
        first -= 1
    name = head[first:]
    one_owner = head[0].lower().endswith("'s") and len(head) > 1
    if one_owner or len(name) > 4:
        return replace(base, name=" ".join(head), kind="organisation")
    kind: SpeakerKind = "person" if len(name) > 1 and not base.definite else "unknown"
    return replace(base, name=" ".join(name), affiliation=affiliation_in(tail) if kind == "person" else None, kind=kind)


def _unnamed(base: Description, head: list[str], tail: list[str]) -> Description | None:
    last = bare(head[-1])
    group = last in PLURALS or (last.endswith("s") and not last.endswith("ss"))
    kind: SpeakerKind = "group" if group else "anonymous" if last in UNNAMED else "unknown"
    affiliation = affiliation_in(tail)
    role = " ".join(head).lower() if kind == "anonymous" and last not in ("one", "another", "person") else None
    return replace(base, name=affiliation if group else None, role=role, affiliation=affiliation, kind=kind)


def is_name(words: list[str]) -> bool:
    """Whether words are a person's name: capitals, none of them a role or an organisation."""
    capital = all(w[:1].isupper() or w.lower() in _PARTICLES for w in words)
    return capital and len(words) <= 4 and all(bare(w) not in ORGANISATIONS and bare(w) not in ROLES for w in words)


def _all_capital(words: list[str]) -> bool:
    return all(w[:1].isupper() for w in words)
