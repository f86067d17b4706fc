"""``sayso-store``: this service's own command line: its roles, and what an operator does to its store.

``verify`` finds what is wrong, ``rebuild`` makes again what a loss of Redis took, ``prune`` deletes what is old. All
may be run beside running workers. Exit codes: 0 clean, 1 ``verify`` found faults, 2 Redis or the store is away.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from typing import Annotated, TypeVar

import typer
from redis.asyncio import Redis
from redis.exceptions import RedisError
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from sayso.cli.role import service_app
from sayso.contracts.topology import CLAIMS
from sayso.runtime.clock import iso, utc_now
from sayso.runtime.connection import open_plain, open_redis
from sayso.runtime.delivery import Keys, served
from sayso.runtime.settings import PlaceSettings, masked
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.retention import Retention
from sayso_store.dedupe.settings import INDEX, IndexSettings
from sayso_store.migrate import migrate
from sayso_store.progress import shown
from sayso_store.prune import Pruned, Pruner
from sayso_store.publish import PublishRefused, Relay
from sayso_store.retention_settings import RetentionSettings
from sayso_store.service import SERVICE
from sayso_store.verify import Report, verify

AWAY = 2

main = service_app(SERVICE)
rebuild = typer.Typer(help="Make again from the store what a loss of Redis took.", no_args_is_help=True)
main.add_typer(rebuild, name="rebuild")

_T = TypeVar("_T")


@main.command("migrate")
def migrate_store() -> None:
    """Bring the store's tables to the newest revision. Safe at any time, by any number of processes."""
    url = PlaceSettings().effective_database_url
    migrate(url)
    print(f"the store at {masked(url)} is up to date")  # noqa: T201 - a command's answer


@main.command("verify")
def verify_store(as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """Hold the store against itself and against the stream. Exit codes: 0 clean, 1 faults."""
    place = PlaceSettings()
    with _opened(place) as engine, shown() as look, open_plain(place) as redis:
        report = verify(engine, redis, served(place)[0].alone(CLAIMS.name), look)
    if as_json:
        typer.echo(json.dumps(asdict(report), indent=2))
    else:
        _show(report)
    raise typer.Exit(1 if report.faults else 0)


@rebuild.command("claims")
def rebuild_stream(
    everything: Annotated[
        bool, typer.Option("--all", help="Look at every event the stream reaches back to, not only behind its end.")
    ] = False,
) -> None:
    """Make the stream claims again from the outbox, with the same ids. Never doubles an event."""
    from sayso_store.rebuild import ClaimsRebuilt, rebuild_claims  # a role of this program starts quicker without

    async def work(engine: Engine, redis: Redis, keys: Keys) -> ClaimsRebuilt:
        return await rebuild_claims(Relay(SqlOutbox(engine), redis, keys.alone(CLAIMS.name)), everything=everything)

    done = _with_both(work)
    typer.echo(f"{done.checked} events were not certain to be on the stream, {done.added} were added")


@rebuild.command("index")
def rebuild_dedupe() -> None:
    """Make dedupe's index again from the claims and articles of the last SAYSO_DEDUPE_WINDOW."""
    from sayso_store.adapters.redis_index import RedisIndex
    from sayso_store.rebuild import IndexRebuilt, rebuild_index

    days = IndexSettings().dedupe_window

    async def work(engine: Engine, redis: Redis, keys: Keys) -> IndexRebuilt:
        with shown() as look:
            since = iso(utc_now() - timedelta(days=days))
            return await rebuild_index(engine, RedisIndex(redis, prefix=keys.slot(INDEX), days=days), since, look)

    done = _with_both(work)
    typer.echo(f"{done.claims} claims and {done.articles} articles of the last {days} days are in the index")


@main.command("prune")
def prune_store() -> None:
    """Delete what is old now, as the publish role does every hour (SAYSO_KEEP_...)."""

    async def work(engine: Engine, redis: Redis, keys: Keys) -> Pruned:
        return await Pruner(Retention(engine), redis, keys.alone(CLAIMS.name), RetentionSettings()).prune()

    done = _with_both(work)
    typer.echo(f"deleted {done.units} records of work, {done.events} sent events, {done.entries} entries of claims")


def _with_both(work: Callable[[Engine, Redis, Keys], Awaitable[_T]]) -> _T:
    place = PlaceSettings()

    async def connected(engine: Engine) -> _T:
        async with open_redis(place) as redis:
            return await work(engine, redis, served(place)[0])

    with _opened(place) as engine:
        return asyncio.run(connected(engine))


@contextmanager
def _opened(place: PlaceSettings) -> Iterator[Engine]:
    """The migrated store; what is away is one line and an exit code."""
    try:
        migrate(place.effective_database_url)
        engine = open_engine(place.effective_database_url)
        try:
            yield engine
        finally:
            engine.dispose()
    except (RedisError, SQLAlchemyError, PublishRefused, OSError) as error:
        line = f"{type(error).__name__}: {error}".splitlines()[0]
        places = f"{masked(place.effective_redis_url)}, {masked(place.effective_database_url)}"
        Console(stderr=True).print(f"[red]sayso-store:[/] {escape(line)} ({escape(places)})", highlight=False)
        raise typer.Exit(AWAY) from None


def _show(report: Report) -> None:
    console = Console()
    table = Table("table", "rows", "faults", title="The store and its stream")
    for name, rows in report.looked_at.items():
        table.add_row(name, f"{rows:,}", str(sum(fault.check == name for fault in report.faults)))
    for name in ("stream", "orphan"):
        table.add_row(name, "", str(sum(fault.check == name for fault in report.faults)))
    console.print(table)
    if report.pruned_below:
        console.print(f"The outbox begins at {report.pruned_below}: what was before is pruned and was not looked at.")
    for fault in report.faults:
        console.print(
            f"[red]{fault.check}[/] {escape(fault.ids)}: {escape(fault.what)}", highlight=False, soft_wrap=True
        )
    console.print("[red]not clean[/]" if report.faults else "[green]clean[/]")
