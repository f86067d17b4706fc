"""``sayso config``: the settings as they take effect, secrets masked, and where Redis and the store are."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from sayso.cli.run import DataDir, place_at
from sayso.runtime import embedded
from sayso.runtime.connection import address
from sayso.runtime.delivery.breaker import BreakerSettings
from sayso.runtime.logs import LogSettings
from sayso.runtime.observing.endpoint import HttpSettings
from sayso.runtime.observing.judging import StatusSettings
from sayso.runtime.observing.tracing import TracingSettings
from sayso.runtime.preflight import PreflightSettings
from sayso.runtime.service import installed
from sayso.runtime.settings import PlaceSettings, Settings, masked
from sayso.runtime.worker_settings import WorkerSettings

SHARED: tuple[type[Settings], ...] = (
    PlaceSettings,
    LogSettings,
    PreflightSettings,
    WorkerSettings,
    BreakerSettings,
    HttpSettings,
    StatusSettings,
    TracingSettings,
)


def config(
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False, data_dir: DataDir = None
) -> None:
    """Show the effective settings, secrets masked."""
    place = place_at(data_dir)
    settings = {name: masked(value) for name, value, _ in effective(place)}
    where = {"redis": masked(place.effective_redis_url), "store": masked(place.effective_database_url)}
    if as_json:
        typer.echo(json.dumps({**where, "redis_cli": redis_cli(place), "settings": settings}, indent=2, default=str))
        return
    console = Console()
    table = Table("variable", "value", "what", title="Settings")
    for name, value, what in effective(place):
        table.add_row(name, str(masked(value)) if value is not None else "[dim]unset[/]", what)
    console.print(table)
    for label, value in where.items():
        console.print(f"{label}: {value}", highlight=False, soft_wrap=True)
    console.print(f"redis-cli: {redis_cli(place)}", highlight=False, soft_wrap=True)


def groups() -> Iterator[tuple[str, type[Settings]]]:
    """Every group of settings with its owner's name."""
    for group in SHARED:
        yield "shared", group
    for service in installed():
        for group in service.groups():
            yield service.name, group


def effective(place: PlaceSettings) -> Iterator[tuple[str, Any, str]]:
    """Variable, value in effect and description of every setting."""
    for _, group in groups():
        values = place if group is PlaceSettings else group()
        for name, info in group.model_fields.items():
            value = getattr(values, name)
            shown = str(value) if isinstance(value, Path) else value
            yield f"SAYSO_{name}".upper(), shown, info.description or ""


def redis_cli(place: PlaceSettings) -> str:
    """The command that opens this Redis by hand."""
    program = embedded.find_program("redis-cli") or "redis-cli"
    if place.is_embedded:
        return f"{program} -s {place.socket}"
    url = place.effective_redis_url
    at = None if url.startswith("unix:") else address(url)
    if at is None or not at.kind:
        return f"{program} -u {masked(url)}"
    host, port = at.hosts[0]
    tls = " --tls" if at.tls else ""
    if at.kind == "sentinel":
        return f"{program}{tls} -h {host} -p {port} sentinel get-master-addr-by-name {at.service}"
    user = f" --user {at.username}" if at.username else ""
    return f"{program}{tls} -c -h {host} -p {port}{user}"
