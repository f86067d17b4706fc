"""A PostgreSQL for tests: a container where a Docker engine answers, else a server of local binaries, else none.

PostgreSQL refuses to run as root, so there it is started as the user ``postgres`` or ``nobody``.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from testcontainers.community.postgres import PostgresContainer

IMAGE = "postgres:17"


class NoPostgres(Exception):
    """No server can be had here; the message says why."""


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The URL of an empty server for the time of a ``with`` block. Raises :class:`NoPostgres`."""
    container = _container()
    if container is None:
        with _local() as url:
            yield url
        return
    try:
        yield container.get_connection_url()
    finally:
        container.stop()


def _container() -> PostgresContainer | None:
    """A started container, or None where no engine answers or the image is not to be had."""
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "version"], capture_output=True, check=False, timeout=60).returncode:
        return None
    container = PostgresContainer(IMAGE, driver="psycopg")
    try:
        return container.start()
    except Exception as error:  # noqa: BLE001 - whatever the engine says, local binaries may do
        print(f"no container of {IMAGE}: {error}")
        return None


@contextlib.contextmanager
def _local() -> Iterator[str]:
    binaries, user = _binaries(), _user()
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    if user:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    try:
        _run(user, binaries / "initdb", "-D", data, "-A", "trust", "-U", "sayso", "-E", "UTF8", "--locale", "C.UTF-8")
        _run(user, binaries / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://sayso@/postgres?host={folder}"
        finally:
            _run(user, binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += [each.parent for each in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)]
    for place in places:
        if (place / "pg_ctl").exists():
            return place
    raise NoPostgres("no Docker engine, and no initdb and pg_ctl on PATH or in /usr/lib/postgresql")


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            pwd.getpwnam(name)
            return name
    raise NoPostgres("PostgreSQL does not run as root, and there is no other user to run it as")


def _run(user: str | None, *command: object) -> None:
    done = subprocess.run(
        [str(each) for each in command], user=user, cwd="/", capture_output=True, text=True, check=False, timeout=60
    )
    if done.returncode:
        raise NoPostgres(f"{command[0]} failed: {done.stderr.strip()[-300:]}")
