"""The pipeline as processes, for tests that kill them: one process a role, restarted at once when it dies.

Like ``sayso run``, but with no patience between restarts and with nothing shared with the test but the environment.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROLES = (("ingest", "ingest"), ("extract", "extract"), ("store", "dedupe"), ("store", "persist"), ("store", "publish"))


class Pipeline:
    """Role processes over one Redis and one store."""

    def __init__(self, folder: Path, redis_url: str, database_url: str, env: Mapping[str, str]) -> None:
        self.log = folder / "workers.log"
        self.restarts = 0
        self._env = {
            **os.environ,
            "SAYSO_DATA_DIR": str(folder),
            "SAYSO_REDIS_URL": redis_url,
            "SAYSO_DATABASE_URL": database_url,
            "SAYSO_LOG_FORMAT": "json",
            **env,
        }
        self._processes: list[tuple[tuple[str, str], subprocess.Popen[bytes]]] = []

    def start(self, roles: Iterable[tuple[str, str]] = ROLES) -> None:
        """Start a process a role."""
        for role in roles:
            self._processes.append((role, self._spawn(role)))

    def look_after(self) -> None:
        """Start again what has died."""
        for n, (role, process) in enumerate(self._processes):
            if process.poll() is not None:
                self.restarts += 1
                self._processes[n] = (role, self._spawn(role))

    def stop(self) -> None:
        """SIGTERM to all, SIGKILL to what stays."""
        for _, process in self._processes:
            process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 15
        for _, process in self._processes:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _spawn(self, role: tuple[str, str]) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "sayso", "worker", *role], env=self._env, stdout=log, stderr=log
            )


@contextmanager
def running(folder: Path, redis_url: str, database_url: str, **env: str) -> Iterator[Pipeline]:
    """A pipeline for the time of a ``with`` block."""
    pipeline = Pipeline(folder, redis_url, database_url, env)
    pipeline.start()
    try:
        yield pipeline
    finally:
        pipeline.stop()
