"""Hosts an operator excepts by name from the rule on addresses and ports: an intranet, a test server.

Written as text with commas between: ``intranet.example:8080, *.localhost, 127.0.0.1:8093, [::1]:9000``. A pattern is
a host or ``*.`` and the end of one, and may name a port. With a port it excepts that port only, without one every port
of the host. ``*.localhost`` means every name under ``localhost``, not ``localhost`` itself; a bare ``*`` is refused,
since it would switch the guard off. The default is no exception at all. Who asks: ``url_gate`` and
``adapters.dial_guard``.
"""

import re
from dataclasses import dataclass
from typing import Self

_PATTERN = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?::(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class PrivateHost:
    """One exception. ``host`` is in lower case, an IPv6 address without its brackets."""

    host: str
    port: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one pattern. Raises ValueError with what is wrong."""
        found = _PATTERN.fullmatch(text.lower())
        if found is None:
            raise ValueError(f"not a host pattern: {text!r}; write host, host:port, *.domain or *.domain:port")
        port = int(found["port"]) if found["port"] else None
        if port is not None and not 0 < port < 65536:
            raise ValueError(f"no such port in {text!r}")
        return cls(found["host"].strip("[]"), port)

    def covers(self, host: str, port: int) -> bool:
        """Whether this exception is about that host (lower case) and port."""
        if self.port not in (None, port):
            return False
        return host.endswith(self.host[1:]) if self.host.startswith("*.") else host == self.host


@dataclass(frozen=True, slots=True)
class PrivateHosts:
    """All exceptions together."""

    patterns: tuple[PrivateHost, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read patterns with commas between; empty text is no exception. Raises ValueError."""
        return cls(tuple(PrivateHost.parse(part.strip()) for part in text.split(",") if part.strip()))

    def allow(self, host: str, port: int) -> bool:
        """Whether a host (lower case, IPv6 without brackets) is excepted on that port."""
        return any(pattern.covers(host, port) for pattern in self.patterns)


NO_PRIVATE_HOSTS = PrivateHosts()
"""What holds unless an operator says otherwise."""
