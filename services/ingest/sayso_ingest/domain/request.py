"""What is asked of a server besides the URL: the kind of answer that can be read, and what is known already.

A page is asked for as HTML or text. A listing (a feed or a sitemap) may be XML or JSON, also under the types servers
give to files. With ``validators``, the ``ETag`` and ``Last-Modified`` of an earlier answer, a server may say 304 and
send nothing. They belong to the URL that gave that answer: sent to another one, to which a redirect may lead by now, an
old date would make it say 304 for a page that nobody has. Who asks: ``handler``, by way of ``adapters.http``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sayso_ingest.domain.sniff import LISTING_TYPES, PAGE_TYPES, Media, listing_of, media_of

_CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for. ``validators`` are response headers of the answer that is at hand, names in lower case;
    ``about`` is the URL that gave it, None if any URL may be asked with them."""

    listing: bool = False
    validators: Mapping[str, str] = field(default_factory=dict)
    about: str | None = None

    def headers(self, url: str) -> dict[str, str]:
        """The headers of a request for that URL."""
        return {"Accept": LISTINGS if self.listing else PAGES} | self.conditions(url)

    def conditions(self, url: str) -> dict[str, str]:
        """Of these, the ones that let the server say that nothing has changed."""
        if self.about not in (None, url):
            return {}
        return {_CONDITIONS[name]: value for name, value in self.validators.items() if name in _CONDITIONS}

    def may_be_read(self, declared: str) -> bool:
        """Whether a body declared so is worth downloading at all."""
        return declared in (LISTING_TYPES if self.listing else PAGE_TYPES)

    def media_of(self, head: bytes, declared: str) -> Media | None:
        """How a body is read, from its first bytes, or None if it is not."""
        return listing_of(head) if self.listing else media_of(head, declared)


PAGES = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
LISTINGS = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "application/json;q=0.8, */*;q=0.1"
)

A_PAGE = Ask()
A_LISTING = Ask(listing=True)
