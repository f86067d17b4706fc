"""Articles that share a text are a family, and the earliest of it is the original: all others are copies of that one.

Dedupe tells of each article which known ones share its text. Whoever came first says nothing: the original is the one
that was published first, an agency's before any other, so an original that is fetched after its copy takes its place,
and what it is in follows: the copies are copies of it from then on, and the claims of all of them are counted again.
A copy whose text is another when it is read anew, and shares nothing with any, leaves its family. A family is a
union-find of articles, flat: each row names the root. Part of the transaction of ``batch``; roots are
locked in their order, so two workers with one family come one after the other.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, func, or_, select, update

from sayso.contracts.events import StatementsResolved
from sayso_store.adapters import bulk, queries
from sayso_store.adapters.readings import Readings, originals
from sayso_store.adapters.rows import utc_moment
from sayso_store.independence.owners import Owners
from sayso_store.schema import article, family

_Rank = tuple[bool, str, str]

_COPIES = select(article.c.article_id, article.c.copy_of).where(article.c.article_id.in_(queries.IDS))
_MEMBERS = select(family.c.article_id).where(family.c.article_id.in_(queries.IDS))


def settle(connection: Connection, events: Iterable[StatementsResolved], of: Readings, owners: Owners) -> set[str]:
    """Unite the families of the articles that were written, and find each one's original.

    Tells which articles became a copy or an original, or have an original whose owner is another now.
    """
    edges = _edges(connection, [each for each in events if _is_stored(each, of)])
    moved = _copies_of(connection, of.reowned)
    moved |= _leave(connection, sorted(of.rewritten - {own for own, _ in edges}))
    ids = {each for edge in edges for each in edge} | _in_families(connection, of.fingerprints)
    if not ids:
        return moved
    rows = [{"article_id": each, "root": each, "original": None} for each in sorted(ids)]
    bulk.add_new(connection, family, rows)
    roots, locked = _lock(connection, ids)
    for target, members in _united(roots, edges).items():
        merged = sorted({roots[each] for each in members} - {target})
        if merged:
            connection.execute(update(family).where(family.c.root.in_(merged)).values(root=target))
        known = {locked[root] for root in (target, *merged)} - {None}
        best = _first(connection, {*members, *(each for each in known if each)}, owners)
        whole = bool(merged) or best != locked[target]
        if best is not None:
            moved |= _set(connection, target, best, None if whole else members)
        if whole:
            connection.execute(update(family).where(family.c.article_id == target).values(original=best))
    return moved


def copies(connection: Connection, ids: Iterable[str]) -> dict[str, str | None]:
    """What each of these articles is a copy of."""
    return {row["article_id"]: row["copy_of"] for row in queries.asked(connection, _COPIES, ids)}


def _leave(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Take copies whose text was written anew, and shares nothing known any more, out of their families."""
    left: set[str] = set()
    for some in queries.chunks(ids):
        copied = select(article.c.article_id).where(article.c.article_id.in_(some), article.c.copy_of.is_not(None))
        left |= set(connection.execute(copied).scalars())
    for own in sorted(left):
        others = (family.c.root == own) & (family.c.article_id != own)
        heir = connection.execute(select(func.min(family.c.article_id)).where(others)).scalar()
        if heir:
            known = select(family.c.original).where(family.c.article_id == own).scalar_subquery()
            connection.execute(update(family).where(family.c.article_id == heir).values(original=known))
            connection.execute(update(family).where(others).values(root=heir))
        connection.execute(delete(family).where(family.c.article_id == own))
        connection.execute(update(article).where(article.c.article_id == own).values(copy_of=None))
    return left


def _is_stored(event: StatementsResolved, of: Readings) -> bool:
    """Whether its text is the one that is stored: also of a reading that is stale otherwise it is still true."""
    return of.fingerprints[event.article.article_id] == event.article.fingerprint


def _edges(connection: Connection, events: Sequence[StatementsResolved]) -> list[tuple[str, str]]:
    twins = originals(connection, [event.article.fingerprint for event in events])
    edges = set()
    for event in events:
        own = event.article.article_id
        others = {*event.same_text, event.copy_of, twins.get(event.article.fingerprint)}
        edges |= {(own, each) for each in others if each is not None and each != own}
    return sorted(edges)


def _in_families(connection: Connection, ids: Iterable[str]) -> set[str]:
    return {row["article_id"] for row in queries.asked(connection, _MEMBERS, ids)}


def _lock(connection: Connection, ids: Iterable[str]) -> tuple[dict[str, str], dict[str, str | None]]:
    """The root of each article, locked, and the original each root knows."""
    while True:
        roots: dict[str, str] = {}
        for some in queries.chunks(ids):
            rows = connection.execute(select(family.c.article_id, family.c.root).where(family.c.article_id.in_(some)))
            roots.update((row.article_id, row.root) for row in rows)
        locked: dict[str, str | None] = {}
        moved = False
        for some in queries.chunks(roots.values()):
            query = select(family).where(family.c.article_id.in_(some)).order_by(family.c.article_id)
            for row in connection.execute(query.with_for_update()):
                locked[row.article_id] = row.original
                moved = moved or row.root != row.article_id
        if not moved:
            return roots, locked


def _united(roots: Mapping[str, str], edges: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The articles of each family as the edges make it, by its root: the smallest of the roots that become one."""
    into = {root: root for root in roots.values()}

    def top(root: str) -> str:
        while into[root] != root:
            root = into[root]
        return root

    for a, b in edges:
        one, other = sorted((top(roots[a]), top(roots[b])))
        into[other] = one
    found: dict[str, set[str]] = {}
    for each, root in roots.items():
        found.setdefault(top(root), set()).add(each)
    return found


def _first(connection: Connection, ids: Iterable[str], owners: Owners) -> str | None:
    ranks: list[_Rank] = []
    for some in queries.chunks(ids):
        query = select(article.c.article_id, article.c.outlet, article.c.published).where(
            article.c.article_id.in_(some)
        )
        rows = connection.execute(query)
        ranks += [(not owners.is_agency(r.outlet), utc_moment(r.published) or "~", r.article_id) for r in rows]
    return min(ranks)[2] if ranks else None


def _set(connection: Connection, root: str, best: str, only: Iterable[str] | None) -> set[str]:
    """Make all of a family, or these of it, copies of its original. Tells whom that changed."""
    mine = select(family.c.article_id).where(family.c.root == root)
    if only is not None:
        mine = mine.where(family.c.article_id.in_(sorted(only)))
    of, own = article.c.copy_of, article.c.article_id
    stale = own.in_(mine) & (own != best) & or_(of.is_(None), of != best)
    changed = set(connection.execute(select(own).where(stale)).scalars())
    if changed:
        connection.execute(update(article).where(stale).values(copy_of=best))
    risen = connection.execute(
        update(article).where(own == best, of.is_not(None)).values(copy_of=None).returning(own)
    ).scalars()
    return changed | set(risen)


def _copies_of(connection: Connection, ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for some in queries.chunks(ids):
        found |= set(connection.execute(select(article.c.article_id).where(article.c.copy_of.in_(some))).scalars())
    return found
