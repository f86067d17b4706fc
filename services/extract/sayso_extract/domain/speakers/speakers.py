"""One speaker table a document: which mentions are the same speaker, and what is known of each.

Input: the article's sentences and the drafts found in them, in reading order. A first pass over all sentences collects
people named in full with their roles; then each draft's mention is resolved by the first of a few named rules: exact
name, surname, a role or its newsroom alias ("the Pentagon head"), a pronoun, an organisation, a document.

Guaranteed: a rule that leaves more than one candidate abstains (`name` is None, `resolved_by` "none"); a name always
stands in the article. Work per draft is bounded by the people in the table, which is bounded.

Next: `statements`.
"""

from bisect import bisect
from collections.abc import Sequence

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.phrases import looks_like_verb
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.model import Span, Speaker
from sayso_extract.domain.speakers.appositions import is_kin
from sayso_extract.domain.speakers.definite import newcomer_in, one_of_them, same_head, same_person
from sayso_extract.domain.speakers.heard import Around, Heard, Resolved, heard_again, speaker_of
from sayso_extract.domain.speakers.names import Description, read_mention
from sayso_extract.domain.speakers.naming import bare, is_capital, is_name, mention_words, surname, without_title
from sayso_extract.domain.speakers.people import Person, same_role
from sayso_extract.domain.speakers.plain_names import MEMBERS
from sayso_extract.domain.speakers.pronouns import GENDERS, only_one, other_pronoun, pronoun
from sayso_extract.domain.values import replace

_NO_NAME = "\n"
"""Stands for what is no word: no name holds it."""
_SUBJECT = 6
"""Tokens in which a sentence's subject begins, if not behind its first comma."""
_SHORT_OPENING, _LONG_OPENING = 9, 20
"""Tokens of what opens a sentence before its subject: "On Monday,", "Accepting the prize at a ceremony in Norby,"."""
_NOWHERE = -3
"""Stands for a comma that is not there: no token is right behind it."""
_BY = 3
"""Tokens between "by" and a name: "by defence counsel Hugo Lund"."""
_LETTERS = ("WHO", "IT", "US")
"""Names that are spelled like pronouns."""
_TWO_PARAGRAPHS = 2_000
"""Characters of two long paragraphs."""
_OPENING = 120
"""Characters in which a paragraph says who it is about."""
_BEFORE = 80
"""Characters before a "who" in which stands whom it means."""


def resolve_speakers(
    text: str,
    drafts: tuple[Draft, ...],
    people: tuple[Person, ...],
    subjects: dict[int, tuple[tuple[int, Person], ...]],
    described: Sequence[Description | None],
    begins: Sequence[int],
    main: Person | None = None,
) -> tuple[Speaker, ...]:
    """The speaker of each draft.

    `subjects` holds, by paragraph, the people that open its sentences, `described` by draft what its mention says,
    `begins` where each paragraph begins: a quotation may end paragraphs behind the words that say whose it is. `main`
    is whom the headline names.
    """
    table = {person.name.lower(): person for person in people}
    history: list[Heard] = []
    resolved: list[Speaker] = []
    for draft, said in zip(drafts, described, strict=True):
        paragraph = draft.paragraph if draft.mention is None else bisect(begins, draft.mention.begin) - 1
        told = draft if paragraph == draft.paragraph else replace(draft, paragraph=paragraph)
        before = _alone(subjects.get(told.paragraph - 1, ()))
        around = _around(text, told, subjects.get(told.paragraph, ()), before, begins, main)
        speaker, gender, head = _resolve(text, told, said, table, history, around)
        resolved.append(speaker)
        if not draft.nobody:
            cue = draft.cue.of(text) if draft.cue else ""
            history = [*history[-12:], Heard(speaker, gender, head, draft.paragraph, cue)]
    return _with_offices(resolved)


def _around(
    text: str,
    draft: Draft,
    here: tuple[tuple[int, Person], ...],
    before: tuple[tuple[int, Person], ...],
    begins: Sequence[int],
    main: Person | None,
) -> Around:
    """What stands around a draft's mention."""
    since, begin = begins[max(0, draft.paragraph - 1)], begins[draft.paragraph]
    end = min(draft.mention.begin, begin + _OPENING) if draft.mention else begin
    newcomer = newcomer_in(text[begin:end])
    return Around(here, before, since, newcomer, main)


def _with_offices(speakers: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """The speakers, those whose office only a later mention tells with it."""
    told = {each.name: each.role for each in speakers if each.resolved_by == "office"}
    return tuple(replace(s, role=told[s.name]) if not s.role and s.name in told else s for s in speakers)


def _alone(subjects: tuple[tuple[int, Person], ...]) -> tuple[tuple[int, Person], ...]:
    """The subject of a paragraph that has one only."""
    return subjects if len({person.name for _, person in subjects}) == 1 else ()


def _resolve(
    text: str,
    draft: Draft,
    found: Description | None,
    table: dict[str, Person],
    history: list[Heard],
    around: Around,
) -> Resolved:
    if draft.nobody:
        return speaker_of("", None, Description(), "none"), None, ""
    last = history[-1] if history else None
    if last and (draft.mention is None or (draft.same_speaker and last.paragraph == draft.paragraph)):
        rule = last.speaker.resolved_by if draft.same_speaker and draft.cue else "previous_speaker"
        return replace(last.speaker, resolved_by=rule), last.gender, last.head
    if draft.mention is None or found is None:
        return speaker_of("", None, Description(), "none"), None, ""
    mention = draft.mention.of(text)
    word = "" if mention in _LETTERS else mention.lower()
    if word in GENDERS:
        cue = draft.cue.of(text) if draft.cue else ""
        words = text[max(around.since, draft.mention.begin - _TWO_PARAGRAPHS) : draft.mention.begin]
        meant = pronoun(mention, draft, cue, history, around)
        return meant or only_one(mention, draft.mention, cue, words, table.values(), around.main)
    if word in ("who", "which"):
        found = antecedent(text[max(0, draft.mention.begin - _BEFORE) : draft.mention.begin], table)
        member = found.definite and bare(found.role or "") in MEMBERS  # "the Ohio Republican, who"
        meant = same_person(f"the {found.role}", draft, found, (), history, around) if member else None
        if meant is not None:
            return replace(meant[0], mention=mention), meant[1], meant[2]
        return _described(mention, draft.mention, found, table, history)
    if word in ("it", "they", "i", "we", "you"):
        return other_pronoun(mention, draft, history)
    if found.kind != "document" and _are_several(mention, table):
        return speaker_of(mention, draft.mention, Description(kind="group"), "none"), None, ""
    again = one_of_them(mention, draft, history, text[max(0, draft.mention.begin - _BEFORE) : draft.mention.begin])
    if again is None and (found.role is None or not _bearers(found, table)):
        beside = (span.of(text) for span in draft.appositions)
        again = same_person(mention, draft, found, beside, history, around)
    return again or _described(mention, draft.mention, found, table, history)


def antecedent(before: str, table: dict[str, Person]) -> Description:
    """What "who" stands for: "cooperating with prosecutors, who", "Ada Brook of Orm Bank, who", "a guard who"."""
    words = before[before.rfind(". ") + 1 :].rstrip(" ,").split()
    begin = len(words) - 1
    while begin > 0 and is_capital(words[begin - 1]) and is_capital(words[begin]):
        begin -= 1
    found = read_mention(words[begin:]) if words else Description()
    if found.kind == "anonymous" and begin > 0 and words[begin - 1] == "the":
        found = replace(found, definite=True)
    where = begin > 0 and words[begin - 1].lower() in ("of", "at", "for", "with", "from")
    if where or found.kind in ("organisation", "document", "unknown"):
        named = " ".join(words)
        last = max(table.values(), key=lambda person: named.rfind(person.name), default=None)
        if last is not None and last.described and last.name in named:
            return Description(last.name, last.role, last.affiliation, "person", last.gender)
    return found if found.name or found.role else Description()


def _are_several(mention: str, table: dict[str, Person]) -> bool:
    """ "Ada Brook and Lund": people who are known, so that no one of them is named for all."""
    names = mention.split(" and ")
    if len(names) > 1 and names[0].lower() in lexicon.PRONOUNS:  # "he and his wife"
        return True
    return len(names) > 1 and all(_is_known(name.split(", ")[-1], table) for name in names)


def _is_known(name: str, table: dict[str, Person]) -> bool:
    """Whether somebody has this name, a title aside, or, of several words, it looks like one."""
    words = without_title(mention_words(name))
    looks = len(words) > 1 and is_name(words)
    return looks or _by_name(" ".join(words), table)[0] is not None


def _described(
    mention: str, span: Span, found: Description, table: dict[str, Person], history: list[Heard]
) -> Resolved:
    """A mention in words of its own: a name, a role, or a description of someone met before."""
    if found.name and found.kind in ("person", "unknown"):
        return _named(mention, span, found, found.name, table, history)
    person = _by_role(found, table) if found.role and not found.name else None
    if person is not None:
        return speaker_of(mention, span, _known(found, person), "role_alias"), person.gender, found.head
    if found.definite and not (found.kind == "organisation" and " " in (found.name or "")):
        earlier = same_head(mention, found, history)
        if earlier is not None:
            return heard_again(earlier, mention, span, "document" if found.kind == "document" else "same_head")
    if found.kind == "group" and found.name and _is_somebody(found.name, table):  # "Lund's lawyers" are not Lund
        found = replace(found, name=None)
    if found.kind == "organisation" and found.name and (whole := _named_whole(found.name, history)):
        return heard_again(whole, mention, span, "organisation")
    own = found.kind if found.kind in ("organisation", "document") else "exact"
    return speaker_of(mention, span, found, own if found.name else "none"), found.gender, found.head


def _is_somebody(name: str, table: dict[str, Person]) -> bool:
    """Whether a name is a person's whom the article names."""
    person = _by_name(name, table)[0]
    return person is not None and person.described


def _named(
    mention: str, span: Span, found: Description, name: str, table: dict[str, Person], history: list[Heard]
) -> Resolved:
    person, rule = _by_name(name, table, found.gender)
    if person is not None and (person.described or found.kind == "person" or " " not in name):
        known = _known(found, person)
        return speaker_of(mention, span, known, rule), known.gender, found.head
    earlier = _earlier_organisation(name, history)
    if earlier is not None:
        return heard_again(earlier, mention, span, "organisation")
    if found.kind == "unknown" and rule != "namesakes":
        return speaker_of(mention, span, replace(found, kind="organisation"), "organisation"), None, found.head
    found = replace(found, kind="person")
    return speaker_of(mention, span, found, "exact"), found.gender, found.head


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


def _by_name(name: str, table: dict[str, Person], gender: str | None = None) -> tuple[Person | None, str]:
    """Who is meant by a name, and the rule: "namesakes" if that is one of several, "none" if nobody has it.

    `gender` is what the mention tells: "Mrs Lund".
    """
    low = name.lower()
    person = table.get(low)
    if person is not None:
        return person, "exact"
    if " " in name:
        return None, "none"
    bearers = [p for full, p in table.items() if full.endswith(low) and surname(p.name) == low]
    bearers = [p for p in bearers if not is_kin(p.role)] or bearers
    bearers = [p for p in bearers if p.described] or bearers
    bearers = [p for p in bearers if gender is None or p.gender in (None, gender)]
    bearers = [p for p in bearers if p.principal] or bearers
    if len(bearers) == 1:
        return bearers[0], "surname"
    called = [p for full, p in table.items() if full.startswith(low) and p.name.split()[0].lower() == low]
    called = [p for p in called if p.described and not bearers]
    if len(called) == 1:
        return called[0], "given_name"
    return None, "namesakes" if any(person.described for person in bearers) else "none"


def _by_role(found: Description, table: dict[str, Person]) -> Person | None:
    bearers = _bearers(found, table)
    return bearers[0] if len(bearers) == 1 else None


def _bearers(found: Description, table: dict[str, Person]) -> list[Person]:
    """Who has a role that a definite mention tells."""
    return [p for p in table.values() if same_role(found, p)] if found.definite else []


def _earlier_organisation(name: str, history: list[Heard]) -> Heard | None:
    for heard in reversed(history):
        speaker = heard.speaker
        if speaker.kind == "organisation" and speaker.name and speaker.name.lower().split()[0] == name.lower():
            return heard
    return None


def _named_whole(name: str, history: list[Heard]) -> Heard | None:
    """Who was heard under a longer name: "Orm Centre" of "Orm Centre for Energy"."""
    return next((each for each in reversed(history) if _is_beginning(name, each.speaker)), None)


def _is_beginning(name: str, of: Speaker) -> bool:
    if of.kind != "organisation" or " " not in name or not (of.name or "").startswith(f"{name} "):
        return False
    return (of.name or "")[len(name) + 1 :][:1].islower()


def only_person(sentence: tuple[Token, ...], people: dict[str, Person]) -> Person | None:
    """The one person whom a sentence names in full, wherever; None if it names several."""
    found: set[Person] = set()
    end = 0
    for at in [at for at, token in enumerate(sentence) if token.capital]:
        if at < end:
            continue
        end = at + 1
        while end < len(sentence) and sentence[end].capital:
            end += 1
        if end < len(sentence) and sentence[end].text == "," and _is_agent(sentence, at):
            continue  # "Questioned by Ada Brook, he agreed"
        words = [token.lower.removesuffix("'s") for token in sentence[at:end]] if end - at > 1 else []
        for begin in range(max(0, len(words) - 4), len(words) - 1):
            person = people.get(" ".join(words[begin:]))
            if person is not None:
                found.add(person)
                break
    return found.pop() if len(found) == 1 else None


def _is_agent(sentence: tuple[Token, ...], at: int) -> bool:
    """Whether a name stands behind "by": who did what somebody else is the subject of."""
    while at > 0 and sentence[at - 1].capital:
        at -= 1
    return at > 0 and "by" in [token.lower for token in sentence[max(0, at - _BY) : at]]


def sentence_subject(sentence: tuple[Token, ...], people: dict[str, Person], named: Sequence[int]) -> Person | None:
    """The person whose name stands in a sentence's first few words; `named` are the tokens that a name may begin at."""
    opens = sentence[0].lower.endswith("ing") or sentence[0].lower in lexicon.PREPOSITIONS
    reach = _LONG_OPENING if opens else _SHORT_OPENING
    comma = next((i for i, token in enumerate(sentence[:reach]) if token.text == ","), 0) or _NOWHERE
    if named[0] > comma + 2 and named[0] >= _SUBJECT:
        return None
    opening = next((i for i, token in enumerate(sentence[:_SUBJECT]) if looks_like_verb(token)), _SUBJECT)
    begins = [b for b in named if (b < opening or comma < b <= comma + 2) and sentence[b].capital]
    begins = [b for b in begins if not _is_agent(sentence, b)]
    if not begins:
        return None
    words = [token.lower.removesuffix("'s") if token.kind == "word" else _NO_NAME for token in sentence[: reach + 5]]
    for size in (4, 3, 2, 1):
        for begin in begins:
            person = people.get(" ".join(words[begin : begin + size])) if begin + size <= len(words) else None
            if person is not None:
                return person
    return None
