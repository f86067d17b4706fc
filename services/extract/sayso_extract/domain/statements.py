"""From an article to its statements: attribution, speakers, then the fields of each.

Input: an `Article`. A page of pure text: read paragraphs, find drafts, resolve speakers, fill certainty, negation,
quantities and times.

Guaranteed: the same article gives the same statements in the same order, by first content span; for each,
`" ".join(text[span])` is its content.

Next: `sayso_extract.document`, the package's verbs.
"""

from collections.abc import Callable, Iterable
from datetime import date

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.edges import cut_back
from sayso_extract.domain.attribution.finder import Paragraph, find_drafts, read_paragraphs
from sayso_extract.domain.attribution.not_said import is_said, tells_nothing
from sayso_extract.domain.fields.certainty import certainty_of, negated, planned
from sayso_extract.domain.fields.dates import find_time, published_day
from sayso_extract.domain.fields.numbers import quantities_of
from sayso_extract.domain.fields.said import Page, said_when
from sayso_extract.domain.model import Article, Certainty, Span, Speaker, Statement
from sayso_extract.domain.patterns import encodable
from sayso_extract.domain.speakers.appositions import describe
from sayso_extract.domain.speakers.chain import chain_of
from sayso_extract.domain.speakers.homes import homes_of
from sayso_extract.domain.speakers.leads import Lead, find_lead
from sayso_extract.domain.speakers.mentions import mended
from sayso_extract.domain.speakers.named_ahead import named_ahead
from sayso_extract.domain.speakers.names import Description
from sayso_extract.domain.speakers.naming import surname
from sayso_extract.domain.speakers.one_named import as_group
from sayso_extract.domain.speakers.organisations import find_organisations
from sayso_extract.domain.speakers.people import Person, by_any_name, by_surname, find_people, heading_of
from sayso_extract.domain.speakers.speakers import only_person, resolve_speakers, sentence_subject
from sayso_extract.domain.values import replace
from sayso_extract.domain.words import Words

LONGEST_TEXT = 50_000
"""Hardly an article is longer (8,000 words). What follows in a longer text is not read for statements, so that no
document can hold a worker up."""
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
    said = tuple(draft for draft in find(text, read) if is_said(draft, text))
    drafts = tuple(mended(draft, text) for draft in cut_back(said, [paragraph.span for paragraph in read], text))
    if not drafts:
        return ()
    sentences = tuple(sentence for paragraph in read for sentence in paragraph.sentences)
    described = [_described(draft, text) for draft in drafts]
    people = find_people(text, sentences, tuple(each for each in described if each is not None))
    described = [each and by_surname(each, people) for each in described]
    lead = find_lead(text, read, people)
    people = people if lead is None else _with(people, lead.person)
    subjects = _subjects(read, people, lead)
    begins = [paragraph.span.begin for paragraph in read]
    main = _main(article.title or heading_of(text), subjects)
    resolved = named_ahead(resolve_speakers(text, drafts, people, subjects, described, begins, main), drafts, text)
    people_only = frozenset(p.name.lower() for p in people if p.role or p.gender)
    organisations = find_organisations(text, sentences, people_only)
    mentioned = tuple(_mentioned(*each, text) for each in zip(resolved, drafts, strict=True))
    speakers = homes_of(mentioned, people, organisations, text)
    published = published_day(article.published)
    page = Page([Span(sentence[0].begin, sentence[-1].end) for sentence in sentences], drafts)
    told = [each for each in zip(drafts, speakers, strict=True) if not tells_nothing(each[0], text)]
    return in_order(_statement(article.text, draft, speaker, published, page) for draft, speaker in told)


def in_order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements by their first content span."""
    return tuple(sorted(statements, key=_place))


def _place(statement: Statement) -> tuple[list[tuple[int, int]], tuple[int, int]]:
    spans = [(span.begin, span.end) for span in statement.content_spans]
    cue = statement.cue_span
    return spans, (cue.begin, cue.end) if cue else spans[0]


def _described(draft: Draft, text: str) -> Description | None:
    """What the draft's own words say about its speaker."""
    if draft.mention is None:
        return None
    return as_group(describe(draft.mention.of(text), tuple(span.of(text) for span in draft.appositions)), text)


def _mentioned(speaker: Speaker, draft: Draft, text: str) -> Speaker:
    """The speaker with the words of its own mention, and what describes it there."""
    if speaker.mention_span is None:
        return speaker
    mention = speaker.mention_span.of(text)
    if (mention, draft.appositions) == (speaker.mention, speaker.described_by):
        return speaker
    return replace(speaker, mention=mention, described_by=draft.appositions)


def _with(people: tuple[Person, ...], known: Person) -> tuple[Person, ...]:
    """The people, one of them with more that is known."""
    return tuple(known if each.name == known.name else each for each in people)


def _subjects(
    read: tuple[Paragraph, ...], people: tuple[Person, ...], lead: Lead | None
) -> dict[int, tuple[tuple[int, Person], ...]]:
    names = by_any_name(people)
    firsts = {name.split()[0] for name in names}
    firsts |= {f"{first}'s" for first in firsts}
    found: dict[int, list[tuple[int, Person]]] = {}
    if lead is not None:
        found[lead.paragraph] = [(lead.begin, lead.person)]
    for paragraph in read:
        for sentence in paragraph.sentences:
            named = [at for at, token in enumerate(sentence) if token.lower in firsts]
            if not named:
                continue
            person = sentence_subject(sentence, names, named) or only_person(sentence, names)
            if person is not None:
                found.setdefault(paragraph.index, []).append((sentence[0].begin, person))
    return {index: tuple(some) for index, some in found.items()}


def _main(headline: str, subjects: dict[int, tuple[tuple[int, Person], ...]]) -> Person | None:
    """Whom the article is of: who opens a sentence first, if the headline names nobody else so."""
    words = {word.strip(".,:;!?'’\"”“‘").removesuffix("'s").lower() for word in headline.split()}
    first = next((person for _, some in sorted(subjects.items()) for _, person in some), None)
    return first if first is not None and surname(first.name) in words else None


def _looks_ahead(certainty: Certainty, words: Words) -> bool:
    """Whether times in a content are rather to come: what is believed or denied may be of the past."""
    if certainty in ("believed", "denied"):
        certainty = certainty_of(words, None, hearsay=False)
    return certainty in ("expected", "possible")


def _statement(text: str, draft: Draft, speaker: Speaker, published: date | None, page: Page) -> Statement:
    content = " ".join(span.of(text) for span in draft.spans)
    words = Words(content)
    cue = draft.cue.of(text) if draft.cue else ""
    certainty = certainty_of(words, draft.form, draft.nobody, cue)
    if certainty in ("asserted", "believed") and planned(words, cue):
        certainty = "expected"
    chain = chain_of(draft, text)
    if chain:
        speaker = replace(speaker, chain=chain)
    return Statement(
        content=content,
        content_spans=draft.spans,
        cue=cue,
        cue_span=draft.cue,
        speaker=speaker,
        kind=draft.kind,
        said_when=said_when(draft, page, speaker.kind in ("document", "organisation"), text, published),
        event_when=find_time(content, words, published, ahead=_looks_ahead(certainty, words)),
        quantities=quantities_of(content, words),
        certainty=certainty,
        negated=negated(words, draft.negated),
        rule=draft.rule,
        confidence=round(draft.confidence * (1.0 if speaker.name else UNRESOLVED), 3),
    )
