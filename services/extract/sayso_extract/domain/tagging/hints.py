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
from sayso_extract.domain.tagging.words import Window

OUTSIDE, QUOTED, OPENING_MARK, CLOSING_MARK, RUNNING_ON = range(5)
"""States of quotation; a quote runs on if it is left open, or goes on from the paragraph before."""
RoleSpan = tuple[int, int, int]
"""Index of a role, begin and end in the text."""


def quotation(begins: Sequence[int], quotes: Iterable[Quote]) -> bytes:
    """The state of quotation of each word, told by where it begins; words and quotes in text order."""
    states = bytearray(len(begins))
    for quote in quotes:
        runs_on = quote.continues or not quote.closed
        places = (quote.outer.begin, quote.inner.begin, quote.inner.end, quote.outer.end)
        first, inner, after, last = (bisect_left(begins, place) for place in places)
        states[first:inner] = bytes((OPENING_MARK,)) * (inner - first)
        states[inner:after] = bytes((RUNNING_ON if runs_on else QUOTED,)) * (after - inner)
        states[after:last] = bytes((CLOSING_MARK,)) * (last - after)
    return bytes(states)


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
    begins = [window.begins[0] for window in windows]
    found: list[list[RoleSpan]] = [[] for _ in windows]
    for role, begin, end in spans:
        at = bisect_right(begins, begin) - 1
        if at >= 0 and end <= windows[at].end(-1):
            found[at].append((role, begin, end))
    return found


def labels_of(window: Window, spans: Iterable[RoleSpan]) -> list[int]:
    """The labels that spans give a window's words; spans that lie outside it count for nothing."""
    begins = window.begins
    low, high = begins[0], window.end(-1)
    mine: list[RoleSpan] = []
    for role, begin, end in spans:
        if begin < low or high < end:
            continue
        first, last = bisect_left(begins, begin), bisect_left(begins, end) - 1
        if first and window.end(first - 1) > begin:
            first -= 1
        if first < len(begins) and first <= last:
            mine.append((role, first, last))
    return spelled(mine, len(begins))
