"""Names to addresses as this machine resolves them, on threads of their own.

The C library's resolver cannot be interrupted: behind a dead name server a call lasts half a minute, long after whoever
asked has given up. Were such calls made on the event loop's own threads, of which there are six on two cores, a
few dead names would keep every other name, and all else that uses those threads, waiting. Here each call has a thread
of its own, up to :data:`MOST_AT_ONCE`, and those who ask for one name at the same time share one call, so that what
hangs costs one thread a name and not one a URL. The threads are daemons: a worker that is told to stop does not wait
for a resolver. Whoever asks sets the time limit; what is answered later is dropped. Next: ``dial_guard``.
"""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Sequence

MOST_AT_ONCE = 64
"""Calls at once: four times the entries a worker works on, so that as many may hang as it began in twenty seconds."""

Ask = Callable[[str], Sequence[str]]


def ask_system(host: str) -> Sequence[str]:
    """The addresses of a name, as text. Blocks. Raises OSError if it has none."""
    answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(target[0]) for *_, target in answers))


class NameLookup:
    """Call it with a name. Raises OSError if it has no address, or ValueError if it can be no name."""

    def __init__(self, ask: Ask = ask_system, *, most: int = MOST_AT_ONCE) -> None:
        self._ask = ask
        self._free = asyncio.Semaphore(most)
        self._asked: dict[str, asyncio.Future[Sequence[str]]] = {}

    async def __call__(self, host: str) -> Sequence[str]:
        """The addresses. It may be cancelled at any time; the call behind it goes on."""
        asked = self._asked.get(host)
        if asked is None:
            await self._free.acquire()
            asked = self._asked.get(host)
            if asked is not None:  # somebody else asked meanwhile
                self._free.release()
            else:
                asked = self._start(host)
        return await asyncio.shield(asked)

    def _start(self, host: str) -> asyncio.Future[Sequence[str]]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Sequence[str]] = loop.create_future()
        self._asked[host] = answer

        def settle(addresses: Sequence[str], error: Exception | None) -> None:
            del self._asked[host]
            self._free.release()
            if answer.cancelled():
                return
            if error is None:
                answer.set_result(addresses)
            else:
                answer.set_exception(error)
                answer.exception()  # nobody may be waiting any more, which is no fault to report

        def work() -> None:
            addresses: Sequence[str] = ()
            error: Exception | None = None
            try:
                addresses = self._ask(host)
            except Exception as failed:  # noqa: BLE001 - it is raised where the name was asked for
                error = failed
            with contextlib.suppress(RuntimeError):  # the loop is closed: the worker has stopped
                loop.call_soon_threadsafe(settle, addresses, error)

        try:
            threading.Thread(target=work, name=f"lookup {host}", daemon=True).start()
        except RuntimeError as error:  # the machine has no thread to give
            settle((), OSError(str(error)))
        return answer
