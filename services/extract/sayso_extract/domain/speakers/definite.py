"""Whom a description without a name means: "the 19-year-old", "the witness", "another", "the second official".

A description brings somebody new unless something ties it to a person who is known: the same head noun as that person's
mention or role, an epithet that fits anybody ("the veteran"), a role where the person has none yet. What forbids it: a
word that counts or contrasts ("the first witness", "another official"), an owner ("the union's expert"), a description
of its own beside it ("the witness, a former deckhand"), another role, the other sex, and of witnesses whoever has a
part in the trial.

Guaranteed: a name is given only to a mention that the rules tie to exactly one person, the nearest; else nobody.

Next: `pronouns`.
"""

from collections.abc import Iterable, Sequence

from sayso_extract.domain.attribution.cues import FORMS
from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.lexicon import FINITE
from sayso_extract.domain.model import Speaker
from sayso_extract.domain.role_words import OFFICES, PLURALS, ROLE_ALIASES, ROLES
from sayso_extract.domain.speakers.heard import REACH, Around, Heard, Resolved, heard_again, speaker_of
from sayso_extract.domain.speakers.names import ANYBODY, Description, read_mention
from sayso_extract.domain.speakers.naming import bare, surname
from sayso_extract.domain.speakers.plain_names import MEMBERS, PARTIES
from sayso_extract.domain.values import replace
from sayso_extract.domain.word_lists import word_set

_EPITHETS = word_set(
    "champion runner-up star ace youngster teenager veteran singer newcomer rookie winner loser hero legend "
    "millionaire billionaire tycoon native man woman boy girl pensioner victim parent mother father mum dad "
    "grandmother grandfather widow widower retiree patient fan resident"
)
"""What anybody may be besides a post."""
_SOMEBODY = _EPITHETS | ROLES | MEMBERS
_HOLD_OFFICE = OFFICES | word_set(
    "minister governor mayor senator premier chancellor mp judge king queen prince pope ambassador"
)
"""Roles that tell who is meant, if anybody: "the opposition leader" is not just who spoke last."""
_SECRET = word_set("source insider")
"""Who is called so has no name."""
_NO_POST = _EPITHETS | _SECRET | MEMBERS
_COUNTS = word_set(
    "first second third fourth fifth sixth seventh eighth ninth tenth last final next other another further "
    "additional different separate fellow own rival one"
)
"""Words that set somebody apart from who was heard before."""
_CLOSE = (
    "who ask",
    "who did not want",
    "who cannot",
    "who can only",
    "who can be",
    "who declin",
    "who refus",
    "whose ",
)
"""How a clause begins that brings somebody who is not named."""
_OPENING = 6
"""Words in which a paragraph says who it is about."""
_ONE_PARTY = ("conservative", "tory")
_COURT = word_set("lawyer prosecutor judge barrister solicitor attorney counsel detective officer defendant recorder")
"""Who has another part in a trial than to testify."""
_ACCUSED = ("denies", "deny", "has denied", "pleaded", "has pleaded", "denied")
"""Cues of who is charged."""


def _sets_apart(mention: str) -> bool:
    """Whether a mention sets somebody apart: "the first witness", "the other one"."""
    return not _COUNTS.isdisjoint(mention.lower().split()[:4])


def _has_owner(mention: str) -> bool:
    """Whether it says whose somebody is: "the union's expert"."""
    return any(word.endswith(("'s", "’s", "s'", "s’")) for word in mention.split()[:-1])


def one_of_them(mention: str, draft: Draft, history: Sequence[Heard], before: str) -> Resolved | None:
    """ "Another said", "one of them": nobody by name, but of the same kind as who spoke or was told of before."""
    words = mention.lower().split()
    if words[:1] not in (["another"], ["one"], ["others"], ["some"]) or (len(words) > 1 and words[-1] != "them"):
        return None
    last = next((h for h in reversed(history) if h.speaker.name is None and h.speaker.role), None)
    if last is None or draft.paragraph - last.paragraph > REACH:
        role = _kind_told(before) if words in (["another"], ["one"]) else None
        found = Description(role=role, kind="anonymous", head=role or "")
        return (speaker_of(mention, draft.mention, found, "one_of_them"), None, role) if role else None
    speaker = replace(last.speaker, mention=mention, mention_span=draft.mention, resolved_by="one_of_them")
    return _one(speaker), last.gender, last.head


def _kind_told(before: str) -> str | None:
    """What one of several is: the minister of "Ministers are gloomy. One"."""
    words = [bare(word.strip(",.")) for word in before.rpartition("\n")[2].split()]
    return next((word[:-1] for word in reversed(words) if word in PLURALS and word[:-1] in ROLES), None)


def _one(speaker: Speaker) -> Speaker:
    """One of a group is somebody."""
    return replace(speaker, kind="anonymous") if speaker.kind == "group" else speaker


def same_person(
    mention: str,
    draft: Draft,
    found: Description,
    beside: Iterable[str],
    history: Sequence[Heard],
    around: Around,
) -> Resolved | None:
    """Who spoke last, if "the 19-year-old" or "the insider" may be that one and the words are of nobody else.

    `beside` are the descriptions beside the mention.
    """
    subjects = around.subjects
    if found.name is not None or not found.definite or found.kind not in ("anonymous", "unknown"):
        return None
    if " from " in mention:  # "the Republican from Ohio" is told by more than his party
        return None
    if not mention.lower().startswith("the ") or _sets_apart(mention) or _has_owner(mention):
        return None
    if found.kind == "unknown" and not _is_somebody(mention):
        return None
    if found.head in _HOLD_OFFICE:
        return _in_office(mention, draft, found, history)
    if same_head(mention, found, history) is not None:
        return None
    if any(map(_introduces, beside)) and not (found.head in ANYBODY and _is_unnamed_here(history, draft)):
        return None
    if found.head == "witness":
        heard = next((h for h in reversed(history) if _may_testify(h)), None)
        return None if heard is None else heard_again(heard, mention, draft.mention, "same_person")
    may_be = ("anonymous",) if found.head in _SECRET else ("person", "anonymous")
    last = next((h for h in reversed(history) if h.speaker.kind in may_be), None)
    if around.newcomer is not None and (last is None or last.paragraph != draft.paragraph):
        return speaker_of(mention, draft.mention, around.newcomer, "newcomer"), found.gender, around.newcomer.head
    if last is not None and (last.paragraph == draft.paragraph or (last is history[-1] and not subjects)):
        near = draft.paragraph - last.paragraph <= REACH and _fits(found, last.speaker.role, last.gender)
        near = near and not _of_two_parties(found, last.speaker.affiliation)
        return heard_again(last, mention, draft.mention, "same_person") if near else None
    begin = draft.mention.begin if draft.mention else 0
    before = [person for at, person in subjects if at < begin]
    if not subjects and mention.endswith("-year-old"):
        before = [person for _, person in around.before]
    before = [person for person in before if not _of_two_parties(found, person.affiliation)]
    if before and found.head not in _SECRET and _fits(found, before[-1].role, before[-1].gender):
        person = before[-1]
        known = Description(person.name, person.role, person.affiliation, "person")
        return speaker_of(mention, draft.mention, known, "same_person"), person.gender, surname(person.name)
    return None


def _in_office(mention: str, draft: Draft, found: Description, history: Sequence[Heard]) -> Resolved | None:
    """Who spoke last, of whom only "the Prime Minister" tells the office: it has a capital, and he no role yet."""
    last = history[-1] if history else None
    if last is None or last.speaker.kind != "person" or last.speaker.role is not None or last.speaker.name is None:
        return None
    near = draft.paragraph - last.paragraph <= REACH and _fits(found, None, last.gender)
    if not near or not mention.split()[1][:1].isupper():
        return None
    speaker, gender, head = heard_again(last, mention, draft.mention, "office")
    return replace(speaker, role=found.role), gender, head


def _is_unnamed_here(history: Sequence[Heard], draft: Draft) -> bool:
    """Whether somebody without a name has just spoken in the same paragraph: "said the woman, who asked not to be"."""
    last = history[-1] if history else None
    return last is not None and last.speaker.kind == "anonymous" and last.paragraph == draft.paragraph


def same_head(mention: str, found: Description, history: Sequence[Heard]) -> Heard | None:
    """Who was last called by the same noun, or has it for a role: "the deckhand" of "a former deckhand"."""
    if _sets_apart(mention):
        low = mention.lower()
        return next((h for h in reversed(history) if h.speaker.mention.lower() == low), None)
    return next((h for h in reversed(history) if h.head and (h.head == found.head or _is(h, found))), None)


def _is(heard: Heard, found: Description) -> bool:
    """Whether somebody without a name has a role of this noun."""
    role = heard.speaker.role if heard.speaker.kind == "anonymous" else None
    return found.head in ROLES and role is not None and bare(role.split()[-1]) == found.head


def _introduces(beside: str) -> bool:
    """Whether what stands beside a mention brings somebody new: "a former deckhand", "who asked not to be named"."""
    low = beside.lower()
    return low.startswith(("a ", "an ")) or low.startswith(_CLOSE)


def _fits(found: Description, role: str | None, gender: str | None) -> bool:
    """Whether somebody of a role and a gender may be called so."""
    if found.gender is not None and gender is not None and found.gender != gender:
        return False
    if role is None or found.head not in ROLES or found.head in _NO_POST:
        return True
    known = {ROLE_ALIASES.get(bare(word), bare(word)) for word in role.split()}
    return ROLE_ALIASES.get(found.head, found.head) in known


def _of_two_parties(found: Description, affiliation: str | None) -> bool:
    """Whether "the Conservative candidate" is none who is of another party; "Democratic" and "Democrat" are one."""
    one, other = sorted((bare(found.affiliation or ""), bare(affiliation or "")))
    return one in PARTIES and other in PARTIES and not other.startswith(one) and (one, other) != _ONE_PARTY


def newcomer_in(words: str) -> Description | None:
    """Who opens a paragraph and has no name: "A neighbour, who did not want to be named, reckons"."""
    opens = words.split()[:_OPENING]
    if not opens or opens[0] not in ("A", "An", "One", "Another"):
        return None
    end = next((i for i, word in enumerate(opens) if i and _ends_phrase(word)), 0)
    found = read_mention([word.strip(",") for word in opens[: end + opens[end].endswith(",")]])
    return found if found.kind == "anonymous" and found.role else None


def _ends_phrase(word: str) -> bool:
    return word.endswith(",") or word in FINITE or word in FORMS


def _is_somebody(mention: str) -> bool:
    """Whether words that no list knows may stand for one person: an age, or one lower-case noun in the singular."""
    words = mention.lower().split()
    last = words[-1]
    return last.endswith("-year-old") or (len(words) <= 3 and "-" in last) or last in _SOMEBODY


def _may_testify(heard: Heard) -> bool:
    if heard.speaker.kind not in ("person", "anonymous") or heard.cue.lower().startswith(_ACCUSED):
        return False
    return _COURT.isdisjoint([bare(word) for word in (heard.speaker.role or "").split()])
