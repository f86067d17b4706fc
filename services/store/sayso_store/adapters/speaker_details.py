"""What one speaker has said over time, and where it does not go together. Read-only.

A speaker is a name as ``rows.speaker_key`` folds it: people of one name are one speaker, and the page says so. Two
claims that both stand under the name and are in conflict are a *change* where the later one was said on a later day,
else a *contradiction*.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, RowMapping, Select, func, select, tuple_

from sayso_store.adapters.claim_search import STANDS, lines_of
from sayso_store.adapters.queries import LIVE, OF
from sayso_store.adapters.rows import claim_record, speaker_key
from sayso_store.cursors import cursor_of, place_of
from sayso_store.schema import article, claim, conflict, statement
from sayso_store.views import Change, SaidClaim, SpeakerDetail, SpeakerLine, SpeakerPage

MOST_CHANGES = 50
_SAMPLE = 200
"""Statements that a speaker's roles are read from."""
_DAY = 10

_SAID_AT = func.min(func.coalesce(func.nullif(article.c.published, ""), article.c.fetched_at)).label("said_at")


@dataclass(frozen=True, slots=True)
class SpeakerDetails:
    """Reading speakers on an open engine. Its methods block."""

    engine: Engine

    def page(self, part: str | None = None, *, limit: int = 50) -> SpeakerPage:
        """Speakers whose name has this part, those with the most statements first."""
        counted = func.count().label("statements")
        query = select(statement.c.speaker_key, counted, func.max(article.c.fetched_at).label("last_seen"))
        query = query.join(article, article.c.article_id == statement.c.article_id)
        query = query.where(LIVE, statement.c.speaker_key.in_(_keys(part, limit))).group_by(statement.c.speaker_key)
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(counted.desc(), statement.c.speaker_key)).all()
            names = {row.speaker_key: _names(connection, row.speaker_key, 1)[0]["name"] for row in rows}
        return SpeakerPage(speakers=tuple(
            SpeakerLine(name=names[row.speaker_key], key=row.speaker_key, statements=row.statements,
                        last_seen=row.last_seen)
            for row in rows
        ))  # fmt: skip

    def __call__(self, name: str, *, limit: int = 50, after: str | None = None) -> SpeakerDetail | None:
        """The speaker, if anything that counts is said by it. Raises ValueError for what is no cursor."""
        key = speaker_key(name.strip())
        if not key:
            return None
        with self.engine.connect() as connection:
            known = _names(connection, key, _SAMPLE)
            if not known:
                return None
            claims, cursor = _claims(connection, key, limit, after)
            counted = select(func.count()).where(statement.c.speaker_key == key, LIVE)
            return SpeakerDetail(
                name=known[0]["name"] or name,
                key=key,
                roles=_values(known, "role"),
                affiliations=_values(known, "affiliation"),
                statements=connection.execute(counted).scalar_one(),
                claims=claims,
                changes=tuple(_changes(connection, key)),
                next=cursor,
            )


def _keys(part: str | None, limit: int) -> Select[tuple[str]]:
    counted = select(statement.c.speaker_key).where(statement.c.speaker_key.is_not(None))
    if part:
        counted = counted.where(statement.c.speaker_key.contains(part.casefold(), autoescape=True))
    return counted.group_by(statement.c.speaker_key).order_by(func.count().desc(), statement.c.speaker_key).limit(limit)


def _names(connection: Connection, key: str, limit: int) -> list[dict[str, str | None]]:
    query = select(statement.c.speaker).where(statement.c.speaker_key == key, LIVE).limit(limit)
    return [json.loads(each) for each in connection.execute(query).scalars()]


def _values(known: Sequence[dict[str, str | None]], name: str) -> tuple[str, ...]:
    found = [value for each in known if (value := each.get(name))]
    return tuple(sorted(set(found), key=lambda each: (-found.count(each), each))[:8])


def _claims(
    connection: Connection, key: str, limit: int, after: str | None
) -> tuple[tuple[SaidClaim, ...], str | None]:
    said = select(statement.c.claim_number, _SAID_AT).join(article, article.c.article_id == statement.c.article_id)
    said = said.where(statement.c.speaker_key == key, LIVE).group_by(statement.c.claim_number)
    timed = said.subquery()
    order = (timed.c.said_at, claim.c.claim_id)
    query = select(claim, timed.c.said_at).join(timed, timed.c.claim_number == claim.c.number).where(STANDS)
    if after is not None:
        query = query.where(tuple_(*order) < tuple_(*place_of(after, str, str)))
    rows = connection.execute(query.order_by(*(each.desc() for each in order)).limit(limit + 1)).mappings().all()
    lines = {line.claim.claim_id: line for line in lines_of(connection, rows[:limit])}
    shown = tuple(SaidClaim(line=lines[row["claim_id"]], said_at=row["said_at"]) for row in rows[:limit])
    last = rows[limit - 1] if len(rows) > limit else None
    return shown, None if last is None else cursor_of(last["said_at"], last["claim_id"])


def _changes(connection: Connection, key: str) -> list[Change]:
    own = select(claim.c.claim_id).join(statement, OF).where(statement.c.speaker_key == key, LIVE)
    query = select(conflict).where(conflict.c.claim_a.in_(own), conflict.c.claim_b.in_(own))
    links = connection.execute(query.order_by(conflict.c.score.desc()).limit(MOST_CHANGES)).mappings().all()
    ids = {link[side] for link in links for side in ("claim_a", "claim_b")}
    timed = select(claim.c.claim_id, _SAID_AT).select_from(statement).join(claim, OF)
    timed = timed.join(article, article.c.article_id == statement.c.article_id)
    timed = timed.where(claim.c.claim_id.in_(ids), statement.c.speaker_key == key, LIVE)
    said_at = {row.claim_id: row.said_at for row in connection.execute(timed.group_by(claim.c.claim_id))}
    rows = connection.execute(select(claim).where(claim.c.claim_id.in_(ids), STANDS)).mappings()
    claims = {row["claim_id"]: row for row in rows}
    both = [link for link in links if link["claim_a"] in claims and link["claim_b"] in claims]
    return [_change(link, claims, said_at) for link in both]


def _change(link: RowMapping, claims: dict[str, RowMapping], said_at: dict[str, str]) -> Change:
    earlier, later = sorted((link["claim_a"], link["claim_b"]), key=lambda each: (said_at[each], each))
    return Change(
        earlier=claim_record(claims[earlier]),
        later=claim_record(claims[later]),
        field=link["field"],
        rule=link["rule"],
        changed=link["later"] is not None or said_at[earlier][:_DAY] < said_at[later][:_DAY],
    )
