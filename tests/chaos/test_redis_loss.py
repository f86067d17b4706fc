"""Redis loses what it had: its last second in a power cut, everything in a FLUSHALL.

The store is what remains, so ``claims`` must be whole again, with the same ids. What Redis alone knew may be lost, and
nothing else: inputs that were acknowledged in the lost second, or that were in flight when everything was deleted.
"""

from pathlib import Path

import pytest

from sayso.testing.redis import Server
from tests.chaos.auditor import Report
from tests.chaos.pipeline import PUBLISH
from tests.chaos.scene import Scene, scene
from tests.chaos.servers import PowerMeter


def last_on_claims(stage: Scene) -> int:
    entries = stage.client.xrevrange("claims", count=1)
    return int(entries[0][0].partition(b"-")[0]) if entries else 0


def last_sent(stage: Scene) -> int:
    return int(stage.rows("select coalesce(max(position), 0) from outbox where sent_at is not null")[0][0])


def claims_are_whole(report: Report) -> bool:
    """Whatever became of inputs: each event of the outbox once on claims, at its position, and the store in order."""
    about_inputs = ("inputs: ", "units ended twice", "claims have no statement")
    others = [fault for fault in report.faults if not any(each in fault for each in about_inputs)]
    assert others == []
    return (report.lost_events, report.doubled_events) == (0, 0)


@pytest.mark.timeout(240)
def test_r5_power_cuts(tmp_path: Path, own_redis: Server) -> None:
    with PowerMeter(own_redis) as meter, scene(tmp_path / "scene", own_redis, seed=5) as stage:
        gone, cuts, at = [], 2, 0
        for _ in range(cuts):
            stage.push(range(at, at + 300))
            at += 300
            stage.wait_until_through(at - 200, seconds=60)
            stage.push([at])  # surely within the last second
            at += 1
            (relay,) = stage.pipeline.of(PUBLISH)
            stage.pipeline.freeze(relay)  # so that it cannot repair what is looked at next
            sent = last_sent(stage)
            moment, lost_bytes = meter.cut()
            stage.server.start()
            gone.append(sent - last_on_claims(stage))
            stage.pipeline.thaw(relay)
            stage.drain()
            lost = [each for each in stage.audit().lost_inputs if each in stage.receipts]
            assert all(stage.pushed_at[each] >= moment for each in lost), "an input older than the last second is lost"
            print(f"\nR5: {lost_bytes} bytes, {gone[-1]} events, {len(lost)} inputs of the last second", end="")
            for each in lost:
                del stage.receipts[each]
        assert claims_are_whole(stage.audit())
        assert max(gone) > 0, "no cut took an event from claims: nothing was tried"


@pytest.mark.timeout(240)
def test_r6_flushall(tmp_path: Path, own_redis: Server) -> None:
    with scene(tmp_path / "scene", own_redis, seed=6) as stage:
        stage.push(range(100))
        stage.wait_until_through(40)
        stage.client.flushall()
        stage.wait_for("work taken up again", 30, lambda: stage.client.exists("urls", "pages", "resolved") == 3)
        in_flight = len(stage.audit().lost_inputs)
        stage.receipts.clear()
        stage.push(range(100, 140))
        stage.drain()
        report = stage.audit()
        assert claims_are_whole(report)
        assert report.ends == {"stored": 40}
        stage.client.flushall()  # and once more when nothing comes after it: nobody's push may be needed
        took = stage.wait_for("claims published again", 20, lambda: last_on_claims(stage) == report.events)
        assert all(each.code != 0 for each in stage.pipeline.strays)
        assert claims_are_whole(stage.audit())
        print(f"\nR6: {in_flight} inputs were in flight; {report.events} events again after {took:.1f} s, "
              f"{len(stage.pipeline.strays)} workers ended themselves")  # fmt: skip
