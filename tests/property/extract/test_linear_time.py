"""A megabyte of text made to be slow is read in time, whatever its shape."""

import time
from contextlib import suppress

import pytest

from sayso_extract.document import DocumentError, RuleFinder, extract, read_document
from sayso_extract.tagger.finder import shipped_finder

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
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("as_is", [True, False], ids=["as_is", "cleaned"])
def test_hostile_megabyte(shape: str, as_is: bool) -> None:
    text = (shape * (SIZE // len(shape) + 1))[:SIZE]
    started = time.process_time()
    with suppress(DocumentError):
        extract(read_document(text, url=None, media="text", as_is=as_is), RuleFinder())
    assert time.process_time() - started < LIMIT_SECONDS


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_hostile_megabyte_for_the_finder_that_ships(shape: str) -> None:
    finder = shipped_finder()
    text = (shape * (SIZE // len(shape) + 1))[:SIZE]
    with suppress(DocumentError):
        article = read_document(text, url=None, media="text", as_is=True)
        started = time.process_time()
        extract(article, finder)
        assert time.process_time() - started < LIMIT_SECONDS
