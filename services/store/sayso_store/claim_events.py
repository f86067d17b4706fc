"""Which events a transaction brings about: a pure function from what was written to what is told.

A claim's first statement makes ``claim.new``. Later ones make ``claim.corroborated``, once a batch, and only where
another speaker asserts it or another outlet reports it in words of its own: reprints corroborate nothing. A link
between two claims that cannot both be true makes ``claim.disputed``, once a link, as soon as both sides have a
statement. Called by ``adapters.sql`` inside its transaction; the events go to the outbox with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.contracts.events import ClaimEventData, ClaimEventType
from sayso.contracts.records import ClaimRecord, ConflictRecord, EvidenceRecord


@dataclass(frozen=True, slots=True)
class Change:
    """One claim before and after a transaction, with the statements that came with it."""

    before: ClaimRecord
    after: ClaimRecord
    evidence: tuple[EvidenceRecord, ...]
    correlation_id: str | None

    @property
    def type(self) -> ClaimEventType | None:
        """The event of this change, if it is one."""
        if self.before.statements == 0:
            return "claim.new"
        outlets = self.after.independent_outlets > self.before.independent_outlets
        speakers = self.after.distinct_speakers > self.before.distinct_speakers
        return "claim.corroborated" if outlets or speakers else None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A new link between two claims: ``claim`` is the one whose statement brought it."""

    claim: ClaimRecord
    other: ClaimRecord
    field: str
    rule: str
    score: float
    correlation_id: str | None = None


def events_of(
    changes: Sequence[Change],
    disputes: Sequence[Dispute],
    evidence: Mapping[str, tuple[EvidenceRecord, ...]],
    at: str,
) -> list[ClaimEventData]:
    """All events in their order: what each claim became, then what it is in conflict with.

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
    return became + [_disputed(dispute, evidence, at) for dispute in disputes]


def _disputed(dispute: Dispute, evidence: Mapping[str, tuple[EvidenceRecord, ...]], at: str) -> ClaimEventData:
    other = dispute.other.claim_id
    link = ConflictRecord(claim_id=other, field=dispute.field, rule=dispute.rule, score=dispute.score)
    return ClaimEventData(
        type="claim.disputed",
        at=at,
        claim=dispute.claim,
        evidence=evidence.get(other, ()) + evidence.get(dispute.claim.claim_id, ()),
        conflicts=(link,),
        correlation_id=dispute.correlation_id,
    )
