"""The pipeline as processes, for tests that kill them: any number of processes a role, restarted at once when they die.

Like ``sayso run``, but with no patience between restarts and with nothing shared with the test but the environment.
What ended is remembered with its exit code: a process that ended although nobody made it end is a finding, which
``strays`` tells. All workers log to one file; its tail is what a failing test shows. Next: ``scene``.
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

Role = tuple[str, str]

INGEST, EXTRACT = ("ingest", "ingest"), ("extract", "extract")
DEDUPE, PERSIST, PUBLISH = ("store", "dedupe"), ("store", "persist"), ("store", "publish")
ROLES: Mapping[Role, int] = {INGEST: 1, EXTRACT: 1, DEDUPE: 1, PERSIST: 1, PUBLISH: 1}

STOP_SECONDS = 30.0
"""How long a worker may take to end after SIGTERM."""
READY_SECONDS = 60.0
"""How long one may take from its start until it is ready."""
_FASTEST_DEATH = 0.5
"""A process that ends by itself sooner than this after its start is not started again more than twice a second."""


@dataclass(slots=True)
class Worker:
    """One place in the pipeline, over the processes that fill it one after another."""

    role: Role
    process: "subprocess.Popen[bytes]"
    started: float
    doomed: bool = False
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """A process that has ended."""

    role: Role
    code: int
    wanted: bool


class Pipeline:
    """Role processes over one Redis and one store."""

    def __init__(
        self,
        folder: Path,
        redis_url: str,
        database_url: str,
        env: Mapping[str, str],
        roles: Mapping[Role, int] = ROLES,
    ) -> None:
        self.log = folder / "workers.log"
        self.ends: list[End] = []
        self.workers: list[Worker] = []
        self._roles = dict(roles)
        self._env = {
            **os.environ,
            "SAYSO_DATA_DIR": str(folder),
            "SAYSO_REDIS_URL": redis_url,
            "SAYSO_DATABASE_URL": database_url,
            "SAYSO_LOG_FORMAT": "json",
            "SAYSO_HOST_DELAY": "0",
            **env,
        }

    @property
    def restarts(self) -> int:
        """How many processes have ended and were replaced."""
        return len(self.ends)

    @property
    def strays(self) -> list[End]:
        """What ended although nobody made it end."""
        return [each for each in self.ends if not each.wanted]

    def start(self) -> None:
        """Start as many processes of each role as were asked for."""
        for role, count in self._roles.items():
            self.workers += [self._spawn(role) for _ in range(count)]

    def add(self, role: Role, env: Mapping[str, str] | None = None) -> Worker:
        """Start one process more."""
        worker = self._spawn(role, env)
        self.workers.append(worker)
        return worker

    def of(self, role: Role) -> list[Worker]:
        """The workers of a role."""
        return [each for each in self.workers if each.role == role]

    def look_after(self) -> None:
        """Start again what has died."""
        for n, worker in enumerate(self.workers):
            code = worker.process.poll()
            if code is None or (not worker.doomed and time.monotonic() - worker.started < _FASTEST_DEATH):
                continue
            self.ends.append(End(worker.role, code, worker.doomed))
            self.workers[n] = self._spawn(worker.role)

    def kill(self, worker: Worker) -> None:
        """SIGKILL, and at once a new process in its place."""
        worker.doomed = True
        worker.process.kill()
        worker.process.wait(10)
        self.look_after()

    def kill_any(self, chance: random.Random) -> Role:
        """Kill a worker picked at random; its role."""
        worker = chance.choice(self.workers)
        self.kill(worker)
        return worker.role

    def wait_ready(self, worker: Worker) -> None:
        """Until the worker's log says so, as who rolls a restart waits: before, SIGTERM ends it with -15."""
        deadline = time.monotonic() + READY_SECONDS
        while not self._is_ready(worker):
            assert time.monotonic() < deadline, f"{worker.role} is not ready after {READY_SECONDS:g} s"
            time.sleep(0.1)

    def _is_ready(self, worker: Worker) -> bool:
        lines = self.log.read_text(errors="replace").splitlines()
        return any(json.loads(line)["pid"] == worker.process.pid for line in lines if '"worker_ready"' in line)

    def terminate(self, worker: Worker) -> tuple[int, float]:
        """SIGTERM, and a new process when it has ended: its exit code and how long that took."""
        worker.doomed = True
        began = time.monotonic()
        worker.process.send_signal(signal.SIGTERM)
        try:
            code = worker.process.wait(STOP_SECONDS + 5)
        except subprocess.TimeoutExpired:
            worker.process.kill()
            code = worker.process.wait(10)
        took = time.monotonic() - began
        self.look_after()
        return code, took

    def freeze(self, worker: Worker) -> None:
        """Stop the process in mid-step, as a paused virtual machine is."""
        worker.frozen = True
        worker.process.send_signal(signal.SIGSTOP)

    def thaw(self, worker: Worker) -> None:
        """Let it go on."""
        worker.frozen = False
        worker.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """SIGTERM to all, SIGKILL to what stays."""
        for worker in self.workers:
            if worker.frozen:
                self.thaw(worker)
            worker.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for worker in self.workers:
            try:
                worker.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                worker.process.kill()
                worker.process.wait(10)
        self.workers.clear()
        for pid in self.orphans():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def orphans(self) -> list[int]:
        """Processes of ours that no worker looks after any more (Linux): known by their environment's data folder."""
        mine = os.fsencode(f"SAYSO_DATA_DIR={self._env['SAYSO_DATA_DIR']}")
        parents: dict[int, int] = {}
        ours: list[int] = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                # after the name, which may hold anything but ends with the last ")": the state, the parent
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if mine in (entry / "environ").read_bytes().split(b"\0"):
                    ours.append(int(entry.name))
        alive = {worker.process.pid for worker in self.workers}
        return [pid for pid in ours if not alive & _line(pid, parents)]

    def tail(self, size: int = 3000) -> str:
        """The workers' log, as far as a failing test shows it: why processes failed, and its end."""
        with contextlib.suppress(OSError):
            text = self.log.read_text(errors="replace")
            failed = [line for line in text.splitlines() if '"worker_failed"' in line or '"redis_unfit"' in line]
            return "\n".join([*failed[-3:], text[-size:]])
        return ""

    def _spawn(self, role: Role, env: Mapping[str, str] | None = None) -> Worker:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "sayso.runtime.role_process", *role],
                env={**self._env, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        return Worker(role, process, time.monotonic())


def _line(pid: int, parents: Mapping[int, int]) -> set[int]:
    """A process and those it comes from."""
    line: set[int] = set()
    while pid and pid not in line:
        line.add(pid)
        pid = parents.get(pid, 0)
    return line


@contextmanager
def running(
    folder: Path, redis_url: str, database_url: str, env: Mapping[str, str], roles: Mapping[Role, int] = ROLES
) -> Iterator[Pipeline]:
    """A pipeline for the time of a ``with`` block."""
    pipeline = Pipeline(folder, redis_url, database_url, env, roles)
    pipeline.start()
    try:
        yield pipeline
    finally:
        pipeline.stop()
