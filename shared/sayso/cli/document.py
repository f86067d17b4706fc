"""``sayso extract``: documents through fetch, clean and statements, without Redis.

The command of whoever improves a rule: the same code as the pipeline's, on a file, a page or a pipe. Any number of
documents in one call, in the order given; one that cannot be read is an error line on standard error and an exit code
of 1 at the end, and the others are still read.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer
import zstandard
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from sayso.cli import explaining, showing, showing_html
from sayso.contracts.events import PageFetched
from sayso.contracts.outcomes import Failure
from sayso.runtime import logs
from sayso.runtime.abilities import Finder, OpenFetch, Read, ReadArticle
from sayso.runtime.service import ability


def extract(
    documents: Annotated[list[str], typer.Argument(help="Files, URLs, or - for standard input.")],
    url: Annotated[str | None, typer.Option(help="Where a file is from.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a document, one a line.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what each step of cleaning took out, beside what it left.")
    ] = False,
    in_colour: Annotated[
        bool, typer.Option("--show", help="Show the text with its statements in their speakers' colours.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write that as one page for a browser; - writes it to standard output.")
    ] = None,
    finder: Annotated[
        Finder | None, typer.Option(help="Who finds the statements, instead of the one that is set (SAYSO_FINDER).")
    ] = None,
    text_as_is: Annotated[
        bool, typer.Option("--text-as-is", help="Use the file's own text unchanged: spans are offsets into the file.")
    ] = False,
) -> None:
    """Read documents and print their text and statements."""
    if html is not None and len(documents) > 1 and str(html) != "-":
        raise typer.BadParameter("--html writes one page: give one document")
    if not structlog.is_configured():  # else what is logged would stand among what is printed
        logs.configure(logs.LogSettings(), role="extract")
    read: Read = ability("read")
    failed = False
    for document in documents:
        try:
            if explain:
                explaining.show(document, *_document(document), as_json=as_json)
                continue
            result = _read(partial(read, as_is=text_as_is, finder=finder), document, url)
        except (Failure, OSError) as error:
            failed = True
            Console(stderr=True).print(f"[red]{document}:[/] {error}", highlight=False)
            continue
        if html is not None:
            _write(html, showing_html.page(document, result))
        elif in_colour:
            showing.show(document, result)
        elif as_json:
            sys.stdout.buffer.write(as_line(document, result))
            sys.stdout.buffer.flush()
        else:
            _show(document, result)
    if failed:
        raise typer.Exit(1)


def _write(path: Path, page: str) -> None:
    if str(path) == "-":
        sys.stdout.write(page)
    else:
        path.write_text(page, encoding="utf-8")


_ARTICLE = ("title", "authors", "published", "publisher", "language", "url", "text")


def as_line(document: str, result: ReadArticle) -> bytes:
    """A document as one line of JSON: ``doc``, ``article`` and ``statements``."""
    known: dict[str, Any] = result.article.model_dump(mode="json")
    known |= {"publisher": known["outlet"] or None, "url": known["url"] or None, "text": result.text}
    line = {
        "doc": document if "://" in document or document == "-" else Path(document).name,
        "article": {name: known[name] for name in _ARTICLE},
        "statements": [each.model_dump(mode="json") for each in result.statements],
    }
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"


def _read(read: Callable[..., ReadArticle], document: str, url: str | None) -> ReadArticle:
    body, page = _document(document)
    if page is not None:
        return read(body, url=page.final_url, media=page.media, charset=page.charset)
    return read(body, url=url or "")


def _document(document: str) -> tuple[bytes, PageFetched | None]:
    """A document's bytes, and the page they come from if they were fetched."""
    if document.startswith(("http://", "https://")):
        page = asyncio.run(_fetch(document))
        return zstandard.ZstdDecompressor().decompress(page.body), page
    return (sys.stdin.buffer.read() if document == "-" else Path(document).read_bytes()), None


async def _fetch(url: str) -> PageFetched:
    opened: OpenFetch = ability("fetch")
    async with opened as fetch:
        return await fetch(url)


def _show(document: str, result: ReadArticle) -> None:
    console = Console()
    article = result.article
    about = " · ".join(filter(None, [article.outlet, ", ".join(article.authors), article.published]))
    console.print(Panel(f"[bold]{escape(article.title or document)}[/]\n{escape(about)}", expand=False))
    table = Table("who", "cue", "what", "found by")
    for each in result.statements:
        who = escape(each.speaker.name or "") or f"[dim]{escape(each.speaker.mention or '?')}[/]"
        table.add_row(who, escape(each.cue), escape(each.content), f"[dim]{each.rule} {each.confidence:.2f}[/]")
    console.print(table)
