"""The rules of status: each with an example and a counter-example."""

from typing import Any

import pytest

from sayso.runtime.abilities import StoreView
from sayso.runtime.observing.heartbeat import Pulse
from sayso.runtime.observing.judging import RULES, StatusSettings, judged
from sayso.runtime.observing.report import RedisStatus, StageStatus, Status

WELL = RedisStatus(version="7.0", used=10, limit=100, headroom=0.9, clients=3, uptime=9)
STORE = StoreView(kind="sqlite", bytes=1, outbox_waiting=0, outbox_oldest=0.0, published=4)


def stage(name: str = "extract", **more: Any) -> StageStatus:
    about: dict[str, Any] = {
        "name": name, "role": name, "reads": "pages", "backlog": 0, "pending": 0, "oldest_waiting": 0.0,
        "oldest_pending": 0.0, "lease": 30.0, "postponed": 0, "workers": 1, "high_water": 500,
    }  # fmt: skip
    return StageStatus.model_validate({**about, **more})


def relay() -> Pulse:
    return Pulse(name="a", role="publish", host="h", pid=1, version="0", started_at="x")


def status(*stages: StageStatus, **more: Any) -> Status:
    return Status.model_validate({"at": "x", "stages": stages, "redis": WELL, "store": STORE, **more})


def redis(**more: Any) -> RedisStatus:
    return WELL.model_copy(update=more)


def outbox(waiting: int, oldest: float) -> StoreView:
    return STORE.model_copy(update={"outbox_waiting": waiting, "outbox_oldest": oldest})


CASES = {
    "redis_unfit": (status(redis=redis(unfit="appendonly is off")), status()),
    "redis_refuses_writes": (status(redis=redis(trouble="its append-only file cannot be written")), status()),
    "redis_memory_short": (status(redis=redis(headroom=0.05)), status(redis=redis(headroom=0.2))),
    "no_worker": (status(stage(backlog=1, workers=0)), status(stage(workers=0))),
    "stage_halted": (status(stage(halted="{}")), status(stage())),
    "backlog_old": (status(stage(oldest_waiting=901)), status(stage("ingest", oldest_waiting=90_000))),
    "pending_old": (
        status(stage(pending=1, oldest_pending=901)),
        status(stage(pending=1, oldest_pending=901, oldest_waiting=902)),
    ),
    "backlog_full": (status(stage(backlog=400, postponed=100)), status(stage(backlog=499))),
    "dead_letters": (status(stage(dead=1, dead_letters={"dns": 1})), status(stage())),
    "outbox_late": (
        status(store=outbox(2, 61), workers=(relay(),)),
        status(store=outbox(2, 59), workers=(relay(),)),
    ),
}


def test_every_rule_has_its_case() -> None:
    assert {rule.__name__ for rule in RULES} == set(CASES)
    assert all(rule.__doc__ for rule in RULES)


@pytest.mark.parametrize("name", CASES)
def test_a_rule_finds_its_example_and_leaves_its_counter_example(name: str) -> None:
    example, counter_example = CASES[name]
    assert name in {each.name for each in judged(example, StatusSettings())}
    assert name not in {each.name for each in judged(counter_example, StatusSettings())}


def test_a_pipeline_that_does_well_is_healthy() -> None:
    well = status(stage(), stage("ingest", backlog=10, rate=3.0), workers=(relay(),))
    assert judged(well, StatusSettings()) == ()
    assert well.healthy


def test_events_without_a_relay_are_a_problem() -> None:
    (found,) = judged(status(store=outbox(2, 1)), StatusSettings())
    assert (found.name, found.about) == ("no_worker", "publish")


def test_a_warning_alone_leaves_it_healthy() -> None:
    dead = status(stage(dead=1))
    assert dead.model_copy(update={"problems": judged(dead, StatusSettings())}).healthy
    halted = status(stage(halted="{}"))
    assert not halted.model_copy(update={"problems": judged(halted, StatusSettings())}).healthy
