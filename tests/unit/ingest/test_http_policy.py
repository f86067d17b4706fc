"""Statuses and Retry-After: one row a rule, with its counter-example."""

from datetime import UTC, datetime

import pytest

from sayso_ingest.domain.http_policy import retry_after, verdict

NOW = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((200, 203, 206), "read"),
        ((304,), "unchanged"),
        ((301, 302, 303, 307, 308), "follow"),
        ((408, 429, 500, 502, 503, 504, 522, 524), "retry"),
        ((300, 305, 400, 401, 403, 404, 410, 418, 451, 501, 505, 521, 999), "end"),
    ],
)
def test_verdict(statuses: tuple[int, ...], expected: str) -> None:
    assert {verdict(status) for status in statuses} == {expected}


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("3601", 3600.0),
        ("9" * 400, 3600.0),
        ("Tue, 24 Nov 2026 12:01:30 GMT", 90.0),
        ("Tue, 24 Nov 2026 13:01:30 +0100", 90.0),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0.0),
        ("Fri, 24 Nov 2028 12:00:00 GMT", 3600.0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("²", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds
