"""``sayso run``: the whole pipeline on this machine, with nothing to install or configure.

A private Redis and a SQLite file in the data folder, unless ``SAYSO_REDIS_URL`` and ``SAYSO_DATABASE_URL`` say
otherwise; then every role of every installed service as a process. What other commands need to find it (``sayso push``,
``redis-cli``) is the data folder alone.
"""

import contextlib
import fcntl
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import structlog
import typer

from sayso.cli.supervisor import Supervisor
from sayso.runtime import embedded, logs
from sayso.runtime.observing.endpoint import HttpSettings
from sayso.runtime.service import installed
from sayso.runtime.settings import PlaceSettings, masked
from sayso.runtime.worker_settings import WorkerSettings

log = structlog.get_logger(__name__)

LOGS = "logs"
"""The folder in the data folder where the processes of ``sayso run`` write their lines."""

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", help="Folder of the private Redis and the SQLite store.", envvar="SAYSO_DATA_DIR"),
]


def place_at(data_dir: Path | None) -> PlaceSettings:
    """The places, with the data folder from the command line where one is given."""
    return PlaceSettings() if data_dir is None else PlaceSettings(data_dir=data_dir)


def run(
    data_dir: DataDir = None,
    scale: Annotated[
        list[str] | None, typer.Option(help="Processes of a role, such as extract=2. May be given several times.")
    ] = None,
) -> None:
    """Run every installed service in one process group. End it with Ctrl-C or SIGTERM."""
    place = place_at(data_dir)
    place.data_dir.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("SAYSO_LOG_DIR", str(place.data_dir.absolute() / LOGS))
    logs.configure(logs.LogSettings(), role="run")
    counts = _counts(scale or [])
    services = list(installed())
    roles = [(service.name, role) for service in services for role in service.roles for _ in range(counts.get(role, 1))]
    with _only_one(place.data_dir), _redis(place):
        _tell_children(place)
        for service in services:
            service.make_ready(place)
        http_port = HttpSettings().http_port
        supervisor = Supervisor(roles, os.environ, http_port)
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: supervisor.stop())
        log.info(
            "pipeline_starts",
            roles=[role for _, role in roles],
            redis=masked(place.effective_redis_url),
            store=masked(place.effective_database_url),
            first_http_port=http_port,
        )
        code = supervisor.run(grace=WorkerSettings().drain_seconds + 5)
    log.info("pipeline_stopped")
    sys.exit(code)


def _counts(scale: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in scale:
        role, _, number = each.partition("=")
        if not number.isdecimal():
            raise typer.BadParameter(f"{each!r} is not ROLE=NUMBER")
        counts[role] = int(number)
    return counts


@contextlib.contextmanager
def _only_one(data_dir: Path) -> Iterator[None]:
    with (data_dir / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise typer.BadParameter(f"another 'sayso run' uses {data_dir}; give --data-dir another folder") from None
        yield


@contextlib.contextmanager
def _redis(place: PlaceSettings) -> Iterator[None]:
    if not place.is_embedded or embedded.answers(place.socket):
        yield
        return
    with embedded.running(place.data_dir.absolute(), place.socket):
        yield


def _tell_children(place: PlaceSettings) -> None:
    os.environ["SAYSO_DATA_DIR"] = str(place.data_dir.absolute())
    os.environ["SAYSO_REDIS_URL"] = place.effective_redis_url
    os.environ["SAYSO_DATABASE_URL"] = place.effective_database_url
