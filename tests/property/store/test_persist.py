"""Whatever order and however often events are stored, the store holds the same."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, StaticPool, create_engine, event, select

from sayso.contracts.events import ClaimEventData, StatementsResolved
from sayso_store.adapters import engine as engines
from sayso_store.adapters import queries
from sayso_store.adapters.rows import COUNTS, DAYS, speaker_name
from sayso_store.adapters.sql import SqlStore
from sayso_store.schema import article, claim, conflict, metadata, outbox, statement
from tests.integration.store.samples import by_ids, one
from tests.integration.store.samples import claim as claim_of

NOW = datetime(2031, 5, 1, 12, tzinfo=UTC)
NAMES = [f"n{n}" for n in range(6)]

same = st.one_of(st.none(), st.sampled_from(NAMES[:3]))
kinds = st.fixed_dictionaries(
    {
        "same": same,
        "outlet": st.sampled_from(["Post", "Mail", "Globe"]),
        "speaker": st.sampled_from(["Ana Marsh", "Rob Finch", None]),
        "at": st.sampled_from(["2031-05-01T10:00:00.000Z", "2031-05-02T10:00:00.000Z"]),
    },
    optional={"conflict": st.sampled_from(NAMES[:3]), "copy_of": st.just("article_wire")},
)
worlds = st.lists(kinds, min_size=len(NAMES), max_size=len(NAMES))


def events_of(world: Sequence[dict[str, Any]]) -> list[StatementsResolved]:
    events = []
    for name, facts in zip(NAMES, world, strict=True):
        mine = {key: value for key, value in facts.items() if not (key == "conflict" and value == name)}
        first = name in NAMES[:3]
        events.append(one(name, **{**mine, "same": None if first else mine["same"]}))
    return events


def empty() -> Engine:
    """A store in memory."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    event.listen(engine, "connect", engines._prepare)
    event.listen(engine, "begin", engines._begin)
    metadata.create_all(engine)
    return engine


def stored(batches: Sequence[Sequence[StatementsResolved]]) -> tuple[dict[str, Any], list[ClaimEventData]]:
    engine = empty()
    for batch in batches:
        SqlStore(engine).persist(batch, NOW)
    with engine.connect() as connection:
        tables = {
            table.name: sorted(map(repr, connection.execute(query)))
            for table, query in (
                (article, select(article)),
                (statement, by_ids(statement)),
                (claim, by_ids(claim)),
                (conflict, select(conflict.c.claim_a, conflict.c.claim_b, conflict.c.announced_at)),
            )
        }
        rows = connection.execute(select(outbox.c.data).order_by(outbox.c.id)).scalars()
        told = [ClaimEventData.model_validate_json(row) for row in rows]
    engine.dispose()
    return tables, told


@settings(max_examples=60, deadline=None)
@given(worlds, st.randoms(use_true_random=False))
def test_order_batches_and_repeats_do_not_matter(world: list[dict[str, Any]], chance: Any) -> None:
    events = events_of(world)
    straight, told = stored([events])
    shuffled = [event for event in events for _ in range(chance.randint(1, 3))]
    chance.shuffle(shuffled)
    cuts = sorted(chance.randint(0, len(shuffled)) for _ in range(3))
    batches = [shuffled[a:b] for a, b in zip([0, *cuts], [*cuts, len(shuffled)], strict=True)]
    other, told_otherwise = stored(batches)
    assert other == straight
    assert new_and_disputed(told_otherwise) == new_and_disputed(told)


FEW = [f"n{n}" for n in range(3)]


def dated(event: StatementsResolved) -> StatementsResolved:
    """The same without a date of its own, so that it was said when it was fetched."""
    return event.model_copy(update={"article": event.article.model_copy(update={"published": None})})


stories = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from([f"n{n}" for n in range(9)]),
            "same": st.one_of(st.none(), st.sampled_from(FEW)),
            "outlet": st.sampled_from(["Mail", "mail", "Post"]),
            "speaker": st.sampled_from(["Ana Marsh", "ANA MARSH", "Rob Finch", None]),
            "at": st.sampled_from(["2031-05-01T10:00:00.000Z", "2031-05-02T10:00:00.000Z"]),
            "content": st.sampled_from(["The bridge is safe.", "It holds."]),
        },
        optional={
            "copy_of": st.sampled_from([f"article_{name}" for name in FEW]),
            "conflict": st.sampled_from(FEW),
        },
    ),
    min_size=1,
    max_size=6,
)
merges = st.lists(st.sampled_from(FEW), max_size=2)


ONE_CLAIM = [
    {"name": "n1", "same": "n0", "outlet": "mail", "at": "2031-05-01T10:00:00.000Z", "content": "It holds."},
    {"name": "n0", "outlet": "Mail", "at": "2031-05-02T10:00:00.000Z"},
    {"name": "n2", "same": "n0", "outlet": "Post", "at": "2031-05-02T10:00:00.000Z", "speaker": "ANA MARSH"},
]
"""Opened by the later of two articles in outlets of one owner."""


@settings(max_examples=60, deadline=None)
@example([(ONE_CLAIM, [])])
@given(st.lists(st.tuples(stories, merges), min_size=1, max_size=4))
def test_a_claim_s_row_is_what_its_statements_say_whichever_way_it_was_counted(
    batches: list[tuple[list[dict[str, Any]], list[str]]],
) -> None:
    """After every batch: what was written at once for claims that it opened, and what was counted of all others."""
    engine = empty()
    for batch, gone in batches:
        events = [dated(one(**facts)) for facts in batch]
        last = events[-1]
        resolutions = tuple(
            each.model_copy(update={"merges": tuple(claim_of(name) for name in gone)}) for each in last.resolutions
        )
        SqlStore(engine).persist([*events[:-1], last.model_copy(update={"resolutions": resolutions})], NOW)
        with engine.connect() as connection:
            rows = {row["claim_id"]: row for row in connection.execute(select(claim)).mappings()}
            counted = queries.count(connection, rows)
            words = queries.first_statements(connection, rows)
        for claim_id, row in rows.items():
            names = (*COUNTS, "first_seen", "last_seen", *DAYS)
            if claim_id not in counted:
                assert not any(row[name] for name in COUNTS)
                continue
            assert {name: row[name] for name in names} == {name: counted[claim_id][name] for name in names}
            first = words[claim_id]
            assert (row["content"], row["speaker"]) == (first["content"], speaker_name(first["speaker"]))
    engine.dispose()


def new_and_disputed(told: Sequence[ClaimEventData]) -> list[tuple[str, str]]:
    """Each claim's beginning, once, and each link, once, in whichever direction it was brought."""
    new = [(each.type, each.claim.claim_id) for each in told if each.type == "claim.new"]
    links = [
        (each.type, " ".join(sorted((each.claim.claim_id, link.claim_id)))) for each in told for link in each.conflicts
    ]
    return sorted(new) + sorted(links)
