"""What ingest waits for: a page that is safely in the archive.

Pages that come at the same time share one write and one sync to disk, so that a hundred fetches at once cost a handful
of syncs a second and none waits longer than one. Compressing, writing and syncing happen in a thread, a batch in one
go; the event loop only hands pages over and wakes who waits.

Input: pages from ``handler``. If the disk is full or gone, :meth:`Keeper.keep` raises a ``Retry`` that is nobody's
fault: the page is fetched again later, and nothing is handed on that is not archived.

Next: ``housekeeping``, which is told of each file that is finished.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import structlog

from sayso.contracts import Reason, Retry
from sayso.runtime.clock import Clock, utc_now
from sayso_ingest.archive.files import WarcFile, repair
from sayso_ingest.archive.records import packed
from sayso_ingest.archive.settings import ArchiveSettings
from sayso_ingest.domain.response import Response

log = structlog.get_logger(__name__)

UNUSABLE_SECONDS = 30.0
"""How long a page waits for an archive that cannot be written."""


@dataclass(slots=True)
class _Waiting:
    response: Response
    fetched_at: str
    place: asyncio.Future[str]


class Keeper:
    """The archive's writer, for the time of an ``async with`` block; ``finished`` is told of every closed file."""

    def __init__(
        self,
        settings: ArchiveSettings,
        folder: Path,
        *,
        finished: Callable[[Path], None] = lambda _: None,
        clock: Clock = utc_now,
    ) -> None:
        self._settings, self._folder, self._clock = settings, folder, clock
        self._finished = finished
        self._file: WarcFile | None = None
        self._serial = 0
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        for path in await asyncio.to_thread(self._repaired):
            self._finished(path)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writing is not None:
            await asyncio.wait([self._writing])
        if self._file is not None:
            await asyncio.to_thread(self._close)

    async def keep(self, response: Response, fetched_at: str) -> str:
        """Keep a page, safely on disk on return, and tell where it stands. Raises ``Retry``."""
        waiting = _Waiting(response, fetched_at, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all(), name="archive")
        return await waiting.place

    async def _write_all(self) -> None:
        """Write until nobody waits; what comes meanwhile is the next batch."""
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                try:
                    places = await asyncio.to_thread(self._append, batch)
                except OSError as error:
                    log.error("archive_unavailable", folder=str(self._folder), error=str(error), pages=len(batch))
                    _fail(batch, error)
                else:
                    _answer(batch, places)
        finally:
            self._writing = None

    def _append(self, batch: Sequence[_Waiting]) -> list[str | Exception]:
        """The place of each page, or what is wrong with it. Raises OSError: then none is kept."""
        members = [_packed(each) for each in batch]
        places = iter(self._appended([each for each in members if isinstance(each, bytes)]))
        return [next(places) if isinstance(each, bytes) else each for each in members]

    def _appended(self, members: list[bytes]) -> list[str]:
        if not members:
            return []
        if self._file is not None and self._is_full(self._file):
            self._close()
        if self._file is None:
            self._serial += 1
            self._file = WarcFile.begin(self._folder, self._clock(), self._serial)
        try:
            return self._file.append(members)
        except OSError:  # what a disk that failed holds of it is not known; another file is begun, on another try
            file, self._file = self._file, None
            file.abandon()
            raise

    def _is_full(self, file: WarcFile) -> bool:
        old = (self._clock() - file.began).total_seconds() >= self._settings.seconds_a_file
        return file.size >= self._settings.bytes_a_file or (old and file.size > 0)

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            path = file.close()
            if file.size:
                self._finished(path)
            else:
                path.unlink(missing_ok=True)

    def _repaired(self) -> list[Path]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return repair(self._folder)
        except OSError as error:
            log.error("archive_unavailable", folder=str(self._folder), error=str(error))
            return []


def _packed(page: _Waiting) -> bytes | Exception:
    try:
        return packed(page.response, page.fetched_at)
    except Exception as error:  # noqa: BLE001 - it is this page's, and none of the others'
        return error


def _answer(batch: Sequence[_Waiting], places: Sequence[str | Exception]) -> None:
    for each, place in zip(batch, places, strict=True):
        if each.place.done():
            continue
        if isinstance(place, Exception):
            each.place.set_exception(place)
        else:
            each.place.set_result(place)


def _fail(batch: Sequence[_Waiting], error: OSError) -> None:
    for each in batch:
        if not each.place.done():
            said = error.strerror or str(error)
            each.place.set_exception(Retry(Reason.ARCHIVE_UNAVAILABLE, said, after=UNUSABLE_SECONDS, blameless=True))
