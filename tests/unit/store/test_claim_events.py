"""Which change makes which event."""

import pytest

from sayso.contracts.records import ClaimRecord, EvidenceRecord, SpeakerRecord
from sayso_store.claim_events import Change, Dispute, events_of

SAID = EvidenceRecord(
    statement_id="statement_a",
    claim_id="claim_a",
    article_id="article_a",
    url="https://post.example/a",
    outlet="The Post",
    content="The bridge is safe.",
    content_spans=((0, 19),),
    cue="said",
    speaker=SpeakerRecord(mention="Ana", kind="person"),
    kind="direct",
    certainty="asserted",
    negated=False,
    rule="quote_cue_speaker",
    confidence=0.9,
    extractor_version="5",
)


def claim(statements: int, outlets: int = 1, speakers: int = 1, claim_id: str = "claim_a") -> ClaimRecord:
    return ClaimRecord(
        claim_id=claim_id,
        content="The bridge is safe.",
        speaker=None,
        first_seen="",
        last_seen="",
        statements=statements,
        outlets=outlets,
        independent_outlets=outlets,
        copies=0,
        distinct_speakers=speakers,
    )


@pytest.mark.parametrize(
    ("before", "after", "type_"),
    [
        (claim(0, 0, 0), claim(1), "claim.new"),
        (claim(0, 0, 0), claim(5, 3, 2), "claim.new"),
        (claim(1), claim(2), None),
        (claim(1), claim(2, outlets=2), "claim.corroborated"),
        (claim(1), claim(2, speakers=2), "claim.corroborated"),
        (claim(1, speakers=0), claim(2, speakers=1), "claim.corroborated"),
    ],
)
def test_a_change(before: ClaimRecord, after: ClaimRecord, type_: str | None) -> None:
    change = Change(before, after, (SAID,), "follow")
    events = events_of([change], [], [], {}, "now")
    assert change.type == type_
    assert [(each.type, each.claim, each.correlation_id) for each in events] == (
        [(type_, after, "follow")] * bool(type_)
    )


def test_counts_that_went_up_by_nothing_that_was_said_are_not_told() -> None:
    assert Change(claim(1), claim(2, outlets=2), (), "follow").type is None


def test_disputes_come_after_what_claims_became() -> None:
    mine, other = claim(1), claim(1, claim_id="claim_b")
    change, dispute = Change(claim(0), mine, (), None), Dispute(mine, other, "number", "numbers_differ", 0.5)
    new, disputed = events_of([change], [], [dispute], {}, "now")
    assert (new.type, disputed.type, disputed.claim) == ("claim.new", "claim.disputed", mine)
    assert [each.claim_id for each in disputed.conflicts] == ["claim_b"]
