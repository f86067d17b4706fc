"""From a document's bytes to the records the wire carries: the whole of extraction, without Redis.

It reads top to bottom: bytes to article, article to statements, both to records with their ids. The stage's handler,
the command ``sayso extract`` and the tests all call :func:`read`. What goes wrong with a document is told as the
pipeline's own instructions: a page without an article is a ``Discard``.
"""

import hashlib
from collections.abc import Sequence

from sayso.contracts import Discard, Disposition, Failure, Quarantine, Reason
from sayso.contracts.events import Media
from sayso.contracts.records import (
    ArticleRecord,
    LinkRecord,
    QuantityRecord,
    SpeakerRecord,
    StatementRecord,
    TimeRecord,
)
from sayso.runtime.abilities import ReadArticle
from sayso_extract.document import ClaimFinder, DocumentError, extract, read_document
from sayso_extract.domain import identity
from sayso_extract.domain.model import Article, Span, Speaker, Statement, TimeRange
from sayso_extract.tagger.finder import shipped_finder
from sayso_extract.web_names import names

_NO_ARTICLE = {Reason.EMPTY, Reason.NO_ARTICLE}
_NOT_HTML = {Reason.NOT_TEXT, Reason.CHARSET_REFUSED}


def read(
    body: bytes,
    *,
    url: str,
    media: Media | None = None,
    charset: str | None = None,
    as_is: bool = False,
    fetched_at: str = "",
    led_here: Sequence[str] = (),
    finder: ClaimFinder | None = None,
) -> ReadArticle:
    """The article of a document and its statements; ``led_here`` are URLs that led to ``url``.

    Raises ``contracts.Failure``.
    """
    try:
        article = read_document(body, url=url or None, charset=charset, media=media or "auto", as_is=as_is)
    except DocumentError as error:
        raise _failure(error) from None
    record = article_record(article, body, url, fetched_at, led_here)
    finder = finder or shipped_finder()
    found = extract(article, finder)
    return ReadArticle(
        article=record,
        text=article.text,
        statements=tuple(statement_record(each, record.article_id, finder.version) for each in found),
        extractor_version=finder.version,
        charset_unsure=article.charset_unsure,
    )


def article_record(
    article: Article, body: bytes, url: str, fetched_at: str, led_here: Sequence[str] = ()
) -> ArticleRecord:
    """The article's metadata as the wire carries it."""
    called = names(url, declared=article.declared, others=(*led_here, *article.editions))
    return ArticleRecord(
        article_id=identity.article_id(called.identity or identity.fingerprint(article.text)),
        url=called.url,
        fetched_url=url,
        aliases=called.aliases,
        outlet=identity.outlet(article.publisher, called.url),
        title=article.title,
        authors=article.authors,
        published=article.published,
        published_source=article.published_source,
        modified=article.modified,
        language=article.language,
        section=article.section,
        paywalled=article.paywalled,
        sources=dict(article.sources),
        fetched_at=fetched_at,
        fingerprint=identity.fingerprint(article.text),
        page_sha256=hashlib.sha256(body).hexdigest(),
    )


def statement_record(statement: Statement, article_id: str, version: str) -> StatementRecord:
    """The statement as the wire carries it, found by the extractor of that version."""
    return StatementRecord(
        statement_id=identity.statement_id(article_id, statement.content_spans, statement.content, version),
        content=statement.content,
        content_spans=tuple((span.begin, span.end) for span in statement.content_spans),
        cue=statement.cue,
        cue_span=_pair(statement.cue_span),
        speaker=_speaker(statement.speaker),
        kind=statement.kind,
        said_when=_time(statement.said_when),
        event_when=_time(statement.event_when),
        quantities=tuple(
            QuantityRecord(text=q.text, value=q.value, upper=q.upper, unit=q.unit, approximate=q.approximate)
            for q in statement.quantities
        ),
        certainty=statement.certainty,
        negated=statement.negated,
        rule=statement.rule,
        confidence=statement.confidence,
        extractor_version=version,
    )


def _speaker(speaker: Speaker) -> SpeakerRecord:
    return SpeakerRecord(
        mention=speaker.mention,
        mention_span=_pair(speaker.mention_span),
        name=speaker.name,
        role=speaker.role,
        affiliation=speaker.affiliation,
        kind=speaker.kind,
        resolved_by=speaker.resolved_by,
        chain=tuple(
            LinkRecord(part=each.part, mention=each.mention, span=(each.span.begin, each.span.end))
            for each in speaker.chain
        ),
    )


def _time(time: TimeRange | None) -> TimeRecord | None:
    if time is None:
        return None
    return TimeRecord(text=time.text, start=time.start, end=time.end, granularity=time.granularity)


def _pair(span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.begin, span.end)


def _failure(error: DocumentError) -> Failure:
    reason = Reason(error.reason)
    if reason in _NO_ARTICLE:
        return Discard(Disposition.NO_ARTICLE, reason, error.detail)
    if reason in _NOT_HTML:
        return Discard(Disposition.NOT_HTML, reason, error.detail)
    return Quarantine(reason, error.detail)
