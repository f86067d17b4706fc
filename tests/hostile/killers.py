"""Small pages that once kept an HTML reader busy for minutes (H2), and pages that nest too deep (H3).

Each is as small as its name says; the article they are wrapped around is an ordinary one. Which of them are still slow
depends on the steps before and inside the reader; the tests only ask that each ends in time, whatever it takes.
"""

from tests.hostile.pages import page

ROWSPAN_BYTES, BYTES = 20_000, 100_000


def _filled(piece: str, size: int) -> str:
    return piece * (size // len(piece))


def rowspan() -> str:
    """A table that asks for millions of cells."""
    row = '<tr><td rowspan="65000" colspan="1000">a</td><td rowspan="65000">b</td></tr>'
    return page(1, extra=f"<table>{_filled(row, ROWSPAN_BYTES)}</table>")


def json_ld() -> str:
    """A string of escaped quotation marks, on which a careless expression goes quadratic."""
    quotes = _filled('\\"', BYTES)
    return page(2, head=f'<script type="application/ld+json">{{"@type": "NewsArticle", "a": "{quotes}</script>')


def cells() -> str:
    """Nothing but cells."""
    return page(3, extra=f"<table><tr>{_filled('<td>a', BYTES)}</table>")


def headings() -> str:
    """Nothing but headings."""
    return page(4, extra=_filled("<h2>a</h2>", BYTES))


def attributes() -> str:
    """One element with thousands of attributes, many times over."""
    names = " ".join(f"data-a{i}=b" for i in range(1000))
    return page(5, extra=_filled(f"<p {names}>a</p>", BYTES) + f"<p {_filled('a=b ', BYTES)}>a</p>")


def paragraphs() -> str:
    """Nothing but one-letter paragraphs."""
    return page(6, extra=_filled("<p>a", BYTES))


KILLERS = {
    "rowspan": rowspan,
    "json_ld": json_ld,
    "cells": cells,
    "headings": headings,
    "attributes": attributes,
    "paragraphs": paragraphs,
}


def nested(depth: int) -> str:
    """An article inside that many ``div``."""
    return page(7, around=("<div>" * depth, "</div>" * depth))


HANGING_BYTES = 1_000_000


def hanging() -> str:
    """A page that no limit of seconds is long enough for: to kill its process over, and to see the limit work."""
    return page(8, extra=f"<table><tr>{_filled('<td>a', HANGING_BYTES)}</table>")
