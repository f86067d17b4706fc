"""``sayso watch`` on a store of its own: what is added, shown and removed, and what is refused with one line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sayso.cli.app import app
from sayso_store.adapters.delivery_rows import DeliveryRows
from sayso_store.adapters.engine import open_engine

Watch = Callable[..., Result]


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    for name in ("SAYSO_REDIS_URL", "SAYSO_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return lambda *words: CliRunner().invoke(app, ["watch", *words, "--data-dir", str(tmp_path)])


def test_a_watch_from_its_beginning_to_its_end(watch: Watch, tmp_path: Path) -> None:
    words = ("--speaker", "Varga", "--words", "dam", "--only-disputed", "--outlets", "2", "--name", "Dam")
    made = json.loads(watch("add", *words, "--webhook", "https://desk.example/hook?token=hush", "--json").stdout)
    assert made["secret"].startswith("whsec_")
    shown = watch("list", "--json").stdout
    assert (made["secret"] in shown, "hush" in shown) == (False, False)
    (listed,) = json.loads(shown)
    assert listed["query"] == {"words": "dam", "speaker": "Varga", "disputed": "1", "outlets": "2"}

    failed = watch("test", "Dam", "--wait", "0")
    assert (failed.exit_code, "is the role watch running" in failed.stderr.replace("\n", " ")) == (1, True)
    rows = DeliveryRows(open_engine(f"sqlite:///{tmp_path / 'store.sqlite'}"))
    parcel = rows.take(made["watch_id"], "me", "2031-05-04", "2031-05-05")
    assert parcel is not None
    rows.given_up(parcel, "403: not taken", 403, "2031-05-04T12:00:00.000Z")
    (delivery,) = json.loads(watch("deliveries", "Dam", "--json").stdout)
    assert (delivery["state"], delivery["error"], delivery["test"]) == ("failed", "403: not taken", True)
    assert watch("redrive", "Dam").stdout == "redriven 0\n"

    assert watch("remove", made["watch_id"]).exit_code == 0
    assert "no watches" in watch("list").stdout
    for command in ("remove", "deliveries", "redrive", "test"):
        assert watch(command, "Dam").exit_code == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--number", "lots"), "a number is wanted"),
        (("--kind", "shouted"), "kind"),
        (("--webhook", "ftp://a.example/"), "webhook: a URL is wanted"),
        (("--reported-since", "2031-05-02", "--reported-until", "2031-05-01"), "since is after until"),
    ],
)
def test_what_makes_no_sense_is_refused(watch: Watch, words: tuple[str, ...], says: str) -> None:
    refused = watch("add", *words)
    assert (refused.exit_code, says in refused.stderr.replace("\n", " ")) == (1, True), refused.stderr
    assert "no watches" in watch("list").stdout
