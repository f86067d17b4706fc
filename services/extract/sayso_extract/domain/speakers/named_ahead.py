"""Speakers who are named only after they spoke: "The former treasurer said ...", then "...", Arlen Vickery told a jury.

Newswire leads tell first what somebody is, and a sentence or a paragraph later who. Input: the resolved speakers in
the order of the text. An unnamed single speaker with a role is the next one, if that one is named in full there for
the first time, without a role of its own, in the same paragraph, or, behind the speaker that opens the article, in the
next.

Guaranteed: nobody who has a name gets another; nobody who has a post gets another. Linear in the speakers.

Next: `homes`.
"""

from collections.abc import Sequence

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.model import Speaker
from sayso_extract.domain.speakers.appositions import TITLES
from sayso_extract.domain.speakers.naming import bare
from sayso_extract.domain.values import replace
from sayso_extract.domain.word_lists import word_set

_BEGINS = word_set("the a an his her its their")


def named_ahead(speakers: Sequence[Speaker], drafts: Sequence[Draft], text: str) -> tuple[Speaker, ...]:
    """The speakers, those named a little later with their name, and these with what was said of them before."""
    found = list(speakers)
    at = 0
    while at < len(found):
        end = _same_until(found, at)
        if end < len(found) and _are_one(found, drafts, at, end, text):
            _join(found, at, end)
        at = end
    return tuple(found)


def _same_until(speakers: Sequence[Speaker], at: int) -> int:
    """Behind the last speaker in a row that is the unnamed one at a place."""
    end = at + 1
    if not _is_unnamed(speakers[at]):
        return end
    while end < len(speakers) and (_is_again(speakers[end], speakers[at]) or speakers[end].mention == "who"):
        end += 1
    return end


def _is_again(speaker: Speaker, before: Speaker) -> bool:
    return _is_unnamed(speaker) and speaker.role == before.role


def _is_unnamed(speaker: Speaker) -> bool:
    return speaker.name is None and speaker.kind == "anonymous" and speaker.role is not None


def _are_one(speakers: Sequence[Speaker], drafts: Sequence[Draft], at: int, end: int, text: str) -> bool:
    unnamed, named = speakers[at], speakers[end]
    if not _is_unnamed(unnamed) or unnamed.mention_span is None or named.name is None or named.mention_span is None:
        return False
    words = unnamed.mention.lower().split()
    in_full = named.kind == "person" and " " in named.name and named.name in named.mention
    plain = named.role is None or bare(named.role.split()[-1]) in TITLES
    apart = drafts[end].paragraph - drafts[end - 1].paragraph
    near = apart == 0 or (apart == 1 and at == 0)
    first = text.find(named.name.split()[-1]) >= named.mention_span.begin
    besides = any(text[span.begin].isdigit() or span.of(text).startswith("whose") for span in drafts[end].appositions)
    return not _BEGINS.isdisjoint(words[:1]) and in_full and plain and near and first and not besides


def _join(speakers: list[Speaker], at: int, end: int) -> None:
    unnamed, named = speakers[at], speakers[end]
    for number in range(at, end):
        each = speakers[number]
        if not _is_again(each, unnamed):
            continue
        speakers[number] = replace(
            each, name=named.name, role=named.role or each.role, kind="person", resolved_by="named_ahead"
        )
    for number in range(end, len(speakers)):
        each = speakers[number]
        if each.name == named.name:
            affiliation = each.affiliation or unnamed.affiliation
            speakers[number] = replace(each, role=each.role or unnamed.role, affiliation=affiliation)
