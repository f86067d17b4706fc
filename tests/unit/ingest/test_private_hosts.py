"""The exceptions an operator makes: what a pattern covers, and what is no pattern."""

import pytest

from sayso_ingest.domain.private_hosts import PrivateHosts
from sayso_ingest.settings import IngestSettings


@pytest.mark.parametrize(
    ("patterns", "host", "port", "expected"),
    [
        ("intranet.example:8080", "intranet.example", 8080, True),
        ("intranet.example:8080", "intranet.example", 80, False),
        ("intranet.example", "intranet.example", 6379, True),
        ("Intranet.Example", "intranet.example", 80, True),
        ("intranet.example", "evil.intranet.example", 80, False),
        ("*.localhost", "news.localhost", 8093, True),
        ("*.localhost", "a.b.localhost", 1, True),
        ("*.localhost", "localhost", 80, False),
        ("*.localhost", "evillocalhost", 80, False),
        ("*.localhost", "localhost.example", 80, False),
        ("*.localhost:8093", "news.localhost", 8093, True),
        ("*.localhost:8093", "news.localhost", 8094, False),
        ("127.0.0.1:8093", "127.0.0.1", 8093, True),
        ("127.0.0.1:8093", "127.0.0.2", 8093, False),
        ("[::1]:9000", "::1", 9000, True),
        ("[::1]", "::1", 80, True),
        (" a.example ,, b.example:81 ,", "b.example", 81, True),
        (" a.example ,, b.example:81 ,", "b.example", 82, False),
        ("", "localhost", 80, False),
    ],
)
def test_covers(patterns: str, host: str, port: int, expected: bool) -> None:
    assert PrivateHosts.parse(patterns).allow(host, port) is expected


@pytest.mark.parametrize(
    "text",
    ["*", "*.", "*:80", "a.*.example", "*a.example", "a:b", "a:0", "a:65536", "http://a.example", "a b", "10.0.0.0/8"],
)
def test_refuses_what_is_no_pattern(text: str) -> None:
    with pytest.raises(ValueError, match=r"pattern|port"):
        PrivateHosts.parse(text)


def test_settings_check_the_patterns_before_the_first_message(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not IngestSettings().private_hosts.patterns
    monkeypatch.setenv("SAYSO_ALLOW_PRIVATE_HOSTS", "*.localhost, 127.0.0.1:8093")
    assert IngestSettings().private_hosts.allow("a.localhost", 1)
    monkeypatch.setenv("SAYSO_ALLOW_PRIVATE_HOSTS", "*")
    with pytest.raises(ValueError, match="not a host pattern"):
        IngestSettings()


def test_contact_joins_the_user_agent_and_cannot_break_the_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_CONTACT", "ops@example.com")
    assert IngestSettings().full_user_agent == "Sayso/0.1 (+https://github.com/sayso/sayso) ops@example.com"
    monkeypatch.setenv("SAYSO_CONTACT", "a\r\nX-Evil: 1")
    with pytest.raises(ValueError, match="contact"):
        IngestSettings()
