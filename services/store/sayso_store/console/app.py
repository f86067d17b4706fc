"""The application: pages, API and files behind one guard, and what an error looks like to people and to programs."""

from typing import Any

import structlog
from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from sayso.runtime.abilities import StoreAway
from sayso_store.console.api import router as api
from sayso_store.console.api.description import describe
from sayso_store.console.desk import Desk
from sayso_store.console.pages import article, claim, claims, pipeline, push, sign_in, speakers, trace, watches
from sayso_store.console.problems import Problem, problem_response
from sayso_store.console.rendering import STATIC, page
from sayso_store.console.safety.forms import not_forged
from sayso_store.console.safety.guard import API, Guard

log = structlog.get_logger(__name__)

_FOR_EVER = "public, max-age=31536000, immutable"
_PAGES = (claims, claim, article, speakers, watches, pipeline, trace, push)


class _Files(StaticFiles):
    """The files of ``static``; one that is asked for with its version never changes."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, to be kept by the browser."""
        answer = await super().get_response(path, scope)
        answer.headers["cache-control"] = _FOR_EVER if scope["query_string"].startswith(b"v=") else "no-cache"
        return answer


def make_app(desk: Desk) -> FastAPI:
    """The application on a desk. Nothing is read yet."""
    app = FastAPI(title="Sayso", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    for each in _PAGES:
        app.include_router(each.router, dependencies=[Depends(not_forged)], include_in_schema=False)
    app.include_router(sign_in.router, include_in_schema=False)
    app.include_router(api)
    describe(app)
    app.mount("/static", _Files(directory=str(STATIC)))
    app.add_middleware(Guard, settings=desk.settings, access=desk.access)
    kinds = (Problem, HTTPException, RequestValidationError, SQLAlchemyError, StoreAway, RedisError, OSError, Exception)
    for kind in kinds:
        app.add_exception_handler(kind, _answer)
    return app


async def _answer(request: Request, error: Exception) -> Response:
    problem = problem_of(error)
    if problem.status >= 500:
        log.warning("console_error", path=request.url.path, code=problem.code, error=str(error)[:300])
    if request.url.path.startswith(API) or not hasattr(request.state, "visitor"):
        return problem_response(problem)
    answer = page(request, "error.html", status=problem.status, problem=problem)
    answer.headers.update(problem.headers)
    return answer


def problem_of(error: Exception) -> Problem:
    """What is told of an error: never more than a visitor may know."""
    if isinstance(error.__cause__ or error, ClientDisconnect):  # who is gone reads no answer: the guard cut it off
        return Problem(413, "too_large", "That is more than can be sent at once.")
    match error:
        case Problem():
            return error
        case RequestValidationError():
            return Problem(422, "invalid", "; ".join(_fault(each) for each in error.errors()[:5]))
        case HTTPException(status_code=404):
            return Problem(404, "not_found", "There is nothing at this address.")
        case HTTPException(status_code=405):
            return Problem(405, "method", "Nothing here answers to that method.", allow=_allowed(error))
        case HTTPException():
            return Problem(error.status_code, "refused", str(error.detail))
        case SQLAlchemyError() | StoreAway():
            return Problem(503, "store_unavailable", "The store does not answer. Try again in a moment.", retry_after=5)
        case RedisError():
            return Problem(503, "redis_unavailable", "Redis does not answer. Try again in a moment.", retry_after=5)
        case _:
            return Problem(500, "unexpected_error", "The console made a mistake; its log has the details.")


def _allowed(error: Exception) -> str | None:
    return (getattr(error, "headers", None) or {}).get("Allow")


def _fault(fault: Any) -> str:
    where = ".".join(str(part) for part in fault["loc"][1:])
    said = fault["msg"].removeprefix("Value error, ")
    return f"{where}: {said}" if where else str(said)
