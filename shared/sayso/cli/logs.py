"""``sayso logs``: the lines of all workers in one stream, filtered, and followed while they come.

Without files it reads those of ``sayso run`` in the data folder, or of ``SAYSO_LOG_DIR``; ``-`` is standard input, so
that ``docker compose logs -f | sayso logs -`` and ``kubectl logs … | sayso logs - --stage extract`` work as well.
"""

import glob
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from sayso.cli.run import LOGS, DataDir, place_at
from sayso.runtime import logs as logging
from sayso.runtime.clock import utc_now
from sayso.runtime.log_files import by_worker
from sayso.runtime.log_reading import Follower, Line, Wanted, lines_of, merged, read_line, since

_LOOK_EVERY = 0.2
"""Seconds between two looks at files that are followed."""
_FOR_NEW_FILES = 10
"""Looks between two looks for files that are new."""
_STDIN = "-"

Some = Annotated[list[str] | None, typer.Option(help="Only these; may be given several times.")]


def logs(
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders or patterns, such as 'logs/*.jsonl'; - is standard input."),
    ] = None,
    stage: Some = None,
    disposition: Some = None,
    role: Some = None,
    article: Annotated[str | None, typer.Option(help="Of the article of this id.")] = None,
    correlation: Annotated[str | None, typer.Option(help="Of this correlation id.")] = None,
    url: Annotated[str | None, typer.Option(help="Whose URL has this in it.")] = None,
    level: Annotated[str | None, typer.Option(help="The least level: debug, info, warning or error.")] = None,
    since_: Annotated[
        str | None, typer.Option("--since", help="Not older than 10m, 2h, 1d, or an ISO 8601 time.")
    ] = None,
    last: Annotated[int | None, typer.Option("--last", "-n", help="Only the last so many, before following.")] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on as lines come, until Ctrl-C.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the lines as they are.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Show what the workers say, in order, filtered by what their lines tell."""
    wanted = Wanted(
        stage=frozenset(stage or ()),
        disposition=frozenset(disposition or ()),
        role=frozenset(role or ()),
        article=article,
        correlation=correlation,
        url=url,
        level=_level(level),
        since=_since(since_),
    )
    show = _Shower(wanted, as_json=as_json)
    try:
        if files == [_STDIN]:
            _pass(_from(sys.stdin.buffer), show, last)
        else:
            _read(files or [str(_folder(data_dir))], show, last, follow=follow)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


class _Shower:
    """Prints the lines that are wanted."""

    def __init__(self, wanted: Wanted, *, as_json: bool) -> None:
        self._wanted, self._as_json = wanted, as_json
        self._asks = wanted != Wanted()
        self._pretty: Any = logging.console(colors=sys.stdout.isatty())

    def takes(self, line: Line) -> bool:
        if not line.words:
            return not self._asks and bool(line.raw) and not self._as_json
        return self._wanted.takes(line)

    def show(self, line: Line) -> None:
        if self._as_json:
            typer.echo(line.raw)
            return
        if not line.words:
            typer.echo(logging.printable(line.raw))
            return
        words = {logging.printable(name): logging.safe(value, keep="\n") for name, value in line.words.items()}
        if line.source and "role" not in words:
            words["of"] = logging.printable(line.source)
        words.setdefault("event", "")
        typer.echo(self._pretty(None, "", words))


def _read(files: list[str], show: _Shower, last: int | None, *, follow: bool) -> None:
    followed: dict[Path, Follower] = {}
    groups = by_worker(_found(files))
    if not groups and not follow:
        raise typer.BadParameter(f"no log files in {', '.join(files)}; is SAYSO_LOG_DIR set where the workers run?")
    if follow:
        followed = {now: Follower(now, _source(now)) for now in groups}
    _pass(merged(_history(now, paths, followed.get(now)) for now, paths in groups.items()), show, last)
    looks = 0
    while follow:
        fresh = [each.new() for each in followed.values()]
        _pass(merged(fresh), show, None)
        sys.stdout.flush()
        time.sleep(_LOOK_EVERY)
        looks += 1
        if looks % _FOR_NEW_FILES == 0:
            for now in by_worker(_found(files)):
                followed.setdefault(now, Follower(now, _source(now), at_end=False))


def _history(now: Path, paths: list[Path], follower: Follower | None) -> Iterable[Line]:
    if follower is None:
        return lines_of(paths, _source(now))
    return chain(lines_of([path for path in paths if path != now], _source(now)), follower.before())


def _pass(lines: Iterable[Line], show: _Shower, last: int | None) -> None:
    taken = (line for line in lines if show.takes(line))
    for line in taken if last is None else deque(taken, maxlen=last):
        show.show(line)


def _from(stream: BinaryIO) -> Iterator[Line]:
    return (read_line(raw) for raw in iter(stream.readline, b""))


def _found(files: Iterable[str]) -> list[Path]:
    found: set[Path] = set()
    for each in files:
        if Path(each).is_dir():
            found.update(Path(each).glob("*.jsonl*"))
        else:
            found.update(Path(name) for name in ([each] if Path(each).exists() else glob.glob(each)))  # noqa: PTH207
    return sorted(found)


def _folder(data_dir: Path | None) -> Path:
    return logging.LogSettings().log_dir or place_at(data_dir).data_dir / LOGS


def _source(path: Path) -> str:
    return path.name.removesuffix(".jsonl")


def _level(words: str | None) -> str | None:
    if words is not None and words.lower() not in ("debug", "info", "warning", "error", "critical"):
        raise typer.BadParameter(f"{words!r} is none of debug, info, warning, error, critical")
    return words and words.lower()


def _since(words: str | None) -> str | None:
    try:
        return words and since(words, utc_now())
    except ValueError:
        raise typer.BadParameter(f"{words!r} is neither like 10m, 2h, 1d nor an ISO 8601 time") from None
