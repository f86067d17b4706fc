"""What a page says of itself is read in time and in bounds, whatever it says."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso_extract.domain.html.article import page_tree
from sayso_extract.domain.html.bylines import MOST_NAMES, names_in
from sayso_extract.domain.html.json_text import script_values
from sayso_extract.domain.html.metadata import SOURCES, PageMetadata, page_metadata
from sayso_extract.domain.html.plain import LONGEST
from sayso_extract.domain.html.stated_dates import stated_date
from sayso_extract.domain.html.titles import without_outlet
from tests.cpu_time import cpu_seconds
from tests.hostile.heads import HEADS

LIMIT_SECONDS = 2.0
"""Of processor time; each takes a tenth of it on a slow machine."""
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["@type", "@id", "@graph", "name", "headline", "author", "url", "datePublished", "publisher",
                         "hasPart", "isAccessibleForFree", "mainEntityOfPage", "inLanguage"]), inner, max_size=6),
    max_leaves=20,
)  # fmt: skip


def read(page: str) -> PageMetadata:
    tree = page_tree(page)
    assert tree is not None
    return page_metadata(tree, "https://saltbypost.example/bridge")


@pytest.mark.parametrize("make", HEADS.values(), ids=HEADS.keys())
def test_hostile_head(make: object) -> None:
    assert callable(make)
    tree = page_tree(make())
    assert tree is not None
    in_bounds(page_metadata(tree, "https://saltbypost.example/bridge"))
    assert cpu_seconds(lambda: page_metadata(tree, "https://saltbypost.example/bridge"), LIMIT_SECONDS) < LIMIT_SECONDS


def in_bounds(found: PageMetadata) -> None:
    texts = (found.title, found.publisher, found.section, *found.credit.names)
    assert all(text is None or 0 < len(text) <= LONGEST for text in texts)
    assert len(found.credit.names) <= MOST_NAMES
    assert len(found.titles) <= 20
    for moment in (found.published, found.modified):
        assert moment is None or datetime.fromisoformat(moment)
    assert {word for _, source in found.sources for word in source.split()} <= set(SOURCES)


@given(VALUES)
def test_any_json_ld_is_read(value: object) -> None:
    article = {"@type": "NewsArticle", "headline": value, "author": value, "datePublished": value, "publisher": value}
    for said in (value, article, [article, value]):
        in_bounds(read(f'<html><script type="application/ld+json">{json.dumps(said)}</script><p>x</p></html>'))


@given(st.text(alphabet='{}[]",:/*\\-<!> \nab1', max_size=200))
def test_any_text_is_json_or_nothing(text: str) -> None:
    assert all(isinstance(value, dict | list) for value in script_values([text]))


@given(st.text(max_size=200))
def test_any_line_is_a_byline(line: str) -> None:
    for name in names_in(line):
        assert name == name.strip()
        assert 0 < len(name) <= 80


@given(st.text(alphabet=" ,;()&|/-–By and von dr.AdaBrook1@", max_size=100))
def test_names_are_words_of_their_line(line: str) -> None:
    words = line.split()
    assert all(word in " ".join(words) for name in names_in(line) for word in name.split())


@given(st.text(alphabet="0123456789-./: ,TZ+apmAprilмая年月日", max_size=60))
def test_any_line_is_a_date_or_none(line: str) -> None:
    found = stated_date(line, "en")
    assert found is None or 1800 <= datetime.fromisoformat(found).year < 2100


@given(st.text(alphabet="ab |-–: *", max_size=60), st.lists(st.sampled_from(["a", "b a", "ab"]), max_size=2))
def test_a_title_without_its_outlet_is_part_of_it(title: str, outlets: list[str]) -> None:
    bare = without_outlet(title, outlets)
    assert bare is None or bare in title
