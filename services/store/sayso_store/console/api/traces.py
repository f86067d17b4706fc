"""Traces: one thing's life, and why it made no claim."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request

from sayso_store.console.api.answers import Tagged
from sayso_store.console.desk import desk_of
from sayso_store.console.tracing import Trace, trace

router = APIRouter(prefix="/trace", tags=["operation"], route_class=Tagged)

What = Annotated[
    str,
    Query(
        min_length=1, max_length=2048, description="A URL, or the id of an article, claim, statement, entry or push."
    ),
]


@router.get("", operation_id="trace")
async def show_trace(request: Request, what: What) -> Trace:
    """What became of it. What nobody knows has an empty life, and the verdict says so."""
    return await trace(desk_of(request), what)
