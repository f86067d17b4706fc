"""Which addresses Sayso may dial: the public internet, and nothing else.

The rule is a table. IPv4 is refused range by range; IPv6 is refused altogether except for the global unicast block,
less the ranges in it that lead back to IPv4 or to nobody. Python's own ``ipaddress.is_global`` is no substitute: of
66 addresses that must be refused it lets 27 pass (multicast, NAT64, 6to4, clouds' own services), which is why the
ranges stand here one by one. The input is an address as text, from DNS or from a URL; an operator's exceptions are not
known here (``private_hosts``), and whoever dials asks here last (``adapters.dial_guard``).
"""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address


@dataclass(frozen=True, slots=True)
class Range:
    """A block of addresses that is never dialled, and what lives there."""

    network: IPv4Network | IPv6Network
    holds: str


def _v4(network: str, holds: str) -> Range:
    return Range(IPv4Network(network), holds)


def _v6(network: str, holds: str) -> Range:
    return Range(IPv6Network(network), holds)


REFUSED_V4: tuple[Range, ...] = (
    _v4("0.0.0.0/8", "this host"),
    _v4("10.0.0.0/8", "private network"),
    _v4("100.64.0.0/10", "carrier's own network"),
    _v4("127.0.0.0/8", "loopback"),
    _v4("169.254.0.0/16", "link-local and cloud metadata"),
    _v4("172.16.0.0/12", "private network"),
    _v4("192.0.0.0/24", "protocol assignments and Oracle metadata"),
    _v4("192.0.2.0/24", "documentation"),
    _v4("192.88.99.0/24", "6to4 relay"),
    _v4("192.168.0.0/16", "private network"),
    _v4("198.18.0.0/15", "benchmarks"),
    _v4("198.51.100.0/24", "documentation"),
    _v4("203.0.113.0/24", "documentation"),
    _v4("224.0.0.0/3", "multicast, reserved and broadcast"),
    _v4("168.63.129.16/32", "Azure's own services"),
)

ALLOWED_V6 = IPv6Network("2000::/3")
"""Global unicast: the only IPv6 block that holds the public internet."""

REFUSED_V6: tuple[Range, ...] = (
    _v6("2001::/23", "Teredo and protocol assignments"),
    _v6("2001:db8::/32", "documentation"),
    _v6("2002::/16", "6to4, which holds an IPv4 address"),
    _v6("3fff::/20", "documentation"),
)


def refusal(address: str) -> str | None:
    """Why an address may not be dialled, in a few words; None if it may."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "not an address"
    return _refusal_v4(parsed) if isinstance(parsed, IPv4Address) else _refusal_v6(parsed)


def _refusal_v4(address: IPv4Address) -> str | None:
    return next((each.holds for each in REFUSED_V4 if address in each.network), None)


def _refusal_v6(address: IPv6Address) -> str | None:
    if address.scope_id is not None:
        return "bound to a network interface"
    if address.ipv4_mapped is not None:
        return "an IPv4 address in IPv6 clothing"
    if address not in ALLOWED_V6:
        return "outside global unicast"
    return next((each.holds for each in REFUSED_V6 if address in each.network), None)
