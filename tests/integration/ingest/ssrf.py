"""A honeypot for fetchers: ``python -m tests.integration.ingest.ssrf`` prints what reaches it.

Two listeners on loopback, one for the public site and one for everything that is nobody's business. Who dials the
public site's addresses is led to the one, who dials any other address, anywhere, to the other: the lead-in is in
``socket.connect``, below every library, so that no packet leaves this machine and no private address is out of reach,
be it 10.0.0.1 or a cloud's metadata. Names are answered by :class:`Dns`, which also reads odd spellings of addresses,
as the C library does.

The clients: Sayso's fetcher as it is; the same without its URL gate, and without its socket factory too; and a plain
aiohttp that follows redirects and believes the environment, as a careless author would use it.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from sayso.contracts import Failure
from sayso_ingest.adapters import http
from sayso_ingest.adapters.dial_guard import AddressInfo, DialGuard
from sayso_ingest.domain.url_gate import GatedUrl, UrlRefused
from sayso_ingest.settings import IngestSettings
from tests.integration.ingest.servers import Listener, answer
from tests.integration.ingest.ssrf_vectors import HOME, LEGITIMATE, PUBLIC, PUBLIC_V6, VECTORS, Vector

Fetch = Callable[[str], Awaitable[str]]
"""A client: from a URL to what came of it, in a word."""

LINKED = socket.socket.connect
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


class Dns:
    """Answers by name, one a question, the last for good."""

    def __init__(self) -> None:
        self._answers: dict[str, list[str]] = {}
        self.questions: list[str] = []

    def say(self, answers: Mapping[str, tuple[str, ...]]) -> None:
        """From now on."""
        self._answers = {name: list(each) for name, each in {**HOME, **answers}.items()}
        self.questions = []

    async def __call__(self, host: str) -> Sequence[str]:
        self.questions.append(host)
        if given := self._answers.get(host):
            return (given.pop(0) if len(given) > 1 else given[0]).split()
        if host.rstrip(".").lower() == "localhost":
            return ("127.0.0.1",)
        return (socket.inet_ntoa(socket.inet_aton(host)),)


class Honeypot:
    """Where everybody is led. ``dialled`` are the addresses asked for since the last vector began."""

    def __init__(self) -> None:
        self._pages: Mapping[str, bytes] = {}
        self.public = Listener(self._show)
        self.secret = Listener(answer(b"<p>secret</p>"))
        self.dns = Dns()
        self.dialled: list[tuple[str, int]] = []

    def lay_out(self, pages: Mapping[str, bytes], dns: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """What the public site and DNS say from now on."""
        self._pages = pages
        self.dns.say(dns or {})
        self.dialled = []

    @property
    def private(self) -> list[tuple[str, int]]:
        """What was dialled and is not public."""
        return [each for each in self.dialled if not _is_public(each[0])]

    async def _show(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = self.public.requests[-1].split()[1].decode("latin-1")
        writer.write(self._pages.get(path, answer(b"", status="404 Not Found")))
        await writer.drain()

    def _connect(self, sock: socket.socket, address: Any) -> None:
        if sock.family in {socket.AF_INET, socket.AF_INET6}:
            host, port = str(address[0]), int(address[1])
            self.dialled.append((host, port))
            listener = self.public if _is_public(host) else self.secret
            # an IPv6 socket reaches an IPv4 listener by its mapped address, where there is no IPv6 as well
            address = ("127.0.0.1" if sock.family == socket.AF_INET else "::ffff:127.0.0.1", listener.port)
        LINKED(sock, address)


def _is_public(host: str) -> bool:
    return host in {PUBLIC, PUBLIC_V6}


@asynccontextmanager
async def honeypot() -> AsyncIterator[Honeypot]:
    """A honeypot; while it is there, nobody in this process connects elsewhere."""
    pot = Honeypot()
    await pot.public.start()
    await pot.secret.start()
    env = {name: "" for each in PROXIES for name in (each, each.upper())}
    try:
        with mock.patch.object(socket.socket, "connect", lambda *given: pot._connect(*given)), _environment(env):
            yield pot
    finally:
        await pot.public.stop()
        await pot.secret.stop()


@contextmanager
def _environment(env: Mapping[str, str]) -> Iterator[None]:
    """Variables for a while; an empty one is none."""
    with mock.patch.dict(os.environ):
        for name, value in env.items():
            os.environ.pop(name, None)
            if value:
                os.environ[name] = value
        yield


@dataclass(frozen=True, slots=True)
class Run:
    """What a client made of all vectors and of the legitimate URLs. ``connections`` is what the secret listener saw."""

    ends: dict[str, str] = field(default_factory=dict)
    hits: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    questions: dict[str, list[str]] = field(default_factory=dict)
    public: dict[str, int] = field(default_factory=dict)
    fetched: int = 0
    connections: int = 0

    def __str__(self) -> str:
        return (
            f"vectors {len(self.ends)}, private connections {self.connections}, "
            f"legitimate {self.fetched}/{len(LEGITIMATE)}"
        )


async def attack(pot: Honeypot, fetch: Fetch, vectors: Sequence[Vector] = VECTORS) -> Run:
    """Send a client everywhere."""
    ends, hits, questions, public = {}, {}, {}, {}
    before = pot.secret.connections
    for vector in vectors:
        pot.lay_out(vector.pages, vector.dns)
        with _environment(vector.env):
            ends[vector.name] = await fetch(vector.url)
        questions[vector.name] = pot.dns.questions
        public[vector.name] = len(pot.dialled) - len(pot.private)
        if pot.private:
            hits[vector.name] = pot.private
    fetched = 0
    for url, pages in LEGITIMATE.values():
        pot.lay_out(pages)
        fetched += await fetch(url) == "fetched"
    await asyncio.sleep(0.1)  # whoever was let in is counted when the loop comes to it
    return Run(ends, hits, questions, public, fetched, pot.secret.connections - before)


@asynccontextmanager
async def sayso(pot: Honeypot, *, gate: bool = True, socket_factory: bool = True) -> AsyncIterator[Fetch]:
    """Sayso's fetcher, whole or with a guard taken away."""
    settings = IngestSettings(allow_private_hosts="", fetch_deadline=3.0, connect_timeout=1.0, dns_timeout=1.0)
    with ExitStack() as off:
        if not gate:
            off.enter_context(mock.patch.object(http, "gate", _any_url))
            off.enter_context(mock.patch.object(http, "gate_redirect", _any_redirect))
        if not socket_factory:
            off.enter_context(mock.patch.object(DialGuard, "make_socket", _any_socket))
        async with http.HttpFetcher(settings, lookup=pot.dns) as fetcher:

            async def fetch(url: str) -> str:
                try:
                    await fetcher.fetch(url)
                except Failure as error:
                    return error.reason
                return "fetched"

            yield fetch


@asynccontextmanager
async def plain(pot: Honeypot) -> AsyncIterator[Fetch]:
    """aiohttp as it comes, with our DNS."""
    connector = aiohttp.TCPConnector(resolver=_Credulous(pot.dns), use_dns_cache=False)
    timeout = aiohttp.ClientTimeout(total=3)
    async with aiohttp.ClientSession(connector=connector, trust_env=True, timeout=timeout) as session:

        async def fetch(url: str) -> str:
            try:
                async with session.get(url) as response:
                    await response.read()
            except Exception as error:  # noqa: BLE001 - what else a careless author's client may raise
                return type(error).__name__
            return "fetched"

        yield fetch


class _Credulous(AbstractResolver):
    """Believes DNS."""

    def __init__(self, dns: Dns) -> None:
        self._dns = dns

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in await self._dns(host)
        ]

    async def close(self) -> None:
        """Nothing is held."""


def _any_url(text: str, _: object = None) -> GatedUrl:
    """A gate that lets through what aiohttp would ask for."""
    try:
        url = URL(text)
    except ValueError as error:
        raise UrlRefused("url_malformed", str(error)) from error
    if url.scheme not in {"http", "https"} or not url.raw_host:
        raise UrlRefused("scheme", url.scheme)
    return GatedUrl(str(url.with_fragment(None).with_user(None)), url.scheme, url.raw_host, url.port or 0)


def _any_redirect(base: GatedUrl, location: str, _: object = None) -> GatedUrl:
    try:
        joined = str(URL(base.url).join(URL(location)))
    except ValueError as error:
        raise UrlRefused("url_malformed", str(error)) from error
    return _any_url(joined)


def _any_socket(_: DialGuard, info: AddressInfo) -> socket.socket:
    return socket.socket(*info[:3])


async def main() -> None:
    async with honeypot() as pot:
        async with sayso(pot) as fetch:
            print(await attack(pot, fetch))
        async with sayso(pot, gate=False) as fetch:
            print("without the URL gate:", await attack(pot, fetch))
        async with sayso(pot, gate=False, socket_factory=False) as fetch:
            run = await attack(pot, fetch)
            print("and without the socket factory:", run, f"({len(run.hits)} vectors)")
        async with plain(pot) as fetch:
            run = await attack(pot, fetch)
            print("plain aiohttp:", run, f"({len(run.hits)} vectors)")


if __name__ == "__main__":
    asyncio.run(main())
