"""How the store does, on both databases: the proof of writing is a real commit, and the outbox's figures are right."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from sayso.runtime.abilities import StoreAway
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.sql import SqlStore
from sayso_store.adapters.state import StoreState
from sayso_store.migrate import migrate
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import reading


def test_the_proof_is_a_commit_that_changes_nothing(engine: Engine) -> None:
    mark = "PRAGMA data_version" if engine.dialect.name == "sqlite" else "SELECT xmin::text FROM alembic_version"
    plain = create_engine(engine.url)  # without our BEGIN, which would hold on to what it saw at first

    def look(query: str) -> object:
        with plain.connect() as connection:
            return connection.execute(text(query)).scalar_one()

    revision, before = look("SELECT version_num FROM alembic_version"), look(mark)
    StoreState(engine).prove_write()
    assert look(mark) != before
    assert look("SELECT version_num FROM alembic_version") == revision
    plain.dispose()


def test_a_database_that_only_reads_fails_the_proof(store_url: str) -> None:
    migrate(store_url)
    engine = open_engine(store_url)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
            connection.rollback()
    else:
        with engine.begin() as connection:
            connection.execute(text(f"ALTER DATABASE {engine.url.database} SET default_transaction_read_only = on"))
        engine.dispose()
    with pytest.raises(DBAPIError):
        StoreState(engine).prove_write()
    StoreState(engine)()  # which only reads
    engine.dispose()


_NO_MORE_ROOM = """
import resource, signal, sys
from sqlalchemy.exc import DBAPIError
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.state import StoreState
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
state = StoreState(open_engine(sys.argv[1]))
state.prove_write()
resource.setrlimit(resource.RLIMIT_FSIZE, (1, 1))
try:
    state.prove_write()
except DBAPIError as error:
    sys.exit(7 if "disk" in str(error) else 1)
"""


def test_a_disk_without_room_fails_the_proof(tmp_path: Path) -> None:
    """R12: nothing can be written any more, as the system tells it; what was read is read on."""
    url = f"sqlite:///{tmp_path}/store.sqlite"
    migrate(url)
    ended = subprocess.run([sys.executable, "-c", _NO_MORE_ROOM, url], check=False, capture_output=True, text=True)
    assert ended.returncode == 7, ended.stderr


def test_the_outbox_is_told_numbered_or_not(engine: Engine) -> None:
    state = StoreState(engine, lambda: NOW + timedelta(seconds=90))
    assert (state().outbox_waiting, state().outbox_oldest, state().published) == (0, 0.0, 0)
    SqlStore(engine).persist([reading("a", "x"), reading("b", "y")], NOW)
    waiting = state().outbox_waiting
    assert waiting >= 2
    assert state().outbox_oldest == 90
    outbox = SqlOutbox(engine)
    outbox.number(1)
    assert state().outbox_waiting == waiting
    outbox.number(1000)
    assert (state().outbox_waiting, state().published) == (waiting, 0)
    outbox.mark_sent([1], "2031-05-01T12:00:00Z")
    assert (state().outbox_waiting, state().published) == (waiting - 1, 1)
    assert state().bytes > 10_000
    assert state().kind == engine.dialect.name


def test_a_store_that_is_away_says_so_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreAway) as said:
        StoreState(open_engine(f"sqlite:///{tmp_path}/no/such.sqlite"))()
    assert "\n" not in str(said.value)
