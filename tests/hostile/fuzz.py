"""Read mutated pages in parsing processes, as extract does, and say how they ended (H7).

    python -m tests.hostile.fuzz --pages 5000 --seed 1

Every page must end as an article or as a failure with a reason; what an article holds must be what its statements'
spans point to, and show. A page that breaks this is written to ``--keep``, and the exit code is 1.
"""

import argparse
import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import zstandard

from sayso.contracts import Failure
from sayso.runtime.abilities import ReadArticle
from sayso_extract.domain.text.readable import readable
from sayso_extract.parsers import Parsers
from sayso_extract.settings import ExtractSettings
from tests.hostile.mutate import mutated, originals


@dataclass
class Result:
    """How the pages ended: counts by end, what broke the promises, and what libraries failed with."""

    ends: Counter[str] = field(default_factory=Counter)
    broken: dict[int, str] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0


async def fuzz(pages: int, seed: int, processes: int = 2, seconds: float = 5.0) -> Result:
    """Read that many pages."""
    result, sources, numbers = Result(), originals(), iter(range(pages))
    with Parsers(ExtractSettings(parse_processes=processes, parse_seconds=seconds)) as parsers:
        await asyncio.gather(*(_work(parsers, result, sources, seed, numbers) for _ in range(processes)))
    return result


async def _work(
    parsers: Parsers, result: Result, sources: tuple[bytes, ...], seed: int, numbers: Iterator[int]
) -> None:
    for number in numbers:
        body, began = mutated(sources, seed, number), time.monotonic()
        try:
            packed = zstandard.compress(body)
            answer = await parsers.read(packed, url="https://n.example/1", media=None, charset=None, fetched_at="")
            end = "article"
            wrong = promise_broken(answer.read())
            if wrong:
                result.broken[number] = wrong
        except Failure as failure:
            end = str(failure.reason)
            if end in ("parse_error", "parse_timeout"):
                result.errors[failure.detail] += 1
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            end = "uncaught"
            result.broken[number] = repr(error)[:200]
        result.ends[end] += 1
        result.longest = max(result.longest, time.monotonic() - began)


def promise_broken(read: ReadArticle) -> str | None:
    """What is wrong with an article, if anything is."""
    if not read.text or readable(read.text) != read.text:
        return "the text is not as it is read"
    for each in read.statements:
        if " ".join(read.text[begin:end] for begin, end in each.content_spans) != each.content:
            return f"spans of {each.statement_id} are not its content"
    return None


def main() -> int:
    """Run, print, and keep what broke."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pages", type=int, default=5000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--keep", type=Path, default=Path(".sayso/fuzz"))
    given = asked.parse_args()
    began = time.monotonic()
    result = asyncio.run(fuzz(given.pages, given.seed, given.processes))
    ends = ", ".join(f"{end} {count}" for end, count in result.ends.most_common())
    print(f"fuzz: {given.pages} pages, seed {given.seed}: {ends}; uncaught or broken {len(result.broken)}, "
          f"longest {result.longest:.1f} s, {time.monotonic() - began:.0f} s in all")  # fmt: skip
    for detail, count in result.errors.most_common(20):
        print(f"  {count} x {detail}")
    for number, what in result.broken.items():
        given.keep.mkdir(parents=True, exist_ok=True)
        (given.keep / f"{given.seed}-{number}").write_bytes(mutated(originals(), given.seed, number))
        print(f"  page {number}: {what}")
    return 1 if result.broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
