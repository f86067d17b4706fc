"""``/pipeline``: how each stage does, what was set aside and can be put back, hosts that wait, and what is wrong."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso_store.console import dead_letters
from sayso_store.console.desk import desk_of
from sayso_store.console.problems import Problem
from sayso_store.console.rendering import page
from sayso_store.console.safety.audit import audit
from sayso_store.console.watching import plot

router = APIRouter()


@router.get("/pipeline")
async def pipeline(request: Request) -> Response:
    """The page; htmx asks for the stages alone, every few seconds."""
    desk = desk_of(request)
    status = await desk.watch.look()
    plots = {each.name: (plot(past.waiting), max(past.waiting, default=0)) for each in status.stages
             if (past := desk.watch.past_of(each.name))}  # fmt: skip
    if request.headers.get("hx-request"):
        return page(request, "pipeline_stages.html", found=status, plots=plots)
    letters = await dead_letters.some(desk) if status.redis else None
    moved = request.query_params.get("moved", "")
    moved = moved if moved in ("redriven", "dropped", "gone", "refused") else ""
    return page(request, "pipeline.html", found=status, plots=plots, letters=letters, moved=moved)


@router.post("/pipeline/letters")
async def move(request: Request) -> Response:
    """Put one letter back, or drop it."""
    sent = await request.form()
    name, act = str(sent.get("letter", "")), str(sent.get("act", ""))
    names = dead_letters.named(name)
    if act not in ("redrive", "drop"):
        raise Problem(422, "act", "A letter is put back or dropped.")
    done = await (dead_letters.redrive if act == "redrive" else dead_letters.drop)(desk_of(request), names)
    (fate,) = done.letters
    audit(request, act, letter=fate.name, fate=fate.fate)
    return RedirectResponse(f"/pipeline?moved={fate.fate}#letters", 303)
