"""Every page, at 360 and 1600 pixels, light and dark: nothing sticks out, and axe-core finds nothing serious.

Each is saved to ``screenshots`` (not kept in git) for people to look at.
"""

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Console, Opening, Scheme, shot

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
RUN = "axe.run(document, {resultTypes: ['violations']})"
GRAVE = {"serious", "critical"}


def addresses(page: Page, console: Console) -> dict[str, str]:
    """Every page by its name."""
    page.goto("/?disputed=1")
    disputed = page.locator(".line .what a").first.get_attribute("href")
    page.goto("/?words=crowns")
    told = page.locator(".line .what a").first.get_attribute("href")
    page.goto("/speakers")
    speaker = page.locator("td a.speaker").first.get_attribute("href")
    what = quote(console.sample_urls()[0], safe="")
    page.goto(f"/trace?what={what}")
    article = page.locator("h2 a[href^='/articles/']").first.get_attribute("href")
    found = {"claim": told, "disputed": disputed, "speaker": speaker, "article": article}
    assert all(found.values()), found
    return {
        "claims": "/", "nothing-found": "/?words=zzzz&number=lots", **{name: str(each) for name, each in found.items()},
        "speakers": "/speakers", "pipeline": "/pipeline", "trace": f"/trace?what={what}", "trace-empty": "/trace",
        "push": "/push", "watches": "/watches", "sign-in": "/sign-in",
    }  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1600])
def test_every_page(opening: Opening, console: Console, pushed: str, width: int, scheme: Scheme) -> None:
    page = opening(width, 780 if width < 600 else 1000, scheme)
    pages = {**addresses(page, console), "pushed": pushed}
    grave: list[str] = []
    for name, address in pages.items():
        page.goto(address)
        page.wait_for_load_state("load")
        shot(page, f"{name}-{width}-{scheme}")
        out = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert out <= 0, f"{name} sticks out by {out} pixels"
        page.evaluate(AXE)
        found = page.evaluate(RUN)["violations"]
        grave += [
            f"{name}: {each['id']} ({each['impact']}) {each['nodes'][0]['html'][:200]} x{len(each['nodes'])}"
            for each in found
            if each["impact"] in GRAVE
        ]
    print(f"axe-core 4.14.1: {len(pages)} pages at {width} pixels, {scheme}: {len(grave)} serious or critical")
    assert grave == []


def test_error_pages(opening: Opening) -> None:
    page = opening()
    context = page.context
    for address, status in (("/nothing", 404), ("/claims/none", 404), ("/?after=nonsense", 400)):
        answer = context.request.get(address)
        assert answer.status == status
        assert "To the claims" in answer.text()
