"""The last wall before a socket: no address is dialled that ``domain.addresses`` refuses.

It stands in two places of aiohttp's connector. As the resolver it judges every answer for a name, and one refused
address among them refuses the whole name: what a name really means is not for the lucky answer to say. As the socket
factory it judges the address really dialled, since aiohttp does not ask the resolver about IP literals (with the
resolver alone 65 of 227 attack URLs reached a private listener, with both none). Nothing is resolved twice, so a name
cannot change between the check and the connection.

Hosts the operator excepts are not judged by name; their addresses are remembered as approved, for that port only,
so that the socket factory lets them through. Names under ``localhost`` are 127.0.0.1 by definition, without DNS.
Who asks DNS: ``name_lookup``.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address

from aiohttp.abc import AbstractResolver, ResolveResult

from sayso_ingest.adapters.name_lookup import NameLookup
from sayso_ingest.domain.addresses import refusal
from sayso_ingest.domain.private_hosts import PrivateHosts

Lookup = Callable[[str], Awaitable[Sequence[str]]]
"""From a name to its addresses as text. Raises OSError if it has none."""

AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[object, ...]]
"""What aiohttp tells a socket factory: family, type, protocol, canonical name, and the socket's address."""


class DialRefused(OSError):
    """An address that Sayso does not dial."""


class DialGuard(AbstractResolver):
    """Resolver and socket factory of one connector. Both raise :class:`DialRefused`."""

    def __init__(self, private_hosts: PrivateHosts, *, dns_timeout: float, lookup: Lookup | None = None) -> None:
        self._private_hosts = private_hosts
        self._dns_timeout = dns_timeout
        self._lookup = lookup or NameLookup()
        self._approved: set[tuple[str, int]] = set()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a name, all of them fit to be dialled."""
        addresses = await self._addresses(host)
        if self._private_hosts.allow(host, port):
            self._approved.update((address, port) for address in addresses)
        else:
            for address in addresses:
                if why := refusal(address):
                    raise DialRefused(f"{host} is {address}: {why}")
        return [_result(host, address, port) for address in addresses]

    def approve_literal(self, host: str, port: int) -> None:
        """Let an excepted IP literal through; the resolver is never asked about it."""
        if self._private_hosts.allow(host, port):
            self._approved.add((host, port))

    def make_socket(self, info: AddressInfo) -> socket.socket:
        """A socket for an address, if it may be dialled."""
        family, kind, protocol, _, target = info
        address, port = str(target[0]), target[1]
        if (address, port) not in self._approved and (why := refusal(address)):
            raise DialRefused(f"{address}: {why}")
        return socket.socket(family, kind, protocol)

    async def close(self) -> None:
        """Nothing is held."""

    async def _addresses(self, host: str) -> Sequence[str]:
        if host == "localhost" or host.endswith(".localhost"):
            return ("127.0.0.1",)
        try:
            async with asyncio.timeout(self._dns_timeout):
                addresses = await self._lookup(host)
        except TimeoutError:
            raise OSError(f"no answer for {host} in {self._dns_timeout:g} s") from None
        except ValueError:
            raise OSError(f"{host} cannot be asked for") from None
        if not addresses:
            raise OSError(f"no address for {host}")
        return addresses


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ip_address(address).version == 6 else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=flags)
