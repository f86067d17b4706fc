"""``sayso topology``: the pipeline as it is declared, and what an operator makes of it in Redis.

``--acl`` prints the users of Redis for an ``aclfile``. Passwords come from a folder with a file a user
(``redis_ingest``); only their hashes are printed, and a user without a file is off. ``--apply`` is what a deployment
runs before its workers: it makes the consumer groups, and has Redis read its aclfile again if it has one.
"""

import asyncio
import hashlib
import json
from pathlib import Path
from typing import Annotated, Any

import typer
from redis.exceptions import ResponseError
from rich.console import Console

from sayso.contracts import access
from sayso.contracts.topology import PUBLISH_ROLE, STAGES, STREAMS, WATCH_ROLE, readers, writers
from sayso.runtime import delivery, preflight
from sayso.runtime.connection import open_redis
from sayso.runtime.settings import PlaceSettings


def topology(
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    acl: Annotated[bool, typer.Option("--acl", help="Print Redis's users and their rules, as an aclfile.")] = False,
    passwords: Annotated[
        Path | None, typer.Option(help="With --acl: folder with a file redis_USER for each user's password.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="With --acl: the file to write.")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Make the consumer groups; have users read anew.")] = False,
) -> None:
    """Print every stream and every stage, as the code declares them."""
    if acl:
        text = "\n".join(acl_lines(PlaceSettings().partitions, passwords)) + "\n"
        if out is None:
            typer.echo(text, nl=False)
        else:
            out.write_text(text, encoding="utf-8")
        return
    if apply:
        for line in asyncio.run(_apply(PlaceSettings())):
            typer.echo(line)
        return
    if as_json:
        typer.echo(json.dumps(as_data(), indent=2))
        return
    console = Console(highlight=False, soft_wrap=True)
    console.print("[bold]Stages[/]")
    for line in stage_lines():
        console.print(f"  {line}")
    console.print("\n[bold]Streams[/]")
    for line in stream_lines():
        console.print(f"  {line}")


def acl_lines(partitions: int | None, passwords: Path | None) -> list[str]:
    """The lines of an aclfile."""
    return [access.DEFAULT, *(user.line(_hash_of(user.name, passwords)) for user in access.users(partitions))]


def _hash_of(user: str, passwords: Path | None) -> str | None:
    file = None if passwords is None else passwords / f"redis_{user}"
    if file is None or not file.exists():
        return None
    word = file.read_bytes().rstrip(b"\r\n")
    if not word:
        raise typer.BadParameter(f"{file} is empty")
    return hashlib.sha256(word).hexdigest()


async def _apply(place: PlaceSettings) -> list[str]:
    redis: Any = open_redis(place)
    try:
        await preflight.check(redis, place, preflight.PreflightSettings())
        lines = []
        for keys in delivery.everywhere(place):
            made = await delivery.ensure_groups(redis, keys)
            lines.append(f"groups made: {', '.join(made) or 'none, all are there'}")
        try:
            await redis.execute_command("ACL LOAD")
            lines.append("Redis has read its users")
        except ResponseError as error:
            lines.append(f"users are as they were: {error}")
        return lines
    finally:
        await redis.aclose()


def stage_lines() -> list[str]:
    """One line a stage: what it reads, who it is, what it writes."""
    lines = [
        f"{each['reads']:<12} ─▶ {each['name']:<8} ─▶ {', '.join(each['writes']) or 'the store':<26} "
        f"{each['service']} run {each['role']}: {each['does']}"
        for each in as_data()["stages"]
    ]
    relay = f"{'the outbox':<12} ─▶ {PUBLISH_ROLE:<8} ─▶ {'claims':<26} store run publish: sends events, in order"
    poller = f"{'the feeds':<12} ─▶ {'feeds':<8} ─▶ {'urls':<26} ingest run feeds: pushes listings when they are due"
    watch = (
        f"{'claims':<12} ─▶ {WATCH_ROLE:<8} ─▶ {'matches, webhooks':<26} store run watch: tells what answers a watch"
    )
    return [poller, *lines, relay, watch]


def stream_lines() -> list[str]:
    """One line a stream: its schema, where it is full, what an entry is."""
    return [
        f"{each['name']:<12} {each['schema']:<22} "
        f"{'may grow' if each['high_water'] is None else 'full at ' + str(each['high_water']):<14} {each['holds']}"
        for each in as_data()["streams"]
    ]


def as_data() -> dict[str, list[dict[str, Any]]]:
    """The topology as JSON values."""
    besides = {"urls": ["anyone"], "claims": [PUBLISH_ROLE], "matches": [WATCH_ROLE]}
    return {
        "streams": [
            {
                "name": each.name,
                "schema": each.event.schema_word(),
                "holds": each.holds,
                "written_by": [*besides.get(each.name, []), *(stage.name for stage in writers(each))],
                "read_by": [stage.name for stage in readers(each)] or ["anyone"],
                "high_water": each.high_water,
                "dead_letters": each.dead,
            }
            for each in STREAMS
        ],
        "stages": [
            {
                "name": each.name,
                "service": each.service,
                "role": each.role,
                "group": each.group,
                "reads": each.reads.name,
                "writes": [stream.name for stream in each.writes],
                "does": each.does,
            }
            for each in STAGES
        ],
    }
