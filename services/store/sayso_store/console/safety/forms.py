"""Held against forgery: what is sent to change something must come from a page of the same session.

A form carries its session's token in the field ``forgery``, htmx in the header ``X-Forgery-Token``. A program with a
bearer token needs neither, since no page can make a browser send that header. Without any token in use, a program on
this machine sends JSON, which no page elsewhere can make a browser send unasked.
"""

from starlette.requests import Request

from sayso_store.console.desk import desk_of
from sayso_store.console.problems import Problem
from sayso_store.console.safety.guard import SAFE

HEADER, FIELD = "x-forgery-token", "forgery"


async def not_forged(request: Request) -> None:
    """Dependency of every page. Raises Problem."""
    if request.method in SAFE:
        return
    sent = request.headers.get(HEADER)
    if sent is None:
        sent = str((await request.form()).get(FIELD, ""))
    _hold(request, sent)


async def not_forged_json(request: Request) -> None:
    """Dependency of the whole API. Raises Problem."""
    visitor, access = request.state.visitor, desk_of(request).access
    if request.method in SAFE or visitor.by_token:
        return
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise Problem(415, "json_needed", "Send JSON, with Content-Type: application/json.")
    if not (access.is_open and not visitor.session):
        _hold(request, request.headers.get(HEADER, ""))


def _hold(request: Request, sent: str) -> None:
    if desk_of(request).access.is_forged(request.state.visitor.session, sent):
        raise Problem(403, "forged", "The page is too old, or not ours: load it again, and send again.")
