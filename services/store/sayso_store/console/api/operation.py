"""The pipeline's state and its dead letters."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request

from sayso.contracts.wire import Record
from sayso.runtime.observing.report import Status
from sayso_store.console import dead_letters
from sayso_store.console.api.answers import Tagged
from sayso_store.console.dead_letters import Fates, LetterNames, Letters
from sayso_store.console.desk import desk_of
from sayso_store.console.safety.audit import audit
from sayso_store.console.watching import Past

router = APIRouter(tags=["operation"], route_class=Tagged)

Word = Annotated[str | None, Query(max_length=100)]
Few = Annotated[int, Query(ge=1, le=dead_letters.MOST)]


class Pipeline(Record):
    """How the pipeline does, and each stage's last quarter of an hour, a look every ten seconds."""

    status: Status
    past: dict[str, Past]


@router.get("/pipeline", operation_id="show_pipeline")
async def show_pipeline(request: Request) -> Pipeline:
    """What ``sayso status`` tells: stages, workers, Redis, store, hosts that wait, and what is wrong."""
    watch = desk_of(request).watch
    status = await watch.look()
    return Pipeline(status=status, past={each.name: watch.past_of(each.name) for each in status.stages})


@router.get("/dead-letters", operation_id="list_dead_letters")
async def list_dead_letters(request: Request, stage: Word = None, reason: Word = None, limit: Few = 25) -> Letters:
    """What was set aside, the oldest first."""
    return await dead_letters.some(desk_of(request), stage=stage, reason=reason, limit=limit)


@router.post("/dead-letters/redrive", operation_id="redrive_dead_letters")
async def redrive(request: Request, wanted: LetterNames) -> Fates:
    """Put letters back on their streams. Each becomes one entry, however often this is sent."""
    done = await dead_letters.redrive(desk_of(request), wanted.letters)
    _tell(request, "redrive", done)
    return done


@router.post("/dead-letters/drop", operation_id="drop_dead_letters")
async def drop(request: Request, wanted: LetterNames) -> Fates:
    """Delete letters for good."""
    done = await dead_letters.drop(desk_of(request), wanted.letters)
    _tell(request, "drop", done)
    return done


def _tell(request: Request, action: str, done: Fates) -> None:
    for each in done.letters:
        audit(request, action, letter=each.name, fate=each.fate)
