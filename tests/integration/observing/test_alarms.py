"""C9: the alarms fire for real. A worker, a Redis and a database that break, and a Prometheus that watches them.

The rules are those of ``deploy/``, with shorter patience (``for``) and, for the stream that nobody reads, a lower mark.
Needs the program prometheus (Debian's package of that name); without it the test is skipped.
"""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from redis.asyncio import Redis
from sqlalchemy import Engine, text

from sayso.testing.redis import Server
from sayso_store.adapters.engine import open_engine
from sayso_store.migrate import migrate
from tests.integration.observing.test_deploy import PROMETHEUS
from tests.integration.observing.test_endpoint import free_port, until, with_store, working

CLAIMS_MARK = 1_000_000


@contextmanager
def watching(program: str, folder: Path, target: int) -> Iterator[int]:
    """A Prometheus that asks a worker every second; gives its port."""
    rules = yaml.safe_load((PROMETHEUS / "alerts.yml").read_text(encoding="utf-8"))
    for rule in (rule for group in rules["groups"] for rule in group["rules"]):
        rule["for"] = "2s"
        rule["expr"] = rule["expr"].replace(str(CLAIMS_MARK), "10")
    (folder / "alerts.yml").write_text(yaml.safe_dump(rules))
    job = {"job_name": "sayso", "static_configs": [{"targets": [f"127.0.0.1:{target}"], "labels": {"role": "persist"}}]}
    config = {
        "global": {"scrape_interval": "1s", "scrape_timeout": "1s", "evaluation_interval": "1s"},
        "rule_files": ["alerts.yml"],
        "scrape_configs": [{**job, "scrape_interval": "5s", "scrape_timeout": "5s"}],
    }
    (folder / "prometheus.yml").write_text(yaml.safe_dump(config))
    port = free_port()
    command = [
        *(program, f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data"),
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with (folder / "prometheus.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        yield port
    finally:
        process.terminate()
        process.wait(20)


def firing(port: int) -> set[tuple[str, str]]:
    """The alarms that fire, with the check or source they are about."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/alerts", timeout=5) as answer:
            alerts: list[dict[str, Any]] = json.load(answer)["data"]["alerts"]
    except OSError:
        return set()
    return {
        (each["labels"]["alertname"], each["labels"].get("check", "")) for each in alerts if each["state"] == "firing"
    }


async def fires(port: int, alarm: str, check: str = "") -> None:
    async def now() -> bool:
        return (alarm, check) in await asyncio.to_thread(firing, port)

    await until(now, seconds=60)


async def is_silent(port: int, alarm: str, check: str = "") -> None:
    async def now() -> bool:
        return (alarm, check) not in await asyncio.to_thread(firing, port)

    await until(now, seconds=60)


@pytest.mark.timeout(400)
async def test_alarms_fire_when_things_break_and_end_when_they_are_mended(own_redis: Server, tmp_path: Path) -> None:
    program = shutil.which("prometheus")
    if program is None:
        pytest.skip("needs the program prometheus on PATH (Debian: apt-get install prometheus)")
    url = f"sqlite:///{tmp_path}/store.sqlite"
    migrate(url)
    engine = open_engine(url)

    client = Redis.from_url(own_redis.url)
    async with working(own_redis.url, with_store(engine)) as worker:
        with watching(program, tmp_path, worker) as port:
            await fires(port, "SaysoNoWorker")  # the other stages have none, so Prometheus is there and looks
            quiet = {"SaysoNotReady", "SaysoRedisMemoryShort", "SaysoClaimsUnread", "SaysoWorkerDown"}
            assert not quiet & {alarm for alarm, _ in firing(port)}
            await _memory_full(client, port)
            await _database_refuses(engine, port)
            await _network_parts(own_redis, port)
            await _claims_unread(client, port)
    await client.aclose()
    engine.dispose()


async def _memory_full(client: "Redis", port: int) -> None:
    """R10."""
    await client.config_set("maxmemory", "1")
    await fires(port, "SaysoRedisMemoryShort")
    await fires(port, "SaysoNotReady", "redis")
    await client.config_set("maxmemory", "0")
    await is_silent(port, "SaysoNotReady", "redis")
    await is_silent(port, "SaysoRedisMemoryShort")


async def _database_refuses(engine: Engine, port: int) -> None:
    """R12, as the worker sees it: its write fails."""
    for before, after in (("alembic_version", "away"), ("away", "alembic_version")):
        with engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))
        await (fires if after == "away" else is_silent)(port, "SaysoNotReady", "database")


async def _network_parts(own_redis: Server, port: int) -> None:
    """R13: Redis is there and does not answer."""
    process = own_redis._process
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)
    try:
        await fires(port, "SaysoNotReady", "redis")
    finally:
        os.kill(process.pid, signal.SIGCONT)
    await is_silent(port, "SaysoNotReady", "redis")


async def _claims_unread(client: "Redis", port: int) -> None:
    """R18."""
    for _ in range(11):
        await client.xadd("claims", {"type": "claim.new"})
    await fires(port, "SaysoClaimsUnread")
