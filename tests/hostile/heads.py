"""Pages whose metadata is made to be slow or too much: each is some megabytes of one thing, by name."""

from collections.abc import Callable

SCRIPT = '<script type="application/ld+json">{}</script>'


def _page(head: str = "", body: str = "") -> str:
    return f"<html lang='en'><head>{head}</head><body>{body}<p>The bridge is closed.</p></body></html>"


def _linked(text: str, count: int = 1) -> str:
    return _page(SCRIPT.format(text) * count)


HEADS: dict[str, Callable[[], str]] = {
    "scripts": lambda: _linked('{"@type": "NewsArticle", "headline": "x"}', 10_000),
    "broken_scripts": lambda: _linked('{"@type": "NewsArticle", "headline": "x' * 500, 1_000),
    "deep_list": lambda: _linked("[" * 1_000_000),
    "deep_object": lambda: _linked('{"@graph":' * 100_000 + "1" + "}" * 100_000),
    "deep_but_sound": lambda: _linked('{"@graph": [' * 450 + '{"@type": "Article"}' + "]}" * 450),
    "deep_and_wide": lambda: _linked("[" * 7 + '{"@type": "Article", "author": "x"},' * 30_000 + "{}" + "]" * 7),
    "objects": lambda: _linked("[" + '{"@type": "Article", "headline": "a b c d e f", "url": "/x"},' * 20_000 + "{}]"),
    "ids": lambda: _linked(
        '{"@graph": [' + '{"@id": "#a", "author": {"@id": "#a"}},' * 20_000 + '{"@type": "Article"}]}'
    ),
    "quotes": lambda: _linked('{"a": "' + '\\"' * 500_000),
    "unclosed": lambda: _linked('{"a": 1, ' + '"' * 90_001),
    "comments": lambda: _linked("{" + "/*" * 45_000),
    "commas": lambda: _linked("{" + ", " * 45_000),
    "long_name": lambda: _linked('{"@type": "Article", "author": "' + "Ada, " * 250_000 + '"}'),
    "entities": lambda: _linked('{"@type": "Article", "headline": "' + "&amp;" * 250_000 + '"}'),
    "number": lambda: _linked('{"@type": "Article", "datePublished": ' + "9" * 4_000 + "}"),
    "numeric_entity": lambda: _page(f'<meta property="og:title" content="&#{"9" * 100_000};">'),
    "title": lambda: _page(f"<title>{'a ' * 500_000}</title>"),
    "title_bars": lambda: _page(
        f"<title>{'a | ' * 250_000}</title><meta property='og:title' content='{'- ' * 400_000}'>"
    ),
    "title_elements": lambda: _page(body="<h1>" + "<b>a</b>" * 100_000 + "</h1>"),
    "headings": lambda: _page(body="<h1>Bridge closes</h1>" * 50_000),
    "metas": lambda: _page('<meta name="author" content="Ada Brook">' * 50_000),
    "named_metas": lambda: _page("".join(f'<meta name="a{n}" content="Ada Brook">' for n in range(50_000))),
    "links": lambda: _page('<link rel="canonical" href="/a">' * 50_000),
    "times": lambda: _page(body="<time datetime='soon'>soon</time>" * 50_000),
    "classes": lambda: _page(body="<div class='author date'>Not a name at all, 9</div>" * 30_000),
    "long_class": lambda: _page(body=f"<div class='{'byline-' * 150_000}'>x</div>"),
    "other_classes": lambda: _page(body="".join(f"<p class='author-{n}'>x y</p>" for n in range(30_000))),
    "nested": lambda: _page(body=("<div class='byline'>" * 200 + "By x" + "</div>" * 200) * 100),
    "nested_marked": lambda: _page(body=("<i itemprop='author'>" * 200 + "x" + "</i>" * 200) * 100),
    "nested_around": lambda: _page(body="<div class='byline'>" * 45 + "<b>x</b>" * 200_000 + "</div>" * 45),
    "labels": lambda: _page(body="<strong>Author:</strong> nobody of that name " * 30_000),
    "by": lambda: _page(body="<span>By the way</span> " * 30_000),
    "byline": lambda: _page(body=f"<p class='byline'>By {'Ada Brook and ' * 70_000}</p>"),
    "spaces": lambda: _page(body=f"<p class='byline'>By {' ' * 1_000_000}x</p>"),
    "brackets": lambda: _page(f"<meta name='author' content='{'(' * 300_000}'>"),
    "digits": lambda: _page(f"<meta name='date' content='{'1' * 1_000_000}'>", f"<p class='date'>{'1.' * 300_000}</p>"),
    "tags": lambda: _page(f"<meta property='og:title' content='{'&lt;' * 250_000}'>"),
    "marks": lambda: _page(f"<title>{'e' + chr(0x301) * 500_000}</title>"),
}
