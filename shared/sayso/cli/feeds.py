"""``sayso feeds``: the feeds and sitemaps that are polled, and how that goes.

The list lies in the pipeline's Redis and is kept by ingest (ability ``feeds``); ``export`` is its backup, as OPML,
which every feed reader takes.
"""

import asyncio
import json
import re
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Annotated, TypeVar, cast, get_args

import typer
from redis.exceptions import ConnectionError as RedisConnectionError
from rich.console import Console
from rich.markup import escape
from rich.progress import MofNCompleteColumn, Progress
from rich.table import Table

from sayso.cli.push import unreachable
from sayso.cli.run import DataDir, place_at
from sayso.runtime.feed_abilities import Added, FeedKind, Feeds, FeedView, NewFeed, OpenFeeds
from sayso.runtime.service import ability

app = typer.Typer(help="Feeds and sitemaps that are polled.", no_args_is_help=True)

_AT_ONCE = 500
_LEAST = 60.0
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
T = TypeVar("T")


def _interval(text: str) -> float:
    match = re.fullmatch(r"(\d{1,9})([smhd])", text)
    if match is None:
        raise typer.BadParameter(f"{text!r} is no interval: write 15m, 2h or 1d")
    seconds = float(match[1]) * _UNITS[match[2]]
    if seconds < _LEAST:
        raise typer.BadParameter("not more often than once a minute")
    return seconds


Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


@app.command("add")
def add(
    urls: Annotated[list[str], typer.Argument(metavar="URL", help="Where the feeds or sitemaps are.")],
    kind: Annotated[str, typer.Option(help="feed (RSS, Atom, JSON Feed) or sitemap (an index too).")] = "feed",
    name: Annotated[str, typer.Option(help="What its items bear as their source; its URL, if not given.")] = "",
    tags: Annotated[str, typer.Option(help="Words of your own, with commas between; its items bear them.")] = "",
    every: Annotated[
        float | None,
        typer.Option(
            parser=_interval, metavar="TIME", help="Poll at this interval, 15m or 2h, rather than as news come."
        ),
    ] = None,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Put feeds on the list; a feed that is there gets the name, tags and interval given. Exit code 1 if refused."""
    new = [NewFeed(url=each, kind=_kind(kind), name=name, tags=tags, every=every) for each in urls]
    told = _with_feeds(data_dir, lambda feeds: feeds.add(new))
    _tell(told, as_json=as_json)
    if any(each.refused for each in told):
        raise typer.Exit(1)


@app.command("list")
def list_feeds(as_json: Json = False, data_dir: DataDir = None) -> None:
    """Show the list: when each feed is polled next, how often, how the last poll ended."""
    found = _with_feeds(data_dir, lambda feeds: feeds.all())
    if as_json:
        typer.echo(json.dumps([each.model_dump() for each in found], indent=2))
    elif found:
        Console().print(_table(found))
    else:
        Console().print("no feeds; add one with 'sayso feeds add URL'")


@app.command("remove")
def remove(
    urls: Annotated[list[str], typer.Argument(metavar="URL", help="As listed; a feed's name does, too.")],
    data_dir: DataDir = None,
) -> None:
    """Take feeds off the list. Exit code 1 if one was not there."""

    async def work(feeds: Feeds) -> list[str]:
        return [each for each in urls if not await feeds.remove(each)]

    missing = _with_feeds(data_dir, work)
    console = Console(stderr=True)
    console.print(f"removed {len(urls) - len(missing)}")
    for each in missing:
        console.print(f"[red]sayso:[/] not on the list: {_shown(each)}", highlight=False)
    if missing:
        raise typer.Exit(1)


@app.command("import")
def import_opml(
    file: Annotated[Path, typer.Argument(help="An OPML file, as feed readers and 'sayso feeds export' write it.")],
    tags: Annotated[str, typer.Option(help="Tags for all of them, besides those of the file.")] = "",
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Put the feeds of an OPML file on the list; folders become tags."""
    try:
        body = file.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}") from None

    async def work(feeds: Feeds) -> list[Added]:
        try:
            read = feeds.read_opml(body)
        except ValueError as error:
            raise typer.BadParameter(f"{file} is no OPML file: {error}") from None
        return await _add_all(feeds, [_tagged(each, tags) for each in read])

    _tell(_with_feeds(data_dir, work), as_json=as_json)


@app.command("export")
def export_opml(
    file: Annotated[Path | None, typer.Argument(help="Where to; standard output, if not given.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Write the list as OPML."""

    async def work(feeds: Feeds) -> tuple[bytes, int]:
        found = await feeds.all()
        return feeds.write_opml(found), len(found)

    body, count = _with_feeds(data_dir, work)
    if file is None:
        sys.stdout.buffer.write(body)
    else:
        file.write_bytes(body)
        Console(stderr=True).print(f"wrote {count} to {file}")


async def _add_all(feeds: Feeds, new: Sequence[NewFeed]) -> list[Added]:
    told: list[Added] = []
    shown = Progress(*Progress.get_default_columns(), MofNCompleteColumn(), console=Console(stderr=True))
    with shown:
        bar = shown.add_task("importing", total=len(new), visible=len(new) >= _AT_ONCE)
        for start in range(0, len(new), _AT_ONCE):
            told += await feeds.add(new[start : start + _AT_ONCE])
            shown.advance(bar, len(new[start : start + _AT_ONCE]))
    return told


def _tagged(feed: NewFeed, tags: str) -> NewFeed:
    return feed.model_copy(update={"tags": ",".join(filter(None, (feed.tags, tags)))})


def _tell(told: Sequence[Added], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps([each.model_dump() for each in told], indent=2))
        return
    console = Console(stderr=True)
    refused = [each for each in told if each.refused]
    new = sum(each.new for each in told)
    console.print(f"added {new}, known before {len(told) - new - len(refused)}, refused {len(refused)}")
    for each in refused:
        console.print(f"[red]refused[/] {_shown(each.url)}: {_shown(each.refused or '')}", highlight=False)


def _table(found: Sequence[FeedView]) -> Table:
    table = Table("feed", "next poll", "every", "items a day", "errors", "last poll", title="Feeds")
    for each in found:
        table.add_row(
            "\n".join(filter(None, (_shown(each.name), f"[dim]{_shown(each.url)}[/]"))),
            "under way" if each.next_in is None else f"in {_span(each.next_in)}",
            "" if each.interval is None else _span(each.interval) + (" (fixed)" if each.every else ""),
            "" if each.items_a_day is None else f"{each.items_a_day:g}",
            str(each.errors or ""),
            "never" if each.polled_at is None else f"{_shown(each.result)}\n[dim]{each.polled_at}[/]",
        )
    return table


def _span(seconds: float) -> str:
    for unit, size in (("d", 86_400), ("h", 3600), ("m", 60)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds:.0f} s"


def _shown(text: str) -> str:
    return escape("".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text))


def _kind(text: str) -> FeedKind:
    for kind in get_args(FeedKind):
        if text == kind:
            return cast("FeedKind", kind)
    raise typer.BadParameter(f"{text!r} is neither feed nor sitemap", param_hint="--kind")


def _with_feeds(data_dir: Path | None, work: Callable[[Feeds], Awaitable[T]]) -> T:
    place = place_at(data_dir)

    async def opened() -> T:
        feeds_of: OpenFeeds = ability("feeds", place)
        async with feeds_of as feeds:
            return await work(feeds)

    try:
        return asyncio.run(opened())
    except (OSError, RedisConnectionError) as error:
        raise unreachable(place, error) from None
