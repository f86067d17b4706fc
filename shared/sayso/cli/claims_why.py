"""``sayso claims why A B``: two claims or statements side by side, and what the rules say of them."""

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sayso.cli.run import DataDir, place_at
from sayso.runtime.abilities import PairSide, PairView, Why
from sayso.runtime.service import ability


def why(
    a: Annotated[str, typer.Argument(help="Id of a claim or of a statement.")],
    b: Annotated[str, typer.Argument(help="Id of another.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Say why two claims or statements are the same, in conflict or different: the rule, its score, what differs."""
    ask: Why = ability("why", place_at(data_dir))
    try:
        view = ask(a, b)
    except KeyError as error:
        Console(stderr=True).print(f"[red]sayso:[/] no claim or statement {escape(str(error.args[0]))}")
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(view.model_dump_json(indent=2))
        return
    _show(view)


def _show(view: PairView) -> None:
    console = Console()
    table = Table("", "a", "b", show_lines=True, expand=True)
    sides = (view.a, view.b)
    for name, cells in {
        "said": [each.evidence.content for each in sides],
        "by": [each.evidence.speaker.name or each.evidence.speaker.mention or "nobody named" for each in sides],
        "in": [f"{each.evidence.outlet}\n{each.evidence.url}" for each in sides],
        "statement": [each.evidence.statement_id for each in sides],
        "claim": [each.claim.claim_id for each in sides],
        "came to it by": [_came_by(each) for each in sides],
    }.items():
        table.add_row(name, *map(escape, cells))
    console.print(table)
    compared = view.compared
    field = f", differs in [bold]{escape(compared.field)}[/]" if compared.field else ""
    console.print(f"The rules say [bold]{compared.verdict}[/]: {compared.rule}, score {compared.score}{field}.")
    if view.one_claim:
        console.print("They are one claim.")
    if view.linked is not None:
        linked = view.linked
        console.print(f"Between the claims: {linked.verdict}, {linked.field} ({linked.rule}, score {linked.score}).")


def _came_by(side: PairSide) -> str:
    return "opened it" if side.verdict == "new" else f"{side.match_rule}, score {side.match_score}"
