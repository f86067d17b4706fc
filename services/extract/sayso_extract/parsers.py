"""Parsing in processes that can be killed.

A hostile page of a few kilobytes can keep an HTML parser busy for minutes, and no thread can be stopped from outside.
So pages are read in child processes, confined by ``confinement``; a page that takes its process down takes nothing
else with it, and another is started. Input is the page's bytes, the result is a ``ReadArticle``; what ends a child is
a ``Quarantine(parse_timeout)`` or ``Quarantine(parse_error)``, which a person may redrive.

Pebble looks after a process: it starts, times, kills and replaces it. Each has a pool of its own, because processes
of one pool share its locks, and because pebble gives a pool up for good when a process dies between pages. Such a
pool is replaced here, and the page read again, since it was not what died.
"""

import asyncio
import multiprocessing
import signal
from collections.abc import Callable, Sequence
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pebble import ProcessExpired, ProcessPool

from sayso.contracts import Failure, Quarantine, Reason, Retry
from sayso.contracts.events import Media
from sayso.runtime.abilities import ReadArticle
from sayso_extract.confinement import bound_time, confine, told
from sayso_extract.leftovers import mark_and_sweep
from sayso_extract.settings import ExtractSettings

if TYPE_CHECKING:
    from sayso_extract.document import ClaimFinder

UNANSWERED_SECONDS = 10.0
"""How much longer than a page's time a process may take to answer before it is taken for lost: it has to start, too."""
_WARMING = b"<html><body><p>The old bridge is safe, the mayor of the town said on Monday.</p></body></html>"
END_SECONDS = 5.0
"""How long the end of the processes is waited for."""


class Parsers:
    """Parsing processes, for the time of a ``with`` block. ``killed`` is told of each that a page took down."""

    def __init__(self, settings: ExtractSettings, killed: Callable[[Reason], None] = lambda _: None) -> None:
        self._settings, self._killed = settings, killed
        mark_and_sweep()
        # forked from a clean server: a fork of this process would copy its event loop and its connections
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["sayso_extract.preload", __name__])
        self._pools = [self._pool() for _ in range(settings.parse_processes)]
        self._free: asyncio.LifoQueue[int] = asyncio.LifoQueue()
        for number in range(len(self._pools)):
            self._free.put_nowait(number)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for ending in [_end(pool) for pool in self._pools]:
            ending.join(END_SECONDS)

    async def warm(self) -> None:
        """Start all processes and have each read a page, so that no work waits for models to load."""
        words = (_WARMING, "https://warm.invalid/", "html", "utf-8", "", (), None, self._settings.parse_seconds)
        await asyncio.gather(*(self._ask(number, words) for number in range(len(self._pools))))

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
    ) -> ReadArticle:
        """The article and its statements, by the finder that ships if none is given. Raises ``contracts.Failure``."""
        args = (body, url, media, charset, fetched_at, tuple(led_here), finder, self._settings.parse_seconds)
        number = await self._free.get()
        try:
            answer = await self._ask(number, args) or await self._ask(number, args)
        finally:
            self._free.put_nowait(number)
        if answer is None:
            raise Retry(Reason.UNEXPECTED_ERROR, "parsing processes end before they are given a page")
        if isinstance(answer, Failure):
            raise answer
        return answer

    async def _ask(self, number: int, args: tuple[Any, ...]) -> ReadArticle | Failure | None:
        """What the process says, or why it says nothing; None if it is not there any more."""
        seconds = self._settings.parse_seconds
        try:
            future = self._pools[number].schedule(_read, args=args, timeout=seconds)
            async with asyncio.timeout(seconds + UNANSWERED_SECONDS) as unanswered:
                answer: ReadArticle | Failure = await asyncio.wrap_future(future)
                return answer
        except TimeoutError:
            self._killed(Reason.PARSE_TIMEOUT)
            if unanswered.expired():
                self._replace(number)
                return Retry(Reason.PARSE_TIMEOUT, "its parsing process did not answer")
            return Quarantine(Reason.PARSE_TIMEOUT, f"not parsed within {seconds:g} s")
        except ProcessExpired as error:
            if error.exitcode == -signal.SIGXCPU:
                self._killed(Reason.PARSE_TIMEOUT)
                return Quarantine(Reason.PARSE_TIMEOUT, f"not parsed within {seconds:g} s of processor time")
            self._killed(Reason.PARSE_ERROR)
            return Quarantine(Reason.PARSE_ERROR, f"its process ended with {error.exitcode}")
        except RuntimeError:  # pebble's word for a pool that has ended
            self._replace(number)
            return None

    def _pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=1,
            max_tasks=self._settings.parse_pages,
            initializer=confine,
            initargs=(self._settings.parse_megabytes,),
            context=self._context,
        )

    def _replace(self, number: int) -> None:
        _end(self._pools[number])
        self._pools[number] = self._pool()


def _end(pool: ProcessPool) -> Thread:
    """End a pool, in a thread of its own: one that is broken may never come back."""

    def stop() -> None:
        pool.stop()
        pool.join()

    ending = Thread(target=stop, name="end-parsers", daemon=True)
    ending.start()
    return ending


def _read(
    body: bytes,
    url: str,
    media: Media | None,
    charset: str | None,
    fetched_at: str,
    led_here: tuple[str, ...],
    finder: "ClaimFinder | None",
    seconds: float,
) -> ReadArticle | Failure:
    """In the child. A failure is returned, since exceptions lose their fields on the way between processes."""
    from sayso_extract import pipeline  # the children have it from their server, the parent never needs it

    bound_time(seconds)
    try:
        return pipeline.read(
            body, url=url, media=media, charset=charset, fetched_at=fetched_at, led_here=led_here, finder=finder
        )
    except Failure as failure:
        return failure
    except MemoryError:
        return Quarantine(Reason.PARSE_ERROR, "not parsed within the memory limit")
    except Exception as error:  # noqa: BLE001 - a parser's bug on one page must not be retried as a passing fault
        return Quarantine(Reason.PARSE_ERROR, told(error))
