"""Who may do what: tokens, sessions, forged requests, rates; and the addresses that are refused."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from httpx import AsyncClient
from pydantic import SecretStr
from redis.asyncio import Redis

from sayso_store.console.safety.access import SESSION_SECONDS
from sayso_store.console.settings import ConsoleRefused, ConsoleSettings, check
from tests.integration.console.conftest import OPERATE, READ, Asking, Now

PUSH = {"urls": ["https://news.example/a"]}
LONG = SecretStr("0123456789abcdef")


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


async def forgery(client: AsyncClient) -> str:
    body = (await client.get("/push")).text
    return body.partition('name="forgery" value="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, None),
        ({"console_host": "::1"}, None),
        ({"console_host": "localhost"}, None),
        ({"console_host": "0.0.0.0"}, "SAYSO_CONSOLE_OPERATE_TOKEN"),
        ({"console_host": "0.0.0.0", "console_operate_token": LONG}, "who ends TLS"),
        ({"console_host": "0.0.0.0", "console_operate_token": LONG, "console_tls": "proxy"}, None),
        ({"console_host": "0.0.0.0", "console_tls": "proxy"}, "not loopback"),
        ({"console_host": "203.0.113.5", "console_read_token": LONG, "console_tls": "here"}, "TLS_CERT"),
        ({"console_host": "no-address", "console_tls": "proxy"}, "not loopback"),
        ({"console_read_token": SecretStr("short")}, "fewer than 16"),
        ({"console_read_token": LONG, "console_operate_token": LONG}, "the same"),
        ({"console_tls": "here", "console_tls_cert": Path("c"), "console_tls_key": Path("k")}, None),
    ],
)
def test_what_would_not_be_safe_is_refused(settings: dict[str, Any], says: str | None) -> None:
    if says is None:
        check(ConsoleSettings(**settings))
    else:
        with pytest.raises(ConsoleRefused, match=says):
            check(ConsoleSettings(**settings))


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8484", "", "localhost.evil.example", "[::2]", "["])
async def test_a_name_that_is_not_ours(client: AsyncClient, host: str) -> None:
    for address in ("/", "/api/v1/claims", "/static/console.css"):
        answer = await client.get(address, headers={"host": host})
        assert (answer.status_code, answer.json()["code"]) == (421, "unknown_host")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8484", "127.0.0.1:1", "[::1]:8484"])
async def test_a_name_that_is_ours(client: AsyncClient, host: str) -> None:
    assert (await client.get("/", headers={"host": host})).status_code == 200


async def test_a_form_needs_its_sessions_token(client: AsyncClient, redis: "Redis") -> None:
    form = {"urls": "https://news.example/a", "forgery": await forgery(client)}
    for wrong in ({**form, "forgery": ""}, {**form, "forgery": "0" * 64}, {"urls": form["urls"]}):
        answer = await client.post("/push", data=wrong)
        assert answer.status_code == 403
        assert "forged" in answer.text
    client.cookies.clear()
    assert (await client.post("/push", data=form)).status_code == 403
    assert await redis.xlen("urls") == 0
    form["forgery"] = await forgery(client)
    answer = await client.post("/push", data=form)
    assert answer.status_code == 303
    assert await redis.xlen("urls") == 1
    assert (await client.get(answer.headers["location"])).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"},
     {"origin": "null"}],
)  # fmt: skip
async def test_a_request_from_another_page(client: AsyncClient, redis: "Redis", headers: dict[str, str]) -> None:
    form = {"urls": "https://news.example/a", "forgery": await forgery(client)}
    for answer in (
        await client.post("/push", data=form, headers=headers),
        await client.post("/api/v1/pushes", json=PUSH, headers=headers),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "other_origin")
    assert await redis.xlen("urls") == 0


async def test_the_api_takes_json_only(asking: Asking, redis: "Redis") -> None:
    async with asking() as client:
        for media in ("text/plain", "application/x-www-form-urlencoded", ""):
            answer = await client.post("/api/v1/pushes", content=b'{"urls":["u"]}', headers={"content-type": media})
            assert answer.status_code == 415
        assert await redis.xlen("urls") == 0
        assert (await client.post("/api/v1/pushes", json=PUSH)).status_code == 202


async def test_tokens_and_roles(asking: Asking, tokens: dict[str, SecretStr]) -> None:
    async with asking(**tokens) as client:
        answer = await client.get("/api/v1/claims")
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="sayso"')
        assert (await client.get("/")).headers["location"] == "/sign-in?next=/"
        for wrong in ("", "Bearer", "Bearer x", f"Basic {READ}", f"Bearer {READ}x", f"Bearer {READ[:-1]}", "Bearer é"):
            answer = await client.get("/api/v1/claims", headers=[(b"authorization", wrong.encode())])
            assert answer.status_code == 401
        assert (await client.get("/api/v1/claims", headers=bearer(READ))).status_code == 200
        answer = await client.post("/api/v1/pushes", json=PUSH, headers=bearer(READ))
        assert (answer.status_code, answer.json()["code"]) == (403, "operate_needed")
        assert (await client.post("/api/v1/pushes", json=PUSH, headers=bearer(OPERATE))).status_code == 202


async def test_signing_in_and_out(asking: Asking, tokens: dict[str, SecretStr], now: Now) -> None:
    async with asking(**tokens) as client:
        assert (await client.post("/sign-in", data={"token": "wrong"})).status_code == 401
        answer = await client.post("/sign-in", data={"token": READ, "next": "/speakers"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/speakers")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert READ not in cookie
        body = (await client.get("/push")).text
        assert "push nothing" in body
        answer = await client.post("/push", data={"urls": "https://news.example/", "forgery": await forgery(client)})
        assert (answer.status_code, answer.json()["code"]) == (403, "operate_needed")
        now.pass_by(SESSION_SECONDS + 1)
        assert (await client.get("/")).status_code == 303
        await client.post("/sign-in", data={"token": OPERATE})
        assert (await client.get("/")).status_code == 200
        await client.post("/sign-out")
        assert (await client.get("/")).status_code == 303


async def test_a_session_that_was_tampered_with(asking: Asking, tokens: dict[str, SecretStr]) -> None:
    async with asking(**tokens) as client:
        await client.post("/sign-in", data={"token": READ})
        good = client.cookies["sayso_console"]
        for bad in (good[:-1], f"x{good}", good.replace(".", ""), ".", "a.b", f"{good}.{good}"):
            answer = await client.get("/", headers={"cookie": f"sayso_console={bad}"})
            assert answer.status_code == 303
    async with asking(console_operate_token=LONG) as other:
        assert (await other.get("/", headers={"cookie": f"sayso_console={good}"})).status_code == 303


@pytest.mark.parametrize("after", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
async def test_signing_in_leads_nowhere_else(asking: Asking, tokens: dict[str, SecretStr], after: str) -> None:
    async with asking(**tokens) as client:
        answer = await client.post("/sign-in", data={"token": READ, "next": after})
        assert answer.headers["location"] == "/"


async def test_tries_to_sign_in_are_counted(asking: Asking, tokens: dict[str, SecretStr], now: Now) -> None:
    async with asking(**tokens) as client:
        told = [(await client.post("/sign-in", data={"token": "x"})).status_code for _ in range(12)]
        assert told == [401] * 10 + [429] * 2
        now.pass_by(60)
        assert (await client.post("/sign-in", data={"token": READ})).status_code == 303


async def test_pushing_has_a_rate(asking: Asking, now: Now) -> None:
    async with asking(console_push_per_minute=3) as client:
        two = {"urls": ["https://a.example/", "https://b.example/"]}
        assert (await client.post("/api/v1/pushes", json=two)).status_code == 202
        answer = await client.post("/api/v1/pushes", json=two)
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "20")
        now.pass_by(20)
        assert (await client.post("/api/v1/pushes", json=two)).status_code == 202
        answer = await client.post("/api/v1/pushes", json={"urls": ["https://a.example/"] * 4})
        assert answer.status_code == 429
        assert "push fewer" in answer.json()["detail"]


async def test_a_body_that_is_too_large(client: AsyncClient, redis: "Redis") -> None:
    answer = await client.post("/api/v1/pushes", content=b"x" * (9 << 20), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert await redis.xlen("urls") == 0


async def test_a_body_that_does_not_say_how_large_it_is(client: AsyncClient, redis: "Redis") -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(10):
            yield b" " * (1 << 20)

    answer = await client.post("/api/v1/pushes", content=pieces(), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert await redis.xlen("urls") == 0


async def test_nothing_is_changed_by_get(client: AsyncClient, redis: "Redis") -> None:
    paths = {str(getattr(route, "path", "")) for route in client._transport.app.routes}  # type: ignore[attr-defined]
    before = sorted(await redis.keys())
    for path in sorted(paths):
        if "{" not in path and not path.startswith("/live"):
            await client.get(f"{path}?urls=https://a.example/&what=x")
    assert sorted(await redis.keys()) == before


async def test_every_change_has_an_audit_line(client: AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    await client.post("/api/v1/pushes", json=PUSH)
    lines = [str(record.msg) for record in caplog.records if "console_change" in str(record.msg)]
    assert len(lines) == 1
    assert "push" in lines[0]
