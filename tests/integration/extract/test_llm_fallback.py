"""A language model that does not answer, answers nonsense, or may not be asked: the built-in reading stands.

The endpoint is real HTTP on loopback, asked by OpenAI's own library; pages are read in parsing processes.
"""

import json
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("openai", reason="the extra sayso-extract[llm] is not installed")

from sayso_extract.document import EXTRACTOR_VERSION
from sayso_extract.llm.endpoint import MOST_BYTES
from sayso_extract.llm.memory import Memory
from sayso_extract.parsers import Parsers
from tests.integration.extract.llm_bench import BODY, GOOD, NOON, Now, as_shipped, bench
from tests.integration.extract.model_server import Model, Says, answer, claim, completion


@pytest.fixture
def model(model: Model) -> Model:
    model.respond = lambda _: answer(*GOOD)
    return model


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (completion("Here are the claims: none."), "nonsense"),
        (completion('{"claims": [{"content": "one string", "speaker": null, "cue": null}]}'), "nonsense"),
        (completion('{"claims": []'), "nonsense"),
        (completion("[" * 100_000), "nonsense"),
        (completion(json.dumps({"claims": [claim("x")] * 301})), "nonsense"),
        (completion('{"claims": [{"content": ["\\ud800"], "speaker": null, "cue": null}]}'), "nonsense"),
        (completion(None), "nonsense"),
        (Says(b'{"choices": []}'), "nonsense"),
        (Says(b"[1, 2]"), "nonsense"),
        (Says(b"<html>hello</html>", content_type="text/html"), "nonsense"),
        (Says(b"{", content_type="application/json"), "nonsense"),
        (answer(claim("The sea is green", speaker="Poseidon", cue="said")), "not_verbatim"),
        (Says(b'{"error": {"message": "boom"}}', status=500), "endpoint_failed"),
        (Says(b"no such model", status=404, content_type="text/plain"), "endpoint_failed"),
        (Says(b"", status=429), "endpoint_failed"),
        (Says(b"", status=302, headers={"location": "/v1/chat/completions"}), "endpoint_failed"),
        (completion("x" * (MOST_BYTES + 1)), "oversized"),
        (Says(b"x" * (MOST_BYTES + 1), status=500), "oversized"),
        (Says(b"\x1f\x8b", headers={"content-encoding": "gzip"}), "oversized"),
        (Says(b"{}", after=2.0), "timed_out"),
        (Says(b" " * 1000, drips=0.1), "timed_out"),
    ],
)  # fmt: skip
async def test_without_an_answer_the_built_in_reading_stands_with_one_log_line(
    model: Model, parsers: Parsers, tmp_path: Path, says: Says, why: str
) -> None:
    model.respond = lambda _: says
    async with bench(model, parsers, tmp_path, llm_seconds=1.0) as one:
        read, logged = await one.read()
    assert read.fell_back == why
    assert read.model_copy(update={"fell_back": None}) == await as_shipped(parsers)
    assert read.statements
    assert read.extractor_version == EXTRACTOR_VERSION
    assert [(line["event"], line["log_level"], line["why"]) for line in logged] == [("llm_fell_back", "warning", why)]


async def test_an_endpoint_that_is_not_there(parsers: Parsers, tmp_path: Path) -> None:
    nobody = Model(url="http://127.0.0.1:9/v1")
    async with bench(nobody, parsers, tmp_path) as one:
        read, _ = await one.read()
    assert read.fell_back == "endpoint_failed"
    assert Memory(tmp_path / "llm.sqlite").used(NOON) == 0


async def test_an_endpoint_that_failed_is_left_alone_for_a_while(
    model: Model, parsers: Parsers, tmp_path: Path
) -> None:
    clock = Now()
    model.respond = lambda _: Says(b"", status=503)
    async with bench(model, parsers, tmp_path, clock, llm_rest_seconds=30) as one:
        ends = [(await one.read())[0].fell_back for _ in range(2)]
        model.respond = lambda _: answer(*GOOD)
        clock.time += timedelta(seconds=29)
        ends.append((await one.read())[0].fell_back)
        clock.time += timedelta(seconds=2)
        ends.append((await one.read())[0].fell_back)
    assert ends == ["endpoint_failed", "resting", "resting", None]
    assert len(model.asked) == 2


async def test_a_day_has_so_many_tokens_over_restarts_and_between_workers(
    model: Model, parsers: Parsers, tmp_path: Path
) -> None:
    clock = Now()
    model.respond = lambda _: answer(*GOOD, tokens=900)
    needed = 6000
    async with bench(model, parsers, tmp_path, clock, llm_tokens_a_day=needed) as one:
        assert (await one.read())[0].fell_back is None
    assert Memory(tmp_path / "llm.sqlite").used(NOON) == 900
    other = BODY.replace(b"Monday", b"Tuesday")
    async with bench(model, parsers, tmp_path, clock, llm_tokens_a_day=5000) as two:
        read, logged = await two.read(other)
        assert read.fell_back == "over_budget"
        assert [line["why"] for line in logged] == ["over_budget"]
        assert len(model.asked) == 1
        clock.time += timedelta(days=1)
        read, _ = await two.read(other)
        assert (read.fell_back, read.refused) == (None, 1)  # it was asked; the answer is about Monday
    assert len(model.asked) == 2


async def test_a_request_without_stated_usage_costs_what_was_set_aside(
    model: Model, parsers: Parsers, tmp_path: Path
) -> None:
    model.respond = lambda _: answer(*GOOD, tokens=None)
    async with bench(model, parsers, tmp_path, llm_answer_tokens=2000) as one:
        await one.read()
    assert 2000 < Memory(tmp_path / "llm.sqlite").used(NOON) < 4000


async def test_the_same_text_model_and_prompt_are_not_asked_again(
    model: Model, parsers: Parsers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bench(model, parsers, tmp_path) as one:
        first, _ = await one.read()
    async with bench(model, parsers, tmp_path, llm_tokens_a_day=0) as again:  # a known answer costs nothing
        second, _ = await again.read()
        assert second == first
        assert len(model.asked) == 1
    async with bench(model, parsers, tmp_path, llm_model="stub-2") as another:
        assert (await another.read())[0].extractor_version.endswith(".stub-2")
    async with bench(model, parsers, tmp_path, llm_body={"seed": 7}) as seeded:
        await seeded.read()
    monkeypatch.setattr("sayso_extract.llm.finder.PROMPT_VERSION", "next")
    async with bench(model, parsers, tmp_path) as later:
        await later.read()
    assert len(model.asked) == 4


async def test_old_answers_are_forgotten(model: Model, parsers: Parsers, tmp_path: Path) -> None:
    clock = Now()
    async with bench(model, parsers, tmp_path, clock, llm_remember_days=10) as one:
        await one.read()
        clock.time += timedelta(days=11)
        await one.read(BODY.replace(b"residents", b"the residents"))
        await one.read()
    assert len(model.asked) == 3


async def test_nonsense_is_not_remembered(model: Model, parsers: Parsers, tmp_path: Path) -> None:
    model.respond = lambda _: completion("no")
    async with bench(model, parsers, tmp_path) as one:
        await one.read()
        model.respond = lambda _: answer(*GOOD)
        assert (await one.read())[0].fell_back is None


async def test_long_articles_are_not_sent(model: Model, parsers: Parsers, tmp_path: Path) -> None:
    async with bench(model, parsers, tmp_path, llm_characters=200) as one:
        assert (await one.read())[0].fell_back == "too_long"
    assert model.asked == []


async def test_a_memory_that_cannot_be_used(model: Model, parsers: Parsers, tmp_path: Path) -> None:
    (tmp_path / "llm.sqlite").write_bytes(b"this is no database, whatever its name says" * 100)
    async with bench(model, parsers, tmp_path) as one:
        assert (await one.read())[0].fell_back == "memory_failed"
    (tmp_path / "file").touch()
    async with bench(model, parsers, tmp_path, llm_memory=tmp_path / "file" / "llm.sqlite") as two:
        assert (await two.read())[0].fell_back == "memory_failed"


async def test_an_answer_on_which_the_parsing_process_breaks(
    model: Model, parsers: Parsers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bench(model, parsers, tmp_path) as one:

        async def broken(_: str) -> Any:
            return Breaking()

        monkeypatch.setattr(one.llm, "ask", broken)
        read, _ = await one.read()
    assert read.fell_back == "parsing_failed"
    assert read.statements == (await as_shipped(parsers)).statements


class Breaking:
    """A finder with a bug."""

    told = ()
    version = "0"

    def find(self, _: object) -> tuple[()]:
        raise ZeroDivisionError


def test_the_memory_is_shared_by_workers_at_the_same_time(tmp_path: Path) -> None:
    """Tokens are taken one by one: ten workers with a file of their own each would take ten times as many."""
    workers = [Memory(tmp_path / "llm.sqlite") for _ in range(10)]
    taken = sum(each.take(300, NOON, 1000) for each in workers)
    assert (taken, workers[0].used(NOON)) == (3, 900)
    with pytest.raises(sqlite3.Error):
        Memory(tmp_path).take(1, NOON, 10)
