"""The console as its own user of Redis: everything it does is allowed to it, and nothing that it does not do."""

from collections.abc import Callable
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.exceptions import NoPermissionError

from sayso.contracts.access import users
from sayso.runtime.delivery import ensure_groups
from sayso.testing.redis import Server
from sayso_store.console import dead_letters
from sayso_store.console.desk import Desk
from sayso_store.console.pushing import PushRequest, progress, push
from sayso_store.console.tracing import trace
from tests.redis_program import skip_without_rights_of_redis_7


@pytest.fixture
async def redis(own_redis: Server) -> Any:
    """Redis as the user ``console``; the fixtures of the desk take it."""
    admin: Any = own_redis.client()
    (user,) = (each for each in users() if each.name == "console")
    await admin.execute_command("ACL", "SETUSER", "console", "reset", "on", "nopass", *user.rules)
    client: Any = Redis(unix_socket_path=str(own_redis.socket), username="console", password="any")
    client.admin = admin
    yield client
    await client.aclose()
    await admin.aclose()


async def test_the_console_may_do_what_it_does(redis: Any, desk: Callable[..., Desk]) -> None:
    skip_without_rights_of_redis_7()
    here = desk()
    await ensure_groups(redis.admin, here.keys)
    entry = {"entry.url": "https://a.example/", "reason": "dns", "entry_id": "1-0", "stage": "ingest"}
    letter = (await redis.admin.xadd("urls.dead", entry)).decode()
    await redis.admin.hset("host:a.example", "at", "1")
    pushed = await push(here, PushRequest(urls=["https://b.example/"]))
    assert (await progress(here, pushed.id)) is not None
    assert [each.reason for each in (await dead_letters.some(here)).letters] == ["dns"]
    done = await dead_letters.redrive(here, [f"ingest:{letter}"])
    assert [each.fate for each in done.letters] == ["redriven"]
    assert len((await trace(here, "https://a.example/")).now) == 1
    status = await here.watch.look()
    assert {each.name for each in status.problems if each.name.endswith("_away")} == set()
    assert await here.hub._read("$") in ("0", "0-0")
    assert await redis.admin.execute_command("ACL", "LOG") == []


@pytest.mark.parametrize(
    "command",
    [("FLUSHALL",), ("CONFIG", "GET", "*"), ("KEYS", "*"), ("GET", "x"), ("XTRIM", "claims", "MAXLEN", "0")],
)
async def test_and_no_more(redis: Any, command: tuple[str, ...]) -> None:
    with pytest.raises(NoPermissionError):
        await redis.execute_command(*command)
