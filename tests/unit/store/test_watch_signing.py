"""Signatures of webhooks: the specification's own construction, and that every part counts."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

import pytest

from sayso_store.watches.signing import headers_of, secret_of, signature

SECRET = secret_of(bytes(range(32)))


def test_a_signature_is_hmac_sha256_over_id_time_and_body() -> None:
    expected = base64.b64encode(hmac.digest(bytes(range(32)), b"m.1.1000.{}", hashlib.sha256)).decode()
    assert signature(SECRET, "m.1", 1000, b"{}") == f"v1,{expected}"


@pytest.mark.parametrize(
    ("secret", "match_id", "timestamp", "body"),
    [
        (secret_of(bytes(32)), "m.1", 1000, b"{}"),
        (SECRET, "m.2", 1000, b"{}"),
        (SECRET, "m.1", 1001, b"{}"),
        (SECRET, "m.1", 1000, b"{ }"),
    ],
)
def test_every_part_counts(secret: str, match_id: str, timestamp: int, body: bytes) -> None:
    assert signature(secret, match_id, timestamp, body) != signature(SECRET, "m.1", 1000, b"{}")


def test_headers() -> None:
    headers = headers_of(SECRET, "m.1", b"{}", datetime(2031, 5, 4, 12, tzinfo=UTC))
    assert headers["webhook-id"] == "m.1"
    assert headers["webhook-timestamp"] == "1935662400"
    assert headers["webhook-signature"] == signature(SECRET, "m.1", 1_935_662_400, b"{}")
