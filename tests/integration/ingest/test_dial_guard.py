"""Catalogue S6 to S10 on real sockets: a listener on loopback that nothing may reach.

Each wall is also taken away once, to show that the test would notice.
"""

import asyncio
from collections.abc import Sequence

import aiohttp
import pytest
from aiohttp import ClientSession, TCPConnector
from yarl import URL

from sayso.contracts import Discard, Disposition, Reason, Retry
from sayso_ingest.adapters import http
from sayso_ingest.adapters.dial_guard import DialGuard, DialRefused
from sayso_ingest.domain.private_hosts import PrivateHosts
from sayso_ingest.domain.url_gate import parse
from tests.integration.ingest.conftest import Open, Site
from tests.integration.ingest.servers import FakeDns, answer

PAGE = b"<p>secret</p>"


async def get(url: str, guard: DialGuard, *, socket_factory: bool = True) -> int:
    """A request past the gate, with the guard alone in the way. Status, or the refusal."""
    make = guard.make_socket if socket_factory else None
    connector = TCPConnector(resolver=guard, socket_factory=make, use_dns_cache=False)
    async with ClientSession(connector=connector) as session, session.get(url) as response:
        return response.status


def guard(lookup: FakeDns | None = None, private_hosts: str = "") -> DialGuard:
    return DialGuard(PrivateHosts.parse(private_hosts), dns_timeout=1.0, lookup=lookup)


@pytest.mark.parametrize(
    "answers",
    [
        "127.0.0.1",
        "8.8.8.8 127.0.0.1",
        "127.0.0.1 8.8.8.8",
        "::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "fe80::1%lo",
        "10.0.0.1",
    ],
)
async def test_one_refused_answer_refuses_the_name(answers: str, site: Site) -> None:
    secret = await site(answer(PAGE))
    dns = FakeDns(evil_example=[answers])
    with pytest.raises(aiohttp.ClientConnectorDNSError) as refused:
        await get(secret.url("evil.example"), guard(dns))
    assert isinstance(refused.value.os_error, DialRefused)
    assert secret.connections == 0
    assert dns.questions == ["evil.example"]


async def test_control_the_same_name_reaches_the_listener_when_excepted(site: Site) -> None:
    secret = await site(answer(PAGE))
    dns = FakeDns(evil_example=["127.0.0.1"])
    assert await get(secret.url("evil.example"), guard(dns, f"evil.example:{secret.port}")) == 200
    assert secret.connections == 1


async def test_literals_are_refused_by_the_socket_factory(site: Site) -> None:
    secret = await site(answer(PAGE))
    with pytest.raises(aiohttp.ClientConnectorError) as refused:
        await get(secret.url("127.0.0.1"), guard())
    assert isinstance(refused.value.os_error, DialRefused)
    assert secret.connections == 0


async def test_control_without_the_socket_factory_literals_get_through(site: Site) -> None:
    secret = await site(answer(PAGE))
    assert await get(secret.url("127.0.0.1"), guard(), socket_factory=False) == 200
    assert secret.connections == 1


async def test_names_under_localhost_are_loopback_without_dns_and_refused_like_it(site: Site) -> None:
    secret = await site(answer(PAGE))
    dns = FakeDns()
    for host in ("localhost", "a.localhost"):
        with pytest.raises(aiohttp.ClientConnectorDNSError) as refused:
            await get(secret.url(host), guard(dns))
        assert isinstance(refused.value.os_error, DialRefused)
    assert (secret.connections, dns.questions) == (0, [])


async def test_an_approval_is_for_one_port_and_opens_no_other_name(site: Site) -> None:
    open_one, secret = await site(answer(PAGE)), await site(answer(PAGE))
    dns = FakeDns(intranet_example=["127.0.0.1"], evil_example=["127.0.0.1"])
    watch = guard(dns, f"intranet.example:{open_one.port}")
    assert await get(open_one.url("intranet.example"), watch) == 200
    for url in (secret.url("intranet.example"), secret.url("127.0.0.1"), open_one.url("evil.example")):
        with pytest.raises(aiohttp.ClientConnectorError):
            await get(url, watch)
    assert (open_one.connections, secret.connections) == (1, 0)


async def test_a_literal_is_approved_only_if_excepted(site: Site) -> None:
    one = await site(answer(PAGE))
    watch = guard(private_hosts=f"127.0.0.1:{one.port}")
    watch.approve_literal("127.0.0.1", 1)
    watch.approve_literal("127.0.0.1", one.port)
    assert await get(one.url("127.0.0.1"), watch) == 200
    with pytest.raises(aiohttp.ClientConnectorError):
        await get("http://127.0.0.1:1/", watch)


async def test_the_fetcher_refuses_literals_and_odd_spellings(site: Site, fetcher: Open) -> None:
    secret = await site(answer(PAGE))
    opened = await fetcher(lookup=FakeDns())
    for host in ("127.0.0.1", "[::1]", "127.1", "2130706433", "①②⑦.⓪.⓪.①", "localhost", "[::ffff:127.0.0.1]"):
        with pytest.raises(Discard) as end:
            await opened.fetch(secret.url(host))
        assert end.value.disposition is Disposition.REFUSED
    with pytest.raises(Discard) as end:
        await opened.fetch(secret.url("127.0.0.1"))
    assert end.value.reason is Reason.PRIVATE_ADDRESS
    assert secret.connections == 0


async def test_with_the_gate_taken_away_the_guard_still_holds(
    site: Site, fetcher: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "gate", lambda text, _: parse(text))
    secret = await site(answer(PAGE))
    opened = await fetcher(lookup=FakeDns(evil_example=["127.0.0.1"]))
    for host in ("127.0.0.1", "localhost", "evil.example"):
        with pytest.raises(Discard) as end:
            await opened.fetch(secret.url(host))
        assert (end.value.disposition, end.value.reason) == (Disposition.REFUSED, Reason.PRIVATE_ADDRESS)
    assert secret.connections == 0


async def test_the_fetcher_reaches_an_excepted_literal(site: Site, fetcher: Open) -> None:
    one, other = await site(answer(PAGE)), await site(answer(PAGE))
    opened = await fetcher(allow_private_hosts=f"127.0.0.1:{one.port}")
    assert (await opened.fetch(one.url("127.0.0.1"))).body == PAGE
    with pytest.raises(Discard, match="private_address"):
        await opened.fetch(other.url("127.0.0.1"))
    assert (one.connections, other.connections) == (1, 0)


async def test_the_fetcher_refuses_a_name_with_a_private_address(fetcher: Open) -> None:
    dns = FakeDns(evil_example=["8.8.8.8 10.0.0.1"])
    with pytest.raises(Discard) as end:
        await (await fetcher(lookup=dns)).fetch("http://evil.example/")
    assert (end.value.disposition, end.value.reason) == (Disposition.REFUSED, Reason.PRIVATE_ADDRESS)
    assert end.value.detail == "evil.example is 10.0.0.1: private network"
    assert dns.questions == ["evil.example"]


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
async def test_no_redirect_leads_to_the_secret(status: str, site: Site, fetcher: Open) -> None:
    secret = await site(answer(PAGE))
    port = secret.port
    opened = await fetcher(lookup=FakeDns(evil_example=["127.0.0.1"]))
    for target in (
        f"http://127.0.0.1:{port}/",
        f"//127.0.0.1:{port}/",
        f"http://127.1:{port}/",
        f"http://0x7f000001:{port}/",
        f"http://[::1]:{port}/",
        f"http://[::ffff:127.0.0.1]:{port}/",
        f"http://localhost:{port}/",
        f"http://evil.example:{port}/",
        "http://evil.example/",
        f"http://news.localhost@127.0.0.1:{port}/",
        f"http://news.localhost\\@127.0.0.1:{port}/",
        f"http:127.0.0.1:{port}/",
        f"http:///127.0.0.1:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
    ):
        news = await site(answer(b"", f"Location: {target}", status=status))
        with pytest.raises(Discard) as end:
            await opened.fetch(news.url())
        assert end.value.disposition in {Disposition.REFUSED, Disposition.UNREACHABLE}, target
    assert secret.connections == 0


async def test_s7_rebinding_between_two_connections_is_seen(site: Site) -> None:
    public, secret = await site(answer(PAGE)), await site(answer(PAGE))
    dns = FakeDns(evil_example=["8.8.8.8", "127.0.0.1"])
    watch = guard(dns)
    assert [each["host"] for each in await watch.resolve("evil.example", public.port)] == ["8.8.8.8"]
    with pytest.raises(DialRefused):
        await watch.resolve("evil.example", secret.port)


async def test_s8_proxies_of_the_environment_are_ignored(
    site: Site, fetcher: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, news = await site(answer(b"<p>proxy</p>")), await site(answer(PAGE))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, proxy.url("127.0.0.1"))
    assert (await (await fetcher()).fetch(news.url())).body == PAGE
    assert proxy.connections == 0


async def test_a_name_without_address_may_pass(fetcher: Open) -> None:
    async def none(_: str) -> Sequence[str]:
        return ()

    for lookup in (FakeDns(), none):
        with pytest.raises(Retry) as end:
            await (await fetcher(lookup=lookup)).fetch("http://nowhere.example/")
        assert end.value.reason is Reason.DNS


async def test_dns_that_never_answers_ends_as_dns(fetcher: Open) -> None:
    async def sleep(_: str) -> Sequence[str]:
        await asyncio.sleep(60)
        return ()

    with pytest.raises(Retry) as end:
        await (await fetcher(lookup=sleep, dns_timeout=0.2)).fetch("http://slow.example/")
    assert (end.value.reason, end.value.detail) == (Reason.DNS, "no answer for slow.example in 0.2 s")


async def test_what_aiohttp_dials_is_what_the_guard_is_told(site: Site) -> None:
    """aiohttp hands the resolver the URL's raw host; should a release change that, the gate's promise is void."""
    seen: list[tuple[str, int]] = []

    class Watching(DialGuard):
        async def resolve(self, host: str, port: int = 0, family: object = None) -> list[aiohttp.abc.ResolveResult]:
            seen.append((host, port))
            return await super().resolve(host, port)

    news = await site(answer(PAGE))
    await get(news.url("news.localhost"), Watching(PrivateHosts.parse("*.localhost"), dns_timeout=1.0))
    assert seen == [(URL(news.url()).raw_host, news.port)]
