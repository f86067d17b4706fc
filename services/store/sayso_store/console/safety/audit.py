"""The audit line: one for every change that somebody makes through the console, and for every sign-in."""

from typing import Any

import structlog
from starlette.requests import Request

log = structlog.get_logger("sayso.audit")


def audit(request: Request, action: str, **about: Any) -> None:
    """Say who did what. The session is told by its beginning, so that lines of one person can be put together."""
    visitor = request.state.visitor
    log.info(
        "console_change",
        action=action,
        role=visitor.role.name.lower(),
        session=visitor.session[:8] or None,
        by="token" if visitor.by_token else "session",
        address=request.client.host if request.client else None,
        **about,
    )
