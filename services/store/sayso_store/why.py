"""Why two claims are one, in conflict or different: the ability ``why`` behind ``sayso claims why A B``.

Each side is a statement, named by its own id or as the one that opened a claim. What is said of the two is what the
rules say today, field and score with it; what the store decided when they came stands beside it. Read-only.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, RowMapping, func, select

from sayso.contracts.records import EvidenceRecord
from sayso.runtime.abilities import Comparison, PairSide, PairView
from sayso.runtime.settings import PlaceSettings
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.queries import first_statements
from sayso_store.adapters.rows import claim_record, evidence, select_evidence
from sayso_store.dedupe import domain
from sayso_store.dedupe.handler import claim_of
from sayso_store.schema import claim, conflict, statement


@dataclass(frozen=True, slots=True)
class Why:
    """``abilities.Why`` on an open engine."""

    engine: Engine

    def __call__(self, a: str, b: str) -> PairView:
        """Compare two statements. Raises KeyError with the id that names none."""
        with self.engine.connect() as connection:
            sides = [_side(connection, each) for each in (a, b)]
            link = _link(connection, *(each.claim.claim_id for each in sides))
        one, other = (_compared(each.evidence) for each in sides)
        judged = domain.compare(one, other)
        return PairView(
            a=sides[0],
            b=sides[1],
            compared=Comparison(verdict=judged.verdict, rule=judged.rule, score=judged.score, field=judged.field),
            one_claim=sides[0].claim.claim_id == sides[1].claim.claim_id,
            linked=link,
        )


def _compared(said: EvidenceRecord) -> domain.Claim:
    return domain.as_compared(claim_of(said.content, said.speaker, said.certainty, negated=said.negated))


def _side(connection: Connection, named: str) -> PairSide:
    row = _statement(connection, named)
    if row is None:
        raise KeyError(named)
    known = connection.execute(select(claim).where(claim.c.claim_id == row["claim_id"])).mappings().one()
    return PairSide(
        claim=claim_record(known),
        evidence=evidence(row),
        verdict=row["verdict"],
        match_rule=row["match_rule"],
        match_score=row["match_score"],
    )


def _statement(connection: Connection, named: str) -> RowMapping | None:
    """The statement of that id, or the one that opened the claim of that id, whatever that one was merged into."""
    query = select_evidence()
    known = connection.execute(query.where(statement.c.statement_id == named)).mappings().one_or_none()
    if known is not None:
        return known
    now = select(func.coalesce(claim.c.merged_into, claim.c.claim_id)).where(claim.c.claim_id == named)
    of = connection.execute(now).scalar_one_or_none()
    first = first_statements(connection, [of], history=True) if of else {}
    if of not in first:
        return None
    opened = query.where(claim.c.claim_id == of, statement.c.content == first[of]["content"])
    return connection.execute(opened.order_by(statement.c.statement_id).limit(1)).mappings().one_or_none()


def _link(connection: Connection, a: str, b: str) -> Comparison | None:
    """What the store has between two claims."""
    one, other = sorted((a, b))
    query = select(conflict).where(conflict.c.claim_a == one, conflict.c.claim_b == other)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    verdict = "superseded" if row["later"] else "conflict"
    return Comparison(verdict=verdict, rule=row["rule"], score=row["score"], field=row["field"])


def open_why(place: PlaceSettings) -> Why:
    """The ability ``why``."""
    return Why(open_engine(place.effective_database_url))
