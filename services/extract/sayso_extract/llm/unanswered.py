"""Why there is no answer to a question put to a language model."""

from typing import Literal

Why = Literal[
    "endpoint_failed", "timed_out", "oversized", "nonsense", "not_verbatim", "over_budget", "resting", "too_long",
    "memory_failed", "parsing_failed",
]  # fmt: skip


class Unanswered(Exception):
    """There is no answer. `why` is for machines, `detail` for people."""

    def __init__(self, why: Why, detail: str) -> None:
        super().__init__(f"{why}: {detail}")
        self.why: Why = why
        self.detail = detail
