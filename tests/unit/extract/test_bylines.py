"""Names out of bylines, in the ways and languages that pages write them."""

import pytest

from sayso_extract.domain.html.bylines import MOST_NAMES, clean_authors, is_person, names_in, newsrooms
from sayso_extract.domain.html.outlets import is_newsroom, is_outlet, outlet_names

OUTLETS = ("The Saltby Post", "saltbypost.example", "saltbypost")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Brook", ["Ada Brook"]),
        ("By Ada Brook and Bo Reed", ["Ada Brook", "Bo Reed"]),
        ("Ada Brook, Bo Reed & Cy Lane", ["Ada Brook", "Bo Reed", "Cy Lane"]),
        ("Words by: Ada Brook; Bo Reed", ["Ada Brook", "Bo Reed"]),
        ("Ada Brook, Political Editor", ["Ada Brook"]),
        ("Ada Brook Chief Political Correspondent", ["Ada Brook"]),
        ("Ada Brook BBC News reporter", ["Ada Brook"]),
        ("ADA BROOK, AP Sports Writer", ["ADA BROOK"]),
        ("By Ada Brook in Saltby", ["Ada Brook"]),
        ("By Ada Brook ada@saltbypost.example", ["Ada Brook"]),
        ("By Ada Brook Updated 12 May 2025", ["Ada Brook"]),
        ("By Ada Brook Monday, November 18, 04:05 pm", ["Ada Brook"]),
        ("Ada Brook, MS, RDN", ["Ada Brook"]),
        ("Ada Brook (abr)", ["Ada Brook"]),
        ("Von Ada Brook und Bo Reed, dpa", ["Ada Brook", "Bo Reed", "dpa"]),
        ("Autor: Ada Brook", ["Ada Brook"]),
        ("Autorin/Autor: Ada Brook", ["Ada Brook"]),
        ("von der Heide", ["von der Heide"]),
        ("Ida von der Heide", ["Ida von der Heide"]),
        ("Par Ada Brook et Bo Reed", ["Ada Brook", "Bo Reed"]),
        ("Por Ana Ruiz y Leo Paz", ["Ana Ruiz", "Leo Paz"]),
        ("Ana Ruiz y Gómez", ["Ana Ruiz y Gómez"]),
        ("di Ada Ponte e Bo Canna", ["Ada Ponte", "Bo Canna"]),
        ("Di Stefano", ["Di Stefano"]),
        ("Ada Bekk og Bo Sand", ["Ada Bekk", "Bo Sand"]),
        ("Text: Ada Bekk, Foto: Bo Sand", ["Ada Bekk", "Foto: Bo Sand"]),
        ("Автор: Ада Ручьёва", ["Ада Ручьёва"]),
        ("阿部 夏", ["阿部 夏"]),
        ("김하늘 기자", ["김하늘"]),
        ("admin", []),
        ("https://saltbypost.example/ada", []),
        ("", []),
        ("1234", []),
    ],
)
def test_names_in_a_byline(line: str, names: list[str]) -> None:
    assert list(names_in(line)) == names


def test_authors_are_no_outlets_and_nobody_twice() -> None:
    names = ("By Ada Brook", "Saltby Post", "https://x.example/ada", "ada@example.org", "Ada Brook", " ")
    assert clean_authors(names, "The Saltby Post") == ("Ada Brook",)
    assert clean_authors(("Ada Brook The Saltby Post", "Bo Reed Associated Press"), OUTLETS) == ("Ada Brook", "Bo Reed")
    assert clean_authors(("The Saltby Post (www.saltbypost.example)",), ()) == ()
    assert len(clean_authors((", ".join(f"Ada {'B' * n}rook" for n in range(30)), "Bo Reed"), ())) == MOST_NAMES
    assert len(clean_authors((f"Ada {'x' * n}, Bo {'x' * n}" for n in range(20)), ())) == MOST_NAMES
    assert len(clean_authors((f"Ada Brook{'x' * n}" for n in range(1000)), ())) == MOST_NAMES


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("The Saltby Post", True),
        ("Saltby Post", True),
        ("saltbypost.example", True),
        ("SaltbyPost", True),
        ("Saltby Post Sport", True),
        ("hessen.example.info", True),
        ("Jane Saltbypost", False),
        ("Ada Brook", False),
        ("The", False),
        ("", False),
    ],
)
def test_what_is_the_outlets_name(name: str, own: bool) -> None:
    assert is_outlet(name, OUTLETS) is own


def test_an_outlet_goes_by_what_it_says_and_by_its_host() -> None:
    names = outlet_names(("Saltby Post", None), ("https://www.saltbypost.example/a", "http://[", None))
    assert names == ("Saltby Post", "saltbypost.example", "saltbypost")


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Ada Brook", True),
        ("Ida von der Heide", True),
        ("Ада Ручьёва", True),
        ("阿部夏", True),
        ("Ada", False),
        ("ada brook", False),
        ("Ada Brook 2", False),
        ("Why the bridge closed", False),
        ("Saltby Newsroom", False),
        ("Ada: Brook", False),
    ],
)
def test_who_looks_like_a_person(name: str, person: bool) -> None:
    assert is_person(name) is person


@pytest.mark.parametrize(
    ("name", "newsroom"),
    [
        ("Redaktion Saltby", True),
        ("BR24 Redaktion", True),
        ("Staff", True),
        ("Reuters", True),
        ("The Associated Press", True),
        ("編集部", True),
        ("Ada Stafford", False),
        ("Ada Brook", False),
    ],
)
def test_who_is_a_newsroom(name: str, newsroom: bool) -> None:
    assert is_newsroom(name) is newsroom


def test_newsrooms_are_named_as_they_are_credited() -> None:
    assert newsrooms(("The Saltby Post", "By Redaktion saltbypost.example", "https://x.example")) == (
        "The Saltby Post",
        "Redaktion saltbypost.example",
    )
