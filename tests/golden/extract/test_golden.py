"""Golden cases: each folder under `cases/` is an input and what must be read from it.

An input is self-written and about made-up people. `expected.json` holds the article and its statements; to accept a
change on purpose, run `python -m tests.golden.extract.test_golden` and read the difference before it is committed.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from sayso_extract.document import RuleFinder, extract, read_document
from sayso_extract.domain.model import Quantity, Statement

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


def read_case(folder: Path) -> dict[str, Any]:
    """What extraction makes of a case, as plain JSON values."""
    (source,) = folder.glob("input.*")
    article = read_document(source.read_bytes(), url=None)
    head = {
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published,
        "published_source": article.published_source,
        "publisher": article.publisher,
        "url": article.url,
    }
    statements = [plain(statement) for statement in extract(article, RuleFinder())]
    return {"article": head, "paragraphs": article.text.split("\n\n"), "statements": statements}


def plain(statement: Statement) -> dict[str, Any]:
    """The parts of a statement a reader checks by eye."""
    speaker = statement.speaker
    return {
        "content": statement.content,
        "pieces": len(statement.content_spans),
        "kind": statement.kind,
        "cue": statement.cue,
        "mention": speaker.mention,
        "speaker": speaker.name,
        "role": speaker.role,
        "affiliation": speaker.affiliation,
        "said_when": statement.said_when.start if statement.said_when else None,
        "event_when": statement.event_when.start if statement.event_when else None,
        "quantities": [quantity(q) for q in statement.quantities],
        "certainty": statement.certainty,
        "negated": statement.negated,
        "rule": statement.rule,
    }


def quantity(found: Quantity) -> str:
    """A quantity on one line: "~40000000 dollars", "80..95 people"."""
    upper = "" if found.upper is None else f"..{found.upper:.12g}"
    return f"{'~' if found.approximate else ''}{found.value:.12g}{upper} {found.unit or ''}".strip()


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_case(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert read_case(folder) == expected


if __name__ == "__main__":
    for case in CASES:
        text = json.dumps(read_case(case), ensure_ascii=False, indent=2)
        (case / "expected.json").write_text(text + "\n", encoding="utf-8")
