"""Catalogue F1 and F5 in full size: what a 1 GiB bomb or endless headers cost a worker, measured in a process apart."""

import asyncio

import pytest

from tests.integration.ingest.bombs import BOMBS
from tests.integration.ingest.conftest import Site
from tests.integration.ingest.cost import Cost, cost_of
from tests.integration.ingest.servers import Behave, answer

pytestmark = pytest.mark.alone

SMALL = answer(b"<!doctype html><p>Hello.</p>")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


async def cost(site: Site, behaviour: bytes | Behave, **settings: object) -> Cost:
    hostile, small = await site(behaviour), await site(SMALL)
    found = await cost_of(hostile.url(), small.url(), **settings)
    print(
        f"\n{found.end}: {found.seconds:.3f} s, {found.cpu:.3f} s of CPU, stalls {found.stall * 1000:.0f} ms, "
        f"{found.memory:.1f} MB"
    )
    return found


@pytest.mark.parametrize("name", BOMBS)
async def test_f1_a_bomb_of_a_gibibyte_costs_little(name: str, site: Site) -> None:
    coding, make = BOMBS[name]
    bomb = make()
    assert len(bomb) < 1_100_000
    found = await cost(site, answer(bomb, f"Content-Encoding: {coding}"))
    assert found.end == "too_large body_too_large"
    assert found.memory < 32
    assert found.seconds < 1
    assert found.stall < 0.25


async def test_f5_200_000_headers_cost_little(site: Site) -> None:
    many = b"".join(b"X-Header-%d: a\r\n" % n for n in range(200_000))
    found = await cost(site, HEAD + many + b"Content-Length: 3\r\n\r\nabc")
    assert found.end == "unreachable headers_too_large"
    assert found.memory < 32
    assert found.stall < 1


async def test_f5_endless_early_hints_cost_little(site: Site) -> None:
    async def hint(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" * 100)
            await writer.drain()

    found = await cost(site, hint, fetch_deadline=1.0)
    assert found.end == "retry timeout"
    assert found.memory < 32
    assert found.stall < 1
    assert found.seconds < 3
