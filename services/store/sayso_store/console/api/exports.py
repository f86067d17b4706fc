"""Exports: all claims that answer a query, as a file that is written while it is read."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sayso.runtime.exporting import FORMATS, ExportFormat
from sayso_store.claim_query import ClaimQuery
from sayso_store.console.desk import desk_of
from sayso_store.everything import Everything

router = APIRouter(tags=["claims"])

MOST = 100_000


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
    pieces = (piece.encode() for piece in form.write(Everything(desk_of(request).engine).of(asked, asked.limit)))
    headers = {"content-disposition": f'attachment; filename="claims.{form.suffix}"'}
    return StreamingResponse(pieces, media_type=form.media, headers=headers)
