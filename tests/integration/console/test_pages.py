"""The pages: what they show, and that nothing on them runs."""

import re

import pytest
from httpx import AsyncClient
from sqlalchemy import Engine

from sayso_store.adapters.sql import SqlStore
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import LAST, claim, one

PAGES = (
    "/", "/?words=bridge", "/?number=nonsense&since=2031-05-03&until=2031-05-01", "/?words=nowhere",
    f"/claims/{claim('a')}", f"/claims/{claim('b')}", "/articles/article_a", "/articles/article_a3", "/speakers",
    "/speakers/ana%20marsh", "/speakers?name=nobody", "/pipeline", "/watches",
    "/watches?words=bridge&number=nonsense", "/watches/none", "/trace", "/trace?what=https://a.example/story",
    "/trace?what=never-seen", "/push", "/sign-in", "/nothing", "/claims/none",
)  # fmt: skip

RUNS = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals='js", re.IGNORECASE)

HOSTILE = (
    "</p><script>alert(1)</script><img src=x onerror=alert(1)> <a href='javascript:alert(1)'>x</a> \u202eevil\u202c "
    "{{ 7*7 }} \x1b[31m"
)


@pytest.mark.parametrize("address", PAGES)
async def test_nothing_on_a_page_runs_but_our_files(client: AsyncClient, address: str) -> None:
    answer = await client.get(address)
    assert answer.status_code in ((404,) if "no" in address.rpartition("/")[2][:4] else (200,))
    assert RUNS.findall(answer.text) == []
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


async def test_words_from_the_web_are_text(client: AsyncClient, engine: Engine) -> None:
    event = one("h", content=HOSTILE, outlet=f"Outlet {HOSTILE}", speaker=f"Ana {HOSTILE}", at=LAST)
    hostile = {"title": HOSTILE, "url": "javascript:alert(1)", "section": HOSTILE, "language": '"><script>'}
    event = event.model_copy(update={"article": event.article.model_copy(update=hostile)})
    SqlStore(engine).persist([event], NOW)
    for address in ("/", f"/claims/{claim('h')}", "/articles/article_h", "/speakers", "/trace?what=article_h"):
        body = (await client.get(address)).text
        assert "&lt;script&gt;alert(1)" in body
        assert "{{ 7*7 }}" in body
        assert "[U+202E]evil[U+202C]" in body
        assert "\u202e" not in body
        assert "[U+001B]" in body
        assert re.search(r"""(href|src)=['"]?\s*javascript""", body, re.IGNORECASE) is None
        assert re.search(r"<(script|img)[^>]*(onerror|>alert)", body) is None


async def test_a_claim(client: AsyncClient) -> None:
    body = (await client.get(f"/claims/{claim('a')}")).text
    assert '<mark class="evidence">The old bridge is safe for 140 people.</mark>' in body
    assert "1 copy of this text: <bdi>Blaze</bdi>" in body
    assert "merged by exact, alike 1.00" in body
    assert "They differ in: <strong>number</strong>" in body
    assert '<mark class="differs">not</mark> safe.' in body
    assert "corroborated" in body


async def test_filters_stand_in_the_address_and_the_form(client: AsyncClient) -> None:
    body = (await client.get("/", params={"words": "bridge", "disputed": "1", "outlet": "ledger"})).text
    assert claim("b") in body
    assert claim("a") not in body
    assert 'value="ledger"' in body
    assert "checked" in body
    assert 'href="/api/v1/claims.rss?words=bridge&amp;outlet=ledger&amp;disputed=1"' in body


async def test_a_wrong_filter_is_told_and_asks_nothing(client: AsyncClient) -> None:
    body = (await client.get("/", params={"number": "lots"})).text
    assert 'aria-describedby="wrong-number"' in body
    assert "a number is wanted" in body
    assert claim("a") in body


async def test_htmx_gets_the_part_it_asks_for(client: AsyncClient) -> None:
    asked = {"hx-request": "true", "hx-target": "results"}
    part = (await client.get("/", headers=asked)).text
    assert "<html" not in part
    assert claim("a") in part


async def test_an_article_is_coloured_by_speaker(client: AsyncClient) -> None:
    body = (await client.get("/articles/article_a")).text
    assert f'<a class="said v0" href="/claims/{claim("a")}">' in body
    assert "Reprinted by" in body
    assert "archived capture" in body


async def test_a_capture_that_nobody_kept(client: AsyncClient) -> None:
    answer = await client.get("/articles/article_a/capture")
    assert answer.status_code == 404
    assert "no_capture" in answer.text


async def test_a_speaker_and_what_contradicts(client: AsyncClient) -> None:
    body = (await client.get("/speakers/Ana%20Marsh")).text
    assert "Changed: <strong>number</strong>" in body or "Contradicts: <strong>number</strong>" in body


async def test_trace_says_what_came_of_it(client: AsyncClient) -> None:
    assert "1 statement came of it." in (await client.get("/trace?what=article_a")).text
    assert "Nothing is known of it" in (await client.get("/trace?what=never-seen")).text
