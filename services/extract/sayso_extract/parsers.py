"""Parsing in processes that can be killed.

A hostile page of a few kilobytes can keep an HTML parser busy for minutes, and no thread can be stopped from outside.
So pages are read in child processes, confined by ``confinement``; a page that takes its process down takes nothing
else with it, and another is started. Input is the page's bytes, the result is an ``Answer``; what ends a child is
a ``Quarantine(parse_timeout)`` or ``Quarantine(parse_error)``, which a person may redrive.

``child_process`` starts, asks and replaces a process; which page gets which, how long it may take and what its end
says about the page is told here.
"""

import asyncio
import multiprocessing
import signal
from collections.abc import Callable, Sequence
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import zstandard

from sayso.contracts import Failure, Quarantine, Reason, Retry
from sayso.contracts.events import Media
from sayso_extract.answers import Answer, heard, said
from sayso_extract.bodies import unpack
from sayso_extract.child_process import ChildProcess, Ended, NotBegun, TooMuch
from sayso_extract.confinement import bound_time, confine, told
from sayso_extract.leftovers import mark_and_sweep
from sayso_extract.settings import ExtractSettings

if TYPE_CHECKING:
    from sayso_extract.document import ClaimFinder

START_SECONDS = 15.0
"""How long a process may take to start, before it is taken for lost."""
_WARMING = zstandard.compress(b"<html><body><p>The old bridge is safe, the mayor said on Monday.</p></body></html>")


class Parsers:
    """Parsing processes, for the time of a ``with`` block. ``killed`` is told of each that a page took down."""

    def __init__(self, settings: ExtractSettings, killed: Callable[[Reason], None] = lambda _: None) -> None:
        self._settings, self._killed = settings, killed
        mark_and_sweep()
        # forked from a clean server: a fork of this process would copy its event loop and its connections
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["sayso_extract.preload", __name__])
        self._processes = [self._process() for _ in range(settings.parse_processes)]
        self._free: asyncio.LifoQueue[ChildProcess] = asyncio.LifoQueue()
        for process in self._processes:
            self._free.put_nowait(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.close()

    async def warm(self) -> None:
        """Start all processes and have each read a page, so that no work waits for models to load."""
        words = (_WARMING, "https://warm.invalid/", "html", "utf-8", "", (), None, self._settings.parse_seconds)
        await asyncio.gather(*(self._ask(process, words) for process in self._processes))

    async def read(
        self,
        body: bytes,
        *,
        url: str,
        media: Media | None,
        charset: str | None,
        fetched_at: str,
        led_here: Sequence[str] = (),
        finder: "ClaimFinder | None" = None,
    ) -> Answer:
        """What a packed body holds, read by the finder that ships if none is given. Raises ``contracts.Failure``."""
        args = (body, url, media, charset, fetched_at, tuple(led_here), finder, self._settings.parse_seconds)
        process = await self._free.get()
        try:
            answer = await self._ask(process, args)
        finally:
            self._free.put_nowait(process)
        if isinstance(answer, Failure):
            raise answer
        return answer

    async def _ask(self, process: ChildProcess, args: tuple[Any, ...]) -> Answer | Failure:
        """What the process says, or why it says nothing."""
        failure = await self._started(process)
        if failure is not None:
            return failure
        seconds = self._settings.parse_seconds
        try:
            async with asyncio.timeout(seconds):
                return heard(await process.ask(args))
        except TimeoutError:
            self._killed(Reason.PARSE_TIMEOUT)
            return Quarantine(Reason.PARSE_TIMEOUT, f"not parsed within {seconds:g} s")
        except Ended as end:
            if end.code == -signal.SIGXCPU:
                self._killed(Reason.PARSE_TIMEOUT)
                return Quarantine(Reason.PARSE_TIMEOUT, f"not parsed within {seconds:g} s of processor time")
            self._killed(Reason.PARSE_ERROR)
            return Quarantine(Reason.PARSE_ERROR, f"its process ended with {end.code}")
        except TooMuch as error:
            self._killed(Reason.PARSE_ERROR)
            return Quarantine(Reason.PARSE_ERROR, f"its process answered with {error} bytes")

    async def _started(self, process: ChildProcess) -> Failure | None:
        try:
            async with asyncio.timeout(START_SECONDS):
                await process.ready()
        except TimeoutError:
            process.kill()
            return Retry(Reason.PARSE_TIMEOUT, "its parsing process did not start")
        except NotBegun:
            return Retry(Reason.UNEXPECTED_ERROR, "parsing processes end before they are given a page")
        return None

    def _process(self) -> ChildProcess:
        return ChildProcess(
            self._context, partial(confine, self._settings.parse_megabytes), _read, self._settings.parse_pages
        )


def _read(
    body: bytes,
    url: str,
    media: Media | None,
    charset: str | None,
    fetched_at: str,
    led_here: tuple[str, ...],
    finder: "ClaimFinder | None",
    seconds: float,
) -> bytes:
    """In the child."""
    from sayso_extract import pipeline  # the children have it from their server, the parent never needs it

    bound_time(seconds)
    failure: Failure
    try:
        read = pipeline.read(
            unpack(body), url=url, media=media, charset=charset, fetched_at=fetched_at, led_here=led_here, finder=finder
        )
        return said(read)
    except Failure as found:
        failure = found
    except MemoryError:
        failure = Quarantine(Reason.PARSE_ERROR, "not parsed within the memory limit")
    except Exception as error:  # noqa: BLE001 - a parser's bug on one page must not be retried as a passing fault
        failure = Quarantine(Reason.PARSE_ERROR, told(error))
    return said(failure)
