"""Claims: by query, one with all its evidence, and its events."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import ConfigDict, Field
from starlette.requests import Request

from sayso.contracts.wire import Record
from sayso_store.claim_query import ClaimQuery
from sayso_store.console.api.answers import Id, Tagged
from sayso_store.console.desk import desk_of
from sayso_store.console.problems import Problem
from sayso_store.views import ClaimDetail, ClaimPage, EventShown

router = APIRouter(prefix="/claims", tags=["claims"], route_class=Tagged)


class ClaimListing(ClaimQuery):
    """A query, and which part of what it finds."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    limit: int = Field(default=50, ge=1, le=500, description="How many at most.")
    after: str | None = Field(default=None, max_length=400, description="The cursor of the page before: its `next`.")


class Events(Record):
    """A claim's events as far as they are kept, the oldest first."""

    events: tuple[EventShown, ...]


@router.get("", operation_id="list_claims")
def list_claims(request: Request, asked: Annotated[ClaimListing, Query()]) -> ClaimPage:
    """Claims that answer the query. The newest report first; with words, the claim that was stated last first."""
    try:
        return desk_of(request).search.page(asked, limit=asked.limit, after=asked.after)
    except ValueError as error:
        raise Problem(400, "cursor", str(error)) from None


@router.get("/{claim_id}", operation_id="show_claim")
def show_claim(request: Request, claim_id: Id) -> ClaimDetail:
    """One claim with its evidence in paragraphs, its conflicts and its events."""
    found = desk_of(request).claims(claim_id)
    if found is None:
        raise Problem(404, "no_claim", "No claim has this id.")
    return found


@router.get("/{claim_id}/events", operation_id="list_events")
def list_events(request: Request, claim_id: Id) -> Events:
    """What was published of a claim. A claim that nobody knows has none."""
    return Events(events=desk_of(request).claims.events(claim_id))
