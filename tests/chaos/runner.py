"""``python -m tests.chaos.runner``: many documents, many kills, and the count of what was lost and what is doubled.

Documents are pushed while the pipeline works, a fifth of them a second time, and processes are killed at random as the
work goes on (``faults``). When nothing moves any more the auditor counts, and one line tells the result::

    documents 20000 pushes 25031 kills 300 lost 0 duplicate 0 seconds 900 S seed 1

The exit code is 1 if anything was lost or doubled, or is otherwise wrong. A run can be repeated by its seed, as far as
the faults go: which step of which process a kill meets is up to the machine, and is what many kills are for.
"""

import argparse
import contextlib
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import redis

from sayso.testing.redis import server
from tests.chaos import servers
from tests.chaos.auditor import Report
from tests.chaos.faults import Fault, schedule
from tests.chaos.pipeline import DEDUPE, EXTRACT, INGEST, PERSIST, PUBLISH
from tests.chaos.scene import Scene, Stuck, scene, with_duplicates
from tests.chaos.servers import Postgres

ROLES = {INGEST: 1, EXTRACT: 2, DEDUPE: 1, PERSIST: 1, PUBLISH: 1}
BATCH, BACKLOG = 200, 1000
"""How many are pushed at once, and how many may wait: then kills meet a full pipeline until the end."""
_DOWN_SECONDS = 0.3
_STALLED_SECONDS = 120.0
_LOOK_EVERY = 0.05


@dataclass
class Result:
    """What a run did and what the auditor found."""

    documents: int
    pushes: int
    kills: int
    seconds: float
    seed: int
    report: Report
    strays: int

    def __str__(self) -> str:
        return (
            f"documents {self.documents} pushes {self.pushes} kills {self.kills} lost {self.report.lost} "
            f"duplicate {self.report.duplicate} seconds {self.seconds:.0f} S seed {self.seed}"
        )

    @property
    def is_clean(self) -> bool:
        """Whether the promise held."""
        return not (self.report.lost or self.report.duplicate or self.report.faults or self.strays)


class Run:
    """One run over a scene."""

    def __init__(
        self, scene: Scene, postgres: Postgres | None, documents: int, faults: Iterator[Fault], seed: int
    ) -> None:
        self._scene, self._postgres = scene, postgres
        self._chance = random.Random(f"run {seed}")
        self._numbers = list(with_duplicates(random.Random(f"pushes {seed}"), range(documents)))
        self._faults = faults
        self._documents, self._seed = documents, seed
        self.kills = 0

    def go(self) -> Result:
        """Push, kill, wait, count. Raises :class:`~tests.chaos.scene.Stuck` when nothing moves for two minutes."""
        began = time.monotonic()
        due = next(self._faults, None)
        at, through, moved = 0, 0, time.monotonic()
        while at < len(self._numbers) or due is not None:
            self._scene.pipeline.look_after()
            with contextlib.suppress(redis.RedisError):
                waiting = self._scene.waiting()
                if at < len(self._numbers) and waiting < BACKLOG:
                    batch = self._numbers[at : at + BATCH]
                    self._scene.push(batch)
                    at, waiting = at + len(batch), waiting + len(batch)
                if at - waiting > through:
                    through, moved = at - waiting, time.monotonic()
            while due is not None and (through >= due.at * len(self._numbers) or through == len(self._numbers)):
                self._do(due)
                due = next(self._faults, None)
            if time.monotonic() - moved > _STALLED_SECONDS:
                raise Stuck(f"nothing got through for {_STALLED_SECONDS:g} s\n{self._scene.pipeline.tail()}")
            time.sleep(_LOOK_EVERY)
        self._scene.drain(_STALLED_SECONDS)
        seconds = time.monotonic() - began
        strays = self._scene.pipeline.strays
        if self._postgres is not None:  # a store role that starts while PostgreSQL is away ends with 1
            strays = [each for each in strays if (each.role[0], each.code) != ("store", 1)]
        return Result(
            self._documents, len(self._numbers), self.kills, seconds, self._seed, self._scene.audit(), len(strays)
        )

    def _do(self, fault: Fault) -> None:
        self.kills += 1
        if fault.kind == "redis":
            self._scene.server.kill()
            time.sleep(_DOWN_SECONDS)
            self._scene.server.start()
            # Redis rewrites its file when it has doubled since the start, so one that is killed often never does;
            # here it begins at once, and some later kill meets it in the middle
            self._scene.client.bgrewriteaof()
        elif fault.kind == "postgres" and self._postgres is not None:
            self._postgres.kill()
            time.sleep(_DOWN_SECONDS)
            self._postgres.start()
        else:
            self._scene.pipeline.kill_any(self._chance)


@contextlib.contextmanager
def database(kind: str) -> Iterator[Postgres | None]:
    """The PostgreSQL of a run, None where it is SQLite."""
    if kind == "sqlite":
        yield None
        return
    with servers.postgres() as postgres:
        yield postgres


def run(
    folder: Path,
    *,
    documents: int,
    kills: int,
    seed: int = 1,
    kind: str = "sqlite",
    redis_every: int = 0,
    postgres_every: int = 0,
) -> Result:
    """A whole run in a folder of its own."""
    with (
        database(kind) as postgres,
        server(folder / "redis") as one,
        scene(folder, one, seed=seed, roles=ROLES, database_url=postgres.url if postgres else None) as stage,
    ):
        faults = schedule(seed, kills, redis_every=redis_every, postgres_every=postgres_every)
        result = Run(stage, postgres, documents, faults, seed).go()
        if not result.is_clean:
            print("\n".join([*result.report.faults, *map(str, stage.pipeline.strays), stage.pipeline.tail()]))
        return result


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.runner")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--redis-every", type=int, default=0, metavar="N", help="every Nth kill is Redis's")
    parser.add_argument("--pg-every", type=int, default=0, metavar="N", help="every Nth kill is PostgreSQL's")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sayso-chaos-") as folder:
        result = run(
            Path(folder),
            documents=given.documents,
            kills=given.kills,
            seed=given.seed,
            kind=given.database,
            redis_every=given.redis_every,
            postgres_every=given.pg_every,
        )
    print(result)
    return 0 if result.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
