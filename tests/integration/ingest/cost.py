"""What one fetch costs, measured in a process of its own: ``python -m tests.integration.ingest.cost URL [SETTINGS]``.

The process fetches a small page first, so that what is made once is not counted, and then the URL three times. Time
and stall are those of the best try, since a busy machine only ever adds to them; memory is the worst. Printed is one
line of JSON. :func:`cost_of` starts it and reads that line; the server is the caller's, in the caller's process.
"""

import asyncio
import gc
import json
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from sayso.contracts import Discard, Failure
from sayso_ingest.adapters.http import HttpFetcher
from sayso_ingest.settings import IngestSettings

TRIES = 3
TICK = 0.002
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the clock and of the processor, the longest time the event loop stood still, and memory in MB."""

    end: str
    seconds: float
    cpu: float
    stall: float
    memory: float


async def cost_of(url: str, warm_up: str, **settings: object) -> Cost:
    """What it costs to fetch a URL."""
    command = [sys.executable, "-m", __name__, url, warm_up, json.dumps(settings)]
    child = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[3]
    )
    out, _ = await child.communicate()
    assert child.returncode == 0, f"{command} ended with {child.returncode}"
    return Cost(**json.loads(out))


def highest_memory() -> float:
    """The most memory this process ever held, in MB. Not ``ru_maxrss``: on Linux that begins with the parent's."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / MEGABYTE
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


async def _longest_stall(stop: asyncio.Event) -> float:
    longest, last = 0.0, time.perf_counter()
    while not stop.is_set():
        await asyncio.sleep(TICK)
        now = time.perf_counter()
        longest, last = max(longest, now - last - TICK), now
    return longest


async def _once(fetcher: HttpFetcher, url: str) -> tuple[str, float, float, float]:
    stop = asyncio.Event()
    ticking = asyncio.create_task(_longest_stall(stop))
    await asyncio.sleep(0)
    began, cpu = time.perf_counter(), time.process_time()
    try:
        page = await fetcher.fetch(url)
        end = f"fetched {len(page.body)}"
    except Discard as error:
        end = f"{error.disposition} {error.reason}"
    except Failure as error:
        end = f"{type(error).__name__.lower()} {error.reason}"
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    await asyncio.sleep(2 * TICK)
    stop.set()
    return end, took, cpu, await ticking


async def main(url: str, warm_up: str, settings: str) -> None:
    values = {"allow_private_hosts": "*.localhost", **json.loads(settings)}
    async with HttpFetcher(IngestSettings.model_validate(values)) as fetcher:
        await fetcher.fetch(warm_up)
        gc.collect()
        before = psutil.Process().memory_info().rss / MEGABYTE
        tries = [await _once(fetcher, url) for _ in range(TRIES)]
        memory = highest_memory() - before
    ends, took, cpu, stall = zip(*tries, strict=True)
    (end,) = set(ends)
    print(json.dumps(asdict(Cost(end, min(took), min(cpu), min(stall), memory))))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
