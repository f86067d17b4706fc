"""``sayso push``: URLs and documents onto the queue. It adds nothing that a plain XADD could not."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from redis.exceptions import ConnectionError as RedisConnectionError
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress

from sayso.cli import replay
from sayso.cli.run import DataDir, place_at
from sayso.contracts.events import UrlPushed
from sayso.contracts.topology import URLS
from sayso.runtime import delivery
from sayso.runtime.archive_abilities import Wanted
from sayso.runtime.connection import open_redis
from sayso.runtime.settings import PlaceSettings, masked

_AT_ONCE = 500


def push(
    urls: Annotated[list[str] | None, typer.Argument(help="URLs; - reads them from standard input.")] = None,
    file: Annotated[Path | None, typer.Option(help="A file of URLs, one a line; # begins a comment.")] = None,
    html: Annotated[Path | None, typer.Option(help="A saved page.")] = None,
    text: Annotated[Path | None, typer.Option(help="A document as plain text.")] = None,
    feed: Annotated[
        list[str] | None,
        typer.Option(help="A feed, read once: what is new in it is pushed. May be given several times."),
    ] = None,
    sitemap: Annotated[
        list[str] | None, typer.Option(help="A sitemap or an index of them, read once. May be given several times.")
    ] = None,
    warc: Annotated[
        list[Path] | None, typer.Option(help="A WARC file or a folder of them; its pages are not fetched again.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Where the document of --html or --text is from.")] = None,
    source: Annotated[str | None, typer.Option(help="Who pushes; stays with the work.")] = None,
    tags: Annotated[str | None, typer.Option(help="Words of your own, with commas between.")] = None,
    priority: Annotated[int, typer.Option(min=0, max=9, help="0 is most urgent.")] = 5,
    correlation_id: Annotated[str | None, typer.Option(help="Follows the work to the claims stream.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a pushed entry.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Push URLs, or documents with --html or --text, onto the queue of a running pipeline."""
    about = {"source": source, "tags": tags, "priority": priority, "correlation_id": correlation_id}
    events = [UrlPushed.model_validate({"url": each, **about}) for each in _urls(urls or [], file)]
    for kind, listings in (("feed", feed), ("sitemap", sitemap)):
        events += [UrlPushed.model_validate({"url": each, "kind": kind, **about}) for each in listings or []]
    if html is not None:
        events.append(UrlPushed.model_validate({"url": url, "html": _bytes(html), **about}))
    if text is not None:
        events.append(UrlPushed.model_validate({"url": url, "text": _bytes(text).decode("utf-8", "replace"), **about}))
    if warc:
        told = {"source": source, "tags": tags, "correlation_id": correlation_id}
        replay.send(place_at(data_dir), warc, Wanted(), about=told).tell(as_json=as_json, verb="pushed")
        if not events:
            return
    if not events:
        raise typer.BadParameter("nothing to push: give URLs, --file, --html, --text or --warc")
    ids = asyncio.run(_push_all(place_at(data_dir), events))
    if as_json:
        for event, entry_id in zip(events, ids, strict=True):
            typer.echo(json.dumps({"entry_id": entry_id, "url": event.url}))
    else:
        Console(stderr=True).print(f"pushed {len(ids)} to {URLS.name}")


def _urls(urls: list[str], file: Path | None) -> Iterator[str]:
    for each in urls:
        if each == "-":
            yield from _lines(sys.stdin.read())
        else:
            yield each
    if file is not None:
        yield from _lines(_bytes(file).decode("utf-8", "replace"))


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        url = line.partition(" #")[0].strip()
        if url and not url.startswith("#"):
            yield url


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{path}: {error.strerror}") from None


async def _push_all(place: PlaceSettings, events: list[UrlPushed]) -> list[str]:
    keys = delivery.everywhere(place)
    redis = open_redis(place)
    ids: list[str] = []
    shown = Progress(*Progress.get_default_columns(), MofNCompleteColumn(), console=Console(stderr=True))
    try:
        with shown:
            bar = shown.add_task("pushing", total=len(events), visible=len(events) >= _AT_ONCE)
            for start in range(0, len(events), _AT_ONCE):
                chunk = events[start : start + _AT_ONCE]
                ids += await delivery.spread(redis, keys, URLS, chunk)
                shown.advance(bar, len(chunk))
    except (OSError, RedisConnectionError) as error:
        raise unreachable(place, error) from None
    finally:
        await redis.aclose()
    return ids


def unreachable(place: PlaceSettings, error: Exception) -> typer.Exit:
    """Says that Redis does not answer, and what to do."""
    hint = "is 'sayso run' running?" if place.is_embedded else "check SAYSO_REDIS_URL"
    Console(stderr=True).print(
        f"[red]sayso:[/] no Redis at {masked(place.effective_redis_url)} ({error}); {hint}", highlight=False
    )
    return typer.Exit(2)
