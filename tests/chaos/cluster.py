"""A real Redis Cluster on this machine: three nodes with a replica each, made of ``redis-server`` processes.

Each of three partitions, ``{0}``, ``{1}`` and ``{2}``, lies on a node of its own; ``claims`` is with ``{2}``, dedupe's
index with ``{0}``. A killed node is replaced by its replica within a few seconds, by the Cluster's own election.
"""

import contextlib
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import redis

from sayso.runtime import embedded

SLOTS = ((0, 8191), (8192, 12287), (12288, 16383))
"""Of each node. The hash tags 2, 1 and 0 are in slots 5649, 9842 and 13907."""
PARTITIONS = ("0", "1", "2")
TIMEOUT_MS = 2000


@dataclass
class Node:
    """One server."""

    port: int
    process: "subprocess.Popen[bytes]"
    client: Any

    @property
    def name(self) -> str:
        return str(self.client.execute_command("CLUSTER MYID").decode())

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)


@dataclass
class Cluster:
    """Three masters and, in the same order, their replicas."""

    masters: list[Node]
    replicas: list[Node]

    @property
    def url(self) -> str:
        return "redis+cluster://" + ",".join(f"127.0.0.1:{each.port}" for each in (*self.masters, *self.replicas))

    def client(self) -> Any:
        """A plain client of the whole, as anyone would open it."""
        library: Any = redis.cluster
        nodes = [library.ClusterNode("127.0.0.1", each.port) for each in (*self.masters, *self.replicas)]
        return redis.RedisCluster(startup_nodes=nodes)

    def master_of(self, partition: str) -> int:
        """The number of the node that has a partition."""
        slot = {"2": 5649, "1": 9842, "0": 13907}[partition]
        return next(number for number, (first, last) in enumerate(SLOTS) if first <= slot <= last)


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Cluster]:
    """A Cluster that serves, for the time of a ``with`` block."""
    place = Path(tempfile.mkdtemp(prefix="sayso-cluster-", dir=folder))
    nodes: list[Node] = []
    try:
        nodes += [_start(place, port, options) for port in _ports(6)]
        cluster = Cluster(nodes[:3], nodes[3:])
        _join(cluster)
        yield cluster
    finally:
        for node in nodes:
            node.client.close()
            node.process.terminate()
        for node in nodes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                node.process.wait(10)
            node.process.kill()
            node.process.wait(10)
        shutil.rmtree(place, ignore_errors=True)


def _start(place: Path, port: int, options: Sequence[str]) -> Node:
    data = place / str(port)
    data.mkdir()
    program = embedded.find_program("redis-server")
    assert program is not None
    words = (
        *("--port", str(port), "--bind", "127.0.0.1", "--dir", str(data), "--logfile", str(data / "log"), "--save", ""),
        *("--appendonly", "yes", "--maxmemory-policy", "noeviction", "--cluster-enabled", "yes"),
        *(
            "--cluster-node-timeout",
            str(TIMEOUT_MS),
            "--cluster-config-file",
            "nodes.conf",
            "--repl-diskless-sync",
            "yes",
        ),
        *("--repl-diskless-sync-delay", "0", "--cluster-replica-validity-factor", "0", *options),
    )
    process = subprocess.Popen((program, *words), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    client: Any = redis.Redis("127.0.0.1", port)
    _wait("a node answers", lambda: client.ping())
    return Node(port, process, client)


def _join(cluster: Cluster) -> None:
    first = cluster.masters[0]
    for number, node in enumerate((*cluster.masters, *cluster.replicas), start=1):
        node.client.execute_command("CLUSTER SET-CONFIG-EPOCH", number)
        if node is not first:
            node.client.execute_command("CLUSTER MEET", "127.0.0.1", first.port)
    for node, (start, end) in zip(cluster.masters, SLOTS, strict=True):
        node.client.execute_command("CLUSTER ADDSLOTS", *range(start, end + 1))
    everyone = (*cluster.masters, *cluster.replicas)
    _wait("all have met", lambda: all(len(each.client.cluster("NODES")) == len(everyone) for each in everyone))
    for master, replica in zip(cluster.masters, cluster.replicas, strict=True):
        replica.client.execute_command("CLUSTER REPLICATE", master.name)
    _wait("replicas follow", lambda: all(each.client.info()["master_link_status"] == "up" for each in cluster.replicas))
    _wait("the Cluster is well", lambda: all(_is_well(each) for each in everyone))


def _is_well(node: Node) -> bool:
    return bool(node.client.cluster("INFO")["cluster_state"] == "ok")


def _wait(what: str, seen: Any, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(redis.RedisError, KeyError):
            if seen():
                return
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds:g} s: {what}")


def _ports(count: int) -> list[int]:
    """Free ports that have a free one 10,000 above for the nodes' own talk."""
    found: list[int] = []
    with contextlib.ExitStack() as held:
        while len(found) < count:
            one, bus = held.enter_context(socket.socket()), held.enter_context(socket.socket())
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            with contextlib.suppress(OSError, OverflowError):
                bus.bind(("127.0.0.1", port + 10_000))
                found.append(port)
    return found
