"""Whom a pronoun means: the paragraph's last speaker, who opened one of its sentences, or the same of the one before.

If nobody is left, it is the only one of its gender whom the two paragraphs name. A candidate must be of the pronoun's
gender if its own is known. Who has just asked is not who replies.

Guaranteed: a pronoun reaches one paragraph back; where nobody is left it names nobody.

Next: `speakers`, which asks for them.
"""

from collections.abc import Iterable, Sequence

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.model import Span
from sayso_extract.domain.speakers.heard import REACH, Around, Heard, Resolved, heard_again, speaker_of
from sayso_extract.domain.speakers.names import Description
from sayso_extract.domain.speakers.naming import surname
from sayso_extract.domain.speakers.people import Person

GENDERS = {**lexicon.PERSONAL_GENDERS, **lexicon.POSSESSIVE_GENDERS}
"""Pronouns, also of "in his view"."""
_REPLIES = frozenset(("replied", "replies", "answered", "answers", "responded", "retorted", "agreed", "conceded"))
_ASKS = frozenset(("asked", "asks", "inquired", "enquired", "wondered"))


def pronoun(
    mention: str,
    draft: Draft,
    cue: str,
    history: Sequence[Heard],
    around: Around,
) -> Resolved | None:
    """Whom "he" or "she" means of those who spoke or open sentences; None if nobody of these."""
    gender = GENDERS[mention.lower()]
    asked = history[-1] if history and _words(cue) & _REPLIES and _words(history[-1].cue) & _ASKS else None
    heard = [h for h in history if asked is None or not _are_one(h, asked)]
    reach = REACH + (asked is not None)
    begin = draft.mention.begin if draft.mention else 0
    last = next((h for h in reversed(heard) if _may_be(h, gender)), None)
    asker = asked.speaker.name if asked is not None else None
    named = [p for at, p in around.subjects if at < begin and p.gender in (None, gender) and p.name != asker]
    if last is not None and last.paragraph == draft.paragraph:
        return _again(last, mention, draft, gender)
    if around.newcomer is not None and not named and around.newcomer.gender in (None, gender):
        return speaker_of(mention, draft.mention, around.newcomer, "newcomer"), gender, around.newcomer.head
    if not named and last is not None and last is heard[-1] and draft.paragraph - last.paragraph <= reach:
        return _again(last, mention, draft, gender)
    named = named or [p for _, p in around.before if p.gender in (None, gender) and p.name != asker]
    if named:
        person = named[-1]
        found = Description(person.name, person.role, person.affiliation, "person")
        return speaker_of(mention, draft.mention, found, "pronoun_subject"), gender, surname(person.name)
    return None


def only_one(
    mention: str, span: Span, cue: str, words: str, people: Iterable[Person], main: Person | None = None
) -> Resolved:
    """The only one of the pronoun's gender whom the words before it name in full; nobody if there are several.

    Who replies may be named further up. Where nobody is named, it is whom the article is of.
    """
    gender = GENDERS[mention.lower()]
    named = [p for p in people if p.described and p.gender in (None, gender) and p.name in words]
    replies = bool(named) and bool(_words(cue) & _REPLIES)
    named = named if named or main is None else [main]
    if len(named) != 1 or named[0].gender != gender or replies:
        return speaker_of(mention, span, Description(kind="person"), "none"), gender, ""
    person = named[0]
    found = Description(person.name, person.role, person.affiliation, "person")
    return speaker_of(mention, span, found, "pronoun_only_one"), gender, surname(person.name)


def other_pronoun(mention: str, draft: Draft, history: Sequence[Heard]) -> Resolved:
    """Whom "it" or "they" means: who spoke last, if that is no single person."""
    wanted = {"it": ("organisation", "document"), "they": ("group", "organisation")}.get(mention.lower(), ())
    last = history[-1] if history else None
    if last is not None and last.speaker.kind in wanted and draft.paragraph - last.paragraph <= REACH:
        return heard_again(last, mention, draft.mention, "pronoun_previous_speaker")
    return speaker_of(mention, draft.mention, Description(), "none"), None, ""


def _words(cue: str) -> set[str]:
    return set(cue.lower().split())


def _are_one(one: Heard, other: Heard) -> bool:
    return one is other or (one.speaker.name is not None and one.speaker.name == other.speaker.name)


def _may_be(heard: Heard, gender: str) -> bool:
    return heard.speaker.kind in ("person", "anonymous") and heard.gender in (None, gender)


def _again(heard: Heard, mention: str, draft: Draft, gender: str) -> Resolved:
    speaker, _, head = heard_again(heard, mention, draft.mention, "pronoun_previous_speaker")
    return speaker, gender, head
