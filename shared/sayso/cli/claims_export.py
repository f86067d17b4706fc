"""``sayso claims export``: claims as a file, for a spreadsheet, a program, or as schema.org ``Claim`` to be reviewed.

A line is written as its claim is read, so an export may be of any length and be piped on.
"""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.run import DataDir, place_at
from sayso.runtime.abilities import Export
from sayso.runtime.exporting import FORMATS, ExportFormat
from sayso.runtime.service import ability


def export_claims(
    form: Annotated[
        ExportFormat, typer.Option("--format", help="JSON Lines, CSV, or schema.org as JSON-LD.")
    ] = "jsonl",
    out: Annotated[Path | None, typer.Option(help="The file to write; standard output if none is given.")] = None,
    words: Annotated[str | None, typer.Option(help='Words of the claim or its speaker; "a phrase"; begin*.')] = None,
    speaker: Annotated[str | None, typer.Option(help="Part of the speaker's name.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Part of the outlet's name.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Reported on this day or later.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Or earlier.")] = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only claims that another one contradicts.")] = False,
    outlets: Annotated[int, typer.Option(min=0, help="Reported by at least so many independent outlets.")] = 0,
    limit: Annotated[int | None, typer.Option(min=1, help="How many at most.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Write stored claims with all their evidence, the newest first."""
    export: Export = ability("export", place_at(data_dir))
    asked = {
        "words": words,
        "speaker": speaker,
        "outlet": outlet,
        "since": since and since.date(),
        "until": until and until.date(),
        "disputed": disputed,
        "outlets": outlets,
    }
    try:
        pieces = FORMATS[form].write(export(asked, limit))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    _write(pieces, out)


def _write(pieces: Iterator[str], out: Path | None) -> None:
    if out is None:
        sys.stdout.writelines(pieces)
        return
    with out.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)
