"""The private Redis: whether one is there is asked once, so that a start does not wait for what it is to start."""

import time
from pathlib import Path

from sayso.runtime import embedded


def test_that_nobody_listens_is_known_at_once(tmp_path: Path) -> None:
    began = time.monotonic()
    assert not embedded.answers(tmp_path / "redis.sock")
    assert not embedded.loads(tmp_path / "redis.sock")
    assert time.monotonic() - began < 1  # redis-py by itself tries for five seconds and more
