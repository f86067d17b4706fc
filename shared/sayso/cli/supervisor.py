"""Every stage in one process group: starts the roles as processes, restarts what dies, ends them together.

Each role is a process of its own, as in production, so that a crash stays where it is. A role that ends with an error
is started again, waiting longer each time; with ``SAYSO_HTTP_PORT`` each has a port of its own, from that one on. One
that says Redis must not be used as it is ends everything, since all would say the same.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from sayso.runtime.worker_settings import EXIT_UNFIT

log = structlog.get_logger(__name__)

_STEADY = 30.0
"""A role that ran this long is taken to have been well: its next restart is quick again."""
_LONGEST_WAIT = 30.0


@dataclass
class Child:
    """One role's process, over its restarts."""

    service: str
    role: str
    extra: Mapping[str, str] = field(default_factory=dict)
    """Its own part of the environment."""
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    due: float = 0.0
    failures: int = field(default=0)

    def start(self, env: Mapping[str, str]) -> None:
        """Start the process."""
        self.process = subprocess.Popen(  # noqa: S603 - this interpreter, with arguments of ours
            [sys.executable, "-m", "sayso.runtime.role_process", self.service, self.role],
            env={**env, **self.extra},
            stdin=subprocess.DEVNULL,
        )
        self.started = time.monotonic()

    def wait_before_restart(self) -> float:
        """Seconds until the next start, after it has died."""
        if time.monotonic() - self.started > _STEADY:
            self.failures = 0
        self.failures += 1
        return min(_LONGEST_WAIT, 0.2 * 2.0 ** min(self.failures, 10))


class Supervisor:
    """Runs roles until stopped."""

    def __init__(self, roles: Sequence[tuple[str, str]], env: Mapping[str, str], first_port: int | None = None) -> None:
        ports = [{} if first_port is None else {"SAYSO_HTTP_PORT": str(first_port + i)} for i in range(len(roles))]
        self._children = [Child(service, role, port) for (service, role), port in zip(roles, ports, strict=True)]
        self._env = {**env, "SAYSO_SUPERVISOR": str(os.getpid())}
        self._stop = threading.Event()

    def stop(self) -> None:
        """Begin to end everything."""
        self._stop.set()

    def run(self, grace: float) -> int:
        """Run until :meth:`stop` or until Redis is unfit; then end all within ``grace`` seconds. The exit code."""
        for child in self._children:
            child.start(self._env)
        code = 0
        while not self._stop.wait(0.1):
            if any(self._look_after(child) == EXIT_UNFIT for child in self._children):
                code = EXIT_UNFIT
                break
        self._end(grace)
        return code

    def _look_after(self, child: Child) -> int | None:
        if child.process is None:
            if time.monotonic() >= child.due:
                child.start(self._env)
            return None
        code = child.process.poll()
        if code is None:
            return None
        wait = child.wait_before_restart()
        log.error("role_ended", role=child.role, exit_code=code, restart_in_s=round(wait, 1))
        child.process, child.due = None, time.monotonic() + wait
        return code

    def _end(self, grace: float) -> None:
        alive = [child.process for child in self._children if child.process and child.process.poll() is None]
        for process in alive:
            process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + grace
        for process in alive:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
