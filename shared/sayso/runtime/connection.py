"""One way to Redis for every process: a server, a server with TLS, one that Sentinels watch over, or a Cluster.

The URL says which::

    redis://user:password@host:6379/0              a server; rediss:// the same with TLS, unix:// its socket
    redis+sentinel://user@one:26379,two/mymaster/0 whichever server these Sentinels call the master of a service
    redis+cluster://user@one:6379,two:6379         a Cluster, found by way of any of its nodes; needs SAYSO_PARTITIONS

``rediss+sentinel://`` and ``rediss+cluster://`` are the same with TLS. Passwords may come by themselves
(``SAYSO_REDIS_PASSWORD``). Clients connect patiently: delivery's commands are safe to send again. What the
tasks of a worker ask goes over one connection (``shared_line``).

A Cluster's client has the commands of a server's, which is what callers see; a pipeline goes to each node by itself,
and a transaction or script is refused unless its keys are in one slot. ``delivery.keys`` sees to that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import unquote, urlsplit

import redis
from redis.asyncio import Redis, RedisCluster
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel
from redis.backoff import ExponentialWithJitterBackoff

from sayso.runtime.settings import PlaceSettings
from sayso.runtime.shared_line import SharingRedis

_PORTS = {"": 6379, "sentinel": 26379, "cluster": 6379}


class BadRedisUrl(ValueError):
    """``SAYSO_REDIS_URL`` cannot be understood; says how it should look."""


@dataclass(frozen=True, slots=True)
class Address:
    """A URL, taken apart. ``kind`` is empty for one server."""

    kind: str
    tls: bool
    hosts: tuple[tuple[str, int], ...]
    username: str | None
    password: str | None
    service: str = ""
    db: int = 0


def address(url: str) -> Address:
    """Take a URL apart. Raises :class:`BadRedisUrl`."""
    parts = urlsplit(url)
    scheme, _, kind = parts.scheme.partition("+")
    if scheme not in ("redis", "rediss") or kind not in _PORTS:
        raise BadRedisUrl(
            f"{parts.scheme}:// is none of redis, unix, redis+sentinel, redis+cluster, and rediss for TLS"
        )
    user, _, hosts = parts.netloc.rpartition("@")
    name, _, word = user.partition(":")
    path = [unquote(each) for each in parts.path.split("/") if each]
    service = path.pop(0) if kind == "sentinel" and path else ""
    if kind == "sentinel" and not service:
        raise BadRedisUrl("redis+sentinel:// needs the service's name: redis+sentinel://HOST,HOST/mymaster")
    if len(path) > 1 or not all(each.isdecimal() for each in path) or (kind == "cluster" and path):
        raise BadRedisUrl(f"{parts.path!r} should be the number of a database, which a Cluster has not")
    return Address(
        kind=kind,
        tls=scheme == "rediss",
        hosts=tuple(_host(each, _PORTS[kind]) for each in hosts.split(",")),
        username=unquote(name) or None,
        password=unquote(word) or None,
        service=service,
        db=int(path[0]) if path else 0,
    )


def is_cluster(place: PlaceSettings) -> bool:
    """Whether the pipeline is on a Redis Cluster."""
    return place.effective_redis_url.partition("://")[0].endswith("+cluster")


def open_redis(place: PlaceSettings) -> "Redis":
    """A client. It connects when it is first used. Raises :class:`BadRedisUrl`."""
    options: dict[str, Any] = {"driver_info": None, "health_check_interval": 15, "retry": _patient()}
    url = place.effective_redis_url
    at = None if url.startswith("unix:") else address(url)
    if at is None or at.kind == "":
        return SharingRedis.from_url(url, **options, **(_tls(place) if at and at.tls else {}))
    options |= _who(place, at)
    if at.kind == "sentinel":
        library: Any = Sentinel
        watchers = library(list(at.hosts), sentinel_kwargs=_asking(place, at), **options)
        return cast("Redis", watchers.master_for(at.service, SharingRedis, db=at.db))
    nodes = [ClusterNode(host, port) for host, port in at.hosts]
    cluster: Any = RedisCluster(startup_nodes=nodes, **options)
    return cast("Redis", cluster)


def open_plain(place: PlaceSettings) -> "redis.Redis":
    """A client that blocks, for commands that are not asynchronous."""
    url = place.effective_redis_url
    at = None if url.startswith("unix:") else address(url)
    if at is None or at.kind == "":
        return redis.Redis.from_url(url, **(_tls(place) if at and at.tls else {}))
    library: Any = redis
    if at.kind == "sentinel":
        watchers = library.Sentinel(list(at.hosts), sentinel_kwargs=_asking(place, at), **_who(place, at))
        return cast("redis.Redis", watchers.master_for(at.service, db=at.db))
    nodes = [library.cluster.ClusterNode(host, port) for host, port in at.hosts]
    return cast("redis.Redis", library.RedisCluster(startup_nodes=nodes, **_who(place, at)))


async def infos(client: "Redis", place: PlaceSettings) -> Sequence[dict[str, Any]]:
    """What each server that is written to says of itself (INFO)."""
    if not is_cluster(place):
        return [await client.info()]
    cluster: Any = client
    found: dict[str, dict[str, Any]] = await cluster.info(target_nodes=RedisCluster.PRIMARIES)
    return list(found.values())


def _patient() -> Retry:
    return Retry(ExponentialWithJitterBackoff(base=0.05, cap=1.0), 5)


def _who(place: PlaceSettings, at: Address) -> dict[str, Any]:
    tls = {"ssl": True, **_tls(place)} if at.tls else {}
    return {"username": at.username, "password": at.password, **tls}


def _asking(place: PlaceSettings, at: Address) -> dict[str, Any]:
    """How Sentinels are asked: soon given up, since there are others."""
    own = place.redis_sentinel_password
    word = own.get_secret_value() if own else None
    return {**_who(place, at), "username": None, "password": word, "socket_timeout": 1.0}


def _tls(place: PlaceSettings) -> dict[str, Any]:
    given = {"ssl_ca_certs": place.redis_ca, "ssl_certfile": place.redis_cert, "ssl_keyfile": place.redis_key}
    return {name: str(path) for name, path in given.items() if path is not None}


def _host(spelt: str, port: int) -> tuple[str, int]:
    at = urlsplit(f"//{spelt}")
    if not at.hostname:
        raise BadRedisUrl("the URL names no host")
    return at.hostname, at.port or port
