"""Which events a transaction brings about: a pure function from what was written to what is told.

A claim's first statement makes ``claim.new``, once in its life. Later ones make ``claim.corroborated``, once a batch,
and only where another speaker asserts it or another outlet reports it in words of its own: reprints corroborate
nothing. When the last article that stated it is read anew without it, that makes ``claim.withdrawn``; when somebody
states it again after that, the return is a ``claim.corroborated``, whoever it is. So the last of these three events
tells whether a claim stands. A link between two claims that cannot both be true makes ``claim.disputed``, once a link,
as soon as both sides have a statement; where one side is a later figure by the same speaker it is ``claim.superseded``,
told of the older one. Claims that turned out to be another one make ``claim.merged``, told of that other one, with all
ids that lead to it from then on.

Counts that only go down make no event, nor do those that go up by no statement of the batch, where copies turn out to
be another outlet's: the next event carries them. Called by ``adapters.batch`` inside its transaction; the events go to
the outbox with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from sayso.contracts.events import ClaimEventData, ClaimEventType
from sayso.contracts.records import ClaimRecord, ConflictRecord, EvidenceRecord, Relation


@dataclass(frozen=True, slots=True)
class Said:
    """One statement that a change is about, and the unit of work it came or went with."""

    evidence: EvidenceRecord
    fetched_at: str
    correlation_id: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One claim before and after a transaction, with the statements that came with it, or that it lost last."""

    before: ClaimRecord
    after: ClaimRecord
    evidence: tuple[EvidenceRecord, ...]
    correlation_id: str | None

    @classmethod
    def of(cls, before: ClaimRecord, after: ClaimRecord, said: Sequence[Said]) -> Self:
        """A change with its evidence in order, followed by the newest."""
        ordered = sorted(said, key=lambda each: (each.fetched_at, each.evidence.statement_id))
        newest = ordered[-1].correlation_id if ordered else None
        return cls(before, after, tuple(each.evidence for each in ordered), newest)

    @property
    def type(self) -> ClaimEventType | None:
        """The event of this change, if it is one."""
        if self.after.statements == 0:
            return "claim.withdrawn" if self.before.statements else None
        if self.before.statements == 0:
            return "claim.corroborated" if self.before.withdrawn_at else "claim.new"
        outlets = self.after.independent_outlets > self.before.independent_outlets
        speakers = self.after.distinct_speakers > self.before.distinct_speakers
        return "claim.corroborated" if self.evidence and (outlets or speakers) else None


@dataclass(frozen=True, slots=True)
class Merged:
    """Claims that turned out to be ``claim``, by the ids they had; ``evidence`` is what they stood on."""

    claim: ClaimRecord
    merged_from: tuple[str, ...]
    evidence: tuple[EvidenceRecord, ...]
    correlation_id: str | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A new link between two claims: ``claim`` is the one whose statement brought it, or whose figure is superseded."""

    claim: ClaimRecord
    other: ClaimRecord
    field: str
    rule: str
    score: float
    correlation_id: str | None = None
    superseded: bool = False


def events_of(
    changes: Sequence[Change],
    merged: Sequence[Merged],
    disputes: Sequence[Dispute],
    evidence: Mapping[str, tuple[EvidenceRecord, ...]],
    at: str,
) -> list[ClaimEventData]:
    """All events in their order: what each claim became, what turned out to be one, what is in conflict.

    ``evidence`` holds both sides of the disputes, by claim id.
    """
    became = [
        ClaimEventData(
            type=change.type,
            at=at,
            claim=change.after,
            evidence=change.evidence,
            correlation_id=change.correlation_id,
        )
        for change in changes
        if change.type is not None
    ]
    became += [
        ClaimEventData(
            type="claim.merged",
            at=at,
            claim=each.claim,
            evidence=each.evidence,
            merged_from=each.merged_from,
            correlation_id=each.correlation_id,
        )
        for each in merged
    ]
    return became + [_disputed(dispute, evidence, at) for dispute in disputes]


def _disputed(dispute: Dispute, evidence: Mapping[str, tuple[EvidenceRecord, ...]], at: str) -> ClaimEventData:
    other = dispute.other.claim_id
    relation: Relation = "superseded_by" if dispute.superseded else "conflict"
    link = ConflictRecord(
        claim_id=other, field=dispute.field, rule=dispute.rule, score=dispute.score, relation=relation
    )
    return ClaimEventData(
        type="claim.superseded" if dispute.superseded else "claim.disputed",
        at=at,
        claim=dispute.claim,
        evidence=evidence.get(other, ()) + evidence.get(dispute.claim.claim_id, ()),
        conflicts=(link,),
        correlation_id=dispute.correlation_id,
    )
