"""What the API's answers have in common: the problems they may be, ETags, and the bounds of lists."""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Path, Query
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from sayso_store.console.problems import MEDIA, ProblemRecord

_SAID = {
    400: "The request makes no sense.",
    401: "A token is needed.",
    403: "The token does not allow it.",
    404: "There is no such thing.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    421: "The console is not known by this host name.",
    422: "The request makes no sense.",
    429: "Too many at once; Retry-After says when to come back.",
    503: "The store or Redis is away, or the console is busy.",
}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemRecord, "description": said, "content": {MEDIA: {}}} for status, said in _SAID.items()
}

Id = Annotated[str, Path(min_length=1, max_length=200)]
Limit = Annotated[int, Query(ge=1, le=500, description="How many at most.")]
After = Annotated[str | None, Query(max_length=400, description="The cursor of the page before: its `next`.")]


class Tagged(APIRoute):
    """A route whose answers to GET have an ETag, and no body for who has it already."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with the tag around it."""
        handler = super().get_route_handler()

        async def tagged(request: Request) -> Response:
            answer = await handler(request)
            body = getattr(answer, "body", None)
            if request.method != "GET" or answer.status_code != 200 or not isinstance(body, bytes):
                return answer
            tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
            kept = {"etag": tag, "cache-control": "private, no-cache"}
            if tag in [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]:
                return Response(status_code=304, headers=kept)
            answer.headers.update(kept)
            return answer

        return tagged
