"""Claims that turn out to be one, figures that are updated, copies and originals: what the store makes of them."""

import itertools
import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, select

from sayso.contracts.events import ClaimEventData, StatementsResolved
from sayso_store.adapters.queries import OF
from sayso_store.adapters.sql import SqlStore
from sayso_store.independence.owners import Owners
from sayso_store.reading import StoredClaims
from sayso_store.schema import article, claim, conflict, outbox, statement
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import FIRST, LAST, LATER, by_ids, one
from tests.integration.store.samples import claim as claim_of


def merging(event: StatementsResolved, *names: str) -> StatementsResolved:
    """The same, whose statement showed that the claims of these names are its own."""
    (resolution,) = event.resolutions
    merges = tuple(sorted(map(claim_of, names)))
    return event.model_copy(update={"resolutions": (resolution.model_copy(update={"merges": merges}),)})


def sharing(event: StatementsResolved, *names: str) -> StatementsResolved:
    return event.model_copy(update={"same_text": tuple(f"article_{name}" for name in names)})


def published(event: StatementsResolved, at: str) -> StatementsResolved:
    return event.model_copy(update={"article": event.article.model_copy(update={"published": at})})


def told(engine: Engine) -> list[ClaimEventData]:
    with engine.connect() as connection:
        rows = connection.execute(select(outbox.c.data).order_by(outbox.c.id)).scalars()
        return [ClaimEventData.model_validate_json(each) for each in rows]


def row(engine: Engine, name: str) -> dict[str, Any]:
    with engine.connect() as connection:
        query = select(claim).where(claim.c.claim_id == claim_of(name))
        return dict(connection.execute(query).mappings().one())


def state(engine: Engine) -> dict[str, list[str]]:
    """All that counts."""
    queries = {
        "article": select(article.c.article_id, article.c.copy_of),
        "statement": select(statement.c.statement_id, claim.c.claim_id).join(claim, OF),
        "claim": by_ids(claim).where(claim.c.statements > 0),
        "merged": select(claim.c.claim_id, claim.c.merged_into).where(claim.c.merged_into.is_not(None)),
        "conflict": select(conflict.c.claim_a, conflict.c.claim_b, conflict.c.later),
    }
    with engine.connect() as connection:
        return {name: sorted(map(repr, connection.execute(query))) for name, query in queries.items()}


def test_a_claim_that_turns_out_to_be_another_goes_with_all_it_has(store: SqlStore, engine: Engine) -> None:
    store.persist([one("a"), one("b", conflict="x"), one("x"), one("b2", same="b")], NOW)
    before = len(told(engine))
    store.persist([merging(one("c", same="a"), "b")], NOW)
    gone, kept = row(engine, "b"), row(engine, "a")
    assert (gone["merged_into"], gone["statements"]) == (claim_of("a"), 0)
    assert (kept["statements"], kept["independent_outlets"]) == (4, 4)
    corroborated, merged = told(engine)[before:]
    assert (corroborated.type, merged.type) == ("claim.corroborated", "claim.merged")
    assert merged.claim == corroborated.claim
    assert merged.merged_from == (claim_of("b"),)
    assert [each.statement_id for each in merged.evidence] == ["statement_b", "statement_b2"]
    assert {each.claim_id for each in merged.evidence} == {claim_of("a")}
    view = StoredClaims(engine).show_claim(claim_of("b"))
    assert view is not None
    assert view.claim.claim_id == claim_of("a")
    assert [each.claim_id for each in view.conflicts] == [claim_of("x")], "its conflict moved"


def test_told_again_it_changes_nothing(store: SqlStore, engine: Engine) -> None:
    store.persist([one("a"), one("b")], NOW)
    event = merging(one("c", same="a"), "b")
    store.persist([event], NOW)
    before, events = state(engine), told(engine)
    store.persist([event], NOW)
    store.persist([merging(one("d", same="a"), "b")], NOW)
    assert [each.type for each in told(engine)[len(events) :]] == ["claim.corroborated"]
    assert row(engine, "b")["merged_into"] == claim_of("a")
    assert before["merged"] == state(engine)["merged"]


def test_what_comes_late_under_the_old_id_is_counted_under_the_new(store: SqlStore, engine: Engine) -> None:
    store.persist([one("a"), merging(one("c", same="a"), "b")], NOW)
    store.persist([one("b"), one("late", same="b", conflict="b"), one("other", conflict="b")], NOW)
    assert row(engine, "a")["statements"] == 4
    assert [each.type for each in told(engine) if each.claim.claim_id == claim_of("b")] == []
    (link,) = [each for each in told(engine) if each.type == "claim.disputed"]
    assert {link.claim.claim_id, link.conflicts[0].claim_id} == {claim_of("a"), claim_of("other")}


def test_a_claim_that_was_not_told_of_is_new_before_others_are_merged_into_it(store: SqlStore, engine: Engine) -> None:
    store.persist([one("b")], NOW)
    store.persist([merging(one("c", same="a"), "b")], NOW)
    store.persist([one("a")], NOW)
    assert [(each.type, each.claim.claim_id) for each in told(engine)] == [
        ("claim.new", claim_of("b")),
        ("claim.new", claim_of("a")),
        ("claim.merged", claim_of("a")),
        ("claim.corroborated", claim_of("a")),
    ]


def test_two_claims_that_were_in_conflict_and_are_one_are_in_no_conflict(store: SqlStore, engine: Engine) -> None:
    store.persist([one("a"), one("b", conflict="a")], NOW)
    store.persist([merging(one("c", same="a"), "b")], NOW)
    assert state(engine)["conflict"] == []


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_merges_does_not_matter(store: SqlStore, engine: Engine, seed: int) -> None:
    events = [
        *(one(name) for name in "abcd"),
        one("x", conflict="d"),
        merging(one("bc", same="b"), "c"),
        merging(one("ab", same="a"), "b"),
        merging(one("cd", same="c"), "d"),
    ]
    random.Random(seed).shuffle(events)
    for event in events:
        store.persist([event], NOW)
    assert row(engine, "a")["statements"] == 7
    ids = {claim_of(each) for each in "bcd"}
    views = [StoredClaims(engine).show_claim(each) for each in ids]
    assert [view.claim.claim_id for view in views if view] == [claim_of("a")] * 3
    links = [each for each in told(engine) if each.type == "claim.disputed"]
    assert len(links) >= 1
    assert {tuple(sorted(pair)) for pair in _links(engine)} == {tuple(sorted((claim_of("a"), claim_of("x"))))}


def _links(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        rows = connection.execute(select(conflict.c.claim_a, conflict.c.claim_b))
        return [(each.claim_a, each.claim_b) for each in rows]


def test_workers_that_merge_at_once_end_with_one_claim(store: SqlStore, engine: Engine) -> None:
    names = [f"n{n}" for n in range(8)]
    store.persist([one(name) for name in names], NOW)
    pairs = list(itertools.pairwise(names))
    random.Random(1).shuffle(pairs)
    events = [merging(one(f"{a}{b}", same=a), b) for a, b in pairs]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda event: store.persist([event], NOW), events))
    standing = [each.claim for each in StoredClaims(engine).list_claims(limit=100)]
    assert [each.statements for each in standing] == [15]


# figures that are updated


def said(name: str, day: int, *, same: str | None = None, speaker: str = "Ana Marsh", against: str = "") -> Any:
    more = {"conflict": against} if against else {}
    return published(one(name, same=same, speaker=speaker, **more), f"2031-05-{day:02}T09:00:00Z")


def kinds(engine: Engine) -> list[str]:
    return [each.type for each in told(engine) if each.type in ("claim.disputed", "claim.superseded")]


def test_a_later_figure_by_the_same_speaker_supersedes(store: SqlStore, engine: Engine) -> None:
    store.persist([said("old", 1)], NOW)
    store.persist([said("new", 3, against="old")], NOW)
    (event,) = [each for each in told(engine) if each.type == "claim.superseded"]
    assert event.claim.claim_id == claim_of("old")
    (link,) = event.conflicts
    assert (link.claim_id, link.relation, link.field) == (claim_of("new"), "superseded_by", "number")
    assert {each.claim_id for each in event.evidence} == {claim_of("old"), claim_of("new")}
    relations = {
        view.claim.claim_id: [each.relation for each in view.conflicts]
        for view in StoredClaims(engine).list_claims(limit=9)
    }
    assert relations == {claim_of("old"): ["superseded_by"], claim_of("new"): ["supersedes"]}


@pytest.mark.parametrize(
    "others",
    [
        [said("new", 1, against="old")],
        [said("new", 3, speaker="Bo Finch", against="old")],
        [said("new", 3, against="old"), said("again", 4, same="old")],
    ],
    ids=["on one day", "by somebody else", "but the old one is repeated"],
)
def test_otherwise_it_is_a_conflict_in_any_order(store: SqlStore, engine: Engine, others: Sequence[Any]) -> None:
    for event in random.Random(len(others)).sample([said("old", 1), *others], len(others) + 1):
        store.persist([event], NOW)
    assert kinds(engine)[-1:] == ["claim.disputed"]
    assert kinds(engine).count("claim.disputed") == 1
    with engine.connect() as connection:
        assert connection.execute(select(conflict.c.later)).scalars().all() == [None]


def test_what_differs_in_something_else_than_a_figure_is_no_update(store: SqlStore, engine: Engine) -> None:
    new = said("new", 3, against="old")
    (resolution,) = new.resolutions
    link = resolution.conflicts[0].model_copy(update={"field": "negation"})
    new = new.model_copy(update={"resolutions": (resolution.model_copy(update={"conflicts": (link,)}),)})
    store.persist([said("old", 1), new], NOW)
    assert kinds(engine) == ["claim.disputed"]


# copies


def counts(engine: Engine, name: str) -> tuple[int, int, int]:
    of = row(engine, name)
    return of["outlets"], of["independent_outlets"], of["copies"]


WIRE = published(one("wire", outlet="Meridian Wire"), "2031-05-01T12:00:00Z")
REPRINT = published(sharing(one("reprint", same="wire", outlet="Post"), "wire"), "2031-05-01T08:00:00Z")
CUT = published(sharing(one("cut", same="wire", outlet="Mail"), "reprint"), "2031-05-02T08:00:00Z")
OWN = published(one("own", same="wire", outlet="Mail"), "2031-05-02T09:00:00Z")


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::3])
def test_copies_count_once_whoever_comes_first(store: SqlStore, engine: Engine, order: Sequence[int]) -> None:
    events = [WIRE, REPRINT, CUT, OWN]
    for each in order:
        store.persist([events[each]], NOW)
    assert counts(engine, "wire") == (3, 2, 2), "the wire's text, and the Mail's own"
    with engine.connect() as connection:
        rows = connection.execute(select(article.c.article_id, article.c.copy_of).order_by(article.c.article_id))
        found = {each.article_id: each.copy_of for each in rows}
    assert found == dict.fromkeys(("article_cut", "article_reprint"), "article_wire") | dict.fromkeys(
        ("article_own", "article_wire")
    ), "an agency's text is the original, whatever its time"


def test_copies_whose_original_says_nothing_of_it_count_once(store: SqlStore, engine: Engine) -> None:
    silent = published(one("wire", outlet="Meridian Wire"), FIRST).model_copy(
        update={"statements": (), "resolutions": ()}
    )
    copies = [sharing(one(f"c{n}", same="c0" if n else None, outlet=f"Outlet {n}"), "wire") for n in range(3)]
    store.persist([copies[1], copies[0]], NOW)
    store.persist([silent, copies[2]], NOW)
    assert counts(engine, "c0") == (3, 1, 3)


def test_outlets_of_one_owner_and_wire_stories_count_once(engine: Engine) -> None:
    store = SqlStore(engine, Owners.from_table({"The Post": "Vesper Group", "Mail": "Vesper Group"}))
    by = {"authors": ("Meridian Wire",)}
    events = [one("a", outlet="Post"), one("b", same="a", outlet="Mail")]
    for name, outlet in (("c", "Globe"), ("d", "Star")):
        event = one(name, same="a", outlet=outlet)
        events.append(event.model_copy(update={"article": event.article.model_copy(update=by)}))
    store.persist(events, NOW)
    assert counts(engine, "a") == (4, 2, 0)


def test_a_copy_that_is_written_anew_leaves_its_family(store: SqlStore, engine: Engine) -> None:
    store.persist([WIRE, REPRINT, CUT], NOW)
    new_text = {"fingerprint": "f" * 64, "fetched_at": LATER}
    anew = REPRINT.model_copy(
        update={"article": REPRINT.article.model_copy(update=new_text), "same_text": (), "extractor_version": "zz"}
    )
    store.persist([anew], NOW)
    assert counts(engine, "wire") == (3, 2, 1)
    assert LAST > LATER


def test_workers_that_bring_copies_at_once_agree_on_the_original(store: SqlStore, engine: Engine) -> None:
    events = [
        sharing(one(f"c{n}", same="c0" if n else None, outlet=f"Outlet {n}"), f"c{(n + 1) % 8}") for n in range(8)
    ]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda event: store.persist([event], NOW), events))
    assert counts(engine, "c0") == (8, 1, 7)
