"""What is pushed is itself the fault: poison (R15), the same thing many times (R16), entries of other
versions (R22), and all that before any worker has ever run (R1).

R17 (a handler slower than its lease) and R19 (two workers share a backlog) are ``tests/integration/delivery``.
"""

import os
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from sayso.testing.redis import Server
from tests.chaos import site
from tests.chaos.pipeline import DEDUPE, EXTRACT, INGEST, PERSIST, PUBLISH
from tests.chaos.scene import Scene, scene
from tests.hostile.killers import hanging

pytestmark = pytest.mark.alone

BUDGET = 3
PARSE_SECONDS = 3
HOSTILE = hanging()
"""Keeps an HTML parser busy for minutes: the worker holds it long enough to be killed over it."""
MEGABYTE = 1_000_000
POISON_SECONDS = 20.0
"""What the poison may cost the rest in all: three leases, three restarts, two cores busy with hostile pages, and the
100 MB that ingest reads and sets aside. A fixed price, so no share of the throughput of a load as short as this one; on
a machine where workers take long to start it is twice as long as that."""
LOAD = int(os.environ.get("CHAOS_LOAD", "250"))
"""Inputs beside the poison. ``make chaos-poison`` takes enough of them for the fixed price to be a share."""
ENOUGH = 2000
MOST = LOAD * 9 // 10
"""The throughput is taken over these: the last few may have been in flight beside the killer, and wait for a lease."""


@pytest.mark.timeout(240 + LOAD // 5)
def test_r15_poison_is_set_aside_and_the_rest_goes_on(tmp_path: Path, own_redis: Server) -> None:
    roles = {INGEST: 1, EXTRACT: 2, DEDUPE: 1, PERSIST: 1, PUBLISH: 1}
    budgets = {
        "SAYSO_DELIVERIES": str(BUDGET),
        "SAYSO_ATTEMPTS": str(BUDGET),
        "SAYSO_PARSE_SECONDS": str(PARSE_SECONDS),
    }
    starting = time.monotonic()
    with scene(tmp_path / "scene", own_redis, seed=15, roles=roles, env=budgets) as stage:
        stage.push(range(5))
        stage.drain()
        price = max(POISON_SECONDS, 2 * (time.monotonic() - starting))
        stage.push(range(100, 100 + LOAD))
        undisturbed = stage.wait_for("most of it", 60 + LOAD / 10, lambda: stored(stage) >= 5 + MOST)
        stage.drain()
        expected = push_poison(stage)
        (killer,) = stage.push_entries([{"html": HOSTILE + "killer"}])
        expected[killer] = ("delivery_budget", 1)
        stage.push(range(100 + LOAD, 100 + 2 * LOAD))
        began, kills, beside = time.monotonic(), 0, 0.0
        while dead_count(stage) < len(expected) or not beside:
            kills += kill_its_worker(stage, killer)
            stage.pipeline.look_after()
            if not beside and stored(stage) >= 5 + LOAD + MOST:
                beside = time.monotonic() - began
            assert time.monotonic() < began + 60 + LOAD / 10, (
                f"{dead_letters(stage)} {stored(stage)}\n{stage.pipeline.tail()}"
            )
            time.sleep(0.02)
        stage.drain()
        found = dead_letters(stage)
        assert {each: end[:2] for each, end in found.items()} == expected
        assert found[killer][2] == BUDGET
        assert kills == BUDGET
        stage.check(dead=len(expected))
        stage.wait_for("the killed workers' parsers gone", PARSE_SECONDS + 3, lambda: not stage.pipeline.orphans())
        print(f"\nR15: {MOST} inputs in {undisturbed:.1f} s undisturbed, {beside:.1f} s beside poison "
              f"({100 * undisturbed / beside:.0f} % of the throughput), {kills} extract workers killed")  # fmt: skip
        assert beside < 2 * undisturbed + price, "the rest waited for the poison"
        if LOAD >= ENOUGH:
            assert undisturbed / beside >= 0.8


def push_poison(stage: Scene) -> dict[str, tuple[str, int]]:
    """Push one of each kind; the reason each must end with, and after how many tries."""
    broken = f"http://paper1.localhost:{stage.site.port}/broken/1"
    poison: list[tuple[Mapping[str, str | bytes], str, int]] = [
        ({"html": HOSTILE + "hangs"}, "parse_timeout", 1),
        ({"text": b"x" * (100 * MEGABYTE)}, "entry_too_large", 1),
        ({"url": stage.site.url(1), "priority": "often"}, "invalid_field", 1),
        ({"url": stage.site.url(1), "schema": "url.pushed/99"}, "unknown_schema", 1),
        ({"url": b"http://\xff\xfe/"}, "invalid_utf8", 1),
        ({"link": stage.site.url(1)}, "missing_field", 1),
        ({"__data__": "an envelope"}, "reserved_field", 1),
        ({"url": broken}, "http_status", BUDGET),
    ]
    ids = stage.push_entries([entry for entry, _, _ in poison])
    return {entry_id: (reason, tries) for entry_id, (_, reason, tries) in zip(ids, poison, strict=True)}


def dead_count(stage: Scene) -> int:
    return int(stage.client.xlen("urls.dead")) + int(stage.client.xlen("pages.dead"))


def dead_letters(stage: Scene) -> dict[str, tuple[str, int, int]]:
    """Reason, tries and deliveries of each dead letter, by the id of the pushed entry it comes from."""
    found = {}
    for stream in ("urls", "pages"):
        for _, fields in stage.client.xrange(f"{stream}.dead"):
            origin = fields.get(b"entry.correlation_id", b"").removeprefix(b"urls-") or fields[b"entry_id"]
            counts = int(fields[b"attempts"]), int(fields[b"deliveries"])
            found[origin.decode()] = (fields[b"reason"].decode(), *counts)
    return found


def kill_its_worker(stage: Scene, pushed_id: str) -> int:
    """SIGKILL the extract worker that works on the page of this input; how many that were.

    One that has claimed it past the budget does not work on it: it has it to set it aside.
    """
    for entry_id, fields in stage.client.xrange("pages"):
        if fields.get(b"correlation_id") != f"urls-{pushed_id}".encode():
            continue
        for each in stage.client.xpending_range("pages", "extract", entry_id, entry_id, 1):
            if each["times_delivered"] > BUDGET:
                return 0
            pid = int(each["consumer"].rpartition(b"-")[2])
            for worker in stage.pipeline.of(EXTRACT):
                if worker.process.pid == pid and worker.process.poll() is None:
                    stage.pipeline.kill(worker)
                    return 1
    return 0


def stored(stage: Scene) -> int:
    """Articles of the site that are in the store."""
    return int(stage.rows("select count(*) from article where fetched_url like '%/story/%'")[0][0])


@pytest.mark.timeout(120)
def test_r1_r16_r22_pushed_before_the_start_the_same_again_and_other_versions(
    tmp_path: Path, own_redis: Server
) -> None:
    """Everything is there before any worker has ever run: groups that begin at the end would skip it."""
    with scene(tmp_path / "scene", own_redis, seed=16, start=False) as stage:
        same_url = {"url": stage.site.url(1)}
        inline = "http://paper0.localhost/inline"
        same_message = {"url": inline, "text": site.text(16, 2), "correlation_id": "pushed-10x"}
        ids = stage.push_entries([same_message] * 10)
        for _ in range(10):  # from ten pushers, one after another, among others
            stage.push_entries([same_url])
        old_and_new: list[Mapping[str, str | bytes]] = [
            {"url": stage.site.url(3)},
            {"url": stage.site.url(4), "schema": "url.pushed/1"},
            {"url": stage.site.url(5), "schema": "url.pushed/1", "colour": "blue", "nested": '{"a": [1]}'},
            {"text": site.text(16, 6), "novelty": b"\xff\x00"},
            {"url": stage.site.url(7), "source": "feed", "tags": "a,b", "priority": "0", "correlation_id": "mine"},
        ]
        ids += stage.push_entries(old_and_new)
        stage.pipeline.start()
        stage.drain(30)
        for entry_id in [*ids[:10], ids[-1]]:  # these chose their own correlation id, which the receipts do not know
            del stage.receipts[entry_id]
        report = stage.audit()
        own = [fault for fault in report.faults if "units ended twice" not in fault]
        assert (own, report.lost, report.doubled_events, report.dead) == ([], 0, 0, 0)
        urls = [row[0] for row in stage.rows("select fetched_url from article order by 1")]
        assert len(urls) == len(set(urls)) == 2 + len(old_and_new)
        assert stage.rows("select count(*) from unit where stage = 'persist' and disposition = 'stored'") == [(25,)]
        for article, tags in stage.rows("select fetched_url, tags from article"):
            assert (tags == "a,b") == article.endswith("/story/7")
        assert stage.rows("select count(*) from statement") == [(6 * len(urls),)]
        said = stage.rows("select count(distinct claim_id), count(*) from outbox where type = 'claim.new'")[0]
        assert said[0] == said[1] == stage.rows("select count(*) from claim")[0][0]
        print(f"\nR16: 10 x one message, 10 x one URL: 2 documents, {said[0]} claims, each announced once")
