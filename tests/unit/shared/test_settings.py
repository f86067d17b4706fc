"""Settings: where things are, and what may be shown of them."""

from pathlib import Path

import pytest

from sayso.runtime.settings import PlaceSettings, masked
from sayso.runtime.worker_settings import WorkerSettings


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("redis://user:secret@host:6379/0", "redis://user:***@host:6379/0"),
        ("redis://:secret@host", "redis://:***@host"),
        ("postgresql+psycopg://a:p%40ss@db/x", "postgresql+psycopg://a:***@db/x"),
        ("redis://host:6379/0", "redis://host:6379/0"),
        ("no url", "no url"),
        (5, 5),
    ],
)
def test_a_password_is_never_shown(value: object, shown: object) -> None:
    assert masked(value) == shown


def test_without_urls_everything_is_in_the_data_folder(tmp_path: Path) -> None:
    place = PlaceSettings(data_dir=tmp_path, redis_url=None, database_url=None)
    assert place.effective_redis_url == f"unix://{tmp_path}/redis.sock"
    assert place.effective_database_url == f"sqlite:///{tmp_path}/store.sqlite"


def test_a_long_folder_still_has_a_socket(tmp_path: Path) -> None:
    """A unix socket's path has at most 104 bytes on macOS."""
    place = PlaceSettings(data_dir=tmp_path / ("x" * 150))
    assert len(str(place.socket)) <= 104
    assert place.socket != PlaceSettings(data_dir=tmp_path / ("y" * 150)).socket


@pytest.mark.parametrize("url", ["postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg://u@h/d"])
def test_postgresql_urls_get_our_driver(url: str) -> None:
    assert PlaceSettings(database_url=url).effective_database_url == "postgresql+psycopg://u@h/d"


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_REDIS_URL", "redis://elsewhere")
    monkeypatch.setenv("SAYSO_LEASE_SECONDS", "7")
    assert not PlaceSettings().is_embedded
    assert WorkerSettings().lease_seconds == 7
