"""M8 and M9, from the pushed URL to the article: over a real site, the real fetcher and the real parsing processes.

Whatever way leads to an article, it is one article, and the ways are kept; two articles stay two, and no page can take
the name of another site's.
"""

from collections.abc import Iterator

import pytest
import zstandard
from aiohttp import web

from sayso.contracts import Defer
from sayso.contracts.events import PageFetched, StatementsFound, UrlPushed
from sayso.contracts.records import ArticleRecord
from sayso_extract import pipeline
from sayso_extract.handler import Extract
from sayso_extract.parsers import Parsers
from sayso_extract.reading import Reading
from sayso_extract.settings import ExtractSettings
from sayso_ingest.handler import Ingest
from tests.integration.ingest.conftest import Hire
from tests.integration.ingest.town import Town

PATH = "/2025/04/09/bridge-closes-in-saltby"
SENTENCE = "<p>The old bridge over the Arle in Saltby, number {}, was closed on Monday, Ada Brook, the mayor, said.</p>"


def page(number: object = 1, head: str = "") -> web.Response:
    body = SENTENCE.format(number) + SENTENCE.format(f"{number} of the county")
    return web.Response(
        text=f"<!doctype html><html><head><title>Bridge {number}</title>{head}</head><body><article>{body}</article>",
        content_type="text/html",
    )


def canonical(href: str) -> str:
    return f'<link rel="canonical" href="{href}">'


@pytest.fixture
async def ingest(worker: Hire) -> Ingest:
    return await worker(host_delay=0, remember_days=0)


@pytest.fixture(scope="module")
def extract() -> Iterator[Extract]:
    with Parsers(ExtractSettings(parse_seconds=60)) as parsers:
        yield Extract(parsers, Reading())


async def fetched(ingest: Ingest, url: str) -> PageFetched:
    memo = ""
    while True:
        try:
            done = await ingest(UrlPushed(url=url), unit_id="1-0", correlation_id="c", memo=memo)
        except Defer as onward:
            memo = onward.memo
            continue
        (output,) = done.outputs
        assert isinstance(output.event, PageFetched)
        return output.event


async def article(ingest: Ingest, url: str) -> ArticleRecord:
    """What extract makes of the URL, without its processes."""
    event = await fetched(ingest, url)
    body = zstandard.ZstdDecompressor().decompress(event.body)
    return pipeline.read(body, url=event.final_url, led_here=(event.url, *event.redirects)).article


async def test_m8_every_way_leads_to_one_article(town: Town, ingest: Ingest) -> None:
    url = town.url("news", PATH)

    def news(request: web.Request) -> web.Response | None:
        match request.path:
            case "/robots.txt":
                return None
            case "/short" | "/2025/04/09/old-slug":
                return web.Response(status=301, headers={"Location": PATH})
            case "/story/4711":
                return page(head=canonical(PATH))
            case "/print":
                return page(head=f'<meta property="og:url" content="{url}#top">')
            case _:
                return page(head=canonical(url) if "relaunch" in request.path else "")

    town.answers["news"] = town.answers["m"] = town.answers["amp"] = town.answers["www"] = news
    town.answers["links"] = lambda _: web.Response(status=302, headers={"Location": f"{url}?utm_source=links"})
    ways = [
        url,
        town.url("links", "/x"),
        f"{url}/",
        f"{url}?utm_source=feed&utm_medium=rss",
        f"{url}?fbclid=abc#comments",
        f"{url}/amp",
        f"{url}?amp=1",
        url.replace("//", "//m."),
        url.replace("//", "//amp."),
        url.replace("//", "//www."),
        town.url("news", "/short"),
        town.url("news", "/2025/04/09/old-slug"),
        town.url("news", "/story/4711"),
        town.url("news", "/print"),
        town.url("news", "/relaunch/x"),
    ]
    found = {way: await article(ingest, way) for way in ways}
    assert len({each.article_id for each in found.values()}) == 1, {way: f.url for way, f in found.items()}
    for way, each in found.items():
        assert way.partition("#")[0] in (each.url, *each.aliases)
        assert each.fetched_url in (each.url, *each.aliases)
        assert each.url not in each.aliases
    assert found[town.url("links", "/x")].aliases == (town.url("links", "/x"),)
    assert found[town.url("news", "/short")].aliases == (town.url("news", "/short"),)
    assert found[town.url("news", "/story/4711")].aliases == (town.url("news", "/story/4711"),)
    assert found[town.url("news", "/story/4711")].url == url
    assert found[f"{url}/amp"].url == f"{url}/amp", "what is shown is a URL that answered"


def test_m8_http_and_https_are_one_article_each_shown_as_it_is() -> None:
    bodies = [b"<html><body><article>" + (SENTENCE.format(1) * 3).encode()] * 2
    urls = [f"{scheme}://news.example{PATH}" for scheme in ("http", "https")]
    plain, safe = (pipeline.read(body, url=url).article for body, url in zip(bodies, urls, strict=True))
    assert plain.article_id == safe.article_id
    assert [plain.url, safe.url] == urls


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("/show?id=1", "/show?id=2"),
        ("/?p=1", "/?p=2"),
        ("/story?page=1", "/story?page=2"),
        (f"{PATH}?page=2", PATH),
        (f"{PATH}/2", PATH),
        ("/a?article=1", "/a?article=2"),
        ("/Ab", "/aB"),
        ("/a", "/a.html"),
        ("/2025/04/09/x", "/2025/04/10/x"),
        ("/tag/amp", "/tag"),
        ("/a?lang=en", "/a?lang=cy"),
        ("/story/1", "/story/2"),
        ("/a%2Fb", "/a/b"),
    ],
)
async def test_m8_two_articles_stay_two(a: str, b: str, town: Town, ingest: Ingest) -> None:
    town.answers["news"] = lambda request: None if request.path == "/robots.txt" else page(request.path_qs)
    first, second = [await article(ingest, town.url("news", each)) for each in (a, b)]
    assert first.article_id != second.article_id
    assert not {first.url, *first.aliases} & {second.url, *second.aliases}


@pytest.mark.parametrize(
    ("href", "one", "other"),
    [
        ("/", "/2025/bridge", "/2025/road"),
        ("/index.html", "/2025/bridge", "/2025/road"),
        ("/2025/", "/2025/bridge", "/2025/road"),
        ("/2025/", "/show?id=1", "/show?id=2"),
        ("/show", "/show?id=1", "/show?id=2"),
        ("/show?id=0", "/show?id=1", "/show?id=2"),
        ("/category/local", "/2025/bridge", "/2025/road"),
        ("/undefined", "/2025/bridge", "/2025/road"),
        ("https://other.example/2025/x", "/2025/bridge", "/2025/road"),
    ],
)
async def test_m9_a_link_that_all_pages_have_makes_no_page_of_them(
    href: str, one: str, other: str, town: Town, ingest: Ingest
) -> None:
    """A broken template's canonical link would make one article of the whole site."""

    def news(request: web.Request) -> web.Response | None:
        return None if request.path == "/robots.txt" else page(request.path_qs, canonical(href))

    town.answers["news"] = news
    found = [await article(ingest, town.url("news", each)) for each in (one, other)]
    assert found[0].article_id != found[1].article_id
    assert [each.url for each in found] == [town.url("news", each) for each in (one, other)]


async def test_m9_another_sites_name_is_an_alias_only(town: Town, ingest: Ingest) -> None:
    theirs = town.url("other", PATH)
    town.answers["other"] = lambda request: None if request.path == "/robots.txt" else page()
    town.answers["news"] = lambda request: None if request.path == "/robots.txt" else page(head=canonical(theirs))
    own, taken = await article(ingest, town.url("news", PATH)), await article(ingest, theirs)
    assert own.article_id != taken.article_id
    assert (own.url, own.aliases) == (town.url("news", PATH), (theirs,))


async def test_m8_the_stage_passes_on_what_led_to_the_page(town: Town, ingest: Ingest, extract: Extract) -> None:
    def news(request: web.Request) -> web.Response | None:
        if request.path == "/short":
            return web.Response(status=301, headers={"Location": PATH})
        return None if request.path == "/robots.txt" else page(head='<link rel="amphtml" href="/amp/x">')

    town.answers["news"] = news
    event = await fetched(ingest, town.url("news", "/short"))
    (output,) = (await extract(event, correlation_id="c")).outputs
    found = StatementsFound.from_fields(output.event.to_fields()).article
    assert (found.url, found.fetched_url) == (town.url("news", PATH), town.url("news", PATH))
    assert found.aliases == (town.url("news", "/short"), town.url("news", "/amp/x"))
