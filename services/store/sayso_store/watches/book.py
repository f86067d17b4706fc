"""The list of watches as people work with it: the ability ``watches``, and the console.

A test is a sample event, self-written about fictional people, that the role ``watch`` posts like a match: so it tells
whether the real way is open, from where the real matches start. The secret that signs a watch's webhooks is made here,
told once, and kept in the store, since signing needs it; ``all`` never shows it, nor what looks like a secret in a URL.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError
from sqlalchemy import Engine, RowMapping

from sayso.contracts.events import ClaimEventData
from sayso.contracts.examples import EXAMPLES
from sayso.runtime.clock import Clock, iso, utc_now
from sayso.runtime.masking import masked_text
from sayso.runtime.watch_abilities import DeliveryView, NewWatch, WatchAdded, WatchRefused, WatchView
from sayso_store.adapters.delivery_rows import DeliveryRows
from sayso_store.adapters.watch_rows import WatchRows
from sayso_store.claim_query import ClaimQuery
from sayso_store.watches.signing import KEY_BYTES, secret_of

MOST = 1000
"""Watches there may be: each event is held against each, and each may have a connection of its own."""


@dataclass(frozen=True, slots=True)
class WatchBook:
    """``watch_abilities.Watches`` on an open, migrated engine. Raises SQLAlchemy's errors where the store is away."""

    engine: Engine
    clock: Clock = utc_now

    def add(self, new: NewWatch) -> WatchAdded:
        """Keep a query. Raises WatchRefused."""
        query = _query(new.query)
        if new.webhook is not None:
            _hold_up(new.webhook)
        name = (new.name.strip() or _words(query))[:100]
        watch_id = f"wch_{secrets.token_hex(8)}"
        secret = secret_of(secrets.token_bytes(KEY_BYTES)) if new.webhook else None
        values = {
            "watch_id": watch_id,
            "name": name,
            "query": json.dumps(query.as_parameters()),
            "webhook": new.webhook,
            "secret": secret,
            "created_at": iso(self.clock()),
        }
        if not WatchRows(self.engine).add(values, new.since, MOST):
            raise WatchRefused(f"there are {MOST} watches already, and no more are kept")
        return WatchAdded(watch_id=watch_id, name=name, secret=secret)

    def all(self) -> Sequence[WatchView]:
        """All of them, the oldest first."""
        head, rows = WatchRows(self.engine).views()
        return [_view(row, head) for row in rows]

    def remove(self, name: str) -> bool:
        """Forget a watch with its matches."""
        row = WatchRows(self.engine).named(name)
        return row is not None and WatchRows(self.engine).remove(row["watch_id"])

    def deliveries(self, name: str, *, dead: bool = False, limit: int = 20) -> Sequence[DeliveryView]:
        """The newest matches and tests of a watch, or only what was given up. Raises LookupError."""
        rows = DeliveryRows(self.engine).of_watch(self._named(name)["watch_id"], dead=dead, limit=limit)
        return [_delivery(row) for row in rows]

    def ask_test(self, name: str) -> str:
        """Ask for a signed sample to be posted; the id it will have. Raises LookupError and WatchRefused."""
        row = self._named(name)
        if row["webhook"] is None:
            raise WatchRefused("this watch has no webhook; its matches are on the stream matches")
        event = EXAMPLES[ClaimEventData]
        assert isinstance(event, ClaimEventData)
        match_id = f"{row['watch_id']}.test.{secrets.token_hex(4)}"
        values: dict[str, Any] = {
            "match_id": match_id,
            "watch_id": row["watch_id"],
            "position": None,
            "type": event.type,
            "claim_id": event.claim.claim_id,
            "data": event.model_dump_json(exclude_none=True),
            "matched_at": iso(self.clock()),
            "state": "waiting",
        }
        if not DeliveryRows(self.engine).add_test(values):
            raise WatchRefused("a test of this watch is on its way already")
        return match_id

    def outcome(self, match_id: str) -> DeliveryView | None:
        """What became of a match or a test."""
        row = DeliveryRows(self.engine).by_id(match_id)
        return None if row is None else _delivery(row)

    def redrive(self, name: str) -> int:
        """Let what was given up be tried again; how many. Raises LookupError."""
        return DeliveryRows(self.engine).redrive(self._named(name)["watch_id"])

    def _named(self, name: str) -> RowMapping:
        row = WatchRows(self.engine).named(name)
        if row is None:
            raise LookupError(f"no watch is called {name!r}, or more than one")
        return row


def _query(asked: dict[str, str]) -> ClaimQuery:
    unknown = sorted(asked.keys() - ClaimQuery.model_fields.keys())
    if unknown:
        raise WatchRefused(f"no such condition: {', '.join(unknown)}")
    try:
        query = ClaimQuery.model_validate(asked)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        raise WatchRefused(f"{where}: {said}" if where else said) from None
    if query.words and not query.terms:
        raise WatchRefused("words: there is no word in it")
    return query


def _hold_up(url: str) -> None:
    """The form of a webhook's URL; where it may lead is for the gate to say, whenever it is posted to."""
    try:
        parts = urlsplit(url)
        well = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.username or parts.fragment)
    except ValueError:
        well = False
    if not well or not url.isprintable() or " " in url:
        raise WatchRefused("webhook: a URL is wanted that begins with https:// or http://, without user and fragment")


def _words(query: ClaimQuery) -> str:
    return ", ".join(f"{name}: {value}" for name, value in query.as_parameters().items()) or "all claims"


def _view(row: RowMapping, head: int) -> WatchView:
    known = {name: row[name] for name in WatchView.model_fields if name in row}
    shown = {"query": json.loads(row["query"]), "webhook": row["webhook"] and masked_text(row["webhook"])}
    return WatchView(**{**known, **shown, "lag": max(0, head - row["position"])})


def _delivery(row: RowMapping) -> DeliveryView:
    known = {name: row[name] for name in DeliveryView.model_fields if name in row}
    return DeliveryView(**known, test=row["position"] is None)
