"""Processes are killed and stopped under load: workers at random, Redis, everything one after another.

R2, the kill at each named mark, is ``test_marks``. The long form of R3 and R4 is ``make chaos-long``.
"""

import itertools
import random
import time
from pathlib import Path

import pytest

from sayso.testing.redis import Server
from tests.chaos import runner
from tests.chaos.faults import schedule
from tests.chaos.pipeline import STOP_SECONDS
from tests.chaos.runner import Run
from tests.chaos.scene import REMEMBERING, Scene, scene, with_duplicates


@pytest.mark.timeout(240)
def test_r3_and_r4_random_kills_of_workers_and_of_redis(tmp_path: Path, own_redis: Server) -> None:
    with scene(tmp_path / "scene", own_redis, seed=3, roles=runner.ROLES, env=REMEMBERING) as stage:
        slow_reader(stage)
        result = Run(stage, None, 300, schedule(3, 10, redis_every=5), seed=3).go()
        print(f"\nR3: {result}")
        stage.check()
        assert (result.kills, len(stage.pipeline.ends)) == (10, 8)
        assert len(result.report.articles) == 300
        ends = result.report.ends
        assert (set(ends), ends.total()) == ({"stored", "not_modified"}, result.pushes)
        r18_nothing_is_trimmed(stage)
        took = r4_recovery(stage)
        print(f"R4: through again {took:.1f} s after Redis was back")
        stage.drain()
        stage.check()


def slow_reader(stage: Scene) -> None:
    """A consumer of claims that reads a little and acknowledges nothing."""
    stage.client.xgroup_create("claims", "reader", id="0", mkstream=True)


def r18_nothing_is_trimmed(stage: Scene) -> None:
    """R18, the short form: after the whole run the reader that was away gets every event, from the first."""
    read = 0
    while answer := stage.client.xreadgroup("reader", "one", {"claims": ">"}, count=500):
        entries = answer[0][1]
        assert int(entries[0][0].partition(b"-")[0]) == read + 1
        read += len(entries)
    assert read == stage.rows("select count(*) from outbox")[0][0] > 300


def r4_recovery(stage: Scene) -> float:
    """Kill Redis under load once more: how long after its return the next input is through. At most 10 s.

    Whatever was in one full batch may be through by the kill, so another input is pushed behind it.
    """
    stage.push(range(300, 400))
    stage.wait_until_through(len(stage.receipts) - 80)
    stage.server.kill()
    time.sleep(1.0)
    stage.server.start()
    before = len(stage.receipts) - stage.waiting()
    stage.push([400])
    return stage.wait_until_through(before + 1, seconds=10)


@pytest.mark.timeout(240)
def test_r20_sigterm_under_load_and_a_rolling_restart(tmp_path: Path, own_redis: Server) -> None:
    with scene(tmp_path / "scene", own_redis, seed=20, roles=runner.ROLES) as stage:
        numbers = with_duplicates(random.Random(20), range(300))
        stage.push(itertools.islice(numbers, 60))
        stage.wait_until_through(20)
        ends = []
        for role in list(runner.ROLES) * 2:  # a rolling restart of all roles, twice
            for worker in stage.pipeline.of(role):
                stage.pipeline.wait_ready(worker)
                stage.push(itertools.islice(numbers, 25))
                assert stage.waiting() > 0, "a stop without load"
                ends.append(stage.pipeline.terminate(worker))
        stage.push(numbers)
        stage.drain()
        report = stage.check()
        assert report.ends == {"stored": len(stage.receipts)}
        assert {code for code, _ in ends} == {0}
        slowest = max(took for _, took in ends)
        assert slowest <= STOP_SECONDS
        log = stage.pipeline.log.read_text()
        assert '"disposition": "handed_over"' not in log, "finished work was delivered again"
        assert '"taken_over"' not in log, "work was left behind by a clean stop"
        print(f"\nR20: {len(ends)} stops, the slowest {slowest:.1f} s")
