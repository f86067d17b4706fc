"""``/watches``: standing queries, with a form for a new one, and ``/watches/ID``: its deliveries and dead letters.

The secret of a new watch is shown on the page that answers the form, and nowhere else.
"""

import asyncio

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.runtime.watch_abilities import NewWatch, WatchAdded, WatchRefused
from sayso_store.console.desk import desk_of
from sayso_store.console.pages.asked import Asked, asked, asked_by
from sayso_store.console.problems import Problem
from sayso_store.console.rendering import page
from sayso_store.console.safety.audit import audit

router = APIRouter()

_SHOWN = 50
_SAYS = {
    "removed": "The watch is gone, with its matches.",
    "tested": "A signed sample is on its way; load this page again in a moment to see what was answered.",
    "testing": "A sample is on its way already.",
    "redriven": "What was given up is posted again.",
    "streamed": "This watch has no webhook to be tested; its matches are on the stream matches.",
}


@router.get("/watches")
def watches(request: Request) -> Response:
    """All watches, and the form, filled with the query in the address."""
    return _page(request, asked(request))


@router.post("/watches")
async def add(request: Request) -> Response:
    """Keep the query that is typed; what makes no sense comes back with a word why."""
    sent = await request.form()
    wanted = asked_by(sent)
    if wanted.wrong:
        return await asyncio.to_thread(_page, request, wanted, sent, status=422)
    try:
        new = NewWatch(
            name=str(sent.get("name", "")).strip(),
            query=wanted.query.as_parameters(),
            webhook=str(sent.get("webhook", "")).strip() or None,
        )
        added = await asyncio.to_thread(desk_of(request).watches.add, new)
    except (WatchRefused, ValidationError) as error:
        refused = error.args[0] if isinstance(error, WatchRefused) else "the name or the webhook's URL is too long"
        return await asyncio.to_thread(_page, request, wanted, sent, status=422, refused=refused)
    audit(request, "watch_add", watch=added.watch_id)
    return await asyncio.to_thread(_page, request, asked_by({}), added=added)


@router.get("/watches/{watch_id}")
def watch(request: Request, watch_id: str) -> Response:
    """One watch with its last matches and tests, and what was given up."""
    book = desk_of(request).watches
    found = next((each for each in book.all() if each.watch_id == watch_id), None)
    if found is None:
        raise _unknown()
    return page(
        request,
        "watch.html",
        watch=found,
        deliveries=book.deliveries(watch_id, limit=_SHOWN),
        dead=book.deliveries(watch_id, dead=True, limit=_SHOWN),
        done=_SAYS.get(request.query_params.get("done", ""), ""),
    )


@router.post("/watches/{watch_id}")
async def act(request: Request, watch_id: str) -> Response:
    """Test a watch, redrive what was given up, or remove it."""
    act = str((await request.form()).get("act", ""))
    done = await asyncio.to_thread(_done, request, watch_id, act)
    audit(request, f"watch_{act}", watch=watch_id)
    return RedirectResponse("/watches?done=removed" if act == "remove" else f"/watches/{watch_id}?done={done}", 303)


def _done(request: Request, watch_id: str, act: str) -> str:
    book = desk_of(request).watches
    try:
        if act == "remove":
            if not book.remove(watch_id):
                raise _unknown()
            return "removed"
        if act == "test":
            if next((each.webhook for each in book.all() if each.watch_id == watch_id), None) is None:
                return "streamed"
            book.ask_test(watch_id)
            return "tested"
        if act == "redrive":
            book.redrive(watch_id)
            return "redriven"
    except LookupError:
        raise _unknown() from None
    except WatchRefused:
        return "testing"
    raise Problem(422, "act", "A watch is tested, redriven or removed.")


def _page(
    request: Request,
    wanted: Asked,
    sent: FormData | None = None,
    *,
    status: int = 200,
    refused: str = "",
    added: WatchAdded | None = None,
) -> Response:
    typed = {name: "" if sent is None else str(sent.get(name, "")) for name in ("name", "webhook")}
    done = _SAYS.get(request.query_params.get("done", ""), "")
    found = desk_of(request).watches.all()
    return page(
        request, "watches.html", status=status, found=found, asked=wanted, typed=typed, refused=refused, added=added,
        done=done,
    )  # fmt: skip


def _unknown() -> Problem:
    return Problem(404, "no_watch", "No watch has this id.")
