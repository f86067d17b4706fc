"""What becomes of finished files: copied to where the operator wants them, and removed when they are old or too many.

Runs beside the stage and wakes when a file is finished, or every quarter of an hour. A copy is written under another
name and moved, so that no reader meets half a file. A place that cannot be reached is a warning and another try later;
with ``archive_url`` set, a file that has not been copied is never removed.

Next: ``reading``.
"""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import fsspec
import structlog

from sayso_ingest.archive.files import FINAL
from sayso_ingest.archive.settings import DAY, ArchiveSettings

log = structlog.get_logger(__name__)

EVERY_SECONDS = 900.0
GIGABYTE = 1_000_000_000


class Housekeeping:
    """Copies and removes finished files."""

    def __init__(self, settings: ArchiveSettings, folder: Path) -> None:
        self._settings, self._folder = settings, folder
        self._news = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def finished(self, _: Path) -> None:
        """A file was finished; may be called from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._news.set)

    async def run(self, stop: asyncio.Event) -> None:
        """Until the event is set."""
        self._loop = asyncio.get_running_loop()
        while not stop.is_set():
            self._news.clear()
            await asyncio.to_thread(self.tidy)
            waits = [asyncio.ensure_future(self._news.wait()), asyncio.ensure_future(stop.wait())]
            await asyncio.wait(waits, timeout=EVERY_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()

    def tidy(self) -> None:
        """Copy what has not been copied, remove what may go."""
        files = sorted(self._folder.glob(f"*{FINAL}"))
        copied = self._copied(files) if self._settings.archive_url else set(files)
        for path in self._to_go([path for path in files if path in copied]):
            path.unlink(missing_ok=True)
            log.info("archive_removed", file=path.name)

    def _copied(self, files: list[Path]) -> set[Path]:
        done: set[Path] = set()
        try:
            system, folder = fsspec.core.url_to_fs(self._settings.archive_url)
            system.makedirs(folder, exist_ok=True)
            there = {str(each["name"]).rpartition("/")[2]: each["size"] for each in system.ls(folder, detail=True)}
            for path in files:
                if there.get(path.name) != path.stat().st_size:
                    system.put_file(str(path), f"{folder}/{path.name}.part")
                    system.mv(f"{folder}/{path.name}.part", f"{folder}/{path.name}")
                    log.info("archive_copied", file=path.name)
                done.add(path)
        except Exception as error:  # noqa: BLE001 - every file system has errors of its own
            log.warning("archive_copy_failed", url=self._settings.archive_url, error=str(error)[:300])
        return done

    def _to_go(self, files: list[Path]) -> Iterator[Path]:
        """The oldest first: what is too old, and what is too much."""
        days, most = self._settings.archive_days, self._settings.archive_gigabytes * GIGABYTE
        sizes = {path: path.stat() for path in files}
        total = sum(each.st_size for each in sizes.values())
        for path in sorted(files, key=lambda each: sizes[each].st_mtime):
            old = days and time.time() - sizes[path].st_mtime > days * DAY
            if old or (most and total > most):
                total -= sizes[path].st_size
                yield path
