"""The archive: what is kept can be had back, whatever happens to its writer and its disk (W1, W2, R12)."""

import asyncio
import errno
import gzip
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.contracts import Reason, Retry
from sayso.runtime.archive_abilities import ArchivedPage, Wanted
from sayso.runtime.settings import PlaceSettings
from sayso_extract.pipeline import read
from sayso_ingest.archive.files import FINAL, GROWING, WarcFile, repair, whole_length
from sayso_ingest.archive.housekeeping import Housekeeping
from sayso_ingest.archive.keeper import Keeper
from sayso_ingest.archive.reading import ArchiveReader
from sayso_ingest.archive.records import packed
from sayso_ingest.archive.settings import ArchiveSettings
from sayso_ingest.domain.response import Response
from sayso_ingest.pages import page_of
from sayso_ingest.settings import IngestSettings

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FETCHED = "2026-11-24T09:30:00.250Z"


def page(number: int, *, host: str = "news.example") -> Response:
    body = (
        f"<html><head><title>Tarn Bridge {number}</title></head><body><article><h1>Tarn Bridge {number}</h1>"
        f'<p>"The bridge will open in {number} weeks," said Oren Pike, the harbour master of Tarn, on Monday.</p>'
        f"<p>Work began in spring after the old bridge was closed to lorries and buses by the council.</p>"
        "</article></body></html>"
    ).encode()
    url = f"https://{host}/story-{number}"
    return Response(
        url=f"{url}?utm_source=x",
        final_url=url,
        status=200,
        media="html",
        charset="utf-8",
        body=body,
        headers={"content-type": "text/html; charset=utf-8", "etag": '"a\u00e9"'},
        redirects=(f"http://{host}/story-{number}", f"https://{host}/\u00e9{number}"),
    )


def reader(folder: Path, **changes: object) -> ArchiveReader:
    settings = ArchiveSettings.model_validate({"archive_dir": folder})
    return ArchiveReader(PlaceSettings(), IngestSettings.model_validate(changes), settings)


def pages_in(folder: Path, wanted: Wanted | None = None) -> list[ArchivedPage]:
    archive = reader(folder)
    return [each for path in archive.files() for each in archive.pages(path, wanted or Wanted())]


def keeper(folder: Path, **changes: object) -> Keeper:
    return Keeper(ArchiveSettings.model_validate(changes), folder, clock=lambda: NOW)


async def test_w1_what_is_kept_is_read_again_byte_for_byte(tmp_path: Path) -> None:
    kept = [page(number) for number in range(30)]
    async with keeper(tmp_path) as archive:
        places = await asyncio.gather(*(archive.keep(each, FETCHED) for each in kept))
    found = pages_in(tmp_path)
    assert len({place.rpartition(":")[0] for place in places}) == 30
    by_url = {each.page.url: each.page for each in found if each.page is not None}
    for response in kept:
        sent = page_of(response, fetched_at=FETCHED)
        assert by_url[response.url].model_copy(update={"archived": None}) == sent
        told = read(response.body, url=response.final_url, media="html", fetched_at=FETCHED)
        assert len(told.statements) == 1


async def test_a_place_leads_to_its_record(tmp_path: Path) -> None:
    async with keeper(tmp_path) as archive:
        places = [await archive.keep(page(number), FETCHED) for number in range(3)]
    for number, place in enumerate(places):
        name, at, length = place.rsplit(":", 2)
        member = (tmp_path / name).read_bytes()[int(at) : int(at) + int(length)]
        assert page(number).body in gzip.decompress(member)


async def test_a_document_that_was_given_is_kept_too(tmp_path: Path) -> None:
    given = Response("urn:sha256:00", "urn:sha256:00", 200, "text", "utf-8", b"Ilse Brandt sagte, es sei gut.")
    async with keeper(tmp_path) as archive:
        await archive.keep(given, FETCHED)
    (found,) = pages_in(tmp_path)
    assert found.page is not None
    assert found.page.model_copy(update={"archived": None}) == page_of(given, fetched_at=FETCHED)


async def test_files_rotate_by_size_and_age(tmp_path: Path) -> None:
    now = [NOW]
    settings = ArchiveSettings.model_validate({"archive_megabytes": 1, "archive_hours": 1})
    finished: list[Path] = []
    noise = random.Random(1).randbytes(700_000)
    async with Keeper(settings, tmp_path, finished=finished.append, clock=lambda: now[0]) as archive:
        for number in range(4):  # two of them pass a megabyte
            await archive.keep(Response(f"u{number}", f"https://t.example/{number}", 200, "text", None, noise), FETCHED)
        now[0] += timedelta(hours=2)
        await archive.keep(page(1), FETCHED)
        assert len(list(tmp_path.glob(f"*{GROWING}"))) == 1
        assert len(finished) == 2
    assert sorted(finished) == sorted(tmp_path.glob(f"*{FINAL}"))
    assert not list(tmp_path.glob(f"*{GROWING}"))


async def test_pages_of_one_moment_share_a_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    real = os.fsync

    def fsync(file: int) -> None:
        synced.append(file)
        real(file)

    monkeypatch.setattr(os, "fsync", fsync)
    async with keeper(tmp_path) as archive:
        await asyncio.gather(*(archive.keep(page(number), FETCHED) for number in range(50)))
    assert len(synced) < 25


async def test_r12_a_full_disk_keeps_nothing_by_halves_and_is_nobodys_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failing write has already written half; what is acknowledged later is whole all the same."""
    real, full = os.write, [False]

    def write(file: int, data: bytes) -> int:
        if full[0]:
            real(file, bytes(data[: len(data) // 2]))
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(file, data)

    monkeypatch.setattr(os, "write", write)
    async with keeper(tmp_path) as archive:
        await archive.keep(page(1), FETCHED)
        full[0] = True
        with pytest.raises(Retry) as told:
            await archive.keep(page(2), FETCHED)
        assert told.value.reason is Reason.ARCHIVE_UNAVAILABLE
        assert told.value.blameless
        full[0] = False
        await archive.keep(page(3), FETCHED)
    repair(tmp_path)
    urls = [each.page.url if each.page else each.skipped for each in pages_in(tmp_path)]
    assert sorted(urls, key=str) == [page(1).url, page(3).url]


def test_w2_a_file_cut_anywhere_gives_the_records_before_the_cut_and_no_other(tmp_path: Path) -> None:
    members = [packed(page(number), FETCHED) for number in range(8)]
    ends = [sum(map(len, members[: n + 1])) for n in range(8)]
    whole = b"".join(members)
    cuts = random.Random(2).sample(range(1, len(whole)), 100)
    for cut in cuts:
        path = tmp_path / f"cut{FINAL}"
        path.write_bytes(whole[:cut])
        found = list(reader(tmp_path).pages(path, Wanted()))
        bodies = [each.page.sha256 for each in found if each.page is not None]
        expected = [page_of(page(n), fetched_at=FETCHED).sha256 for n in range(8) if ends[n] <= cut]
        assert bodies[: len(expected)] == expected
        assert len(bodies) - len(expected) <= (cut + 16 >= ends[len(expected)])  # only its check sum is missing
        assert whole_length(path) == max([end for end in ends if end <= cut], default=0)


def test_w2_damage_inside_a_record_is_found_by_its_digest(tmp_path: Path) -> None:
    plain = gzip.decompress(packed(page(1), FETCHED))
    damaged = plain.replace(b"harbour master", b"harbour mister")
    assert damaged != plain
    path = tmp_path / f"damaged{FINAL}"
    path.write_bytes(gzip.compress(damaged) + packed(page(2), FETCHED))
    first, second = reader(tmp_path).pages(path, Wanted())
    assert (first.skipped, first.page) == ("damaged", None)
    assert second.page is not None


_WRITER = """
import asyncio, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.integration.ingest.test_archive import FETCHED, keeper, page
async def main():
    async with keeper(Path(sys.argv[1])) as archive:
        for number in range(5):
            await archive.keep(page(number), FETCHED)
        print("kept", flush=True)
        await asyncio.sleep(60)
asyncio.run(main())
"""


async def test_a_killed_writers_file_is_finished_by_the_next_and_a_living_ones_left_alone(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[3])
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path), root], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    try:
        assert writer.stdout.readline() == b"kept\n"
        assert repair(tmp_path) == []
        (growing,) = tmp_path.glob(f"*{GROWING}")
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    finally:
        writer.kill()
        writer.stdout.close()
    with growing.open("ab") as file:
        file.write(packed(page(9), FETCHED)[:-20])
    finished: list[Path] = []
    async with Keeper(ArchiveSettings(), tmp_path, finished=finished.append):
        pass
    assert [path.name for path in finished] == [growing.name.removesuffix(".open")]
    assert len([each for each in pages_in(tmp_path) if each.page]) == 5
    assert all(each.page for each in pages_in(tmp_path))


def test_an_empty_file_of_a_dead_writer_goes(tmp_path: Path) -> None:
    WarcFile.begin(tmp_path, NOW, 1).abandon()
    assert repair(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def kept_files(folder: Path, ages: list[float]) -> list[Path]:
    made = []
    for number, days in enumerate(ages):
        path = folder / f"sayso-{number}{FINAL}"
        path.write_bytes(packed(page(number), FETCHED) * 400)
        when = datetime.now(UTC).timestamp() - days * 86_400
        os.utime(path, (when, when))
        made.append(path)
    return made


@pytest.mark.parametrize(
    ("changes", "left"),
    [({}, 3), ({"archive_days": 2}, 1), ({"archive_gigabytes": 0.0006}, 1), ({"archive_gigabytes": 5}, 3)],
)
def test_old_files_go_when_the_operator_says_so(tmp_path: Path, changes: dict[str, float], left: int) -> None:
    made = kept_files(tmp_path, [5, 3, 1])
    size = made[0].stat().st_size
    if "archive_gigabytes" in changes and changes["archive_gigabytes"] < 1:
        changes = {"archive_gigabytes": size * 1.5 / 1e9}
    Housekeeping(ArchiveSettings.model_validate(changes), tmp_path).tidy()
    assert sorted(tmp_path.iterdir()) == made[3 - left :]


def test_finished_files_are_copied_and_only_copied_ones_removed(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    made = kept_files(here, [5, 1])
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    away = ArchiveSettings.model_validate({"archive_url": f"file://{blocked}/x", "archive_days": 2})
    Housekeeping(away, here).tidy()
    assert sorted(here.iterdir()) == made
    Housekeeping(ArchiveSettings.model_validate({"archive_url": f"file://{there}", "archive_days": 2}), here).tidy()
    assert sorted(here.iterdir()) == made[1:]
    assert sorted(each.name for each in there.iterdir()) == [each.name for each in made]


async def test_housekeeping_runs_when_a_file_is_finished(tmp_path: Path) -> None:
    there, stop = tmp_path / "there", asyncio.Event()
    settings = ArchiveSettings.model_validate({"archive_url": f"file://{there}"})
    housekeeping = Housekeeping(settings, tmp_path / "here")
    running = asyncio.create_task(housekeeping.run(stop))
    await asyncio.sleep(0.05)
    async with Keeper(settings, tmp_path / "here", finished=housekeeping.finished) as archive:
        await archive.keep(page(1), FETCHED)
    for _ in range(100):
        if list(there.glob(f"*{FINAL}")):
            break
        await asyncio.sleep(0.05)
    assert len(list(there.glob(f"*{FINAL}"))) == 1
    stop.set()
    await running


FOREIGN = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n%b\r\n%b",
    b"<html><body><p>" + "Oren Pike sagte, die Brücke sei sicher.".encode("latin-1") + b"</p></body></html>",
)


def foreign(headers: bytes, body: bytes, *, url: str = "https://a.example/x", kind: str = "response") -> bytes:
    block = FOREIGN[0] % (headers, body)
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{len(block):032x}>\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2026-05-01T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n")


def chunked(body: bytes) -> bytes:
    parts = [body[at : at + 20] for at in range(0, len(body), 20)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("headers", "wrap"),
    [
        (b"", bytes),
        (b"Content-Encoding: gzip\r\n", gzip.compress),
        (b"Content-Encoding: gzip\r\n", bytes),
        (b"Transfer-Encoding: chunked\r\n", chunked),
        (b"Transfer-Encoding: chunked\r\n", bytes),
        (b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", lambda body: chunked(gzip.compress(body))),
    ],
)
def test_records_of_others_are_decoded(tmp_path: Path, headers: bytes, wrap: Callable[[bytes], bytes]) -> None:
    path = tmp_path / f"cc-news{FINAL}"
    path.write_bytes(foreign(headers, wrap(FOREIGN[1])))
    (found,) = reader(tmp_path).pages(path, Wanted())
    assert found.page is not None, found
    assert (found.page.charset, found.page.fetched_at) == ("iso-8859-1", "2026-05-01T10:00:00.000Z")
    assert found.page.sha256 == page_of(Response("", "", 200, "html", None, FOREIGN[1]), fetched_at="").sha256


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (foreign(b"Content-Encoding: gzip\r\n", gzip.compress(b"x" * 50_000_000)), "too_large"),
        (foreign(b"Content-Encoding: br\r\n", b"xxxx"), "coding"),
        (foreign(b"", b"%PDF-1.7 x"), "not_html"),
        (foreign(b"", b""), "empty"),
        (foreign(b"", FOREIGN[1], url="ftp://a.example/"), "url_refused"),
        (foreign(b"TDM-Reservation: 1\r\n", FOREIGN[1]), "tdm_reserved"),
        (foreign(b"", FOREIGN[1], url=""), "no_url"),
    ],
)
def test_a_record_without_a_page_says_why(tmp_path: Path, record: bytes, reason: str) -> None:
    path = tmp_path / f"cc-news{FINAL}"
    path.write_bytes(record)
    (found,) = reader(tmp_path).pages(path, Wanted())
    assert found.skipped == reason


async def test_replay_asks_for_days_and_hosts(tmp_path: Path) -> None:
    async with keeper(tmp_path) as archive:
        await archive.keep(page(1, host="www.tarn.example"), "2026-11-20T00:00:00.000Z")
        await archive.keep(page(2, host="tarn.example"), "2026-11-21T00:00:00.000Z")
        await archive.keep(page(3, host="mytarn.example"), "2026-11-22T00:00:00.000Z")

    def asked(**words: object) -> list[str]:
        found = pages_in(tmp_path, Wanted.model_validate(words))
        return [each.page.final_url[-1] for each in found if each.page is not None]

    assert asked() == ["1", "2", "3"]
    assert asked(host="tarn.example") == ["1", "2"]
    assert asked(since="2026-11-21T00:00:00Z") == ["2", "3"]
    assert asked(until="2026-11-21T00:00:00Z") == ["1"]
