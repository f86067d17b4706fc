"""Events for the store's tests, of few words: what a test does not say is the same everywhere."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, Table, select

from sayso.contracts.events import StatementsFound, StatementsResolved
from sayso.contracts.records import (
    ArticleRecord,
    ConflictRecord,
    ResolutionRecord,
    SpeakerRecord,
    StatementRecord,
)
from sayso_store.dedupe.handler import claim_id_of
from sayso_store.schema import claim as claims

VERSION = "test/1"
FIRST, LATER, LAST = (f"2031-05-0{day}T10:00:00.000Z" for day in (1, 2, 3))


def article(name: str, outlet: str = "The Ister Post", at: str = "2031-05-01T10:00:00.000Z") -> ArticleRecord:
    """An article whose text is its own."""
    return ArticleRecord(
        article_id=f"article_{name}",
        url=f"https://{name}.example/story",
        fetched_url=f"https://{name}.example/story?ref=feed",
        outlet=outlet,
        title=f"Story {name}",
        authors=("Ana Marsh",),
        published="2031-05-01",
        fetched_at=at,
        fingerprint=hashlib.sha256(name.encode()).hexdigest(),
        page_sha256=hashlib.sha256(f"page {name}".encode()).hexdigest(),
    )


def statement(name: str, content: str = "The bridge is safe.", speaker: str | None = "Ana Marsh") -> StatementRecord:
    """A statement with everything a row has a place for."""
    return StatementRecord(
        statement_id=f"statement_{name}",
        content=content,
        content_spans=((0, len(content)),),
        cue="said",
        cue_span=(len(content) + 1, len(content) + 5),
        speaker=SpeakerRecord(mention=speaker or "officials", name=speaker, kind="person" if speaker else "group"),
        kind="direct",
        rule="test",
        confidence=0.9,
        extractor_version=VERSION,
    )


def resolved(
    of: ArticleRecord,
    statements: Sequence[tuple[StatementRecord, str | None]],
    conflicts: Sequence[str] = (),
    copy_of: str | None = None,
) -> StatementsResolved:
    """An article whose statements are each the first of a claim (None), or the same as a statement by its name."""
    resolutions = tuple(
        ResolutionRecord(
            statement_id=each.statement_id,
            claim_id=claim(same) if same else claim_id_of(each.statement_id),
            verdict="same" if same else "new",
            rule="exact" if same else "none_near",
            score=1.0 if same else 0.0,
            conflicts=tuple(
                ConflictRecord(claim_id=claim(other), field="number", rule="numbers_differ", score=0.8)
                for other in conflicts
            ),
        )
        for each, same in statements
    )
    return StatementsResolved(
        article=of,
        text=" ".join(each.content for each, _ in statements),
        statements=tuple(each for each, _ in statements),
        resolutions=resolutions,
        copy_of=copy_of,
        extractor_version=VERSION,
        correlation_id=f"follow-{of.article_id}",
    )


def one(
    name: str, same: str | None = None, outlet: str | None = None, speaker: str | None = "Ana Marsh", **more: str
) -> StatementsResolved:
    """An article with one statement, both of that name, in an outlet of its own."""
    at = more.get("at", "2031-05-01T10:00:00.000Z")
    content = more.get("content", "The bridge is safe.")
    of = article(name, outlet or f"Outlet {name}", at)
    conflicts = [more["conflict"]] if "conflict" in more else []
    return resolved(of, [(statement(name, content, speaker), same)], conflicts, more.get("copy_of"))


def reading(name: str, said: str, at: str = FIRST, version: str = "1", **more: Any) -> StatementsResolved:
    """One reading of the article ``name``: ``said`` are its statements, such as ``"x y=b_z"``.

    The statement ``b_z`` is that of article b with the name z; ``y=b_z`` says the same as that one.
    """
    words = [each.partition("=") for each in said.split()]
    of = article(name, more.pop("outlet", f"Outlet {name}"), at).model_copy(update=more.pop("article", {}))
    many = [(statement(f"{name}_{own}", f"Fact {own} of {name}.", more.pop("speaker", "Ana Marsh")), same or None)
            for own, _, same in words]  # fmt: skip
    event = resolved(of, many, more.pop("conflicts", ()), more.pop("copy_of", None))
    assert not more, f"unknown: {more}"
    return event.model_copy(update={"extractor_version": version, "correlation_id": f"follow-{name}-{at}-{version}"})


def claim(name: str) -> str:
    """The claim that the statement of that name opens."""
    return claim_id_of(f"statement_{name}")


def found(name: str, text: str, said: Sequence[tuple[str, str | None]]) -> StatementsFound:
    """An article as extract finds it."""
    return StatementsFound(
        article=article(name).model_copy(update={"fingerprint": hashlib.sha256(text.encode()).hexdigest()}),
        text=text,
        statements=tuple(statement(f"{name}_{n}", content, speaker) for n, (content, speaker) in enumerate(said)),
        extractor_version=VERSION,
        correlation_id=f"follow-{name}",
    )


def by_ids(table: Table) -> Select[Any]:
    """A table's rows with claims by their ids, without the numbers of claims: those are as the rows came."""
    columns = [each for each in table.c if each.name not in ("number", "claim_number")]
    if "claim_number" not in table.c:
        return select(*columns)
    return select(claims.c.claim_id, *columns).join(claims, claims.c.number == table.c.claim_number)
