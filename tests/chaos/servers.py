"""Redis and PostgreSQL as processes that can be killed, cut off from power, and started again on what they left.

Redis is :class:`sayso.testing.redis.Server` (append-only file, ``everysec``) with one thing more, a power cut: what a
kill leaves in the append-only file is everything Redis wrote, since the kernel still has it; what a power cut leaves
is what was synced. :class:`PowerMeter` samples the file's size all the time, and the cut ends Redis and shortens the
file to its size one second ago, which is the most that ``everysec`` may lose.

PostgreSQL is ``initdb`` and ``postgres`` as a user that is not root, found as the store's own tests find it, on a unix
socket. A kill takes the whole process group, as a machine that stops would; ``fsync`` is on.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import psycopg

from sayso.testing.redis import Server
from tests.integration.store.postgres import NoPostgres, _binaries, _run, _user

LOST_SECONDS = 1.0
"""What ``appendfsync everysec`` may lose."""
_SAMPLE = 0.01
_READY_SECONDS = 60.0


def aof_file(data_dir: Path) -> Path | None:
    """The append-only file being written: one file before Redis 7, the last increment since."""
    if (single := data_dir / "appendonly.aof").exists():
        return single
    increments = sorted((data_dir / "appendonlydir").glob("*.incr.aof"), key=lambda each: each.stat().st_mtime)
    return increments[-1] if increments else None


class PowerMeter:
    """Knows how long the append-only file was a moment ago, and can make it that long again."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._samples: deque[tuple[float, int]] = deque(maxlen=round(60 / _SAMPLE))
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="power meter", daemon=True)

    def __enter__(self) -> "PowerMeter":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(5)

    def cut(self) -> tuple[float, int]:
        """End Redis as a power cut does. The moment from which on everything is gone, and how many bytes that was."""
        self._server.kill()
        file = aof_file(self._server.data_dir)
        assert file is not None, "Redis has no append-only file"
        limit = time.monotonic() - LOST_SECONDS
        moment, size = max((each for each in self._samples.copy() if each[0] <= limit), default=(limit, 0))
        lost = file.stat().st_size - size
        os.truncate(file, size)
        return moment, lost

    def _watch(self) -> None:
        while not self._stop.wait(_SAMPLE):
            file = aof_file(self._server.data_dir)
            if file is not None:
                self._samples.append((time.monotonic(), file.stat().st_size))


class Postgres:
    """One PostgreSQL server with a data folder of its own. Raises :class:`NoPostgres` where none can be had."""

    def __init__(self) -> None:
        self._binaries, self._user = _binaries(), _user()
        self._folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
        if self._user:
            shutil.chown(self._folder, self._user)
        self._data = self._folder / "data"
        self._process: subprocess.Popen[bytes] | None = None
        how = ("-A", "trust", "-U", "sayso", "-E", "UTF8", "--locale", "C.UTF-8")
        _run(self._user, self._binaries / "initdb", "-D", self._data, *how)

    @property
    def dsn(self) -> str:
        """Where it is, as libpq says it."""
        return f"host={self._folder} user=sayso dbname=postgres"

    @property
    def url(self) -> str:
        """Where it is, as SQLAlchemy says it."""
        return f"postgresql+psycopg://sayso@/postgres?host={self._folder}"

    @property
    def log(self) -> str:
        """What the server said."""
        file = self._folder / "log"
        return file.read_text() if file.exists() else ""

    @property
    def pid(self) -> int:
        """The server's process: all others of it are its children."""
        assert self._process is not None
        return self._process.pid

    def start(self, **options: str) -> None:
        """Start on whatever data is there, and wait until it answers."""
        settings = {"listen_addresses": "", "shared_buffers": "16MB", **options}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self._binaries / "postgres"), "-D", str(self._data), "-k", str(self._folder), *words],
                user=self._user, cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + _READY_SECONDS
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise NoPostgres(f"postgres did not start: {self.log[-500:]}")
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether it takes connections."""
        try:
            psycopg.connect(self.dsn, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """SIGKILL to the server and all its backends at once: they are known by the folder they stand in."""
        assert self._process is not None
        deadline = time.monotonic() + 10
        doomed = {self._process.pid, *self._left()}
        while doomed and time.monotonic() < deadline:
            for pid in doomed:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._process.wait(10)
            doomed = set(self._left())

    def close(self) -> None:
        """End it and remove its data."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _left(self) -> list[int]:
        inside = os.fsencode(self._data)
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if os.fsencode((entry / "cwd").readlink()) == inside:
                    found.append(int(entry.name))
        return found


@contextlib.contextmanager
def postgres(**options: str) -> Iterator[Postgres]:
    """A started server for the time of a ``with`` block. Raises :class:`NoPostgres`."""
    server = Postgres()
    try:
        server.start(**options)
        yield server
    finally:
        server.close()
