"""When something was said: a time expression in the sentence of the cue, outside what is reported.

Input: a draft, its page, and the published date. Read are, in this order, the words that the rule took for a time, the
cue, the words behind the cue ("said on Monday", "told a meeting in Skerra last month"), those between speaker and cue,
and those that open the sentence ("In an interview on Sunday he said"), unless these are a clause of their own ("After
the vote on Sunday fell through, ..."). A document may carry its date in its name.

Guaranteed: no word of any draft's content or of the speaker's description is read, and at most `REACH` characters on
each side.

Next: `certainty`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.fields.dates import find_time, may_tell_time
from sayso_extract.domain.model import Span, TimeRange
from sayso_extract.domain.word_lists import word_set
from sayso_extract.domain.words import Words

REACH = 160
NEAR = 40
"""Characters between a speaker and its cue that are read: "The minister on Monday said"."""
_CLAUSES = word_set(
    "when if because although though while as until since whereas unless having founded established built created "
    "launched opened elected appointed born introduced"
)
"""Words that open something other than the circumstances of saying."""
_JOINED = frozenset(("and", "but"))
_ISSUED = word_set("asked published released issued posted addressed recorded obtained reported leaked signed united")
_HARD_STOPS = (
    *(";", "\n", " as ", " while ", " but ", " that ", " who ", " which ", " where ", " Today "),
    *(", before ", ", after ", ", when "),
)


class Page:
    """An article's sentences, and what its drafts take of them (contents and cues), found by a place in the text."""

    def __init__(self, sentences: Sequence[Span], drafts: Sequence[Draft]) -> None:
        self._sentences = sentences
        self._openings = [span.begin for span in sentences]
        spans = {span for draft in drafts for span in (*draft.spans, *([draft.cue] if draft.cue else []))}
        self._begins = sorted(span.begin for span in spans)
        self._ends = sorted(span.end for span in spans)
        self._timed: dict[Span, bool] = {}

    def sentence(self, place: int) -> Span:
        """The sentence that a place stands in; the place alone if none holds it."""
        number = bisect_right(self._openings, place) - 1
        if number < 0 or self._sentences[number].end <= place:
            return Span(place, place)
        return self._sentences[number]

    def may_tell_time(self, sentence: Span, text: str) -> bool:
        """Whether a sentence may hold a time: most hold none, and many hold several cues."""
        known = self._timed.get(sentence)
        if known is None:
            known = self._timed[sentence] = may_tell_time(sentence.of(text))
        return known

    def next(self, place: int) -> int | None:
        """Where the first content or cue begins that does not begin before the place."""
        at = bisect_left(self._begins, place)
        return self._begins[at] if at < len(self._begins) else None

    def last(self, place: int) -> int:
        """Where the last content or cue ends that does not end behind the place."""
        at = bisect_right(self._ends, place)
        return self._ends[at - 1] if at else 0


def said_when(draft: Draft, page: Page, dated_speaker: bool, text: str, published: date | None) -> TimeRange | None:
    """The time of saying that the sentence tells, if it does; `dated_speaker`: a document, which may carry a date."""
    if draft.when is not None:
        return _past(_time_in(draft.when.of(text), published), published)
    if draft.cue is None:
        return None
    for piece in _around(draft, draft.cue, page, text):
        found = _past(_time_in(piece, published), published)
        if found is not None:
            return found
    return _time_in(draft.mention.of(text), published) if draft.mention and dated_speaker else None


def _around(draft: Draft, cue: Span, page: Page, text: str) -> list[str]:
    """The stretches of the sentence that are nobody's, in the order in which they are asked; none without a time."""
    sentence = page.sentence(cue.begin)
    if not page.may_tell_time(sentence, text):
        return []
    opens = draft.mention.begin if draft.mention and draft.mention.begin < cue.begin else cue.begin
    front = Span(max(sentence.begin, opens - REACH), opens)
    near = Span(max(opens, cue.begin - NEAR), max(cue.end, min(sentence.end, cue.end + REACH)))
    whole = front.begin == sentence.begin and near.begin == front.end and near.end >= sentence.end
    if not (whole or may_tell_time(near.of(text)) or may_tell_time(front.of(text))):
        return []
    taken = sorted([*draft.spans, *draft.appositions, *([draft.mention] if draft.mention else [])])
    following = page.next(cue.end) or sentence.end
    behind = _free(Span(cue.end, min(following, near.end)), taken)
    between = _free(Span(near.begin, cue.begin), taken)
    told = [span.of(text) for span in between]
    pieces = [
        cue.of(text),
        *(_until_stop(span.of(text)) for span in behind),
        *(each for each in told if _own(each.strip(" ,"))),
    ]
    lead = text[sentence.begin : opens].split(None, 1)
    if (
        lead
        and not (draft.nobody and draft.form is not None and draft.form.lemma != "heard")
        and not _is_clause(text[sentence.begin : opens])
        and page.last(opens) <= sentence.begin
    ):
        before = _free(front, taken)
        pieces += [span.of(text) for span in reversed(before)]
    return pieces


def _until_stop(words: str) -> str:
    return words[: min((at for mark in _HARD_STOPS if (at := words.find(mark)) >= 0), default=len(words))]


def _is_clause(words: str) -> bool:
    """Whether what opens a sentence tells something of its own: "After the vote fell through on Sunday"."""
    plain = words.lower().split()[:40]
    if not plain or plain[0] in _CLAUSES:
        return bool(plain)
    return any(word in lexicon.FINITE or (word.endswith("ed") and word not in _ISSUED) for word in plain)


def _own(words: str) -> bool:
    """Whether words between a speaker and its cue tell of the saying, not of the speaker: no clause of its own."""
    if not _JOINED.isdisjoint(words.lower().split()):
        return False  # "Helv had applied by last summer and says"
    return "," not in words or any(word in words for word in ("published", "released", "issued"))


def _free(span: Span, taken: Sequence[Span]) -> list[Span]:
    """What is left of a stretch without the spans that are taken."""
    free, begin = [], span.begin
    for each in taken:
        if each.end <= begin or each.begin >= span.end:
            continue
        if each.begin > begin:
            free.append(Span(begin, each.begin))
        begin = max(begin, each.end)
    if begin < span.end:
        free.append(Span(begin, span.end))
    return free


def _past(time: TimeRange | None, published: date | None) -> TimeRange | None:
    """A time that may be one of saying: nothing is said after it is published."""
    later = time is not None and published is not None and time.start > published.isoformat()
    return None if later else time


def _time_in(words: str, published: date | None) -> TimeRange | None:
    return find_time(words, Words(words), published, ahead=False) if may_tell_time(words) else None
