"""Pushing, and how far it has come."""

from fastapi import APIRouter
from starlette.requests import Request

from sayso_store.console.api.answers import Id, Tagged
from sayso_store.console.desk import desk_of
from sayso_store.console.pages.push import pay
from sayso_store.console.problems import Problem
from sayso_store.console.pushing import Progress, Pushed, PushRequest, progress, push
from sayso_store.console.safety.audit import audit

router = APIRouter(prefix="/pushes", tags=["operation"], route_class=Tagged)


@router.post("", operation_id="push", status_code=202)
async def send(request: Request, wanted: PushRequest) -> Pushed:
    """Put URLs, feeds, sitemaps or documents on the queue. What is answered 202 is on it."""
    await pay(request, wanted)
    pushed = await push(desk_of(request), wanted)
    audit(request, "push", push=pushed.id, entries=pushed.entries)
    return pushed


@router.get("/{push_id}", operation_id="show_push")
async def show_push(request: Request, push_id: Id) -> Progress:
    """How far each entry of a push has come. Kept for a day."""
    found = await progress(desk_of(request), push_id)
    if found is None:
        raise Problem(404, "no_push", "Nothing is known of this push: it is more than a day old, or was never made.")
    return found
