"""``sayso compare``: what dedupe says of pairs of claims, with the rule it says it by."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from sayso.runtime.abilities import Compare
from sayso.runtime.service import ability


def compare(
    pairs: Annotated[Path, typer.Argument(help="JSON Lines with a, a_speaker, b, b_speaker; - is standard input.")],
) -> None:
    """Print verdict (same, conflict, different), rule and score for each pair, as JSON Lines in the same order."""
    compare_two: Compare = ability("compare")
    lines = sys.stdin.read() if str(pairs) == "-" else pairs.read_text()
    for number, line in enumerate(lines.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            pair = json.loads(line)
            verdict = compare_two(pair["a"], pair.get("a_speaker"), pair["b"], pair.get("b_speaker"))
        except (ValueError, KeyError, TypeError) as error:
            raise typer.BadParameter(f"line {number}: {type(error).__name__}: {error}") from None
        typer.echo(verdict.model_dump_json())
