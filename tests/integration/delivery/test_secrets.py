"""C7: a secret that comes along in a URL or an error stands in no log, no error, no dead letter's words, no metric.

What a dead letter keeps as it came is the entry itself: it may be put back, and then has to be what was pushed.
"""

import logging
from collections.abc import Sequence

import pytest

from sayso.contracts import Discard, Disposition, Quarantine, Reason
from sayso.contracts.outcomes import Outcome
from sayso.contracts.wire import Event
from sayso.runtime.delivery import Unit
from sayso.runtime.observing.presence import Presence
from tests.integration.delivery.conftest import Bench

SECRET = "hunter2"
WITH_USER = f"https://desk:{SECRET}@n.example/story"
WITH_TOKEN = f"https://n.example/story?access_token={SECRET}"
ERROR = f"cannot reach redis://:{SECRET}@host, password={SECRET}, Authorization: Bearer {SECRET}{SECRET}"


async def refuse(units: Sequence[Unit[Event]]) -> list[Outcome]:
    return [Discard(Disposition.REFUSED, Reason.URL_MALFORMED, f"a user before the host: {WITH_USER}")]


async def set_aside(units: Sequence[Unit[Event]]) -> list[Outcome]:
    return [Quarantine(Reason.PARSE_ERROR, ERROR)]


async def fail(units: Sequence[Unit[Event]]) -> list[Outcome]:
    raise RuntimeError(ERROR)


@pytest.mark.parametrize("handle", [refuse, set_aside, fail])
@pytest.mark.parametrize("url", [WITH_USER, WITH_TOKEN])
async def test_no_secret_is_written_anywhere(
    bench: Bench, handle: "object", url: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    await bench.push(url=url)
    presence = Presence("one", "ingest", [bench.keys])
    async with bench.consuming(handle, observe=presence.observe):  # type: ignore[arg-type]
        await bench.settled()
    records = await bench.entries("dispositions")
    letters = await bench.entries("urls.dead")
    assert records
    told = [value for fields in letters for name, value in fields.items() if not name.startswith(b"entry.")]
    told += [value for fields in records for name, value in fields.items() if name != b"url"]
    assert SECRET not in b" ".join(told).decode()
    assert f"desk:{SECRET}" not in str(records)
    assert SECRET not in presence.metrics.render().decode()
    said = [str(record.msg) for record in caplog.records]
    assert any("unit_ended" in each for each in said)
    assert not [each for each in said if SECRET in each]
    assert SECRET not in capsys.readouterr().err


async def test_a_dead_letter_keeps_the_entry_as_it_came(bench: Bench) -> None:
    await bench.push(url=WITH_TOKEN)
    async with bench.consuming(set_aside):
        await bench.settled()
    (letter,) = await bench.entries("urls.dead")
    assert letter[b"entry.url"].decode() == WITH_TOKEN
