"""Catalogue S12: a certificate is checked against the name that was asked for, whatever address was dialled.

The fetcher believes one authority of the test's own here, by way of the process's list of trusted ones, so that a
certificate can be wrong in one way only.
"""

import datetime
import ssl
from pathlib import Path

import pytest
import trustme

from sayso.contracts import Discard, Disposition, Reason
from sayso.contracts.events import UrlPushed
from tests.integration.ingest.conftest import Hire, Open, Site
from tests.integration.ingest.servers import answer

PAGE = b"<!doctype html><p>Hello.</p>"
YESTERDAY = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(autouse=True)
def _believed(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """aiohttp makes its verifying context once a process: here it is one that believes the test's authority."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", context)


def serving(certificate: trustme.LeafCert, hellos: list[str | None] | None = None) -> ssl.SSLContext:
    """A server's TLS; it notes the name each handshake asks for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    if hellos is not None:
        context.sni_callback = lambda _, name, __: hellos.append(name)
    return context


def self_signed() -> trustme.LeafCert:
    """An authority's own certificate, served as if it were a site's."""
    own = trustme.CA()
    return trustme.LeafCert(own.private_key_pem.bytes(), own.cert_pem.bytes(), [])


@pytest.fixture
def wrong(authority: trustme.CA) -> dict[str, trustme.LeafCert]:
    issued = YESTERDAY - datetime.timedelta(days=30)
    return {
        "another name": authority.issue_cert("other.example", "*.news.localhost"),
        "the address and not the name": authority.issue_cert("127.0.0.1"),
        "expired": authority.issue_cert("news.localhost", not_before=issued, not_after=YESTERDAY),
        "not valid yet": authority.issue_cert("news.localhost", not_before=YESTERDAY + datetime.timedelta(days=2)),
        "self-signed": self_signed(),
        "unknown authority": trustme.CA().issue_cert("news.localhost"),
    }


async def test_s12_control_a_right_certificate_is_believed_and_the_name_is_asked_for(
    authority: trustme.CA, site: Site, fetcher: Open
) -> None:
    asked: list[str | None] = []
    news = await site(answer(PAGE), tls=serving(authority.issue_cert("news.localhost"), asked))
    page = await (await fetcher()).fetch(news.url())
    assert (page.body, asked) == (PAGE, ["news.localhost"]), "though 127.0.0.1 was dialled"


async def test_s12_the_name_is_that_of_the_hop(authority: trustme.CA, site: Site, fetcher: Open) -> None:
    there = await site(answer(PAGE), tls=serving(authority.issue_cert("other.localhost")))
    moved = answer(b"", f"Location: {there.url('other.localhost')}", status="302 Found")
    here = await site(moved, tls=serving(authority.issue_cert("news.localhost")))
    assert (await (await fetcher()).fetch(here.url())).final_url == there.url("other.localhost")
    back = await site(moved.replace(b"other", b"again"), tls=serving(authority.issue_cert("news.localhost")))
    with pytest.raises(Discard, match="tls"):
        await (await fetcher()).fetch(back.url())


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("another name", "Hostname mismatch"),
        ("the address and not the name", "Hostname mismatch"),
        ("expired", "certificate has expired"),
        ("not valid yet", "not yet valid"),
        ("self-signed", "self-signed"),
        ("unknown authority", "unable to get local issuer"),
    ],
)
async def test_s12_a_wrong_certificate_is_refused(
    name: str, detail: str, wrong: dict[str, trustme.LeafCert], site: Site, fetcher: Open
) -> None:
    hellos: list[str | None] = []
    news = await site(answer(PAGE), tls=serving(wrong[name], hellos))
    opened = await fetcher()
    with pytest.raises(Discard) as end:
        await opened.fetch(news.url())
    assert (end.value.disposition, end.value.reason) == (Disposition.UNREACHABLE, Reason.TLS)
    assert detail.replace("-", " ") in end.value.detail.replace("-", " ")
    assert news.requests == [], "nothing is sent to whom is not believed"
    assert hellos == ["news.localhost"], "and it is not tried again"


async def test_s12_the_pipeline_records_it_and_does_not_come_back(
    wrong: dict[str, trustme.LeafCert], site: Site, worker: Hire
) -> None:
    hellos: list[str | None] = []
    news = await site(answer(PAGE), tls=serving(wrong["expired"], hellos))
    ingest = await worker(host_delay=0.1)
    with pytest.raises(Discard) as end:
        await ingest(UrlPushed(url=news.url()), unit_id="u", correlation_id="c")
    assert (end.value.disposition, end.value.reason) == (Disposition.UNREACHABLE, Reason.TLS)
    assert hellos == ["news.localhost"], "robots.txt is behind the same certificate; the page is not tried after it"
