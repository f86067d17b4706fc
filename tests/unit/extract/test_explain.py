"""What each step took out is told, block by block."""

from typing import cast

from lxml.html import HtmlElement, fromstring

from sayso_extract.domain.explain import explain_page, explain_text
from sayso_extract.domain.html.article import html_article

PARAGRAPHS = (
    "The old bridge over the Arle in Saltby was closed on Monday after engineers found rust in its hangers.",
    "Ada Brook, the mayor, said the town would pay for the repairs and that buses would run all summer.",
    "Traders on the east bank were worried, and some of them had already put up signs in their windows.",
)
PAGE = (
    "<html><head><title>Bridge</title><meta property='og:title' content='Bridge closes'></head><body>"
    "<nav><ul><li><a href='/'>Home</a></li></ul></nav><article><h1>Bridge closes</h1>"
    f"<p>{PARAGRAPHS[0]}</p><figure><img src='a.png'><figcaption>The bridge from the hill</figcaption></figure>"
    f"<p>{PARAGRAPHS[1]}</p><p>See also: <a href='/b'>The ferry that never came</a></p>"
    f"<p>{PARAGRAPHS[2]}</p><p>Sign up for our newsletter today</p></article>"
    "<footer><p>All rights reserved by the Saltby Post</p></footer></body></html>"
)


def test_each_block_of_a_page_is_told_once_with_what_took_it() -> None:
    blocks = explain_page(PAGE)
    told = {block.words: block.step for block in blocks}
    assert len(told) == len(blocks)
    assert [words for words, step in told.items() if step is None] == list(PARAGRAPHS)
    assert told["Home"] == "link"
    assert told["Bridge closes"] == "title"
    assert told["The bridge from the hill"] == "caption"
    assert told["See also: The ferry that never came"] == "link"
    assert told["Sign up for our newsletter today"] == "prompt"
    assert told["All rights reserved by the Saltby Post"] == "reader"


def test_a_paragraph_is_found_at_its_place() -> None:
    tree = fromstring(PAGE).getroottree()
    for block in explain_page(PAGE):
        (element,) = cast(list[HtmlElement], tree.xpath(block.place))
        assert " ".join("".join(element.itertext()).split()) == block.words


def test_it_agrees_with_reading() -> None:
    article = html_article(PAGE)
    assert article is not None
    assert article.text.split("\n\n") == [block.words for block in explain_page(PAGE) if block.step is None]


def test_lines_of_a_capture_are_told_by_their_names() -> None:
    text = "\n".join(["Advertisement", "Bridge closes", "By Ada Reed", *PARAGRAPHS, "Share this article"])
    told = {block.words: block.step for block in explain_text(text)}
    assert [words for words, step in told.items() if step is None] == list(PARAGRAPHS)
    assert told["Advertisement"] == "marker"
    assert told["Share this article"] == "marker"
