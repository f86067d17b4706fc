"""``sayso watch``: standing queries, whose matches go to the stream ``matches`` and, where one is given, to a webhook.

The list lies in the store (ability ``watches``); the role ``watch`` answers it. A test goes through that role, so it
tells whether the way that matches take is open.
"""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from sayso.cli.run import DataDir, place_at
from sayso.runtime.abilities import StoreAway
from sayso.runtime.service import ability
from sayso.runtime.watch_abilities import DeliveryView, NewWatch, Watches, WatchRefused, WatchView

app = typer.Typer(help="Standing queries: be told of claims that answer.", no_args_is_help=True)

_LOOK = 0.2
T = TypeVar("T")
Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
Name = Annotated[str, typer.Argument(metavar="WATCH", help="Its id, or its name.")]
Asked = typer.Option


@app.command("add")
def add(
    name: Annotated[str, Asked(help="What to call it; its conditions, if not given.")] = "",
    speaker: Annotated[str, Asked(help="Part of the speaker's name.")] = "",
    words: Annotated[str, Asked(help='Words of the claim or its speaker; "a phrase"; begin*.')] = "",
    outlet: Annotated[str, Asked(help="Part of the outlet's name.")] = "",
    kind: Annotated[str, Asked(help="direct, indirect or mixed.")] = "",
    certainty: Annotated[str, Asked(help="asserted, expected, possible, believed or denied.")] = "",
    number: Annotated[str, Asked(help="A number it speaks of, or a range: 140, 100..200, 1000.., ..5.")] = "",
    reported_since: Annotated[str, Asked(help="Last reported on this day or later: 2031-05-01.")] = "",
    reported_until: Annotated[str, Asked(help="Last reported on this day or earlier.")] = "",
    only_disputed: Annotated[bool, Asked("--only-disputed", help="Only claims that another contradicts.")] = False,
    outlets: Annotated[int, Asked(min=0, help="Reported by at least so many independent outlets.")] = 0,
    webhook: Annotated[str | None, Asked(help="URL that matches are posted to, signed.")] = None,
    begin: Annotated[
        int | None,
        Asked("--from", min=0, help="Begin after this position on claims, 0 for all; now, if not given."),
    ] = None,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Keep a query. Prints its id and, with a webhook, the secret that signs it: that is shown this once."""
    given = {
        "speaker": speaker, "words": words, "outlet": outlet, "kind": kind, "certainty": certainty, "number": number,
        "since": reported_since, "until": reported_until, "disputed": "1" if only_disputed else "",
        "outlets": str(outlets or ""),
    }  # fmt: skip
    query = {condition: value for condition, value in given.items() if value.strip()}
    new = NewWatch(name=name, query=query, webhook=webhook, since=begin)
    done = _with_watches(data_dir, lambda watches: watches.add(new))
    if as_json:
        typer.echo(done.model_dump_json(indent=2, exclude_none=True))
        return
    typer.echo(f"{done.watch_id}  {_plain(done.name)}")
    if done.secret:
        typer.echo(f"secret  {done.secret}")
        Console(stderr=True).print("keep the secret now: it is not shown again", highlight=False)


@app.command("list")
def list_watches(as_json: Json = False, data_dir: DataDir = None) -> None:
    """Show all watches: how far behind each is, what waits, what was given up, and why."""
    found = _with_watches(data_dir, lambda watches: watches.all())
    if as_json:
        typer.echo(json.dumps([each.model_dump() for each in found], indent=2))
    elif found:
        Console().print(_table(found))
    else:
        Console().print("no watches; add one with 'sayso watch add --words …'")


@app.command("remove")
def remove(name: Name, data_dir: DataDir = None) -> None:
    """Forget a watch and its matches. Exit code 1 if there is none of that name."""
    if not _with_watches(data_dir, lambda watches: watches.remove(name)):
        raise _nothing(f"no watch is called {name!r}, or more than one")
    typer.echo("removed")


@app.command("test")
def send_test(
    name: Name,
    wait: Annotated[float, Asked(min=0, help="Seconds to wait for the answer.")] = 20.0,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Post a signed sample to a watch's webhook, and tell what it answered. Exit code 1 if it was not taken."""
    outcome = _with_watches(data_dir, lambda watches: _tested(watches, name, wait))
    if as_json and outcome is not None:
        typer.echo(outcome.model_dump_json(indent=2, exclude_none=True))
    if outcome is not None and outcome.state == "delivered":
        if not as_json:
            typer.echo(f"{outcome.match_id} was taken with status {outcome.status}")
        return
    waits = f"nobody has posted it in {wait:g} s: is the role watch running, with ingest installed?"
    raise _nothing(waits if outcome is None or outcome.state == "waiting" else outcome.error or "not taken")


def _tested(watches: Watches, name: str, wait: float) -> DeliveryView | None:
    match_id, deadline = watches.ask_test(name), time.monotonic() + wait
    while True:
        outcome = watches.outcome(match_id)
        if outcome is None or outcome.state != "waiting" or time.monotonic() > deadline:
            return outcome
        time.sleep(_LOOK)


@app.command("deliveries")
def deliveries(
    name: Name,
    dead: Annotated[bool, Asked("--dead", help="Only what was given up.")] = False,
    limit: Annotated[int, Asked("-n", min=1, help="How many at most, the newest first.")] = 20,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Show a watch's last matches and tests, and how their delivery went."""
    found = _with_watches(data_dir, lambda watches: watches.deliveries(name, dead=dead, limit=limit))
    if as_json:
        typer.echo(json.dumps([each.model_dump() for each in found], indent=2))
    else:
        Console().print(_deliveries(found))


@app.command("redrive")
def redrive(name: Name, data_dir: DataDir = None) -> None:
    """Let the matches that were given up be posted again, before those that came later."""
    typer.echo(f"redriven {_with_watches(data_dir, lambda watches: watches.redrive(name))}")


def _table(found: Sequence[WatchView]) -> Table:
    words = [Column(each, overflow="fold") for each in ("watch", "asks", "to")]
    table = Table(*words, "behind", "matches", "waiting", "given up", "how it goes", title="Watches")
    for each in found:
        asks = ", ".join(f"{condition} {value}" for condition, value in each.query.items())
        table.add_row(
            f"{_shown(each.name)}\n[dim]{each.watch_id}[/]",
            _shown(asks) or "every claim",
            _shown(each.webhook or "the stream matches"),
            str(each.lag or ""),
            str(each.matched),
            str(each.waiting or ""),
            str(each.dead or ""),
            _how(each),
        )
    return table


def _how(each: WatchView) -> str:
    if each.failures:
        return f"[red]failed {each.failures} times[/], next at {each.next_try_at}: {_shown(each.last_error or '')}"
    if each.delivered_at:
        return f"taken at {each.delivered_at}"
    return "" if each.webhook is None else "nothing posted yet"


def _deliveries(found: Sequence[DeliveryView]) -> Table:
    ids = [Column(each, overflow="fold") for each in ("match", "event", "claim", "when")]
    table = Table(*ids, "state", "tries", "answer", title="Deliveries")
    for each in found:
        event = "test" if each.test else each.type
        answer = each.error or (str(each.status) if each.status else "")
        state = "stream only" if each.state == "none" else "given up" if each.state == "dead" else each.state
        table.add_row(
            each.match_id, event, each.claim_id, each.matched_at, state, str(each.attempts or ""), _shown(answer)
        )
    return table


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _shown(text: str) -> str:
    return escape(_plain(text))


def _nothing(says: str) -> typer.Exit:
    Console(stderr=True).print(f"[red]sayso:[/] {_shown(says)}", highlight=False)
    return typer.Exit(1)


def _with_watches(data_dir: Path | None, work: Callable[[Watches], T]) -> T:
    watches: Watches = ability("watches", place_at(data_dir))
    try:
        return work(watches)
    except (WatchRefused, LookupError) as error:
        raise _nothing(str(error.args[0])) from None
    except StoreAway as error:
        Console(stderr=True).print(f"[red]sayso:[/] {_shown(str(error))}", highlight=False)
        raise typer.Exit(2) from None
