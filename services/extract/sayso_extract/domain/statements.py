"""From an article to its statements: attribution, speakers, then the fields of each.

Input: an `Article`. A page of pure text: read paragraphs, find drafts, resolve speakers, fill certainty, negation,
quantities and times.

Guaranteed: the same article gives the same statements in the same order, by first content span; for each,
`" ".join(text[span])` is its content.

Next: `sayso_extract.document`, the package's verbs.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.finder import Paragraph, find_drafts, read_paragraphs
from sayso_extract.domain.fields.certainty import certainty_of, negated
from sayso_extract.domain.fields.dates import find_time, published_day
from sayso_extract.domain.fields.numbers import quantities_of
from sayso_extract.domain.model import Article, Speaker, Statement, TimeRange
from sayso_extract.domain.patterns import encodable
from sayso_extract.domain.speakers.appositions import describe
from sayso_extract.domain.speakers.homes import at_home
from sayso_extract.domain.speakers.organisations import find_organisations
from sayso_extract.domain.speakers.people import Person, by_any_name, find_people
from sayso_extract.domain.speakers.speakers import resolve_speakers, sentence_subject
from sayso_extract.domain.words import words_of

LONGEST_TEXT = 150_000
"""No article is longer (25,000 words); what follows in a longer text is not read for statements, so that no document
can hold a worker up."""
NEAR_CUE = 60
"""Characters behind a cue in which the time of saying may stand."""
UNRESOLVED = 0.8
"""What is left of a rule's confidence if nobody could be named."""


FindDrafts = Callable[[str, tuple[Paragraph, ...]], tuple[Draft, ...]]
"""Finds the attributions of a text that has been cut into sentences."""


def by_rules(_: str, read: tuple[Paragraph, ...]) -> tuple[Draft, ...]:
    """The attributions that the rules find."""
    return find_drafts(read)


def find_statements(article: Article, find: FindDrafts = by_rules) -> tuple[Statement, ...]:
    """Every statement of the article, with its fields."""
    text = encodable(article.text[:LONGEST_TEXT])
    read = read_paragraphs(text)
    drafts = find(text, read)
    if not drafts:
        return ()
    mentions = tuple(
        describe(d.mention.of(text), tuple(s.of(text) for s in d.appositions)) for d in drafts if d.mention is not None
    )
    people = find_people(text, tuple(s for paragraph in read for s in paragraph.sentences), mentions)
    resolved = resolve_speakers(text, drafts, people, _subjects(read, people))
    organisations = find_organisations(
        text,
        [s for paragraph in read for s in paragraph.sentences],
        frozenset(p.name.lower() for p in people if p.role or p.gender),
    )
    speakers = tuple(at_home(each, people, organisations, text) for each in _mentioned(resolved, text))
    published = published_day(article.published)
    statements = [_statement(article.text, d, s, published) for d, s in zip(drafts, speakers, strict=True)]
    return tuple(sorted(statements, key=lambda s: (s.content_spans, s.cue_span or s.content_spans[0])))


def _mentioned(speakers: Sequence[Speaker], text: str) -> tuple[Speaker, ...]:
    """The speakers with the words of their own mention."""
    return tuple(
        each if each.mention_span is None else replace(each, mention=each.mention_span.of(text)) for each in speakers
    )


def _subjects(read: tuple[Paragraph, ...], people: tuple[Person, ...]) -> dict[int, tuple[tuple[int, Person], ...]]:
    names = by_any_name(people)
    found: dict[int, list[tuple[int, Person]]] = {}
    for paragraph in read:
        for sentence in paragraph.sentences:
            person = sentence_subject(sentence, names)
            if person is not None:
                found.setdefault(paragraph.index, []).append((sentence[0].begin, person))
    return {index: tuple(some) for index, some in found.items()}


def _said_when(draft: Draft, speaker: Speaker, text: str, published: date | None) -> TimeRange | None:
    """When it was said: by the words that the rule took for it, else by those beside the cue, or a document's date."""
    if draft.when is not None:
        return _time_in(draft.when.of(text), published)
    if draft.cue is None:
        return None
    end = min((s.begin for s in draft.spans if s.begin >= draft.cue.end), default=draft.cue.end + NEAR_CUE)
    beside = text[draft.cue.end : min(end, draft.cue.end + NEAR_CUE)]
    stop = min((at for mark in ".!?;\n" if (at := beside.find(mark)) >= 0), default=len(beside))
    dated = draft.mention.of(text) if draft.mention and speaker.kind in ("document", "organisation") else ""
    return _time_in(beside[:stop], published) or _time_in(dated, published)


def _time_in(words: str, published: date | None) -> TimeRange | None:
    return find_time(words, words_of(words), published, ahead=False)


def _statement(text: str, draft: Draft, speaker: Speaker, published: date | None) -> Statement:
    content = " ".join(span.of(text) for span in draft.spans)
    words = words_of(content)
    certainty = certainty_of(words, draft.form, draft.nobody)
    if speaker.mention_span is not None:
        speaker = replace(speaker, described_by=draft.appositions)
    return Statement(
        content=content,
        content_spans=draft.spans,
        cue=draft.cue.of(text) if draft.cue else "",
        cue_span=draft.cue,
        speaker=speaker,
        kind=draft.kind,
        said_when=_said_when(draft, speaker, text, published),
        event_when=find_time(content, words, published, ahead=certainty in ("expected", "possible", "believed")),
        quantities=quantities_of(content, words),
        certainty=certainty,
        negated=negated(words, draft.negated),
        rule=draft.rule,
        confidence=round(draft.confidence * (1.0 if speaker.name else UNRESOLVED), 3),
    )
