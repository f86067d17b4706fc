"""Where a sentence holds a verb that reports, and where the same word does not: nouns, passives, infinitives.

Input: one sentence's tokens. A form from `cues` becomes a hit only where its neighbours allow it: not after "to", not
the participle of a passive (unless the passive is hearsay, "is said to have"), not a noun ("the claims of"), not
denied speech ("did not say whether").

Guaranteed: hits come in order; `begin` to `end` is the verb with its auxiliaries, `cue` the reporting words alone.

Next: `sentence_reader`, which asks the patterns about each.
"""

from typing import Literal

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.cues import FORMS, HEARSAY, PARTICLES, CueForm
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.values import Value

HitKind = Literal["active", "participle", "hearsay", "impersonal", "according"]
_PLURAL_SUBJECTS = frozenset(
    ("i", "we", "they", "you", "who", "people", "police", "and", "some", "many", "most", "data")
)
_JOINING = frozenset(("at", "of", "for", "from", "in", "with", "by", "&"))
_KEPT = frozenset(("kept", "held", "seen", "drawn"))
_OF_SEVERAL = 9
"""Tokens before a verb in which a plural is looked for, behind which only names and prepositions stand."""
_SPEAKING = ("say", "tell", "state", "state-that", "believe")
_HEARER = 8
"""Tokens behind a verb in which its hearer, its time and then "that" stand."""
_PASSIVE_ONLY = HEARSAY - FORMS.keys()
_REPORTING = FORMS.keys() | _PASSIVE_ONLY | {"according"}


class Hit(Value):
    """One cue in one sentence, by token indices."""

    kind: HitKind
    form: CueForm
    begin: int
    end: int
    cue: tuple[int, int]
    negated: bool


def find_hits(tokens: tuple[Token, ...]) -> tuple[Hit, ...]:
    """Every cue of the sentence, left to right."""
    hits: list[Hit] = []
    for index in [index for index, token in enumerate(tokens) if token.lower in _REPORTING]:
        form = FORMS.get(tokens[index].lower) or _passive_only(tokens, index)
        hit = _according(tokens, index) if form is None else _verb(tokens, index, form)
        if hit is not None:
            hits.append(hit)
    return tuple(hits)


def _passive_only(tokens: tuple[Token, ...], index: int) -> CueForm | None:
    """What reports in the passive only: "it is understood that" is "it is thought", "is rumoured" is "is reported"."""
    word = tokens[index].lower
    if word not in _PASSIVE_ONLY or not index or tokens[index - 1].lower not in lexicon.BE:
        return None
    return FORMS["thought" if word == "understood" else "reported"]


def _according(tokens: tuple[Token, ...], index: int) -> Hit | None:
    if index + 2 < len(tokens) and tokens[index + 1].lower == "to":
        return Hit("according", FORMS["said"], index, index + 2, (index, index + 2), negated=False)
    return None


def _verb(tokens: tuple[Token, ...], index: int, form: CueForm) -> Hit | None:
    end = index + 1
    if form.lemma in PARTICLES:
        if end >= len(tokens) or tokens[end].lower != PARTICLES[form.lemma]:
            return None
        end += 1
    begin = index
    while begin > 0 and index - begin < 6 and _in_group(tokens[begin - 1]):
        begin -= 1
    if begin > 0 and tokens[begin - 1].lower == "to":
        return _said_to_have_said(tokens, begin, end, form)
    group = [t.lower for t in tokens[begin:index]]
    negated = not lexicon.NEGATIONS.isdisjoint(group)
    helper = next((w for w in reversed(group) if w in lexicon.AUXILIARIES), None) if group else None
    if helper in lexicon.BE and form.past:
        return _hearsay(tokens, begin, index, form, negated)
    if form.participle and helper not in lexicon.BE:
        comma = begin > 0 and tokens[begin - 1].text in (",", "–", "—")
        return Hit("participle", form, begin, end, (index, end), negated) if comma and not negated else None
    if negated and not (form.kind.when_negated or form.lemma == "promise"):
        return None
    if not group and not _verb_by_neighbours(tokens, index, end, form):
        return None
    return Hit("active", form, begin, end, (index, end), negated)


def _said_to_have_said(tokens: tuple[Token, ...], begin: int, end: int, form: CueForm) -> Hit | None:
    """Who "is understood to have told colleagues that the policy was dead": the passive is a part of the cue."""
    passive = begin > 2 and tokens[begin - 2].lower in _PASSIVE_ONLY and tokens[begin - 3].lower in lexicon.BE
    if not passive or not _tells_that(tokens, end, form):
        return None
    return Hit("active", form, begin - 3, end, (begin - 3, end), negated=False)


def _tells_that(tokens: tuple[Token, ...], end: int, form: CueForm) -> bool:
    """Whether a verb of speech or belief has a "that" near behind it."""
    speaks = form.kind.name in _SPEAKING and "that" in form.kind.takes
    return speaks and any(token.lower == "that" for token in tokens[end : end + _HEARER])


def _in_group(token: Token) -> bool:
    word = token.lower
    if token.capital and word in ("may", "will"):
        return False
    return token.kind == "word" and (
        word in lexicon.AUXILIARIES or word in lexicon.NEGATIONS or lexicon.is_adverb(word)
    )


def _hearsay(tokens: tuple[Token, ...], begin: int, index: int, form: CueForm, negated: bool) -> Hit | None:
    """A passive that reports without a speaker: "is thought to have fled", "it is thought that he fled"."""
    if form.form not in HEARSAY or negated or index + 1 >= len(tokens):
        return None
    following = tokens[index + 1].lower
    if following == "that" and begin > 0 and tokens[begin - 1].lower == "it":
        return Hit("impersonal", form, begin - 1, index + 1, (begin - 1, index + 1), negated)
    if following != "to" or tokens[index].lower == "understood":
        return None  # "is understood to be ill" tells what somebody's aides tell
    return Hit("hearsay", form, begin, index + 2, (begin, index + 2), negated)


def _is_plural(token: Token) -> bool:
    return token.lower in _PLURAL_SUBJECTS or token.lower.endswith("s")


def _is_of_several(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether names behind a preposition end a plural: "analysts at Brand Marsh estimate"."""
    for at in range(index - 1, max(0, index - _OF_SEVERAL), -1):
        behind = tokens[at].lower in _JOINING
        if behind and at < index - 1 and _ends_plural(tokens, at):
            return True
        if not (behind or tokens[at].capital or tokens[at].lower == "the"):
            return False
    return False


def _ends_plural(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a plural ends before a preposition, or one participle further: "figures kept by"."""
    before = tokens[max(0, at - 2) : at]
    made = len(before) > 1 and (before[1].lower in _KEPT or before[1].lower.endswith("ed"))
    return any(token.kind == "word" and _is_plural(token) for token in (before if made else before[-1:]))


def _verb_by_neighbours(tokens: tuple[Token, ...], index: int, end: int, form: CueForm) -> bool:
    """With no auxiliary to tell, let the words on both sides say whether it is a verb here."""
    before = tokens[index - 1] if index else None
    after = tokens[end] if end < len(tokens) else None
    if before is None:
        return False
    quoted = before.kind == "quote" or before.text == ","
    that = after is not None and after.lower == "that"
    if form.plain and not quoted and not that and not (_is_plural(before) or _is_of_several(tokens, index)):
        return False
    if form.plain and index > 1 and before.lower in lexicon.PRONOUNS and tokens[index - 2].lower in lexicon.AUXILIARIES:
        return False
    if form.noun_like:
        if before.lower in lexicon.DETERMINERS or before.lower in lexicon.PREPOSITIONS or before.lower.endswith("'s"):
            return before.lower in ("i", "we", "they", "another", "others", "some", "many")
        if after is None or after.lower in ("of", "by", "for", "from", "about", "and", "or", "were", "are", "was"):
            return False
        if form.form == "states" and before.lower == "united":
            return False
    return True
