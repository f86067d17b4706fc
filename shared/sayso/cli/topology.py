"""``sayso topology``: the pipeline as it is declared."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console

from sayso.contracts.topology import PUBLISH_ROLE, STAGES, STREAMS, readers, writers


def topology(as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """Print every stream and every stage, as the code declares them."""
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


def stage_lines() -> list[str]:
    """One line a stage: what it reads, who it is, what it writes."""
    lines = [
        f"{each['reads']:<12} ─▶ {each['name']:<8} ─▶ {', '.join(each['writes']) or 'the store':<26} "
        f"{each['service']} run {each['role']}: {each['does']}"
        for each in as_data()["stages"]
    ]
    relay = f"{'the outbox':<12} ─▶ {PUBLISH_ROLE:<8} ─▶ {'claims':<26} store run publish: sends events, in order"
    poller = f"{'the feeds':<12} ─▶ {'feeds':<8} ─▶ {'urls':<26} ingest run feeds: pushes listings when they are due"
    return [poller, *lines, relay]


def stream_lines() -> list[str]:
    """One line a stream: its schema, where it is full, what an entry is."""
    return [
        f"{each['name']:<12} {each['schema']:<22} "
        f"{'may grow' if each['high_water'] is None else 'full at ' + str(each['high_water']):<14} {each['holds']}"
        for each in as_data()["streams"]
    ]


def as_data() -> dict[str, list[dict[str, Any]]]:
    """The topology as JSON values."""
    besides = {"urls": ["anyone"], "claims": [PUBLISH_ROLE]}
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
