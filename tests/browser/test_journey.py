"""What people do with the console, from an empty one to a redriven letter. In this order, over one pipeline."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, Console, Opening, shot

HOSTILE = (
    "Bridge news\n\n“<script>window.hacked=1</script> The \u202eold\u202c {{ 7*7 }} bridge is safe "
    "<img src=x onerror=window.hacked=2>,” said Ana Marsh.\n\n"
    'Bo Quill said the <a href="javascript:window.hacked=3" onclick="window.hacked=4">tunnel</a> will open on Friday '
    "<style>*{display:none}</style>.\n"
)

SHIFTS = """() => { window.shifts = 0; new PerformanceObserver(list => { for (const each of list.getEntries())
if (!each.hadRecentInput) window.shifts += each.value; }).observe({type: 'layout-shift', buffered: true}); }"""


def test_an_empty_console_says_what_to_do(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_text("There are no claims yet.")).to_be_visible()
    shot(page, "empty-1280-light")
    page.get_by_role("link", name="Push a URL or a text").click()
    expect(page.get_by_role("heading", name="Push")).to_be_visible()
    page.goto("/speakers")
    expect(page.get_by_text("Nobody of that name is known.")).to_be_visible()
    page.goto("/pipeline")
    expect(page.get_by_text("Nothing is set aside.")).to_be_visible()


def test_claims_arrive_live_and_nothing_moves(opening: Opening, console: Console) -> None:
    looking, pushing = opening(), opening()
    looking.goto("/")
    looking.evaluate(SHIFTS)
    below = looking.locator(".empty, .lines").first
    place = below.bounding_box()
    pushing.goto("/push")
    pushing.get_by_label("A text").fill("Port news\n\n“The quay is open again,” said Ines Varga, the harbour master.")
    pushing.get_by_role("button", name="Push").click()
    arrived = looking.locator(".arriving li", has_text="The quay is open again")
    arrived.first.wait_for(timeout=PATIENCE * 1000)
    expect(looking.locator(".fresh a")).to_contain_text("show in the list")
    assert below.bounding_box() == place
    assert looking.evaluate("window.shifts") == 0
    shot(looking, "arriving-1280-light")
    looking.locator(".fresh a").click()
    expect(looking.locator(".lines .line", has_text="The quay is open again")).to_be_visible()


def test_pushed_samples_go_through(page: Page, pushed: str) -> None:
    page.goto(pushed)
    expect(page.locator("#progress")).to_contain_text("10 of 10 entries ended")
    expect(page.locator("tr.done")).to_have_count(10)
    shot(page, "pushed-1280-light")
    page.locator("tr.done td a").first.click()
    expect(page.locator(".text .said").first).to_be_visible()


def test_a_claim_with_its_evidence_marked(page: Page, pushed: str) -> None:
    assert pushed
    found = page.context.request.get("/api/v1/claims?limit=200").json()["claims"]
    widest = max((each["claim"] for each in found), key=lambda each: (each["copies"], each["independent_outlets"]))
    assert widest["copies"] >= 1
    page.goto(f"/claims/{widest['claim_id']}")
    words = page.locator("h1").inner_text()
    marks = page.locator("mark.evidence").all_inner_texts()
    assert any(words.casefold().strip(" .") in mark.casefold() for mark in marks)
    expect(page.locator(".rule").first).to_be_visible()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    page.locator("details.copies summary").first.click()
    expect(page.locator("details.copies .outlet").first).to_be_visible()


def test_the_conflict_is_found_and_its_field_marked(page: Page, pushed: str) -> None:
    assert pushed
    page.goto("/")
    page.get_by_label("Only disputed").check()
    page.wait_for_url("**/?*disputed=1*")
    expect(page.locator(".line.disputed").first).to_be_visible()
    page.locator(".line.disputed .what a").first.click()
    expect(page.locator(".conflict .field-name").first).to_contain_text("They differ in")
    expect(page.locator(".conflict mark.differs").first).to_be_visible()
    page.locator(".conflict .sides a[href^='/claims/']").last.click()
    expect(page.get_by_role("heading", name="Disputed")).to_be_visible()


def test_search_and_filters_stand_in_the_address(page: Page, pushed: str) -> None:
    assert pushed
    page.goto("/")
    page.get_by_label("Search").press_sequentially("crowns")
    page.wait_for_url("**/?*words=crowns*")
    expect(page.locator(".line .what").first).to_contain_text("crowns")
    address = page.url
    page.get_by_label("Outlet", exact=True).fill("nobody at all")
    page.get_by_label("Outlet", exact=True).press("Tab")
    expect(page.get_by_text("No claim is like that.")).to_be_visible()
    page.goto(address)
    expect(page.get_by_label("Search")).to_have_value("crowns")
    expect(page.locator(".line .what").first).to_contain_text("crowns")


def test_an_article_and_its_capture(page: Page, pushed: str, console: Console) -> None:
    assert pushed
    page.goto(f"/trace?what={console.sample_urls()[0]}")
    expect(page.locator("#verdict")).to_contain_text("came of it")
    page.locator("h2 a[href^='/articles/']").first.click()
    expect(page.locator(".text .said.v0").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="archived capture").click()
    kept = download.value.path().read_bytes()
    assert b"<html" in kept


def test_a_speaker_over_time(page: Page, pushed: str) -> None:
    assert pushed
    page.goto("/speakers")
    page.locator("td a.speaker").first.click()
    expect(page.get_by_role("heading", name="Over time")).to_be_visible()
    expect(page.locator(".line").first).to_be_visible()


def test_a_dead_letter_is_redriven(page: Page, console: Console) -> None:
    page.goto("/push")
    page.get_by_label("URLs").fill(f"http://nobody.localhost:{console.site_port}/\nhttp://127.0.0.1:1/private")
    page.get_by_label("Feeds").fill("http://no-such-host.invalid/feed")
    page.get_by_role("button", name="Push").click()
    page.locator("#progress:not([hx-get])").wait_for(timeout=PATIENCE * 1000)
    expect(page.locator("tr.set_aside")).to_have_count(1)
    page.goto("/pipeline")
    row = page.locator("table.letters tr", has_text="no-such-host.invalid")
    expect(row).to_contain_text("dns")
    shot(page, "pipeline-dead-1280-light")
    row.get_by_role("button", name=re.compile("Redrive")).click()
    expect(page.get_by_text("The letter is back on its stream.")).to_be_visible()


def test_a_trace_says_why_nothing_came_of_it(page: Page, console: Console) -> None:
    page.goto("/trace")
    page.get_by_label(re.compile("A URL, or the id")).fill("http://127.0.0.1:1/private")
    page.get_by_role("button", name="Trace").click()
    expect(page.locator("#verdict")).to_contain_text("refused (private_address)")
    assert console


def test_a_hostile_article_is_text(page: Page) -> None:
    page.goto("/push")
    page.get_by_label("A text").fill(HOSTILE)
    page.get_by_label("Where the text is from").fill("https://hostile.example/<script>alert(1)</script>")
    page.get_by_role("button", name="Push").click()
    page.locator("#progress:not([hx-get])").wait_for(timeout=PATIENCE * 1000)
    page.locator("tr.done td a").first.click()
    text = page.locator(".text").inner_text()
    assert "<script>window.hacked=1</script>" in text
    assert "onerror=window.hacked=2" in text
    assert "old" in text
    assert "{{ 7*7 }} bridge" in text
    assert not set("\u202e\u202c") & set(text)  # taken out when it is read, or shown as what they are
    for address in (page.url, "/", "/speakers", "/trace?what=https://hostile.example/<script>alert(1)</script>"):
        page.goto(address)
        assert page.evaluate("window.hacked") is None
        assert page.locator("main script, main iframe, main style, main img, [onclick], [onerror]").count() == 0
        assert page.locator("a[href^='javascript' i]").count() == 0
    shot(page, "hostile-1280-light")


def test_the_keyboard_is_enough(page: Page, pushed: str) -> None:
    assert pushed
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Search")).to_be_focused()
    page.keyboard.type("crowns")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?*words=crowns*")
    expect(page.locator(".line .what").first).to_contain_text("crowns")
    page.locator(".line .what a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1.canonical")).to_contain_text("crowns")


def test_more_goes_on_where_the_list_ended(page: Page, pushed: str) -> None:
    assert pushed
    page.goto("/")
    before = page.locator(".lines .line").count()
    assert before == 50
    page.locator("#more a").click()
    expect(page.locator(".lines .line")).to_have_count(100)
    addresses = page.locator(".line .what a").evaluate_all("links => links.map(each => each.href)")
    assert len(set(addresses)) == 100
