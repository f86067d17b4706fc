"""What went wrong, as RFC 9457 problem+json for programs; ``app`` makes a page of the same for people."""

from typing import Any

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

MEDIA = "application/problem+json"
_TITLES = {
    400: "The request makes no sense",
    401: "A token is needed",
    403: "Not allowed",
    404: "There is no such thing",
    405: "That cannot be done here",
    413: "That is too much at once",
    415: "In another form, please",
    421: "Not known by that name",
    422: "The request makes no sense",
    429: "Too many at once",
    500: "Something went wrong here",
    503: "Something that is needed is away",
}


class Problem(Exception):
    """An answer that is not what was asked for. ``code`` is stable and for programs, ``detail`` for people."""

    def __init__(
        self, status: int, code: str, detail: str, *, retry_after: float | None = None, allow: str | None = None
    ) -> None:
        super().__init__(status, code, detail)
        self.status, self.code, self.detail = status, code, detail
        self.retry_after, self.allow = retry_after, allow

    @property
    def title(self) -> str:
        """A few words on the status."""
        return _TITLES.get(self.status, "That did not work")

    def as_data(self) -> dict[str, Any]:
        """The members of RFC 9457, and the code."""
        about = {"title": self.title, "status": self.status, "detail": self.detail, "code": self.code}
        return {"type": "about:blank", **about}

    @property
    def headers(self) -> dict[str, str]:
        """The headers that go with it."""
        told: dict[str, str] = {}
        if self.retry_after is not None and self.retry_after != float("inf"):
            told["retry-after"] = str(max(1, round(self.retry_after)))
        if self.allow is not None:
            told["allow"] = self.allow
        if self.status == 401:
            told["www-authenticate"] = 'Bearer realm="sayso"'
        return told


class ProblemRecord(BaseModel):
    """A problem as the API's description shows it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str = Field(description="A stable word in snake case.")


def problem_response(problem: Problem) -> JSONResponse:
    """The problem for a program."""
    return JSONResponse(problem.as_data(), problem.status, problem.headers, media_type=MEDIA)
