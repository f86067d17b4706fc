"""The contracts hold together: topology, schemas, examples, words."""

import pickle
from pathlib import Path

import jsonschema
import pytest

from sayso.contracts.dispositions import Disposition, Reason
from sayso.contracts.events import ClaimMatched, ClaimPublished, UrlPushed
from sayso.contracts.examples import EXAMPLES
from sayso.contracts.outcomes import Discard, Failure, Quarantine, Retry
from sayso.contracts.topology import CLAIMS, MATCHES, STAGES, STREAMS, URLS, Limits, readers, retry_delay, writers
from sayso.contracts.wire import RESERVED, Event, UnreadableEntry
from sayso.docgen.pages import pages, schema_of

GENERATED = Path(__file__).parents[3] / "docs" / "generated"


def test_every_stream_but_those_for_anyone_has_one_reader() -> None:
    assert {stream.name: len(list(readers(stream))) for stream in STREAMS} == {
        stream.name: 0 if stream in (CLAIMS, MATCHES) else 1 for stream in STREAMS
    }


def test_every_stream_has_a_writer_or_is_an_end() -> None:
    for stream in STREAMS:
        assert stream in (URLS, CLAIMS, MATCHES) or any(True for _ in writers(stream))


def test_only_what_people_push_may_grow() -> None:
    assert [stream.name for stream in STREAMS if stream.high_water is None] == ["urls", "claims", "matches"]


def test_a_lease_outlives_its_renewals() -> None:
    """Leases are renewed every third of their length; a handler that takes its whole timeout must not lose one."""
    for stage in STAGES:
        assert stage.limits.lease >= 3, stage.name


@pytest.mark.parametrize("model", EXAMPLES, ids=lambda model: model.__name__)
def test_an_example_fits_its_schema_and_survives_the_wire(model: type[Event]) -> None:
    example = EXAMPLES[model]
    jsonschema.validate(example.model_dump(mode="json", exclude_none=True), schema_of(model))
    fields = example.to_fields()
    if model not in (ClaimPublished, ClaimMatched):  # read by anyone, with a plain client; no group of ours
        assert not RESERVED & {name.decode() for name in fields}
    assert model.from_fields(fields) == example


def test_every_stream_has_an_example() -> None:
    assert {stream.event for stream in STREAMS} <= EXAMPLES.keys()


def test_claims_are_read_with_a_plain_client() -> None:
    fields = EXAMPLES[ClaimPublished].to_fields()
    assert set(fields) == {b"schema", b"type", b"claim_id", b"data"}
    assert fields[b"schema"] == b"claim/1"


def test_the_generated_pages_are_up_to_date() -> None:
    """`make docs` writes them."""
    committed = {
        str(path.relative_to(GENERATED)): path.read_text(encoding="utf-8")
        for path in GENERATED.rglob("*")
        if path.is_file()
    }
    assert committed == pages()


def test_unknown_fields_of_a_newer_writer_are_ignored() -> None:
    assert UrlPushed.from_fields({b"url": b"https://example.org", b"mood": b"good"}).url == "https://example.org"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, Reason.MISSING_FIELD),
        ({b"url": b""}, Reason.MISSING_FIELD),
        ({b"url": b"\xff"}, Reason.INVALID_UTF8),
        ({b"\xff": b"x"}, Reason.INVALID_UTF8),
        ({b"url": b"x", b"__data__": b"x"}, Reason.RESERVED_FIELD),
        ({b"url": b"x", b"schema": b"page.fetched/1"}, Reason.UNKNOWN_SCHEMA),
        ({b"url": b"x", b"priority": b"10"}, Reason.INVALID_FIELD),
        ({b"url": b"x", b"priority": b"[1"}, Reason.INVALID_FIELD),
        ({b"html": b"x" * (33 * 1024 * 1024)}, Reason.ENTRY_TOO_LARGE),
    ],
    ids=lambda value: str(value)[:40],
)
def test_an_unreadable_entry_says_why(fields: dict[bytes, bytes], reason: Reason) -> None:
    with pytest.raises(UnreadableEntry) as caught:
        UrlPushed.from_fields(fields)
    assert caught.value.reason is reason


def test_html_may_be_in_any_encoding() -> None:
    assert UrlPushed.from_fields({b"html": b"<p>caf\xe9"}).html == b"<p>caf\xe9"


@pytest.mark.parametrize(
    "failure",
    [Discard(Disposition.REFUSED, Reason.SCHEME, "ftp"), Retry(Reason.DNS, after=3), Quarantine(Reason.PARSE_ERROR)],
    ids=lambda failure: type(failure).__name__,
)
def test_a_failure_survives_the_way_between_processes(failure: Failure) -> None:
    again = pickle.loads(pickle.dumps(failure))
    assert (type(again), vars(again), str(again)) == (type(failure), vars(failure), str(failure))


def test_every_disposition_has_a_meaning() -> None:
    assert all(each.meaning for each in Disposition)


def test_delays_grow_and_are_capped() -> None:
    limits = Limits(first_delay=10, longest_delay=100)
    assert [retry_delay(limits, n, jitter=1.0) for n in range(1, 7)] == [10, 20, 40, 80, 100, 100]
    assert retry_delay(limits, 1, jitter=0.0) == 5
    assert retry_delay(limits, 10_000, jitter=1.0) == 100
