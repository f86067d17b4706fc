"""Catalogue S2 to S8: the 227 ways in which somebody may try to make a fetcher read what is not public.

Each has a name, the URL that is pushed, and, where it needs them, a public page's answer (a redirect, a header), what
DNS says, or the environment. The public site is ``news.example`` and whatever else DNS points at :data:`PUBLIC`; every
other address is somebody's secret. Who runs them: ``ssrf``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

PUBLIC, PUBLIC_V6 = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
"""Where the public site is. Public addresses as such; ``ssrf`` sees to it that no packet ever goes there."""

Group = Literal["S2", "S3", "S4", "S5", "S6", "S7", "S8"]
STATUSES = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Vector:
    """One attack. ``pages`` are what the public site answers, by path; ``dns`` each name's answers, one a question."""

    group: Group
    name: str
    url: str
    pages: Mapping[str, bytes] = field(default_factory=dict)
    dns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)


_HOSTS = """
127.0.0.1 127.0.0.1. 127.1 127.0.1 127.000.000.001 0177.0.0.1 0177.0.0.01 017700000001 0x7f.0.0.1 0x7f.1 0x7f000001
0X7F.0X0.0X0.0X1 0x7F.0.0x0.1 2130706433 2130706433. 0 0.0.0.0 0x0 127.0.0.0x1 １２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1
127．0．0．1 127.0.0.1%2e %31%32%37.0.0.1 localhost LOCALHOST. [::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1]
[::ffff:7f00:1] [::127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] [::ffff:0:127.0.0.1] [fe80::1%25lo] [::1%25lo] [fd00::1]
"""

AUTHORITIES = (
    "http://news.example@127.0.0.1/",
    "http://news.example:80@127.0.0.1/",
    "http://@127.0.0.1/",
    "http://user:word@127.0.0.1/",
    "http://news.example%40127.0.0.1/",
    "http://127.0.0.1\\@news.example/",
    "http://news.example\\@127.0.0.1/",
    "http://127.0.0.1\\.news.example/",
    "http:\\\\127.0.0.1\\",
    "http://127.0.0.1#@news.example/",
    "http://news.example#@127.0.0.1/",
    "http://127.0.0.1?@news.example/",
    "http://127.0.0.1\t/",
    "http://127.0.\t0.1/",
    "http://127.0.\n0.1/",
    "http://127.0.0.1/\r\nHost: news.example",
    "http:/127.0.0.1/",
    "http:127.0.0.1/",
    "http:///127.0.0.1/",
    "//127.0.0.1/",
    " http://127.0.0.1/",
    "\x01http://127.0.0.1/",
    "http://127.0.0.1\x00.news.example/",
)

_SCHEMES = """
file:///etc/passwd gopher://127.0.0.1/ dict://127.0.0.1:11211/stat ftp://127.0.0.1/ ftps://127.0.0.1/ ws://127.0.0.1/
wss://127.0.0.1/ ldap://127.0.0.1/ tftp://127.0.0.1/ sftp://127.0.0.1/ telnet://127.0.0.1/ netdoc:///etc/passwd
data:text/html,secret jar:http://127.0.0.1!/ javascript:alert(1) view-source:http://127.0.0.1/
"""

PORTS = (22, 25, 5432, 6379, 9200, 11211, 27017)

METADATA = (
    "http://169.254.169.254/latest/meta-data/",
    "http://169.254.170.2/v2/credentials",
    "http://168.63.129.16/machine?comp=goalstate",
    "http://192.0.0.192/opc/v2/instance/",
    "http://100.100.100.200/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://2852039166/latest/meta-data/",
)

TARGETS = (
    "http://127.0.0.1/",
    "//127.0.0.1/",
    "http://127.1/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://0.0.0.0/",
    "http://localhost/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://127.0.0.1:8080/",
    "http://127.0.0.1:6379/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://private.example/",
    "http://news.example@127.0.0.1/",
    "http:///127.0.0.1/",
    "file:///etc/passwd",
)

PRIVATE_NAMES: dict[str, tuple[str, ...]] = {
    "loopback": ("127.0.0.1",),
    "loopback, another": ("127.53.1.9",),
    "private, 10": ("10.0.0.1",),
    "private, 172.16": ("172.16.0.1",),
    "private, 192.168": ("192.168.0.1",),
    "metadata": ("169.254.169.254",),
    "a carrier's": ("100.64.0.1",),
    "this host": ("0.0.0.0",),
    "AAAA of loopback": ("::1",),
    "AAAA of nothing": ("::",),
    "AAAA, mapped": ("::ffff:127.0.0.1",),
    "AAAA, unique local": ("fd00::1",),
    "AAAA, link-local": ("fe80::1",),
    "AAAA, NAT64": ("64:ff9b::7f00:1",),
    "AAAA, 6to4": ("2002:7f00:1::",),
    "AAAA, with a scope": ("fe80::1%lo",),
    "an odd spelling": ("127.1",),
    "a name": ("localhost",),
    "private after public": (f"{PUBLIC} 127.0.0.1",),
    "private before public": (f"127.0.0.1 {PUBLIC}",),
    "AAAA private, A public": (f"::1 {PUBLIC}",),
    "rebinding between two connections": (PUBLIC, "127.0.0.1"),
}

HOME = {"news.example": (PUBLIC,), "www.paper.example": (PUBLIC,), "private.example": ("127.0.0.1",)}
"""What DNS says to everybody."""


def answer(body: bytes = b"<p>public</p>", *headers: str, status: str = "200 OK") -> bytes:
    """A public page's answer; the connection ends with it, so that each request needs a new one."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Content-Type: text/html", "Connection: close"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


def redirect(location: str, status: int = 302) -> bytes:
    """A redirect."""
    return answer(b"", f"Location: {location}", status=f"{status} Moved")


def vectors() -> Iterator[Vector]:
    """All of them."""
    for host in _HOSTS.split():
        yield Vector("S2", f"host {host}", f"http://{host}/")
    for url in AUTHORITIES:
        yield Vector("S3", f"authority {url!r}", url)
    for url in _SCHEMES.split():
        yield Vector("S4", f"scheme {url.partition(':')[0]}", url)
    for port in PORTS:
        yield Vector("S4", f"port {port}", f"http://news.example:{port}/")
    for url in METADATA:
        yield Vector("S5", f"metadata {url.split('/')[2]}", url)
    yield from _redirects()
    yield from _names()
    yield from _detours()


def _redirects() -> Iterator[Vector]:
    for status in STATUSES:
        for target in TARGETS:
            yield Vector("S6", f"{status} to {target}", "http://news.example/", {"/": redirect(target, status)})
    chain = {f"/{n}": redirect(f"/{n + 1}") for n in range(3)}
    yield Vector("S6", "a chain of 4", "http://news.example/0", {**chain, "/3": redirect("http://127.0.0.1/")})
    refresh = "0;url=http://127.0.0.1/"
    meta = answer(f'<meta http-equiv="refresh" content="{refresh}">'.encode())
    yield Vector("S6", "meta refresh", "http://news.example/", {"/": meta})
    header = answer(b"<p>public</p>", f"Refresh: {refresh}")
    yield Vector("S6", "Refresh header", "http://news.example/", {"/": header})


def _names() -> Iterator[Vector]:
    for name, answers in PRIVATE_NAMES.items():
        again = {"/": redirect("http://evil.example/again")}
        yield Vector("S7", f"DNS: {name}", "http://evil.example/", again, dns={"evil.example": answers})
    there = {"/": redirect("http://evil.example/again"), "/again": redirect("http://evil.example/secret")}
    rebinding = {"evil.example": (PUBLIC, "127.0.0.1")}
    for status in STATUSES:
        pages = {"/": redirect("http://evil.example/again", status), "/again": there["/again"]}
        yield Vector("S7", f"DNS: {status} into rebinding", "http://news.example/", pages, dns=rebinding)
    wide = {"evil.example": (PUBLIC, f"{PUBLIC} ::1")}
    yield Vector("S7", "DNS: redirect into mixed rebinding", "http://news.example/", there, dns=wide)


def _detours() -> Iterator[Vector]:
    for protocol in ("h2", "h3", "http/1.1"):
        pages = {"/": answer(b"<p>public</p>", f'Alt-Svc: {protocol}="127.0.0.1:80"; ma=86400; persist=1')}
        yield Vector("S8", f"Alt-Svc {protocol}", "http://news.example/", pages)
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        scheme = "https" if "https" in name.lower() else "http"
        yield Vector(
            "S8",
            f"environment {name}",
            f"{scheme}://news.example/",
            {"/": answer()},
            env={name: "http://127.0.0.1:8080"},
        )


VECTORS = tuple(vectors())

LEGITIMATE: dict[str, tuple[str, Mapping[str, bytes]]] = {
    "a page": ("http://news.example/", {"/": answer()}),
    "a page of an odd port": ("http://news.example:8080/", {"/": answer()}),
    "a redirect": ("http://news.example/old", {"/old": redirect("/new", 301), "/new": answer()}),
    "a redirect to another host": (
        "http://news.example/",
        {"/": redirect("http://WWW.Paper.example/a"), "/a": answer()},
    ),
    "an address": (f"http://{PUBLIC}/", {"/": answer()}),
    "an IPv6 address": (f"http://[{PUBLIC_V6}]/", {"/": answer()}),
}
"""What must still be fetched: name, URL, pages."""
