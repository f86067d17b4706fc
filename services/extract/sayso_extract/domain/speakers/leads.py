"""Whom a newspaper's lead describes: "A former harbour master took bribes ..." and, a paragraph on, his name.

News leads tell what somebody is; the next paragraph opens with who: "Gideon Mapplewhite, 54, denies two counts". Input:
the sentences and the people they name in full. The lead is the first paragraph that is a sentence; what it describes is
its subject, or who is said there to have said it ("..., the leader of Saltby Council told reporters").

Guaranteed: at most one person gets a role, only if nothing else tells one, and it is in the words of the lead. Who is
charged is not the one to whom it was done.

Next: `speakers`.
"""

from collections.abc import Sequence

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.cues import FORMS
from sayso_extract.domain.attribution.finder import Paragraph
from sayso_extract.domain.attribution.phrases import looks_like_verb
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.model import Span
from sayso_extract.domain.role_words import ROLES
from sayso_extract.domain.speakers.appositions import TITLES, describe, is_kin
from sayso_extract.domain.speakers.names import Description
from sayso_extract.domain.speakers.naming import bare, names_organisation
from sayso_extract.domain.speakers.people import Person
from sayso_extract.domain.values import Value, replace
from sayso_extract.domain.word_lists import word_set

_OPENING = 8
"""Paragraphs in which a lead is looked for: title, byline and date may stand before it."""
_WORDS = 6
"""A shorter first sentence is a title or a byline."""
_LONGEST = 12
"""Tokens of a description, and of what may open the sentence that names."""
_CHARGED = word_set("denies denied deny pleaded pleads admits admitted faces accused charged")
"""Words of a sentence that opens with who is charged."""
_OWN = {"m": frozenset(("he", "his", "himself")), "f": frozenset(("she", "her", "herself"))}
"""What a sentence tells of the gender of whom it is about."""
_BEREAVED = word_set("widow widower mother mum father dad grandmother grandfather")
"""Kin of whom a story may be: "The widow of a man killed told"."""
_DASHES = ("—", "–", "-", "--")


class Lead(Value):
    """Who is described in a lead: which of the people, where, and in which paragraph."""

    person: Person
    begin: int
    paragraph: int


def find_lead(text: str, read: Sequence[Paragraph], people: Sequence[Person]) -> Lead | None:
    """Whom the lead describes, with the role that it tells; None if nobody is named behind it."""
    at = next((i for i, each in enumerate(read[:_OPENING]) if _is_sentence(each)), None)
    if at is None or at + 1 >= len(read) or not read[at + 1].sentences:
        return None
    sentence = _behind_dateline(read[at].sentences[0])
    named = read[at + 1].sentences[0]
    person = _opens(named, people)
    if person is None or text.find(person.name.split()[-1], sentence[0].begin) < named[0].begin:
        return None
    found = _subject(text, sentence, named) or _who_says(text, sentence)
    if found is None or not _may_be(person, found, sentence, people):
        return None
    told = person.role is not None and bare(person.role.split()[-1]) not in TITLES
    role, affiliation = (person.role if told else found.role), person.affiliation or _kept(found, sentence)
    if told and not _same(person, found):
        return None
    whole = replace(person, role=role, affiliation=affiliation, gender=person.gender or found.gender)
    return Lead(whole, sentence[0].begin, read[at].index)


def _is_sentence(paragraph: Paragraph) -> bool:
    sentence = paragraph.sentences[0] if paragraph.sentences else ()
    return len(sentence) > _WORDS and sentence[-1].text in (".", "?", "!")


def _behind_dateline(sentence: tuple[Token, ...]) -> tuple[Token, ...]:
    """A sentence without "SALTBY, Veldania (Meridian Wire) -"."""
    dash = next((i for i, token in enumerate(sentence[:_LONGEST]) if token.text in _DASHES), -1)
    place = len(sentence[0].text) > 1 and sentence[0].text.isupper()
    return sentence[dash + 1 :] if place and 0 < dash < len(sentence) - 1 else sentence


def _opens(sentence: tuple[Token, ...], people: Sequence[Person]) -> Person | None:
    """Who opens a sentence in full, a title or "In a letter," aside."""
    names = {person.name.lower(): person for person in people}
    comma = next((i for i, token in enumerate(sentence[:_LONGEST]) if token.text == ","), 0)
    after = sentence[0].lower in lexicon.TRUE_PREPOSITIONS and comma
    for begin in (comma + 1, comma + 2) if after else (0, 1, 2):
        for size in (2, 3, 4):
            words = [token.lower for token in sentence[begin : begin + size]]
            person = names.get(" ".join(words))
            if person is not None and all(token.capital for token in sentence[:begin] if not after):
                return person
    return None


def _subject(text: str, sentence: tuple[Token, ...], named: tuple[Token, ...]) -> Description | None:
    """The unnamed subject of a lead: "A translator at the Admiralty passed", "Veldania's trade minister quit"."""
    end = next((i for i, token in enumerate(sentence[:_LONGEST]) if i and looks_like_verb(token)), 0)
    opens = sentence[0].lower in ("a", "an", "the") or any(token.lower.endswith("'s") for token in sentence[:3])
    if not end or not opens or any(token.kind != "word" for token in sentence[:end]):
        return None
    charged = any(token.lower in _CHARGED for token in named[:_LONGEST])
    if charged and sentence[end].lower in lexicon.AUXILIARIES and _is_passive(sentence, end):
        return None
    return _one(text, sentence[:end])


def _is_passive(sentence: tuple[Token, ...], at: int) -> bool:
    return any(token.lower in lexicon.BE for token in sentence[at : at + 3])


def _who_says(text: str, sentence: tuple[Token, ...]) -> Description | None:
    """Who is said at the end of a lead to have said it, if that is nobody by name."""
    comma = next((i for i in range(len(sentence) - 1, 0, -1) if sentence[i].text == ","), 0)
    end = next((i for i in range(comma + 2, min(len(sentence), comma + _LONGEST)) if sentence[i].lower in FORMS), 0)
    if not comma or not end or sentence[comma + 1].lower != "the":
        return None
    return _one(text, sentence[comma + 1 : end])


def _one(text: str, words: tuple[Token, ...]) -> Description | None:
    """What words say of one person who is not named and has a role."""
    found = describe(Span(words[0].begin, words[-1].end).of(text))
    role = bare(found.role.split()[-1]) if found.role else ""
    single = found.kind == "anonymous" and role in ROLES
    near = is_kin(found.head) and found.head not in _BEREAVED
    return found if single and not near else None


def _may_be(person: Person, found: Description, sentence: tuple[Token, ...], people: Sequence[Person]) -> bool:
    """Whether a description may be a person's: of his sex, and nobody else's role."""
    words = {token.lower for token in sentence}
    told = {gender for gender, own in _OWN.items() if not own.isdisjoint(words)}
    genders = {found.gender} if found.gender else told
    if person.gender and genders and person.gender not in genders:
        return False
    mine = set((found.role or "").lower().split())
    return not any(each.name != person.name and mine == set((each.role or "").lower().split()) for each in people)


def _kept(found: Description, sentence: tuple[Token, ...]) -> str | None:
    """Whom the lead says somebody is with, if that is no country: an organisation, or what stands behind "at"."""
    of = found.affiliation or "-"
    first = next((i for i, token in enumerate(sentence) if token.text == of.split()[0]), 0)
    at = any(token.lower in ("at", "for", "with") for token in sentence[max(0, first - 2) : first])
    return of if at or any(map(names_organisation, of.split())) else None


def _same(person: Person, found: Description) -> bool:
    """Whether a role that is known besides the lead's is the same one."""
    return bare((person.role or "x").split()[-1]) == bare((found.role or "y").split()[-1])
