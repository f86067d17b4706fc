"""``sayso extract --explain``: a document's blocks, what was kept beside what was taken out and by which step.

Before them stand the article's fields, each with where it was found.

For whoever improves a rule.
"""

import json
from collections import Counter

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sayso.contracts.events import PageFetched
from sayso.contracts.outcomes import Failure
from sayso.runtime.abilities import Explain, ExplainedBlock, Read
from sayso.runtime.service import ability

_LONGEST = 240
_UNCUT = 60


def show(document: str, body: bytes, page: PageFetched | None, *, as_json: bool) -> None:
    """Print what became of each block."""
    explain: Explain = ability("explain")
    blocks = explain(body, media=page.media, charset=page.charset) if page is not None else explain(body)
    if as_json:
        for block in blocks:
            typer.echo(json.dumps({"doc": document, **block.model_dump()}, ensure_ascii=False))
        return
    table = Table("in the article", "taken out", "by", "where", title=escape(document), show_lines=False)
    for block in blocks:
        words = escape(_cut(block))
        where = f"[dim]{escape(block.place[-_UNCUT:])}[/]"
        if block.step is None:
            table.add_row(words, "", "", where)
        else:
            table.add_row("", f"[dim]{words}[/]", f"[yellow]{escape(block.step)}[/]", where)
    console = Console()
    _show_fields(console, body, page)
    console.print(table)
    counts = Counter(block.step or "kept" for block in blocks)
    console.print(" · ".join(f"{name} {count}" for name, count in counts.most_common()), highlight=False)


def _show_fields(console: Console, body: bytes, page: PageFetched | None) -> None:
    """What the document says about its article; nothing where it holds none."""
    read: Read = ability("read")
    try:
        found = (
            read(body, url=page.final_url, media=page.media, charset=page.charset, finder="rules")
            if page
            else read(body, url="", finder="rules")
        )
    except Failure:
        return
    values = found.article.model_dump(mode="json") | {"publisher": found.article.outlet}
    table = Table("field", "value", "found in")
    for field, source in found.article.sources.items():
        value = values.get(field)
        words = ", ".join(value) if isinstance(value, list) else str(value)
        table.add_row(field, escape(words[:_LONGEST]), f"[yellow]{escape(source)}[/]")
    if table.row_count:
        console.print(table)


def _cut(block: ExplainedBlock) -> str:
    return block.words if len(block.words) <= _LONGEST else f"{block.words[:_LONGEST]}…"
