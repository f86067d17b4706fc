"""``/``: the claims, the newest report first, with filters in the address, and live as they arrive."""

from collections.abc import AsyncIterator
from itertools import islice
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sayso_store.console.desk import desk_of
from sayso_store.console.live import Hub, Looker, news
from sayso_store.console.pages.asked import Asked, asked
from sayso_store.console.problems import Problem
from sayso_store.console.rendering import fragment, page

router = APIRouter()

ON_A_PAGE = 50
_ARRIVING = 3
_EVERY, _BEAT = 0.5, 15.0


@router.get("/")
def claims(request: Request) -> Response:
    """The page, or what htmx asks of it: the results, or more lines."""
    wanted = asked(request)
    try:
        found = desk_of(request).search.page(
            wanted.query, limit=ON_A_PAGE, after=request.query_params.get("after") or None
        )
    except ValueError as error:
        raise Problem(400, "cursor", f"{error}: begin at the first page") from None
    parts = {"results": "claims_results.html", "more": "claims_lines.html"}
    target = request.headers.get("hx-target", "") if request.headers.get("hx-request") else ""
    return page(request, parts.get(target, "claims.html"), asked=wanted, found=found)


@router.get("/live/claims")
async def live(request: Request) -> Response:
    """The claims that arrive and answer the query, as server-sent events."""
    hub, wanted = desk_of(request).hub, asked(request)
    if hub.is_full:
        raise Problem(503, "too_many_lookers", "Too many are looking on already.", retry_after=30)
    return StreamingResponse(_sent(hub, wanted), media_type="text/event-stream")


async def _sent(hub: Hub, wanted: Asked) -> AsyncIterator[bytes]:
    with hub.looking(wanted.query) as looker:
        yield b"retry: 3000\n\n"
        async for came in news(hub, looker, every=_EVERY, beat=_BEAT):
            yield _told(looker, wanted) if came else b": still here\n\n"


def _told(looker: Looker, wanted: Asked) -> bytes:
    newest = list(islice(reversed(looker.events), _ARRIVING))
    return _event("arriving", "claims_arriving.html", events=newest) + _event(
        "fresh", "claims_fresh.html", count=looker.came, asked=wanted
    )


def _event(name: str, template: str, **context: Any) -> bytes:
    lines = fragment(template, **context).splitlines()
    return "\n".join([f"event: {name}", *(f"data: {line}" for line in lines), "", ""]).encode()
