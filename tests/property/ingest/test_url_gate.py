"""Catalogue S13: whatever the text, it is refused with a known reason or leads where the gate says it leads."""

from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from hypothesis import example, given, settings
from hypothesis import strategies as st
from yarl import URL

from sayso.contracts import Reason
from sayso.runtime.clock import utc_now
from sayso_ingest.domain.addresses import refusal
from sayso_ingest.domain.http_policy import LONGEST_RETRY_AFTER, retry_after
from sayso_ingest.domain.private_hosts import PrivateHosts
from sayso_ingest.domain.sniff import declared_type, media_of, sniff
from sayso_ingest.domain.url_gate import LONGEST_URL, PORTS, REASONS, GatedUrl, UrlRefused, gate, gate_redirect

VISIBLE_PIECES = r"""
http:// https:// HTTP: // / \ @ : # ? . % [ ] _ - 0 1 example.com user localhost :80 :8080 :22
127.0.0.1 127.1 0x7f 0177 2130706433 ::1 ::ffff:127.0.0.1 8.8.8.8 [2606:4700::1] %00 %2e
①②⑦ 。 ． ／ ＠ ： ａ bücher ß xn-- xn--bcher-kva 💣
"""
PIECES = st.sampled_from([*VISIBLE_PIECES.split(), " ", "\t", "\n", "\x00", "\u200d", "\u00ad", "\ud800"])
TEXTS = st.one_of(
    st.text(),
    st.lists(PIECES, max_size=8).map("".join),
    st.tuples(st.sampled_from(["http://", "https://"]), st.lists(PIECES | st.text(max_size=3), max_size=6)).map(
        lambda parts: parts[0] + "".join(parts[1])
    ),
)


def leads_where_it_says(gated: GatedUrl) -> None:
    dialled = URL(gated.url, encoded=True)
    assert (dialled.scheme, dialled.raw_host, dialled.port) == (gated.scheme, gated.host, gated.port)
    again = URL(gated.url)
    assert (again.raw_host, again.port) == (gated.host, gated.port), "a second parse must not see another host"
    standard = urlsplit(gated.url)
    assert (standard.hostname, standard.port or {"http": 80, "https": 443}[gated.scheme]) == (gated.host, gated.port)
    assert standard.username is None
    assert gated.url.isascii()
    assert gated.url.isprintable()
    assert len(gated.url) <= LONGEST_URL
    assert gated.port in PORTS
    if gated.is_address:
        assert refusal(gated.host) is None


def gated_or_refused(text: str, base: GatedUrl | None = None) -> GatedUrl | UrlRefused:
    try:
        return gate_redirect(base, text) if base else gate(text)
    except UrlRefused as refused:
        return refused


@settings(max_examples=1500)
@given(TEXTS)
@example("http://xn--/")
@example("http://ß.example/")
@example("http://127.0.0.1。/")
@example("http://\u00ad127.0.0.1/")
def test_refused_for_a_known_reason_or_dialled_as_gated(text: str) -> None:
    end = gated_or_refused(text)
    if isinstance(end, UrlRefused):
        assert end.reason in REASONS
        assert end.detail.isprintable()
    else:
        leads_where_it_says(end)
        assert gate(end.url) == end


@settings(max_examples=500)
@given(st.lists(PIECES | st.text(max_size=4), max_size=6).map("".join))
def test_redirects_too(location: str) -> None:
    end = gated_or_refused(location, gate("https://example.com/a/b?c"))
    if isinstance(end, UrlRefused):
        assert end.reason in REASONS
    else:
        leads_where_it_says(end)


@given(st.ip_addresses())
def test_an_address_in_a_url_is_judged_like_an_address(address: IPv4Address | IPv6Address) -> None:
    end = gated_or_refused(f"http://[{address}]/" if address.version == 6 else f"http://{address}/")
    if isinstance(end, UrlRefused):
        assert end.reason == "private_address"
    assert bool(refusal(str(address))) is isinstance(end, UrlRefused)


def test_the_reasons_are_those_of_the_contract() -> None:
    assert {Reason(reason) for reason in REASONS} >= {Reason.URL_MALFORMED, Reason.PRIVATE_ADDRESS}


@given(st.text())
def test_exceptions_are_read_or_refused(text: str) -> None:
    try:
        hosts = PrivateHosts.parse(text)
    except ValueError:
        return
    assert not hosts.allow("", 80)


@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d{1,3} [A-Z][a-z]{2} \d{1,6} \d\d:\d\d:\d\d [+-]\d{4}"))
def test_retry_after_never_raises_and_is_bounded(header: str) -> None:
    seconds = retry_after(header, utc_now())
    assert seconds is None or 0 <= seconds <= LONGEST_RETRY_AFTER


@given(st.binary(max_size=200), st.text() | st.sampled_from(["text/html; charset=x", "text/plain", ""]))
def test_any_body_and_header_are_judged(head: bytes, header: str) -> None:
    declared, _ = declared_type(header)
    kind, media = sniff(head, declared), media_of(head, declared)
    assert media is None or media == kind
