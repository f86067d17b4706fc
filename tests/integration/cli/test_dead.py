"""``sayso dead`` as people type it, on a real Redis."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import redis as blocking
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.contracts.dispositions import Disposition, Reason
from sayso.contracts.outcomes import Done, Outcome
from sayso.contracts.topology import INGEST
from sayso.runtime import logs
from sayso.runtime.delivery import Consumer, Keys, Unit
from sayso.testing.redis import Server

run = CliRunner().invoke


@pytest.fixture
def queue(own_redis: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A client of the Redis the commands use. Logs are put back: a command's go to its own standard error."""
    monkeypatch.setenv("SAYSO_REDIS_URL", own_redis.url)
    yield blocking.Redis(unix_socket_path=str(own_redis.socket))
    logs.configure(logs.LogSettings(log_level="warning", log_format="pretty"))


def letter(queue: Any, n: int, stage: str = "ingest", stream: str = "urls", reason: str = "dns", **entry: Any) -> str:
    fields = {
        "stage": stage, "reason": reason, "detail": f"failure [b]{n}[/]\n", "attempts": "5", "deliveries": "1",
        "entry_id": f"1000-{n}", "dead_at": "2026-01-01T00:00:00.000Z", "entry.url": f"https://example.org/{n}",
    }  # fmt: skip
    raw = queue.xadd(f"{stream}.dead", fields | {f"entry.{name}": value for name, value in entry.items()})
    return f"{stage}:{raw.decode()}"


def listed(*words: str) -> dict[str, Any]:
    result = run(app, ["dead", "list", *words, "--json"])
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def left(queue: Any) -> tuple[int, int]:
    return queue.xlen("urls.dead") + queue.xlen("pages.dead"), queue.xlen("urls") + queue.xlen("pages")


def some(queue: Any) -> list[str]:
    names = [letter(queue, n) for n in range(3)]
    return [*names, letter(queue, 3, reason="connect"), letter(queue, 4, "extract", "pages", "parse_error")]


def test_list_counts_and_shows(queue: Any) -> None:
    names = some(queue)
    data = listed()
    assert data["counts"] == [
        {"stage": "ingest", "reason": "dns", "letters": 3},
        {"stage": "ingest", "reason": "connect", "letters": 1},
        {"stage": "extract", "reason": "parse_error", "letters": 1},
    ]
    assert [each["id"] for each in data["letters"]] == names
    assert data["letters"][0]["url"] == "https://example.org/0"
    assert data["halted"] == []
    text = run(app, ["dead", "list"]).stdout
    assert all(name in text for name in names), text
    assert "failure [b]0[/]\\n" in text, "what comes from the web is shown, not rendered"


def test_list_narrows_and_limits(queue: Any) -> None:
    names = some(queue)
    assert [each["id"] for each in listed("--stage", "extract")["letters"]] == names[4:]
    assert [each["id"] for each in listed("--reason", "dns", "--stage", "ingest")["letters"]] == names[:3]
    assert listed("--older-than", "1h")["counts"] == []
    assert len(listed("--newer-than", "1h")["letters"]) == 5
    limited = listed("--limit", "2")
    assert len(limited["letters"]) == 2
    assert sum(each["letters"] for each in limited["counts"]) == 5
    assert "the oldest 2 of 5" in run(app, ["dead", "list", "--limit", "2"]).stdout


def test_an_empty_list_says_so(queue: Any) -> None:
    assert "no dead letters" in run(app, ["dead", "list"]).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list", "--stage", "nothing"], "no stage"),
        (["list", "--older-than", "1 hour"], "is no age"),
        (["redrive"], "give ids, a filter"),
        (["redrive", "--yes", "--limit", "5"], "give ids, a filter"),
        (["drop", "--yes"], "give ids, a filter"),
        (["redrive", "ingest:1-1", "--reason", "dns"], "not both"),
        (["redrive", "ingest:1-1", "--all"], "not both"),
        (["redrive", "1-1"], "needs --stage"),
        (["redrive", "ingest:soon"], "is not STAGE:ID"),
        (["redrive", "extract:1-1", "--stage", "ingest"], "not of the stage"),
        (["resume", "urls"], "no stage"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_that_is_not_clear_moves_nothing(queue: Any, words: list[str], said: str) -> None:
    some(queue)
    result = run(app, ["dead", *words])
    assert result.exit_code == 2, result.output
    assert said in " ".join(result.output.replace("│", " ").split())
    assert left(queue) == (5, 0)


def test_show_prints_every_field_and_shortens_long_ones(queue: Any) -> None:
    name = letter(queue, 1, html="x" * 5000, body=b"\xff\x1b[2J", text="first\nsecond")
    short = run(app, ["dead", "show", name])
    assert short.exit_code == 0, short.output
    assert "x" * 300 + "… (5000 bytes)" in short.stdout
    assert "\x1b" not in short.stdout
    assert "first\\nsecond" in short.stdout
    assert "x" * 5000 in run(app, ["dead", "show", name, "--full"]).stdout
    data = json.loads(run(app, ["dead", "show", name.partition(":")[2], "--stage", "ingest", "--json"]).stdout)
    assert data["entry"]["html"] == "x" * 5000
    assert data["entry"]["body"] == {"base64": "/xtbMko="}
    assert (data["reason"], data["attempts"], data["entry_id"]) == ("dns", 5, "1000-1")


def test_show_of_nothing_exits_with_1(queue: Any) -> None:
    result = run(app, ["dead", "show", "ingest:1-1"])
    assert result.exit_code == 1
    assert "no dead letter ingest:1-1" in result.output


def test_redrive_by_name(queue: Any) -> None:
    names = some(queue)
    result = run(app, ["dead", "redrive", names[0], names[4], names[0], "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == {"redriven": 2}
    assert [fields for _, fields in queue.xrange("urls")] == [{b"url": b"https://example.org/0", b"_first": b"1000-0"}]
    assert queue.xlen("pages") == 1
    again = run(app, ["dead", "redrive", names[0], names[1].partition(":")[2], "--stage", "ingest", "--json"])
    assert again.exit_code == 1
    assert json.loads(again.stdout) == {"gone": 1, "redriven": 1}
    assert left(queue) == (2, 3)


def test_letters_of_all_partitions_are_listed_and_each_goes_back_to_its_own(
    queue: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAYSO_PARTITIONS", "3")
    names = [f"{letter(queue, n, stream=f'{{{n % 3}}}:urls')}@{n % 3}" for n in range(6)]
    assert sorted(each["id"] for each in listed()["letters"]) == sorted(names)
    assert len(listed("--limit", "4")["letters"]) == 4
    shown = run(app, ["dead", "show", names[2], "--json"])
    assert json.loads(shown.stdout)["entry_id"] == "1000-2"
    assert json.loads(run(app, ["dead", "redrive", names[1], names[2], "--json"]).stdout) == {"redriven": 2}
    assert [queue.xlen(f"{{{each}}}:urls") for each in range(3)] == [0, 1, 1]
    assert json.loads(run(app, ["dead", "drop", "--all", "--yes", "--json"]).stdout) == {"dropped": 4}
    assert [queue.xlen(f"{{{each}}}:urls.dead") for each in range(3)] == [0, 0, 0]
    unclear = run(app, ["dead", "show", names[0].partition("@")[0]])
    assert unclear.exit_code == 2
    assert "which partition" in unclear.output


def test_redrive_by_filter_asks_first(queue: Any) -> None:
    some(queue)
    no = run(app, ["dead", "redrive", "--reason", "dns"], input="n\n")
    assert no.exit_code == 1
    assert "redrive 3 dead letters (3 of ingest)?" in no.stderr
    assert left(queue) == (5, 0)
    yes = run(app, ["dead", "redrive", "--reason", "dns", "--limit", "2"], input="y\n")
    assert yes.exit_code == 0, yes.output
    assert "2 redriven" in yes.stderr
    assert left(queue) == (3, 2)
    assert run(app, ["dead", "redrive", "--all", "--yes"]).exit_code == 0
    assert left(queue) == (0, 5)
    none = run(app, ["dead", "redrive", "--all"])
    assert none.exit_code == 0
    assert "no such dead letters" in none.stderr


def test_a_redrive_of_many_redrives_each(queue: Any) -> None:
    for n in range(730):
        letter(queue, n)
    result = run(app, ["dead", "redrive", "--stage", "ingest", "--yes", "--json"])
    assert json.loads(result.stdout) == {"redriven": 730}
    assert [fields[b"url"] for _, fields in queue.xrange("urls")] == [b"https://example.org/%d" % n for n in range(730)]


def test_what_cannot_be_put_back_is_reported(queue: Any) -> None:
    queue.xadd("urls.dead", {"by": "hand"})
    result = run(app, ["dead", "redrive", "--all", "--yes"])
    assert result.exit_code == 1
    assert "1 refused" in result.stderr
    assert "dead_letter_refused" in result.stderr
    assert left(queue) == (1, 0)


def test_drop_deletes_with_a_line_each(queue: Any) -> None:
    names = some(queue)
    assert run(app, ["dead", "drop", "--all"], input="\n").exit_code == 1
    assert left(queue) == (5, 0)
    result = run(app, ["dead", "drop", "--reason", "dns", "--yes"])
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in result.stderr.splitlines() if line.startswith("{")]
    assert [f"{each['stage']}:{each['id']}" for each in lines] == names[:3]
    assert {each["event"] for each in lines} == {"dead_letter_dropped"}
    assert "3 dropped" in result.stderr
    assert left(queue) == (2, 0)


def test_a_halted_stage_is_shown_and_resumed(queue: Any) -> None:
    queue.set("urls.halted", '{"why": "too_many_dead_letters"}', px=60_000)
    (halt,) = listed()["halted"]
    assert halt["stage"] == "ingest"
    assert 50 < halt["seconds_left"] <= 60
    shown = " ".join(run(app, ["dead", "list"]).stdout.split())
    assert "halted ingest for" in shown
    assert "too_many_dead_letters" in shown
    assert "goes on" in run(app, ["dead", "resume", "ingest"]).stderr
    assert not queue.exists("urls.halted")
    again = run(app, ["dead", "resume", "ingest"])
    assert (again.exit_code, "was not halted" in again.stderr) == (0, True)


def test_without_a_redis_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("SAYSO_REDIS_URL", f"unix://{tmp_path}/none.sock")
    result = run(app, ["dead", "list"])
    assert result.exit_code == 2
    assert "no Redis at" in " ".join(result.output.split())


def test_what_a_worker_set_aside_can_be_put_back_by_hand(queue: Any, own_redis: Server) -> None:
    """The whole way round: pushed, set aside, redriven, done."""
    queue.xadd("urls", {"url": "https://example.org", "html": b"\xff\x00"})
    asyncio.run(_consume(own_redis, RuntimeError("no luck")))
    (one,) = listed("--reason", Reason.UNEXPECTED_ERROR)["letters"]
    assert run(app, ["dead", "redrive", one["id"]]).exit_code == 0
    asyncio.run(_consume(own_redis, None))
    assert left(queue) == (0, 0)
    ends = [fields for _, fields in queue.xrange("dispositions")]
    assert [each[b"disposition"] for each in ends] == [b"dead_lettered", b"fetched"]
    assert {each[b"entry_id"].decode() for each in ends} == {one["entry_id"]}


async def _consume(server: Server, error: Exception | None) -> None:
    async def handle(units: Any) -> list[Outcome]:
        if error is not None:
            raise error
        assert all(isinstance(unit, Unit) for unit in units)
        return [Done(Disposition.FETCHED) for _ in units]

    redis = server.client()
    consumer = Consumer(INGEST, handle, redis, Keys(), name="one", limits=replace(INGEST.limits, attempts=1))
    running = asyncio.create_task(consumer.run())
    async with asyncio.timeout(10):
        while not await redis.exists("urls") or await redis.xlen("urls"):
            await asyncio.sleep(0.02)
    consumer.stop()
    await running
    await consumer.drain(1)
    await redis.aclose()
