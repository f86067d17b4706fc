"""R7: PostgreSQL is killed with all its backends, also while a commit is under way, with workers killed in between.

What became of a commit whose answer never came is unknown to the worker; it does the work again, and the rows' keys
resolve it. R8, many store workers with commits that overtake one another, is ``tests/integration/store``'s
``test_concurrency``; here two persist workers run at once as well.
"""

import contextlib
import random
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from sayso.testing.redis import Server
from tests.chaos import servers
from tests.chaos.pipeline import DEDUPE, EXTRACT, INGEST, PERSIST, PUBLISH
from tests.chaos.scene import scene, with_duplicates
from tests.chaos.servers import Postgres
from tests.integration.store.postgres import NoPostgres

ROLES = {INGEST: 1, EXTRACT: 1, DEDUPE: 1, PERSIST: 2, PUBLISH: 1}

pytestmark = pytest.mark.postgres


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """A server whose commits take a tenth of a second, so that there is something to be killed in."""
    try:
        with servers.postgres(commit_delay="100000", commit_siblings="0") as server:
            yield server
    except NoPostgres as reason:
        pytest.skip(str(reason))


def caught_committing(postgres: Postgres, seconds: float = 20.0) -> bool:
    """Wait until a transaction is inside its COMMIT, and kill the server then."""
    deadline = time.monotonic() + seconds
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(postgres.dsn, autocommit=True) as server:
        while time.monotonic() < deadline:
            query = "select count(*) from pg_stat_activity where state = 'active' and query = 'COMMIT'"
            if (row := server.execute(query).fetchone()) and row[0]:
                postgres.kill()
                return True
    return False


@pytest.mark.timeout(240)
def test_r7_postgresql_is_killed_also_in_a_commit(tmp_path: Path, own_redis: Server, postgres: Postgres) -> None:
    chance = random.Random(7)
    with scene(tmp_path / "scene", own_redis, seed=7, database_url=postgres.url, roles=ROLES) as stage:
        numbers = list(with_duplicates(chance, range(240)))
        part = len(numbers) // 8
        in_commit = 0
        for n in range(8):
            stage.push(numbers[n * part : (n + 1) * part if n < 7 else len(numbers)])
            stage.wait_until_through(max(0, n * part - 30))
            if n % 2:
                postgres.kill()
            else:
                in_commit += caught_committing(postgres)
            if n % 4 == 3:
                stage.pipeline.kill(stage.pipeline.of(PERSIST)[0])
            time.sleep(0.2)
            postgres.start()
        stage.drain(90)
        # a worker that starts while PostgreSQL is away ends with 1 and is started again; nothing else may end
        assert all(each.code == 1 and each.role[0] == "store" for each in stage.pipeline.strays)
        stage.pipeline.ends.clear()
        report = stage.check()
        assert len(report.articles) == 240
        assert report.ends == {"stored": len(numbers)}
        assert in_commit >= 3, "too few kills met a commit"
        print(f"\nR7: 8 kills of PostgreSQL, {in_commit} inside a COMMIT: {report.events} events, lost 0 duplicate 0")
