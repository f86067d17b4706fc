"""Standing queries: kept, listed, tested and removed."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from sayso.contracts.wire import Record
from sayso.runtime.watch_abilities import DeliveryView, NewWatch, WatchAdded, WatchRefused, WatchView
from sayso_store.claim_query import ClaimQuery
from sayso_store.console.api.answers import Id, Tagged
from sayso_store.console.desk import desk_of
from sayso_store.console.problems import Problem
from sayso_store.console.safety.audit import audit

router = APIRouter(prefix="/watches", tags=["watches"], route_class=Tagged)


class WatchQuery(ClaimQuery):
    """The conditions; one that is unknown is refused, since a watch without it would tell everything."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class WatchRequest(Record):
    """A query to be kept."""

    name: str = Field(default="", max_length=100, description="What people call it; its conditions, if not given.")
    query: WatchQuery = Field(description="What an event's claim has to be like.")
    webhook: str | None = Field(default=None, max_length=2048, description="URL that matches are posted to, signed.")
    since: int | None = Field(
        default=None, ge=0, le=2**53, description="The position on `claims` after which it begins; unset: now."
    )


class WatchList(Record):
    """All watches, the oldest first."""

    watches: tuple[WatchView, ...]


class Deliveries(Record):
    """A watch's matches and tests, the newest first."""

    deliveries: tuple[DeliveryView, ...]


class TestAsked(Record):
    """A test that is on its way: look for it among the deliveries."""

    match_id: str


class Redriven(Record):
    """How many matches are tried again."""

    matches: int


@router.get("", operation_id="list_watches")
def list_watches(request: Request) -> WatchList:
    """All standing queries, and how each goes."""
    return WatchList(watches=tuple(desk_of(request).watches.all()))


@router.post("", operation_id="add_watch", status_code=201)
def add_watch(request: Request, wanted: WatchRequest) -> WatchAdded:
    """Keep a query. The secret that signs its webhooks is told in this answer only."""
    new = NewWatch(
        name=wanted.name, query=wanted.query.as_parameters(), webhook=wanted.webhook, since=wanted.since
    )  # fmt: skip
    try:
        added = desk_of(request).watches.add(new)
    except WatchRefused as refused:
        raise Problem(422, "watch_refused", str(refused)) from None
    audit(request, "watch_add", watch=added.watch_id)
    return added


@router.delete("/{watch_id}", operation_id="remove_watch", status_code=204, response_class=Response)
def remove_watch(request: Request, watch_id: Id) -> Response:
    """Forget a watch and its matches."""
    if not desk_of(request).watches.remove(watch_id):
        raise _unknown()
    audit(request, "watch_remove", watch=watch_id)
    return Response(status_code=204)


@router.get("/{watch_id}/deliveries", operation_id="list_deliveries")
def list_deliveries(
    request: Request,
    watch_id: Id,
    dead: Annotated[bool, Query(description="Only what was given up.")] = False,
    limit: Annotated[int, Query(ge=1, le=500, description="How many at most.")] = 50,
) -> Deliveries:
    """A watch's last matches and tests, and how their delivery went."""
    try:
        return Deliveries(deliveries=tuple(desk_of(request).watches.deliveries(watch_id, dead=dead, limit=limit)))
    except LookupError:
        raise _unknown() from None


@router.post("/{watch_id}/test", operation_id="test_watch", status_code=202)
def test_watch(request: Request, watch_id: Id) -> TestAsked:
    """Have a signed sample posted to the watch's webhook."""
    try:
        match_id = desk_of(request).watches.ask_test(watch_id)
    except LookupError:
        raise _unknown() from None
    except WatchRefused as refused:
        raise Problem(422, "watch_refused", str(refused)) from None
    audit(request, "watch_test", watch=watch_id)
    return TestAsked(match_id=match_id)


@router.post("/{watch_id}/redrive", operation_id="redrive_watch")
def redrive_watch(request: Request, watch_id: Id) -> Redriven:
    """Let the matches that were given up be posted again."""
    try:
        count = desk_of(request).watches.redrive(watch_id)
    except LookupError:
        raise _unknown() from None
    audit(request, "watch_redrive", watch=watch_id, matches=count)
    return Redriven(matches=count)


def _unknown() -> Problem:
    return Problem(404, "no_watch", "No watch has this id.")
