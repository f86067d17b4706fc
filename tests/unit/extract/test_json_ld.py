"""JSON-LD as pages write it: sound, broken, in pieces, and about other articles, too."""

import json
from typing import Any

import pytest

from sayso_extract.domain.html.json_ld import DEEPEST, MOST_OBJECTS, Linked, Named, linked
from sayso_extract.domain.html.json_text import MOST_BROKEN, MOST_SCRIPTS, MOST_TEXT, script_values

URL = "https://saltbypost.example/2025/bridge"
OWN: dict[str, Any] = {
    "@type": "NewsArticle",
    "headline": "Bridge closes",
    "datePublished": "2025-04-09",
    "author": {"@type": "Person", "name": "Ada Brook"},
}
OTHER = {**OWN, "headline": "School opens", "author": "Bo Reed", "url": "https://saltbypost.example/2025/school"}


def read(*values: Any, addresses: tuple[str, ...] = (), headlines: tuple[str, ...] = ()) -> Linked:
    return linked([v if isinstance(v, str) else json.dumps(v) for v in values], addresses, headlines)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}',
        ' \n {"a": 1}; ',
        '<!-- {"a": 1} -->',
        '//<![CDATA[\n{"a": 1}\n//]]>',
        '/* <![CDATA[ */ {"a": 1} /* ]]> */',
        '{"a": 1,}',
        '{"a": 1, // the answer\n}',
        '{/* nothing */ "a": 1 /* more */}',
        '{"a": 1, "b": }',
        '{"a": 1, "b": [1, 2,],}',
        '{"a": 1, "b": [1,,2]}',
        '{"a": 1, "b": "tab\there\nand a line"}',
        '{"a": 1, "b": "http://x.example/a//b"}',
    ],
)
def test_a_value_is_read_however_it_is_wrapped_or_broken(text: str) -> None:
    (value,) = script_values([text])
    assert value["a"] == 1


def test_mending_leaves_strings_alone() -> None:
    text = '{"a": "x // y /* z */ ,] \\" <!-- -->", "b": 1,}'
    assert list(script_values([text])) == [{"a": 'x // y /* z */ ,] " <!-- -->', "b": 1}]


def test_one_script_may_hold_several_values() -> None:
    assert list(script_values(['{"a": 1}\n{"b": 2}, {"c": 3}'])) == [{"a": 1}, {"b": 2}, {"c": 3}]


@pytest.mark.parametrize("text", ["", "no json", "{'a': 1}", '{"a": 1', "[" * 100_000, '{"a":' * 50_000, '"' * 50_000])
def test_what_is_no_value_is_nothing(text: str) -> None:
    assert list(script_values([text])) == []


@pytest.mark.parametrize(
    "kind", ["NewsArticle", "ReportageNewsArticle", ["Article", "NewsArticle"], "https://schema.org/NewsArticle",
             "schema:BlogPosting", "LiveBlogPosting"],
)  # fmt: skip
def test_every_kind_of_article_is_one(kind: str | list[str]) -> None:
    found = read({"@type": "Organization", "name": "x"}, {**OWN, "@type": kind})
    assert found.words("headline") == "Bridge closes"


@pytest.mark.parametrize(
    "values",
    [
        ([OTHER, OWN],),
        (OTHER, OWN),
        ({"@graph": [OTHER, OWN]},),
        ({"@type": "WebPage", "mainEntity": OWN},),
        (OWN, {"@type": "Organization"}),
    ],
    ids=["list", "scripts", "graph", "main entity", "first"],
)
def test_the_article_may_stand_anywhere(values: tuple[Any, ...]) -> None:
    assert read(*values, headlines=("Bridge closes",)).words("headline") == "Bridge closes"


@pytest.mark.parametrize(
    "own",
    [
        {**OWN, "url": URL + "/"},
        {**OWN, "@id": URL + "#article"},
        {**OWN, "mainEntityOfPage": {"@type": "WebPage", "@id": URL}},
        {**OWN, "mainEntityOfPage": URL},
    ],
    ids=["url", "id", "page object", "page"],
)
def test_of_several_the_one_at_the_pages_address_is_its_own(own: dict[str, Any]) -> None:
    assert read([OTHER, own], addresses=(URL,), headlines=("School opens",)).words("headline") == "Bridge closes"


def test_then_the_one_under_its_headline_and_then_the_fullest() -> None:
    assert read([OTHER, OWN], headlines=("Bridge closes | Saltby Post",)).words("headline") == "Bridge closes"
    assert read([{"@type": "Article", "headline": "x"}, OWN]).words("headline") == "Bridge closes"
    assert read([OWN, OTHER]).words("headline") == "Bridge closes"


def test_what_the_article_leaves_open_its_page_answers() -> None:
    graph = [{"@type": "WebPage", "@id": URL, "inLanguage": "de-DE", "datePublished": "2025-04-08"}, OWN]
    found = read({"@graph": graph}, addresses=(URL,))
    assert (found.words("inLanguage"), found.words("datePublished")) == ("de-DE", "2025-04-09")


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ada Brook", [Named("Ada Brook")]),
        (["Ada Brook", {"name": "Bo Reed"}], [Named("Ada Brook"), Named("Bo Reed")]),
        ({"@type": "Person", "name": ["Ada Brook", "Bo Reed"]}, [Named("Ada Brook"), Named("Bo Reed")]),
        ({"@type": "NewsMediaOrganization", "name": "Saltby Post"}, [Named("Saltby Post", True)]),
        ({"@type": ["Person", "Organization"], "name": "Ada Brook"}, [Named("Ada Brook")]),
        ({"@id": "#ada"}, [Named("Ada &amp Brook".replace("&amp", "&"))]),
        ("#ada", [Named("Ada & Brook")]),
        ({"@id": "#nobody"}, []),
        ({"@id": "#loop"}, []),
        (None, []),
        (5, []),
        ([[["Ada Brook"]]], []),
    ],
)
def test_whom_an_article_names(author: Any, names: list[Named]) -> None:
    people = [{"@type": "Person", "@id": "#ada", "name": "Ada &amp; Brook"}, {"@id": "#loop", "author": "#loop"}]
    assert list(read({"@graph": [{**OWN, "author": author}, *people]}).named("author")) == names


def test_values_are_words_without_entities_and_tags() -> None:
    headline = "The&nbsp;old <b>bridge</b> &amp;amp; the  mayor&#8217;s\nword"
    assert read({**OWN, "headline": headline}).words("headline") == "The old bridge & the mayor’s word"
    assert read({**OWN, "headline": "&#" + "9" * 100_000 + ";"}).words("headline") is not None
    assert read({**OWN, "datePublished": 1744192800}).words("datePublished") == "1744192800"
    assert read({**OWN, "headline": {"@value": "Bridge"}}).words("headline") == "Bridge"
    assert read({**OWN, "headline": True}).words("headline") is None


@pytest.mark.parametrize(
    ("said", "closed"),
    [
        (False, True),
        ("False", True),
        ("http://schema.org/False", True),
        (True, False),
        ("true", False),
        (None, None),
        ("perhaps", None),
    ],
)
def test_whether_an_article_is_closed(said: Any, closed: bool | None) -> None:
    assert read({**OWN, "isAccessibleForFree": said}).closed() is closed
    assert read({**OWN, "hasPart": [{"@type": "WebPageElement", "isAccessibleForFree": said}]}).closed() is closed


def test_what_describes_no_article_is_passed_over() -> None:
    assert read({"@type": "JobPosting", "title": "Mayor"}, {"@type": "Person", "name": "Ada"}, "[]", "7") == Linked()


def test_how_deep_and_how_many_objects_are_read_is_bounded() -> None:
    def inside(levels: int) -> Any:
        value: Any = OWN
        for _ in range(levels):
            value = {"@graph": value}
        return value

    assert read(inside(DEEPEST)) != Linked()
    assert read(inside(DEEPEST + 1)) == Linked()
    many = [[{"@type": "Person"}] * 100] * (MOST_OBJECTS // 100)
    assert read([*many[1:], OWN]) != Linked()
    assert read([*many, OWN]) == Linked()


def test_the_number_of_scripts_is_bounded() -> None:
    assert read(*["{}"] * MOST_SCRIPTS, OWN) == Linked()
    assert read(*["{}"] * (MOST_SCRIPTS - 1), OWN) != Linked()


def test_how_much_is_read_and_mended_is_bounded() -> None:
    broken, sound = '{"a": 1, "b": ' + " " * (MOST_BROKEN // 2) + "}", '{"a": "' + "x" * (MOST_TEXT // 4) + '"}'
    assert len(list(script_values([broken] * 9))) == 1
    assert len(list(script_values([sound] * 9))) == 3
