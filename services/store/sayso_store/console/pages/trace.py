"""``/trace``: paste a URL or an id, and see its life and why it made no claim."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sayso_store.console.desk import desk_of
from sayso_store.console.rendering import page
from sayso_store.console.tracing import trace

router = APIRouter()

LONGEST = 2048


@router.get("/trace")
async def traced(request: Request) -> Response:
    """The page; with ``what`` in its address, the life of that."""
    what = request.query_params.get("what", "").strip()[:LONGEST]
    found = await trace(desk_of(request), what) if what else None
    return page(request, "trace.html", what=what, found=found)
