"""Redis is refused when it would lose work (R11)."""

import pytest

from sayso.runtime.preflight import unfit

GOOD = {"redis_version": "7.0.15", "maxmemory_policy": "noeviction", "aof_enabled": 1}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, None),
        ({"redis_version": "6.2.14"}, None),
        ({"redis_version": "6.0.16"}, "too old"),
        ({"redis_version": "10.1.0"}, None),
        ({"maxmemory_policy": "allkeys-lru"}, "noeviction"),
        ({"aof_enabled": 0}, "appendonly"),
    ],
    ids=str,
)
def test_what_makes_redis_unfit(change: dict[str, object], why: str | None) -> None:
    found = unfit({**GOOD, **change}, allow_volatile=False)
    assert (found is None) if why is None else (found is not None and why in found)


def test_a_volatile_redis_can_be_accepted() -> None:
    assert unfit({**GOOD, "aof_enabled": 0}, allow_volatile=True) is None
