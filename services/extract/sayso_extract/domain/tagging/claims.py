"""What the network found, as drafts like those of the rules.

Labelled spans hold more than evidence does here: outer quotation marks, a leading "that", a closing comma. These are
taken off, the speaker's description is cut from its name, and the cue is looked up among the verbs that are known.

Guaranteed: a draft has at least one span that is not empty; its spans are in order and do not overlap.

Next: `parts`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.clauses import in_order
from sayso_extract.domain.attribution.cues import CUES_KNOWN, FORMS, CueForm
from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.quotes import Quote
from sayso_extract.domain.model import Span, StatementKind
from sayso_extract.domain.tagging.labels import Tagged
from sayso_extract.domain.tagging.linking import Linked
from sayso_extract.domain.tagging.words import Words

RULE = "tagger"
_THAT = "that "
_TOPIC = (" about", " of", " on")
_ASIDE = "that, "
_MARKS = frozenset("\"“”„«»‘'’")
_BETWEEN = frozenset(",–—")
_CLOSING = ",.;:–— \t\n\r"
_NEGATIONS = lexicon.NEGATIONS | {"no", "nobody", "nothing", "n't"}


class Page:
    """An article's text with the places of its paragraphs and quotes."""

    def __init__(self, text: str, paragraphs: Sequence[Span], quotes: Sequence[Quote]) -> None:
        self.text = text
        self._paragraphs = [each.begin for each in paragraphs]
        self._quotes = quotes
        self._outer = [each.outer.begin for each in quotes]

    def paragraph_of(self, place: int) -> int:
        """Index of the paragraph that holds a place."""
        return max(0, bisect_right(self._paragraphs, place) - 1)

    def quote_at(self, place: int) -> Quote | None:
        """The quotation that a place stands in, its marks included."""
        at = bisect_right(self._outer, place) - 1
        return self._quotes[at] if at >= 0 and place < self._quotes[at].outer.end else None

    def has_mark(self, span: Span) -> bool:
        """Whether a mark of a quotation stands in a stretch."""
        at = max(0, bisect_right(self._outer, span.begin) - 1)
        for quote in islice(self._quotes, at, None):
            if quote.outer.begin >= span.end:
                return False
            words = self.text[max(span.begin, quote.outer.begin) : min(span.end, quote.outer.end)]
            if not _MARKS.isdisjoint(words):
                return True
        return False


def draft_of(claim: Linked, words: Words, page: Page) -> Draft | None:
    """A claim as a draft, None if nothing of it is left; how sure it is, `joining` knows."""
    whole = [Span(words.begins[each.first], words.end(each.last)) for each in claim.contents]
    raw = [evidence(piece, page) for each in whole for piece in lines_of(each, page)]
    spans = _without_topic(tuple([span for span in raw if span.begin < span.end]), _span(claim.cue, words), page)
    if not spans or not in_order(spans):
        return None
    cue = _span(claim.cue, words)
    form, negated = _of_cue(cue.of(page.text))
    source = _span(claim.source, words) if claim.source else None
    torn = source is not None and _is_torn(source.of(page.text))
    mention, appositions = (None, ()) if source is None or torn else speaker_words(source, page.text)
    return Draft(
        spans=spans,
        kind=kind_of(spans, page),
        cue=cue,
        form=form,
        mention=mention,
        appositions=appositions,
        same_speaker=False,
        nobody=mention is None,
        when=None,
        negated=negated,
        rule=RULE,
        confidence=0.0,
        paragraph=page.paragraph_of(spans[0].begin),
    )


def _without_topic(spans: tuple[Span, ...], cue: Span, page: Page) -> tuple[Span, ...]:
    """Quotations without what somebody was asked about: "..., he said when asked about the wall. ..."."""
    if len(spans) == 1 or not cue.of(page.text).endswith(_TOPIC):
        return spans
    quoted = tuple(span for span in spans if kind_of((span,), page) == "direct")
    rest = [span for span in spans if span not in quoted]
    topic = len(rest) == 1 and rest[0].begin >= cue.end and not page.text[cue.end : rest[0].begin].strip()
    plain = topic and lexicon.FINITE.isdisjoint(rest[0].of(page.text).lower().split())
    return quoted if quoted and plain else spans


def lines_of(span: Span, page: Page) -> list[Span]:
    """A content in its paragraph, and in the next ones if a quotation runs on there."""
    words = span.of(page.text)
    if len(words.splitlines()) == 1:  # most contents
        return [Span(span.begin + len(words) - len(words.lstrip()), span.begin + len(words.rstrip()))]
    pieces = [Span(span.begin, span.begin)]
    begin = span.begin
    for line in words.splitlines(keepends=True):
        piece = Span(begin + len(line) - len(line.lstrip()), begin + len(line.rstrip()))
        begin += len(line)
        if piece.begin >= piece.end:
            continue
        quote = page.quote_at(piece.begin)
        if pieces[0].begin < pieces[0].end and not (quote is not None and quote.continues):
            break
        pieces = [*(each for each in pieces if each.begin < each.end), piece]
    return pieces


def evidence(span: Span, page: Page) -> Span:
    """A labelled content without its outer marks, its leading "that" and its closing comma."""
    begin, end = span.begin, span.end
    if page.text[begin : begin + len(_THAT)].lower() == _THAT and _is_clause(page.text[begin + len(_THAT) : end]):
        begin += len(_THAT)  # "rejected that claim" tells which one
    elif page.text[begin : begin + len(_ASIDE)].lower() == _ASIDE:
        begin += len(_ASIDE)
    quote = page.quote_at(begin)
    if quote is not None and begin < quote.inner.begin and end >= quote.inner.end:
        if end <= quote.outer.end:
            begin, end = quote.inner.begin, quote.inner.end
    elif quote is not None and begin < quote.inner.begin:
        begin, end = (begin, end) if end > quote.outer.end else (quote.inner.begin, min(end, quote.inner.end))
    words = page.text[begin:end]
    kept = len(words.rstrip(_CLOSING)) if not words.rstrip().endswith("...") else len(words.rstrip())
    lead = len(words) - len(words.lstrip(_CLOSING))
    return Span(begin + min(lead, kept), begin + kept)


def _is_clause(words: str) -> bool:
    """Whether what stands behind "that" has a subject of its own, and is not only "was absurd"."""
    first, _, rest = words.strip().partition(" ")
    return bool(rest) and first.lower() not in lexicon.AUXILIARIES


def kind_of(spans: Sequence[Span], page: Page) -> StatementKind:
    """Whether the spans are quoted words, others, or both."""
    quoted = [page.quote_at(span.begin) for span in spans]
    inside = [
        q is not None and q.inner.begin <= s.begin and s.end <= q.inner.end for q, s in zip(quoted, spans, strict=True)
    ]
    if all(inside):
        return "direct"
    return "mixed" if any(inside) or any(page.has_mark(span) for span in spans) else "indirect"


def speaker_words(span: Span, text: str) -> tuple[Span, tuple[Span, ...]]:
    """The words that name a speaker, and what describes them between commas."""
    parts, begin = [], span.begin
    for piece in _between_commas(span.of(text)):
        lead = len(piece) - len(piece.lstrip())
        parts.append(Span(begin + lead, begin + len(piece.rstrip())))
        begin += len(piece) + 1
    kept = [part for part in parts if part.begin < part.end]
    return (kept[0], tuple(kept[1:])) if kept else (span, ())


def _is_torn(words: str) -> bool:
    """Whether a speaker begins within brackets and ends behind them: "N)" of "Ostrel Steel (OSTL.N)"."""
    return ")" in words and "(" not in words


def _between_commas(words: str) -> list[str]:
    """What stands between commas or dashes; a comma between two digits is part of a number."""
    if _BETWEEN.isdisjoint(words):  # most speakers
        return [words]
    for dash in "–—":
        words = f"{words} ".replace(f" {dash} ", " , ")[: len(words)]
    pieces = [""]
    for piece in words.split(","):
        if pieces[-1][-1:].isdigit() and piece[:1].isdigit():
            pieces[-1] += f",{piece}"
        else:
            pieces.append(piece)
    return pieces[1:]


def form_of(cue: str) -> CueForm | None:
    """The known verb among a cue's words, the last one if there are several."""
    return _of_cue(cue)[0]


@lru_cache(maxsize=CUES_KNOWN)
def _of_cue(cue: str) -> tuple[CueForm | None, bool]:
    """A cue's verb, and whether a negation is among its words."""
    words = cue.lower().replace("’", "'").replace("n't", " n't").split()
    form = FORMS["said"] if words[:1] == ["according"] else None
    bare = [word.rstrip(":,") for word in words]
    form = form or next((FORMS[word] for word in reversed(bare) if word in FORMS), None)
    return form, not _NEGATIONS.isdisjoint(words)


def _span(tagged: Tagged, words: Words) -> Span:
    return Span(words.begins[tagged.first], words.end(tagged.last))
