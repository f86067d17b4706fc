"""The query over claims: what it takes, what it keeps, and which events answer it."""

from typing import Any

import pytest
from pydantic import ValidationError

from sayso.contracts.events import ClaimEventData
from sayso.contracts.records import ClaimRecord, ConflictRecord, EvidenceRecord, QuantityRecord, SpeakerRecord
from sayso_store.claim_query import ClaimQuery, bounds_of, matches


def event(**changes: Any) -> ClaimEventData:
    claim = ClaimRecord(
        claim_id="claim_a", content="The bridge is safe.", speaker="Ana Marsh", first_seen="2031-05-01T10:00:00.000Z",
        last_seen="2031-05-02T23:59:59.000Z", statements=1, outlets=1, independent_outlets=1, copies=0,
        distinct_speakers=1,
    )  # fmt: skip
    said = EvidenceRecord(
        statement_id="s", claim_id="claim_a", article_id="a", url="https://a.example/", outlet="The Ister Post",
        content="The bridge is safe.", content_spans=((0, 19),), cue="said", kind="direct", certainty="asserted",
        speaker=SpeakerRecord(mention="Marsh", name="Ana Marsh"), negated=False, rule="r", confidence=1.0,
        quantities=(QuantityRecord(text="140", value=140.0), QuantityRecord(text="2 to 3", value=2.0, upper=3.0)),
        extractor_version="1",
    )  # fmt: skip
    return ClaimEventData(type="claim.new", at="now", claim=claim, evidence=(said,)).model_copy(update=changes)


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        ({}, True),
        ({"words": "bridge marsh"}, True),
        ({"words": "tunnel"}, False),
        ({"words": "quill"}, False),
        ({"words": '"safe ana"'}, False),
        ({"speaker": "MARSH"}, True),
        ({"speaker": "bank"}, False),
        ({"outlet": "ister"}, True),
        ({"outlet": "courier"}, False),
        ({"kind": "direct", "certainty": "asserted"}, True),
        ({"kind": "mixed"}, False),
        ({"certainty": "denied"}, False),
        ({"number": "140"}, True),
        ({"number": "141"}, False),
        ({"number": "2.5"}, True),
        ({"number": "100.."}, True),
        ({"number": "..1"}, False),
        ({"number": "141..200"}, False),
        ({"since": "2031-05-02", "until": "2031-05-02"}, True),
        ({"since": "2031-05-03"}, False),
        ({"until": "2031-05-01"}, False),
        ({"disputed": "1"}, False),
        ({"outlets": "1"}, True),
        ({"outlets": "2"}, False),
    ],
)
def test_matches(asked: dict[str, str], answers: bool) -> None:
    assert matches(ClaimQuery.model_validate(asked), event()) is answers


def test_a_dispute_answers_who_asks_for_disputes() -> None:
    link = ConflictRecord(claim_id="claim_b", field="number", rule="numbers_differ", score=0.9)
    assert matches(ClaimQuery(disputed=True), event(type="claim.disputed", conflicts=(link,)))


def test_words_are_found_in_each_speaker_s_name() -> None:
    first = event()
    (said,) = first.evidence
    other = said.model_copy(update={"speaker": SpeakerRecord(mention="Quill", name="Bo Quill")})
    assert matches(ClaimQuery(words="quill"), first.model_copy(update={"evidence": (said, other)}))


def test_empty_fields_of_a_form_ask_nothing() -> None:
    fields = dict.fromkeys(ClaimQuery.model_fields, "")
    assert ClaimQuery.model_validate(fields) == ClaimQuery()
    assert ClaimQuery().as_parameters() == {}


def test_what_stands_in_an_address_comes_back() -> None:
    query = ClaimQuery.model_validate(
        {"words": "a b", "number": "1..2", "since": "2031-05-02", "disputed": "true", "outlets": "3", "kind": "mixed"}
    )
    assert ClaimQuery.model_validate(query.as_parameters()) == query
    assert query.as_parameters()["disputed"] == "1"


@pytest.mark.parametrize(
    "asked",
    [
        {"number": "many"},
        {"number": ".."},
        {"number": "5..1"},
        {"number": "1e9"},
        {"since": "2031-05-03", "until": "2031-05-01"},
        {"since": "tomorrow"},
        {"kind": "shouted"},
        {"outlets": "-1"},
        {"words": "x" * 201},
    ],
)
def test_what_makes_no_sense_is_refused(asked: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        ClaimQuery.model_validate(asked)


def test_bounds() -> None:
    assert bounds_of("1,000..2,000.5") == (1000, 2000.5)
    assert bounds_of("-3") == (-3, -3)
