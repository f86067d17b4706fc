"""Exports: all claims that answer a query, as a file that is written while it is read."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sayso.runtime.abilities import ClaimView
from sayso.runtime.exporting import FORMATS, ExportFormat
from sayso_store.adapters.claim_search import ClaimSearch
from sayso_store.claim_query import ClaimQuery
from sayso_store.console.desk import Desk, desk_of
from sayso_store.reading import StoredClaims

router = APIRouter(tags=["claims"])

MOST = 100_000
_AT_ONCE = 200


class Export(ClaimQuery):
    """A query, the format, and how many claims at most."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    format: ExportFormat = "jsonl"
    limit: int = Field(default=MOST, ge=1, le=MOST, description="How many at most.")


@router.get(
    "/claims/export",
    operation_id="export_claims",
    response_class=Response,
    responses={
        200: {
            "description": "A file: CSV, JSON Lines, or schema.org as JSON-LD.",
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                "application/jsonl": {"schema": {"type": "string"}},
                "application/ld+json": {"schema": {"type": "object"}},
            },
        }
    },
)
def export_claims(request: Request, asked: Annotated[Export, Query()]) -> Response:
    """Claims with all their evidence, as a file."""
    form = FORMATS[asked.format]
    pieces = (piece.encode() for piece in form.write(_all(desk_of(request), asked)))
    headers = {"content-disposition": f'attachment; filename="claims.{form.suffix}"'}
    return StreamingResponse(pieces, media_type=form.media, headers=headers)


def _all(desk: Desk, asked: Export) -> Iterator[ClaimView]:
    search, stored, left, after = ClaimSearch(desk.engine), StoredClaims(desk.engine), asked.limit, None
    while left > 0:
        page = search.page(asked, limit=min(left, _AT_ONCE), after=after)
        yield from stored.of_ids([each.claim.claim_id for each in page.claims])
        left, after = left - len(page.claims), page.next
        if after is None:
            return
