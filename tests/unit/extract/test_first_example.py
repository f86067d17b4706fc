"""The first capture the project was given, if it lies beside the checkout: real news, so never copied in here."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso_extract.document import ClaimFinder, RuleFinder, extract, read_document
from sayso_extract.tagger.finder import shipped_finder

ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ["SAYSO_EVAL_DIR"]).parent if "SAYSO_EVAL_DIR" in os.environ else ROOT.parent / "shared"


@pytest.fixture
def capture() -> bytes:
    found = sorted((SHARED / "seeds").glob("000_*.txt"))
    if not found:
        pytest.skip(f"no example capture under {SHARED / 'seeds'}; set SAYSO_EVAL_DIR to the evaluation data beside it")
    return found[0].read_bytes()


def test_the_body_is_taken_whole_and_alone(capture: bytes) -> None:
    article = read_document(capture, url=None)
    paragraphs = article.text.split("\n\n")
    assert (len(paragraphs), len(article.authors)) == (11, 1)
    assert article.title is not None
    assert article.title.endswith("?")
    assert paragraphs[0].startswith("Pentagon chief")
    assert article.text.endswith("according to the report.")


@pytest.mark.parametrize("finder", [RuleFinder, shipped_finder])
def test_all_fourteen_attributions_have_their_speaker(capture: bytes, finder: Callable[[], ClaimFinder]) -> None:
    found = extract(read_document(capture, url=None), finder())
    speakers = [statement.speaker.name for statement in found]
    assert len(found) == 14
    assert None not in speakers
    assert speakers[0] == speakers[2] == speakers[3] == speakers[4]
    assert speakers[6] == speakers[7]
    assert speakers[8] == speakers[9]
    assert speakers[11] == speakers[12] == speakers[13]
    assert [statement.content_spans[0] for statement in found] == sorted(s.content_spans[0] for s in found)
