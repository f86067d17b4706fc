"""Masking: a table of what is hidden and what is left, and time linear in the text."""

import pytest

from sayso.runtime.masking import masked_text, nothing_to_mask
from tests.cpu_time import cpu_seconds


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("redis://u:hunter2@host:6379/0", "redis://u:***@host:6379/0"),
        ("Error 111 connecting to redis://:hunter2@host.", "Error 111 connecting to redis://:***@host."),
        ("postgresql+psycopg://a:hun@ter2@db/x is away", "postgresql+psycopg://a:***@db/x is away"),
        ("https://hunter2@host/p", "https://***@host/p"),
        ("https://n.example/a?id=7&access_token=hunter2&b=1", "https://n.example/a?id=7&access_token=***&b=1"),
        ("https://n.example/a?X-Amz-Signature=hunter2", "https://n.example/a?X-Amz-Signature=***"),
        ("GET /a?API_KEY=hunter2#x", "GET /a?API_KEY=***#x"),
        ("https://n.example/#id_token=hunter2", "https://n.example/#id_token=***"),
        ("host=db user=a password=hunter2 dbname=x", "host=db user=a password=*** dbname=x"),
        ("{'password': 'hunter2', 'a': 1}", "{'password': '***', 'a': 1}"),
        ("Authorization: Bearer hunter2hunter2", "Authorization: Bearer ***"),
        ("sent bearer hunter2hunter2 to it", "sent bearer *** to it"),
        # and what is no secret stays
        ("https://n.example/a?id=7&page=2", "https://n.example/a?id=7&page=2"),
        ("https://n.example/@someone/story", "https://n.example/@someone/story"),
        ("mail to desk@n.example", "mail to desk@n.example"),
        ("https://n.example/?monkey=7&author=b", "https://n.example/?monkey=7&author=b"),
        ("the password was changed", "the password was changed"),
        ("redis://host:6379/0", "redis://host:6379/0"),
    ],
)
def test_a_secret_is_hidden_and_the_rest_is_left(text: str, shown: str) -> None:
    assert masked_text(text) == shown
    assert text == shown or not any(map(nothing_to_mask, (text, text.upper(), f"{text} – x")))


def test_what_has_nothing_in_it_is_known_at_a_glance() -> None:
    assert nothing_to_mask("https://paper.example/story/7 fetched 2026-11-29T08:00:00Z")


@pytest.mark.parametrize(
    "piece", ["://", "?token", "?a", "password=", "://a:", "@", "password   ", "authorization: bearer ", "bearer a"]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece)) + "@"
        return cpu_seconds(lambda: masked_text(text), limit=0)

    assert seconds(400_000) < 16 * max(seconds(50_000), 0.005)
