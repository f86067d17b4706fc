"""``sayso replay`` and ``sayso push --warc``: archived pages onto ``pages``, past the fetch.

Both read WARC files record by record and wait where the pipeline is behind, so that an archive of any size goes through
a Redis of any size. What is sent twice is read twice and counts once: the store keeps the newest reading of an article.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from redis.exceptions import ConnectionError as RedisConnectionError
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from sayso.cli.run import DataDir, place_at
from sayso.contracts.events import PageFetched
from sayso.contracts.topology import PAGES
from sayso.runtime import delivery
from sayso.runtime.abilities import StoreAway
from sayso.runtime.archive_abilities import Archive, OlderReadings, Wanted
from sayso.runtime.connection import open_redis
from sayso.runtime.delivery.pressure import Pressure
from sayso.runtime.service import ability
from sayso.runtime.settings import PlaceSettings, masked

_AT_ONCE = 20
_MOST_DETAILS = 10
_MOMENTS = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S")

Moment = Annotated[datetime | None, typer.Option(formats=[*_MOMENTS, "%Y-%m-%dT%H:%M:%SZ"], help="UTC.")]


class Report:
    """What became of the records read."""

    def __init__(self) -> None:
        self.files = 0
        self.sent = 0
        self.skipped: Counter[str] = Counter()
        self.details: list[str] = []

    def skip(self, reason: str, detail: str) -> None:
        """Count a record that is not sent; the first of those that ought to have been are told."""
        self.skipped[reason] += 1
        if detail and reason in ("damaged", "unreadable") and len(self.details) < _MOST_DETAILS:
            self.details.append(detail)

    def tell(self, *, as_json: bool, verb: str) -> None:
        """Print it."""
        if as_json:
            typer.echo(json.dumps({"files": self.files, verb: self.sent, "skipped": dict(self.skipped)}))
            return
        why = ", ".join(f"{count} {reason}" for reason, count in self.skipped.most_common()) or "none"
        console = Console(stderr=True)
        console.print(f"{self.files} files: {self.sent} pages {verb}, skipped: {why}", highlight=False)
        for detail in self.details:
            console.print(f"[yellow]damaged:[/] {detail}", highlight=False)


def replay(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="WARC files or folders; the archive's own if none.")
    ] = None,
    since: Moment = None,
    until: Moment = None,
    host: Annotated[str, typer.Option(help="Pages of this host and the hosts under it only.")] = "",
    extractor_older_than: Annotated[
        int | None, typer.Option(help="Only pages that an extractor older than this version has read.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Pages at most.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count, and send nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Read archived pages again, through extract, dedupe and the store: after a better extractor has come."""
    place = place_at(data_dir)
    wanted = Wanted(since=_utc(since), until=_utc(until), host=host)
    only = None if extractor_older_than is None else _read_before(place, extractor_older_than)
    report = send(place, paths or (), wanted, limit=limit, only=only, dry_run=dry_run)
    report.tell(as_json=as_json, verb="found" if dry_run else "sent")


def send(
    place: PlaceSettings,
    paths: Sequence[Path],
    wanted: Wanted,
    *,
    limit: int | None = None,
    only: frozenset[str] | None = None,
    dry_run: bool = False,
    about: dict[str, str | None] | None = None,
) -> Report:
    """Send the pages of WARC files; ``only`` are the SHA-256 of those to be sent, ``about`` fields to put in each."""
    archive: Archive = ability("archive", place)
    try:
        files = archive.files(paths)
    except OSError as error:
        raise typer.BadParameter(f"{error.filename}: {error.strerror}") from None
    report = Report()
    shown = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with shown:
        pages = _pages(archive, files, wanted, only, report, shown)
        pages = (page if about is None else page.model_copy(update=about) for page in pages)
        try:
            asyncio.run(_send(place, _first(pages, limit), report, dry_run=dry_run))
        except (OSError, RedisConnectionError) as error:
            said = f"[red]sayso:[/] no Redis at {masked(place.effective_redis_url)} ({error})"
            Console(stderr=True).print(said, highlight=False)
            raise typer.Exit(2) from None
    return report


def _pages(
    archive: Archive,
    files: Sequence[Path],
    wanted: Wanted,
    only: frozenset[str] | None,
    report: Report,
    shown: Progress,
) -> Iterator[PageFetched]:
    bar = shown.add_task("reading", total=sum(path.stat().st_size for path in files if path.exists()))
    before = 0
    for path in files:
        report.files += 1
        for found in archive.pages(path, wanted):
            shown.update(bar, completed=before + found.at)
            if found.page is None:
                report.skip(found.skipped or "unreadable", found.detail)
            elif only is not None and found.page.sha256 not in only:
                report.skip("read_since", "")
            else:
                yield found.page
        before += path.stat().st_size if path.exists() else 0


def _first(pages: Iterator[PageFetched], limit: int | None) -> Iterator[PageFetched]:
    for number, page in enumerate(pages, start=1):
        yield page
        if number == limit:
            return


async def _send(place: PlaceSettings, pages: Iterator[PageFetched], report: Report, *, dry_run: bool) -> None:
    if dry_run:
        report.sent = sum(1 for _ in pages)
        return
    partitions = delivery.everywhere(place)
    redis = open_redis(place)
    try:
        pressures = [Pressure(redis, keys, (PAGES,)) for keys in partitions]
        never = asyncio.Event()
        chunk: list[PageFetched] = []
        for page in pages:
            chunk.append(page)
            if len(chunk) >= _AT_ONCE:
                for pressure in pressures:
                    await pressure.wait_low(never)
                report.sent += len(await delivery.spread(redis, partitions, PAGES, chunk))
                chunk = []
        if chunk:
            report.sent += len(await delivery.spread(redis, partitions, PAGES, chunk))
    finally:
        await redis.aclose()


def _read_before(place: PlaceSettings, version: int) -> frozenset[str]:
    older: OlderReadings = ability("older_readings", place)
    try:
        return older(version)
    except StoreAway as error:
        Console(stderr=True).print(f"[red]sayso:[/] {error}", highlight=False)
        raise typer.Exit(2) from None


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)
