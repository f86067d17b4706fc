"""Pushing through the console: entries onto ``urls`` as anyone may, and how far each of them has come.

Every entry gets a correlation id of its own, ``<push>.<number>``, which all stages hand on; so its progress is a look
at the store's record of work. What was pushed is kept in Redis for a day, to show what has not ended anywhere yet.
"""

import asyncio
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import select

from sayso.contracts.dispositions import Disposition
from sayso.contracts.events import PushedKind, UrlPushed
from sayso.contracts.topology import URLS
from sayso.contracts.wire import Record
from sayso.runtime.clock import iso
from sayso.runtime.delivery import spread
from sayso_store.console.desk import Desk
from sayso_store.schema import unit

MOST = 1000
_KEPT_SECONDS = 24 * 3600
_ONGOING = frozenset({
    Disposition.FETCHED, Disposition.EXTRACTED, Disposition.RESOLVED, Disposition.DUPLICATE, Disposition.NO_CLAIMS,
    Disposition.DEFERRED, Disposition.RETRIED, Disposition.LISTED, Disposition.HANDED_OVER,
})  # fmt: skip
"""Ends of a stage's work after which another stage, or another try, has it."""
_ORDER = ("ingest", "extract", "dedupe", "persist")

Url = Annotated[str, Field(min_length=1, max_length=4096)]


class Document(BaseModel):
    """A document itself, as plain text or as a saved page."""

    model_config = ConfigDict(str_strip_whitespace=True)

    text: str | None = Field(default=None, max_length=4_000_000)
    html: str | None = Field(default=None, max_length=4_000_000)
    url: Url | None = Field(default=None, description="Where it is from.")

    @model_validator(mode="after")
    def _is_something(self) -> Self:
        if bool(self.text) == bool(self.html):
            raise ValueError("a document is either text or html")
        return self


class PushRequest(BaseModel):
    """What is to be pushed, at most 1000 entries at once."""

    urls: list[Url] = Field(default=[], max_length=MOST)
    feeds: list[Url] = Field(default=[], max_length=100, description="Feeds to be read once.")
    sitemaps: list[Url] = Field(default=[], max_length=100, description="Sitemaps to be read once.")
    documents: list[Document] = Field(default=[], max_length=50)
    tags: str | None = Field(default=None, max_length=500, description="Words of your own, with commas between.")
    priority: int = Field(default=5, ge=0, le=9, description="0 is most urgent.")

    @model_validator(mode="after")
    def _is_something(self) -> Self:
        if not 0 < self.count <= MOST:
            raise ValueError(f"nothing is given, or more than {MOST} entries")
        return self

    @property
    def count(self) -> int:
        """How many entries it makes."""
        return len(self.urls) + len(self.feeds) + len(self.sitemaps) + len(self.documents)


class Pushed(Record):
    """What was put on the queue. ``id`` is what its progress is asked by."""

    id: str
    entries: int


class ItemProgress(Record):
    """One entry, and how far it has come. ``state``: waiting (nothing has ended), under_way, done or set_aside."""

    name: str
    kind: str
    correlation_id: str
    state: Literal["waiting", "under_way", "done", "set_aside"]
    stage: str | None = None
    disposition: str | None = None
    reason: str | None = None
    detail: str | None = None
    article_id: str | None = None
    statements: int = 0


class Progress(Record):
    """How far a push has come."""

    id: str
    pushed_at: str
    items: tuple[ItemProgress, ...]

    @property
    def ended(self) -> int:
        """Entries with nothing left to do."""
        return sum(each.state in ("done", "set_aside") for each in self.items)

    @property
    def statements(self) -> int:
        """What came of it."""
        return sum(each.statements for each in self.items)

    @property
    def is_over(self) -> bool:
        """Whether all have ended."""
        return self.ended == len(self.items)


@dataclass(frozen=True, slots=True)
class _Item:
    name: str
    kind: str


async def push(desk: Desk, wanted: PushRequest) -> Pushed:
    """Put everything on the queue. Raises RedisError, and then some of it may be there."""
    push_id = f"push-{secrets.token_hex(8)}"
    items: list[list[str]] = []
    events: list[UrlPushed] = []
    for item, event in _events(wanted):
        about = {"correlation_id": f"{push_id}.{len(events)}", "source": "console", "tags": wanted.tags}
        events.append(UrlPushed.model_validate({**event, **about, "priority": wanted.priority}))
        items.append([item.name[:500], item.kind])
    kept = json.dumps({"at": iso(desk.clock()), "items": items})
    await desk.redis.set(_key(desk, push_id), kept, ex=_KEPT_SECONDS)
    await spread(desk.redis, desk.partitions, URLS, events)
    return Pushed(id=push_id, entries=len(events))


def _events(wanted: PushRequest) -> Sequence[tuple[_Item, dict[str, object]]]:
    listings: list[tuple[str, PushedKind]] = [(each, "feed") for each in wanted.feeds]
    listings += [(each, "sitemap") for each in wanted.sitemaps]
    found: list[tuple[_Item, dict[str, object]]] = [(_Item(each, "page"), {"url": each}) for each in wanted.urls]
    found += [(_Item(url, kind), {"url": url, "kind": kind}) for url, kind in listings]
    for each in wanted.documents:
        name = each.url or f"“{(each.text or each.html or '').strip()[:80]}…”"
        found.append((_Item(name, "document"), each.model_dump(exclude_none=True)))
    return found


async def progress(desk: Desk, push_id: str) -> Progress | None:
    """How far a push has come; None where nothing is known of it."""
    raw = await desk.redis.get(_key(desk, push_id))
    if raw is None:
        return None
    kept = json.loads(raw)
    items = [_Item(*each) for each in kept["items"]]
    units = await asyncio.to_thread(_units, desk, [f"{push_id}.{number}" for number in range(len(items))])
    shown = [_progress(item, f"{push_id}.{number}", units) for number, item in enumerate(items)]
    return Progress(id=push_id, pushed_at=kept["at"], items=tuple(shown))


def _key(desk: Desk, push_id: str) -> str:
    return desk.keys.alone(f"console.push.{push_id}")


def _units(desk: Desk, correlations: Sequence[str]) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    with desk.engine.connect() as connection:
        query = select(unit).where(unit.c.correlation_id.in_(correlations)).order_by(unit.c.ended_at)
        for row in connection.execute(query).mappings():
            found.setdefault(row["correlation_id"], []).append(dict(row))
    return found


def _progress(item: _Item, correlation: str, units: dict[str, list[dict[str, object]]]) -> ItemProgress:
    own = units.get(correlation, [])
    if not own:
        return ItemProgress(name=item.name, kind=item.kind, correlation_id=correlation, state="waiting")
    last = max(own, key=lambda row: (_ORDER.index(str(row["stage"])) if row["stage"] in _ORDER else 0, row["ended_at"]))
    facts = [json.loads(str(row["facts"])) for row in own if row["stage"] == "persist"]
    return ItemProgress(
        name=item.name,
        kind=item.kind,
        correlation_id=correlation,
        state=_state(item, str(last["disposition"])),
        stage=str(last["stage"]),
        disposition=str(last["disposition"]),
        reason=None if last["reason"] is None else str(last["reason"]),
        detail=None if last["detail"] is None else str(last["detail"]),
        article_id=next((str(row["article_id"]) for row in own if row["article_id"]), None),
        statements=sum(int(each.get("statements") or 0) for each in facts),
    )


def _state(item: _Item, disposition: str) -> Literal["under_way", "done", "set_aside"]:
    if disposition == Disposition.DEAD_LETTERED:
        return "set_aside"
    if disposition == Disposition.LISTED and item.kind in ("feed", "sitemap"):
        return "done"
    return "under_way" if disposition in _ONGOING else "done"
