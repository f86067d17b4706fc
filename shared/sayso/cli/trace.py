"""``sayso trace``: one thing's life across all stages, and why nothing came of it where nothing did.

The store knows what ended, Redis what has not; either may be away, and the other still tells its part. What is told
came from the web: control characters are escaped before a terminal sees them.
"""

import asyncio
import json
from dataclasses import asdict
from typing import Annotated, Any

import typer
from redis.exceptions import RedisError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sayso.cli.run import DataDir, place_at
from sayso.runtime import delivery
from sayso.runtime.abilities import ArticleView, Life, LifeView, StoreAway, UnitView
from sayso.runtime.connection import open_redis
from sayso.runtime.service import MissingAbility, ability
from sayso.runtime.settings import PlaceSettings, masked
from sayso.runtime.whereabouts import Asked, Whereabouts, look

_STATES = {
    "queued": "waits for a worker",
    "being_worked_on": "is being worked on",
    "waiting": "waits",
    "set_aside": "[red]was set aside[/]",
    "ended": "ended",
}


def trace(
    what: Annotated[
        str, typer.Argument(help="A URL, or the id of an article, claim, statement, entry or correlation.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Tell one thing's life: what was done with it, where it is now, and what came of it."""
    place = place_at(data_dir)
    away: list[str] = []
    life = _life(place, what, away)
    now = asyncio.run(_now(place, _asked(what, life), away))
    if as_json:
        typer.echo(json.dumps(_as_data(what, life, now, away), indent=2))
    else:
        _show(Console(highlight=False), life, now)
        for each in away:
            Console(stderr=True).print(f"[yellow]not asked:[/] {escape(each)}", highlight=False)
    if not (life.units or life.articles or life.known_as or now.found):
        _unknown(what, away, as_json=as_json)


def _unknown(what: str, away: list[str], *, as_json: bool) -> None:
    if not as_json:
        looked = (
            "the streams of all stages" if away else "the streams of all stages, and the store's units and articles"
        )
        said = f"[yellow]nothing is known of[/] {escape(what)}: looked at {looked}"
        Console(stderr=True).print(said, highlight=False)
    raise typer.Exit(1)


def _life(place: PlaceSettings, what: str, away: list[str]) -> LifeView:
    try:
        life: Life = ability("life", place)
        return life(what)
    except (StoreAway, MissingAbility, OSError) as error:
        away.append(f"the store ({error})")
        return LifeView()


def _asked(what: str, life: LifeView) -> Asked:
    urls = {url for each in life.articles for url in (each.article.url, each.article.fetched_url)}
    urls |= {each.url for each in life.units if each.url} if "correlation" not in life.known_as else set()
    ids = {each.entry_id for each in life.units if each.entry_id}
    return Asked.about(what, urls, ids)


async def _now(place: PlaceSettings, asked: Asked, away: list[str]) -> Whereabouts:
    redis = open_redis(place)
    try:
        return await look(redis, delivery.everywhere(place), asked)
    except (OSError, RedisError) as error:
        away.append(f"Redis at {masked(place.effective_redis_url)} ({error})")
        return Whereabouts()
    finally:
        await redis.aclose()


def _as_data(what: str, life: LifeView, now: Whereabouts, away: list[str]) -> dict[str, Any]:
    return {
        "what": what,
        **life.model_dump(mode="json"),
        "now": [asdict(each) for each in now.found],
        "not_read_to_the_end": now.cut,
        "not_asked": away,
    }


def _show(console: Console, life: LifeView, now: Whereabouts) -> None:
    table = Table("when", "stage", "what", "took", title=f"As {', '.join(life.known_as)}" if life.known_as else None)
    for unit in life.units:
        table.add_row(unit.ended_at, unit.stage, _end(unit), f"{unit.duration_ms:.0f} ms")
    for found in now.found:
        table.add_row("now", found.stage, f"{_STATES[found.state]} {_safe(found.detail)}", "")
    if table.row_count:
        console.print(table)
    for article in life.articles:
        _show_article(console, article)
    if life.units and not life.articles and not now.found:
        console.print("No article came of it.")
    for key in now.cut:
        console.print(f"[yellow]{key} is longer than what was looked at[/]")


def _end(unit: UnitView) -> str:
    why = f" ({_safe(unit.reason)})" if unit.reason else ""
    facts = ", ".join(f"{name} {value}" for name, value in unit.facts.items() if value not in (None, False, ""))
    said = "\n".join(filter(None, (_safe(unit.url or ""), _safe(unit.detail or ""), _safe(facts))))
    tries = f", try {unit.attempt}" if unit.attempt > 1 else ""
    return f"[bold]{unit.disposition}[/]{why}{tries}" + (f"\n[dim]{said}[/]" if said else "")


def _show_article(console: Console, view: ArticleView) -> None:
    article = view.article
    console.print(f"\n[bold]{_safe(article.title or 'without a title')}[/] · {_safe(article.outlet)}")
    console.print(f"[dim]{article.article_id} · {_safe(article.url)} · fetched {article.fetched_at}[/]")
    if view.copy_of:
        console.print(f"[yellow]A copy of[/] {view.copy_of}")
    if not view.statements:
        console.print("Nobody is quoted in it, so it made no claim.")
        return
    table = Table("said", "by", "claim", "is")
    for each in view.statements:
        gone = " [dim](no longer in the article)[/]" if each.superseded_at else ""
        verdict = f"{each.verdict}{gone}" + (f"\n[dim]{_safe(each.rule)}[/]" if each.rule else "")
        table.add_row(_safe(each.content[:200]), _safe(each.speaker or "?"), each.claim_id, verdict)
    console.print(table)


def _safe(words: str) -> str:
    return escape("".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in words))
