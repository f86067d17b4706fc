"""Speakers: a list by the number of statements, and what one has said over time."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request

from sayso_store.console.api.answers import After, Id, Limit, Tagged
from sayso_store.console.desk import desk_of
from sayso_store.console.problems import Problem
from sayso_store.views import SpeakerDetail, SpeakerPage

router = APIRouter(prefix="/speakers", tags=["speakers"], route_class=Tagged)

Part = Annotated[str | None, Query(max_length=200, description="Part of the name.")]


@router.get("", operation_id="list_speakers")
def list_speakers(request: Request, name: Part = None, limit: Limit = 50) -> SpeakerPage:
    """Speakers, those with the most statements first."""
    return desk_of(request).speakers.page((name or "").strip() or None, limit=limit)


@router.get("/{name}", operation_id="show_speaker")
def show_speaker(request: Request, name: Id, limit: Limit = 50, after: After = None) -> SpeakerDetail:
    """What is said under a name, the newest first, with what does not go together."""
    try:
        found = desk_of(request).speakers(name, limit=limit, after=after)
    except ValueError as error:
        raise Problem(400, "cursor", str(error)) from None
    if found is None:
        raise Problem(404, "no_speaker", "Nothing that counts is said under this name.")
    return found
