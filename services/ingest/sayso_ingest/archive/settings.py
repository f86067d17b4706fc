"""What an operator may set about the archive. Who uses it: ``archive.keeper``, wired in ``service``."""

from pathlib import Path

from pydantic import Field

from sayso.runtime.settings import Settings
from sayso_ingest.settings import MEGABYTE

HOUR, DAY = 3600.0, 86_400.0


class ArchiveSettings(Settings):
    """Where fetched pages are kept, and how long."""

    archive_dir: Path | None = Field(
        default=None,
        description="Folder of the archive's WARC files. Unset: archive in the data folder. All ingest workers of a "
        "machine may share it.",
    )
    archive: bool = Field(
        default=True,
        description="Whether fetched pages are kept. Without an archive nothing can be replayed after a better "
        "extractor comes, short of fetching it again.",
    )
    archive_megabytes: int = Field(
        default=256, ge=1, description="MB after which a WARC file is closed and another begun."
    )
    archive_hours: float = Field(
        default=1.0, gt=0, description="Hours after which a WARC file is closed, full or not: it is uploaded then."
    )
    archive_days: float = Field(
        default=0.0, ge=0, description="Days a closed WARC file is kept in the folder. 0: for ever."
    )
    archive_gigabytes: float = Field(
        default=0.0,
        ge=0,
        description="GB of closed WARC files kept in the folder; the oldest go first. 0: no bound. With archive_url, "
        "only what has been uploaded goes.",
    )
    archive_url: str | None = Field(
        default=None,
        description="Where closed WARC files are copied to, as fsspec names it: file:///mnt/archive, s3://bucket/path "
        "(with s3fs installed). Unset: nowhere.",
    )

    @property
    def bytes_a_file(self) -> int:
        """Bytes after which a file is closed."""
        return self.archive_megabytes * MEGABYTE

    @property
    def seconds_a_file(self) -> float:
        """Seconds after which a file is closed."""
        return self.archive_hours * HOUR

    def folder(self, data_dir: Path) -> Path:
        """The folder in use."""
        return self.archive_dir or data_dir / "archive"
