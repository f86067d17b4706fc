"""``sayso dead``: look at what was set aside, put it back or drop it, and end the halt of a stage.

What to work on is said by names (``ingest:1700000000000-0``, as ``list`` prints them) or by filters. Filters ask before
anything is moved. The letters are chosen first and moved then, so that what fails again is not met a second time.
``delivery.dead`` does the work, ``delivery.breaker`` knows what is halted.
"""

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from rich.console import Console
from rich.markup import escape
from rich.progress import MofNCompleteColumn, Progress

from sayso.cli import letters
from sayso.cli.push import unreachable
from sayso.cli.run import DataDir, place_at
from sayso.contracts.topology import STAGES, Stage
from sayso.runtime import logs
from sayso.runtime.connection import open_redis
from sayso.runtime.delivery import Keys, breaker, everywhere
from sayso.runtime.delivery.dead import DeadLetter, DeadLetters, Fate, Selection

app = typer.Typer(help="Look at dead letters, put them back or drop them.", no_args_is_help=True)

_AT_ONCE = 100
_MANY = 500
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
T = TypeVar("T")


def _age(text: str) -> float:
    match = re.fullmatch(r"(\d{1,9})([smhd])", text)
    if match is None:
        raise typer.BadParameter(f"{text!r} is no age: write 45s, 30m, 1h or 2d")
    return float(match[1]) * _UNITS[match[2]]


StageName = Annotated[str | None, typer.Option("--stage", help="Only this stage's.")]
ReasonName = Annotated[str | None, typer.Option("--reason", help="Only with this reason code.")]
Older = Annotated[
    float | None, typer.Option("--older-than", parser=_age, metavar="AGE", help="Set aside longer ago: 30m, 1h, 2d.")
]
Newer = Annotated[
    float | None, typer.Option("--newer-than", parser=_age, metavar="AGE", help="Set aside since: 30m, 1h, 2d.")
]
Limit = Annotated[int | None, typer.Option(min=1, help="So many at most, the oldest first.")]
Names = Annotated[list[str] | None, typer.Argument(metavar="ID", help="STAGE:ID as listed, or the id with --stage.")]
Everything = Annotated[bool, typer.Option("--all", help="All there are.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


@dataclass(frozen=True, slots=True)
class Place:
    """What a command works with."""

    redis: "Redis"
    partitions: tuple[Keys, ...]

    def dead(self, keys: Keys) -> DeadLetters:
        """The dead letters of a partition."""
        return DeadLetters(self.redis, keys)

    async def select(self, wanted: Selection) -> AsyncIterator[tuple[Keys, DeadLetter]]:
        """Letters of all partitions, as many as are wanted."""
        found = 0
        for keys in self.partitions:
            left = None if wanted.limit is None else wanted.limit - found
            async for letter in self.dead(keys).select(replace(wanted, limit=left)):
                found += 1
                yield keys, letter


Where = tuple[Keys, Stage]


@app.command("list")
def list_letters(
    stage: StageName = None,
    reason: ReasonName = None,
    older_than: Older = None,
    newer_than: Newer = None,
    limit: Annotated[int, typer.Option(min=0, help="Show so many, the oldest first; all are counted.")] = 50,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Count dead letters by stage and reason, show them, and say which stages are halted."""
    wanted = Selection(_stages(stage), reason, older_than, newer_than)

    async def work(place: Place) -> tuple[Counter[tuple[str, str]], list[dict[str, Any]], list[breaker.Halt]]:
        counts: Counter[tuple[str, str]] = Counter()
        shown: list[dict[str, Any]] = []
        async for _, letter in place.select(wanted):
            counts[letter.stage, letter.reason] += 1
            if len(shown) < limit:
                shown.append(letters.in_short(letter))
        halts = [each for keys in place.partitions for each in await breaker.halts(place.redis, keys)]
        return counts, shown, halts

    counts, shown, halts = _with_redis(data_dir, work)
    if as_json:
        typer.echo(json.dumps(letters.listing_as_data(counts, shown, halts), indent=2))
    else:
        letters.print_listing(Console(), counts, shown, halts)


@app.command("show")
def show_letter(
    name: Annotated[str, typer.Argument(metavar="ID", help="STAGE:ID as listed, or the id with --stage.")],
    stage: StageName = None,
    full: Annotated[bool, typer.Option("--full", help="Print long fields whole.")] = False,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Show one dead letter with all fields of its entry. Exit code 1 if there is none."""

    async def work(place: Place) -> DeadLetter | None:
        (((keys, of), ids),) = _named([name], stage, place.partitions).items()
        (letter,) = await place.dead(keys).read(of, ids)
        return letter

    letter = _with_redis(data_dir, work)
    if letter is None:
        Console(stderr=True).print(f"[red]sayso:[/] no dead letter {escape(name)}", highlight=False)
        raise typer.Exit(1)
    if as_json:
        typer.echo(json.dumps(letters.as_data(letter), indent=2))
    else:
        letters.print_letter(Console(), letter, full=full)


@app.command("redrive")
def redrive(
    names: Names = None,
    stage: StageName = None,
    reason: ReasonName = None,
    older_than: Older = None,
    newer_than: Newer = None,
    limit: Limit = None,
    everything: Everything = False,
    yes: Yes = False,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Put dead letters back on their stage's stream, each once; their tries begin anew.

    Exit code 1 if a letter that was named is gone, or one cannot be put back.
    """
    wanted = Selection(_stages(stage), reason, older_than, newer_than, limit)
    _move("redrive", DeadLetters.redrive, _Chosen(names or [], stage, wanted, everything, yes), as_json, data_dir)


@app.command("drop")
def drop(
    names: Names = None,
    stage: StageName = None,
    reason: ReasonName = None,
    older_than: Older = None,
    newer_than: Newer = None,
    limit: Limit = None,
    everything: Everything = False,
    yes: Yes = False,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Delete dead letters for good, with a log line each. Exit code 1 if a letter that was named is gone."""
    wanted = Selection(_stages(stage), reason, older_than, newer_than, limit)
    _move("drop", DeadLetters.drop, _Chosen(names or [], stage, wanted, everything, yes), as_json, data_dir)


@app.command("resume")
def resume(stage: Annotated[str, typer.Argument(help="The stage that is halted.")], data_dir: DataDir = None) -> None:
    """Let a halted stage go on now, such as after the release was put right."""
    (of,) = _stages(stage)

    async def work(place: Place) -> bool:
        return any([await breaker.resume(place.redis, keys, of) for keys in place.partitions])

    was_halted = _with_redis(data_dir, work)
    Console(stderr=True).print(f"{of.name} goes on" if was_halted else f"{of.name} was not halted")


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What a command that moves letters was told to move."""

    names: Sequence[str]
    stage: str | None
    wanted: Selection
    everything: bool
    yes: bool

    def check(self) -> None:
        """Raise unless it says clearly what to move."""
        filters = (self.wanted.reason, self.wanted.older_than, self.wanted.newer_than)
        if self.names and (self.everything or any(each is not None for each in (*filters, self.wanted.limit))):
            raise typer.BadParameter("give ids or filters, not both")
        if not (self.names or self.everything or any(each is not None for each in (*filters, self.stage))):
            raise typer.BadParameter("give ids, a filter such as --stage or --reason, or --all")

    async def ids(self, place: Place) -> dict[Where, list[str]]:
        """The ids of each stage, by partition."""
        if self.names:
            return _named(self.names, self.stage, place.partitions)
        found: dict[Where, list[str]] = {}
        async for keys, letter in place.select(self.wanted):
            found.setdefault((keys, _stage(letter.stage)), []).append(letter.id)
        return found


_Act = Callable[[DeadLetters, Stage, Sequence[str]], Awaitable[list[Fate]]]


def _move(verb: str, act: _Act, chosen: _Chosen, as_json: bool, data_dir: Path | None) -> None:
    chosen.check()

    async def work(place: Place) -> Counter[Fate]:
        ids = await chosen.ids(place)
        total = sum(map(len, ids.values()))
        if total and not chosen.names and not chosen.yes:
            counts = Counter({stage.name: 0 for _, stage in ids})
            for (_, stage), each in ids.items():
                counts[stage.name] += len(each)
            by_stage = ", ".join(f"{count} of {name}" for name, count in counts.items())
            typer.confirm(f"{verb} {total} dead letters ({by_stage})?", abort=True, err=True)
        fates: Counter[Fate] = Counter()
        with _progress(verb, total) as advance:
            for (keys, stage), part in _parts(ids):
                fates.update(await act(place.dead(keys), stage, part))
                advance(len(part))
        return fates

    fates = _with_redis(data_dir, work)
    if as_json:
        typer.echo(json.dumps({str(fate): count for fate, count in fates.items()}))
    else:
        said = ", ".join(f"{count} {fate}" for fate, count in fates.items())
        Console(stderr=True).print(said or "no such dead letters", highlight=False)
    if fates[Fate.REFUSED] or (chosen.names and fates[Fate.GONE]):
        raise typer.Exit(1)


@contextmanager
def _progress(verb: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar where there is much to do. Logs are set up inside it, so that their lines go above it."""
    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), disable=total < _MANY) as shown:
        logs.configure(logs.LogSettings(), role="dead")
        bar = shown.add_task(verb, total=total)
        yield lambda count: shown.advance(bar, count)


def _parts(ids: Mapping[Where, Sequence[str]]) -> Iterator[tuple[Where, Sequence[str]]]:
    for where, each in ids.items():
        for start in range(0, len(each), _AT_ONCE):
            yield where, each[start : start + _AT_ONCE]


def _named(names: Sequence[str], stage: str | None, partitions: Sequence[Keys]) -> dict[Where, list[str]]:
    found: dict[Where, list[str]] = {}
    for name in names:
        whole, _, partition = name.partition("@")
        before, colon, letter_id = whole.rpartition(":")
        if not re.fullmatch(r"\d{1,19}-\d{1,19}", letter_id) or not (colon or stage):
            raise typer.BadParameter(f"{name!r} is not STAGE:ID as listed; an id alone needs --stage")
        if colon and stage not in (None, before):
            raise typer.BadParameter(f"{name!r} is not of the stage {stage!r}")
        keys = next((each for each in partitions if (each.partition or "") == partition), None)
        if keys is None:
            told = ", ".join(f"@{each.partition}" for each in partitions if each.partition) or "there are none"
            raise typer.BadParameter(f"{name!r}: which partition? {told}")
        found.setdefault((keys, _stage(before or stage or "")), []).append(letter_id)
    return {of: list(dict.fromkeys(ids)) for of, ids in found.items()}


def _stages(name: str | None) -> tuple[Stage, ...]:
    return STAGES if name is None else (_stage(name),)


def _stage(name: str) -> Stage:
    for each in STAGES:
        if each.name == name:
            return each
    raise typer.BadParameter(f"no stage {name!r}: there are {', '.join(each.name for each in STAGES)}")


def _with_redis(data_dir: Path | None, work: Callable[[Place], Awaitable[T]]) -> T:
    place = place_at(data_dir)

    async def connected() -> T:
        redis = open_redis(place)
        try:
            return await work(Place(redis, everywhere(place)))
        finally:
            await redis.aclose()

    try:
        return asyncio.run(connected())
    except (OSError, RedisConnectionError) as error:
        raise unreachable(place, error) from None
