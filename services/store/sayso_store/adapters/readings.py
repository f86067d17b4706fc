"""Which reading of an article counts: the newest. First step of the transaction of ``batch``.

An article is read again when its page is fetched again or replayed through a newer extractor. Readings are ordered by
when the page was fetched, then by the extractor's version; of two pages fetched in the same millisecond one is taken,
always the same. Each reading either

- *counts*: it is the first, or newer than the stored one, whose row it replaces;
- or is *stale*: a newer one is stored, or in the same batch. It changes nothing, and its unit of work says so;
- or is the stored one again, and changes nothing either.

So the stored reading is the newest that ever came, whatever the order they came in. Two workers with two readings of
one article must not both compare with what stood there before: the second waits at the article's row, which is new
(then at its key) or locked. Articles are taken in id order, so no two batches wait for each other.

A copy stays a copy of its original when the original is read anew: it reprinted what stood there. Next: ``families``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select, update

from sayso.contracts.events import StatementsResolved
from sayso_store.adapters import bulk, queries
from sayso_store.adapters.rows import Row, article_row
from sayso_store.independence.owners import Owners
from sayso_store.schema import article

VersionOrder = tuple[int, int, str]
Order = tuple[str, VersionOrder, str]


@dataclass(frozen=True, slots=True)
class Readings:
    """What became of the readings of one batch."""

    counting: dict[str, StatementsResolved]
    """Those that count from now on, by article id."""
    replaced: frozenset[str]
    """The articles among them that were stored before, with an older reading."""
    fingerprints: dict[str, str]
    """The text each article of the batch is stored with."""
    rewritten: frozenset[str]
    """The articles among the replaced ones whose text is another now."""
    reowned: frozenset[str]
    """The articles among the replaced ones whose text belongs to somebody else now."""
    owners: dict[str, str]
    """Whose text each article that counts from now on is."""
    orders: dict[str, Order]
    """Which reading each article of the batch is stored with."""

    def is_stale(self, event: StatementsResolved) -> bool:
        """Whether a newer reading is stored."""
        return order_of(event) < self.orders[event.article.article_id]


def take(connection: Connection, events: Sequence[StatementsResolved], owners: Owners) -> Readings:
    """Write the articles whose newest reading is in the batch."""
    newest: dict[str, StatementsResolved] = {}
    for event in events:
        known = newest.setdefault(event.article.article_id, event)
        if order_of(event) > order_of(known):
            newest[event.article.article_id] = event
    rows = {each: article_row(newest[each], _owner(newest[each], owners)) for each in sorted(newest)}
    new = {own for (own,) in bulk.add_new(connection, article, list(rows.values()))}
    stored = _lock(connection, newest.keys() - new)
    replaced = {each for each in stored if order_of(newest[each]) > _order_of_row(stored[each])}
    _replace(connection, [rows[each] for each in sorted(replaced)])
    counting = {each: event for each, event in newest.items() if each in new or each in replaced}
    kept = {each: row for each, row in stored.items() if each not in replaced}
    return Readings(
        counting=counting,
        replaced=frozenset(replaced),
        fingerprints={each: event.article.fingerprint for each, event in counting.items()}
        | {each: row["fingerprint"] for each, row in kept.items()},
        rewritten=frozenset(each for each in replaced if rows[each]["fingerprint"] != stored[each]["fingerprint"]),
        reowned=frozenset(each for each in replaced if rows[each]["owner"] != stored[each]["owner"]),
        owners={each: str(rows[each]["owner"]) for each in counting},
        orders={each: order_of(event) for each, event in counting.items()}
        | {each: _order_of_row(row) for each, row in kept.items()},
    )


def order_of(event: StatementsResolved) -> Order:
    """The place of a reading among those of its article."""
    return _order(event.article.fetched_at, event.extractor_version, event.article.page_sha256)


def _order_of_row(row: Row) -> Order:
    return _order(row["fetched_at"], row["extractor_version"], row["page_sha256"])


def _order(fetched_at: str, version: str, page: str) -> Order:
    return fetched_at, version_order(version), page


def version_order(version: str) -> VersionOrder:
    """Versions are numbers, a newer one higher; behind a plus stands which finder, and some finder above none. What is
    no version is older than any."""
    number, _, finder = version.partition("+")
    is_number = number.isascii() and number.isdecimal()
    return (1, int(number), finder) if is_number else (0, 0, version)


def _owner(event: StatementsResolved, owners: Owners) -> str:
    return owners.of_article(event.article.outlet, event.article.authors, event.text)


def originals(connection: Connection, fingerprints: Iterable[str]) -> dict[str, str]:
    """The article that has each text and is no copy, by the text's fingerprint: where dedupe's index has forgotten."""
    rows = queries.asked(connection, _ORIGINALS, fingerprints)
    return {row["fingerprint"]: row["article_id"] for row in rows}


_ORIGINALS = (
    select(article.c.fingerprint, article.c.article_id)
    .where(article.c.fingerprint.in_(queries.IDS), func.coalesce(article.c.copy_of, "") == "")
    .order_by(article.c.article_id.desc())
)
"""Without the coalesce SQLite goes the other way about: through all articles that are no copies, looking for texts."""


def _lock(connection: Connection, ids: Iterable[str]) -> dict[str, Row]:
    columns = (
        article.c[name]
        for name in ("article_id", "fetched_at", "extractor_version", "page_sha256", "owner", "fingerprint")
    )
    query = select(*columns).order_by(article.c.article_id).with_for_update(key_share=True)
    locked: dict[str, Row] = {}
    for some in queries.chunks(ids):
        rows = connection.execute(query.where(article.c.article_id.in_(some))).mappings()
        locked.update({row["article_id"]: dict(row) for row in rows})
    return locked


def _replace(connection: Connection, rows: Sequence[Row]) -> None:
    if rows:
        columns: Row = {name: bindparam(f"new_{name}") for name in rows[0] if name != "article_id"}
        change = update(article).where(article.c.article_id == bindparam("new_article_id")).values(columns)
        connection.execute(change, [{f"new_{name}": value for name, value in row.items()} for row in rows])
