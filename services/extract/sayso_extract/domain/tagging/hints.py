"""What the network is told of each word besides the word: whether it is quoted, and what the rules say of it.

Input: windows of words, the article's quotes, and the drafts of the rules. The rules' labels are a hint, not a verdict:
the network has learnt how far to trust them.

Guaranteed: one row a word, in order; every number is below its table's size.

Next: `labels`, once the network has scored the words.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.quotes import Quote
from sayso_extract.domain.tagging.labels import ROLES, spelled
from sayso_extract.domain.tagging.words import Place, Window

OUTSIDE, QUOTED, OPENING_MARK, CLOSING_MARK, RUNNING_ON = range(5)
"""States of quotation; a quote runs on if it is left open, or goes on from the paragraph before."""
RoleSpan = tuple[int, int, int]
"""Index of a role, begin and end in the text."""


def quotation(words: Sequence[Place], quotes: Sequence[Quote]) -> list[int]:
    """The state of quotation of each word; words and quotes in text order."""
    states = [OUTSIDE] * len(words)
    at = bisect_right(quotes, words[0][0], key=_end) if words else 0
    for number, (begin, _) in enumerate(words):
        while at < len(quotes) and quotes[at].outer.end <= begin:
            at += 1
        if at < len(quotes) and quotes[at].outer.begin <= begin:
            states[number] = _state(begin, quotes[at])
    return states


def _end(quote: Quote) -> int:
    return quote.outer.end


def _state(begin: int, quote: Quote) -> int:
    if begin < quote.inner.begin:
        return OPENING_MARK
    if begin >= quote.inner.end:
        return CLOSING_MARK
    return RUNNING_ON if quote.continues or not quote.closed else QUOTED


def ruled(drafts: Iterable[Draft]) -> list[RoleSpan]:
    """The drafts' spans by role."""
    source, cue, content = range(len(ROLES))
    spans: list[RoleSpan] = []
    seen: set[RoleSpan] = set()
    for draft in drafts:
        mine = [(content, span.begin, span.end) for span in draft.spans]
        if draft.cue is not None:
            mine.insert(0, (cue, draft.cue.begin, draft.cue.end))
        if draft.mention is not None:
            mine.insert(0, (source, draft.mention.begin, draft.mention.end))
        fresh = [each for each in mine if each[0] == content or each not in seen]
        seen.update(fresh)
        spans.extend(fresh)
    return spans


def by_window(windows: Sequence[Window], spans: Iterable[RoleSpan]) -> list[list[RoleSpan]]:
    """The spans of each window, in the order given; one that lies in no window is left out."""
    begins = [window.words[0][0] for window in windows]
    found: list[list[RoleSpan]] = [[] for _ in windows]
    for role, begin, end in spans:
        at = bisect_right(begins, begin) - 1
        if at >= 0 and end <= windows[at].words[-1][1]:
            found[at].append((role, begin, end))
    return found


def labels_of(window: Window, spans: Iterable[RoleSpan]) -> list[int]:
    """The labels that spans give a window's words; spans that lie outside it count for nothing."""
    begins = [begin for begin, _ in window.words]
    low, high = begins[0], window.words[-1][1]
    mine: list[RoleSpan] = []
    for role, begin, end in spans:
        if begin < low or high < end:
            continue
        first, last = bisect_left(begins, begin), bisect_left(begins, end) - 1
        if first and window.words[first - 1][1] > begin:
            first -= 1
        if first < len(begins) and first <= last:
            mine.append((role, first, last))
    return spelled(mine, len(begins))
