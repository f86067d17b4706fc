"""What every request passes before a page or the API sees it, and what every answer carries.

In order: the host name must be one of ours (a page elsewhere may point its own name at this machine), the body must
not be too large, the visitor must be known, and one that changes something must be allowed to, come from a page of
ours, and not by GET. Forms are held against their session's forgery token in ``forms``, since that needs the body.

Answers are refused to frames, tell nobody else where they were read and run no script but ours.
"""

from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso_store.console.problems import Problem, problem_response
from sayso_store.console.rendering import fragment
from sayso_store.console.safety.access import COOKIE, SESSION_SECONDS, Access, Role, Visitor
from sayso_store.console.settings import ConsoleSettings

LARGEST_BODY = 8 << 20
"""Bytes of a request's body."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
API = "/api/"
OPEN_TO_ALL = ("/static/", "/sign-in", "/sign-out")
"""What needs no token: the look of the page, and the way in and out."""

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))  # fmt: skip
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # without any, a form's Origin would be null
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, *, settings: ConsoleSettings, access: Access) -> None:
        self._app, self._access = app, access
        self._names, self._any_name = settings.names, not settings.is_loopback and not settings.console_names
        self._secure = settings.console_tls != "none"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        visitor = self._access.visitor(headers.get("authorization"), _cookies(headers))
        fresh = None
        if not visitor.session and self._access.is_open and not visitor.by_token and not scope["path"].startswith(API):
            fresh = self._access.session(Role.OPERATE)
            visitor = self._access.visitor(None, {COOKIE: fresh})
        scope.setdefault("state", {})["visitor"] = visitor
        answer = _Answer(send, fresh, self._secure)
        refused = self._refuse(scope, headers, visitor)
        if refused is not None:
            await self._told(refused, scope, headers, visitor)(scope, receive, answer)
            return
        await self._app(scope, _Bounded(receive), answer)

    def _told(self, refused: Problem | ASGIApp, scope: Scope, headers: Headers, visitor: Visitor) -> ASGIApp:
        """A problem as its reader wants it: a page for people."""
        if not isinstance(refused, Problem):
            return refused
        if scope["path"].startswith(API) or "text/html" not in headers.get("accept", ""):
            return problem_response(refused)
        about = {"visitor": visitor, "forgery": "", "is_open": self._access.is_open, "path": scope["path"]}
        body = fragment("error.html", problem=refused, **about)
        return HTMLResponse(body, refused.status, refused.headers)

    def _refuse(self, scope: Scope, headers: Headers, visitor: Visitor) -> Problem | ASGIApp | None:
        method, path = scope["method"], scope["path"]
        if not self._any_name and _host(headers.get("host", "")) not in self._names:
            what = "This console is not known by that name; name it in SAYSO_CONSOLE_NAMES."
            return Problem(421, "unknown_host", what)
        if _length(headers) > LARGEST_BODY:
            return Problem(413, "too_large", f"At most {LARGEST_BODY >> 20} MB can be sent at once.")
        if not visitor.may_read and not path.startswith(OPEN_TO_ALL):
            if path.startswith(API) or method not in SAFE:
                return Problem(401, "token_needed", "Send Authorization: Bearer and a token.")
            asked = path + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
            return RedirectResponse(f"/sign-in?next={quote(asked)}", 303)
        if method in SAFE or path.startswith(OPEN_TO_ALL):
            return None
        if not visitor.may_operate:
            return Problem(403, "operate_needed", "Your token may look, and change nothing.")
        if _is_from_elsewhere(headers):
            return Problem(403, "other_origin", "The request comes from a page that is not ours.")
        return None


class _Answer:
    """Sends an answer on, with the headers that every answer has."""

    def __init__(self, send: Send, session: str | None, secure: bool) -> None:
        self._send, self._session, self._secure = send, session, secure

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
            if self._session is not None:
                headers.append("set-cookie", session_cookie(self._session, secure=self._secure))
        await self._send(message)


class _Bounded:
    """Receives a body, and ends it where it is too large: a chunked one does not say so before."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._left = receive, LARGEST_BODY

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        return message if self._left >= 0 else {"type": "http.disconnect"}


def session_cookie(value: str, *, secure: bool) -> str:
    """The header's value: for this site only, and out of reach of scripts."""
    lasts = SESSION_SECONDS if value else 0
    kept = f"{COOKIE}={value}; Path=/; Max-Age={lasts}; HttpOnly; SameSite=Strict"
    return f"{kept}; Secure" if secure else kept


def _cookies(headers: Headers) -> dict[str, str]:
    found: SimpleCookie = SimpleCookie()
    try:
        found.load("; ".join(headers.getlist("cookie")))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in found.items()}


def _host(header: str) -> str:
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""


def _length(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 19 else LARGEST_BODY + 1


def _is_from_elsewhere(headers: Headers) -> bool:
    """A browser says where a request comes from; a program says nothing."""
    if headers.get("sec-fetch-site", "same-origin") not in _OWN_SITE:
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


_OWN_SITE: Iterable[str] = frozenset({"same-origin", "none"})
