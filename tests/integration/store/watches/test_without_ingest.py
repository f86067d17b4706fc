"""Where ingest is not installed, the role says so, and goes on without webhooks."""

from contextlib import AsyncExitStack
from typing import Any

import pytest

from sayso.runtime.service import MissingAbility
from sayso.runtime.settings import PlaceSettings
from sayso.runtime.worker import Worker
from sayso.runtime.worker_settings import WorkerSettings
from sayso_store.watches import role


async def test_webhooks_wait_and_the_log_says_why(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Any
) -> None:
    def none(name: str, _: PlaceSettings) -> Any:
        raise MissingAbility(name)

    place = PlaceSettings(data_dir=tmp_path)
    worker = Worker(place, WorkerSettings(), "watch")
    async with AsyncExitStack() as stack:
        assert await role._post(worker, stack) is not None, "here ingest is installed"
        monkeypatch.setattr(role, "ability", none)
        assert await role._post(worker, stack) is None
    assert "webhooks_unavailable" in caplog.text
    assert "no installed service offers 'post'" in caplog.text

    monkeypatch.setattr(Worker, "redis", property(lambda _: None))
    async with role.build_watch(worker):
        assert [name for name, _ in worker._background] == ["match", "stream", "prune"]
