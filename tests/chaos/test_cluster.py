"""1,000 URLs through three partitions on a Redis Cluster, one node of which is killed and replaced by its replica."""

import contextlib
import random
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import redis
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.contracts import access
from tests.chaos import auditor, cluster, site
from tests.chaos.pipeline import DEDUPE, EXTRACT, INGEST, PERSIST, PUBLISH, Pipeline, Role, Worker
from tests.chaos.scene import QUICK
from tests.redis_program import skip_without_rights_of_redis_7

URLS = 1000


class Everywhere:
    """The partitions as one, for the auditor: it asks for plain names and gets what all of them have."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self._counts: list[int] = []

    def xrange(self, stream: str, first: str, last: str, count: int) -> list[Any]:
        if stream == "claims":
            return list(self.client.xrange(stream, first, last, count=count))
        if first != "-":
            return []
        return [
            (f"{entry_id.decode()}@{partition}".encode(), fields)
            for partition in cluster.PARTITIONS
            for entry_id, fields in self.client.xrange(f"{{{partition}}}:{stream}")
        ]

    def xlen(self, stream: str) -> int:
        self._counts.append(sum(self.client.xlen(f"{{{each}}}:{stream}") for each in cluster.PARTITIONS))
        return self._counts[-1]

    def zcard(self, name: str) -> None:
        self._counts.append(sum(self.client.zcard(f"{{{each}}}:{name}") for each in cluster.PARTITIONS))

    @contextlib.contextmanager
    def pipeline(self, transaction: bool) -> Iterator["Everywhere"]:
        self._counts = []
        yield self

    def execute(self) -> list[int]:
        return self._counts


@pytest.fixture
def three(tmp_path: Path) -> Iterator[cluster.Cluster]:
    skip_without_rights_of_redis_7()
    with cluster.running(tmp_path, "--aclfile", str(aclfile(tmp_path))) as one:
        yield one


def aclfile(folder: Path) -> Path:
    """The roles' users for three partitions, each with its name as password; the test itself may do everything."""
    for user in access.users(3):
        (folder / f"redis_{user.name}").write_text(user.name)
    words = ["topology", "--acl", "--passwords", str(folder), "--out", str(folder / "users.acl")]
    assert CliRunner().invoke(app, words, env={"SAYSO_PARTITIONS": "3"}).exit_code == 0
    lines = (folder / "users.acl").read_text().splitlines()
    whole = ["user default on nopass ~* &* +@all", *(line for line in lines if not line.startswith("user default "))]
    (folder / "users.acl").write_text("\n".join(whole) + "\n")
    return folder / "users.acl"


class AsUsers(Pipeline):
    """Each role signs in as itself."""

    def _spawn(self, role: Role, env: Mapping[str, str] | None = None) -> Worker:
        url = self._env["SAYSO_REDIS_URL"].replace("://", f"://{role[1]}:{role[1]}@", 1)
        return super()._spawn(role, {**(env or {}), "SAYSO_REDIS_URL": url})


class Pusher:
    """Pushes with plain XADD, keeps the receipts, and asks of each chunk whether a replica has it (WAIT)."""

    def __init__(self, client: Any, place: site.Site) -> None:
        self.client, self.place = client, place
        self.receipts: dict[str, str] = {}
        self.unsure: set[str] = set()

    def push(self, numbers: Iterable[int]) -> None:
        """Each URL into the partition of its number, until it is acknowledged."""
        for number in numbers:
            partition = cluster.PARTITIONS[number % 3]
            url = self.place.url(number)
            while True:
                try:
                    entry_id = self.client.xadd(f"{{{partition}}}:urls", {"url": url})
                    break
                except (redis.RedisError, OSError, redis.exceptions.RedisClusterException):
                    time.sleep(0.05)  # it may stand on the stream all the same: then it is there twice
            name = f"{entry_id.decode()}@{partition}"
            self.receipts[name] = url
            self.unsure.add(name)

    def confirm(self, masters: Iterable[Any]) -> None:
        """What a replica has by now is no longer unsure. Raises if a node does not say so within a second."""
        for each in masters:
            assert each.wait(1, 1000) >= 1
        self.unsure.clear()


@pytest.mark.timeout(600)
def test_a_node_is_killed_and_nothing_is_doubled(
    tmp_path: Path, three: cluster.Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    database = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with site.served(7) as place:
        env = {
            **QUICK,
            "SAYSO_PARTITIONS": "3",
            "SAYSO_ALLOW_PRIVATE_HOSTS": place.hosts,
            "SAYSO_REMEMBER_DAYS": "30",
        }
        pipeline = AsUsers(tmp_path, three.url, database, env, {INGEST: 1, DEDUPE: 1, PERSIST: 1, PUBLISH: 1})
        pipeline.start()
        pipeline.add(EXTRACT, {"SAYSO_PARTITION": "0,1"})
        pipeline.add(EXTRACT, {"SAYSO_PARTITION": "2"})
        try:
            client = three.client()
            pusher = Pusher(client, place)
            pusher.push(range(URLS // 2))
            pusher.confirm(each.client for each in three.masters)
            pusher.push(range(URLS // 2, 3 * URLS // 4))
            victim = three.masters[three.master_of("2")]  # claims are there, too
            unsure = set(pusher.unsure)
            victim.kill()
            began = time.monotonic()
            pusher.push(range(3 * URLS // 4, URLS))
            down = time.monotonic() - began
            everywhere = Everywhere(client)
            wait_until_done(everywhere, database, pipeline)
            with auditor.opened(database) as store:
                report = auditor.audit(everywhere, store, pusher.receipts)
                ends = {row[0] for row in store.rows("select entry_id from unit where stage = 'ingest'")}
                articles = store.rows("select count(*) from article")[0][0]
                shared = store.rows("select count(*) from claim where independent_outlets > 1")[0][0]
        finally:
            pipeline.stop()
    lost = set(pusher.receipts) - ends
    with capsys.disabled():
        print(
            f"\n{len(pusher.receipts)} URLs acknowledged, 3 partitions, one node of 3 killed: {articles} articles, "
            f"{report.events} events, {report.duplicate} duplicates; {len(lost)} pushes lost by Redis's asynchronous "
            f"replication, of {len(unsure)} that no replica had confirmed; {len(lost - unsure)} lost beyond that; "
            f"pushing went on after {down:.1f} s"
        )
    assert report.duplicate == 0
    assert lost <= unsure
    assert set(report.lost_inputs) <= unsure, report.faults
    assert report.lost_events == 0
    assert articles >= URLS - len(lost)
    assert report.dead == 0
    assert lost or report.faults == []
    assert refused(three) == []
    assert shared > URLS // 10, "neighbours say the same thing and are in different partitions"


def refused(three: cluster.Cluster) -> list[tuple[str, str]]:
    """What Redis's users asked for and may not have, at the nodes that are left."""
    found = []
    for node in (*three.masters, *three.replicas):
        if node.process.poll() is None:
            found += [(each["username"], each["object"]) for each in node.client.acl_log()]
    return sorted(set(found))


def wait_until_done(everywhere: Everywhere, database: str, pipeline: Pipeline, seconds: float = 400.0) -> None:
    deadline = time.monotonic() + seconds
    calm = 0
    while calm < 3:
        pipeline.look_after()
        try:
            with auditor.opened(database) as store:
                calm = calm + 1 if not auditor.queued(everywhere) and not auditor.unsent(store) else 0
        except (redis.RedisError, OSError, redis.exceptions.RedisClusterException):
            calm = 0
        if time.monotonic() > deadline:
            raise AssertionError(f"not done within {seconds:g} s\n{pipeline.tail()}")
        time.sleep(0.3 + random.random() / 10)
