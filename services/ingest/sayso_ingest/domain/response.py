"""What a fetch brings home: the body and the few HTTP facts that help to read it.

Header values come from strangers and go on into JSON, so they are cut and made clean text here, once. Made by
``adapters.http``, turned into a ``PageFetched`` by ``handler``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso_ingest.domain.sniff import Media

KEPT_HEADERS = frozenset(
    {"content-language", "content-type", "date", "etag", "last-modified", "link", "tdm-reservation", "x-robots-tag"},
)
LONGEST_VALUE = 1024
"""Characters kept of a header's value."""


@dataclass(frozen=True, slots=True)
class Response:
    """A page. ``redirects`` are the URLs that led on to ``final_url``, in order."""

    url: str
    final_url: str
    status: int
    media: Media
    charset: str | None
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    redirects: tuple[str, ...] = ()


def headers_that_matter(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The headers worth keeping, names in lower case, repeated ones joined. Of links, only the canonical one.

    Lines of ``X-Robots-Tag`` are joined with ``;``: a crawler's name goes for the rest of its own line only.
    """
    kept: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        if key not in KEPT_HEADERS or (key == "link" and "canonical" not in value.lower()):
            continue
        text = clean(value)
        between = "; " if key == "x-robots-tag" else ", "
        kept[key] = f"{kept[key]}{between}{text}"[:LONGEST_VALUE] if key in kept else text
    return kept


def clean(value: str) -> str:
    """A header's value as text that any encoder takes, cut to length."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")[:LONGEST_VALUE]
