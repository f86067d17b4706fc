"""No room: Redis at its memory limit (R10), a full disk under SQLite and under the append-only file (R12), and a Redis
that would drop work instead of refusing it (R11).

The full disk is real: two tmpfs of a few megabytes, filled by a file and freed by removing it. The store's has room
for a write-ahead log of full length (16 MB) besides the database, or it would be full without that file. Mounting
needs root on Linux; without that R12 is skipped and says so.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from sayso.testing.redis import Server, server
from tests.chaos.scene import Scene, scene

RECOVERY_SECONDS = 15.0
BEHIND_URLS = ("pages", "statements", "resolved", "dispositions")


@pytest.mark.timeout(180)
def test_r10_redis_at_its_memory_limit(tmp_path: Path, own_redis: Server) -> None:
    with scene(tmp_path / "scene", own_redis, seed=10) as stage:
        stage.push(range(150))
        stage.wait_until_through(20)
        stage.client.config_set("maxmemory", 1)
        with pytest.raises(redis.exceptions.OutOfMemoryError, match="maxmemory"):
            stage.client.xadd("urls", {"url": stage.site.url(999)})
        before = stage.rows("select count(*) from article")[0][0]
        stage.wait_for("all in the pipeline drained", 60, lambda: not any(map(stage.client.xlen, BEHIND_URLS)))
        stored = stage.rows("select count(*) from article")[0][0]
        assert stage.pipeline.strays == [], stage.pipeline.tail()
        stage.client.config_set("maxmemory", 0)
        stage.push(range(150, 200))
        took = stage.drain(90)
        report = stage.check()
        assert len(report.articles) == 200
        print(f"\nR10: {stored - before} articles stored while full; all done {took:.1f} s after there was memory")


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("maxmemory-policy", "allkeys-lru", "maxmemory-policy is allkeys-lru"), ("appendonly", "no", "appendonly is off")],
)
def test_r11_a_redis_that_must_not_be_used(own_redis: Server, name: str, value: str, said: str) -> None:
    with contextlib.closing(redis.Redis(unix_socket_path=str(own_redis.socket))) as client:
        client.config_set(name, value)
        env = {**os.environ, "SAYSO_REDIS_URL": own_redis.url, "SAYSO_LOG_FORMAT": "json"}
        command = [sys.executable, "-m", "sayso.runtime.role_process", "ingest", "ingest"]
        ended = subprocess.run(command, env=env, capture_output=True, text=True, timeout=30, check=False)
        assert ended.returncode == 3
        assert '"redis_unfit"' in ended.stderr + ended.stdout
        assert said in ended.stderr + ended.stdout
        assert client.exists("urls") == 0, "it made groups on a Redis it refused"


@pytest.mark.timeout(180)
def test_r12_the_disk_is_full(tmp_path: Path) -> None:
    with small_disk(12) as redis_disk, small_disk(24) as store_disk, server(redis_disk / "redis") as one:
        store = f"sqlite:///{store_disk / 'store.sqlite'}"
        with scene(tmp_path / "scene", one, seed=12, database_url=store) as stage:
            stage.push(range(30))
            stage.drain()
            r12_sqlite(stage, store_disk)
            r12_aof(stage, redis_disk)
            report = stage.check()
            assert len(report.articles) == 120


def r12_sqlite(stage: Scene, disk: Path) -> None:
    """Fill the store's disk: nothing that is not stored is acknowledged, and it goes on when there is room."""
    filled = fill(disk)
    stage.push(range(30, 80))
    stage.wait_for("disk full", 20, lambda: "disk is full" in stage.pipeline.log.read_text())
    stage.wait_for("all of it at persist", 20, lambda: not stage.client.xlen("urls") + stage.client.xlen("pages"))
    stored = {row[0] for row in stage.rows("select fetched_url from article")}
    assert len(stage.receipts) - len(stored) == stage.waiting(), "acknowledged and not stored"
    filled.unlink()
    took = stage.drain(RECOVERY_SECONDS + 30)
    print(f"\nR12: SQLite goes on, all done {took:.1f} s after there was room")


def r12_aof(stage: Scene, disk: Path) -> None:
    """Fill the append-only file's disk: Redis refuses writes, workers wait, and it goes on when there is room."""
    stage.push(range(80, 120))
    filled = fill(disk)
    stage.wait_for("writes refused", 20, lambda: refuses(stage))
    time.sleep(1)
    assert stage.pipeline.strays == [], stage.pipeline.tail()
    filled.unlink()
    took = stage.drain(RECOVERY_SECONDS + 30)
    print(f"R12: Redis goes on, all done {took:.1f} s after there was room")


def refuses(stage: Scene) -> bool:
    """Whether Redis says that it cannot write its file, tried with a key of our own."""
    try:
        stage.client.set("chaos", "x" * 1000)
        stage.client.delete("chaos")
    except redis.ResponseError as error:
        return "MISCONF" in str(error)
    return False


def fill(disk: Path) -> Path:
    """A file that leaves no room."""
    file = disk / "fill"
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as writing:
        while True:
            writing.write(b"\0" * 4096)
    return file


@contextlib.contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A file system of its own, of so many megabytes."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or not (mount and umount):
        pytest.skip("a full disk needs a tmpfs of its own, and mounting one needs root on Linux")
    folder = Path(tempfile.mkdtemp(prefix="sayso-disk-"))
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        folder.rmdir()
        pytest.skip(f"a full disk needs a tmpfs of its own: {done.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run([umount, "-l", str(folder)], check=False)
        folder.rmdir()
