"""H9: what a claim is made of stands in its page, where it is said to: all pages and captures of seeds and goldens."""

from pathlib import Path

import pytest
from lxml import html

from sayso_extract.document import RuleFinder, extract, origins_of, read_document
from sayso_extract.domain.attribution.quotes import paragraphs
from sayso_extract.domain.html.article import page_tree
from sayso_extract.domain.model import Span
from sayso_extract.domain.origins import Place

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path
    for folder in (ROOT / "seeds", Path(__file__).parent / "captures", Path(__file__).parent / "extract")
    for path in folder.rglob("*")
    if path.suffix in (".html", ".txt", ".md") and path.name not in ("README.md", "urls.txt")
)


def letters(text: str) -> str:
    return "".join(each for each in text if each.isalnum())


def word_at(tree: "html.HtmlElement", place: Place) -> str:
    (element,) = tree.xpath(place.path)
    own: str = element.tail if place.tail else element.text
    return own[place.offset]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_h9_claims_and_paragraphs_stand_in_their_page(path: Path) -> None:
    data = path.read_bytes()
    article = read_document(data, url=None)
    spans = [*paragraphs(article.text), *(s for each in extract(article, RuleFinder()) for s in each.content_spans)]
    found = origins_of(data, article, spans)
    assert len(found) == len(spans)
    missing = [span.of(article.text)[:60] for span, each in zip(spans, found, strict=True) if each is None]
    assert missing == []
    tree = page_tree(data.decode("utf-8", "replace")) if path.suffix == ".html" else None
    for span, origin in zip(spans, found, strict=True):
        assert origin is not None
        if tree is not None:
            words = letters(span.of(article.text))
            assert (word_at(tree, origin.begin), word_at(tree, origin.end)) == (words[0], words[-1])


def test_a_page_is_traced_through_markup_entities_and_comments() -> None:
    page = (
        "<html><body><article><p>First caf&eacute; words &amp; more stand here, and they go on for some time yet.</p>"
        "<p>Ada <b>Brook</b><!-- x --> said <i>that the bri<em></em>dge was safe</i> on Monday, and none asked why.</p>"
        "<script>the bridge was safe</script></article></body></html>"
    )
    article = read_document(page, url=None)
    begin = article.text.index("that the bridge was safe")
    span = Span(begin, begin + len("that the bridge was safe"))
    (origin,) = origins_of(page, article, [span], media="html")
    assert origin is not None
    assert origin.begin == Place("/html/body/article/p[2]/i", 0)
    assert origin.end == Place("/html/body/article/p[2]/i/em", 11, tail=True)


def test_of_words_that_stand_twice_the_own_paragraphs_are_meant() -> None:
    page = "".join(
        f"<p>{lead} paragraph of the page: the old bridge was safe, said Ada Brook on that day.</p>"
        for lead in ("First", "Second", "Third")
    )
    article = read_document(f"<html><body><article>{page}</article></body></html>", url=None)
    begin = article.text.rindex("the old bridge")
    (origin,) = origins_of(f"<html><body><article>{page}</article></body></html>", article, [Span(begin, begin + 14)])
    assert origin is not None
    assert origin.begin.path.endswith("p[3]")


def test_what_is_not_there_has_no_origin() -> None:
    text = "The old bridge was closed on Monday, the council said in a long letter."
    article = read_document(text, url=None)
    (origin,) = origins_of("Another text, of other words and of no use.", article, [Span(0, 10)])
    assert origin is None
