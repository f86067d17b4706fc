"""Catalogue S2 to S5 at the gate: what is refused, with which reason, and what comes out of what is not."""

import pytest

from sayso_ingest.domain.private_hosts import PrivateHosts
from sayso_ingest.domain.url_gate import LONGEST_URL, GatedUrl, UrlRefused, gate, gate_redirect, parse

LOOPBACK_SPELLINGS = """
127.0.0.1 127.0.0.1. 127.1 127.0.1 127.000.000.001 0177.0.0.1 0177.0.0.01 017700000001 0x7f.0.0.1 0x7f.1
0x7f000001 0X7F.0X0.0X0.0X1 0x7F.0.0x0.1 2130706433 2130706433. 0 0.0.0.0 00000000 0x0 127.0.0.0x1 127.0.0.01
4294967295 1.2.3 １２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 127．0．0．1 ⑫7.0.0.1 127.0.0.1%00 %31%32%37.0.0.1 127.0.0.1%2e
[::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::]
[::1%25lo] [fe80::1%25eth0] [fe80::1%eth0] [::ffff:0:127.0.0.1] [::1%lo]
"""

ODD_SPELLINGS_OF_PUBLIC_ADDRESSES = """
8.8.8.8. 134744072 0x08.8.8.8 010.8.8.8 8.8.2056 ８.8.8.8 [2001:4860:4860:0:0:0:0:8888] [2606:4700::0001]
"""

AUTHORITY_TRICKS = [
    "http://user@example.com/",
    "http://user:secret@example.com/",
    "http://example.com@127.0.0.1/",
    "http://example.com:80@127.0.0.1/",
    "http://@127.0.0.1/",
    "http://example.com%40127.0.0.1/",
    "http://example.com\\@127.0.0.1/",
    "http://127.0.0.1\\.example.com/",
    "http:\\\\127.0.0.1/",
    "http://example.com#@127.0.0.1/",
    "http://example.com?@127.0.0.1/",
    "http://example.com?x#@127.0.0.1/",
    "http://exam\tple.com/",
    "http://example.com\n.evil.example/",
    "http://example.com/\r\nHost: 127.0.0.1",
    "http://example.com/a b",
    " http://example.com/",
    "http://example.com/ ",
    "\thttp://example.com/",
    "ht\ntp://example.com/",
    "http://example.com\x00.evil.example/",
    "http://example.com/\x7f",
    "http://example.com/\u2028",
    "http://example.com/\u00a0",
    "http://example.com/\ud800",
    "http:/127.0.0.1/",
    "http:127.0.0.1/",
    "http:///127.0.0.1/",
    "http:////127.0.0.1/",
    "http://",
    "http://:80/",
    "//example.com/",
    "/path",
    "",
    "example",
    "http://example..com/",
    "http://.example.com/",
    "http://.",
    "http://exa mple.com/",
    "http://exa%6dple.com/",
    "http://example.com:80:80/",
    "http://example.com:eighty/",
    "http://example.com:８０/",
    "http://example.com:-80/",
    "http://example.com:+80/",
    "http://[::1/",
    "http://::1/",
    "http://[::1]x/",
    "http://[example.com]/",
    "http://[]/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 127 + "example/",
    "http://exa<mple.com/",
    "http://exa／mple.com/",
    "http://example.com＠127.0.0.1/",
]

SCHEMES = """
file:///etc/passwd gopher://127.0.0.1/ dict://127.0.0.1:11211/ ftp://example.com/ ftps://example.com/
ws://example.com/ wss://example.com/ ldap://example.com/ data:text/html,x jar:http://example.com!/
javascript:alert(1) mailto:a@b.example tftp://example.com/ sftp://example.com/ telnet://example.com/
netdoc:///etc/passwd about:blank example.com:80/ view-source:http://example.com/ httpx://example.com/
"""

PORTS = ["22", "25", "6379", "5432", "11211", "0", "65536", "99999", "000000080", "8081"]


def reason(text: str, private_hosts: str = "") -> str | None:
    try:
        gate(text, PrivateHosts.parse(private_hosts))
    except UrlRefused as refused:
        return refused.reason
    return None


@pytest.mark.parametrize("host", LOOPBACK_SPELLINGS.split())
def test_s2_no_spelling_of_loopback_passes(host: str) -> None:
    assert reason(f"http://{host}/") in {"url_malformed", "private_address"}


@pytest.mark.parametrize("host", ODD_SPELLINGS_OF_PUBLIC_ADDRESSES.split())
def test_a_public_address_needs_its_one_spelling(host: str) -> None:
    assert reason(f"http://{host}/") == "url_malformed"


@pytest.mark.parametrize("text", AUTHORITY_TRICKS)
def test_s3_authority_tricks_are_malformed(text: str) -> None:
    assert reason(text) == "url_malformed"


@pytest.mark.parametrize("text", SCHEMES.split())
def test_s4_only_http_and_https(text: str) -> None:
    assert reason(text) == "scheme"


@pytest.mark.parametrize("port", PORTS)
def test_s4_only_ports_of_web_servers(port: str) -> None:
    assert reason(f"http://example.com:{port}/") == "port"


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "168.63.129.16",
        "192.0.0.192",
        "100.100.100.200",
        "169.254.170.2",
        "[fd00:ec2::254]",
        "10.0.0.1",
    ],
)
@pytest.mark.parametrize("port", ["", ":8080", ":6379"])
def test_s5_metadata_and_private_addresses(host: str, port: str) -> None:
    assert reason(f"http://{host}{port}/latest/meta-data/") == "private_address"


def test_length_is_bounded_as_written_and_as_sent() -> None:
    start = "http://example.com/"
    assert reason(start + "a" * (LONGEST_URL - len(start))) is None
    assert reason(start + "a" * (LONGEST_URL - len(start) + 1)) == "url_too_long"
    assert reason(start + "é" * 1000) == "url_too_long"


@pytest.mark.parametrize(
    ("text", "url", "host", "port"),
    [
        ("http://example.com", "http://example.com/", "example.com", 80),
        ("HTTP://EXAMPLE.com:80/A?B=C#d", "http://example.com/A?B=C", "example.com", 80),
        ("https://example.com:443/", "https://example.com/", "example.com", 443),
        ("https://example.com:8443/x", "https://example.com:8443/x", "example.com", 8443),
        ("http://example.com:/", "http://example.com/", "example.com", 80),
        ("http://example.com:0080/", "http://example.com/", "example.com", 80),
        ("http://example.com:443/", "http://example.com:443/", "example.com", 443),
        ("http://example.com.", "http://example.com/", "example.com", 80),
        ("http://example.com?q=1", "http://example.com/?q=1", "example.com", 80),
        ("http://example.com/u@v?w=x@y", "http://example.com/u@v?w=x@y", "example.com", 80),
        ("http://bücher.example/", "http://xn--bcher-kva.example/", "xn--bcher-kva.example", 80),
        ("http://ｅxample。com/", "http://example.com/", "example.com", 80),
        ("http://8.8.8.8/", "http://8.8.8.8/", "8.8.8.8", 80),
        ("http://[2606:4700:4700::1111]:8080/", "http://[2606:4700:4700::1111]:8080/", "2606:4700:4700::1111", 8080),
        ("http://[2606:4700:4700::ABCD]/", "http://[2606:4700:4700::abcd]/", "2606:4700:4700::abcd", 80),
        ("http://a_b.example/", "http://a_b.example/", "a_b.example", 80),
        ("http://3com.example/", "http://3com.example/", "3com.example", 80),
        ("http://example.com/%7Ea%2fb%zz", "http://example.com/%7Ea%2fb%zz", "example.com", 80),
        ('http://example.com/"<é>|', "http://example.com/%22%3C%C3%A9%3E%7C", "example.com", 80),
    ],
)
def test_what_passes_comes_out_in_one_spelling(text: str, url: str, host: str, port: int) -> None:
    assert gate(text) == GatedUrl(url, url.partition(":")[0], host, port)


def test_exceptions_open_addresses_and_ports() -> None:
    assert reason("http://127.0.0.1:8093/") == "private_address"
    assert reason("http://127.0.0.1:8093/", "127.0.0.1:8093") is None
    assert reason("http://127.0.0.1:8094/", "127.0.0.1:8093") == "private_address"
    assert reason("http://[::1]:9000/", "[::1]:9000") is None
    assert reason("http://news.localhost:8093/") == "port"
    assert reason("http://news.localhost:8093/", "*.localhost") is None
    assert reason("http://127.1:8093/", "127.0.0.1:8093") == "url_malformed"
    assert reason("ftp://news.localhost/", "*.localhost") == "scheme"


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "http://example.com/b"),
        ("b?c", "http://example.com/a/b?c"),
        ("//other.example/b", "http://other.example/b"),
        ("https://other.example:8443", "https://other.example:8443/"),
        (" /a b ", "http://example.com/a%20b"),
        ("../../c", "http://example.com/c"),
        ("?q", "http://example.com/a/x?q"),
        ("#top", "http://example.com/a/x"),
    ],
)
def test_redirects_are_resolved(location: str, url: str) -> None:
    assert gate_redirect(gate("http://example.com/a/x"), location).url == url


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("http://127.0.0.1/", "private_address"),
        ("//169.254.169.254/latest", "private_address"),
        ("http://0x7f.1/", "url_malformed"),
        ("http://exam\tple.com/", "url_malformed"),
        ("\\\\127.0.0.1\\", "url_malformed"),
        ("http://[::1", "url_malformed"),
        ("http:///127.0.0.1/", "url_malformed"),
        ("http:127.0.0.1/", "url_malformed"),
        ("https:b", "url_malformed"),
        ("///127.0.0.1/", "url_malformed"),
        ("////127.0.0.1/", "url_malformed"),
        ("//", "url_malformed"),
        ("http://user@example.com/", "url_malformed"),
        ("file:///etc/passwd", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("//example.com:6379/", "port"),
        ("/" + "a" * 3000, "url_too_long"),
    ],
)
def test_redirects_are_gated(location: str, why: str) -> None:
    with pytest.raises(UrlRefused) as refused:
        gate_redirect(gate("http://example.com/a/x"), location)
    assert refused.value.reason == why


def test_parse_knows_no_policy() -> None:
    assert parse("http://127.0.0.1:6379/").port == 6379
    with pytest.raises(UrlRefused):
        parse("http://user@127.0.0.1/")


def test_a_password_in_a_url_is_not_repeated_in_the_refusal() -> None:
    with pytest.raises(UrlRefused) as refused:
        gate("http://user:secret@example.com/")
    assert refused.value.detail == "a user before the host"
