"""WARC files on disk: one that grows, and what is done with those a dead worker left.

A growing file's name ends in ``.open`` and its writer holds a lock on it (``flock``), which the kernel takes away when
the writer dies, however it dies. So whoever starts later can tell a file that is being written from one that was left:
it is cut after its last whole record and given its final name.

Guaranteed: a record's place (file, offset, length) stays right when its file is renamed; after :meth:`WarcFile.sync`
what was appended survives a power cut; a damaged end is never kept.

Next: ``keeper``.
"""

import fcntl
import os
import socket
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)

FINAL, GROWING = ".warc.gz", ".warc.gz.open"
_PIECE = 1 << 20


@dataclass(slots=True)
class WarcFile:
    """A WARC file that is being written."""

    path: Path
    began: datetime
    size: int = 0
    _file: int = field(default=-1, repr=False)

    @classmethod
    def begin(cls, folder: Path, now: datetime, serial: int) -> "WarcFile":
        """A new file of this process; raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        host = "".join(c if c.isalnum() else "-" for c in socket.gethostname())[:40]
        name = f"sayso-{now:%Y%m%d%H%M%S}-{os.getpid()}-{serial:05}-{host}"
        path = folder / f"{name}{GROWING}"
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o640)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return cls(path, now, _file=file)

    @property
    def name(self) -> str:
        """The name it will have."""
        return self.path.name.removesuffix(GROWING) + FINAL

    def append(self, members: Iterable[bytes]) -> list[str]:
        """Write gzip members and tell the place of each; all of them or, raising OSError, none."""
        written, places, at = list(members), [], self.size
        for member in written:
            places.append(f"{self.name}:{at}:{len(member)}")
            at += len(member)
        try:
            self._write(b"".join(written))
            os.fsync(self._file)
        except OSError:
            os.ftruncate(self._file, self.size)
            raise
        self.size = at
        return places

    def _write(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[os.write(self._file, left) :]

    def abandon(self) -> None:
        """Leave it as a dead writer would; :func:`repair` finishes it."""
        os.close(self._file)

    def close(self) -> Path:
        """Give it its final name."""
        final = self.path.with_name(self.name)
        try:
            self.path.rename(final)
            sync_folder(final.parent)
        finally:
            os.close(self._file)
        return final


def repair(folder: Path) -> list[Path]:
    """Finish the files that dead writers left; those that are empty go. Tells which were finished."""
    finished = []
    for path in sorted(folder.glob(f"*{GROWING}")):
        try:
            file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            continue  # its writer has just finished it
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            whole = whole_length(path)
            cut = os.fstat(file).st_size - whole
            if not whole:
                path.unlink(missing_ok=True)
                continue
            os.ftruncate(file, whole)
            os.fsync(file)
            final = path.with_name(path.name.removesuffix(GROWING) + FINAL)
            path.rename(final)
            finished.append(final)
            log.info("archive_repaired", file=final.name, bytes_cut=cut)
        except BlockingIOError:
            continue  # its writer lives
        finally:
            os.close(file)
    if finished:
        sync_folder(folder)
    return finished


def whole_length(path: Path) -> int:
    """Bytes up to the end of the last gzip member that is whole and whose check sum is right."""
    whole = read = 0
    member = zlib.decompressobj(31)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            read += len(piece)
            try:
                member.decompress(piece)
                while member.eof:
                    whole = read - len(member.unused_data)
                    rest, member = member.unused_data, zlib.decompressobj(31)
                    if not rest:
                        break
                    member.decompress(rest)
            except zlib.error:
                return whole
    return whole


def sync_folder(folder: Path) -> None:
    """Make a folder's names survive a power cut."""
    file = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)
