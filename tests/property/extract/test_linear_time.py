"""A megabyte of text made to be slow is read in time, whatever its shape."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso_extract.document import DocumentError, RuleFinder, extract, read_document
from sayso_extract.domain.model import Article
from sayso_extract.tagger.finder import shipped_finder
from tests.cpu_time import cpu_seconds

SIZE = 1_000_000
LIMIT_SECONDS = 2.0
SHAPES = {
    "marks": '"',
    "quotes": '"a" ',
    "curly": "“",
    "singles": "'a ",
    "apostrophes": "a' ",
    "one word": "a",
    "words": "a ",
    "capitals": "Ada ",
    "titles": "Minister ",
    "of": "chief of the ",
    "said": "said ",
    "said that": "he said that ",
    "and said": "and said ",
    "commas": "a, ",
    "comma said": "he went, she said, ",
    "according": "according to ",
    "stops": ". ",
    "initials": "A. ",
    "colons": "a: ",
    "numbers": "1 ",
    "number words": "one hundred ",
    "between": "between 1 and ",
    "months": "May ",
    "lines": "a\n",
    "prose lines": "He said that it was so and it was not.\n",
    "names": "Ada Brook said it was so. ",
    "floating": '"It was not so at all."\n',
    "he said": '"It was," he said, ',
    "advertisement": "advertisement ",
    "tags": "<p>",
    "deep": "<div><p>",
    "prose": "Ada Brook, 58, the mayor of Saltby, said on Monday that at least 43 of 1,200 people could leave. “It is "
             "safe,” she told reporters in Tarsk last week.\n",
    "studies": "a study of the University of Saltby found that ",
    "appositions": "Ada Brook, the mayor, the head, the chief, ",
    "nested": "he said she said they said ",
}  # fmt: skip
PIECES = (
    "he said ", "that ", "the mayor ", "Ada Brook", ", ", ". ", '"', "“", "”", "'", "a ", "not ", "may ", "1.2bn ",
    "last week ", "according to ", "of ", "\n", "\n\n", "-", "(", "Saltby Council ", "her ", "who ", "; ", ": ",
)  # fmt: skip
NEVER_AGAIN = {
    "new words": "w{0:x}, said ",
    "new people": "Ada{0:x} Brook{1:x} said it was so. ",
    "new organisations": "The Saltby{0:x} Council said on Monday that {0} people could leave. ",
}


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """What is read once a process, such as the languages, is no text's doing."""
    read(SHAPES["prose"], as_is=False)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("as_is", [True, False], ids=["as_is", "cleaned"])
def test_hostile_megabyte(shape: str, as_is: bool) -> None:
    text = (shape * (SIZE // len(shape) + 1))[:SIZE]
    assert cpu_seconds(lambda: read(text, as_is=as_is), LIMIT_SECONDS) < LIMIT_SECONDS


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_hostile_megabyte_for_the_finder_that_ships(shape: str) -> None:
    assert spent_on((shape * (SIZE // len(shape) + 1))[:SIZE]) < LIMIT_SECONDS


@pytest.mark.parametrize("shape", NEVER_AGAIN.values(), ids=NEVER_AGAIN.keys())
def test_a_megabyte_in_which_nothing_comes_again(shape: str) -> None:
    text = "".join(shape.format(number, 7 * number) for number in range(SIZE // 16))[:SIZE]
    assert spent_on(text) < LIMIT_SECONDS


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8))
@settings(max_examples=5, deadline=None)
def test_a_megabyte_of_any_few_pieces(pieces: list[str]) -> None:
    shape = "".join(pieces)
    assert spent_on((shape * (SIZE // len(shape) + 1))[:SIZE]) < LIMIT_SECONDS


def read(text: str, *, as_is: bool) -> None:
    """Clean a capture, unless it is to be taken as it is, and find statements by rules."""
    with suppress(DocumentError):
        extract(read_document(text, url=None, media="text", as_is=as_is), RuleFinder())


def spent_on(text: str) -> float:
    """CPU seconds for all that the finder that ships does with a text, the weights being loaded."""
    finder = shipped_finder()
    article = Article(None, (), "2026-01-05", None, None, None, None, None, None, text)
    return cpu_seconds(lambda: extract(article, finder), LIMIT_SECONDS)
