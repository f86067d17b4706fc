"""What a parsing process may do, which is next to nothing: compute, within bounds, and answer.

The kernel holds what it can: memory, processor time, no file grows, no core is dumped. The rest is an audit hook, which
the interpreter asks before it opens a socket, starts a program or writes to the file system, and which says no. It
stands in Python, so it stops mistakes and libraries that phone home, not machine code that was smuggled in; for that
there is the container (no capabilities, egress rules). Once a process is confined it stays so until it ends.
"""

import contextlib
import logging
import math
import os
import signal
import sys
from pathlib import Path
from typing import Any

MOST_DETAIL = 300
_REFUSED = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system",
    "os.kill", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
    "os.chown", "pty.", "ctypes.dlopen", "sqlite3.connect",
)  # fmt: skip
"""Beginnings of the names of audit events."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Confined(PermissionError):
    """A parsing process tried what it may not do."""


def confine(megabytes: int) -> None:
    """Confine this process for good; it may take so much address space beyond what it has now."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is for the worker, which ends its processes
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a handler in Python would wait for the parser to come back
    logging.disable(logging.CRITICAL)
    sys.dont_write_bytecode = True
    _bound("RLIMIT_AS", _address_space() + megabytes * 1024 * 1024)
    _bound("RLIMIT_FSIZE", 0)
    _bound("RLIMIT_CORE", 0)
    sys.addaudithook(_refuse)


def bound_time(seconds: float) -> None:
    """Bound what processor time this process may still use. The kernel keeps this clock, whoever else has died."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def told(error: BaseException) -> str:
    """An error in one printable line, whatever its text holds and even if it has none to give."""
    try:
        words = str(error)[:MOST_DETAIL]
    except Exception:  # noqa: BLE001 - the error about the error says no more
        words = "it cannot be told"
    return "".join(c if c.isprintable() else " " for c in f"{type(error).__name__}: {words}")[:MOST_DETAIL]


def _address_space() -> int:
    """Bytes of address space this process has; most of it is shared with the server it was forked from."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _bound(name: str, limit: int) -> None:
    with contextlib.suppress(ImportError, AttributeError, ValueError, OSError):  # where the system can bound it
        import resource

        resource.setrlimit(getattr(resource, name), (limit, limit))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        if isinstance(arguments[2], int) and arguments[2] & _WRITING:
            raise Confined(f"a parsing process does not write files: {arguments[0]!r}"[:MOST_DETAIL])
    elif event.startswith(_REFUSED):
        raise Confined(f"not in a parsing process: {event}")
