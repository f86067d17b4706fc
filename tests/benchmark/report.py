"""``make bench``: every measurement in one run, as a table, as ``bench/latest.json``, as a page and as documentation.

``bench/report.html`` needs nothing else to be read; ``bench/history.jsonl`` gets a line a run; with ``--publish`` what
``docs/performance.md`` says is made from the run (``written``). ``--only fetch,storage`` runs some parts, ``--quick``
all of them on less, without the growth of the store. What a limit says that is not kept is marked, and the exit code
is 1.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import timeit
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmark import clean, parts, written
from tests.benchmark.peers import run as peers
from tests.benchmark.rows import Report, Row

ROOT = Path(__file__).parents[2]
BENCH = ROOT / "bench"

Part = Callable[[Report], Iterator[Row]]


def main() -> int:
    """Measure, show, write."""
    parser = argparse.ArgumentParser(description="Measure everything against its baselines")
    parser.add_argument("eval", nargs="?", default=os.environ.get("SAYSO_EVAL_DIR"), help="folder of labelled data")
    parser.add_argument("--quick", action="store_true", help="less of everything")
    parser.add_argument("--only", default="", help="parts, by comma")
    parser.add_argument("--publish", action="store_true", help="make docs/performance.md of it")
    args = parser.parse_args()
    report = measured(chosen(args.only, args.eval, quick=args.quick))
    show(report)
    BENCH.mkdir(exist_ok=True)
    (BENCH / "latest.json").write_text(json.dumps(report.as_json(), indent=1) + "\n")
    (BENCH / "report.html").write_text(written.page(report))
    with (BENCH / "history.jsonl").open("a") as history:
        history.write(json.dumps(report.as_json()) + "\n")
    if args.publish:
        (ROOT / "docs" / "performance.md").write_text(written.document(report))
    return 1 if any(row.is_kept is False for row in report.rows) else 0


def chosen(only: str, folder: str | None, *, quick: bool) -> Mapping[str, Part]:
    """The parts to run, by name."""
    share = 5 if quick else 1
    pages = list(clean.labelled(Path(folder) / "cleaning").values())[::share] if folder else []
    every: dict[str, Part] = {
        "fetch": parts.fetching,
        "clean": parts.cleaning,
        "real pages": partial(parts.cleaning, real=pages),
        "statements": parts.stating,
        "dedupe": partial(parts.deduping, known=100_000 // share),
        "storage": partial(parts.storage, count=1000 // share),
        "growth": parts.growth,
        "end to end": partial(parts.whole, count=2000 // share),
        "two workers": partial(parts.two_workers, count=400 // share),
        "latency": partial(parts.idle, count=60 // share),
        "peers": against_peers,
    }
    if not pages:
        del every["real pages"]
    few = [each for each in every if not quick or each != "growth"]
    names = [each.strip() for each in only.split(",") if each.strip()] or few
    return {name: every[name] for name in names}


def against_peers(report: Report) -> Iterator[Row]:
    """Against others, with what was measured before in this run."""
    article = [row.value for row in report.rows if row.what == "a page"]
    if not article:
        report.machine["peers"] = "not measured: they need the part clean"
        return
    try:
        yield from peers.measured(article[0])
    except (peers.NoPeers, subprocess.CalledProcessError) as error:
        report.machine["peers"] = f"not measured: {error}"


def measured(some: Mapping[str, Part]) -> Report:
    """Run the parts one after another."""
    report = Report(datetime.now(UTC).isoformat(timespec="seconds"), commit(), machine())
    console = Console(stderr=True)
    for name, part in some.items():
        with console.status(f"measuring {name}"):
            report.rows += part(report)
    return report


def commit() -> str:
    """What was measured."""
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


def machine() -> dict[str, str]:
    """Where it was measured, without names."""
    info = Path("/proc/cpuinfo")
    models = (
        [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
        if info.exists()
        else []
    )
    return {
        "processor": models[0] if models else platform.machine(),
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        "a million additions": f"{_yardstick():.0f} ms",
        "load at the start": " ".join(f"{each:.1f}" for each in os.getloadavg()),
    }


def _yardstick() -> float:
    """Milliseconds of a million additions of Python's, the least of five: machines of one name differ by four times."""
    return 1000 * min(timeit.repeat("for n in range(1_000_000): total += n", "total = 0", number=1, repeat=5))


def show(report: Report) -> None:
    """The table."""
    table = Table("part", "what", "value", "baseline", "ratio", "limit", title=f"{report.commit}, {report.made}")
    for row in report.rows:
        base = f"{row.baseline} {row.base:,.4g}" if row.base is not None else ""
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        table.add_row(row.part, row.what, f"{row.value:,.4g} {row.unit}", base, ratio, written.verdict(row))
    Console(file=sys.stdout, width=160).print(table)


if __name__ == "__main__":
    raise SystemExit(main())
