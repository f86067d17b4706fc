"""How ``sayso dead`` shows letters: as tables for people, as JSON for programs.

What stands in a letter came from the web or from whoever pushed it. Control characters are escaped before a terminal
sees them; in JSON, text is a string, and what is no UTF-8 is ``{"base64": …}``.
"""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sayso.runtime.delivery.breaker import Halt
from sayso.runtime.delivery.dead import DeadLetter
from sayso.runtime.masking import masked_text

_LONG = 300
"""Characters of a value shown, unless it is to be shown whole."""

Counts = Mapping[tuple[str, str], int]


def in_short(letter: DeadLetter) -> dict[str, Any]:
    """A letter without its entry's fields, but for the URL."""
    url = letter.entry.get(b"url")
    return {
        "id": letter.name,
        "stage": letter.stage,
        "reason": letter.reason,
        "detail": letter.detail,
        "attempts": letter.attempts,
        "deliveries": letter.deliveries,
        "entry_id": letter.entry_id,
        "dead_at": letter.dead_at,
        "url": None if url is None else _text(url[:2048]),
        "fields": len(letter.entry),
        "bytes": letter.size,
    }


def as_data(letter: DeadLetter) -> dict[str, Any]:
    """A letter with its entry's fields, as JSON values."""
    return in_short(letter) | {"entry": {_text(name): _value(value) for name, value in letter.entry.items()}}


def listing_as_data(counts: Counts, shown: Sequence[Mapping[str, Any]], halts: Sequence[Halt]) -> dict[str, Any]:
    """What ``list`` found, as JSON values."""
    return {
        "halted": [{"stage": each.stage, "seconds_left": each.seconds_left, "why": each.why} for each in halts],
        "counts": [{"stage": stage, "reason": reason, "letters": n} for (stage, reason), n in counts.items()],
        "letters": list(shown),
    }


def print_listing(console: Console, counts: Counts, shown: Sequence[Mapping[str, Any]], halts: Sequence[Halt]) -> None:
    """What ``list`` found, for people."""
    for each in halts:
        left = "until it is resumed" if each.seconds_left is None else f"for {each.seconds_left:.0f} s more"
        console.print(f"[yellow]halted[/] {each.stage} {left}: {_shown(each.why)}", highlight=False)
    if not counts:
        console.print("no dead letters")
        return
    summary = Table("stage", "reason", "letters", title="Dead letters")
    for (stage, reason), number in counts.items():
        summary.add_row(stage, _shown(reason), str(number))
    console.print(summary)
    if shown:
        console.print(_table(shown))
    total = sum(counts.values())
    if len(shown) < total:
        console.print(f"the oldest {len(shown)} of {total}", highlight=False)


def print_letter(console: Console, letter: DeadLetter, *, full: bool) -> None:
    """One letter with its entry's fields, for people."""
    for name, value in in_short(letter).items():
        if name != "url":
            console.print(f"[dim]{name}[/] {_shown(str(value))}", highlight=False, soft_wrap=True)
    console.print("[bold]The entry's own fields[/]")
    for field, raw in letter.entry.items():
        value = _shown(_text(raw), None if full else _LONG)
        size = "" if full or len(raw) <= _LONG else f" [dim]({len(raw)} bytes)[/]"
        console.print(f"  [bold]{_shown(_text(field))}[/] {value}{size}", highlight=False, soft_wrap=True)


def _table(shown: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(show_lines=True)
    table.add_column("id", no_wrap=True)
    table.add_column("why and when", overflow="fold")
    table.add_column("what", overflow="fold")
    for each in shown:
        tries = f"tries {each['attempts']}, deliveries {each['deliveries']}"
        what = [masked_text(each["url"] or ""), each["detail"], f"{each['fields']} fields, {each['bytes']} bytes"]
        table.add_row(
            each["id"],
            f"{_shown(each['reason'])}\n[dim]{_shown(each['dead_at'])}\n{tries}[/]",
            "\n".join(_shown(line) for line in what if line),
        )
    return table


def _shown(text: str, most: int | None = _LONG) -> str:
    cut = text if most is None or len(text) <= most else text[:most] + "…"
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)
    return escape(plain)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")


def _value(raw: bytes) -> Any:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(raw).decode()}
