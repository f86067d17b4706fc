"""``python -m tests.chaos.mutations [LETTER …]``: takes each guard away in turn and asks whether a test notices.

A test that cannot fail proves nothing. Each mutation below removes one thing that the promise rests on, in a copy of
the source tree, and names the smallest tests that must catch it. The copy comes first on PYTHONPATH, so it is what
tests and worker processes import; that is looked at before anything is run, and the tests must pass on the copy as it
is. Printed is ``caught`` or ``MISSED`` for each; the exit code is 1 if any was missed or nothing could be told.

A mutation whose old text is not found, or is found twice, is an error: whoever moves a guard moves it here as well.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = ("shared", "services", "tests", "seeds", "pyproject.toml")
SOURCES = ("shared", "services/ingest", "services/extract", "services/store")
PACKAGES = ("sayso", "sayso_ingest", "sayso_extract", "sayso_store")
SECONDS = 400
"""For the tests of one mutation."""

DELIVERY = "shared/sayso/runtime/delivery"
STORE = "services/store/sayso_store"
IN_DELIVERY = "tests/integration/delivery/test_delivery.py::"
IN_RELAY = "tests/integration/store/test_relay.py::"
IN_CONCURRENCY = "tests/integration/store/test_concurrency.py::"
IN_INDEX = "tests/integration/store/test_index.py::"
IN_UNCHANGED = "tests/integration/ingest/test_unchanged.py::"
FRONTIER = "services/ingest/sayso_ingest/adapters/frontier.py"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One guard, how it is taken away, and who must notice."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


class OutOfDate(Exception):
    """A mutation no longer fits the source."""


MUTATIONS = (
    Mutation(
        "a: the hand-over publishes whether or not it acknowledged",
        f"{DELIVERY}/scripts.py",
        "if redis.call('XACK', KEYS[1], ARGV[1], ARGV[2]) == 0 then return 0 end\n"
        "redis.call('XDEL', KEYS[1], ARGV[2])\nlocal i = 3",
        "redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])\nredis.call('XDEL', KEYS[1], ARGV[2])\nlocal i = 3",
        (f"{IN_DELIVERY}test_a_worker_that_lost_its_lease_cannot_hand_over_a_second_time",),
    ),
    Mutation(
        "b: nobody takes over what a dead worker left",
        f"{DELIVERY}/consumer.py",
        "idle = await self._member.idle_for(self._lease_ms, most=100)",
        "idle: list[Pending] = []",
        (f"{IN_DELIVERY}test_abandoned_work_is_taken_over_and_set_aside_when_it_keeps_killing",),
    ),
    Mutation(
        "c: leases are not renewed",
        f"{DELIVERY}/consumer.py",
        "        ids = list(self._in_flight)\n        if ids:\n            await self._member.renew(ids)\n",
        "        self._in_flight.copy()\n",
        (f"{IN_DELIVERY}test_a_slow_handler_keeps_its_lease",),
    ),
    Mutation(
        "d: the whole backlog is read at once",
        f"{DELIVERY}/consumer.py",
        "entries = await self._new_entries(count)",
        "entries = await self._new_entries(count + 1_000_000)",
        (f"{IN_DELIVERY}test_two_workers_share_a_backlog",),
    ),
    Mutation(
        "e: positions are serial ids",
        f"{STORE}/adapters/outbox.py",
        ".values(position=last + placed.c.place)",
        ".values(position=placed.c.id)",
        (f"{IN_CONCURRENCY}test_an_event_that_was_drawn_first_and_committed_last_is_sent",),
    ),
    Mutation(
        "e: events go to the stream under ids of its own",
        f"{STORE}/publish.py",
        "local answer = redis.pcall('XADD', KEYS[1], id, unpack(",
        "local answer = redis.pcall('XADD', KEYS[1], '*', unpack(",
        (f"{IN_RELAY}test_goes_on_where_another_died",),
    ),
    Mutation(
        "f: what Redis lost is not marked as unsent",
        f"{STORE}/publish.py",
        "lost = await asyncio.to_thread(self.outbox.mark_unsent, last)",
        "lost = 0",
        (f"{IN_RELAY}test_the_last_second_lost_in_a_power_cut_is_sent_again",),
    ),
    Mutation(
        "f: the relay looks for what was lost only when there is something new",
        f"{STORE}/relay_loop.py",
        "lost = await relay.reconcile()",
        "lost = 0",
        ("tests/chaos/test_redis_loss.py::test_r6_flushall",),
    ),
    Mutation(
        "g: work is acknowledged before it is committed",
        f"{STORE}/persist.py",
        "        stored = await asyncio.to_thread(self.store.persist, events, self.clock())\n"
        "        return [_done(event, each) for event, each in zip(events, stored, strict=True)]\n",
        "        asyncio.get_running_loop().call_later(0.2, self.store.persist, events, self.clock())\n"
        '        return [Done(Disposition.STORED, facts={"statements_new": 1}) for _ in events]\n',
        ("tests/chaos/test_marks.py",),
    ),
    Mutation(
        "h: groups begin at the end of the stream",
        f"{DELIVERY}/groups.py",
        'id="0"',
        'id="$"',
        ("tests/chaos/test_inputs.py::test_r1_r16_r22_pushed_before_the_start_the_same_again_and_other_versions",),
    ),
    Mutation(
        "i: events are written after the rows are committed",
        f"{STORE}/adapters/batch.py",
        "bulk.add(self.connection, outbox, rows)",
        '[self.connection.exec_driver_sql(each) for each in ("COMMIT", "BEGIN IMMEDIATE")]\n'
        "        bulk.add(self.connection, outbox, rows)",
        ("tests/chaos/test_marks.py",),
    ),
    Mutation(
        "j: the relay does not remember what it added",
        f"{STORE}/publish.py",
        "  if latest then redis.call('SET', KEYS[2], latest) end\n",
        "",
        (f"{IN_RELAY}test_what_was_added_unmarked_and_trimmed_is_done",),
    ),
    Mutation(
        "k: dedupe's index is refused when Redis is full",
        f"{STORE}/adapters/redis_index.py",
        "EVEN_WHEN_FULL + script",
        '(EVEN_WHEN_FULL + script).removeprefix(EVEN_WHEN_FULL) + ""',
        (f"{IN_INDEX}test_redis_at_its_memory_limit_still_takes_what_is_in_the_pipeline",),
    ),
    Mutation(
        "l: a unit believes its own record of a page that it never handed over",
        FRONTIER,
        "if page is not None and page.unit == unit_id:",
        "if page is not None and page.unit == unit_id and False:",
        (f"{IN_UNCHANGED}test_m7_killed_before_the_hand_over_it_is_fetched_again", "tests/chaos/test_marks.py"),
    ),
    Mutation(
        "m: who finds a page unchanged vouches for it",
        FRONTIER,
        "page = replace(known.page, at=now,",
        'page = replace(known.page, unit="another", at=now,',
        (f"{IN_UNCHANGED}test_m7_who_finds_it_unchanged_does_not_vouch_for_it",),
    ),
    Mutation(
        "n: a worker that was paused writes over another's record",
        FRONTIER,
        "if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end\n",
        "",
        (f"{IN_UNCHANGED}test_m7_a_worker_that_was_paused_does_not_write_over_anothers_record",),
    ),
)


def main(letters: Sequence[str]) -> int:
    """Run them all, or those whose letters are given."""
    chosen = [each for each in MUTATIONS if not letters or each.name[0] in letters]
    print(f"{len(chosen)} mutations of {ROOT}", flush=True)
    with copied() as tree:
        shadowed(tree)
        for mutation in MUTATIONS:
            changed(tree, mutation)
        every = tuple(dict.fromkeys(test for mutation in chosen for test in mutation.tests))
        code, seconds, output = tested(tree, every)
        print(f"{'passes' if code == 0 else 'FAILS'}   the copy as it is ({seconds:.0f} s)", flush=True)
        if code != 0:
            print(output[-5000:])
            return 1
        bad = [mutation for mutation in chosen if not caught(tree, mutation)]
    print(f"{len(chosen) - len(bad)} of {len(chosen)} caught")
    return 1 if bad or not chosen else 0


@contextmanager
def copied() -> Iterator[Path]:
    """A copy of the source tree and its tests, for the time of a ``with`` block."""
    with tempfile.TemporaryDirectory(prefix="sayso-mutations-") as folder:
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                without = shutil.ignore_patterns("__pycache__", "*.egg-info", "build")
                shutil.copytree(source, Path(folder) / name, ignore=without)
            else:
                shutil.copy(source, folder)
        yield Path(folder)


def shadowed(tree: Path) -> None:
    """Make sure that the copy is what is imported. Raises OutOfDate."""
    lines = [f"import {name}; print({name}.__path__[0])" for name in PACKAGES]
    places = run(tree, [sys.executable, "-c", "\n".join(lines)]).stdout.split()
    for name, place in zip(PACKAGES, places, strict=True):
        if not Path(place).resolve().is_relative_to(tree.resolve()):
            raise OutOfDate(f"{name} is imported from {place} and not from the copy")


def changed(tree: Path, mutation: Mutation) -> str:
    """The mutated file's text. Raises OutOfDate where the old text is not there exactly once."""
    text = (tree / mutation.file).read_text(encoding="utf-8")
    times = text.count(mutation.old)
    if times != 1:
        raise OutOfDate(f"{mutation.name}: its old text is {times} times in {mutation.file}")
    return text.replace(mutation.old, mutation.new)


def caught(tree: Path, mutation: Mutation) -> bool:
    """Take the guard away, run the tests, put it back."""
    file = tree / mutation.file
    good = file.read_text(encoding="utf-8")
    file.write_text(changed(tree, mutation), encoding="utf-8")
    try:
        code, seconds, output = tested(tree, mutation.tests)
    finally:
        file.write_text(good, encoding="utf-8")
    # 1 is pytest's word for failed tests; 2 and more mean that nothing was tested
    verdict = {0: "MISSED", 1: "caught"}.get(code, f"BROKEN ({code})")
    print(f"{verdict}   {mutation.name} ({seconds:.0f} s)", flush=True)
    if code > 1:
        print(output[-2000:])
    return code == 1


def tested(tree: Path, tests: Sequence[str]) -> tuple[int, float, str]:
    """Run tests in the copy: pytest's exit code, seconds, output."""
    began = time.monotonic()
    try:
        done = run(tree, [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests])
    except subprocess.TimeoutExpired:
        return 1, time.monotonic() - began, "not done in time"
    return done.returncode, time.monotonic() - began, done.stdout + done.stderr


def run(tree: Path, command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    """Run something in the copy, with the copy first on the path."""
    path = os.pathsep.join(str(tree / each) for each in SOURCES)
    env = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True, check=False, timeout=SECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
