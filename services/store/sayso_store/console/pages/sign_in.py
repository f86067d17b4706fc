"""``/sign-in``: a token for a session, and ``/sign-out``: the end of it."""

import asyncio

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso_store.console.desk import desk_of
from sayso_store.console.problems import Problem
from sayso_store.console.rendering import page
from sayso_store.console.safety.access import Role, Visitor
from sayso_store.console.safety.audit import audit
from sayso_store.console.safety.guard import session_cookie

router = APIRouter()

_SLOW = 0.5
"""Seconds that a wrong token costs."""


@router.get("/sign-in")
async def form(request: Request) -> Response:
    """The form."""
    return page(request, "sign_in.html", after=_local(request.query_params.get("next", "/")), wrong=False)


@router.post("/sign-in")
async def enter(request: Request) -> Response:
    """A session, if the token is one of ours. A browser of another site cannot send this: see the cookie."""
    desk = desk_of(request)
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Problem(403, "other_origin", "The request comes from a page that is not ours.")
    sent = await request.form()
    after = _local(str(sent.get("next", "/")))
    address = request.client.host if request.client else ""
    if wait := desk.tries.wait(address, 1):
        raise Problem(429, "too_many_tries", "Too many tries to sign in; wait a little.", retry_after=wait)
    role = desk.access.role_of(str(sent.get("token", "")))
    if role is Role.NOBODY:
        audit(request, "sign_in_refused")
        await asyncio.sleep(_SLOW)
        return page(request, "sign_in.html", status=401, after=after, wrong=True)
    session = desk.access.session(role)
    request.state.visitor = Visitor(role, session)
    audit(request, "sign_in")
    secure = desk.settings.console_tls != "none"
    return RedirectResponse(after, 303, {"set-cookie": session_cookie(session, secure=secure)})


@router.post("/sign-out")
async def leave(request: Request) -> Response:
    """Forget the session."""
    audit(request, "sign_out")
    secure = desk_of(request).settings.console_tls != "none"
    return RedirectResponse("/sign-in", 303, {"set-cookie": session_cookie("", secure=secure)})


def _local(path: str) -> str:
    """A path of ours, and no other site's."""
    fine = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if fine else "/"
