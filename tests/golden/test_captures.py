"""Text captures of every kind, each a folder: what was copied, and the article that is in it.

Inputs are self-written; what is expected was written by hand before the reader was run, and is changed by hand.
"""

import json
from pathlib import Path

import pytest

from sayso_extract.document import read_document

CASES = sorted((Path(__file__).parent / "captures" / "cases").iterdir())


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_capture(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    article = read_document((folder / "input.txt").read_bytes(), url=None)
    assert {
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published,
        "paragraphs": article.text.split("\n\n"),
    } == expected
