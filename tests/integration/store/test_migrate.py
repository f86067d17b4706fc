"""Migrations: from nothing, again, at once, and in step with the schema."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from sayso_store import migrate as module
from sayso_store.adapters.engine import open_engine, writing
from sayso_store.schema import metadata


def test_the_revisions_make_what_the_schema_says(store_url: str) -> None:
    module.migrate(store_url)
    engine = open_engine(store_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata) == []
    engine.dispose()


def test_a_second_time_changes_nothing_and_the_way_back_leaves_nothing(store_url: str) -> None:
    module.migrate(store_url)
    module.migrate(store_url)
    engine = open_engine(store_url)
    assert set(metadata.tables) < set(inspect(engine).get_table_names())
    with writing(engine).begin() as connection:
        command.downgrade(module.alembic_config(connection), "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_many_processes_at_once(store_url: str) -> None:
    with ProcessPoolExecutor(6, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(module.migrate, [store_url] * 6)) == [None] * 6


def test_the_folder_of_a_sqlite_store_is_made(tmp_path: Path) -> None:
    module.migrate(f"sqlite:///{tmp_path}/not/there/store.sqlite")
    assert (tmp_path / "not" / "there" / "store.sqlite").exists()
