"""An article that is read again: the newest reading counts, and what it took is told."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, select

from sayso.contracts.events import ClaimEventData, StatementsResolved
from sayso_store.adapters.batch import Persisted
from sayso_store.adapters.sql import SqlStore
from sayso_store.reading import StoredClaims
from sayso_store.schema import article, claim, outbox, statement
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import FIRST, LAST, LATER, one, reading
from tests.integration.store.samples import claim as claim_of
from tests.integration.store.threads import stopped_after


def told(engine: Engine) -> list[ClaimEventData]:
    """The events in the outbox, in order."""
    with engine.connect() as connection:
        rows = connection.execute(select(outbox.c.data).order_by(outbox.c.id)).scalars()
        return [ClaimEventData.model_validate_json(row) for row in rows]


def kinds(engine: Engine, name: str) -> list[str]:
    return [each.type for each in told(engine) if each.claim.claim_id == claim_of(name)]


def live(engine: Engine) -> set[str]:
    """The names of the statements that count."""
    with engine.connect() as connection:
        ids = connection.execute(select(statement.c.statement_id).where(statement.c.superseded_at.is_(None))).scalars()
        return {each.removeprefix("statement_") for each in ids}


def row(engine: Engine, table: Any, key: str) -> dict[str, Any]:
    column = table.c[f"{table.name}_id"]
    with engine.connect() as connection:
        return dict(connection.execute(select(table).where(column == key)).mappings().one())


def test_a_newer_reading_replaces_the_article_and_takes_what_it_does_not_have(store: SqlStore, engine: Engine) -> None:
    store.persist([reading("wire", ""), reading("a", "x y")], NOW)
    changed = {"title": "Corrected", "fingerprint": "f" * 64, "page_sha256": "p" * 64}
    newer = reading("a", "y z", at=LATER, version="2", outlet="The Mail", article=changed, copy_of="article_wire")
    (done,) = store.persist([newer], NOW)
    assert done == Persisted(1, 1, "article_wire", superseded=1, claims_withdrawn=1)
    stored = row(engine, article, "article_a")
    assert {name: stored[name] for name in changed} == changed
    assert [stored[name] for name in ("fetched_at", "extractor_version", "outlet", "copy_of", "text")] == [
        *(LATER, "2", "The Mail", "article_wire"),
        "Fact y of a. Fact z of a.",
    ]
    assert live(engine) == {"a_y", "a_z"}
    assert row(engine, statement, "statement_a_x")["superseded_at"] == "2031-05-01T12:00:00.000Z"


def test_a_claim_that_nobody_states_any_more_is_withdrawn_once_with_what_it_stood_on(
    store: SqlStore, engine: Engine
) -> None:
    store.persist([reading("a", "x"), reading("b", "s=a_x")], NOW)
    store.persist([reading("a", "", at=LATER)], NOW)
    assert "claim.withdrawn" not in kinds(engine, "a_x"), "article b still says it"
    done = [store.persist([reading("b", "", at=at)], NOW)[0] for at in (LATER, LAST, LAST)]
    assert [(each.superseded, each.claims_withdrawn) for each in done] == [(1, 1), (0, 0), (0, 0)]
    assert kinds(engine, "a_x") == ["claim.new", "claim.withdrawn"]
    last = told(engine)[-1]
    assert [each.statement_id for each in last.evidence] == ["statement_b_s"]
    assert (last.claim.statements, last.claim.independent_outlets, last.claim.content) == (0, 0, "Fact s of b.")
    assert (last.claim.withdrawn_at, last.correlation_id) == (last.at, f"follow-b-{LATER}-1")
    assert row(engine, claim, claim_of("a_x"))["withdrawn_at"] == last.at


def test_counts_are_those_of_what_still_stands(store: SqlStore, engine: Engine) -> None:
    store.persist([reading(name, "s=a_x" if name != "a" else "x", at=LATER) for name in "abcd"], NOW)
    store.persist([reading("b", "", at=LAST), reading("c", "s=a_x", at=LAST, copy_of="article_a")], NOW)
    counted = row(engine, claim, claim_of("a_x"))
    names = ("statements", "outlets", "independent_outlets", "copies", "distinct_speakers", "first_seen", "last_seen")
    assert [counted[name] for name in names] == [3, 3, 2, 1, 1, LATER, LAST]


def test_a_withdrawn_claim_that_is_stated_again_is_corroborated_and_not_new(store: SqlStore, engine: Engine) -> None:
    store.persist([reading("a", "x")], NOW)
    store.persist([reading("a", "", at=LATER)], NOW)
    (done,) = store.persist([reading("b", "s=a_x", at=LATER)], NOW)
    assert done.claims_new == 0
    assert row(engine, claim, claim_of("a_x"))["withdrawn_at"] is None
    store.persist([reading("b", "", at=LAST)], NOW)
    store.persist([reading("a", "x", at=LAST)], NOW)
    assert kinds(engine, "a_x") == ["claim.new", *["claim.withdrawn", "claim.corroborated"] * 2]
    assert [each.statement_id for each in told(engine)[-1].evidence] == ["statement_a_x"]
    assert live(engine) == {"a_x"}


@pytest.mark.parametrize(
    ("first", "second", "newer"),
    [
        ((FIRST, "2"), (LATER, "1"), True),
        ((FIRST, "9"), (FIRST, "10"), True),
        ((FIRST, "10"), (FIRST, "9"), False),
        ((LATER, "1"), (FIRST, "2"), False),
        ((FIRST, "1"), (FIRST, "1"), False),
        ((FIRST, "b/2"), (FIRST, "b/3"), True),
        ((FIRST, "b/2"), (FIRST, "1"), True),
    ],
)
def test_readings_have_an_order(
    store: SqlStore, engine: Engine, first: tuple[str, str], second: tuple[str, str], newer: bool
) -> None:
    store.persist([reading("a", "x", at=first[0], version=first[1])], NOW)
    (done,) = store.persist([reading("a", "y", at=second[0], version=second[1])], NOW)
    assert live(engine) == ({"a_y"} if newer else {"a_x"})
    assert done.stale == (not newer and first != second)
    assert (done.statements, done.superseded, done.claims_withdrawn) == ((1, 1, 1) if newer else (0, 0, 0))


def test_of_two_pages_of_one_millisecond_the_same_one_counts(store: SqlStore, engine: Engine) -> None:
    pages = {said: reading("a", said, article={"page_sha256": digit * 64}) for said, digit in (("x", "1"), ("y", "2"))}
    store.persist([pages["y"]], NOW)
    assert store.persist([pages["x"]], NOW)[0].stale
    assert live(engine) == {"a_y"}


def test_readings_in_one_batch_and_a_late_one(store: SqlStore, engine: Engine) -> None:
    old, middle, new = (reading("a", said, at=at) for said, at in (("x", FIRST), ("y", LATER), ("z", LAST)))
    assert [each.stale for each in store.persist([middle, old], NOW)] == [False, True]
    before = told(engine)
    assert store.persist([old], NOW) == [Persisted(0, 0, None, stale=True)]
    assert told(engine) == before
    assert [each.stale for each in store.persist([old, new, middle, new], NOW)] == [True, False, True, False]
    assert live(engine) == {"a_z"}


def test_a_claim_keeps_standing_through_a_new_version_of_the_extractor(store: SqlStore, engine: Engine) -> None:
    store.persist([reading("a", "x", version="1")], NOW)
    (done,) = store.persist([reading("a", "x2=a_x", version="2")], NOW)
    assert (done.statements, done.superseded, done.claims_withdrawn) == (1, 1, 0)
    assert kinds(engine, "a_x") == ["claim.new"], "as many say it as before"
    assert row(engine, claim, claim_of("a_x"))["content"] == "Fact x2 of a."


def test_an_article_that_is_no_reprint_any_more_corroborates(store: SqlStore, engine: Engine) -> None:
    store.persist([reading("a", "x"), reading("b", "s=a_x", copy_of="article_a")], NOW)
    store.persist([reading("b", "s=a_x", at=LATER, article={"fingerprint": "f" * 64})], NOW)
    assert kinds(engine, "a_x") == ["claim.new", "claim.corroborated"]
    assert [each.statement_id for each in told(engine)[-1].evidence] == ["statement_b_s"]


def test_a_copy_stays_one_when_its_original_is_read_anew(store: SqlStore, engine: Engine) -> None:
    text = {"fingerprint": "f" * 64}
    store.persist([reading("a", "x", article=text), reading("b", "s=a_x", article=text)], NOW)
    store.persist([reading("a", "x", at=LATER)], NOW)
    assert (row(engine, article, "article_a")["copy_of"], row(engine, article, "article_b")["copy_of"]) == (
        None,
        "article_a",
    )
    counted = row(engine, claim, claim_of("a_x"))
    assert (counted["independent_outlets"], counted["copies"]) == (1, 1)


def test_an_original_that_is_read_anew_is_no_copy_of_itself(store: SqlStore, engine: Engine) -> None:
    store.persist([reading("a", "x")], NOW)
    (done,) = store.persist([reading("a", "x", version="2")], NOW)
    assert done.copy_of is None


def test_copies_that_turn_out_to_be_another_outlets_are_counted_and_not_told(store: SqlStore, engine: Engine) -> None:
    copy = reading("c", "x=a_x", outlet="The Post", copy_of="article_wire")
    store.persist([*(reading(*each, outlet="The Post") for each in (("a", "x"), ("b", "y=a_x"))), copy], NOW)
    assert row(engine, claim, claim_of("a_x"))["independent_outlets"] == 1
    as_copy = reading("b", "", version="2", outlet="The Post", copy_of="article_wire")
    store.persist([as_copy, reading("b", "", version="3", outlet="The Mail")], NOW)
    counts = row(engine, claim, claim_of("a_x"))
    assert (counts["statements"], counts["independent_outlets"]) == (2, 2)
    assert kinds(engine, "a_x") == ["claim.new"]


def test_a_reading_that_changes_nothing_tells_what_is_stored(store: SqlStore) -> None:
    store.persist([reading("wire", ""), reading("a", "x", at=LATER, copy_of="article_wire")], NOW)
    assert store.persist([reading("a", "x", at=LATER)], NOW) == [Persisted(0, 0, "article_wire")]
    assert store.persist([reading("a", "x")], NOW) == [Persisted(0, 0, "article_wire", stale=True)]


def test_a_dispute_is_told_only_while_both_stand_and_never_again(store: SqlStore, engine: Engine) -> None:
    def disputed() -> int:
        return sum(each.type == "claim.disputed" for each in told(engine))

    store.persist([reading("a", "x")], NOW)
    store.persist([reading("a", "", at=LATER)], NOW)
    store.persist([one("b", conflict="a_x")], NOW)
    assert disputed() == 0, "the other side was withdrawn"
    store.persist([reading("a", "x", at=LAST)], NOW)
    assert disputed() == 1
    later = [("", "2031-05-04T10:00:00.000Z"), ("x", "2031-05-05T10:00:00.000Z")]
    for said, at in later:
        store.persist([reading("a", said, at=at)], NOW)
    assert disputed() == 1


def test_evidence_of_a_dispute_is_what_stands(store: SqlStore, engine: Engine) -> None:
    store.persist([reading("a", "x"), reading("b", "s=a_x")], NOW)
    store.persist([reading("a", "", at=LATER), one("c", conflict="a_x")], NOW)
    assert [each.statement_id for each in told(engine)[-1].evidence] == ["statement_b_s", "statement_c"]


def test_readers_see_what_stands(store: SqlStore, engine: Engine) -> None:
    store.persist([reading("a", "x y", conflicts=[]), reading("b", "s=a_y", speaker="Rob Finch")], NOW)
    store.persist([one("c", conflict="a_x")], NOW)
    store.persist([reading("a", "", at=LATER)], NOW)
    reader = StoredClaims(engine)

    def ids(**asked: Any) -> list[str]:
        return sorted(view.claim.claim_id for view in reader.list_claims(limit=10, **asked))

    assert ids() == sorted([claim_of("a_y"), claim_of("c")])
    assert ids(withdrawn=True) == sorted([claim_of("a_x"), claim_of("a_y"), claim_of("c")])
    assert (ids(speaker="marsh"), ids(speaker="finch")) == ([claim_of("c")], [claim_of("a_y")])
    assert ids(speaker="marsh", words="a.", withdrawn=True) == [claim_of("a_x")]
    shown, gone, free = (reader.show_claim(claim_of(name)) for name in ("a_y", "a_x", "c"))
    assert shown is not None
    assert [each.statement_id for each in shown.evidence] == ["statement_b_s"]
    assert gone is not None
    assert gone.claim.withdrawn_at
    assert [each.statement_id for each in gone.evidence] == ["statement_a_x"]
    assert free is not None
    assert free.conflicts == (), "nobody states the other side any more"


@pytest.mark.parametrize("newest_first", [True, False])
def test_two_workers_with_two_readings_end_with_the_newest(store: SqlStore, engine: Engine, newest_first: bool) -> None:
    store.persist([reading("a", "x")], NOW)
    readings = [reading("a", "y", at=LATER), reading("a", "z", at=LAST)]
    slow, fast = reversed(readings) if newest_first else readings
    with ThreadPoolExecutor(2) as pool, stopped_after(engine, "SELECT article.article_id") as (reached, go_on):
        first = pool.submit(store.persist, [slow], NOW)
        assert reached.wait(10)
        second = pool.submit(store.persist, [fast], NOW)
        with pytest.raises(TimeoutError):
            second.result(0.3)
        go_on.set()
        outcomes: list[list[Persisted]] = [first.result(10), second.result(10)]
    assert live(engine) == {"a_z"}
    assert row(engine, article, "article_a")["fetched_at"] == LAST
    assert [each.stale for (each,) in outcomes] == [False, newest_first]
    assert kinds(engine, "a_y") == ([] if newest_first else ["claim.new", "claim.withdrawn"])


def test_many_workers_with_many_readings(store: SqlStore, engine: Engine) -> None:
    times = [f"2031-05-01T10:00:{second:02}.000Z" for second in range(12)]
    batches: list[list[StatementsResolved]] = [
        [reading(name, f"s{n} shared=a_s0" if n % 3 else "s0", at=at) for name in ("b", "a", "c")]
        for n, at in enumerate(times)
    ]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda batch: store.persist(batch, NOW), [*batches[::2], *batches[::-1], *batches[1::2]]))
    assert live(engine) == {f"{name}_{own}" for name in "abc" for own in ("s11", "shared")}
    view = StoredClaims(engine).show_claim(claim_of("a_s0"))
    assert view is not None
    assert view.claim.statements == 3
    for name in ("a_s0", "b_s0", "c_s0", "a_s4"):
        kept = [kind for kind in kinds(engine, name) if kind != "claim.corroborated"]
        assert kept[:1] in ([], ["claim.new"])
        assert kept.count("claim.new") <= 1
