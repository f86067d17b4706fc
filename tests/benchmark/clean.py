"""``make bench-clean EVAL=…``: how right clean text and metadata are, and what they cost a page.

Rightness needs labelled pages: the folder ``EVAL`` with ``cleaning`` and ``metadata``, each with its pages, its ground
truth and its own scorer, which this module only runs. Cost is CPU time of one process for text and metadata together,
as a ratio to trafilatura's ``bare_extraction(with_metadata=True)`` over the same pages in the same run: rounds of the
two alternate, and the median round counts. Without ``EVAL`` only the cost is measured, over the pages of ``seeds``.
"""

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from trafilatura import bare_extraction

from sayso_extract.domain.html.article import html_article
from sayso_extract.domain.model import Article

SEEDS = Path(__file__).parents[2] / "seeds"
ROUNDS = 5
Pages = Mapping[str, str]


def main() -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval", nargs="?", default=os.environ.get("SAYSO_EVAL_DIR"), help="folder of labelled data")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--worst", type=int, default=0, help="show so many of the worst pages")
    args = parser.parse_args()
    if args.eval is None:
        print("no EVAL: rightness is not measured, cost over the sample pages only")
        cost({path.name: path.read_text(encoding="utf-8") for path in sorted(SEEDS.rglob("*.html"))}, args.rounds)
        return 0
    cleaning, metadata = Path(args.eval) / "cleaning", Path(args.eval) / "metadata"
    for folder in (cleaning, metadata):
        score(folder, labelled(folder), args.worst)
    bodies(metadata, cleaning / "score")
    cost(labelled(cleaning), args.rounds)
    return 0


def labelled(folder: Path) -> dict[str, str]:
    """The pages of a labelled set by name."""
    suffix = ".html.gz"
    files = sorted((folder / "html").glob(f"*{suffix}"))
    return {file.name.removesuffix(suffix): gzip.decompress(file.read_bytes()).decode("utf-8") for file in files}


def predictions(pages: Pages, urls: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """What Sayso makes of the pages, as the scorers want it."""
    made: dict[str, dict[str, object]] = {}
    for name, page in pages.items():
        found = html_article(page, urls.get(name)) or Article(None, (), None, None, None, None, None, None, None, "")
        made[name] = {
            "title": found.title,
            "authors": list(found.authors),
            "published": found.published,
            "articleBody": found.text,
        }
    return made


def score(folder: Path, pages: Pages, worst: int) -> None:
    """Run a set's own scorer over the predictions."""
    with written(predictions(pages, urls_of(folder))) as file:
        truth = [str(folder / "ground-truth.json")] if folder.name == "cleaning" else []
        print(f"{folder.name}:", flush=True)
        more = ["--worst" if folder.name == "cleaning" else "--errors", str(worst)] if worst else []
        subprocess.run([sys.executable, str(folder / "score"), *truth, str(file), *more], check=True)


def bodies(folder: Path, scorer: Path) -> None:
    """The cleaning scorer over the bodies of the metadata pages."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    labels = {name: {"url": "", **each} for name, each in truth.items() if each.get("articleBody")}
    pages = {name: page for name, page in labelled(folder).items() if name in labels}
    with written(labels) as gold, written(predictions(pages, urls_of(folder))) as mine:
        print("metadata pages' bodies:", flush=True)
        subprocess.run([sys.executable, str(scorer), str(gold), str(mine)], check=True)


def urls_of(folder: Path) -> dict[str, str]:
    """The address of each page, where the set gives it."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return {name: each["url"] for name, each in truth.items() if each.get("url")}


def cost(pages: Pages, rounds: int) -> None:
    """CPU a page, and the ratio to the baseline."""
    ours = [0.0] * rounds
    theirs = [0.0] * rounds
    spent(html_article, dict(list(pages.items())[:5]))
    spent(baseline, dict(list(pages.items())[:5]))
    for n in range(rounds):
        ours[n] = spent(html_article, pages)
        theirs[n] = spent(baseline, pages)
    mine, base = statistics.median(ours) / len(pages), statistics.median(theirs) / len(pages)
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"cost: {len(pages)} pages, {rounds} rounds, CPU a page: Sayso {1000 * mine:.1f} ms, "
          f"trafilatura with metadata {1000 * base:.1f} ms, ratio {ratio:.2f}")  # fmt: skip


def spent(read: Callable[[str], object], pages: Pages) -> float:
    """CPU seconds for all pages."""
    began = time.process_time()
    for page in pages.values():
        read(page)
    return time.process_time() - began


def baseline(page: str) -> object:
    """What the ratio is to."""
    return bare_extraction(page, with_metadata=True)


@contextmanager
def written(value: object) -> Iterator[Path]:
    """A value as a JSON file, for the time of a ``with`` block."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(value, file)
        file.flush()
        yield Path(file.name)


if __name__ == "__main__":
    raise SystemExit(main())
