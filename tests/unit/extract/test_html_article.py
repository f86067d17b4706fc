"""A page's own metadata comes first; boxes stay out of the text."""

import json

import pytest
from lxml import html

from sayso_extract.domain.html.article import html_article
from sayso_extract.domain.html.boxes import drop_boxes
from sayso_extract.domain.html.bylines import clean_authors
from sayso_extract.domain.html.stated_dates import iso_date
from sayso_extract.domain.model import Article

BODY = "".join(
    f"<p>{words}</p>"
    for words in (
        "The old bridge over the Arle in Saltby was closed on Monday after engineers found rust in its hangers.",
        "Ada Brook, the mayor, said the town would pay for the repairs and that buses would run all summer.",
        "Traders on the east bank were worried, and some of them had already put up signs in their windows.",
    )
)


def page(head: str, body: str = BODY) -> Article:
    article = html_article(
        f"<html lang='en-GB'><head><title>Bridge closes</title>{head}</head>"
        f"<body><article>{body}</article></body></html>"
    )
    assert article is not None
    return article


def test_json_ld_comes_first() -> None:
    linked = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebPage", "name": "x"},
            {
                "@type": ["NewsArticle"],
                "headline": "Bridge closes for repairs",
                "author": [{"@type": "Person", "name": "By Bo Reed"}, {"@type": "Organization", "name": "Saltby Post"}],
                "datePublished": "2025-04-09T10:00:00Z",
                "dateModified": "2025-04-10",
                "publisher": {"name": "Saltby Post"},
                "articleSection": ["Local"],
            },
        ],
    }
    article = page(
        f'<script type="application/ld+json">{json.dumps(linked)}</script>'
        '<meta property="og:title" content="Other"><meta name="author" content="Someone Else">'
        '<link rel="canonical" href="https://news.example/bridge">'
    )
    assert (article.title, article.authors, article.publisher) == (
        "Bridge closes for repairs",
        ("Bo Reed",),
        "Saltby Post",
    )
    assert (article.published, article.published_source) == ("2025-04-09T10:00:00+00:00", "json-ld")
    assert (article.modified, article.section) == ("2025-04-10", "Local")
    assert (article.url, article.language) == ("https://news.example/bridge", "en")


def test_meta_tags_come_next() -> None:
    article = page(
        '<script type="application/ld+json">{broken</script>'
        '<meta property="og:title" content="Bridge closes"><meta name="author" content="Ada Reed and Bo Reed">'
        '<meta property="article:published_time" content="2025-04-09">'
        '<meta property="og:site_name" content="Saltby Post">'
    )
    assert (article.title, article.authors) == ("Bridge closes", ("Ada Reed", "Bo Reed"))
    assert (article.published, article.published_source, article.publisher) == ("2025-04-09", "meta", "Saltby Post")


def test_a_time_element_dates_a_page_that_says_nothing_else() -> None:
    article = page("", '<time datetime="2025-04-09T08:00:00+02:00">9 April</time>' + BODY)
    assert (article.published, article.published_source) == ("2025-04-09T08:00:00+02:00", "time")


def test_boxes_and_captions_stay_out_and_paragraphs_are_apart() -> None:
    article = page(
        "",
        BODY
        + "<figure><img src='a.png'><figcaption>The bridge seen from the hill on a day in May</figcaption></figure>"
        + "<div class='newsletter-signup'><p>Sign up for our newsletter and never miss a bridge again</p></div>"
        + "<aside class='pullquote'><p>the town would pay for the repairs</p></aside>"
        + "<p>Sign up to our daily email</p>",
    )
    assert len(article.text.split("\n\n")) == 3
    assert "newsletter" not in article.text
    assert "hill" not in article.text
    assert "Sign up" not in article.text


def test_a_page_without_text_is_no_article() -> None:
    assert html_article("<html><body></body></html>") is None


def test_authors_are_people() -> None:
    names = ("By Ada Brook", "Saltby Post", "https://x.example/ada", "ada@example.org", "Ada Brook", " ")
    assert clean_authors(names, "The Saltby Post") == ("Ada Brook",)


def test_dates_are_iso_or_nothing() -> None:
    assert iso_date("2025-04-09") == "2025-04-09"
    assert iso_date("2025-04-09 10:00") == "2025-04-09T10:00:00"
    assert iso_date("2025-04-09T10:00:00.000000000Z") is not None
    assert iso_date("9 April") is None
    assert iso_date("2025-13-09") is None
    assert iso_date(None) is None


@pytest.mark.parametrize(
    "name",
    ["newsletter", "related", "recommended", "share", "sharing", "social", "cookie", "consent", "promo", "advert", "ad",
     "ads", "paywall", "subscribe", "subscription", "comment", "comments", "most-read", "more-on", "read-more",
     "pullquote", "pull-quote", "disclaimer-box"],
)  # fmt: skip
@pytest.mark.parametrize("shape", ["{}", "page_{}_2", "side-{}", "Grid {} wide"])
def test_boxes_are_known_by_any_of_their_names(name: str, shape: str) -> None:
    page = html.fromstring(f'<body><p>Safe.</p><div class="{shape.format(name).title()}">Sign up</div></body>')
    assert drop_boxes(page).text_content() == "Safe."
