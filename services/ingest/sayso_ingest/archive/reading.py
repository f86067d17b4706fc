"""Pages out of WARC files, Sayso's own or anyone's: what ``sayso replay`` and ``sayso push --warc`` send on.

Input: files or folders. Digests are checked where a record has them, since a reader takes a cut-off record for a whole
one. A record without a page is told with a word why, and a file that cannot be read on is told once; the next is read.

Guaranteed: one record in memory at a time, each page within the bound for fetched ones.

Next: the command line, through the ability ``archive``.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from sayso.runtime.archive_abilities import ArchivedPage, Wanted
from sayso.runtime.settings import PlaceSettings
from sayso_ingest.archive.records import Archived, NotAPage, page_in, target_of
from sayso_ingest.archive.settings import ArchiveSettings
from sayso_ingest.domain.robots import product_token
from sayso_ingest.domain.url_gate import UrlRefused, parse
from sayso_ingest.domain.wishes import wishes_of
from sayso_ingest.pages import page_of
from sayso_ingest.settings import IngestSettings

SUFFIXES = (".warc.gz", ".warc", ".warc.gz.open")
_PAGES = WarcRecordType.response | WarcRecordType.resource


class ArchiveReader:
    """Ability ``archive``."""

    def __init__(self, place: PlaceSettings, settings: IngestSettings, archive: ArchiveSettings) -> None:
        self._folder = archive.folder(place.data_dir)
        self._settings = settings
        self._crawler = product_token(settings.user_agent)

    def files(self, paths: Sequence[Path] = ()) -> list[Path]:
        """The WARC files of folders and files, Sayso's own archive if there are none; oldest name first."""
        found: list[Path] = []
        for path in paths or (self._folder,):
            inside = path.iterdir() if path.is_dir() else (path,)
            found.extend(each for each in inside if not path.is_dir() or each.name.endswith(SUFFIXES))
        return sorted(found)

    def pages(self, path: Path, wanted: Wanted) -> Iterator[ArchivedPage]:
        """What a file holds, in its order."""
        at = 0
        try:
            with path.open("rb") as file:
                for record in ArchiveIterator(file, record_types=_PAGES, parse_http=False):
                    at = record.stream_pos
                    yield self._told(record, path, wanted)
        except (OSError, EOFError, ValueError) as error:
            yield ArchivedPage(at=at, skipped="unreadable", detail=f"{path.name}: {error}"[:300])

    def _told(self, record: WarcRecord, path: Path, wanted: Wanted) -> ArchivedPage:
        at = record.stream_pos
        try:
            if not self._is_wanted(record, wanted):
                return ArchivedPage(at=at, skipped="not_asked_for")
            if "WARC-Block-Digest" in record.headers and not record.verify_block_digest():
                raise NotAPage("damaged")
            found = self._allowed(page_in(record, self._settings.max_body))
        except NotAPage as error:
            return ArchivedPage(at=at, skipped=error.reason, detail=f"{path.name}:{at}")
        except (OSError, ValueError, KeyError) as error:
            return ArchivedPage(at=at, skipped="unreadable", detail=f"{path.name}:{at}: {error}"[:300])
        place = f"{path.name.removesuffix('.open')}:{at}"
        return ArchivedPage(at=at, page=page_of(found.response, fetched_at=found.fetched_at, archived=place))

    def _is_wanted(self, record: WarcRecord, wanted: Wanted) -> bool:
        moment = record.record_date
        if moment is not None and (
            (wanted.since and moment < wanted.since) or (wanted.until and moment >= wanted.until)
        ):
            return False
        host = urlsplit(target_of(record)).hostname or ""
        return not wanted.host or host == wanted.host or host.endswith(f".{wanted.host}")

    def _allowed(self, found: Archived) -> Archived:
        """The page, unless its address is none or it is reserved from text and data mining."""
        url = found.response.final_url
        try:
            if not url.startswith("urn:"):
                parse(url)
        except UrlRefused:
            raise NotAPage("url_refused") from None
        if wishes_of(found.response, self._crawler).tdm_reserved and self._settings.tdm_reservation == "heed":
            raise NotAPage("tdm_reserved")
        return found


def open_archive(place: PlaceSettings) -> ArchiveReader:
    """The ability ``archive``."""
    return ArchiveReader(place, IngestSettings(), ArchiveSettings())
