"""``sayso demo``: the main job on sample pages, from nothing to a table of claims. ``make run`` calls it.

It serves the pages of ``seeds/`` on loopback, under the names of their outlets (``*.localhost``), starts the pipeline
as ``sayso run`` would, pushes the pages, shows progress until everything has ended somewhere, prints the claims, and
ends. The private-address rule is not switched off for it: the one loopback port is named as an exception, in the open.
"""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Annotated, Any

import typer
from redis.asyncio import Redis
from redis.exceptions import RedisError
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from sayso.cli import samples
from sayso.cli.claims import claims_table
from sayso.cli.run import DataDir, place_at
from sayso.contracts.events import UrlPushed
from sayso.contracts.topology import URLS, work_streams
from sayso.runtime import delivery
from sayso.runtime.abilities import Claims, ClaimView
from sayso.runtime.connection import open_redis
from sayso.runtime.service import ability
from sayso.runtime.settings import PlaceSettings

_ALL = 10_000


def demo(
    seeds: Annotated[Path, typer.Option(help="Folder with site/, urls.txt and captures/.")] = Path("seeds"),
    port: Annotated[int, typer.Option(help="Loopback port of the sample site, if it is free.")] = 8093,
    patience: Annotated[float, typer.Option(help="Seconds to wait for everything to end.")] = 120.0,
    limit: Annotated[int, typer.Option(help="How many claims to print.")] = 30,
    data_dir: DataDir = None,
) -> None:
    """Run the pipeline on the sample pages and print the claims."""
    console = Console()
    place = place_at(data_dir)
    with samples.served(seeds / "site", port) as actual:
        exception = f"*.localhost:{actual}"
        console.print(f"sample pages on loopback port {actual}; exception to the private-address rule: {exception}")
        with _pipeline(place, exception):
            events = list(_pushes(seeds, actual))
            finished = asyncio.run(_push_and_wait(place, events, patience))
    store: Claims = ability("claims", place)
    found = sorted(store.list_claims(limit=_ALL), key=_most_told)
    console.print(claims_table(found[:limit]))
    console.print(f"{min(limit, len(found))} of {len(found)} claims, the most widely told first.")
    console.print(
        f"The store is {place.effective_database_url.removeprefix('sqlite:///')}; "
        "look on with: .venv/bin/sayso claims list, .venv/bin/sayso claims show ID, .venv/bin/sayso run",
        highlight=False,
        soft_wrap=True,
    )
    if not finished or not found:
        console.print("[red]not everything ended in time[/]" if found else "[red]no claims were found[/]")
        raise typer.Exit(1)


def _most_told(view: ClaimView) -> tuple[int, int, int]:
    claim = view.claim
    return (-claim.independent_outlets, -len(view.conflicts), -claim.copies)


def _pushes(seeds: Path, port: int) -> Iterator[UrlPushed]:
    for path in samples.paths(seeds / "urls.txt"):
        host, _, rest = path.partition("/")
        yield UrlPushed(url=f"http://{host}:{port}/{rest}", source="demo")
    for capture in sorted((seeds / "captures").glob("*.txt")):
        yield UrlPushed(text=capture.read_text(encoding="utf-8"), source="demo")


@contextlib.contextmanager
def _pipeline(place: PlaceSettings, exception: str) -> Iterator[None]:
    env = {**os.environ, "SAYSO_DATA_DIR": str(place.data_dir.absolute()), "SAYSO_ALLOW_PRIVATE_HOSTS": exception}
    env["SAYSO_HOST_DELAY"] = "0"  # the sample pages are ours
    env.setdefault("SAYSO_LOG_LEVEL", "warning")
    process = subprocess.Popen([sys.executable, "-m", "sayso", "run"], env=env)
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)


async def _push_and_wait(place: PlaceSettings, events: list[UrlPushed], patience: float) -> bool:
    redis, keys = open_redis(place), delivery.everywhere(place)
    deadline = time.monotonic() + patience
    shown = Progress(SpinnerColumn(), TextColumn("{task.description}"), *Progress.get_default_columns()[1:2],
                     MofNCompleteColumn(), console=Console(stderr=True))  # fmt: skip
    try:
        await _until_it_answers(redis, deadline)
        await delivery.spread(redis, keys, URLS, events)
        with shown:
            bar = shown.add_task("documents", total=len(events))
            while time.monotonic() < deadline:
                left = await _left(redis, keys)
                shown.update(bar, completed=max(0, len(events) - left), description=f"{left} in the pipeline")
                if left == 0 and _unpublished(place) == 0:
                    return True
                await asyncio.sleep(0.2)
    finally:
        await redis.aclose()
    return False


async def _until_it_answers(redis: "Redis", deadline: float) -> None:
    while True:
        try:
            await redis.ping()
        except (RedisError, OSError):
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.1)
        else:
            return


async def _left(redis: Any, partitions: Sequence[delivery.Keys]) -> int:
    """Entries anywhere between ``urls`` and the store, waiting for their next try included."""
    async with redis.pipeline(transaction=False) as pipe:
        for each, keys in product(work_streams(), partitions):
            pipe.xlen(keys(each.name))
            pipe.zcard(keys(each.later))
        return sum(await pipe.execute())


def _unpublished(place: PlaceSettings) -> int:
    store: Claims = ability("claims", place)
    return store.unpublished()
