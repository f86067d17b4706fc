"""``sayso claims``: follow the stream, or look into the store."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from redis.exceptions import ConnectionError as RedisConnectionError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sayso.cli.claims_export import export_claims
from sayso.cli.claims_why import why
from sayso.cli.push import unreachable
from sayso.cli.run import DataDir, place_at
from sayso.contracts.records import Relation
from sayso.contracts.topology import CLAIMS
from sayso.runtime import delivery
from sayso.runtime.abilities import Claims, ClaimView
from sayso.runtime.connection import open_redis
from sayso.runtime.service import ability
from sayso.runtime.settings import PlaceSettings

app = typer.Typer(help="Follow the claims stream, or look into the store.", no_args_is_help=True)
_RELATION: dict[Relation, str] = {
    "conflict": "disputed by",
    "superseded_by": "superseded by",
    "supersedes": "supersedes",
}
_IN_A_LIST: dict[Relation, str] = {"conflict": "disputed", "superseded_by": "superseded"}
app.command("why")(why)
app.command("export")(export_claims)
Json = Annotated[bool, typer.Option("--json", help="Print as JSON Lines.")]


@app.command("list")
def list_claims(
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most, newest first.")] = 50,
    speaker: Annotated[str | None, typer.Option(help="Part of the speaker's name.")] = None,
    words: Annotated[str | None, typer.Option(help="Part of what was said.")] = None,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="Those nobody states any more, too.")] = False,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """List stored claims."""
    found = _store(data_dir).list_claims(limit=limit, speaker=speaker, words=words, withdrawn=withdrawn)
    if as_json:
        for each in found:
            typer.echo(each.model_dump_json())
    else:
        Console().print(claims_table(found))


@app.command("show")
def show_claim(claim_id: str, as_json: Json = False, data_dir: DataDir = None) -> None:
    """Show one claim with all its evidence. The beginning of an id is enough."""
    found = _store(data_dir).show_claim(claim_id)
    if found is None:
        Console(stderr=True).print(f"[red]sayso:[/] no claim {escape(claim_id)}, or more than one begins so")
        raise typer.Exit(1)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
        return
    console = Console()
    claim = found.claim
    console.print(f"[bold]{escape(claim.speaker or 'nobody named')}[/]: {escape(claim.content)}")
    console.print(
        f"{claim.claim_id} · {claim.independent_outlets} independent outlets, {claim.copies} copies, "
        f"{claim.distinct_speakers} speakers · {claim.first_seen} to {claim.last_seen}",
        highlight=False,
    )
    table = Table("outlet", "said", "speaker", "cue", "evidence", title="Evidence")
    for each in found.evidence:
        table.add_row(*map(escape, (each.outlet, each.content, each.speaker.name or "?", each.cue, each.url)))
    console.print(table)
    for conflict in found.conflicts:
        console.print(f"[yellow]{_RELATION[conflict.relation]}[/] {conflict.claim_id}: another {conflict.field} "
                      f"({conflict.rule}); sayso claims why {claim.claim_id} {conflict.claim_id}")  # fmt: skip


@app.command("tail")
def tail(
    start: Annotated[str, typer.Option("--from", help="Stream id to begin after: 0 is the beginning, $ is now.")] = "$",
    count: Annotated[int | None, typer.Option(min=1, help="End after so many events.")] = None,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Follow the claims stream."""
    place = place_at(data_dir)
    try:
        asyncio.run(_tail(place, start, count, as_json))
    except (OSError, RedisConnectionError) as error:
        raise unreachable(place, error) from None
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


async def _tail(place: PlaceSettings, start: str, count: int | None, as_json: bool) -> None:
    redis = open_redis(place)
    key, last, seen = delivery.served(place)[0].alone(CLAIMS.name), start, 0
    console = Console()
    try:
        while count is None or seen < count:
            answer: Any = await redis.xread({key: last}, count=100, block=1000)
            for _, entries in answer or []:
                for entry_id, fields in entries:
                    last, seen = entry_id.decode(), seen + 1
                    if as_json:
                        plain = {name.decode(): value.decode() for name, value in fields.items()}
                        typer.echo(json.dumps({"id": last, **plain, "data": json.loads(plain["data"])}))
                    else:
                        data = json.loads(fields[b"data"])
                        claim = data["claim"]
                        who = escape(claim["speaker"] or "nobody named")
                        console.print(f"{last} [cyan]{data['type']}[/] [bold]{who}[/]: {escape(claim['content'])}")
                    if count is not None and seen >= count:
                        return
    finally:
        await redis.aclose()


def claims_table(found: Sequence[ClaimView]) -> Table:
    """Claims for reading: who, what and where the evidence is, how many outlets, what is disputed."""
    table = Table(show_lines=True, expand=True)
    table.add_column("who", ratio=2)
    table.add_column("what, and where the evidence is", ratio=6, overflow="fold")
    table.add_column("outlets", ratio=1, min_width=9)
    for view in found:
        claim = view.claim
        who = escape(claim.speaker) if claim.speaker else "[dim]nobody named[/]"
        links = [each.url for each in view.evidence]
        what = "\n".join([escape(claim.content), *(f"[dim]{escape(link)}[/]" for link in dict.fromkeys(links[:1]))])
        table.add_row(who, what, "\n".join(_outlets(view)))
    return table


def _outlets(view: ClaimView) -> Iterator[str]:
    claim = view.claim
    yield f"[bold]{claim.independent_outlets}[/]"
    if claim.copies:
        yield f"+{claim.copies} copied"
    for relation, said in _IN_A_LIST.items():
        for field in sorted({each.field for each in view.conflicts if each.relation == relation}):
            yield f"[yellow]{said}: {escape(field)}[/]"


def _store(data_dir: Path | None) -> Claims:
    store: Claims = ability("claims", place_at(data_dir))
    return store
