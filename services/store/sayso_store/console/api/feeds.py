"""Feeds of any query: RSS 2.0 and JSON Feed 1.1, the newest report first."""

from typing import Annotated, Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sayso_store.claim_query import ClaimQuery
from sayso_store.console.api.answers import Tagged
from sayso_store.console.desk import desk_of
from sayso_store.console.feed_text import described, pub_date, xml_text
from sayso_store.views import ClaimLine

router = APIRouter(tags=["feeds"], route_class=Tagged)

_ENTRIES = 50
_RSS = "application/rss+xml"
_JSON_FEED = "application/feed+json"


class Feed(ClaimQuery):
    """The query of a feed."""


@router.get(
    "/claims.rss",
    operation_id="claims_rss",
    response_class=Response,
    responses={200: {"description": "RSS 2.0", "content": {_RSS: {"schema": {"type": "string"}}}}},
)
def rss(request: Request, asked: Annotated[Feed, Query()]) -> Response:
    """The newest claims that answer a query, as RSS."""
    found, here = _found(request, asked), str(request.base_url)
    items = "".join(_item(each, here) for each in found)
    body = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(xml_text(_title(asked)))}</title><link>{escape(here)}</link>"
        f"<description>Who said what, as Sayso reads it</description>{items}</channel></rss>\n"
    )
    return Response(body, media_type=f"{_RSS}; charset=utf-8")


@router.get(
    "/claims.feed.json",
    operation_id="claims_json_feed",
    response_class=Response,
    responses={200: {"description": "JSON Feed 1.1", "content": {_JSON_FEED: {"schema": {"type": "object"}}}}},
)
def json_feed(request: Request, asked: Annotated[Feed, Query()]) -> Response:
    """The newest claims that answer a query, as a JSON Feed."""
    here = str(request.base_url)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(asked),
        "home_page_url": f"{here}{_query(asked)}",
        "feed_url": f"{here}api/v1/claims.feed.json{_query(asked)}",
        "items": [_json_item(each, here) for each in _found(request, asked)],
    }
    return JSONResponse(feed, media_type=_JSON_FEED)


def _found(request: Request, asked: Feed) -> tuple[ClaimLine, ...]:
    return desk_of(request).search.page(asked, limit=_ENTRIES).claims


def _query(asked: Feed) -> str:
    parameters = asked.as_parameters()
    return f"?{urlencode(parameters)}" if parameters else ""


def _title(asked: Feed) -> str:
    words = ", ".join(f"{name}: {value}" for name, value in asked.as_parameters().items())
    return f"Sayso claims · {words}" if words else "Sayso claims"


def _item(each: ClaimLine, here: str) -> str:
    link = escape(f"{here}claims/{each.claim.claim_id}")
    title = f"{each.claim.speaker or 'Nobody named'}: {each.claim.content}"
    return (
        f"<item><title>{escape(xml_text(title))}</title>"
        f'<link>{link}</link><guid isPermaLink="false">{escape(each.claim.claim_id)}</guid>'
        f"<pubDate>{pub_date(each.claim.last_seen)}</pubDate>"
        f"<description>{escape(xml_text(described(each)))}</description></item>"
    )


def _json_item(each: ClaimLine, here: str) -> dict[str, Any]:
    claim = each.claim
    return {
        "id": claim.claim_id,
        "url": f"{here}claims/{claim.claim_id}",
        "external_url": each.url,
        "title": claim.speaker or "Nobody named",
        "content_text": claim.content,
        "summary": described(each),
        "date_published": claim.first_seen,
        "date_modified": claim.last_seen,
        "tags": [f"disputed: {field}" for field in each.disputed],
    }
