"""R9: two relays at once, one of them paused in mid-step and woken again while the other went on."""

import time
from pathlib import Path

import pytest

from sayso.testing.redis import Server
from tests.chaos.pipeline import PUBLISH, ROLES
from tests.chaos.scene import scene


@pytest.mark.timeout(180)
def test_r9_two_relays_and_one_that_slept(tmp_path: Path, own_redis: Server) -> None:
    with scene(tmp_path / "scene", own_redis, seed=9, roles={**ROLES, PUBLISH: 2}) as stage:
        before = 0
        for n in range(3):
            stage.push(range(n * 80, n * 80 + 80))
            stage.wait_until_through(n * 80 + 20)
            asleep = stage.pipeline.of(PUBLISH)[n % 2]
            stage.pipeline.freeze(asleep)
            if n < 2:
                time.sleep(1.5)
            else:
                stage.wait_until_through(n * 80 + 75)
                time.sleep(3)
            sent = int(stage.client.xlen("claims"))
            assert sent > before, "nothing was published meanwhile"
            before = sent
            stage.pipeline.thaw(asleep)
        stage.drain()
        report = stage.check()
        print(f"\nR9: {report.events} events by two relays, ids 1..{report.events}")
