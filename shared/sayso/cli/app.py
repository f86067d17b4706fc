"""``sayso``, put together from the commands."""

import sys

import typer
from rich.console import Console

from sayso.cli import (
    claims,
    compare,
    config,
    dead,
    demo,
    document,
    feeds,
    logs,
    push,
    replay,
    run,
    status,
    topology,
    trace,
    watch,
)
from sayso.runtime.abilities import FinderAway
from sayso.runtime.embedded import NoRedisServer
from sayso.runtime.service import MissingAbility

app = typer.Typer(
    help="A queue of news URLs in, a stream of claims out: who said what, with the evidence.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
app.command("run")(run.run)
app.command("push")(push.push)
app.command("replay")(replay.replay)
app.command("trace")(trace.trace)
app.command("status")(status.status)
app.command("logs")(logs.logs)
app.add_typer(claims.app, name="claims")
app.add_typer(dead.app, name="dead")
app.add_typer(feeds.app, name="feeds")
app.add_typer(watch.app, name="watch")
app.command("extract")(document.extract)
app.command("compare")(compare.compare)
app.command("topology")(topology.topology)
app.command("config")(config.config)
app.command("demo")(demo.demo)


def main() -> None:
    """The console script: errors a person can act on are one line, without a traceback."""
    try:
        app()
    except (FinderAway, MissingAbility, NoRedisServer) as error:
        Console(stderr=True).print(f"[red]sayso:[/] {error}", highlight=False)
        sys.exit(2)


if __name__ == "__main__":
    main()
