"""``make bench-compare WITH=commit``: another commit and this checkout, measured in turn on one machine.

The other commit is checked out beside this one and run with this environment's libraries, its own packages first on
the path; so commits whose requirements differ cannot be compared this way, and say so by failing. Its own bench does
the measuring, so it has to have one.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmark.rows import Report

ROOT = Path(__file__).parents[2]
PACKAGES = ("shared", "services/ingest", "services/extract", "services/store")
PARTS = "fetch,clean,statements,storage,end to end"


def main() -> int:
    """Measure both and print the rows that both have."""
    parser = argparse.ArgumentParser(description="Compare with another commit")
    parser.add_argument("commit")
    parser.add_argument("--only", default=PARTS)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sayso-compare-") as folder:
        there = Path(folder) / "other"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", there, args.commit], cwd=ROOT, check=True)
        try:
            other, own = run(there, args.only), run(ROOT, args.only)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", there], cwd=ROOT, check=True)
    table = Table("part", "what", args.commit, "here", "here / there")
    before = {(row.part, row.what): row.value for row in other.rows}
    for row in own.rows:
        if was := before.get((row.part, row.what)):
            table.add_row(row.part, row.what, f"{was:,.4g}", f"{row.value:,.4g} {row.unit}", f"{row.value / was:.2f}")
    Console(width=150).print(table)
    return 0


def run(root: Path, only: str) -> Report:
    """The quick bench of a checkout. What its limits say does not matter here."""
    path = os.pathsep.join(str(root / each) for each in ("", *PACKAGES))
    command = [sys.executable, "-m", "tests.benchmark.report", "--quick", "--only", only]
    done = subprocess.run(command, cwd=root, env={**os.environ, "PYTHONPATH": path}, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"the bench of {root} ended with {done.returncode}")
    return Report.of_json(json.loads((root / "bench" / "latest.json").read_text()))


if __name__ == "__main__":
    raise SystemExit(main())
