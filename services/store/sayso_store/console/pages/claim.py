"""``/claims/ID``: one claim with its evidence, its conflicts and its history."""

from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso_store.console.desk import desk_of
from sayso_store.console.differences import differences
from sayso_store.console.problems import Problem
from sayso_store.console.rendering import page
from sayso_store.views import ClaimDetail

router = APIRouter()


@router.get("/claims/{claim_id}")
def claim(request: Request, claim_id: str) -> Response:
    """The page."""
    found = desk_of(request).claims(claim_id)
    if found is None:
        raise Problem(404, "no_claim", "No claim has this id. It may have been mistyped: ids are whole or not at all.")
    if found.claim.claim_id != claim_id:
        return RedirectResponse(f"/claims/{quote(found.claim.claim_id, safe='')}", 308)
    sides = [(each, *differences(found.claim.content, each.claim.content)) for each in found.conflicts]
    return page(request, "claim.html", detail=found, sides=sides, opening=_opening(found), why=WHY)


def _opening(found: ClaimDetail) -> str | None:
    """When it was said, as the evidence that opened it tells."""
    said = [each for group in found.evidence for each in group.statements]
    first = next((each for each in said if each.verdict == "new"), said[0] if said else None)
    if first is None:
        return None
    when = first.evidence.said_when
    return (when.start if when else None) or first.evidence.published or first.fetched_at


WHY = {
    "none_near": "nothing alike was known",
    "none_alike": "others were compared, and none was the same",
    "exact": "the same words",
    "cut_copy": "the same words, one of them cut off",
    "same_words": "nearly the same words, and no field that differs",
}
"""Rules in words, where the name alone says too little."""
