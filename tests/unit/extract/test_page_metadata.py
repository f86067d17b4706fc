"""What a page says about its article, and where each field was found; every page is about made-up people."""

import json
from typing import Any

import pytest

from sayso_extract.domain.html.article import html_article, page_tree
from sayso_extract.domain.html.meta_tags import MOST_PARTS, text_of
from sayso_extract.domain.html.metadata import SOURCES, PageMetadata, page_metadata
from sayso_extract.domain.html.page_bylines import MOST_LINES
from sayso_extract.domain.html.places import MOST_PLACES, find_places
from sayso_extract.domain.model import Article

URL = "https://saltbypost.example/local/bridge-closes"
BODY = "".join(
    f"<p>{words}</p>"
    for words in (
        "The old bridge over the Arle in Saltby was closed on Monday after engineers found rust in its hangers.",
        "Ada Brook, the mayor, said the town would pay for the repairs and that buses would run all summer.",
        "Traders on the east bank were worried, and some of them had already put up signs in their windows.",
    )
)


def metadata(head: str = "", body: str = "", *, url: str | None = URL, lang: str = "en") -> PageMetadata:
    tree = page_tree(f"<html lang='{lang}'><head>{head}</head><body>{body}<article>{BODY}</article></body></html>")
    assert tree is not None
    return page_metadata(tree, url)


def article(head: str = "", before: str = "", after: str = "") -> Article:
    found = html_article(
        f"<html lang='en'><head>{head}</head><body><article>{before}{BODY}{after}</article></body></html>", URL
    )
    assert found is not None
    return found


def json_ld(**fields: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def meta(**fields: str) -> str:
    return "".join(f'<meta name="{name.replace("__", ":")}" content="{value}">' for name, value in fields.items())


PUBLISHER = json_ld(publisher={"@type": "Organization", "name": "Saltby Post"})


ADA = {"@type": "Person", "name": "Ada Brook"}
POST = {"@type": "Organization", "name": "Saltby Post"}
TWO_LINKS = 'By <a href="/authors/ada">Ada Brook</a> and <a href="/authors/bo">Bo Reed</a>'
TWO_ITEMS = '<ul><li class="author">Ada Brook</li><li class="author">Bo Reed</li></ul>'


@pytest.mark.parametrize(
    ("head", "body", "names", "source"),
    [
        (json_ld(author=ADA) + meta(author="Bo Reed"), "", ["Ada Brook"], "json-ld"),
        (json_ld(author=POST) + meta(author="Bo Reed"), "", ["Bo Reed"], "meta"),
        (meta(article__author="https://facebook.example/ada") + meta(parsely_author="x"), "", [], None),
        (meta(author="Saltby Post", byl="By Ada Brook"), "", ["Ada Brook"], "meta"),
        ("", f'<div class="article-byline">{TWO_LINKS}</div>', ["Ada Brook", "Bo Reed"], "byline"),
        ("", '<b itemprop="author"><i itemprop="name">Ada Brook</i>, reporter</b>', ["Ada Brook"], "byline"),
        ("", '<a rel="author" href="/x">Ada Brook</a>', ["Ada Brook"], "byline"),
        ("", "<div class='author'><b>By</b><a>Ada Brook</a><span>News Reporter</span></div>", ["Ada Brook"], "byline"),
        ("", TWO_ITEMS, ["Ada Brook", "Bo Reed"], "byline"),
        ("", "<ul><li><strong>Autorin/Autor</strong> Ida Bekk</li></ul>", ["Ida Bekk"], "byline"),
        ("", "<dl><dt>Author:</dt><dd>Ada Brook</dd></dl>", ["Ada Brook"], "byline"),
        ("", "<p>By Ada Brook, Political Editor</p>", ["Ada Brook"], "byline"),
        ("", "<p><em>Von Ida Bekk</em></p>", ["Ida Bekk"], "byline"),
        (PUBLISHER, '<p class="byline">By Saltby Post</p>', ["Saltby Post"], "byline newsroom"),
        ("", "<p class='byline'>Redaktion Saltby</p>", ["Redaktion Saltby"], "byline newsroom"),
        (json_ld(author=POST), "", ["Saltby Post"], "json-ld newsroom"),
        (json_ld(author={**POST, "name": "Redaktion Saltby"}), '<p class="byline">By Cy Lane</p>', ["Redaktion Saltby"],
         "json-ld newsroom"),
        (json_ld(author=POST, publisher=POST) + meta(author="Reuters"), "", ["Reuters"], "meta newsroom"),
        ("", '<div class="comments"><p class="author">Cy Lane</p></div>', [], None),
        ("", '<figure><span class="author">Cy Lane</span></figure>', [], None),
        ("", '<div class="related"><a rel="author">Cy Lane</a></div>', [], None),
        ("", f'<p class="author">By Ada Brook, who has sailed {"round the world " * 10}</p>', [], None),
        ("", "<span>x</span>" * MOST_LINES + "<p>By Ada Brook</p>", [], None),
        ("", '<div class="author-bio">Ada Brook has sailed round the world twice</div>', [], None),
        ("", "", [], None),
    ],
)  # fmt: skip
def test_who_is_credited(head: str, body: str, names: list[str], source: str | None) -> None:
    credit = metadata(head, body).credit
    assert (list(credit.names), credit.source) == (names, source)


@pytest.mark.parametrize(
    ("after", "names", "source"),
    [
        ("<p>Ada Brook</p>", ["Ada Brook"], "signature"),
        ("<p>Redaktion Saltby</p>", ["Redaktion Saltby"], "signature newsroom"),
        ("<p>Ada Brook said so.</p>", [], None),
        ("<p>Ada Brook</p><p>The bridge will be open again in the spring, the town hopes, or later.</p>", [], None),
    ],
)
def test_an_article_may_be_signed(after: str, names: list[str], source: str | None) -> None:
    found = article(after=after)
    assert (list(found.authors), dict(found.sources).get("authors")) == (names, source)


def test_a_credit_comes_before_a_signature() -> None:
    assert article(meta(author="Bo Reed"), after="<p>Ada Brook</p>").authors == ("Bo Reed",)
    assert article(PUBLISHER + meta(author="Saltby Post"), after="<p>Ada Brook</p>").authors == ("Ada Brook",)


@pytest.mark.parametrize(
    ("head", "body", "published", "source"),
    [
        (json_ld(datePublished="2025-04-09T10:00:00+02:00") + meta(date="2025-04-08"), "", "2025-04-09T10:00:00+02:00",
         "json-ld"),
        (json_ld(datePublished="soon") + meta(article__published_time="2025-04-09"), "", "2025-04-09", "meta"),
        (meta(pubdate="Wed, 09 Apr 2025 10:00:00 GMT"), "", "2025-04-09T10:00:00+00:00", "meta"),
        (meta(date="2025-04-01"), '<time itemprop="datePublished" datetime="2025-04-09">9.4.</time>', "2025-04-09",
         "microdata"),
        (meta(date="2025-04-01"), '<time datetime="2025-04-09">9.4.</time>', "2025-04-09", "time"),
        (meta(date="2025-04-09"), "", "2025-04-09", "meta"),
        ("", '<time class="updated" datetime="2025-04-12"></time><time datetime="2025-04-09"></time>', "2025-04-09",
         "time"),
        ("", '<time class="updated" datetime="2025-04-12"></time>', "2025-04-12", "time"),
        ("", '<aside><time datetime="2025-04-01"></time></aside><time>9 April 2025</time>', "2025-04-09", "time"),
        ("", '<div class="related-card"><time datetime="2025-04-01"></time></div><p class="date">9 April 2025</p>',
         "2025-04-09", "page"),
        ("", '<div class="post-meta">Updated: 12 April 2025</div><div class="post-meta">9 April 2025, 10:30</div>',
         "2025-04-09T10:30:00", "page"),
        ("", "<ul><li><strong>Datum</strong> 09.04.2025</li></ul>", "2025-04-09", "page"),
    ],
)  # fmt: skip
def test_when_it_was_published(head: str, body: str, published: str, source: str) -> None:
    found = metadata(head, body)
    assert (found.published, found.published_source) == (published, source)


def test_the_address_may_tell_the_day() -> None:
    assert metadata(url="https://saltbypost.example/2025/04/09/bridge").published_source == "address"
    assert metadata(url="https://saltbypost.example/2025/04/09/bridge").published == "2025-04-09"
    assert metadata(url="https://saltbypost.example/2025/99/09/bridge").published is None


def test_a_date_that_is_only_a_guess_says_so() -> None:
    found = metadata(body="<footer><p>Copyright Saltby Post, 9 April 2025</p></footer>")
    assert (found.published, found.published_source) == ("2025-04-09", "guess")
    assert (metadata().published, metadata().published_source) == (None, None)
    assert metadata(body="<footer><p>Copyright Saltby Post 2019</p></footer>").published is None


def test_places_and_their_words_are_bounded() -> None:
    names = "<div class='byline date'>By <b>Ada</b> <b itemprop='author'>Brook</b></div><b>Author:</b>" * 100
    tree = page_tree(f"<html><body>{names}<h1>{'<b>Bridge </b>' * 100}</h1></body></html>")
    assert tree is not None
    found = find_places(tree)
    assert {len(found.author_classed), len(found.author_marked), len(found.author_labels)} == {MOST_PLACES}
    assert len(found.date_classed) == MOST_PLACES
    assert text_of(next(tree.iter("h1"))).count("Bridge") == MOST_PARTS


def test_modified_publisher_section_and_address() -> None:
    found = metadata(
        json_ld(
            dateModified="2025-04-10T08:00:00Z", publisher={"name": "Saltby Post"}, articleSection=["Local", "News"]
        )
        + '<link rel="canonical" href="https://saltbypost.example/bridge"><link rel="amphtml" href="/amp/bridge">'
        + meta(og__url="https://saltbypost.example/b", og__site_name="Other")
    )
    assert (found.modified, found.publisher, found.section) == ("2025-04-10T08:00:00+00:00", "Saltby Post", "Local")
    assert (found.url, found.declared) == (
        "https://saltbypost.example/bridge",
        ("https://saltbypost.example/bridge", "https://saltbypost.example/b"),
    )
    assert found.editions == ("/amp/bridge",)
    assert dict(found.sources)["publisher"] == "json-ld"


@pytest.mark.parametrize(
    ("head", "publisher", "section"),
    [
        (meta(og__site_name="Saltby Post", article__section="Local"), "Saltby Post", "Local"),
        (json_ld(publisher="https://saltbypost.example") + meta(og__site_name="Saltby Post"), "Saltby Post", None),
        (meta(publisher="@saltbypost", section="bridges, rust, mayors, buses"), None, "bridges"),
        (json_ld(articleSection="Money, Markets"), None, "Money, Markets"),
    ],
)
def test_publisher_and_section(head: str, publisher: str | None, section: str | None) -> None:
    found = metadata(head)
    assert (found.publisher, found.section) == (publisher, section)


@pytest.mark.parametrize(
    ("head", "paywalled", "source"),
    [
        (json_ld(isAccessibleForFree=False), True, "json-ld"),
        (json_ld(isAccessibleForFree="True"), False, "json-ld"),
        (meta(article__content_tier="locked"), True, "meta"),
        (meta(article__content_tier="metered"), True, "meta"),
        (meta(article__content_tier="free"), False, "meta"),
        ('<meta itemprop="isAccessibleForFree" content="false">', True, "meta"),
        (meta(article__content_tier="perhaps"), None, None),
        ("", None, None),
    ],
)
def test_whether_it_is_behind_a_paywall(head: str, paywalled: bool | None, source: str | None) -> None:
    found = article(head)
    assert (found.paywalled, dict(found.sources).get("paywalled")) == (paywalled, source)


def test_every_field_tells_its_source() -> None:
    found = article(
        "<title>Bridge closes | Saltby Post</title>"
        + json_ld(headline="Bridge closes", datePublished="2025-04-09", author="Ada Brook", articleSection="Local",
                  publisher="Saltby Post", dateModified="2025-04-10", isAccessibleForFree=True)
        + '<link rel="canonical" href="https://saltbypost.example/bridge">'
    )  # fmt: skip
    sources = dict(found.sources)
    assert len(sources) == len(found.sources)
    assert sources == {
        "title": "json-ld", "published": "json-ld", "modified": "json-ld", "publisher": "json-ld", "section": "json-ld",
        "url": "link", "paywalled": "json-ld", "authors": "json-ld", "language": "declared",
    }  # fmt: skip
    assert found.published_source == sources["published"]
    assert {word for source in sources.values() for word in source.split()} <= set(SOURCES)


def test_repeated_titles_are_not_text() -> None:
    found = article(
        json_ld(headline="Bridge closes") + meta(og__title="Saltby bridge closes for a year"),
        before="<h1>A year without the bridge</h1><p>Saltby bridge closes for a year</p>",
    )
    assert found.text.startswith("The old bridge over the Arle")


def test_tags_of_every_spelling_are_read_once() -> None:
    head = '<META PROPERTY="og:title" CONTENT=" Bridge&#8217;s   end ">' + meta(og__title="later")
    assert metadata(head).title == "Bridge’s end"
    assert metadata("<title>A</title><title>B</title>").title == "A"
