"""Whatever order, batches and repeats the readings of articles come in, what counts in the end is the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, StaticPool, create_engine, event, select

from sayso.contracts.events import ClaimEventData, StatementsResolved
from sayso.contracts.records import ConflictRecord
from sayso_store.adapters import engine as engines
from sayso_store.adapters.sql import SqlStore
from sayso_store.schema import article, claim, conflict, metadata, outbox, statement
from tests.integration.store.samples import FIRST, LATER, by_ids, reading
from tests.integration.store.samples import claim as claim_of

NOW = datetime(2031, 5, 1, 12, tzinfo=UTC)
FOUND = {"a": ["x", "y=b_x", "z=c_z"], "b": ["x", "y=a_x"], "c": ["x=a_x", "y=b_x", "z"]}
"""The statements that a reading of each article may have. A statement says the same in all its readings."""

CONFLICTS = {claim_of("b_x"): claim_of("a_x"), claim_of("c_z"): claim_of("b_x")}
"""The claims that each claim is in conflict with, whichever statement brings it."""


@dataclass(frozen=True)
class Read:
    """One reading, drawn."""

    name: str
    said: frozenset[str]
    at: str
    version: str
    outlet: str
    copy_of: str | None

    def event(self) -> StatementsResolved:
        """The reading as dedupe hands it over."""
        page = f"{sorted(self.said)}{self.outlet}{self.copy_of}"
        event = reading(
            self.name,
            " ".join(sorted(self.said)),
            at=self.at,
            version=self.version,
            outlet=self.outlet,
            copy_of=self.copy_of,
            article={"page_sha256": page},
        )
        resolutions = tuple(
            each.model_copy(update={"conflicts": conflicts_of(each.claim_id)}) for each in event.resolutions
        )
        return event.model_copy(update={"resolutions": resolutions})


def conflicts_of(claim_id: str) -> tuple[ConflictRecord, ...]:
    """What a statement of the claim brings."""
    others = [other for mine, other in CONFLICTS.items() if mine == claim_id]
    return tuple(ConflictRecord(claim_id=each, field="number", rule="numbers_differ", score=0.8) for each in others)


reads = st.sampled_from("abc").flatmap(
    lambda name: st.builds(
        Read,
        name=st.just(name),
        said=st.frozensets(st.sampled_from(FOUND[name])),
        at=st.sampled_from([FIRST, LATER]),
        version=st.sampled_from(["1", "9", "10", "x"]),
        outlet=st.sampled_from(["Post", "Mail"]),
        copy_of=st.sampled_from([None, "article_wire"]),
    )
)
worlds = st.lists(reads, min_size=1, max_size=8, unique=True)


def store_of(batches: Sequence[Sequence[Read]]) -> Engine:
    """A store after these batches."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    event.listen(engine, "connect", engines._prepare)
    event.listen(engine, "begin", engines._begin)
    metadata.create_all(engine)
    for batch in batches:
        SqlStore(engine).persist([each.event() for each in batch], NOW)
    return engine


def counting(engine: Engine) -> dict[str, list[str]]:
    """All that counts: articles, live statements, claims that stand and the conflicts between them."""
    stands = select(claim.c.claim_id).where(claim.c.statements > 0)
    both = conflict.c.claim_a.in_(stands), conflict.c.claim_b.in_(stands)
    queries: dict[str, Any] = {
        "article": select(article),
        "statement": by_ids(statement).where(statement.c.superseded_at.is_(None)),
        "claim": by_ids(claim).where(claim.c.statements > 0),
        "conflict": select(conflict.c.claim_a, conflict.c.claim_b, conflict.c.announced_at).where(*both),
    }
    with engine.connect() as connection:
        return {name: sorted(map(repr, connection.execute(query))) for name, query in queries.items()}


def lives(engine: Engine) -> dict[str, list[ClaimEventData]]:
    """The events of each claim, in order."""
    found: dict[str, list[ClaimEventData]] = {}
    with engine.connect() as connection:
        for data in connection.execute(select(outbox.c.data).order_by(outbox.c.id)).scalars():
            told = ClaimEventData.model_validate_json(data)
            found.setdefault(told.claim.claim_id, []).append(told)
    return found


@settings(max_examples=60, deadline=None)
@given(worlds, st.randoms(use_true_random=False))
def test_order_batches_and_repeats_do_not_matter(world: list[Read], chance: Any) -> None:
    newest = store_of([world])
    shuffled = [each for each in world for _ in range(chance.randint(1, 3))]
    chance.shuffle(shuffled)
    cuts = sorted(chance.randint(0, len(shuffled)) for _ in range(4))
    engine = store_of([shuffled[a:b] for a, b in zip([0, *cuts], [*cuts, len(shuffled)], strict=True)])
    assert counting(engine) == counting(newest)
    standing = {each for each, told in lives(engine).items() if tells_that_it_stands(told)}
    with engine.connect() as connection:
        assert standing == set(connection.execute(select(claim.c.claim_id).where(claim.c.statements > 0)).scalars())
    engine.dispose()
    newest.dispose()


def tells_that_it_stands(told: Sequence[ClaimEventData]) -> bool:
    """Whether a claim stands, as a consumer knows it; and a claim's life is as it is promised."""
    kinds = [each.type for each in told]
    assert kinds[0] == "claim.new"
    assert kinds.count("claim.new") == 1
    of_its_life = [kind for kind in kinds if kind != "claim.disputed"]
    for before, after in pairwise(of_its_life):
        assert not (before == after == "claim.withdrawn")
    for each in told:
        assert each.evidence
        assert (each.type == "claim.withdrawn") == (each.claim.statements == 0) == bool(each.claim.withdrawn_at)
    links = [link.claim_id for each in told for link in each.conflicts]
    assert len(links) == len(set(links))
    return of_its_life[-1] != "claim.withdrawn"
