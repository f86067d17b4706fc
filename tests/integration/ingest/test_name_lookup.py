"""Names are resolved on threads of their own: what hangs there holds up nobody else."""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest

from sayso.contracts import Reason, Retry
from sayso_ingest.adapters.name_lookup import NameLookup
from tests.integration.ingest.conftest import Open


class Resolver:
    """Blocks the thread that asks for a name under ``dead.example`` until it is let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.asked: Counter[str] = Counter()

    def __call__(self, host: str) -> Sequence[str]:
        self.asked[host] += 1
        if host.endswith("dead.example"):
            self.let_go.wait(30)
        if host == "none.example":
            raise OSError("no such name")
        return ("10.0.0.1",)


@pytest.fixture
def resolver() -> Iterator[Resolver]:
    one = Resolver()
    yield one
    one.let_go.set()


async def given_up(lookup: NameLookup, host: str) -> bool:
    try:
        async with asyncio.timeout(0.1):
            await lookup(host)
    except TimeoutError:
        return True
    return False


async def test_this_machines_names_are_looked_up_as_text() -> None:
    assert list(await NameLookup()("127.0.0.1")) == ["127.0.0.1"]
    assert "127.0.0.1" in await NameLookup()("localhost")


async def test_f4_names_that_hang_hold_up_no_other_name(resolver: Resolver) -> None:
    lookup = NameLookup(resolver, most=64)
    ends = await asyncio.gather(*(given_up(lookup, f"{n}.dead.example") for n in range(40)))
    assert all(ends), "whoever asks is released in time"
    assert list(await lookup("news.example")) == ["10.0.0.1"]
    assert await asyncio.to_thread(lambda: "here") == "here", "the loop's own threads are free"


async def test_a_name_that_hangs_takes_one_thread_however_often_it_is_asked_for(resolver: Resolver) -> None:
    lookup = NameLookup(resolver, most=2)
    assert all(await asyncio.gather(*(given_up(lookup, "a.dead.example") for _ in range(50))))
    assert resolver.asked["a.dead.example"] == 1
    assert list(await lookup("news.example")) == ["10.0.0.1"]


async def test_threads_are_bounded_and_come_back(resolver: Resolver) -> None:
    lookup = NameLookup(resolver, most=3)
    hanging = [f"{n}.dead.example" for n in range(20)]
    assert all(await asyncio.gather(*(given_up(lookup, host) for host in hanging)))
    assert sum(resolver.asked.values()) == 3
    assert await given_up(lookup, "news.example"), "who finds all threads taken waits no longer than it wants to"
    resolver.let_go.set()
    assert list(await lookup("news.example")) == ["10.0.0.1"]
    assert sum(resolver.asked.values()) == 4, "nobody asks for what nobody waits for"


async def test_an_error_is_the_askers_and_nothing_is_remembered(resolver: Resolver) -> None:
    lookup = NameLookup(resolver)
    for _ in range(2):
        with pytest.raises(OSError, match="no such name"):
            await lookup("none.example")
    assert resolver.asked["none.example"] == 2
    with pytest.raises(ValueError, match="label"):
        await NameLookup()("a" * 64 + ".example")


async def test_a_machine_without_threads_is_an_error_of_the_kind_names_have(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    lookup = NameLookup(lambda _: ("10.0.0.1",), most=1)
    with monkeypatch.context() as starved:
        starved.setattr(threading.Thread, "start", none)
        with pytest.raises(OSError, match="new thread"):
            await lookup("news.example")
    assert list(await lookup("news.example")) == ["10.0.0.1"]


async def test_f4_dns_that_hangs_ends_as_dns_and_other_fetches_go_on(resolver: Resolver, fetcher: Open) -> None:
    opened = await fetcher(lookup=NameLookup(resolver), dns_timeout=0.2)
    slow = [asyncio.create_task(opened.fetch(f"http://{n}.dead.example/")) for n in range(30)]
    await asyncio.sleep(0)
    with pytest.raises(Exception, match="private network"):
        await opened.fetch("http://news.example/")
    for each in slow:
        with pytest.raises(Retry) as end:
            await each
        assert end.value.reason is Reason.DNS
        assert "in 0.2 s" in end.value.detail
