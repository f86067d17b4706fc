"""One speaker table a document: which mentions are the same speaker, and what is known of each.

Input: the article's sentences and the drafts found in them, in reading order. A first pass over all sentences collects
people named in full with their roles; then each draft's mention is resolved by the first of a few named rules: exact
name, surname, a role or its newsroom alias ("the Pentagon head"), a pronoun, an organisation, a document.

Guaranteed: a rule that leaves more than one candidate abstains (`name` is None, `resolved_by` "none"); a name always
stands in the article. Work per draft is bounded by the people in the table, which is bounded.

Next: `statements`.
"""

from collections.abc import Sequence
from dataclasses import replace

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.cues import FORMS
from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.model import Span, Speaker
from sayso_extract.domain.speakers.appositions import is_kin
from sayso_extract.domain.speakers.names import Description, read_mention
from sayso_extract.domain.speakers.naming import is_capital, surname
from sayso_extract.domain.speakers.people import Person, same_role
from sayso_extract.domain.speakers.role_words import OFFICES, ROLES
from sayso_extract.domain.values import value
from sayso_extract.domain.word_lists import word_set

_PERSON_PRONOUNS = {"he": "m", "she": "f"}
_SOMEBODY = word_set(
    "champion runner-up star ace youngster teenager veteran singer newcomer rookie winner loser hero legend "
    "millionaire billionaire tycoon native man woman boy girl pensioner victim"
).union(ROLES)  # fmt: skip
_HOLD_OFFICE = OFFICES | word_set(
    "minister governor mayor senator premier chancellor mp judge king queen prince pope ambassador"
)
"""Roles that tell who is meant, if anybody: "the opposition leader" is not just who spoke last."""
_SECRET = word_set("source insider")
"""Who is called so has no name."""
_NO_NAME = "\n"
"""Stands for what is no word: no name holds it."""
_BEFORE = 80
"""Characters before a "who" in which stands whom it means."""
_REACH = 1
"""How many paragraphs back a pronoun may reach for the previous speaker."""

Resolved = tuple[Speaker, str | None, str]
"""A speaker, its gender if the words tell, and the head noun of its mention."""


@value
class Heard:
    """A speaker already resolved, and the paragraph it last spoke in."""

    speaker: Speaker
    gender: str | None
    head: str
    paragraph: int


def resolve_speakers(
    text: str,
    drafts: tuple[Draft, ...],
    people: tuple[Person, ...],
    subjects: dict[int, tuple[tuple[int, Person], ...]],
    described: Sequence[Description | None],
) -> tuple[Speaker, ...]:
    """The speaker of each draft.

    `subjects` holds, by paragraph, the people that open its sentences, `described` by draft what its mention says.
    """
    table = {person.name.lower(): person for person in people}
    history: list[Heard] = []
    resolved: list[Speaker] = []
    for draft, said in zip(drafts, described, strict=True):
        here = subjects.get(draft.paragraph, ())
        before = _alone(subjects.get(draft.paragraph - 1, ()))
        speaker, gender, head = _resolve(text, draft, said, table, history, here, before)
        resolved.append(speaker)
        if not draft.nobody:
            history = [*history[-12:], Heard(speaker, gender, head, draft.paragraph)]
    return tuple(resolved)


def _alone(subjects: tuple[tuple[int, Person], ...]) -> tuple[tuple[int, Person], ...]:
    """The subject of a paragraph that has one only."""
    return subjects if len({person.name for _, person in subjects}) == 1 else ()


def _resolve(
    text: str,
    draft: Draft,
    found: Description | None,
    table: dict[str, Person],
    history: list[Heard],
    subjects: tuple[tuple[int, Person], ...],
    before: tuple[tuple[int, Person], ...],
) -> Resolved:
    if draft.nobody:
        return _speaker("", None, Description(), "none"), None, ""
    last = history[-1] if history else None
    if last and (draft.mention is None or (draft.same_speaker and last.paragraph == draft.paragraph)):
        rule = last.speaker.resolved_by if draft.same_speaker and draft.cue else "previous_speaker"
        return replace(last.speaker, resolved_by=rule), last.gender, last.head
    if draft.mention is None or found is None:
        return _speaker("", None, Description(), "none"), None, ""
    mention = draft.mention.of(text)
    word = mention.lower()
    if word in _PERSON_PRONOUNS:
        return _pronoun(mention, draft, _PERSON_PRONOUNS[word], history, subjects, before)
    if word == "who":
        found = _antecedent(text[max(0, draft.mention.begin - _BEFORE) : draft.mention.begin])
        return _described(mention, draft.mention, found, table, history)
    if word in ("it", "they", "i", "we", "you"):
        return _other_pronoun(mention, draft, history)
    if _are_several(mention, table):
        return _speaker(mention, draft.mention, Description(kind="group"), "none"), None, ""
    again = _one_of_them(mention, draft, history) or _same_person(mention, text, draft, found, table, history, subjects)
    return again or _described(mention, draft.mention, found, table, history)


def _antecedent(before: str) -> Description:
    """What "who" stands for: "cooperating with prosecutors, who", "Ada Brook, who", "a guard who"."""
    words = before[before.rfind(". ") + 1 :].rstrip(" ,").split()
    begin = len(words) - 1
    while begin > 0 and is_capital(words[begin - 1]) and is_capital(words[begin]):
        begin -= 1
    found = read_mention(words[begin:]) if words else Description()
    return found if found.name or found.role else Description()


def _are_several(mention: str, table: dict[str, Person]) -> bool:
    """ "Ada Brook and Lund": people who are known, so that no one of them is named for all."""
    names = mention.split(" and ")
    return len(names) > 1 and all(_is_known(name.split(", ")[-1], table) for name in names)


def _is_known(name: str, table: dict[str, Person]) -> bool:
    """Whether somebody has this name, or, of several words that all begin with a capital, it looks like one."""
    words = name.split()
    looks = len(words) > 1 and all(word[:1].isupper() for word in words)
    return looks or _by_name(name, table)[0] is not None


def _one_of_them(mention: str, draft: Draft, history: list[Heard]) -> Resolved | None:
    """ "Another said", "one of them": nobody by name, but of the same kind as who spoke before."""
    words = mention.lower().split()
    if words[:1] not in (["another"], ["one"], ["others"], ["some"]) or (len(words) > 1 and words[-1] != "them"):
        return None
    last = next((h for h in reversed(history) if h.speaker.name is None and h.speaker.role), None)
    if last is None or draft.paragraph - last.paragraph > _REACH:
        return None
    speaker = replace(last.speaker, mention=mention, mention_span=draft.mention, resolved_by="one_of_them")
    return replace_kind(speaker), last.gender, last.head


def replace_kind(speaker: Speaker) -> Speaker:
    """One of a group is somebody."""
    return replace(speaker, kind="anonymous") if speaker.kind == "group" else speaker


def _same_person(
    mention: str,
    text: str,
    draft: Draft,
    found: Description,
    table: dict[str, Person],
    history: list[Heard],
    subjects: tuple[tuple[int, Person], ...],
) -> Resolved | None:
    """ "The 19-year-old", "the insider": who spoke last, if nothing else is known by these words."""
    if found.name is not None or not found.definite or found.kind not in ("anonymous", "unknown"):
        return None
    if not mention.lower().startswith("the ") or _by_role(found, table) is not None:
        return None
    if (found.kind == "unknown" and not _is_somebody(mention)) or found.head in _HOLD_OFFICE:
        return None
    if any(h.head == found.head for h in history if h.head) or any(_new(s.of(text)) for s in draft.appositions):
        return None
    begin = draft.mention.begin if draft.mention else 0
    if found.head == "witness":
        heard = next((h for h in reversed(history) if _may_testify(h)), None)
        return None if heard is None else _same(heard, mention, draft.mention, "same_person")
    may_be = ("anonymous",) if found.head in _SECRET else ("person", "anonymous")
    last = next((h for h in reversed(history) if h.speaker.kind in may_be), None)
    if last is not None and (last.paragraph == draft.paragraph or (last is history[-1] and not subjects)):
        near = draft.paragraph - last.paragraph <= _REACH
        return _same(last, mention, draft.mention, "same_person") if near else None
    before = [person for at, person in subjects if at < begin]
    if before and found.head not in _SECRET:
        person = before[-1]
        known = Description(person.name, person.role, person.affiliation, "person")
        return _speaker(mention, draft.mention, known, "same_person"), person.gender, surname(person.name)
    return None


def _new(apposition: str) -> bool:
    """Whether a clause introduces somebody: "the novice, who cannot be named"."""
    return apposition.lower().startswith(("who ", "whose "))


def _is_somebody(mention: str) -> bool:
    """Whether words that no list knows may stand for one person: an age, or one lower-case noun in the singular."""
    words = mention.lower().split()
    last = words[-1]
    return last.endswith("-year-old") or (len(words) <= 3 and "-" in last) or last in _SOMEBODY


def _may_testify(heard: Heard) -> bool:
    role = (heard.speaker.role or "").lower()
    court = ("lawyer", "prosecutor", "judge", "barrister", "solicitor", "attorney", "counsel", "detective", "officer")
    return heard.speaker.kind in ("person", "anonymous") and not any(word in role for word in court)


def _speaker(mention: str, span: Span | None, found: Description, rule: str) -> Speaker:
    return Speaker(mention, span, found.name, found.role, found.affiliation, found.kind, rule)


def _described(
    mention: str, span: Span, found: Description, table: dict[str, Person], history: list[Heard]
) -> Resolved:
    """A mention in words of its own: a name, a role, or a description of someone met before."""
    if found.name and found.kind in ("person", "unknown"):
        return _named(mention, span, found, found.name, table, history)
    person = _by_role(found, table) if found.role and not found.name else None
    if person is not None:
        return _speaker(mention, span, _known(found, person), "role_alias"), person.gender, found.head
    if found.definite and not (found.kind == "organisation" and " " in (found.name or "")):
        earlier = next((h for h in reversed(history) if h.head and h.head == found.head), None)
        if earlier is not None:
            return _same(earlier, mention, span, "document" if found.kind == "document" else "same_head")
    own = found.kind if found.kind in ("organisation", "document") else "exact"
    return _speaker(mention, span, found, own if found.name else "none"), found.gender, found.head


def _named(
    mention: str, span: Span, found: Description, name: str, table: dict[str, Person], history: list[Heard]
) -> Resolved:
    person, rule = _by_name(name, table)
    if person is not None:
        known = _known(found, person)
        return _speaker(mention, span, known, rule), known.gender, found.head
    earlier = _earlier_organisation(name, history)
    if earlier is not None:
        return _same(earlier, mention, span, "organisation")
    if found.kind == "unknown":
        return _speaker(mention, span, replace(found, kind="organisation"), "organisation"), None, found.head
    return _speaker(mention, span, found, "exact"), found.gender, found.head


def _known(found: Description, person: Person) -> Description:
    """What the mention says, filled with what the article says of the person elsewhere."""
    return replace(
        found,
        name=person.name,
        role=person.role or found.role,
        affiliation=person.affiliation or found.affiliation,
        kind="person",
        gender=found.gender or person.gender,
    )


def _same(earlier: Heard, mention: str, span: Span | None, rule: str) -> Resolved:
    """The same speaker again, under another mention."""
    speaker = replace(earlier.speaker, mention=mention, mention_span=span, resolved_by=rule)
    return speaker, earlier.gender, earlier.head


def _by_name(name: str, table: dict[str, Person]) -> tuple[Person | None, str]:
    low = name.lower()
    person = table.get(low)
    if person is not None:
        return person, "exact"
    if " " in name:
        return None, "none"
    bearers = [p for full, p in table.items() if full.endswith(low) and surname(p.name) == low]
    bearers = [p for p in bearers if not is_kin(p.role)] or bearers
    bearers = [p for p in bearers if p.described] or bearers
    if len(bearers) == 1:
        return bearers[0], "surname"
    called = [p for full, p in table.items() if full.startswith(low) and p.name.split()[0].lower() == low]
    called = [p for p in called if p.described and not bearers]
    return (called[0], "given_name") if len(called) == 1 else (None, "none")


def _by_role(found: Description, table: dict[str, Person]) -> Person | None:
    if not found.definite:
        return None
    bearers = [p for p in table.values() if same_role(found, p)]
    return bearers[0] if len(bearers) == 1 else None


def _earlier_organisation(name: str, history: list[Heard]) -> Heard | None:
    for heard in reversed(history):
        speaker = heard.speaker
        if speaker.kind == "organisation" and speaker.name and speaker.name.lower().split()[0] == name.lower():
            return heard
    return None


def _pronoun(
    mention: str,
    draft: Draft,
    gender: str,
    history: list[Heard],
    subjects: tuple[tuple[int, Person], ...],
    before: tuple[tuple[int, Person], ...],
) -> Resolved:
    """The paragraph's last speaker, else who opened one of its sentences, else the same of the one before."""
    begin = draft.mention.begin if draft.mention else 0
    last = next((h for h in reversed(history) if _may_be(h, gender)), None)
    named = [p for at, p in subjects if at < begin and p.gender in (None, gender)]
    if last is not None and last.paragraph == draft.paragraph:
        return _again(last, mention, draft, gender)
    if not named and last is not None and last is history[-1] and draft.paragraph - last.paragraph <= _REACH:
        return _again(last, mention, draft, gender)
    named = named or [p for _, p in before if p.gender in (None, gender)]
    if named:
        person = named[-1]
        found = Description(person.name, person.role, person.affiliation, "person")
        return _speaker(mention, draft.mention, found, "pronoun_subject"), gender, surname(person.name)
    return _speaker(mention, draft.mention, Description(kind="person"), "none"), gender, ""


def _may_be(heard: Heard, gender: str) -> bool:
    return heard.speaker.kind in ("person", "anonymous") and heard.gender in (None, gender)


def _again(heard: Heard, mention: str, draft: Draft, gender: str) -> Resolved:
    speaker, _, head = _same(heard, mention, draft.mention, "pronoun_previous_speaker")
    return speaker, gender, head


def _other_pronoun(mention: str, draft: Draft, history: list[Heard]) -> Resolved:
    wanted = {"it": ("organisation", "document"), "they": ("group", "organisation")}.get(mention.lower(), ())
    last = history[-1] if history else None
    if last is not None and last.speaker.kind in wanted and draft.paragraph - last.paragraph <= _REACH:
        return _same(last, mention, draft.mention, "pronoun_previous_speaker")
    return _speaker(mention, draft.mention, Description(), "none"), None, ""


def only_person(sentence: tuple[Token, ...], people: dict[str, Person]) -> Person | None:
    """The one person whom a sentence names in full, wherever; None if it names several."""
    found: set[Person] = set()
    end = 0
    for at, token in enumerate(sentence):
        if not token.capital or at < end:
            continue
        end = at + 1
        while end < len(sentence) and sentence[end].capital:
            end += 1
        words = [token.lower.removesuffix("'s") for token in sentence[at:end]] if end - at > 1 else []
        for begin in range(max(0, len(words) - 4), len(words) - 1):
            person = people.get(" ".join(words[begin:]))
            if person is not None:
                found.add(person)
                break
    return found.pop() if len(found) == 1 else None


def _is_verb(token: Token) -> bool:
    word = token.lower
    return word in lexicon.FINITE or word in FORMS or (word.endswith("ed") and not token.capital and len(word) > 3)


def sentence_subject(sentence: tuple[Token, ...], people: dict[str, Person]) -> Person | None:
    """The person whose name stands in a sentence's first few words."""
    comma = next((i for i, token in enumerate(sentence[:9]) if token.text == ","), 0)
    opening = next((i for i, token in enumerate(sentence[:6]) if _is_verb(token)), 6)
    places = (*range(min(opening, len(sentence))), *((comma + 1, comma + 2) if comma else ()))
    begins = [begin for begin in places if begin < len(sentence) and sentence[begin].capital]
    if not begins:
        return None
    words = [token.lower.removesuffix("'s") if token.kind == "word" else _NO_NAME for token in sentence[:14]]
    for size in (4, 3, 2, 1):
        for begin in begins:
            person = people.get(" ".join(words[begin : begin + size])) if begin + size <= len(words) else None
            if person is not None:
                return person
    return None
