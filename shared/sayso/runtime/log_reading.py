"""Reading log lines back: of many processes, in the order of their times, while they are being written.

Input: files that ``log_files`` wrote (with those put aside), any files of JSON lines, or a stream such as that of
``docker compose logs``, where each line begins with its container's name. Output: :class:`Line`, each with the words of
its JSON.

A line counts once its end is there: of half a line that is still being written nothing is told. A file that was put
aside while it was followed is read to its end before its successor is begun; one that was cut down is begun anew. A
line that is no JSON object (a traceback of something that knows no better) is told as it is, unless one asked for
certain lines.
"""

import heapq
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

MOST_LINE = 1_000_000
"""Bytes of a line that are read; what is longer is cut there."""

_PIECE = 65_536
_LEVELS = ("debug", "info", "warning", "error", "critical")
_AGO = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``words`` is empty where it is no JSON object; ``source`` is whose line it is, if that is seen."""

    raw: str
    words: Mapping[str, Any]
    source: str = ""

    @property
    def time(self) -> str:
        """Its time as it stands, ISO 8601 in UTC, which sorts; empty where it has none."""
        return str(self.words.get("timestamp", ""))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: those that meet all of what is set. ``level`` is the least; ``since`` an ISO 8601 time in UTC."""

    stage: frozenset[str] = frozenset()
    disposition: frozenset[str] = frozenset()
    role: frozenset[str] = frozenset()
    article: str | None = None
    correlation: str | None = None
    url: str | None = None
    level: str | None = None
    since: str | None = None

    def takes(self, line: Line) -> bool:
        """Whether a line is one of them."""
        words = line.words
        if self.since is not None and (not line.time or line.time < self.since):
            return False
        if self.level is not None and _rank(words.get("level")) < _rank(self.level):
            return False
        for name, some in (("stage", self.stage), ("disposition", self.disposition), ("role", self.role)):
            if some and words.get(name) not in some:
                return False
        if self.article is not None and self.article not in (words.get("article_id"), words.get("article")):
            return False
        if self.correlation is not None and words.get("correlation_id") != self.correlation:
            return False
        return self.url is None or self.url in str(words.get("url", ""))


def since(words: str, now: datetime) -> str:
    """``10m``, ``2h``, ``1d`` ago, or an ISO 8601 time, as ``Wanted`` has it. Raises ValueError."""
    ago = _AGO.fullmatch(words.strip())
    if ago:
        moment = now - timedelta(**{_UNITS[ago[2]]: float(ago[1])})
    else:
        moment = datetime.fromisoformat(words)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_line(raw: bytes, source: str = "") -> Line:
    """A line of a log, with what ``docker compose logs`` writes before it taken off."""
    text = raw.decode("utf-8", "replace").rstrip("\r\n")
    start = text.find("{")
    before = text[:start].rstrip(" |\t") if start > 0 else ""
    if start >= 0 and "{" not in before and len(before) < 200:
        try:
            words = json.loads(text[start:])
        except (ValueError, RecursionError):
            words = None
        if isinstance(words, dict):
            return Line(text[start:], words, before or source)
    return Line(text, {}, source)


def merged(sources: Iterable[Iterable[Line]]) -> Iterator[Line]:
    """The lines of sources that are each in order, in order. A line without a time goes with the one before it."""
    return (line for _, _, _, line in heapq.merge(*(_keyed(number, each) for number, each in enumerate(sources))))


def _keyed(number: int, lines: Iterable[Line]) -> Iterator[tuple[str, int, int, Line]]:
    last = ""
    for place, line in enumerate(lines):
        last = max(last, line.time)
        yield last, number, place, line


def lines_of(paths: Sequence[Path], source: str) -> Iterator[Line]:
    """The whole lines of a process's files, the oldest file first. A file that is gone meanwhile is left out."""
    for path in paths:
        try:
            file = path.open("rb")
        except OSError:
            continue
        with file:
            while raw := file.readline(MOST_LINE):
                if raw.endswith(b"\n") or len(raw) == MOST_LINE:
                    yield read_line(raw, source)


@dataclass(slots=True)
class Follower:
    """Follows one growing file, over its being put aside and begun anew. ``at_end``: only what is new is told.

    What was there when it began is :meth:`before`, without a line too many or too few between the two.
    """

    path: Path
    source: str
    at_end: bool = True
    _file: BinaryIO | None = None
    _half: bytes = b""
    _began: int = 0

    def __post_init__(self) -> None:
        self._open()

    def before(self) -> Iterator[Line]:
        """The whole lines that were there when it began. To be read before the next look."""
        half, at = b"", 0
        while self._file is not None and at < self._began:
            piece = os.pread(self._file.fileno(), min(_PIECE, self._began - at), at)
            if not piece:
                return
            at += len(piece)
            *whole, half = (half + piece).split(b"\n")
            yield from (read_line(raw, self.source) for raw in whole)

    def new(self) -> list[Line]:
        """The lines that have come since the last look."""
        found: list[Line] = []
        if self._file is None:
            self._open()
        elif self._was_replaced():
            found += self._rest()
            self.close()
            self._half = b""
            self.at_end = False
            self._open()
        elif self._was_cut():
            self._file.seek(0)
            self._half = b""
        return found + self._rest()

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> None:
        try:
            self._file = self.path.open("rb")
        except OSError:
            self.at_end = False  # when it comes, all of it is new
            return
        if self.at_end:  # the end of the last whole line
            size = self._file.seek(0, os.SEEK_END)
            start = self._file.seek(max(0, size - MOST_LINE))
            self._began = start + self._file.read(MOST_LINE).rfind(b"\n") + 1
            self._file.seek(self._began)

    def _rest(self) -> list[Line]:
        if self._file is None:
            return []
        *whole, self._half = (self._half + self._file.read()).split(b"\n")
        if len(self._half) > MOST_LINE:
            whole, self._half = [*whole, self._half], b""
        return [read_line(raw, self.source) for raw in whole]

    def _was_replaced(self) -> bool:
        assert self._file is not None
        try:
            return os.stat(self.path).st_ino != os.fstat(self._file.fileno()).st_ino  # noqa: PTH116 - beside fstat
        except OSError:
            return False  # put aside, and its successor is not there yet

    def _was_cut(self) -> bool:
        assert self._file is not None
        return os.fstat(self._file.fileno()).st_size < self._file.tell()


def _rank(level: Any) -> int:
    return _LEVELS.index(level) if level in _LEVELS else len(_LEVELS)
