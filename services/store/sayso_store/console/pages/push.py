"""``/push``: URLs, a feed or a text onto the queue, and ``/push/ID``: watch them go through."""

from typing import Any

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso_store.console.desk import desk_of
from sayso_store.console.problems import Problem
from sayso_store.console.pushing import PushRequest, progress, push
from sayso_store.console.rendering import duration, page
from sayso_store.console.safety.audit import audit

router = APIRouter()

FIELDS = ("urls", "feeds", "text", "text_url", "tags")


@router.get("/push")
async def form(request: Request) -> Response:
    """The empty form."""
    return page(request, "push.html", typed=dict.fromkeys(FIELDS, ""), wrong=None)


@router.post("/push")
async def send(request: Request) -> Response:
    """Push what is typed; what cannot be pushed comes back with a word why."""
    sent = await request.form(max_part_size=8 << 20)
    typed = {name: str(sent.get(name, "")) for name in FIELDS}
    try:
        wanted = _wanted(typed)
        await pay(request, wanted)
    except (ValidationError, Problem) as error:
        wrong = error.detail if isinstance(error, Problem) else _says(error)
        return page(request, "push.html", status=422, typed=typed, wrong=wrong)
    pushed = await push(desk_of(request), wanted)
    audit(request, "push", push=pushed.id, entries=pushed.entries)
    return RedirectResponse(f"/push/{pushed.id}", 303)


@router.get("/push/{push_id}")
async def watch(request: Request, push_id: str) -> Response:
    """How far it has come; htmx asks for the table alone, until all have ended."""
    found = await progress(desk_of(request), push_id)
    if found is None:
        raise Problem(404, "no_push", "Nothing is known of this push: it is more than a day old, or was never made.")
    part = bool(request.headers.get("hx-request"))
    return page(request, "push_progress.html" if part else "pushed.html", found=found)


async def pay(request: Request, wanted: PushRequest) -> None:
    """Count a push against its visitor's rate. Raises Problem."""
    visitor = request.state.visitor.session or (request.client.host if request.client else "")
    wait = desk_of(request).rate.wait(visitor, wanted.count)
    if wait:
        most = desk_of(request).settings.console_push_per_minute
        when = f"; try again in {duration(wait)}" if wait != float("inf") else ", so push fewer at once"
        raise Problem(429, "too_many", f"At most {most} entries can be pushed a minute{when}.", retry_after=wait)


def _wanted(typed: dict[str, str]) -> PushRequest:
    fields: dict[str, Any] = {name: _lines(typed[name]) for name in ("urls", "feeds")}
    if typed["text"].strip():
        fields["documents"] = [{"text": typed["text"], "url": typed["text_url"].strip() or None}]
    return PushRequest.model_validate({**fields, "tags": typed["tags"].strip() or None})


def _lines(text: str) -> list[str]:
    found = (line.partition(" #")[0].strip() for line in text.splitlines())
    return [line for line in found if line and not line.startswith("#")]


def _says(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    said = first["msg"].removeprefix("Value error, ")
    return f"{where}: {said}" if where else said
