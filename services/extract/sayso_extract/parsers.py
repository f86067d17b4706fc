"""Parsing in processes that can be killed.

A hostile page of a few kilobytes can keep an HTML parser busy for minutes, and no thread can be stopped from outside.
So pages are read in child processes with a time limit and a memory limit; a page that takes its process down takes
nothing else with it, and the pool starts another. Pebble keeps the pool. Input is the page's bytes, the result is a
``ReadArticle``; what ends a child is a ``Quarantine(parse_timeout)`` or ``Quarantine(parse_error)``, which a person
may redrive.
"""

import asyncio
import contextlib
import logging
import math
import multiprocessing
import signal
from concurrent.futures import TimeoutError as ParseTimeout
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessPool

from sayso.contracts import Failure, Quarantine, Reason
from sayso.contracts.events import Media
from sayso.runtime.abilities import ReadArticle
from sayso_extract import pipeline
from sayso_extract.settings import ExtractSettings


class Parsers:
    """A pool of parsing processes, for the time of a ``with`` block."""

    def __init__(self, settings: ExtractSettings) -> None:
        self._settings = settings
        self._pool = ProcessPool(
            max_workers=settings.parse_processes,
            max_tasks=settings.parse_pages,
            initializer=_confine,
            initargs=(settings.parse_megabytes,),
            # forked from a clean server: a fork of this process would copy its event loop and its connections
            context=multiprocessing.get_context("forkserver"),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()
        self._pool.join()

    async def read(
        self, body: bytes, *, url: str, media: Media | None, charset: str | None, fetched_at: str
    ) -> ReadArticle:
        """The article and its statements. Raises ``contracts.Failure``."""
        seconds = self._settings.parse_seconds
        future = self._pool.schedule(_read, args=(body, url, media, charset, fetched_at, seconds), timeout=seconds)
        try:
            result: ReadArticle | Failure = await asyncio.wrap_future(future)
        except ParseTimeout:
            detail = f"not parsed within {seconds:g} s"
            raise Quarantine(Reason.PARSE_TIMEOUT, detail) from None
        except ProcessExpired as error:
            raise Quarantine(Reason.PARSE_ERROR, f"its process ended with {error.exitcode}") from None
        except MemoryError:
            raise Quarantine(Reason.PARSE_ERROR, "not parsed within the memory limit") from None
        if isinstance(result, Failure):
            raise result
        return result


def _confine(megabytes: int) -> None:
    """In the child: bounded memory, no reaction to the terminal's Ctrl-C (the parent ends it), no logs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        limit = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _bound_time(seconds: float) -> None:
    """In the child: this page's processor time, held by the kernel. The worker's clock does not run on when it dies."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _read(
    body: bytes, url: str, media: Media | None, charset: str | None, fetched_at: str, seconds: float
) -> ReadArticle | Failure:
    """In the child. A failure is returned, since exceptions lose their fields on the way between processes."""
    _bound_time(seconds)
    try:
        return pipeline.read(body, url=url, media=media, charset=charset, fetched_at=fetched_at)
    except Failure as failure:
        return failure
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a parser's bug on one page must not be retried as a passing fault
        return Quarantine(Reason.PARSE_ERROR, f"{type(error).__name__}: {error}"[:300])
