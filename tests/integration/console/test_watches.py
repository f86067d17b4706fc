"""Standing queries in the console: the pages and the API, who may change them, and what is never shown again."""

import re

import pytest
from httpx import AsyncClient
from pydantic import SecretStr
from sqlalchemy import Engine

from sayso_store.adapters.delivery_rows import DeliveryRows
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.watch_rows import WatchRows
from sayso_store.watches.book import WatchBook
from sayso_store.watches.matching import Matcher
from tests.integration.console.conftest import OPERATE, READ, Asking

HOOK = "https://desk.example/hook?token=hush"


async def form(client: AsyncClient, address: str, **fields: str) -> str:
    """Send a form as a page of this session does; the page that answers."""
    page = (await client.get("/watches")).text
    found = re.search(r'name="forgery" value="([^"]*)"', page)
    assert found is not None
    answer = await client.post(address, data={"forgery": found[1], **fields}, follow_redirects=True)
    return answer.text


async def test_a_watch_is_added_and_its_secret_is_shown_once(client: AsyncClient, engine: Engine) -> None:
    shown = await form(client, "/watches", name="Bridges", words="bridge", disputed="1", webhook=HOOK)
    secret = re.search(r"<code>(whsec_[^<]+)</code>", shown)
    assert secret is not None
    (row,) = WatchRows(engine).views()[1]
    assert (row["secret"], row["webhook"]) == (secret[1].replace("&#43;", "+"), HOOK)
    again = (await client.get("/watches")).text
    assert "Bridges" in again
    assert "words bridge, disputed 1" in again
    assert "whsec_" not in again
    assert "hush" not in again
    assert "whsec_" not in (await client.get(f"/watches/{row['watch_id']}")).text


async def test_what_makes_no_sense_comes_back_with_a_word_why(client: AsyncClient, engine: Engine) -> None:
    shown = await form(client, "/watches", name="Odd", number="lots", webhook=HOOK)
    assert "a number is wanted" in shown
    assert 'value="Odd"' in shown
    assert "Nothing was kept: webhook: a URL is wanted" in await form(client, "/watches", webhook="ftp://a.example/")
    assert WatchBook(engine).all() == []


async def test_a_watch_is_tested_redriven_and_removed(client: AsyncClient, engine: Engine) -> None:
    await form(client, "/watches", name="All", webhook=HOOK)
    (watch,) = WatchBook(engine).all()
    address = f"/watches/{watch.watch_id}"
    assert "on its way" in await form(client, address, act="test")
    assert "on its way already" in await form(client, address, act="test")
    rows = DeliveryRows(engine)
    parcel = rows.take(watch.watch_id, "me", "2031-05-04", "2031-05-05")
    assert parcel is not None
    rows.given_up(parcel, "403: not taken", 403, "2031-05-04T12:00:00.000Z")
    assert "403: not taken" in (await client.get(address)).text
    assert "is posted again" in await form(client, address, act="redrive")
    assert (await client.post(address, data={"act": "remove"})).status_code == 403, "a form needs its session's token"
    assert "The watch is gone" in await form(client, address, act="remove")
    assert WatchBook(engine).all() == []
    assert (await client.get(address)).status_code == 404


async def test_the_api(client: AsyncClient, engine: Engine) -> None:
    asked = {"name": "All", "query": {"outlets": 1}, "webhook": HOOK, "since": 0}
    made = await client.post("/api/v1/watches", json=asked)
    assert made.status_code == 201
    watch_id = made.json()["watch_id"]
    assert made.json()["secret"].startswith("whsec_")
    SqlOutbox(engine).number(100)
    Matcher(engine).run_once()
    (listed,) = (await client.get("/api/v1/watches")).json()["watches"]
    assert (listed["query"], listed["lag"], listed["webhook"]) == (
        {"outlets": "1"}, 0, "https://desk.example/hook?token=***",
    )  # fmt: skip
    assert listed["waiting"] == listed["matched"] > 0
    found = (await client.get(f"/api/v1/watches/{watch_id}/deliveries?limit=2")).json()["deliveries"]
    assert [each["state"] for each in found] == ["waiting", "waiting"]
    tested = await client.post(f"/api/v1/watches/{watch_id}/test", json={})
    assert (tested.status_code, tested.json()["match_id"].startswith(f"{watch_id}.test.")) == (202, True)
    assert (await client.post(f"/api/v1/watches/{watch_id}/redrive", json={})).json() == {"matches": 0}
    json_needed = {"content-type": "application/json"}
    assert (await client.delete(f"/api/v1/watches/{watch_id}", headers=json_needed)).status_code == 204
    assert (await client.delete(f"/api/v1/watches/{watch_id}", headers=json_needed)).json()["code"] == "no_watch"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"query": {"number": "lots"}}, "invalid"),
        ({"query": {}, "webhook": "ftp://a.example"}, "watch_refused"),
        ({"name": "no query"}, "invalid"),
        ({"query": {"speeker": "Ana"}}, "invalid"),
    ],
)
async def test_the_api_refuses(client: AsyncClient, asked: dict[str, object], code: str) -> None:
    answer = await client.post("/api/v1/watches", json=asked)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_who_may_only_look_changes_nothing(asking: Asking, tokens: dict[str, SecretStr], engine: Engine) -> None:
    async with asking(**tokens) as client:
        reading, operating = ({"authorization": f"Bearer {token}"} for token in (READ, OPERATE))
        asked = {"query": {"words": "bridge"}}
        assert (await client.post("/api/v1/watches", json=asked, headers=reading)).status_code == 403
        assert (await client.post("/api/v1/watches", json=asked, headers=operating)).status_code == 201
        (watch,) = WatchBook(engine).all()
        address = f"/api/v1/watches/{watch.watch_id}"
        assert (await client.get("/api/v1/watches", headers=reading)).status_code == 200
        for method, path in (("DELETE", address), ("POST", f"{address}/test"), ("POST", f"{address}/redrive")):
            assert (await client.request(method, path, headers=reading, json={})).status_code == 403
        assert len(WatchBook(engine).all()) == 1


async def test_every_change_has_an_audit_line(client: AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    made = await client.post("/api/v1/watches", json={"query": {}})
    await client.delete(f"/api/v1/watches/{made.json()['watch_id']}", headers={"content-type": "application/json"})
    lines = [record.getMessage() for record in caplog.records if "console_change" in record.getMessage()]
    assert [name for name in ("watch_add", "watch_remove") if any(name in line for line in lines)] == [
        "watch_add",
        "watch_remove",
    ]
