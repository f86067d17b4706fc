"""What a parsing process answers: words and JSON, in which nothing is hidden that acts.

A process that reads hostile pages may one day be taken over by one. So what it says is never unpickled: a pickle does
whatever it likes to whoever reads it. An answer is a line that says what follows, and the fields of the entry as they
will stand on the stream; the worker hands these on as they are, and whoever gets the entry reads them as it reads any
other, with its dead letters for what is no article. Reading them here as well would cost more than all the rest.

Who writes: ``parsers`` in the child. Who reads: ``parsers`` in the worker; next ``handler``.
"""

from dataclasses import dataclass
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from sayso.contracts import Discard, Disposition, Failure, Quarantine, Reason, Retry, Written
from sayso.contracts.events import StatementsFound
from sayso.contracts.records import ArticleRecord, StatementRecord
from sayso.runtime.abilities import ReadArticle

_ARTICLE = TypeAdapter(ArticleRecord)
_STATEMENTS = TypeAdapter(tuple[StatementRecord, ...])


class _Line(BaseModel):
    """The first line of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class About(_Line):
    """What an answer tells of an article beside its fields; ``lengths`` in bytes of article and statements."""

    article_id: str
    outlet: str
    version: str
    statements: int
    characters: int
    charset_unsure: bool = False
    lengths: tuple[int, int] = (0, 0)


class _Ended(_Line):
    """A failure. What has no disposition is a dead letter, or is tried again."""

    reason: str
    detail: str
    disposition: str | None = None
    again: bool = False


_FIRST: TypeAdapter[About | _Ended] = TypeAdapter(About | _Ended)


@dataclass(frozen=True, slots=True)
class Answer:
    """An article that was read, as the fields of its entry: JSON, JSON and text, encoded.

    ``refused`` and ``fell_back`` are of a language model, as in ``abilities.ReadArticle``.
    """

    about: About
    article: bytes
    statements: bytes
    text: bytes
    refused: int = 0
    fell_back: str | None = None

    @classmethod
    def of(cls, read: ReadArticle) -> Self:
        """The answer that tells of an article."""
        about = About(
            article_id=read.article.article_id,
            outlet=read.article.outlet,
            version=read.extractor_version,
            statements=len(read.statements),
            characters=len(read.text),
            charset_unsure=read.charset_unsure,
        )
        article, statements = _ARTICLE.dump_json(read.article), _STATEMENTS.dump_json(read.statements)
        return cls(about, article, statements, read.text.encode(), read.refused, read.fell_back)

    def read(self) -> ReadArticle:
        """The article it tells of. Raises ``Quarantine`` where there is none in it."""
        try:
            return ReadArticle(
                article=_ARTICLE.validate_json(self.article),
                text=self.text.decode(),
                statements=_STATEMENTS.validate_json(self.statements),
                extractor_version=self.about.version,
                charset_unsure=self.about.charset_unsure,
                refused=self.refused,
                fell_back=self.fell_back,
            )
        except ValueError as error:
            raise _nonsense(error) from None

    def event(self, tags: str | None, correlation_id: str) -> Written:
        """The event that goes on ``statements``."""
        fields = {
            b"article": self.article,
            b"text": self.text,
            b"statements": self.statements,
            b"extractor_version": self.about.version.encode(),
            b"correlation_id": correlation_id.encode(),
        }
        if tags is not None:
            fields[b"tags"] = tags.encode()
        return Written(StatementsFound, fields, self.about.article_id)


def said(what: ReadArticle | Failure) -> bytes:
    """An answer as it goes from one process to the other."""
    if isinstance(what, Failure):
        return _ended(what).model_dump_json().encode()
    answer = Answer.of(what)
    about = answer.about.model_copy(update={"lengths": (len(answer.article), len(answer.statements))})
    return b"".join((about.model_dump_json().encode(), b"\n", answer.article, answer.statements, answer.text))


def heard(words: bytes) -> Answer | Failure:
    """What a process has said. Nonsense is a ``Quarantine``."""
    line, _, rest = words.partition(b"\n")
    try:
        first = _FIRST.validate_json(line)
        if isinstance(first, _Ended):
            return _failure(first)
    except ValueError as error:
        return _nonsense(error)
    article, statements = first.lengths
    if min(first.lengths) < 0 or article + statements > len(rest):
        return _nonsense(ValueError("shorter than it says"))
    return Answer(first, rest[:article], rest[article : article + statements], rest[article + statements :])


def _ended(failure: Failure) -> _Ended:
    disposition = str(failure.disposition) if isinstance(failure, Discard) else None
    return _Ended(
        reason=str(failure.reason),
        detail=failure.detail.encode("utf-8", "replace").decode(),
        disposition=disposition,
        again=isinstance(failure, Retry),
    )


def _failure(of: _Ended) -> Failure:
    """Raises ValueError where a word is none of ours."""
    reason = Reason(of.reason)
    if of.disposition is not None:
        return Discard(Disposition(of.disposition), reason, of.detail)
    return Retry(reason, of.detail) if of.again else Quarantine(reason, of.detail)


def _nonsense(error: ValueError) -> Quarantine:
    first: Any = error.errors(include_input=False, include_url=False)[0] if isinstance(error, ValidationError) else {}
    return Quarantine(Reason.PARSE_ERROR, f"its process answered nonsense: {first.get('msg', error)}"[:300])
