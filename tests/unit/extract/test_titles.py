"""Which of a page's titles is its headline, and what templates set around it."""

from dataclasses import dataclass

import pytest

from sayso_extract.domain.html.titles import Titles, headline, without_outlet

OUTLETS = ("The Saltby Post", "saltbypost.example", "saltbypost")


@dataclass(frozen=True)
class Case:
    """A page's titles and the one to be chosen."""

    name: str
    titles: Titles
    title: str | None
    source: str | None


def titles(
    linked: str | None = None, shared: str | None = None, *headings: str, tag: str | None = None, address: str = ""
) -> Titles:
    return Titles(linked, shared, headings, tag, (address,) if address else (), OUTLETS)


PLAIN, ENGINES = "The bridge that Saltby loved", "Saltby bridge closed: what drivers need to know"
CASES = (
    Case("all agree", titles(PLAIN, PLAIN, PLAIN, tag=f"{PLAIN} | The Saltby Post"), PLAIN, "json-ld"),
    Case("the tag repeats json-ld", titles(ENGINES, PLAIN, PLAIN, tag=ENGINES), PLAIN, "meta"),
    Case("the tag repeats og", titles(PLAIN, ENGINES, ENGINES, tag=ENGINES), PLAIN, "json-ld"),
    Case(
        "heading, tag and address agree",
        titles(ENGINES, PLAIN, PLAIN, tag=PLAIN, address="https://saltbypost.example/the-bridge-that-saltby-loved-1"),
        PLAIN,
        "meta",
    ),
    Case("og is another article's", titles(PLAIN, "Weather", PLAIN, tag=PLAIN), PLAIN, "json-ld"),
    Case("og is the outlet", titles(PLAIN, "The Saltby Post", PLAIN, tag=PLAIN), PLAIN, "json-ld"),
    Case("a word changed", titles("Old bridge in Saltby shut on Monday", "Old bridge in Saltby now shut on Monday",
         tag="Old bridge in Saltby shut on Monday"), "Old bridge in Saltby shut on Monday", "json-ld"),
    Case("og is the heading", titles("Saltby traffic, latest", PLAIN, PLAIN, tag="Saltby traffic, latest"), PLAIN,
         "meta"),
    Case("json-ld is cut off", titles("The bridge that Saltby…", None, PLAIN, tag=PLAIN), PLAIN, "json-ld"),
    Case("og alone", titles(None, f"{PLAIN} - The Saltby Post", tag="x"), PLAIN, "meta"),
    Case("heading alone", titles(None, None, "The Saltby Post", PLAIN), PLAIN, "h1"),
    Case("heading that the tag confirms", titles(None, None, "More news", PLAIN, tag=f"{PLAIN} | Saltby Post"), PLAIN,
         "h1"),
    Case("heading that the tag does not know", titles(None, None, "Menu", tag=f"{PLAIN} | Saltby Post"), PLAIN,
         "title"),
    Case("nothing", titles(), None, None),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_headline(case: Case) -> None:
    assert headline(case.titles) == (case.title, case.source)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Bridge closes | The Saltby Post", "Bridge closes"),
        ("Bridge closes - Saltby Post", "Bridge closes"),
        ("Bridge closes — saltbypost.example", "Bridge closes"),
        ("Bridge closes | Local | News | The Saltby Post", "Bridge closes"),
        ("Bridge closes | The Saltby Post | by Ada Brook", "Bridge closes"),
        ("Bridge closes | Saltby Post | 28.04.2023", "Bridge closes"),
        ("Bridge closes * The Saltby Post * by Ada Brook", "Bridge closes"),
        ("The Saltby Post | Bridge closes", "Bridge closes"),
        ("橋が閉鎖：saltbypost.example", "橋が閉鎖"),
        ("BUDGET | Mayor asks for more", "BUDGET | Mayor asks for more"),
        ("Bridge closes - for a year", "Bridge closes - for a year"),
        ("Brook – the last mayor", "Brook – the last mayor"),
        ("The Saltby Post", "The Saltby Post"),
        ("Self-made well-being", "Self-made well-being"),
        (None, None),
    ],
)
def test_what_templates_set_around_a_title_goes(title: str | None, bare: str | None) -> None:
    assert without_outlet(title, OUTLETS) == bare


def test_a_heading_shows_where_a_title_ends() -> None:
    assert without_outlet("Bridge closes - Our Town Today", (), ["Bridge closes"]) == "Bridge closes"
    assert without_outlet("Bridge closes - Our Town Today", ()) == "Bridge closes - Our Town Today"
