"""Pages that kill or hang their process take nothing with them (H2, H4), and what was done to them is told."""

import asyncio
import os
import pickle
import signal
import sys
import time

import pytest

from sayso.contracts import Quarantine, Retry
from sayso_extract import parsers as under_test
from sayso_extract.child_process import ChildProcess
from tests.hostile.killers import KILLERS, hanging
from tests.hostile.pages import page, paragraphs
from tests.integration.extract.conftest import Pool, Reading, longest_stall, pool

pytestmark = pytest.mark.alone

GOOD = 120
SECONDS = 3.0
LINUX = sys.platform == "linux"


def right(reading: Reading, number: int) -> bool:
    return reading.read is not None and reading.read.text == "\n\n".join(paragraphs(number))


async def test_h2_small_killers_among_good_pages() -> None:
    """The six, and one more that no page of the six is any longer: it is sure to hit the limit."""
    with pool(processes=2, seconds=SECONDS) as running:
        await asyncio.gather(*(running.read(page(n)) for n in range(2)))  # both have started
        done = asyncio.Event()
        stall = asyncio.create_task(longest_stall(done))
        killers = [make() for make in (*KILLERS.values(), hanging)]
        took: list[float] = []

        async def kill(text: str) -> Reading:
            reading = await running.read(text)
            took.append(reading.seconds)
            return reading

        async def feed(numbers: range, hostile: list[str]) -> tuple[int, list[Reading]]:
            good, ends = 0, []
            for number in numbers:
                if hostile and number % 15 == numbers.start % 15:
                    ends.append(await kill(hostile.pop()))
                good += right(await running.read(page(number)), number)
            return good, ends

        fed = await asyncio.gather(feed(range(0, GOOD, 2), killers[:4]), feed(range(1, GOOD, 2), killers[4:]))
        done.set()
        ends = [end for _, some in fed for end in some]
        good = sum(count for count, _ in fed)
        late = await stall
        print(f"\nH2: good {good}/{GOOD}, killers {len(ends)} contained, longest {max(took):.2f} s, "
              f"stall {late * 1000:.0f} ms")  # fmt: skip
        assert (good, len(ends)) == (GOOD, len(KILLERS) + 1)
        assert {end.reason for end in ends} <= {None, "parse_timeout", "no_article"}
        assert "parse_timeout" in {end.reason for end in ends}
        assert late < 1.0


async def test_a_page_over_its_time_is_set_aside_and_its_process_replaced() -> None:
    with pool(seconds=1.0) as running:
        assert right(await running.read(page(1)), 1)
        before = running.processes()
        hung = await running.read(hanging())
        assert isinstance(hung.failure, Quarantine)
        assert hung.reason == "parse_timeout"
        assert "1 s" in hung.failure.detail
        assert hung.seconds < 2.0
        assert right(await running.read(page(2)), 2)
        assert running.processes() != before


@pytest.mark.parametrize("deadly", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
async def test_h4_a_process_that_dies_fails_its_page_only(one: Pool, deadly: signal.Signals) -> None:
    assert right(await one.read(page(1)), 1)
    reading = asyncio.create_task(one.read(hanging()))
    await asyncio.sleep(0.5)
    (process,) = one.processes()
    os.kill(process, deadly)
    died = await reading
    assert isinstance(died.failure, Quarantine)
    assert (died.reason, str(-deadly) in died.failure.detail) == ("parse_error", True)
    again = await one.read(page(2))
    assert right(again, 2)
    print(f"\nH4: after {deadly.name} the next page took {again.seconds:.2f} s")


async def test_h4_a_process_that_dies_between_pages_costs_none(one: Pool) -> None:
    for number in range(3):
        assert right(await one.read(page(number)), number)
        for process in one.processes():
            os.kill(process, signal.SIGKILL)
        await asyncio.sleep(0.3)
    assert right(await one.read(page(3)), 3)


@pytest.mark.skipif(not LINUX, reason="address space is bounded on Linux only")
async def test_h4_a_page_that_needs_too_much_memory_fails_alone() -> None:
    with pool(megabytes=256) as running:
        huge = await running.read(page(1, extra="<p>" + "word \u4e00" * 8_000_000))
        assert isinstance(huge.failure, Quarantine)
        assert huge.reason == "parse_error"
        print(f"\nH4: {huge.failure.detail}")
        assert right(await running.read(page(2)), 2)


@pytest.mark.skipif(not LINUX, reason="processor time is bounded by the kernel on Unix only")
async def test_processor_time_is_bounded_where_the_clock_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the worker is stopped or dead: the kernel ends the process."""
    with pool() as running:
        assert right(await running.read(page(1)), 1)
        (process,) = running.parsers._processes
        ask = process.ask
        monkeypatch.setattr(process, "ask", lambda question: ask((*question[:-1], 0.5)))
        hung = await running.read(hanging())
        assert isinstance(hung.failure, Quarantine)
        assert hung.reason == "parse_timeout"
        assert "processor" in hung.failure.detail


async def test_processes_are_replaced_after_their_pages() -> None:
    with pool(pages=2) as running:
        seen = set()
        for number in range(6):
            assert right(await running.read(page(number)), number)
            seen.update(running.processes())
        assert len(seen) >= 3


async def test_a_process_that_does_not_answer_is_replaced() -> None:
    with pool(seconds=1.0) as running:
        assert right(await running.read(page(1)), 1)
        (process,) = running.processes()
        os.kill(process, signal.SIGSTOP)
        stuck = await running.read(page(2))
        assert stuck.reason == "parse_timeout"
        assert right(await running.read(page(3)), 3)


async def test_processes_that_cannot_start_are_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    with pool() as running:
        (process,) = running.parsers._processes
        monkeypatch.setattr(process, "_prepare", _leave)
        failed = await running.read(page(1))
        assert isinstance(failed.failure, Retry)
        assert "end before" in failed.failure.detail
        monkeypatch.undo()
        assert right(await running.read(page(1)), 1)


async def test_a_process_that_does_not_get_ready_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with pool() as running:
        (process,) = running.parsers._processes
        monkeypatch.setattr(process, "_prepare", _dawdle)
        monkeypatch.setattr(under_test, "START_SECONDS", 3.0)
        failed = await running.read(page(1))
        assert isinstance(failed.failure, Retry)
        assert "did not start" in failed.failure.detail
        monkeypatch.undo()
        assert right(await running.read(page(1)), 1)
        assert len(running.processes()) == 1


async def test_whoever_gives_up_while_a_process_starts_leaves_it_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever that is: also between its start and whoever waits for it hearing of that."""
    with pool() as running:
        (process,) = running.parsers._processes
        starts = _counted(process, monkeypatch)
        given_up = []
        while process._child is None:
            given_up.append(asyncio.create_task(process.ready()))
            await asyncio.sleep(0)
            given_up.append(asyncio.create_task(process.ready()))
            given_up[-2].cancel()
            await asyncio.sleep(0)
            given_up[-1].cancel()
        assert right(await running.read(page(2)), 2)
        assert (len(running.processes()), len(starts)) == (1, 1)


def _counted(process: ChildProcess, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Its starts from now on. They are held, so that no child ends because nobody knows it any more."""
    starts: list[object] = []
    start = process._start

    def counting() -> object:
        starts.append(None)
        starts[-1] = start()
        return starts[-1]

    monkeypatch.setattr(process, "_start", counting)
    return starts


async def test_a_process_that_is_starting_when_all_ends_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with pool() as running:
        (process,) = running.parsers._processes
        starts = _counted(process, monkeypatch)
        unheard = asyncio.create_task(process.ready())
        while not starts:
            await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await unheard
    async with asyncio.timeout(10):
        while running.processes():
            await asyncio.sleep(0.05)


def _leave() -> None:
    os._exit(3)


def _dawdle() -> None:
    time.sleep(60)


async def test_a_page_that_is_given_up_frees_its_process() -> None:
    with pool() as running:
        assert right(await running.read(page(1)), 1)
        given_up = asyncio.create_task(running.read(hanging()))
        await asyncio.sleep(0.3)
        given_up.cancel()
        began = time.monotonic()
        assert right(await running.read(page(2)), 2)
        assert time.monotonic() - began < 20


async def test_a_process_that_something_has_taken_over_can_only_talk() -> None:
    """What it answers is no article, or has no end: the page fails, and the process is replaced where it goes on."""
    with pool() as running:
        assert right(await running.read(page(1)), 1)
        (process,) = running.parsers._processes
        for answers in (_talks_nonsense, _talks_without_end):
            process.kill()
            process._answer = answers
            failed = await running.read(page(1))
            assert isinstance(failed.failure, Quarantine)
            assert failed.reason == "parse_error"
        process.kill()
        process._answer = under_test._read
        assert right(await running.read(page(2)), 2)


def _talks_nonsense(*_: object) -> bytes:
    return pickle.dumps(_Bomb())


class _Bomb:
    def __reduce__(self) -> tuple[object, ...]:
        return (os._exit, (7,))


def _talks_without_end(*_: object) -> bytes:
    return _Endless()


class _Endless(bytes):
    """Says that it is as long as no answer is."""

    def __len__(self) -> int:
        return 1 << 40
