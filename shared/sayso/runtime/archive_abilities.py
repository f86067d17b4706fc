"""The ability ``archive`` (ingest): pages out of WARC files, as the command line sends them on.

Like all of ``abilities``, these values and the protocol are the whole agreement.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sayso.contracts.events import PageFetched
from sayso.contracts.wire import Record


class Wanted(Record):
    """Which pages: fetched from ``since`` on and before ``until``; of ``host`` and the hosts under it."""

    since: datetime | None = None
    until: datetime | None = None
    host: str = ""


class ArchivedPage(Record):
    """One record: its page, or a word why it has none. ``at``: bytes into the file, for progress."""

    at: int
    page: PageFetched | None = None
    skipped: str | None = None
    detail: str = ""


class Archive(Protocol):
    """Ability ``archive``."""

    def files(self, paths: Sequence[Path] = ()) -> list[Path]:
        """The WARC files of folders and files; of the pipeline's own archive if none are given. Raises OSError."""
        ...

    def pages(self, path: Path, wanted: Wanted) -> Iterator[ArchivedPage]:
        """What a file holds, in its order. A file that ends in mid-record is told as such, and is no error."""
        ...


class OlderReadings(Protocol):
    """Ability ``older_readings`` (store): what an extractor older than the one given has read."""

    def __call__(self, version: int) -> frozenset[str]:
        """The SHA-256 of the pages. Raises :class:`sayso.runtime.abilities.StoreAway`."""
        ...
