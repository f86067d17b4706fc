"""The handler over a fetcher made of a dictionary: what becomes of each kind of entry."""

import hashlib
from datetime import UTC, datetime

import pytest
import zstandard

from sayso.contracts import Discard, Disposition, Done, Reason
from sayso.contracts.events import PageFetched, UrlPushed
from sayso_ingest.domain.response import Response
from sayso_ingest.handler import Ingest

URL = "https://example.com/a"
PAGE = Response(
    url=URL,
    final_url="https://example.com/b",
    status=203,
    media="html",
    charset="utf-8",
    body=b"<p>Hello</p>" * 100,
    headers={"etag": '"1"'},
    redirects=(URL,),
)


class Shelf:
    """A fetcher that knows one page and counts."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def fetch(self, url: str) -> Response:
        self.asked.append(url)
        if url != URL:
            raise Discard(Disposition.UNREACHABLE, Reason.HTTP_STATUS, "404 Not Found")
        return PAGE


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def ingest(shelf: Shelf) -> Ingest:
    return Ingest(shelf, clock=lambda: datetime(2026, 11, 24, 12, 0, tzinfo=UTC))


def page(done: Done) -> PageFetched:
    (output,) = done.outputs
    assert output.stream == "pages"
    assert isinstance(output.event, PageFetched)
    return output.event


async def test_a_url_is_fetched_and_handed_over(ingest: Ingest, shelf: Shelf) -> None:
    done = await ingest(UrlPushed(url=URL, source="feed", tags="a,b"), correlation_id="c1")
    assert done.disposition is Disposition.FETCHED
    assert done.facts == {"status": 203, "bytes": 1200, "redirects": 1}
    event = page(done)
    assert shelf.asked == [URL]
    assert (event.url, event.final_url, event.status, event.media) == (URL, "https://example.com/b", 203, "html")
    assert (event.charset, event.http_headers, event.source, event.tags) == ("utf-8", {"etag": '"1"'}, "feed", "a,b")
    assert event.fetched_at == "2026-11-24T12:00:00.000Z"
    assert zstandard.ZstdDecompressor().decompress(event.body) == PAGE.body
    assert len(event.body) < len(PAGE.body)
    assert event.sha256 == hashlib.sha256(PAGE.body).hexdigest()


async def test_the_pushers_correlation_id_wins(ingest: Ingest) -> None:
    assert page(await ingest(UrlPushed(url=URL), correlation_id="ours")).correlation_id == "ours"
    pushed = UrlPushed(url=URL, correlation_id="theirs")
    assert page(await ingest(pushed, correlation_id="ours")).correlation_id == "theirs"


async def test_failures_of_the_fetcher_pass_through(ingest: Ingest) -> None:
    with pytest.raises(Discard, match="404 Not Found"):
        await ingest(UrlPushed(url="https://example.com/none"), correlation_id="c")


async def test_given_html_is_not_fetched(ingest: Ingest, shelf: Shelf) -> None:
    body = "<p>Grüße</p>".encode("latin-1")
    event = page(await ingest(UrlPushed(url="https://example.com", html=body), correlation_id="c"))
    assert shelf.asked == []
    assert (event.media, event.charset, event.status) == ("html", None, 200)
    assert (event.url, event.final_url) == ("https://example.com", "https://example.com/")
    assert zstandard.ZstdDecompressor().decompress(event.body) == body


async def test_given_text_without_a_url_is_named_by_its_hash(ingest: Ingest) -> None:
    event = page(await ingest(UrlPushed(text="Grüße"), correlation_id="c"))
    assert (event.media, event.charset) == ("text", "utf-8")
    assert event.url == event.final_url == f"urn:sha256:{hashlib.sha256('Grüße'.encode()).hexdigest()}"


async def test_a_given_documents_url_may_be_private_since_it_is_not_fetched(ingest: Ingest, shelf: Shelf) -> None:
    event = page(await ingest(UrlPushed(url="http://127.0.0.1:9/x", text="Words"), correlation_id="c"))
    assert event.url == "http://127.0.0.1:9/x"
    assert shelf.asked == []


@pytest.mark.parametrize("url", ["not a url", "/path", "http://user@example.com/", "http://"])
async def test_a_given_documents_url_must_be_one(ingest: Ingest, url: str) -> None:
    with pytest.raises(Discard) as refused:
        await ingest(UrlPushed(url=url, text="Words"), correlation_id="c")
    assert (refused.value.disposition, refused.value.reason) == (Disposition.REFUSED, Reason.URL_MALFORMED)


async def test_a_given_document_must_hold_something(ingest: Ingest) -> None:
    with pytest.raises(Discard) as refused:
        await ingest(UrlPushed(html=b" \n\t"), correlation_id="c")
    assert (refused.value.disposition, refused.value.reason) == (Disposition.NO_ARTICLE, Reason.EMPTY)


async def test_a_given_document_is_bounded_like_a_fetched_one(shelf: Shelf) -> None:
    ingest = Ingest(shelf, max_body=4)
    assert (await ingest(UrlPushed(text="four"), correlation_id="c")).facts["bytes"] == 4
    with pytest.raises(Discard) as refused:
        await ingest(UrlPushed(text="füür"), correlation_id="c")
    assert (refused.value.disposition, refused.value.reason) == (Disposition.TOO_LARGE, Reason.BODY_TOO_LARGE)
