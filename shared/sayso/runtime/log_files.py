"""Log files of several processes in one folder: each has its own, none grows for ever, none is left behind.

A process takes the first name of its role that nobody holds: ``extract.jsonl``, then ``extract-2.jsonl`` and so on. It
holds it by a lock that ends with it, so a worker that is started again goes on in the file of the one before. A full
file becomes ``extract.jsonl.1``, what was that becomes ``.2``, and the oldest goes. A disk that is full costs lines,
never work.
"""

import contextlib
import fcntl
import logging
import re
from collections.abc import Iterable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

_MOST_PROCESSES = 1000
_NAME = re.compile(r"(?P<worker>.+)\.jsonl(?:\.(?P<age>\d+))?")


class LogFile(RotatingFileHandler):
    """A handler that writes to a file of this process's own. Raises OSError where the folder cannot be written."""

    def __init__(self, folder: Path, role: str, megabytes: float, kept: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path, self._held = _take(folder, role)
        super().__init__(path, maxBytes=round(megabytes * 1e6), backupCount=kept, encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging names it so
        """A line that cannot be written is lost; it stands in what the process says elsewhere."""

    def close(self) -> None:
        """Close the file and let go of its name."""
        super().close()
        self._held.close()


def _take(folder: Path, role: str) -> tuple[Path, TextIO]:
    for number in range(1, _MOST_PROCESSES):
        name = role if number == 1 else f"{role}-{number}"
        lock = (folder / f".{name}.lock").open("w", encoding="utf-8")
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return folder / f"{name}.jsonl", lock
        lock.close()
    raise OSError(f"more than {_MOST_PROCESSES} processes log to {folder}")


def by_worker(paths: Iterable[Path]) -> dict[Path, list[Path]]:
    """The present file of each process with all its files, the oldest first. Other files are alone."""
    found: dict[Path, dict[int, Path]] = {}
    for path in paths:
        parts = _NAME.fullmatch(path.name)
        now = path.with_name(f"{parts['worker']}.jsonl") if parts else path
        found.setdefault(now, {})[int(parts["age"] or 0) if parts else 0] = path
    return {now: [ages[age] for age in sorted(ages, reverse=True)] for now, ages in sorted(found.items())}
