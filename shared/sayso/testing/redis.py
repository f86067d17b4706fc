"""A private, real Redis for tests.

It is found as ``sayso run`` finds it. ``Server`` can be stopped, killed and started again on the same data.
"""

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from redis.asyncio import Redis

from sayso.runtime import embedded
from sayso.runtime.shared_line import SharingRedis


class Server:
    """One Redis server with a data folder of its own, on a unix socket."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        # a unix socket's path is short by law; a test's folder is not
        self._socket_dir = Path(tempfile.mkdtemp(prefix="sayso-"))
        self.socket = self._socket_dir / "r.sock"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The server's URL."""
        return f"unix://{self.socket}"

    def client(self) -> "Redis":
        """A new client, of the kind that workers have."""
        return SharingRedis(unix_socket_path=str(self.socket))

    def start(self, *options: str) -> None:
        """Start, on whatever data is there."""
        self._process = embedded.start(self.data_dir, self.socket, *options)

    def kill(self) -> None:
        """SIGKILL, as a crash would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """A clean end."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(10)
        shutil.rmtree(self._socket_dir, ignore_errors=True)


@contextlib.contextmanager
def server(data_dir: Path, *options: str) -> Iterator[Server]:
    """A started server for the time of a ``with`` block."""
    one = Server(data_dir)
    one.start(*options)
    try:
        yield one
    finally:
        one.stop()
