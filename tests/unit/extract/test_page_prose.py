"""A body in pieces is told from a whole one, and put together again."""

from lxml.html import HtmlElement, fromstring

from sayso_extract.domain.html.article import html_article
from sayso_extract.domain.html.prose import completed, expected, prose_of

LONG = (
    "In part {}, the old bridge over the Arle in Saltby was closed on Monday after engineers found rust.",
    "Of {} parts, said Ada Brook, the mayor, the town would pay for the repairs and run buses all summer.",
    "Some {} traders on the east bank were worried, and most of them had already put up signs in their windows.",
)


def piece(number: int, name: str = "body-chunk") -> str:
    return f"<div class='{name}'>" + "".join(f"<p>{words.format(number)}</p>" for words in LONG) + "</div>"


def tree(html: str) -> HtmlElement:
    return fromstring(f"<html><body>{html}</body></html>")


def words(number: int) -> list[str]:
    return [each.format(number) for each in LONG]


def test_prose_is_what_is_long_has_few_links_and_is_no_frame() -> None:
    page = tree(
        "<h1>Bridge</h1><article>" + piece(1) + "<p>Short.</p></article>"
        "<aside>" + piece(2) + "</aside><p><a href='/x'>" + LONG[0] + "</a></p><h1>Other</h1>" + piece(3)
    )
    found = prose_of(page)
    assert [each.words for each in found] == words(1) + words(3)
    assert [(each.article, each.headings) for each in found] == [(1, 1)] * 3 + [(0, 2)] * 3


def test_the_article_to_expect_is_the_one_with_most() -> None:
    cards = "".join(f"<article><p>{LONG[0].format(n)}</p></article>" for n in range(20))
    page = tree("<article>" + piece(1) + "</article>" + cards)
    assert expected(prose_of(page)) == sum(map(len, words(1)))
    assert expected(()) == 0


def test_pieces_in_like_places_are_put_together_in_order() -> None:
    page = tree("<article>" + piece(1) + piece(2) + piece(3) + "</article>")
    assert completed(prose_of(page), words(2)) == tuple(words(2) + words(3))
    assert completed(prose_of(page), words(1)) == tuple(words(1) + words(2) + words(3))
    assert completed(prose_of(page), [*words(1), *words(3)]) == tuple(words(1) + words(2) + words(3))


def test_another_article_and_another_kind_of_place_stay_out() -> None:
    page = tree(
        "<h1>Bridge</h1><article>" + piece(1) + piece(2, "comment") + "</article>"
        "<article>" + piece(3) + "</article><h1>Next</h1>" + piece(4)
    )
    assert completed(prose_of(page), words(1)) == tuple(words(1))
    assert completed(prose_of(page), ["Nothing of this page."]) == ("Nothing of this page.",)


def test_a_body_cut_into_many_pieces_comes_whole() -> None:
    pieces = "".join(f"<div class='cell'><div class='ad-slot'></div>{piece(n)}</div>" for n in range(8))
    article = html_article(f"<html><body><main><h1>Bridge</h1><div class='grid'>{pieces}</div></main></body></html>")
    assert article is not None
    missing = [each for n in range(8) for each in words(n) if each not in article.text]
    assert missing == []
