"""The words that stand for a speaker, mended where more or less was taken for them.

Input: a draft. A speaker is of its cue's sentence; "In March Reed" is Reed, "Reed cautions, adding" too; who saw the
papers did not say what is in them; of "its manager, Bo Reed" the name is the mention and the rest describes it, as does
"Prosecuting," before a name. Who opens a sentence speaks in it where its speaker is left out. When somebody spoke is
told between him and the cue: "Reed on Sunday alleged".

Guaranteed: every span stays a stretch of the text, of the draft's own words or of what they end or follow.

Next: `speakers`.
"""

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.cues import FORMS
from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.model import Span
from sayso_extract.domain.patterns import Pattern
from sayso_extract.domain.role_words import HONORIFICS, ORGANISATIONS, ROLES
from sayso_extract.domain.speakers.appositions import PLEADS, SIDES, describe
from sayso_extract.domain.speakers.naming import bare, is_capital, is_name, is_role, mention_words
from sayso_extract.domain.values import replace
from sayso_extract.domain.word_lists import word_set

_BE = frozenset(("is", "are", "was", "were"))
_SAID_OF = word_set(
    "thought said believed reported expected known alleged feared rumoured rumored told promised assured accused "
    "suspected charged"
)
"""Participles that are said of somebody, or to him, if a form of "be" stands before them."""
_PLEADING = (*PLEADS, *(f"for the {side}" for side in SIDES))
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TIME_BEHIND = Pattern(
    rf" (?:(?:late|early|earlier|later) )?(?:(?:on )?{_DAY}(?: (?:morning|afternoon|evening|night))?"
    rf"|(?:last|this|earlier this) (?:week|month|year|weekend|morning|{_DAY})|yesterday|today)$"
)
_DONE = ("ed", "just")
"""How what ends in a time may begin that tells when something was made."""
_SELVES = (" himself", " herself", " itself", " themselves")
_LAST_OF_TIMES = ("day", "week", "month", "year", "weekend", "morning", "afternoon", "evening", "night")
_BEFORE_NAME = 30
"""Characters before a name in which it stands for whom somebody pleads."""
_AFTER_PARTICIPLE = ("of", "with")
_SEEN = ("seen by", "obtained by", "reviewed by", "viewed by", "leaked to", "shown to", "read by", "heard by")
_BACK = 80
"""Characters before "seen by" in which the phrase begins."""
_CLAUSES = ("as", "when", "while", "after", "before")
"""Words between a clause and the description that begins the next."""
_SHORT = 5
_OPENERS = (". ", ", ", "\n", "; ", ": ", " that ")
"""What stands before a phrase."""
_HEADS = ROLES | ORGANISATIONS
_LONGEST_PLAIN = 5
"""Words of a mention that may hold a verb."""
_LONGEST = 6
"""Words of a mention in which a name behind a time or a place is looked for."""


def mended(draft: Draft, text: str) -> Draft:
    """A draft with the words that name its speaker, and no others."""
    if draft.same_speaker and draft.opener is not None:
        draft = replace(draft, mention=draft.opener, same_speaker=False)
    if draft.mention is None:
        return draft
    if _is_hearsay(draft, text):
        return replace(draft, mention=None, appositions=(), same_speaker=False, nobody=True)
    draft = _in_one_sentence(_in_one_paragraph(draft, text), text)
    mention = draft.mention
    assert mention is not None
    mention = _before_verb(_before_time(mention, draft.cue, text), text)
    mention = _contracted(_seen_by(_name_only(_of_clause(mention, text), text), text), text)
    if mention != draft.mention:
        draft = replace(draft, mention=mention)
    draft = _pleading(draft, mention, text)
    return _named(_described(draft, text), text) if draft.appositions else draft


def _of_clause(mention: Span, text: str) -> Span:
    """The newspaper of "one of the people The Orm Post reported": a name behind a noun begins a clause."""
    words = mention.of(text)
    at = words.find(" The ")
    return Span(mention.begin + at + 1, mention.end) if at > 0 and words[:at].islower() else mention


def _contracted(mention: Span, text: str) -> Span:
    """The pronoun of "she's" and "they've"."""
    word = mention.of(text).lower().replace("’", "'")
    pronoun = word.partition("'")[0]
    return Span(mention.begin, mention.begin + len(pronoun)) if "'" in word and pronoun in lexicon.PRONOUNS else mention


def _pleading(draft: Draft, mention: Span, text: str) -> Draft:
    """With what opens the sentence of somebody in court: "Prosecuting, Ada Brook said"."""
    before = text[max(0, mention.begin - _BEFORE_NAME) : mention.begin].lower()
    opening = next((each for each in _PLEADING if before.endswith(f"{each}, ")), None)
    if opening is None:
        return draft
    end = mention.begin - len(", ")
    return replace(draft, appositions=(*draft.appositions, Span(end - len(opening), end)))


def _is_hearsay(draft: Draft, text: str) -> bool:
    """Whether a speaker is only who it is said of: "the group is thought to be selling"."""
    if draft.cue is None or draft.mention is None or draft.mention.begin > draft.cue.begin:
        return False
    words = draft.cue.of(text).lower().split()
    passive = not _BE.isdisjoint(words[:1]) or (words[1:2] == ["been"])
    participle = words[-2] if len(words) > 2 and words[-1] in _AFTER_PARTICIPLE else words[-1]
    if "to" in words[:-1]:  # "is understood to have told"
        return False
    nobody = participle == "understood" and draft.mention.of(text).lower() == "it"
    return len(words) > 1 and passive and (participle in _SAID_OF or nobody)


def _in_one_paragraph(draft: Draft, text: str) -> Draft:
    """Without what stands in another paragraph than the cue: a byline above it."""
    mention = draft.mention
    if mention is None or "\n" not in (words := mention.of(text)):
        return draft
    behind = draft.cue is None or draft.cue.begin >= mention.end
    at = words.rfind("\n") + 1 if behind else words.find("\n")
    kept = Span(mention.begin + at, mention.end) if behind else Span(mention.begin, mention.begin + at)
    return replace(draft, mention=kept) if kept.begin < kept.end else draft


def _in_one_sentence(draft: Draft, text: str) -> Draft:
    """Without what stands in another sentence than the cue."""
    parts = (draft.mention, *draft.appositions)
    if draft.cue is None or len(parts) == 1:
        return draft
    at = next((i for i, part in enumerate(parts) if part and _stop(part, text)), None)
    if at is None:
        return draft
    crossing = parts[at]
    assert crossing is not None
    stop = crossing.begin + _stop(crossing, text)
    if draft.cue.begin < stop:
        kept = (*parts[:at], Span(crossing.begin, stop))
    else:
        after = text[stop + 1 : crossing.end]
        kept = (Span(crossing.end - len(after.lstrip()), crossing.end), *parts[at + 1 :])
    spans = tuple(part for part in kept if part is not None and part.begin < part.end)
    return replace(draft, mention=spans[0], appositions=spans[1:]) if spans else draft


def _stop(part: Span, text: str) -> int:
    """Where a sentence ends inside a part, 0 if none does: "who led the work. Reed's aide"."""
    words = part.of(text)
    at = words.find(". ")
    begins = at > 3 and words[at - 3 : at].islower() and words[at + 2 : at + 3].isupper()
    return at if begins else 0


def _before_time(mention: Span, cue: Span | None, text: str) -> Span:
    """Without when somebody spoke, between him and the cue: "Reed on Sunday alleged", "Reed himself wrote"."""
    if cue is None or cue.begin < mention.end:
        return mention
    words = mention.of(text)
    if words.endswith(_SELVES):
        return Span(mention.begin, mention.begin + words.rindex(" "))
    if not words.endswith(_LAST_OF_TIMES):  # most mentions
        return mention
    found = _TIME_BEHIND.search(words)
    if found is None or any(word.endswith(_DONE) for word in words.split()):
        return mention  # "a report released by the ministry last month"
    return Span(mention.begin, mention.begin + found.span()[0])


def _before_verb(mention: Span, text: str) -> Span:
    """The maker of "the snack maker issued its second profit": nobody's name goes on with what he did."""
    words = mention.of(text).split(" ")
    if len(words) < _LONGEST_PLAIN or not {"who", "which", "that", "whose"}.isdisjoint(words):
        return mention
    for at in range(2, len(words) - 1):
        verb = words[at] in lexicon.PASTS or (words[at].endswith("ed") and words[at].islower())
        noun = bare(words[at - 1]) in _HEADS
        does = words[at].endswith("s") and words[at].islower() and is_capital(words[at - 1])  # "The OBR checks the"
        if ((verb and noun) or does) and words[at + 1].lower() in lexicon.DETERMINERS:
            return Span(mention.begin, mention.begin + len(" ".join(words[:at])))
    return mention


def _name_only(mention: Span, text: str) -> Span:
    """The name of "In March Reed", "his interview Reed" and "Reed cautions"."""
    words = mention.of(text).split(" ")
    if not 1 < len(words) <= _LONGEST or not words[-1]:
        return mention
    last = words[-1]
    if words[0][:1].isupper() and last.islower() and last.endswith("s") and last in FORMS and is_name(words[:-1]):
        return Span(mention.begin, mention.end - len(last) - 1)
    first = words[0].lower()
    if first not in lexicon.TRUE_PREPOSITIONS and first not in lexicon.POSSESSIVES:
        return mention
    begin = len(words)
    while begin > 0 and is_capital(words[begin - 1]) and bare(words[begin - 1]) not in lexicon.TEMPORAL_NOUNS:
        begin -= 1
    before = words[:begin]
    told = any(is_role(before, at) or bare(word) in HONORIFICS for at, word in enumerate(before))
    named = begin < len(words) and is_name(words[begin:])
    if not before or told or not named:
        return mention
    return Span(mention.end - len(" ".join(words[begin:])), mention.end)


def _seen_by(mention: Span, text: str) -> Span:
    """The papers of "Treasury papers seen by this newspaper"."""
    start = max(0, mention.begin - _BACK)
    before = text[start : mention.begin]
    if not before.rstrip().endswith(_SEEN):
        return mention
    opens = max((at + len(mark) for mark in _OPENERS if (at := before.rfind(mark)) >= 0), default=0)
    return Span(start + opens, mention.end) if opens or start == 0 else mention


def _described(draft: Draft, text: str) -> Draft:
    """The descriptions but for somebody else's, "Bo Lund, and his wife", without the clause before them: "Parents wept
    as the head of St Oswin's, Ann Lee, spoke"."""
    told = tuple(span for span in (draft.mention, *draft.appositions) if span is not None)
    own = (span for span in told if span == draft.mention or not text.startswith("and ", max(0, span.begin - 4)))
    spans = tuple(_behind_clause(span, text) for span in own)
    return draft if spans == told else replace(draft, mention=spans[0], appositions=spans[1:])


def _behind_clause(span: Span, text: str) -> Span:
    words = span.of(text)
    places = [at + len(link) + 2 for link in _CLAUSES if (at := words.find(f" {link} the ")) >= 0]
    if not places:
        return span
    at = max(places)
    before, behind = words[:at].lower().split(), words[at:].split()
    verb = any(word in lexicon.FINITE or word in FORMS or word in lexicon.PASTS for word in before[1:-1])
    clause = at > _SHORT and verb and "who" not in before and not ROLES.isdisjoint(map(bare, behind))
    return Span(span.begin + at, span.end) if clause else span


def _named(draft: Draft, text: str) -> Draft:
    """The name of "its manager, Bo Reed" as the mention."""
    mention = draft.mention
    assert mention is not None
    if describe(mention.of(text)).name is not None:
        return draft
    for number, part in enumerate(draft.appositions):
        words = [word for word in mention_words(part.of(text)) if bare(word) not in HONORIFICS]
        while len(words) > 2 and bare(words[0]) in ROLES:
            words = words[1:]
        if len(words) > 1 and is_name(words):
            others = (mention, *(each for at, each in enumerate(draft.appositions) if at != number))
            return replace(draft, mention=part, appositions=others)
    return draft
