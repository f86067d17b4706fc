"""Claims that somebody else put into words, found again in the article: the only way a language model's answer gets in.

Input: an article's text, and for each claim what it is made of: the words of its content, the words that name who said
it, and the cue. All of it is searched for here; offsets from elsewhere are never used.

Guaranteed: a draft's spans are the article's own words at their places, letter by letter as told; marks of quotation
and apostrophes may be curly or straight, since those who retype a text change them. A claim of which any part does not
stand in the article is refused, and so is one whose words another claim has. Nothing else can come out, whatever the
article or the answer says. Linear in the text for each part that is searched for.

Next: `statements`, which fills in speakers and fields as for any draft.
"""

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.clauses import in_order
from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.finder import Paragraph, quotes_of
from sayso_extract.domain.model import Span
from sayso_extract.domain.tagging.claims import Page, evidence, form_of, kind_of, speaker_words

RULE = "llm"
CONFIDENCE = 0.7
"""Of every claim of a language model. It is not calibrated: nobody has measured a model that is not known here."""
NEAR = 400
"""Characters between a claim's words and its cue, at most."""
MOST_PLACES = 50
"""Places that are looked at for one part before it is taken not to be there."""
_MARKS = str.maketrans("‘’ʼ“”„‟\u00a0", '\'\'\'"""" ')


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it was told: the pieces of its content in order, and who said it by which words, None if nobody."""

    content: tuple[str, ...]
    speaker: str | None
    cue: str | None


def verbatim_drafts(told: Sequence[Told], text: str, read: tuple[Paragraph, ...]) -> tuple[Draft, ...]:
    """What stands in the text of what was told, in reading order; the rest is refused."""
    finding = _Finding(text, read)
    found = [draft for each in told if (draft := finding.draft(each)) is not None]
    return tuple(sorted(found, key=lambda draft: draft.spans))


class _Finding:
    """One article, and the words of it that claims have taken."""

    def __init__(self, text: str, read: tuple[Paragraph, ...]) -> None:
        self._folded = text.translate(_MARKS)
        self._page = Page(text, [paragraph.span for paragraph in read], quotes_of(read))
        self._taken: list[Span] = []
        self._reached = 0

    def draft(self, told: Told) -> Draft | None:
        spans = self._content(told.content)
        if spans is None:
            return None
        mention = self._nearest(told.speaker, spans, len(self._folded)) if told.speaker else None
        cue = self._nearest(told.cue, spans, NEAR) if told.cue else None
        if (told.speaker and mention is None) or (told.cue and cue is None):
            return None
        for span in spans:
            insort(self._taken, span)
        self._reached = spans[0].begin
        name, described = speaker_words(mention, self._page.text) if mention else (None, ())
        return Draft(
            spans=spans,
            kind=kind_of(spans, self._page),
            cue=cue,
            form=form_of(cue.of(self._page.text)) if cue else None,
            mention=name,
            appositions=described,
            same_speaker=False,
            nobody=name is None,
            when=None,
            negated=cue is not None and not lexicon.NEGATIONS.isdisjoint(cue.of(self._page.text).lower().split()),
            rule=RULE,
            confidence=CONFIDENCE,
            paragraph=self._page.paragraph_of(spans[0].begin),
        )

    def _content(self, pieces: Sequence[str]) -> tuple[Span, ...] | None:
        """The pieces one behind the other, at the first such place behind the last claim, else the first of all."""
        words = [line for piece in pieces for line in piece.splitlines() if line.strip()]
        if not words:
            return None
        for start in dict.fromkeys((self._reached, 0)):
            for first in self._places(words[0], start):
                spans = self._behind(first, words[1:])
                if spans is not None:
                    return spans
        return None

    def _behind(self, first: Span, words: Sequence[str]) -> tuple[Span, ...] | None:
        raw = [first]
        for piece in words:
            here = next(self._places(piece, raw[-1].end), None)
            if here is None or self._page.paragraph_of(here.begin) - self._page.paragraph_of(raw[-1].end - 1) > 1:
                return None
            raw.append(here)
        spans = tuple(span for span in (evidence(each, self._page) for each in raw) if span.begin < span.end)
        return spans if spans and in_order(spans) and not any(self._is_taken(span) for span in spans) else None

    def _places(self, words: str, start: int) -> Iterator[Span]:
        """Where the words stand as whole words, from a place on."""
        wanted = words.strip().translate(_MARKS)
        at = start - 1
        for _ in range(MOST_PLACES):
            at = self._folded.find(wanted, at + 1)
            if at < 0 or not wanted:
                return
            if self._is_whole(at, at + len(wanted)):
                yield Span(at, at + len(wanted))

    def _nearest(self, words: str, content: Sequence[Span], reach: int) -> Span | None:
        """The place nearest to a claim's words at which others stand, outside of them."""
        wanted = words.strip().translate(_MARKS)
        edges = [0, *(place for span in content for place in (span.begin, span.end)), len(self._folded)]
        found = []
        for low, high in zip(edges[::2], edges[1::2], strict=True):
            found += [*self._first(wanted, low, high), *self._last(wanted, low, high)]
        near = [(_distance(each, content), each) for each in found]
        distance, span = min(near, default=(reach + 1, None))
        return span if distance <= reach else None

    def _first(self, wanted: str, low: int, high: int) -> list[Span]:
        at = low - 1
        for _ in range(MOST_PLACES if wanted else 0):
            at = self._folded.find(wanted, at + 1, high)
            if at < 0:
                break
            if self._is_whole(at, at + len(wanted)):
                return [Span(at, at + len(wanted))]
        return []

    def _last(self, wanted: str, low: int, high: int) -> list[Span]:
        for _ in range(MOST_PLACES if wanted else 0):
            at = self._folded.rfind(wanted, low, high)
            if at < 0:
                break
            if self._is_whole(at, at + len(wanted)):
                return [Span(at, at + len(wanted))]
            high = at + len(wanted) - 1
        return []

    def _is_whole(self, begin: int, end: int) -> bool:
        """Whether no word is cut at either end."""
        around = ((begin - 1, begin), (end - 1, end))
        return not any(
            left >= 0 and right < len(self._folded) and self._folded[left].isalnum() and self._folded[right].isalnum()
            for left, right in around
        )

    def _is_taken(self, span: Span) -> bool:
        at = bisect_right(self._taken, span)
        before, behind = self._taken[max(0, at - 1) : at], self._taken[at : at + 1]
        return any(each.begin < span.end and span.begin < each.end for each in (*before, *behind))


def _distance(span: Span, content: Sequence[Span]) -> int:
    return min(max(each.begin - span.end, span.begin - each.end, 0) for each in content)
