"""The HTTP server: uvicorn on a socket of ours, without a signal handler of its own, ended with the worker."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
import uvicorn
from starlette.types import ASGIApp

from sayso_store.console.settings import USUAL_PORT, ConsoleSettings

log = structlog.get_logger(__name__)

_GRACE = 3
_MOST_AT_ONCE = 500


class _Server(uvicorn.Server):
    """Signals are the worker's."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Takes none."""
        yield


def listening(settings: ConsoleSettings) -> socket.socket:
    """A socket to listen on. Raises OSError where the port that was asked for is taken."""
    host = settings.console_host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    wanted = USUAL_PORT if settings.console_port is None else settings.console_port
    try:
        return _bound(family, host, wanted)
    except OSError:
        if settings.console_port is not None:
            raise
        return _bound(family, host, 0)


def address_of(listener: socket.socket, settings: ConsoleSettings) -> str:
    """Where a browser finds it."""
    host, port = listener.getsockname()[:2]
    scheme = "https" if settings.console_tls == "here" else "http"
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}/"


async def serve(app: ASGIApp, listener: socket.socket, settings: ConsoleSettings, stop: asyncio.Event) -> None:
    """Answer until told to stop."""
    here = settings.console_tls == "here"
    server = _Server(
        uvicorn.Config(
            app,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=True,
            proxy_headers=settings.console_tls == "proxy",
            limit_concurrency=_MOST_AT_ONCE,
            timeout_graceful_shutdown=_GRACE,
            ssl_certfile=settings.console_tls_cert if here else None,
            ssl_keyfile=settings.console_tls_key if here else None,
        )
    )
    log.info("console_ready", address=address_of(listener, settings))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    ending = asyncio.create_task(stop.wait())
    await asyncio.wait([serving, ending], return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    ending.cancel()
    await serving


def _bound(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(128)
    except OSError:
        made.close()
        raise
    made.setblocking(False)
    return made
