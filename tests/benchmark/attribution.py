"""``make bench-attribution EVAL=…``: how right statements are, how far their confidence can be trusted, what they cost.

Rightness needs labelled articles: the folder ``EVAL`` with ``attribution`` and ``fields``, each with its texts and its
own scorer, which this module only runs. Statements are written as the attribution corpus does before they are scored:
it keeps quotation marks and a leading "that" inside a content, the comma that ends a description inside a source, and
all that one cue reports in one claim. Cost is the CPU time of one process
for statements with all their fields, per article of 780 words, over the same articles. Without ``EVAL`` only the
details are measured, on the articles of `tests.benchmark.details`.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from msgspec import to_builtins

import sayso_extract.preload  # noqa: F401  as in the processes that read pages, before numpy is imported
from sayso_extract.document import ClaimFinder, RuleFinder
from sayso_extract.domain.model import Article, Span, Statement
from sayso_extract.tagger.finder import shipped_finder
from tests.benchmark.details import FOLDER, HALVES, score

ROUNDS = 5
WORDS = 780
FINDERS: dict[str, Callable[[], ClaimFinder]] = {"shipped": shipped_finder, "rules": RuleFinder}


def main() -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval", nargs="?", default=os.environ.get("SAYSO_EVAL_DIR"), help="folder of labelled data")
    parser.add_argument("--finder", choices=FINDERS, default="shipped")
    parser.add_argument("--errors", type=int, default=0, help="show so many misses")
    args = parser.parse_args()
    finder: ClaimFinder = FINDERS[args.finder]()
    own(finder)
    if args.eval is None:
        print("no EVAL: nothing else to measure on")
        return 0
    dev, details = Path(args.eval) / "attribution" / "dev", Path(args.eval) / "fields"
    texts = {path.stem: read(path) for path in sorted((dev / "text").glob("*.txt"))}
    found = {name: finder.find(article(text, None)) for name, text in texts.items()}
    run(
        dev.parent / "score",
        dev,
        ({"doc": n, "claims": [row for row, _ in claims(texts[n], some)]} for n, some in found.items()),
        args.errors,
    )
    run(details / "score", details, fields(details, finder), args.errors)
    reliability(dev.parent / "score", dev, texts, found)
    cost(finder, list(texts.values()))
    return 0


def own(finder: ClaimFinder) -> None:
    """The details of our own articles: those that rules may be changed by, and those held back."""
    for half in HALVES:
        print(f"details of {half} articles of tests/golden/fields")
        print(*score(FOLDER / half, finder).lines(), sep="\n", end="\n\n")


def read(path: Path) -> str:
    """A text as it is stored, line ends and all."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def article(text: str, published: str | None) -> Article:
    """A text as an article."""
    return Article(None, (), published, None, None, None, None, None, None, text)


def fields(folder: Path, finder: ClaimFinder) -> Iterable[dict[str, Any]]:
    """The statements of the articles with labelled details; their third line is the date."""
    for path in sorted(folder.glob("*.txt")):
        text = read(path)
        some = finder.find(article(text, text.split("\n")[2].strip()))
        rows = [{**to_builtins(s), "content_spans": [[b.begin, b.end] for b in s.content_spans]} for s in some]
        yield {"doc": path.stem, "statements": rows}


def claims(text: str, statements: Iterable[Statement]) -> list[tuple[dict[str, list[list[int]]], float]]:
    """Statements as the attribution corpus writes them, with their confidence; those of one cue are one claim."""
    rows: dict[Span | int, tuple[dict[str, list[list[int]]], float]] = {}
    for number, each in enumerate(statements):
        known = rows.get(each.cue_span or number)
        if known is not None:
            known[0]["content"] = joined(text, known[0]["content"], [with_marks(text, s) for s in each.content_spans])
            continue
        cue = each.cue_span
        row = {
            "source": source(text, each),
            "cue": [[cue.begin, cue.end]] if cue else [],
            "content": [with_marks(text, span) for span in each.content_spans],
        }
        rows[each.cue_span or number] = row, each.confidence
    return list(rows.values())


def joined(text: str, some: list[list[int]], more: list[list[int]]) -> list[list[int]]:
    """The contents of two statements as one: "that A, and that B" is a single content there."""
    between = text[some[-1][1] : more[0][0]].strip(" ,").lower()
    if between in ("and", "but", "or", "and that", "but that", ":"):
        return [*some[:-1], [some[-1][0], more[0][1]], *more[1:]]
    return sorted(some + more)


def source(text: str, statement: Statement) -> list[list[int]]:
    """A speaker's words with what describes them, and the comma that ends a description."""
    mention = statement.speaker.mention_span
    if mention is None or statement.cue_span is None:
        return []
    words = (mention, *statement.speaker.described_by)
    begin, end = min(span.begin for span in words), max(span.end for span in words)
    return [[begin, end + (len(words) > 1 and text[end : end + 1] == ",")]]


def with_marks(text: str, span: Span) -> list[int]:
    """A content with its quotation marks and its "that"."""
    begin, end = span.begin, span.end
    if text[max(0, begin - 2) : begin] in ("''", "``"):
        begin -= 2
    elif begin and text[begin - 1] in "\"“‘'":
        begin -= 1
    after = end
    while after < len(text) and text[after] in ",.!?":
        after += 1
    if text[after : after + 2] == "''":
        end = after + 2
    elif text[after : after + 1] in ('"', "”", "’"):
        end = after + 1
    before = text[max(0, begin - 6) : begin].lower()
    that = next((each for each in ("that ", "that, ") if before.endswith(each)), "")
    begin -= len(that)
    return [begin, end]


def run(scorer: Path, gold: Path, rows: Iterable[dict[str, Any]], errors: int) -> None:
    """Run a set's own scorer."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("".join(json.dumps(row) + "\n" for row in rows))
        file.flush()
        more = ["--errors", str(errors)] if errors else []
        subprocess.run([sys.executable, str(scorer), str(gold), file.name, *more], check=True)
    print(flush=True)


def reliability(scorer: Path, dev: Path, texts: dict[str, str], found: dict[str, tuple[Statement, ...]]) -> None:
    """Said confidence against the share that is right, by tenths."""
    loaded: dict[str, Any] = {"__name__": "scorer"}
    exec(compile(scorer.read_text(encoding="utf-8"), str(scorer), "exec"), loaded)
    rows: list[tuple[float, bool]] = []
    for name, text in texts.items():
        gold = loaded["read_gold"](sorted((dev / "attributions").glob(f"{name}_*.ann"))[0])
        sets = [[loaded["characters"](c[role], text) for role in ("content", "source")] for c in gold]
        for claim, said in claims(text, found[name]):
            mine = [loaded["characters"](claim[role], text) for role in ("content", "source")]
            rows.append((said, any(same(mine, theirs) for theirs in sets)))
    print("confidence   said   right   statements")
    for tenth in range(10):
        some = [(said, right) for said, right in rows if tenth <= min(9, int(said * 10)) < tenth + 1]
        if some:
            said, right = (statistics.mean(each[i] for each in some) for i in (0, 1))
            print(f"{tenth / 10:.1f} - {(tenth + 1) / 10:.1f}  {said:6.2f}  {right:6.2f}  {len(some):6}")
    print()


def same(mine: list[set[int]], theirs: list[set[int]]) -> bool:
    """The scorer's who-said-what."""
    content, source = (len(a & b) / len(a | b) if a | b else 0.0 for a, b in zip(mine, theirs, strict=True))
    return content >= 0.8 and (not theirs[1] or source >= 0.5)


def cost(finder: ClaimFinder, texts: list[str]) -> None:
    """CPU of statements with all their fields, and the process's peak of memory."""
    words = sum(len(text.split()) for text in texts)
    rounds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for text in texts:
            finder.find(article(text, "2026-01-05"))
        rounds.append(time.process_time() - began)
    each = statistics.median(rounds) * WORDS / words
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{1 / each:.0f} articles of {WORDS} words a second a core ({each * 1000:.1f} ms each), "
        f"peak memory {memory:.0f} MB"
    )


if __name__ == "__main__":
    raise SystemExit(main())
