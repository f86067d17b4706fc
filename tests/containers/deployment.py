"""The Compose deployment as an operator handles it: ``docker compose``, ``redis-cli``, a plain Redis client.

Imports nothing of Sayso. A deployment has a project name, secrets and volumes of its own and leaves nothing behind.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import redis

ROOT = Path(__file__).parents[2]
FILES = (ROOT / "docker-compose.yml", Path(__file__).parent / "compose.yaml")
BASE = "python:3.13-slim"
SERVICES = ("ingest", "extract", "store")
IMAGES = {**{each: [each] for each in SERVICES}, "watch": ["ingest", "store"]}
"""The images, and the services in each: watch posts by way of ingest's guarded dialler."""
ROLES = ("ingest", "feeds", "extract", "dedupe", "persist", "publish", "watch")


def missing() -> str | None:
    """What is not there to run containers with, or None."""
    for command in (("docker", "info"), ("docker", "compose", "version"), ("docker", "buildx", "version")):
        if shutil.which("docker") is None:
            return "no docker command"
        if subprocess.run(command, capture_output=True, check=False, timeout=60).returncode:
            return f"`{' '.join(command)}` fails"
    return None


def docker(*words: str) -> str:
    """What a docker command says."""
    done = subprocess.run(("docker", *words), capture_output=True, text=True, check=False, timeout=900)
    if done.returncode:
        raise AssertionError(f"docker {' '.join(words)}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout


@dataclass(frozen=True)
class Deployment:
    """One that is up."""

    project: str
    folder: Path
    env: dict[str, str]

    def compose(self, *words: str) -> str:
        files = [word for each in FILES for word in ("--file", str(each))]
        command = (
            "docker",
            "compose",
            "--project-name",
            self.project,
            "--project-directory",
            str(ROOT),
            *files,
            *words,
        )
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False, timeout=900)
        if done.returncode:
            raise AssertionError(f"compose {' '.join(words)}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done.stdout

    def password(self, user: str) -> str:
        return (self.folder / "secrets" / f"redis_{user}").read_text()

    def redis_cli(self, user: str, *words: str) -> str:
        """redis-cli inside the Redis container, as one of its users."""
        signed_in = ("redis-cli", "--no-auth-warning", "--user", user, "--pass", self.password(user))
        return self.compose("exec", "--no-TTY", "redis", *signed_in, *words)

    def client(self, user: str) -> "redis.Redis":
        """A plain client from outside, by the port that the tests publish."""
        host, _, port = self.compose("port", "redis", "6379").strip().rpartition(":")
        return redis.Redis(host, int(port), username=user, password=self.password(user), decode_responses=True)

    def containers(self, role: str) -> list[str]:
        return self.compose("ps", "--quiet", role).split()

    def exec(self, container: str, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ("docker", "exec", container, *words), capture_output=True, text=True, check=False, timeout=120
        )

    def crash(self, container: str) -> None:
        """SIGKILL for the worker in a container, as the kernel would when memory is short."""
        done = self.exec(container, "sh", "-c", "kill -9 $(cat /proc/1/task/1/children)")
        assert done.returncode in (0, 137), done.stderr

    def logs(self) -> str:
        return self.compose("logs", "--no-color", "--tail", "40")


@contextmanager
def up(folder: Path, *, scale: dict[str, int]) -> Iterator[Deployment]:
    """Build, start, and in the end take all down with its volumes."""
    site = folder / "site"
    site.mkdir()
    subprocess.run([ROOT / "deploy" / "make-secrets", folder / "secrets"], check=True, capture_output=True)
    env = {
        **os.environ,
        "SAYSO_SECRETS": str(folder / "secrets"),
        "SAYSO_TEST_DATABASE_PASSWORD": (folder / "secrets" / "database").read_text(),
        "SAYSO_TEST_SITE": str(site),
        "SAYSO_VERSION": "e2e",
    }
    deployment = Deployment(f"sayso-e2e-{os.getpid()}", folder, env)
    deployment.compose("build", "--quiet")
    try:
        scales = [word for role, count in scale.items() for word in ("--scale", f"{role}={count}")]
        deployment.compose("up", "--detach", "--no-build", *scales)
        yield deployment
    finally:
        deployment.compose("down", "--volumes", "--remove-orphans", "--timeout", "5")


def inspect(what: str) -> Any:
    """All that the engine knows of a container or image."""
    return json.loads(docker("inspect", what))[0]


def wait_for(what: str, seconds: float, seen: Callable[[], object]) -> Any:
    """Ask until the answer is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := seen():
            return answer
        time.sleep(0.5)
    raise AssertionError(f"not within {seconds:g} s: {what}")
