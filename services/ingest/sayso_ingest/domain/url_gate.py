"""The gate every URL passes before anything is resolved or dialled, redirects included.

The input is text from a stranger. What comes out is a :class:`GatedUrl`: plain ASCII, one spelling of the host, no
user, no fragment, so that no two parsers can disagree on where it leads; in particular the HTTP client dials exactly
``host`` and ``port``. Anything ambiguous is refused, not repaired: other spellings of IP addresses (octal, hex, one
number, full-width digits), users before an ``@``, backslashes, white space, control characters. The percent-escapes of
path and query stay as the publisher wrote them.

:func:`parse` knows syntax only; :func:`gate` adds where Sayso goes: ports 80, 443, 8080, 8443 and public addresses, or
what the operator excepts. A name's addresses cannot be known here: ``adapters.dial_guard`` judges them with the same
table. Refusals carry the reason codes of ``sayso.contracts``.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import quote, urljoin

from yarl import URL

from sayso_ingest.domain.addresses import refusal
from sayso_ingest.domain.private_hosts import NO_PRIVATE_HOSTS, PrivateHosts

LONGEST_URL = 2048
"""Characters, also once the URL is in plain ASCII. Longer ones are session state or traps; Scrapy stops at 2,083."""

DEFAULT_PORTS = {"http": 80, "https": 443}
PORTS = frozenset({80, 443, 8080, 8443})
"""An allow list: what a web server listens on. Everything else is some other service of somebody's."""

REASONS = frozenset({"url_malformed", "url_too_long", "scheme", "port", "private_address"})

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ABSOLUTE = re.compile(r"[A-Za-z]+://(?P<authority>[^/?#]*)(?P<rest>[^#]*)(?P<fragment>.*)", re.DOTALL)
_AUTHORITY = re.compile(r"(?P<host>\[[^\[\]]*\]|[^\[\]:]*)(?::(?P<port>[0-9]*))?")
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_ODD_CHARACTER = re.compile(r"[\s\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""White space of any script, backslashes, control characters, half surrogates."""
_LAST_LABEL_IS_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
_AS_WRITTEN = "%/?:@!$&'()*+,;=~[]"


class UrlRefused(ValueError):
    """A URL that is not fetched. ``reason`` is one of :data:`REASONS`, ``detail`` one line for people."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class GatedUrl:
    """A URL in its one spelling. ``host`` is lower-case ASCII, an IPv6 address without its brackets."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and, unless it is the scheme's own, port: what one robots.txt is about."""
        return "/".join(self.url.split("/", 3)[:3])

    @property
    def is_address(self) -> bool:
        """Whether the host is an IP address, so that nothing will be resolved."""
        return _is_address(self.host)


def gate(text: str, private_hosts: PrivateHosts = NO_PRIVATE_HOSTS) -> GatedUrl:
    """The URL, if Sayso may fetch it. Raises :class:`UrlRefused`."""
    url = parse(text)
    if private_hosts.allow(url.host, url.port):
        return url
    if url.is_address and (why := refusal(url.host)):
        raise UrlRefused("private_address", f"{url.host}: {why}")
    if url.port not in PORTS:
        raise UrlRefused("port", f"port {url.port} is not one of {', '.join(map(str, sorted(PORTS)))}")
    return url


def gate_redirect(base: GatedUrl, location: str, private_hosts: PrivateHosts = NO_PRIVATE_HOSTS) -> GatedUrl:
    """The URL a ``Location`` header leads to from ``base``, gated like any other. Raises :class:`UrlRefused`."""
    location = location.strip(" \t").replace(" ", "%20")
    _refuse_odd_characters(location)
    if _SCHEME.match(location):  # http:///host/ and http:host, which urljoin takes for paths and browsers for hosts
        return gate(location, private_hosts)
    if location.startswith("//"):
        return gate(f"{base.scheme}:{location}", private_hosts)
    try:
        joined = urljoin(base.url, location)
    except ValueError:
        raise UrlRefused("url_malformed", f"a redirect to {location[:80]!r}") from None
    return gate(joined, private_hosts)


def parse(text: str) -> GatedUrl:
    """An absolute http or https URL in its one spelling, wherever it leads. Raises :class:`UrlRefused`."""
    _refuse_too_long(text)
    _refuse_odd_characters(text)
    scheme = _scheme(text)
    whole = _ABSOLUTE.fullmatch(text)
    if whole is None:
        raise UrlRefused("url_malformed", "no // and host after the scheme")
    authority, rest = whole["authority"], whole["rest"]
    if "@" in authority:
        raise UrlRefused("url_malformed", "a user before the host")
    if not rest.startswith("/") and "@" in rest + whole["fragment"]:
        raise UrlRefused("url_malformed", "an @ where another reader may see the host's end")
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None:
        raise UrlRefused("url_malformed", f"{authority[:80]!r} is not a host with an optional port")
    host = _host(parts["host"])
    port = _port(parts["port"] or "", DEFAULT_PORTS[scheme])
    shown = f"[{host}]" if ":" in host else host
    if port != DEFAULT_PORTS[scheme]:
        shown += f":{port}"
    path = quote(rest if rest.startswith("/") else f"/{rest}", safe=_AS_WRITTEN)
    url = f"{scheme}://{shown}{path}"
    _refuse_too_long(url)
    return GatedUrl(url, scheme, host, port)


def _refuse_too_long(text: str) -> None:
    if len(text) > LONGEST_URL:
        raise UrlRefused("url_too_long", f"{len(text)} characters, more than {LONGEST_URL}")


def _refuse_odd_characters(text: str) -> None:
    if odd := _ODD_CHARACTER.search(text):
        raise UrlRefused("url_malformed", f"the character U+{ord(odd[0]):04X}")


def _scheme(text: str) -> str:
    found = _SCHEME.match(text)
    if found is None:
        raise UrlRefused("url_malformed", "not an absolute URL; it starts with http:// or https://")
    scheme = found[1].lower()
    if scheme not in DEFAULT_PORTS:
        raise UrlRefused("scheme", f"{scheme[:40]!r} is neither http nor https")
    return scheme


def _host(written: str) -> str:
    if written.startswith("["):
        return _ipv6(written[1:-1])
    host = written.lower() if written.isascii() else _to_ascii(written)
    host = host.removesuffix(".")
    if _NAME.fullmatch(host) is None:
        raise UrlRefused("url_malformed", f"{written[:80]!r} is not a host")
    if _LAST_LABEL_IS_NUMBER.fullmatch(host) and not (_is_address(host) and host == written):
        raise UrlRefused("url_malformed", f"{written[:80]!r} is an odd spelling of an address")
    return host


def _to_ascii(written: str) -> str:
    try:
        return URL.build(scheme="http", host=written).raw_host or ""
    except ValueError:
        raise UrlRefused("url_malformed", f"{written[:80]!r} is not an international host name") from None


def _ipv6(written: str) -> str:
    try:
        address = IPv6Address(written)
    except ValueError:
        raise UrlRefused("url_malformed", f"[{written[:80]}] is not an IPv6 address") from None
    if address.scope_id is not None or (str(address) != written.lower() and refusal(str(address)) is None):
        raise UrlRefused("url_malformed", f"[{written[:80]}] is an odd spelling of an address")
    return str(address)


def _is_address(host: str) -> bool:
    if ":" not in host and not host[-1:].isdigit():  # most are names, and to be told so by an exception is slow
        return False
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _port(written: str, default: int) -> int:
    if not written:
        return default
    port = int(written) if len(written) <= 5 else 0
    if not 0 < port < 65536:
        raise UrlRefused("port", f"{written[:20]} is no port")
    return port
