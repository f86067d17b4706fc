"""Templates, and how words from the web look in them: escaped, without a way to steer the eye.

Jinja2 escapes everything; nothing in this package marks a text from the web as safe. Beyond that, every value that is
put into a page goes through :func:`visible`: characters that turn text around (bidi overrides, embeddings, isolates)
and control characters are shown by their code points, so that what is read is what stands there. The marks that Arabic
and Hebrew need stay.
"""

import hashlib
import re
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sayso_store.console.desk import desk_of
from sayso_store.console.text_parts import marked

STATIC = files("sayso_store.console") / "static"
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LONGEST_LINK = 2048


def visible(value: Any) -> Any:
    """A value as a page shows it. Markup of the templates' own is left as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _STEERING.sub(lambda found: f"[U+{ord(found.group()):04X}]", value)
    return "" if value is None else value


def web_link(url: str | None) -> str | None:
    """A URL that may be a link: of the web, and nothing that runs."""
    if not url or len(url) > _LONGEST_LINK or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def moment(value: str | None) -> str:
    """A time as people read it: 3 Jun 2031, 14:05. What is no time stays as it is."""
    try:
        when = datetime.fromisoformat(value or "")
    except ValueError:
        return value or ""
    day = f"{when.day} {when:%b} {when.year}"
    return day if len(value or "") <= len("2031-06-03") else f"{day}, {when:%H:%M}"


def duration(seconds: float) -> str:
    """Seconds as people read them: 4 s, 3 min, 2 h, 5 d."""
    for size, word in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.0f} {word}"
    return f"{seconds:.0f} s"


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 outlet, 1,200 outlets."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


@cache
def asset(name: str) -> str:
    """The address of a file in ``static``, which changes when the file does."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def _address(path: str) -> str:
    return quote(path, safe="")


@cache
def environment() -> Environment:
    """The templates."""
    made = Environment(
        loader=PackageLoader("sayso_store.console"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(web_link=web_link, moment=moment, duration=duration, plural=plural, address=_address)
    made.filters["evidence_parts"] = lambda passage: marked(passage.text, passage.spans)
    made.globals["asset"] = asset
    return made


def fragment(template: str, **context: Any) -> str:
    """A part of a page."""
    return environment().get_template(template).render(**context)


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A whole page, or a part that htmx asked for; ``visitor`` and its forgery token are known to every template."""
    visitor, access = request.state.visitor, desk_of(request).access
    forgery = access.forgery_token(visitor.session) if visitor.session else ""
    shared = {"visitor": visitor, "forgery": forgery, "is_open": access.is_open, "path": request.url.path}
    return HTMLResponse(fragment(template, **shared, **context), status)
