"""M11: what publishers ask for beyond robots.txt is done or noted. Pages without an article: ``test_no_article``."""

import pytest
from aiohttp import web

from sayso.contracts import Discard, Disposition, Done, Reason
from sayso.contracts.events import UrlPushed
from sayso_ingest.domain.response import Response
from sayso_ingest.handler import Ingest
from tests.integration.ingest.conftest import Hire
from tests.integration.ingest.town import Town


class Shelf:
    """An archive that notes what it is given."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    async def keep(self, response: Response, fetched_at: str) -> str | None:
        self.kept.append(response.final_url)
        return f"shelf:{len(self.kept)}"


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def ingest(worker: Hire, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Ingest:
    one = await worker(host_delay=0)
    monkeypatch.setattr(one, "_archive", shelf)
    return one


def says(town: Town, *headers: tuple[str, str], head: str = "") -> str:
    """A page with these wishes; its URL."""

    def news(request: web.Request) -> web.Response | None:
        if request.path == "/robots.txt":
            return None
        answer = web.Response(text=f"<!doctype html><head>{head}</head><p>Words", content_type="text/html")
        for name, value in headers:
            answer.headers.add(name, value)
        return answer

    town.answers["news"] = news
    return town.url("news", "/a")


async def visit(ingest: Ingest, url: str) -> Done:
    return await ingest(UrlPushed(url=url), unit_id="1-0", correlation_id="c")


@pytest.mark.parametrize(
    ("headers", "head"),
    [
        ([("X-Robots-Tag", "noarchive")], ""),
        ([("X-Robots-Tag", "otherbot: nofollow"), ("X-Robots-Tag", "noarchive")], ""),
        ([("X-Robots-Tag", "Sayso: noarchive")], ""),
        ([], '<meta name="robots" content="noarchive">'),
    ],
)
async def test_m11_noarchive_is_not_archived(
    headers: list[tuple[str, str]], head: str, town: Town, ingest: Ingest, shelf: Shelf
) -> None:
    done = await visit(ingest, says(town, *headers, head=head))
    assert (done.disposition, done.facts["noarchive"], shelf.kept) == (Disposition.FETCHED, True, [])
    (output,) = done.outputs
    assert getattr(output.event, "archived", "") is None


async def test_m11_what_is_said_to_others_is_not_said_to_us(town: Town, ingest: Ingest, shelf: Shelf) -> None:
    done = await visit(ingest, says(town, ("X-Robots-Tag", "otherbot: noarchive, noindex")))
    assert {"noarchive", "noindex"}.isdisjoint(done.facts)
    assert len(shelf.kept) == 1
    (output,) = done.outputs
    assert getattr(output.event, "archived", None) == "shelf:1"


async def test_m11_noindex_is_a_fact(town: Town, ingest: Ingest, shelf: Shelf) -> None:
    done = await visit(ingest, says(town, ("X-Robots-Tag", "noindex")))
    assert (done.disposition, done.facts["noindex"], len(shelf.kept)) == (Disposition.FETCHED, True, 1)


@pytest.mark.parametrize(
    ("headers", "head"),
    [([("TDM-Reservation", "1")], ""), ([], '<meta name="tdm-reservation" content="1">')],
)
async def test_m11_a_reservation_is_heeded_unless_the_operator_has_a_licence(
    headers: list[tuple[str, str]], head: str, town: Town, ingest: Ingest, shelf: Shelf, worker: Hire
) -> None:
    url = says(town, *headers, head=head)
    with pytest.raises(Discard) as end:
        await visit(ingest, url)
    assert (end.value.disposition, end.value.reason) == (Disposition.ROBOTS_DENIED, Reason.TDM_RESERVED)
    assert shelf.kept == []
    licensed = await worker(host_delay=0, tdm_reservation="ignore")
    assert (await visit(licensed, url)).disposition is Disposition.FETCHED


async def test_m11_a_given_page_has_wishes_too(ingest: Ingest, shelf: Shelf) -> None:
    html = b'<meta name="robots" content="noarchive"><p>Words'
    done = await ingest(UrlPushed(html=html), unit_id="1-0", correlation_id="c")
    assert (done.facts["noarchive"], shelf.kept) == (True, [])
