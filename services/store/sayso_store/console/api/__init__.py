"""``/api/v1``: everything the pages show and do, as JSON. ``description`` makes its OpenAPI document.

Answers to GET carry an ETag and are 304 where nothing changed; lists have a ``limit`` and a cursor; what goes wrong is
problem+json with a stable code.
"""

from fastapi import APIRouter, Depends

from sayso_store.console.api import articles, claims, exports, feeds, operation, pushes, speakers, traces, watches
from sayso_store.console.api.answers import PROBLEMS
from sayso_store.console.safety.forms import not_forged_json

router = APIRouter(prefix="/api/v1", dependencies=[Depends(not_forged_json)], responses=PROBLEMS)
for each in (exports, feeds, claims, articles, speakers, operation, traces, pushes, watches):
    router.include_router(each.router)
