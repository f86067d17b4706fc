"""``/speakers``: who says most, and ``/speakers/NAME``: what one has said over time."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sayso_store.console.desk import desk_of
from sayso_store.console.differences import differences
from sayso_store.console.problems import Problem
from sayso_store.console.rendering import page

router = APIRouter()

ON_A_PAGE = 50


@router.get("/speakers")
def speakers(request: Request) -> Response:
    """The list."""
    part = request.query_params.get("name", "").strip()[:200]
    found = desk_of(request).speakers.page(part or None, limit=100)
    return page(request, "speakers.html", part=part, found=found)


@router.get("/speakers/{name:path}")
def speaker(request: Request, name: str) -> Response:
    """One of them."""
    try:
        found = desk_of(request).speakers(name, limit=ON_A_PAGE, after=request.query_params.get("after") or None)
    except ValueError as error:
        raise Problem(400, "cursor", f"{error}: begin at the first page") from None
    if found is None:
        raise Problem(404, "no_speaker", "Nothing that counts is said under this name.")
    sides = [(each, *differences(each.earlier.content, each.later.content)) for each in found.changes]
    return page(request, "speaker.html", detail=found, sides=sides)
