"""Whom a pronoun means: the paragraph's last speaker, who opened one of its sentences, or the same of the one before.

A candidate must be of the pronoun's gender if its own is known. Who has just asked is not who replies.

Guaranteed: a pronoun reaches one paragraph back; where nobody is left it names nobody.

Next: `speakers`, which asks for them.
"""

from collections.abc import Sequence

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.speakers.heard import REACH, Heard, Resolved, heard_again, speaker_of
from sayso_extract.domain.speakers.names import Description
from sayso_extract.domain.speakers.naming import surname
from sayso_extract.domain.speakers.people import Person

GENDERS = {"he": "m", "she": "f"}
_REPLIES = frozenset(("replied", "replies", "answered", "answers", "responded", "retorted", "agreed", "conceded"))
_ASKS = frozenset(("asked", "asks", "inquired", "enquired", "wondered"))


def pronoun(
    mention: str,
    draft: Draft,
    cue: str,
    history: Sequence[Heard],
    subjects: Sequence[tuple[int, Person]],
    before: Sequence[tuple[int, Person]],
) -> Resolved:
    """Whom "he" or "she" means; `subjects` open sentences of its paragraph, `before` those of the one before."""
    gender = GENDERS[mention.lower()]
    asked = history[-1] if history and _words(cue) & _REPLIES and _words(history[-1].cue) & _ASKS else None
    heard = [h for h in history if asked is None or not _are_one(h, asked)]
    reach = REACH + (asked is not None)
    begin = draft.mention.begin if draft.mention else 0
    last = next((h for h in reversed(heard) if _may_be(h, gender)), None)
    asker = asked.speaker.name if asked is not None else None
    named = [p for at, p in subjects if at < begin and p.gender in (None, gender) and p.name != asker]
    if last is not None and last.paragraph == draft.paragraph:
        return _again(last, mention, draft, gender)
    if not named and last is not None and last is heard[-1] and draft.paragraph - last.paragraph <= reach:
        return _again(last, mention, draft, gender)
    named = named or [p for _, p in before if p.gender in (None, gender) and p.name != asker]
    if named:
        person = named[-1]
        found = Description(person.name, person.role, person.affiliation, "person")
        return speaker_of(mention, draft.mention, found, "pronoun_subject"), gender, surname(person.name)
    return speaker_of(mention, draft.mention, Description(kind="person"), "none"), gender, ""


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
