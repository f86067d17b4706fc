"""Redis as operators run it beyond one node without a Cluster: over TLS, and with Sentinels that watch it."""

import contextlib
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import redis

from sayso.runtime import embedded

Process = subprocess.Popen[bytes]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait(what: str, seen: Callable[[], object], seconds: float = 40.0) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(redis.RedisError, OSError, KeyError):
            if seen():
                return
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds:g} s: {what}")


@contextlib.contextmanager
def started(folder: Path, *words: str) -> Iterator[Process]:
    """A redis-server for the time of a ``with`` block, whatever it is told to be."""
    folder.mkdir(parents=True, exist_ok=True)
    program = embedded.find_program("redis-server")
    assert program is not None
    command: Sequence[str] = (program, *words, "--dir", str(folder), "--logfile", str(folder / "log"))
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


@contextlib.contextmanager
def watched(folder: Path) -> Iterator[tuple[str, Process, Any]]:
    """A master, its replica and a Sentinel: the URL, the master's process, the replica's client."""
    master, replica, sentinel = (free_port() for _ in range(3))
    usual = ("--bind", "127.0.0.1", "--save", "", "--appendonly", "yes", "--repl-diskless-sync-delay", "0")
    with (
        started(folder / "master", "--port", str(master), *usual) as process,
        started(folder / "replica", "--port", str(replica), *usual, "--replicaof", "127.0.0.1", str(master)),
    ):
        second: Any = redis.Redis("127.0.0.1", replica)
        wait("the replica follows", lambda: second.info()["master_link_status"] == "up")
        config = folder / "sentinel.conf"
        config.write_text(
            f"port {sentinel}\nbind 127.0.0.1\nsentinel monitor main 127.0.0.1 {master} 1\n"
            "sentinel down-after-milliseconds main 1000\nsentinel failover-timeout main 5000\n"
        )
        with started(folder / "sentinel", str(config), "--sentinel"):
            watcher: Any = redis.Redis("127.0.0.1", sentinel)
            wait("the Sentinel knows both", lambda: watcher.sentinel_slaves("main"))
            yield f"redis+sentinel://127.0.0.1:{sentinel}/main", process, second
