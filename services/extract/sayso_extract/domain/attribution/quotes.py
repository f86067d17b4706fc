"""Where quotations stand in a text: the first thing marked, because everything later treats a quote as one token.

Input: an article's text, paragraphs separated by newlines. Marks known: curly and straight double quotes in any mix
(newsrooms open with one and close with the other), low-high „ “, guillemets both ways round, doubled ASCII
apostrophes, and British single quotes, where an apostrophe inside or at the end of a word is not a mark.

Guaranteed: quotes come in text order and never overlap; none crosses a paragraph. An unclosed double quote ends with
its paragraph (`closed` is false) and the next paragraph's opening quote `continues` it. One pass, linear.

Next: `tokens`, which makes one token of each quote.
"""

import re

from sayso_extract.domain.model import Span
from sayso_extract.domain.values import Value

_MARK = re.compile("[\"“”„«»‘’‚'`](?:(?<=')'|(?<=`)`)?")  # linear; what begins with a set is found far quicker
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d ?(?:[AaPp]\.?[Mm]\.?)? ?(?:GMT|BST|CET|CEST|[ECMP][SD]?T)?(?: ?[-–—:|])? "
)
"""The time that an entry of a live report begins with; linear, and looked for once a paragraph."""
_CLOSERS = {
    '"': ('"', "”"),
    "“": ("”", '"'),
    "”": ("”", '"'),
    "„": ("“", "”", '"'),
    "«": ("»",),
    "»": ("«",),
    "''": ("''",),
    "``": ("''", '"'),
}
_SINGLE_CLOSERS = ("'", "’")
_OPENS_AFTER = frozenset('([{-–—/"“„«:;,')
_ENDS_INSIDE = frozenset(",.?!…")


class Quote(Value):
    """One quotation: `outer` with its marks, `inner` without."""

    outer: Span
    inner: Span
    closed: bool
    continues: bool


def paragraphs(text: str) -> tuple[Span, ...]:
    """Spans of the non-blank lines; every line of an article's text is a paragraph.

    The time before an entry of a live report ("10:42 The Environment Agency said ...") is no part of it.
    """
    spans: list[Span] = []
    end = 0
    for line in text.splitlines(keepends=True):
        begin, end = end, end + len(line)
        words = line.strip()
        if words:
            begin += len(line) - len(line.lstrip())
            spans.append(Span(begin + _clock(words), begin + len(words)))
    return tuple(spans)


def _clock(words: str) -> int:
    """How long the time is that a paragraph begins with, if a sentence follows it."""
    found = _CLOCK.match(words) if words[0].isdecimal() else None
    return found.end() if found and found.end() < len(words) and _begins(words[found.end()]) else 0


def _begins(char: str) -> bool:
    return char.isupper() or char in "\"“”„«‘'"


def find_quotes(text: str, within: tuple[Span, ...] | None = None) -> tuple[Quote, ...]:
    """Every quotation of the text, in order."""
    found: list[Quote] = []
    unclosed = False
    for paragraph in paragraphs(text) if within is None else within:
        mine = _quotes_of(text, paragraph, unclosed)
        found.extend(mine)
        unclosed = bool(mine) and not mine[-1].closed
    return tuple(found)


def _quotes_of(text: str, paragraph: Span, unclosed_before: bool) -> list[Quote]:
    marks = _marks_of(text, paragraph)
    if not marks:
        return []
    closer_after = _next_single_closers(text, marks, paragraph)
    last_high = text.rfind("‘", paragraph.begin, paragraph.end)
    quotes: list[Quote] = []
    mark, begin = "", -1
    for index, (char, at) in enumerate(marks):
        if begin < 0:
            closer = closer_after[index] or (char == "‚" and at < last_high)
            if _opens(text, char, at, paragraph) and (char not in "'‘‚" or closer):
                mark, begin = char, at
        elif _closes(text, mark, char, at, paragraph):
            quotes.append(_quote(begin, at, mark, char, unclosed_before and begin == paragraph.begin))
            begin = -1
    if begin >= 0 and mark not in "'‘‚":
        inner = Span(begin + len(mark), paragraph.end)
        if inner.begin < inner.end:
            continues = unclosed_before and begin == paragraph.begin
            quotes.append(Quote(Span(begin, paragraph.end), inner, closed=False, continues=continues))
    return [quote for quote in quotes if quote.inner.begin < quote.inner.end]


def _marks_of(text: str, paragraph: Span) -> list[tuple[str, int]]:
    """Every mark of the paragraph; two ASCII apostrophes in a row are one."""
    found = _MARK.finditer(text, paragraph.begin, paragraph.end)
    return [(mark[0], mark.start()) for mark in found if mark[0] != "`"]


def _quote(begin: int, at: int, mark: str, closer: str, continues: bool) -> Quote:
    return Quote(Span(begin, at + len(closer)), Span(begin + len(mark), at), closed=True, continues=continues)


def _opens(text: str, mark: str, at: int, paragraph: Span) -> bool:
    before = text[at - 1] if at > paragraph.begin else " "
    after = text[at + len(mark)] if at + len(mark) < paragraph.end else " "
    free_before = before.isspace() or before in _OPENS_AFTER
    if mark == '"':
        return not (before.isdigit() and not after.isalnum())
    if mark in "“„«``":
        return True
    if mark in "”»":
        return free_before and after.isalnum()
    if mark == "''":
        return free_before and not after.isspace()
    decade = text[at + 1 : at + 3].isdigit() and text[at + 3 : at + 4] == "s"
    return mark != "’" and free_before and not after.isspace() and not decade


def _closes(text: str, opened: str, mark: str, at: int, paragraph: Span) -> bool:
    if opened in _CLOSERS:
        return mark in _CLOSERS[opened]
    if opened == "‚" and mark == "‘":
        return True
    return mark in _SINGLE_CLOSERS and _ends_single(text, at, paragraph)


def _ends_single(text: str, at: int, paragraph: Span) -> bool:
    """Tell a closing single quote from an apostrophe: 'the ministers' plan' ends at its last mark."""
    before = text[at - 1] if at > paragraph.begin else " "
    if before.isspace() or (at + 1 < paragraph.end and text[at + 1].isalnum()):
        return False
    if before in _ENDS_INSIDE or not before.isalpha():
        return True
    follows = text[at + 1 : at + 3]
    return not (before == "s" and len(follows) == 2 and follows[0] == " " and follows[1].islower())


def _next_single_closers(text: str, marks: list[tuple[str, int]], paragraph: Span) -> list[bool]:
    """For each mark, whether a closing single quote stands after it: an opening one needs it to be a quote at all."""
    ahead = [False] * len(marks)
    seen = False
    for index in range(len(marks) - 1, -1, -1):
        ahead[index] = seen
        char, at = marks[index]
        seen = seen or (char in _SINGLE_CLOSERS and _ends_single(text, at, paragraph))
    return ahead
