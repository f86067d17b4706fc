"""What an article is called: when a page's word for its own address is believed, and what is kept as an alias."""

from urllib.parse import urljoin

import pytest

from sayso_extract.web_names import DOUBTS, MOST_ALIASES, Doubt, doubt, names

SITE = "https://news.example"
PAGE = f"{SITE}/2025/04/09/bridge-closes-in-saltby"


@pytest.mark.parametrize("rule", DOUBTS, ids=[rule.name for rule in DOUBTS])
def test_a_doubt_has_an_example_and_a_counter_example(rule: Doubt) -> None:
    page, declared = (urljoin(SITE, each) for each in rule.example)
    assert rule.applies(page, declared)
    assert doubt(page, declared) is not None
    page, declared = (urljoin(SITE, each) for each in rule.counter_example)
    assert not rule.applies(page, declared)
    assert doubt(page, declared) is None


@pytest.mark.parametrize(
    ("page", "declared"),
    [
        (PAGE, PAGE),
        (f"{PAGE}/amp", PAGE),
        ("https://m.news.example/a", f"{SITE}/a"),
        ("https://amp.news.example/show/7", "https://www.news.example/show/7"),
        ("http://news.example/a", f"{SITE}/a"),
        (f"{SITE}/short", PAGE),
        (f"{SITE}/?p=4711", PAGE),
        (f"{SITE}/story/123456/bridge-closes", f"{SITE}/story/123456"),
        (f"{SITE}/show?id=7&from=home", f"{SITE}/show?id=7"),
        (f"{SITE}/bridge/print", f"{SITE}/bridge"),
        (f"{SITE}/", f"{SITE}/"),
        (f"{PAGE}?page=1", PAGE),
    ],
)
def test_m9_a_pages_word_is_believed_on_its_own_site(page: str, declared: str) -> None:
    assert doubt(page, declared) is None
    assert names(page, declared=[declared]).identity == names(declared).identity


@pytest.mark.parametrize(
    ("page", "declared", "why"),
    [
        (PAGE, "https://other.example/2025/04/09/bridge-closes-in-saltby", "another_site"),
        (PAGE, "https://news.example.evil.example/a", "another_site"),
        (PAGE, "https://sport.news.example/a", "another_site"),
        (PAGE, "https://news.example:8443/a", "another_site"),
        (PAGE, "https://user@news.example/a", "another_site"),
        (PAGE, "https://", "another_site"),
        (PAGE, SITE, "front_page"),
        (PAGE, f"{SITE}/index.html", "front_page"),
        (PAGE, "https://m.news.example/?utm_source=x", "front_page"),
        (PAGE, f"{SITE}/2025/04/09/", "folder"),
        (f"{SITE}/special-report-on-bridges/mayor", f"{SITE}/special-report-on-bridges", "folder"),
        (f"{PAGE}?page=2", PAGE, "first_part"),
        (f"{PAGE}/2", PAGE, "folder"),
        (f"{SITE}/story/123456/page/3", f"{SITE}/story/123456", "first_part"),
        (f"{SITE}/show.php?id=5", f"{SITE}/show.php", "no_parameters"),
        (f"{SITE}/show.php?id=5", f"{SITE}/show.php?id=6", "no_parameters"),
        (f"{SITE}/story/1234567", f"{SITE}/story/1234568", "another_number"),
        (PAGE, f"{SITE}/tag/bridges", "listing"),
        (PAGE, f"{SITE}/category/local", "listing"),
        (f"{SITE}/show?id=5", f"{SITE}/2025/04/", "listing"),
        (PAGE, f"{SITE}/null", "placeholder"),
        (PAGE, f"{SITE}/{{{{url}}}}", "placeholder"),
        ("urn:sha256:00ff", PAGE, "another_site"),
        ("", PAGE, "another_site"),
    ],
)
def test_m9_nonsense_is_not_believed(page: str, declared: str, why: str) -> None:
    assert doubt(page, declared) == why
    called = names(page, declared=[declared])
    assert (called.url, called.identity) == (page, names(page).identity)


def test_the_second_word_counts_where_the_first_is_not_believed() -> None:
    called = names(f"{PAGE}?utm_source=x", declared=["https://other.example/a", "//www.news.example/bridge-closes#top"])
    assert called.url == "https://www.news.example/bridge-closes"
    assert called.identity == f"{SITE}/bridge-closes"
    assert called.aliases == (f"{PAGE}?utm_source=x", "https://other.example/a")


@pytest.mark.parametrize("href", ["", "#", "bridge.html", "undefined", "javascript:alert(1)", "http//news.example"])
def test_what_is_no_address_says_nothing(href: str) -> None:
    assert names(PAGE, declared=[href]).identity == PAGE


def test_the_url_shown_is_one_that_was_given() -> None:
    for page in ("http://m.news.example/a/1234567/", "http://WWW.news.example/a?utm_source=x", f"{PAGE}/amp/"):
        assert names(f"{page}#top").url == page
        assert names(page).identity != page


def test_aliases_are_urls_in_order_once_and_few() -> None:
    others = ["https://s.example/x", "urn:sha256:00", "words", "https://s.example/x", PAGE, "https://" + "x" * 3000]
    called = names(PAGE, declared=[f"{SITE}/"], others=[*others, f"{SITE}/amp/x"])
    assert called.aliases == ("https://s.example/x", f"{SITE}/amp/x", f"{SITE}/")
    many = names(PAGE, others=[f"https://s.example/{n}" for n in range(100)])
    assert len(many.aliases) == MOST_ALIASES
    assert names("urn:sha256:00", others=["urn:sha256:00"]).aliases == ()
