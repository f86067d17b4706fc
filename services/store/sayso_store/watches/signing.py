"""Signatures of webhooks, as the Standard Webhooks specification 1.0 has them, so that its libraries can verify them.

``webhook-id`` names the match and is the same in every try; ``webhook-timestamp`` is the try's time in Unix seconds;
``webhook-signature`` is ``v1,`` and the base64 of HMAC-SHA256 over ``<id>.<timestamp>.<body>``, with the key that the
secret spells in base64 after ``whsec_``. A receiver refuses what it cannot verify or what is old. Pure.
"""

import base64
import hashlib
import hmac
from datetime import datetime

PREFIX = "whsec_"
KEY_BYTES = 32


def secret_of(key: bytes) -> str:
    """A key as people carry it."""
    return PREFIX + base64.b64encode(key).decode()


def signature(secret: str, match_id: str, timestamp: int, body: bytes) -> str:
    """The value of the header ``webhook-signature``."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.new(key, f"{match_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def headers_of(secret: str, match_id: str, body: bytes, now: datetime) -> dict[str, str]:
    """The headers of one try."""
    timestamp = int(now.timestamp())
    return {
        "Content-Type": "application/json",
        "webhook-id": match_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret, match_id, timestamp, body),
    }
