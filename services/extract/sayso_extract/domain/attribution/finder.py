"""Who said what in one article: paragraphs, sentences, patterns, and quotes that float or run on.

Input: an article's text. Each paragraph is cut into sentences with its quotes opaque; `sentence_reader` finds the
attributions of each. A sentence that is nothing but a quote belongs to the statement before it in its paragraph, to
the report that follows, or, opening a paragraph, to the previous speaker; a quote left open runs into the next
paragraph.

Guaranteed: drafts come in reading order; spans within one draft are in order and do not overlap.

Next: `speakers.speakers`, then `statements`.
"""

from sayso_extract.domain.attribution.clauses import Range, in_order, inner_words, pieces_of
from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.quotes import Quote, find_quotes, paragraphs
from sayso_extract.domain.attribution.scenes import Found
from sayso_extract.domain.attribution.sentence_reader import read_sentence
from sayso_extract.domain.attribution.sentences import group
from sayso_extract.domain.attribution.tokens import Token, tokenise
from sayso_extract.domain.model import Span
from sayso_extract.domain.values import Value, replace

Sentence = tuple[Token, ...]
FLOATING_WORDS = 4
"""A quote on its own with fewer words is a headline's or a joke's, not a statement."""


class Paragraph(Value):
    """One paragraph, read into sentences, and the quotations that stand in it."""

    index: int
    span: Span
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]


def read_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text as sentences of tokens."""
    spans = paragraphs(text)
    quotes = find_quotes(text, spans)
    found, at = [], 0
    for index, span in enumerate(spans):
        first = at
        while at < len(quotes) and quotes[at].outer.begin < span.end:
            at += 1
        mine = quotes[first:at]
        found.append(Paragraph(index, span, group(tokenise(text, span, mine)), mine))
    return tuple(found)


def quotes_of(read: tuple[Paragraph, ...]) -> tuple[Quote, ...]:
    """The quotations of a text that has been read, in order."""
    return tuple(quote for paragraph in read for quote in paragraph.quotes)


def find_drafts(read: tuple[Paragraph, ...]) -> tuple[Draft, ...]:
    """Every attribution of the article, in reading order."""
    drafts: list[Draft] = []
    opening: Sentence = ()
    for paragraph in read:
        opening = _read_paragraph(paragraph, drafts, opening)
    return tuple(drafts)


def _read_paragraph(paragraph: Paragraph, drafts: list[Draft], opening: Sentence) -> Sentence:
    """Add the paragraph's drafts; hand on its last sentence if that ends in a colon."""
    waiting: Sentence = ()
    for place, sentence in enumerate(paragraph.sentences):
        if not _only_quotes(sentence):
            found = read_sentence(sentence)
            if waiting:
                joined = () if found else read_sentence(waiting + sentence)
                if joined:
                    sentence, found = waiting + sentence, joined
                else:
                    _float(waiting, paragraph, drafts, before=_drafts_of(sentence, found, paragraph))
                waiting = ()
            drafts.extend(_drafts_of(sentence, found, paragraph))
            opening = sentence if sentence[-1].text == ":" else ()
            continue
        joined = read_sentence(opening + sentence) if opening else ()
        if joined:
            drafts.extend(_drafts_of(opening + sentence, joined, paragraph))
        elif _continues(sentence, drafts, paragraph) or (place and _extends(sentence, drafts, paragraph)):
            pass
        else:
            waiting = waiting + sentence
        opening = ()
    if waiting:
        _float(waiting, paragraph, drafts, before=[])
    return opening


def _drafts_of(sentence: Sentence, found: tuple[Found, ...], paragraph: Paragraph) -> list[Draft]:
    drafts = []
    for one in found:
        for place, ranges in enumerate((one.ranges, *((extra,) for extra in one.also))):
            draft = _draft(sentence, one, ranges, paragraph)
            if draft is not None:
                drafts.append(draft if place == 0 else replace(draft, when=None))
    return drafts


def _draft(sentence: Sentence, one: Found, ranges: tuple[Range, ...], paragraph: Paragraph) -> Draft | None:
    spans, kind = pieces_of(sentence, ranges)
    if not spans or not in_order(spans):
        return None
    speaker = one.speaker
    return Draft(
        spans=spans,
        kind=kind,
        cue=_span(sentence, one.cue),
        form=one.form,
        mention=_span(sentence, (speaker.begin, speaker.end)) if speaker else None,
        appositions=tuple(_span(sentence, r) for r in speaker.appositions if r[0] < r[1]) if speaker else (),
        same_speaker=one.same_speaker,
        nobody=speaker is None and not one.same_speaker,
        when=_span(sentence, one.when) if one.when else None,
        negated=one.negated,
        rule=one.rule,
        confidence=one.confidence,
        paragraph=paragraph.index,
        opener=_span(sentence, (one.opener.begin, one.opener.end)) if one.opener else None,
    )


def _span(sentence: Sentence, words: Range) -> Span:
    return Span(sentence[words[0]].begin, sentence[words[1] - 1].end)


def _only_quotes(sentence: Sentence) -> bool:
    if sentence[0].kind not in ("quote", "mark"):  # most sentences: none of their other tokens is looked at
        return False
    kinds = {token.kind for token in sentence}
    return "quote" in kinds and kinds <= {"quote", "mark"}


def _quoted(sentence: Sentence) -> tuple[Span, ...]:
    spans = (inner_words(t) for t in sentence if t.kind == "quote")
    return tuple(s for s in spans if s.begin < s.end)


def _continues(sentence: Sentence, drafts: list[Draft], paragraph: Paragraph) -> bool:
    """A quote left open in the paragraph before goes on here."""
    quote = sentence[0].quote
    if quote is None or not quote.continues or not drafts or drafts[-1].paragraph < paragraph.index - 1:
        return False
    return _append(sentence, drafts, paragraph)


def _extends(sentence: Sentence, drafts: list[Draft], paragraph: Paragraph) -> bool:
    """A quote right after a direct quote's report in the same paragraph is its second piece."""
    if not drafts or drafts[-1].paragraph != paragraph.index:
        return False
    if drafts[-1].kind == "direct":
        return _append(sentence, drafts, paragraph)
    return False


def _append(sentence: Sentence, drafts: list[Draft], paragraph: Paragraph) -> bool:
    last = drafts[-1]
    spans = last.spans + _quoted(sentence)
    if last.kind != "direct" or not in_order(spans):
        return False
    drafts[-1] = replace(last, spans=spans, paragraph=paragraph.index)
    return True


def _float(sentence: Sentence, paragraph: Paragraph, drafts: list[Draft], before: list[Draft]) -> None:
    """A quote nobody claims is the previous speaker's, or, if a report follows, the next one's."""
    spans = _quoted(sentence)
    words = sum(t.text.count(" ") + 1 for t in sentence if t.kind == "quote")
    if not spans or words < FLOATING_WORDS:
        return
    source = before[0] if before and before[0].kind == "direct" else drafts[-1] if drafts else None
    if source is None or source.nobody or source.paragraph < paragraph.index - 1:
        return
    mine = source.mention if source in before else None
    appositions = source.appositions if source in before else ()
    drafts.append(
        Draft(
            spans, "direct", None, None, mine, appositions, source not in before, False, None, False,
            "floating_quote", 0.6 if source.paragraph == paragraph.index else 0.5, paragraph.index,
        )
    )  # fmt: skip
