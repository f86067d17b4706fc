"""``sayso feeds`` and ``sayso push --feed`` as people type them, on a real Redis."""

import json
from pathlib import Path

import pytest
import redis as blocking
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.testing.redis import Server

run = CliRunner().invoke
TARN, MILL = "https://tarn.example/feed", "https://mill.example/sitemap.xml"


@pytest.fixture
def queue(own_redis: Server, monkeypatch: pytest.MonkeyPatch) -> "blocking.Redis":
    monkeypatch.setenv("SAYSO_REDIS_URL", own_redis.url)
    return blocking.Redis(unix_socket_path=str(own_redis.socket))


def listed() -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run(app, ["feeds", "list", "--json"]).stdout)
    return found


def test_feeds_are_added_listed_and_removed(queue: "blocking.Redis") -> None:
    assert "no feeds" in run(app, ["feeds", "list"]).output
    added = run(app, ["feeds", "add", "HTTPS://Tarn.example/feed", "--name", "Tarn", "--tags", "a,b", "--every", "15m"])
    assert added.exit_code == 0, added.output
    assert run(app, ["feeds", "add", MILL, "--kind", "sitemap"]).exit_code == 0
    again = json.loads(run(app, ["feeds", "add", TARN, "--name", "Tarn", "--json"]).stdout)
    assert again == [{"url": TARN, "new": False, "refused": None}]
    mill, tarn = listed()
    assert (mill["url"], mill["kind"], mill["next_in"], mill["polled_at"]) == (MILL, "sitemap", 0.0, None)
    assert (tarn["name"], tarn["every"]) == ("Tarn", None)
    shown = run(app, ["feeds", "list"])
    assert "Tarn" in shown.output
    assert "never" in shown.output
    assert run(app, ["feeds", "remove", "Tarn", MILL]).exit_code == 0
    assert listed() == []
    missing = run(app, ["feeds", "remove", TARN])
    assert missing.exit_code == 1
    assert "not on the list" in missing.output


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["add", "ftp://t.example/"], 1, "scheme"),
        (["add", "http://10.0.0.1/feed", TARN], 1, "private_address"),
        (["add", TARN, "--kind", "page"], 2, "neither feed nor sitemap"),
        (["add", TARN, "--every", "5s"], 2, "once a minute"),
        (["add", TARN, "--every", "soon"], 2, "15m"),
        (["import", "no-such-file"], 2, "No such file"),
        (["import", __file__], 2, "no OPML"),
    ],
)
def test_what_is_wrong_is_said(words: list[str], code: int, said: str, queue: "blocking.Redis") -> None:
    result = run(app, ["feeds", *words])
    assert result.exit_code == code, result.output
    assert said in " ".join(result.output.replace("│", " ").split())


def test_an_export_is_a_backup(queue: "blocking.Redis", tmp_path: Path) -> None:
    run(app, ["feeds", "add", TARN, "--name", "Tarn & co", "--tags", "a,b", "--every", "2h"])
    run(app, ["feeds", "add", MILL, "--kind", "sitemap"])
    file = tmp_path / "feeds.opml"
    assert run(app, ["feeds", "export", str(file)]).exit_code == 0
    assert run(app, ["feeds", "export"]).stdout.encode() == file.read_bytes()
    before = listed()
    queue.flushall()
    result = run(app, ["feeds", "import", str(file)])
    assert "added 2, known before 0, refused 0" in result.output
    again = listed()
    for each in ("url", "kind", "tags", "every"):
        assert [one[each] for one in again] == [one[each] for one in before]
    assert again[1]["name"] == "Tarn & co"


def test_an_import_counts_what_it_did(queue: "blocking.Redis", tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    rows = "".join(f'<outline text="{n}" xmlUrl="https://t.example/{n}"/>' for n in range(1200))
    file.write_text(f'<opml><body><outline text="News">{rows}<outline xmlUrl="file:///x"/></outline></body></opml>')
    run(app, ["feeds", "add", "https://t.example/7"])
    result = run(app, ["feeds", "import", str(file), "--tags", "mine"])
    assert "added 1199, known before 1, refused 1" in " ".join(result.output.split())
    assert "file:///x" in result.output
    assert {each["tags"] for each in listed()} == {"News,mine"}


def test_push_takes_feeds_and_sitemaps(queue: "blocking.Redis") -> None:
    result = run(
        app, ["push", "--feed", TARN, "--sitemap", MILL, "--sitemap", TARN, "--tags", "x", "https://a.example/"]
    )
    assert result.exit_code == 0, result.output
    entries: list[tuple[bytes, dict[bytes, bytes]]] = queue.xrange("urls")  # type: ignore[assignment]
    assert [(each[b"url"].decode(), each[b"kind"].decode()) for _, each in entries] == [
        ("https://a.example/", "page"),
        (TARN, "feed"),
        (MILL, "sitemap"),
        (TARN, "sitemap"),
    ]


def test_without_redis_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAYSO_REDIS_URL", f"unix://{tmp_path}/none.sock")
    result = run(app, ["feeds", "list"])
    assert result.exit_code == 2
    assert "no Redis" in result.output
