"""What a parsing process answers: words and JSON, in which nothing is hidden that acts.

A process that reads hostile pages may one day be taken over by one. So what it says is never unpickled: a pickle does
whatever it likes to whoever reads it. An answer is a line that says what follows, and the fields of the entry as they
will stand on the stream; the worker hands these on as they are, and whoever gets the entry reads them as it reads any
other, with its dead letters for what is no article. Reading them here as well would cost more than all the rest. Which
fields there are is the worker's to say: a process cannot give an entry others.

Who writes: ``parsers`` in the child. Who reads: ``parsers`` in the worker; next ``handler``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Self

from pydantic import BaseModel, ConfigDict, NonNegativeInt, TypeAdapter, ValidationError

from sayso.contracts import Discard, Disposition, Failure, Quarantine, Reason, Retry, UnreadableEntry, Written
from sayso.contracts.events import StatementsFound
from sayso.runtime.abilities import ReadArticle

_FIELDS = (b"article", b"text", b"statements", b"extractor_version")
"""The fields of ``StatementsFound`` that are the page's doing, in the order in which they follow the line."""


class _Line(BaseModel):
    """The first line of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class About(_Line):
    """What an answer tells of an article beside its fields; ``lengths`` in bytes of each field."""

    article_id: str
    outlet: str
    statements: NonNegativeInt
    characters: NonNegativeInt
    charset_unsure: bool
    lengths: tuple[NonNegativeInt, NonNegativeInt, NonNegativeInt, NonNegativeInt]


class _Ended(_Line):
    """A failure. What has no disposition is a dead letter, or is tried again."""

    reason: str
    detail: str
    disposition: str | None = None
    again: bool = False


_FIRST: TypeAdapter[About | _Ended] = TypeAdapter(About | _Ended)


@dataclass(frozen=True, slots=True)
class Answer:
    """An article that was read, as the fields of its entry.

    ``refused`` and ``fell_back`` are of a language model, as in ``abilities.ReadArticle``.
    """

    about: About
    fields: Mapping[bytes, bytes]
    refused: int = 0
    fell_back: str | None = None

    @classmethod
    def of(cls, read: ReadArticle) -> Self:
        """The answer that tells of an article."""
        fields = StatementsFound(
            article=read.article, text=read.text, statements=read.statements, extractor_version=read.extractor_version
        ).to_fields()
        article, text, statements, version = (len(fields[name]) for name in _FIELDS)
        about = About(
            article_id=read.article.article_id,
            outlet=read.article.outlet,
            statements=len(read.statements),
            characters=len(read.text),
            charset_unsure=read.charset_unsure,
            lengths=(article, text, statements, version),
        )
        return cls(about, {name: fields[name] for name in _FIELDS}, read.refused, read.fell_back)

    @property
    def version(self) -> str:
        """The extractor's."""
        return self.fields[b"extractor_version"].decode("utf-8", "replace")

    def read(self) -> ReadArticle:
        """The article it tells of. Raises ``Quarantine`` where there is none in it."""
        try:
            found = StatementsFound.from_fields(self.fields)
        except UnreadableEntry as error:
            raise _nonsense(str(error)) from None
        return ReadArticle(
            article=found.article,
            text=found.text,
            statements=found.statements,
            extractor_version=found.extractor_version,
            charset_unsure=self.about.charset_unsure,
            refused=self.refused,
            fell_back=self.fell_back,
        )

    def event(self, tags: str | None, correlation_id: str) -> Written:
        """The event that goes on ``statements``."""
        own = {b"correlation_id": correlation_id.encode()}
        if tags is not None:
            own[b"tags"] = tags.encode()
        return Written(StatementsFound, {**self.fields, **own}, self.about.article_id)


def said(what: ReadArticle | Failure) -> bytes:
    """An answer as it goes from one process to the other."""
    if isinstance(what, Failure):
        return _ended(what).model_dump_json().encode()
    answer = Answer.of(what)
    return b"".join((answer.about.model_dump_json().encode(), b"\n", *answer.fields.values()))


def heard(words: bytes) -> Answer | Failure:
    """What a process has said. Nonsense is a ``Quarantine``."""
    line, _, rest = words.partition(b"\n")
    try:
        first = _FIRST.validate_json(line)
        if isinstance(first, _Ended):
            return _failure(first)
    except ValidationError as error:
        return _nonsense(error.errors(include_input=False, include_url=False)[0]["msg"])
    except ValueError as error:
        return _nonsense(str(error))
    ends = list(accumulate(first.lengths))
    if ends[-1] != len(rest):
        return _nonsense(f"{len(rest)} bytes where it speaks of {ends[-1]}")
    begins = [0, *ends[:-1]]
    return Answer(first, {name: rest[b:e] for name, b, e in zip(_FIELDS, begins, ends, strict=True)})


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


def _nonsense(why: str) -> Quarantine:
    return Quarantine(Reason.PARSE_ERROR, f"its process answered nonsense: {why}"[:300])
