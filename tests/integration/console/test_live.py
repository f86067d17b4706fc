"""Claims as they arrive: who looks on is told of what answers the query, and of nothing else."""

import asyncio
from collections.abc import Callable
from typing import Any

from redis.asyncio import Redis

from sayso.contracts.events import ClaimEventData
from sayso.contracts.records import ClaimRecord
from sayso_store.claim_query import ClaimQuery
from sayso_store.console.desk import Desk
from sayso_store.console.live import MOST_LOOKERS, news
from tests.integration.console.conftest import Asking


def event(number: int, content: str) -> ClaimEventData:
    claim = ClaimRecord(
        claim_id=f"claim_{number}", content=content, speaker="Ana Marsh", first_seen="2031-05-01T10:00:00.000Z",
        last_seen="2031-05-01T10:00:00.000Z", statements=1, outlets=1, independent_outlets=1, copies=0,
        distinct_speakers=1,
    )  # fmt: skip
    return ClaimEventData(type="claim.new", at="2031-05-01T10:00:00.000Z", claim=claim, evidence=())


async def published(redis: "Redis", number: int, content: str) -> None:
    data = event(number, content).model_dump_json()
    fields: Any = {"type": "claim.new", "schema": "claim/1", "claim_id": f"claim_{number}", "data": data}
    await redis.xadd("claims", fields, id=f"{number}-0")


async def test_lookers_on_are_told_what_they_ask_for(redis: "Redis", desk: Callable[..., Desk]) -> None:
    hub, stop = desk().hub, asyncio.Event()
    await published(redis, 1, "The bridge was there before.")
    following = asyncio.create_task(hub.follow(stop))
    with hub.looking(ClaimQuery(words="bridge")) as bridges, hub.looking(ClaimQuery()) as everything:
        await asyncio.sleep(0.3)
        await published(redis, 2, "The tunnel is shut.")
        await redis.xadd("claims", {"type": "claim.new", "data": "no event"}, id="3-0")
        await published(redis, 4, "The bridge is open.")
        async with asyncio.timeout(10):
            while everything.came < 2:
                await everything.wait(1)
        assert [each.claim.claim_id for each in everything.events] == ["claim_2", "claim_4"]
        assert [each.claim.claim_id for each in bridges.events] == ["claim_4"]
        stop.set()
        async with asyncio.timeout(10):
            told = [came async for came in news(hub, bridges, every=0, beat=0.2)]  # ends when the hub does
            assert told.count(True) == 1
            await following


async def test_one_that_does_not_keep_up_holds_up_nobody(redis: "Redis", desk: Callable[..., Desk]) -> None:
    hub = desk().hub
    with hub.looking(ClaimQuery()) as slow:
        for number in range(500):
            hub._tell(event(number, "x").model_dump_json().encode())
    assert (slow.came, len(slow.events)) == (500, 200)
    assert slow.events[-1].claim.claim_id == "claim_499"


async def test_there_is_a_most_of_lookers_on(asking: Asking, desk: Callable[..., Desk]) -> None:
    async with asking() as client:
        hub = client._transport.app.state.desk.hub  # type: ignore[attr-defined]
        held = [hub.looking(ClaimQuery()) for _ in range(MOST_LOOKERS)]
        for each in held:
            each.__enter__()
        answer = await client.get("/live/claims")
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "30"
