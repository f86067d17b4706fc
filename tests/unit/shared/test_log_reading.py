"""Reading log lines back: what a line is, which are wanted, in which order, and over rotation and half lines."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sayso.runtime.log_files import by_worker
from sayso.runtime.log_reading import Follower, Line, Wanted, lines_of, merged, read_line, since

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def written(number: int, **more: Any) -> bytes:
    said = {"event": "unit_ended", "number": number, "timestamp": f"2026-11-24T09:00:{number:02}.000000Z", **more}
    return json.dumps(said).encode() + b"\n"


def numbers(lines: Any) -> list[int]:
    return [line.words["number"] for line in lines]


@pytest.mark.parametrize(
    ("raw", "source", "number"),
    [
        (written(1), "", 1),
        (b"extract-2  | " + written(2), "extract-2", 2),
        (b"[pod/extract-0/extract] " + written(3), "[pod/extract-0/extract]", 3),
    ],
)
def test_a_line_of_a_container_has_its_name(raw: bytes, source: str, number: int) -> None:
    line = read_line(raw)
    assert (line.source, line.words["number"]) == (source, number)


@pytest.mark.parametrize(
    "raw", [b"Traceback (most recent call last):\n", b"{half", b"[1, 2]\n", b'{"a": ' * 3000, b"\xff"]
)
def test_what_is_no_json_object_is_told_as_it_is(raw: bytes) -> None:
    assert read_line(raw).words == {}


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        (Wanted(), [1, 2, 3]),
        (Wanted(stage=frozenset({"extract"})), [2, 3]),
        (Wanted(stage=frozenset({"extract"}), disposition=frozenset({"no_claims"})), [3]),
        (Wanted(level="warning"), [1]),
        (Wanted(article="art_1"), [2]),
        (Wanted(correlation="push-1"), [3]),
        (Wanted(url="example/b"), [2]),
        (Wanted(since="2026-11-24T09:00:02"), [2, 3]),
        (Wanted(role=frozenset({"ingest"})), [1]),
    ],
)
def test_lines_are_taken_by_what_they_say(wanted: Wanted, taken: list[int]) -> None:
    lines = [
        read_line(written(1, level="error", role="ingest", stage="ingest")),
        read_line(written(2, level="info", stage="extract", article_id="art_1", url="https://n.example/b")),
        read_line(written(3, level="info", stage="extract", disposition="no_claims", correlation_id="push-1")),
    ]
    assert numbers(line for line in lines if wanted.takes(line)) == taken


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("10m", "2026-11-24T09:20:00Z"),
        ("1.5 h", "2026-11-24T08:00:00Z"),
        ("2d", "2026-11-22T09:30:00Z"),
        ("2026-11-24T10:00:00+01:00", "2026-11-24T09:00:00Z"),
        ("2026-11-24", "2026-11-24T00:00:00Z"),
    ],
)
def test_since_is_a_time_or_so_long_ago(words: str, moment: str) -> None:
    assert since(words, NOW) == moment


def test_since_anything_else_is_an_error() -> None:
    with pytest.raises(ValueError, match="yesterday"):
        since("yesterday", NOW)


def test_lines_of_several_workers_come_in_order_and_a_traceback_stays_with_its_line() -> None:
    torn = [read_line(written(3)), read_line(b"Traceback"), read_line(b"  File"), read_line(written(8))]
    found = list(merged([[read_line(written(n)) for n in (1, 4, 9)], torn]))
    assert [line.words.get("number", line.raw) for line in found] == [1, 3, "Traceback", "  File", 4, 8, 9]


def test_files_put_aside_come_before_their_successor(tmp_path: Path) -> None:
    for name in ("a.jsonl.10", "a.jsonl.2", "a.jsonl", "b.jsonl", "other.log"):
        (tmp_path / name).touch()
    found = {now.name: [path.name for path in paths] for now, paths in by_worker(tmp_path.iterdir()).items()}
    assert found == {
        "a.jsonl": ["a.jsonl.10", "a.jsonl.2", "a.jsonl"],
        "b.jsonl": ["b.jsonl"],
        "other.log": ["other.log"],
    }


def test_half_a_line_is_not_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(written(1) + written(2)[:10])
    assert numbers(lines_of([path], "a")) == [1]


def follow(path: Path, raw: bytes) -> None:
    with path.open("ab") as file:
        file.write(raw)


def test_a_half_line_is_told_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(written(1) + written(2)[:10])
    follower = Follower(path, "a")
    follow(path, written(2)[10:] + written(3) + b"{")
    assert numbers(follower.before()) == [1]
    assert numbers(follower.new()) == [2, 3]
    assert follower.new() == []
    follow(path, written(4)[1:])
    assert numbers(follower.new()) == [4]
    follower.close()


def test_a_file_that_is_put_aside_is_read_to_its_end_and_then_its_successor(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(written(1))
    follower = Follower(path, "a")
    assert follower.new() == []
    follow(path, written(2))
    path.rename(tmp_path / "a.jsonl.1")
    assert numbers(follower.new()) == [2]
    follow(tmp_path / "a.jsonl.1", written(3))
    path.write_bytes(written(4))
    assert numbers(follower.new()) == [3, 4]
    follow(path, written(5))
    assert numbers(follower.new()) == [5]
    follower.close()


def test_a_file_that_was_cut_down_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(written(1) + written(2))
    follower = Follower(path, "a")
    os.truncate(path, 0)
    assert follower.new() == []
    follow(path, written(3))
    assert numbers(follower.new()) == [3]
    follower.close()


def test_a_file_that_comes_later_is_told_from_its_beginning(tmp_path: Path) -> None:
    follower = Follower(tmp_path / "a.jsonl", "a")
    assert follower.new() == []
    (tmp_path / "a.jsonl").write_bytes(written(1))
    assert numbers(follower.new()) == [1]
    follower.close()


@pytest.mark.parametrize("size", [0, 1, 3, 3000])
def test_before_and_new_are_all_lines_once(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(written(n % 60, words="x" * 50) for n in range(size)))
    follower = Follower(path, "a")
    follow(path, written(7))
    assert len(list(follower.before())) == size
    assert len(follower.new()) == 1
    follower.close()


def test_a_line_knows_its_time() -> None:
    assert read_line(written(5)).time == "2026-11-24T09:00:05.000000Z"
    assert Line("x", {}).time == ""
