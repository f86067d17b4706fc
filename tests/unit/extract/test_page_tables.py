"""Layout tables become blocks, data tables lose what multiplies their cells."""

from lxml.html import fromstring, tostring

from sayso_extract.domain.html.article import html_article
from sayso_extract.domain.html.tables import flatten_layout
from tests.cpu_time import cpu_seconds

PROSE = "Ada Brook, the mayor of Saltby, said the town would pay for the repairs and that buses would run. "


def flattened(html: str) -> str:
    return str(tostring(flatten_layout(fromstring(html)), encoding="unicode"))


def test_a_cell_of_paragraphs_is_layout() -> None:
    html = flattened("<table><tbody><tr><td>Menu</td><td><p>Words</p></td></tr></tbody></table>")
    assert html == "<div><div><div><td>Menu</td><div><p>Words</p></div></div></div></div>"


def test_a_long_cell_is_layout() -> None:
    assert "<td>" not in flattened(f"<table><tr><td>{PROSE * 4}</td></tr></table>")


def test_a_table_of_figures_stays_without_its_spans() -> None:
    html = flattened("<table><tr><td colspan='9000' rowspan='2'>12</td><td>13</td></tr></table>")
    assert html == "<table><tr><td>12</td><td>13</td></tr></table>"


def test_an_article_in_a_layout_table_has_paragraphs() -> None:
    rows = f"<tr><td>Menu</td><td><h1>Bridge</h1><p>{PROSE}</p><p>Traders {PROSE}</p></td></tr>"
    article = html_article(f"<html><body><table>{rows}</table></body></html>")
    assert article is not None
    assert article.text.split("\n\n") == [PROSE.strip(), f"Traders {PROSE.strip()}"]


def test_spans_cost_nothing() -> None:
    row = "<tr>" + "<td rowspan='1000' colspan='1000'>1</td>" * 40 + "</tr>"
    page = f"<html><body><article><p>{PROSE * 3}</p><table>{row * 40}</table></article></body></html>"
    assert html_article(page) is not None
    assert cpu_seconds(lambda: html_article(page), limit=2) < 2
