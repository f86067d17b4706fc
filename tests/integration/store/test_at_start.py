"""A worker that is there before its database waits for it, and not for ever."""

import asyncio
import uuid

import pytest
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import OperationalError

from sayso_store.at_start import migrate_patiently
from sayso_store.store_settings import StoreSettings


@pytest.mark.postgres
async def test_it_waits_until_the_database_is_there(postgres_server: str) -> None:
    name = f"late_{uuid.uuid4().hex[:12]}"
    url = make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    waiting = asyncio.create_task(migrate_patiently(url, StoreSettings(store_wait=60)))
    await asyncio.sleep(0.7)
    assert not waiting.done()
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT", connect_args={"client_encoding": "utf8"})
    with admin.connect() as connection:
        connection.execute(
            text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
        )
        await waiting
        late = create_engine(url, connect_args={"client_encoding": "utf8"})
        assert inspect(late).has_table("outbox")
        late.dispose()
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


async def test_it_does_not_wait_for_ever() -> None:
    with pytest.raises(OperationalError):
        await migrate_patiently("postgresql+psycopg://nobody@127.0.0.1:1/none", StoreSettings(store_wait=0))
