"""What looks like a report and is none: questions, conditions, what somebody was asked or would not say, and headings.

Input: a draft of any finder, with the article's text. "Did the mayor say it was safe?" and "if the mayor says it is
safe" hold a speaker, a cue and a content, and nobody has said anything; nor has who "declined to say how much", or
"was asked how much". A heading repeats what the article says; it belongs to the page, not to the article.

Guaranteed: only words near the draft are looked at.

Next: `statements`, which leaves such drafts out.
"""

from functools import lru_cache

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.cues import CUES_KNOWN
from sayso_extract.domain.attribution.drafts import Draft

_CONDITIONS = ("if ", "unless ")
_OPEN = frozenset(("whether", "how", "what", "when", "where", "who", "why", "which", "if"))
"""First words of what is asked, and of what is not answered."""
_REFUSED = (
    "declin", "refus", "yet to", "would not", "wouldn't", "did not", "didn't", "does not", "doesn't", "not ", "unable",
)  # fmt: skip
_UNUSED = ("her name not be", "his name not be", "their name")
_NEGATING = frozenset(("not", "never", "nor"))
_SILENT = frozenset((
    "respond", "responded", "mention", "mentioned", "discuss", "discussed", "answer", "answered", "comment",
    "commented", "spoken", "released", "return", "returned", "reply", "replied", "named", "identified", "quoted",
))  # fmt: skip
"""What somebody does not do who is silent: "did not immediately respond to"."""
_PRONOUNS = frozenset(("it", "him", "her", "them", "me", "us"))
_SHORT = 2
"""Words of what tells nothing: "to apologise" that is refused, "it differently" that is remembered."""
_UNNAMED = ("not to be ", "to remain anonymous", "to stay anonymous", "for anonymity")
_SPEAKING = (
    "to comment", "to say", "to answer", "to elaborate", "to give details", "to discuss", "to respond", "to identify",
    "to name", "to disclose", "to specify", "to reveal", "to be drawn", "to be named", "to be identified",
)  # fmt: skip
_SAYING = ("say", "tell", "state", "state-that")
_WHETHER = frozenset(("whether", "if"))
_ASKED = 6
"""Words of whom is asked before what is asked: "asked Dr Ada Brook if"."""
_BEFORE_ASKED = ("asked", "when", "if", "while")
_ASKING = frozenset(("ask", "wonder", "question", "demand"))
_ENDS = frozenset(".!?\n")
_NO_HEADING = frozenset(".!?…:,;—–-") | {""}
"""Marks at the end of a line that is no heading, and none at all."""
_CLOSING = "\"”’'»“)]"
HEADING_WORDS = 12
"""A line without an end mark that has no more words is a heading, if the article has other lines."""
_NEAR = 400


def is_said(draft: Draft, text: str) -> bool:
    """Whether somebody says something there."""
    return not (
        _in_heading(draft, text) or _in_question(draft, text) or _on_condition(draft, text) or _refused(draft, text)
    )


def tells_nothing(draft: Draft, text: str) -> bool:
    """Whether somebody is only asked, who may answer next ("Asked whether he would go, Ada Brook said"), or is silent.

    Apart from :func:`is_said`, since who is asked or does not answer is whom "he said" means.
    """
    return _is_asked(draft, text) or _is_silent(draft, text)


def _is_silent(draft: Draft, text: str) -> bool:
    """Whether a cue tells what somebody does not do: "declined to be drawn", "did not respond to questions"."""
    if draft.cue is None or draft.kind != "indirect":
        return False
    cue = draft.cue.of(text).lower().replace("’", "'")
    content = draft.spans[0].of(text).lower()
    if _is_of_a_pronoun(draft, content) or content.startswith(_UNUSED):
        return True
    if not lexicon.FINITE.isdisjoint(content.split()):
        return False
    words = cue.replace("n't", " not").split()
    silent = not (_NEGATING.isdisjoint(words) or _SILENT.isdisjoint(words))
    if silent or words[0] in ("speaking", "commenting", "reacting", "responding"):
        return True
    if not content.startswith("to "):
        return False
    refused = "declin" in cue or "refus" in cue
    return refused and (content.startswith("to be ") or content.count(" ") < _SHORT)


def _is_of_a_pronoun(draft: Draft, content: str) -> bool:
    """Whether all that is said of is "it" or "them": "thanked her", "remembers it differently"."""
    words = content.split()
    denies = draft.form is not None and draft.form.kind.name == "deny"
    longest = 1 if words[0] == "her" else _SHORT
    verb = not lexicon.AUXILIARIES.isdisjoint(words)
    return words[0] in _PRONOUNS and len(words) <= longest and not (denies or verb)


def _is_asked(draft: Draft, text: str) -> bool:
    if draft.cue is None or draft.kind != "indirect" or draft.form is None or draft.form.lemma != "ask":
        return False
    content = draft.spans[0].of(text).lower().split()
    if content[0] not in _OPEN and not _WHETHER.isdisjoint(content[:_ASKED]):
        return True  # "asked Ada Brook if she would go"
    words = draft.cue.of(text).lower().split()
    asks = draft.mention is not None and draft.mention.begin < draft.spans[0].begin
    return not lexicon.BE.isdisjoint(words) or (words[-1] == "asked" and words[0] in _BEFORE_ASKED and not asks)


def _in_question(draft: Draft, text: str) -> bool:
    if draft.cue is None or draft.kind != "indirect" or (draft.form is not None and draft.form.lemma in _ASKING):
        return False
    end = max(draft.cue.end, draft.spans[-1].end)
    asked = text.find("?", end, end + _NEAR)
    return "?" in draft.spans[-1].of(text) or (asked >= 0 and _ENDS.isdisjoint(text[end:asked]))


def _on_condition(draft: Draft, text: str) -> bool:
    """Whether "if" or "unless" stands right in front of the speaker, and the cue behind."""
    if draft.mention is None or draft.cue is None or draft.cue.begin < draft.mention.end:
        return False
    if draft.form is None or draft.form.kind.name not in _SAYING:
        return False
    before = text[max(0, draft.mention.begin - 8) : draft.mention.begin].lower()
    return any(before.endswith(word) and not before[: -len(word)][-1:].isalnum() for word in _CONDITIONS)


def _refused(draft: Draft, text: str) -> bool:
    if draft.cue is None or draft.kind != "indirect":
        return False
    if draft.form is not None and draft.form.lemma == "ask" and draft.spans[0].of(text).startswith(_UNNAMED):
        return True
    if not _refuses(draft.cue.of(text)):
        return False
    content = draft.spans[0].of(text).lower()
    return content.split(" ", 1)[0] in _OPEN or content.startswith(_SPEAKING)


@lru_cache(maxsize=CUES_KNOWN)
def _refuses(cue: str) -> bool:
    """Whether a cue may be of what is not said: "declined", "would not say"."""
    plain = cue.lower().replace("’", "'")
    return any(word in plain for word in _REFUSED)


def _in_heading(draft: Draft, text: str) -> bool:
    place = draft.spans[0].begin
    begin = text.rfind("\n", max(0, place - _NEAR), place) + 1 or (0 if place <= _NEAR else -1)
    end = text.find("\n", place, place + _NEAR)
    end = len(text) if end < 0 and len(text) - place <= _NEAR else end
    if begin < 0 or end < 0 or (begin == 0 and end == len(text)):
        return False
    line = text[begin:end].rstrip()
    marked = line.rstrip(_CLOSING)[-1:]
    return marked not in _NO_HEADING and line.count(" ") < HEADING_WORDS
