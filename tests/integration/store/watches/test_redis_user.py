"""The role ``watch`` as its own user of Redis: what it does is allowed to it, and no more."""

import asyncio
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.exceptions import NoPermissionError
from sqlalchemy import Engine

from sayso.contracts.access import users
from sayso.contracts.topology import CLAIMS, MATCHES
from sayso.testing.redis import Server
from sayso_store.adapters.delivery_rows import DeliveryRows
from sayso_store.adapters.sql import SqlStore
from sayso_store.watches.book import WatchBook
from sayso_store.watches.loops import ClaimsBell
from sayso_store.watches.matching import Matcher
from sayso_store.watches.streaming import MatchStream
from tests.integration.store.watches.scene import added, say
from tests.redis_program import skip_without_rights_of_redis_7


async def test_the_role_may_do_what_it_does_and_no_more(
    store: SqlStore, engine: Engine, book: WatchBook, matcher: Matcher, own_redis: Server
) -> None:
    skip_without_rights_of_redis_7()
    admin: Any = own_redis.client()
    (user,) = (each for each in users() if each.name == "watch")
    await admin.execute_command("ACL", "SETUSER", "watch", "reset", "on", "nopass", *user.rules)
    client: Any = Redis(unix_socket_path=str(own_redis.socket), username="watch", password="any")
    try:
        added(book)
        say(store, engine, "a")
        matcher.run_once()
        stream = MatchStream(DeliveryRows(engine), client, MATCHES.name, 1000)
        assert (await stream.reconcile(), await stream.run_once(), await stream.reconcile()) == (0, 1, 0)
        await admin.xadd(CLAIMS.name, {"type": "claim.new"}, id="2-0")
        async with asyncio.timeout(10):
            await ClaimsBell(client, CLAIMS.name).wait(1, asyncio.Event())
        assert await admin.execute_command("ACL", "LOG") == []
        for command in (("XTRIM", CLAIMS.name, "MAXLEN", "0"), ("XRANGE", "urls", "-", "+"), ("FLUSHALL",)):
            with pytest.raises(NoPermissionError):
                await client.execute_command(*command)
    finally:
        await client.aclose()
        await admin.aclose()
