"""``sayso status``: how the pipeline does, as a table, as JSON, or live.

The exit code is for scripts and probes: 0 if all is well, 1 if a problem was named, 2 for a wrong use. Warnings (dead
letters, a stream at its high-water mark) are shown and leave it 0.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console, Group
from rich.live import Live
from rich.markup import escape
from rich.table import Table

from sayso.cli.run import DataDir, place_at
from sayso.runtime.connection import open_redis
from sayso.runtime.delivery import everywhere
from sayso.runtime.logs import printable
from sayso.runtime.observing.report import StageStatus, Status
from sayso.runtime.observing.status import collect
from sayso.runtime.service import MissingAbility, ability
from sayso.runtime.settings import PlaceSettings

EXIT_UNHEALTHY = 1


def status(
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Show it anew until Ctrl-C.")] = False,
    every: Annotated[float, typer.Option(help="Seconds between two looks of --watch.", min=0.2)] = 2.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object (with --watch, one a line).")] = False,
    data_dir: DataDir = None,
) -> None:
    """Show how each stage, Redis and the store do; exit with 1 if something is wrong."""
    place = place_at(data_dir)
    if watch:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_watched(place, every, as_json=as_json))
        return
    found = asyncio.run(_once(place))
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        Console(highlight=False).print(drawn(found))
    if not found.healthy:
        raise typer.Exit(EXIT_UNHEALTHY)


async def _once(place: PlaceSettings) -> Status:
    async with contextlib.aclosing(_looks(place)) as looks:
        return await anext(looks)


async def _watched(place: PlaceSettings, every: float, *, as_json: bool) -> None:
    with contextlib.ExitStack() as stack:
        console = Console(highlight=False)
        live = None if as_json else stack.enter_context(Live(console=console, auto_refresh=False, screen=True))
        async for found in _looks(place):
            if live is None:
                typer.echo(found.model_dump_json())
            else:
                live.update(drawn(found), refresh=True)
            await asyncio.sleep(every)


async def _looks(place: PlaceSettings) -> AsyncGenerator[Status]:
    redis = open_redis(place)
    store, hosts = _offered("store_state", place), _offered("hosts", place)
    try:
        while True:
            yield await collect(redis, everywhere(place), store=store, hosts=hosts)
    finally:
        await redis.aclose()


def _offered(name: str, place: PlaceSettings) -> Any:
    try:
        return ability(name, place)
    except MissingAbility:
        return None


def drawn(found: Status) -> Group:
    """The status as a person sees it."""
    parts: list[Any] = [_stages(found), _places(found)]
    if found.hosts is not None and found.hosts.longest and found.hosts.longest[0].tail_in > 0:
        parts.append(_hosts(found))
    colours = {"problem": "red", "warning": "yellow"}
    for each in found.problems:
        said = f"[{colours[each.severity]}]{each.severity}[/] [bold]{each.name}[/] {each.about}: {_safe(each.detail)}"
        parts.append(said)
    if not found.problems:
        parts.append("[green]all is well[/]")
    return Group(*parts)


def _stages(found: Status) -> Table:
    title = found.at + (f" · partition {found.partition}" if found.partition else "")
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("stage", no_wrap=True)
    for name in ("workers", "backlog", "in work", "a second", "postponed"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("dead letters")
    for stage in found.stages:
        idle = not stage.workers
        table.add_row(
            f"{stage.name}{' [red]halted[/]' if stage.halted is not None else ''}",
            f"[{'yellow' if idle else 'green'}]{stage.workers}[/]",
            _with(stage.backlog, stage.oldest_waiting),
            _with(stage.pending, stage.oldest_pending),
            f"{stage.rate:.1f}" if stage.workers else "",
            _with(stage.postponed, stage.next_due_in),
            _dead(stage),
        )
    return table


def _with(count: int, seconds: float | None) -> str:
    """A count with the age of its oldest, or the time until its next."""
    return f"{count} [dim]{_ago(seconds)}[/]" if count and seconds is not None else str(count)


def _dead(stage: StageStatus) -> str:
    if not stage.dead:
        return "0"
    reasons = ", ".join(f"{_safe(reason)} {count}" for reason, count in stage.dead_letters.items())
    return f"[yellow]{stage.dead}[/] {reasons}" + (" …" if stage.looked_at < stage.dead else "")


def _places(found: Status) -> Table:
    table = Table.grid(padding=(0, 2))
    relays = sum(worker.role == "publish" for worker in found.workers)
    if found.redis is not None:
        of = f" of {size(found.redis.limit)}" if found.redis.limit else ""
        free = f"{found.redis.headroom:.0%} free"
        table.add_row("redis", f"{found.redis.version} · {size(found.redis.used)}{of} · {free}")
        table.add_row("claims", f"{found.redis.claims} events on the stream")
    if found.store is not None:
        late = f", the oldest for {_ago(found.store.outbox_oldest)}" if found.store.outbox_waiting else ""
        table.add_row("store", f"{found.store.kind} · {size(found.store.bytes)}")
        table.add_row("outbox", f"{found.store.outbox_waiting} wait{late} · {found.store.published} published")
    table.add_row("relays", f"{relays} alive")
    if found.hosts is not None:
        hosts = found.hosts
        more = " (of those looked at)" if hosts.cut else ""
        told = f"{hosts.hosts}{more} · {hosts.busy} busy · {hosts.queued} with a queue · {hosts.resting} resting"
        table.add_row("hosts", told)
    return table


def _hosts(found: Status) -> Table:
    table = Table("host", "queue ends in", "troubles")
    for each in found.hosts.longest[:5] if found.hosts else ():
        if each.tail_in > 0:
            table.add_row(_safe(each.host), _ago(each.tail_in), str(each.troubles or ""))
    return table


def size(number: float) -> str:
    """Bytes as people read them."""
    for unit in ("B", "KB", "MB", "GB"):
        if number < 1000:
            return f"{number:.0f} {unit}" if unit == "B" else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} TB"


def _ago(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    return time.strftime("%M:%S", time.gmtime(seconds)) if seconds < 3600 else f"{seconds / 3600:.1f} h"


def _safe(words: str) -> str:
    return escape(printable(words))
