"""The handler of the dedupe role: each statement of an article gets its claim, and each copy its original.

A label, never a drop: whatever comes in goes out, with a claim id for every statement, the rule and score that gave
it, and the claims it is in conflict with. A claim's id is made from its first statement's, so a statement that opens
a claim opens the same one every time it is handled. All decisions are in ``dedupe.domain``; what is shared between
workers is in ``dedupe.index``; this module goes back and forth between the two until every statement is settled.

An index that cannot be reached is Retry(index_unavailable), for the whole batch. Next: ``sayso_store.persist``.
"""

import asyncio
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sayso.contracts import Disposition, Done, Outcome, Output, Reason, Retry
from sayso.contracts.events import StatementsFound, StatementsResolved
from sayso.contracts.records import ConflictRecord, ResolutionRecord, SpeakerRecord, StatementRecord
from sayso_store.dedupe import domain
from sayso_store.dedupe.domain import Claim, Judgement
from sayso_store.dedupe.index import Answer, Index, IndexUnavailable, Offer, Text

MOST_CONFLICTS = 10
"""Conflicts kept of one statement: the most alike. More say no more."""

_NOBODY = frozenset("he him she her it they them we us i you who this that".split())  # noqa: SIM905
"""Mentions that name nobody outside their sentence."""


@dataclass(frozen=True, slots=True)
class Dedupe:
    """Handler of ``statements``."""

    index: Index

    async def __call__(self, events: Sequence[StatementsFound]) -> list[Outcome]:
        """Resolve a batch; the outcomes are in the events' order."""
        try:
            texts = await asyncio.to_thread(lambda: [_text_of(event) for event in events])
            originals = await self.index.originals(texts)
            cases = await self._settle([statement for event in events for statement in event.statements])
        except IndexUnavailable as error:
            return [Retry(Reason.INDEX_UNAVAILABLE, str(error), blameless=True) for _ in events]
        return [_done(event, cases, original) for event, original in zip(events, originals, strict=True)]

    async def _settle(self, statements: Iterable[StatementRecord]) -> dict[str, ResolutionRecord]:
        cases = await asyncio.to_thread(lambda: {each.statement_id: _case(each) for each in statements})
        open_cases = list(cases.values())
        while open_cases:
            answers = await self.index.offer([case.offer() for case in open_cases])
            open_cases = await asyncio.to_thread(_still_open, open_cases, answers)
        return {statement_id: case.resolution() for statement_id, case in cases.items()}


@dataclass(slots=True)
class _Case:
    """One statement on its way to a claim."""

    statement_id: str
    claim_id: str
    claim: Claim
    bands: tuple[str, ...]
    judged: dict[str, Judgement] = field(default_factory=dict)
    is_new: bool = False

    def offer(self) -> Offer:
        """What the index is asked next."""
        return Offer(self.claim_id, self.claim, self.bands, frozenset(self.judged))

    def hear(self, answer: Answer) -> bool:
        """Compare with those who are there. True when the statement has its claim."""
        for other in answer.others:
            self.judged[other.claim_id] = domain.compare(self.claim, other.claim)
        self.is_new = answer.known or not answer.others
        return self.is_new or any(each.verdict == "same" for each in self.judged.values())

    def resolution(self) -> ResolutionRecord:
        """The claim, and what it is in conflict with. Of equally like claims the smaller id is taken."""
        ranked = sorted(self.judged.items(), key=lambda each: (-each[1].score, each[0]))
        same = next(((of, judged) for of, judged in ranked if judged.verdict == "same" and not self.is_new), None)
        best = max((judged.score for judged in self.judged.values()), default=0.0)
        claim_id = same[0] if same else self.claim_id
        conflicts = [
            ConflictRecord(claim_id=of, field=judged.field or "words", rule=judged.rule, score=judged.score)
            for of, judged in ranked
            if judged.verdict == "conflict" and of != claim_id
        ]
        return ResolutionRecord(
            statement_id=self.statement_id,
            claim_id=claim_id,
            verdict="same" if same else "new",
            rule=same[1].rule if same else ("none_alike" if self.judged else "none_near"),
            score=same[1].score if same else best,
            conflicts=tuple(conflicts[:MOST_CONFLICTS]),
        )


def _still_open(cases: Sequence[_Case], answers: Sequence[Answer]) -> list[_Case]:
    return [case for case, answer in zip(cases, answers, strict=True) if not case.hear(answer)]


def claim_id_of(statement_id: str) -> str:
    """The id of the claim that a statement opens."""
    return f"claim_{hashlib.sha256(statement_id.encode()).hexdigest()[:20]}"


def _case(statement: StatementRecord) -> _Case:
    claim = claim_of(statement.content, statement.speaker)
    return _Case(statement.statement_id, claim_id_of(statement.statement_id), claim, domain.bands(claim))


def claim_of(content: str, speaker: SpeakerRecord) -> Claim:
    """What is compared of a statement."""
    names_somebody = bool(speaker.mention) and speaker.mention.casefold() not in _NOBODY
    return Claim(content, speaker.name or (speaker.mention if names_somebody else None))


def _text_of(event: StatementsFound) -> Text:
    return Text(event.article.article_id, event.article.fingerprint, domain.sentence_prints(event.text))


def _done(event: StatementsFound, cases: dict[str, ResolutionRecord], original: str | None) -> Done:
    resolutions = tuple(cases[statement.statement_id] for statement in event.statements)
    resolved = StatementsResolved(
        article=event.article,
        text=event.text,
        statements=event.statements,
        resolutions=resolutions,
        copy_of=original,
        extractor_version=event.extractor_version,
        tags=event.tags,
        correlation_id=event.correlation_id,
    )
    facts = {
        "statements": len(resolutions),
        "claims_new": sum(each.verdict == "new" for each in resolutions),
        "claims_same": sum(each.verdict == "same" for each in resolutions),
        "conflicts": sum(len(each.conflicts) for each in resolutions),
        "copy_of": original,
    }
    disposition = Disposition.DUPLICATE if original else Disposition.RESOLVED
    return Done(disposition, outputs=(Output("resolved", resolved),), facts=facts)
