"""The API: lists and cursors, ETags, problems, exports and feeds."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from httpx import AsyncClient
from redis.asyncio import Redis
from sqlalchemy import Engine

from sayso_store.adapters.sql import SqlStore
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import FIRST, claim, one


async def get(client: AsyncClient, address: str, **parameters: Any) -> Any:
    answer = await client.get(f"/api/v1/{address}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_claims(client: AsyncClient) -> None:
    found = await get(client, "claims", words="bridge", disputed="1")
    assert [each["claim"]["claim_id"] for each in found["claims"]] == [claim("b"), claim("a")]
    assert found["claims"][0]["disputed"] == ["number"]
    detail = await get(client, f"claims/{claim('a')}")
    assert detail["claim"]["independent_outlets"] == 2
    assert [each["outlet"] for each in detail["evidence"][0]["copies"]] == ["Blaze"]
    assert len((await get(client, f"claims/{claim('a')}/events"))["events"]) == 2


async def test_cursors(client: AsyncClient) -> None:
    first = await get(client, "claims", limit=1)
    second = await get(client, "claims", limit=1, after=first["next"])
    assert [each["claims"][0]["claim"]["claim_id"] for each in (first, second)] == [claim("b"), claim("a")]
    assert second["next"] is None


async def test_the_rest_can_be_asked(client: AsyncClient) -> None:
    assert (await get(client, "articles/article_a"))["copies"] == ["article_a3"]
    assert (await get(client, "speakers"))["speakers"][0]["name"] == "Ana Marsh"
    assert (await get(client, "speakers/ana marsh"))["changes"][0]["field"] == "number"
    assert (await get(client, "trace", what="article_a"))["verdict"] == "1 statement came of it."


async def test_an_etag_saves_the_body(client: AsyncClient, engine: Engine) -> None:
    first = await client.get("/api/v1/claims")
    tag = first.headers["etag"]
    for sent in (tag, f'"other", {tag}', f"W/{tag}"):
        again = await client.get("/api/v1/claims", headers={"if-none-match": sent})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    SqlStore(engine).persist([one("z", at=FIRST)], NOW)
    assert (await client.get("/api/v1/claims", headers={"if-none-match": tag})).status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("claims?limit=0", 422, "invalid"),
        ("claims?limit=501", 422, "invalid"),
        ("claims?number=lots", 422, "invalid"),
        ("claims?after=nonsense", 400, "cursor"),
        ("speakers/ana%20marsh?after=x", 400, "cursor"),
        ("claims/none", 404, "no_claim"),
        ("articles/none", 404, "no_article"),
        ("speakers/none", 404, "no_speaker"),
        ("pushes/none", 404, "no_push"),
        ("trace", 422, "invalid"),
        ("nothing", 404, "not_found"),
        ("claims/export?format=xls", 422, "invalid"),
    ],
)
async def test_problems(client: AsyncClient, address: str, status: int, code: str) -> None:
    answer = await client.get(f"/api/v1/{address}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["code"] == code
    assert answer.json()["status"] == status


async def test_pushing_and_its_progress(client: AsyncClient, redis: "Redis") -> None:
    wanted = {
        "urls": ["https://a.example/1"],
        "feeds": ["https://a.example/feed"],
        "documents": [{"text": "“It is safe,” said Ana Marsh.", "url": "https://a.example/2"}],
        "tags": "x,y",
        "priority": 2,
    }
    pushed = (await client.post("/api/v1/pushes", json=wanted)).json()
    entries: Any = await redis.xrange("urls")
    assert [fields[b"correlation_id"].decode() for _, fields in entries] == [f"{pushed['id']}.{n}" for n in range(3)]
    assert [fields.get(b"kind") for _, fields in entries][1] == b"feed"
    assert {fields[b"tags"] for _, fields in entries} == {b"x,y"}
    progress = await get(client, f"pushes/{pushed['id']}")
    states = [(each["kind"], each["state"]) for each in progress["items"]]
    assert states == [("page", "waiting"), ("feed", "waiting"), ("document", "waiting")]


@pytest.mark.parametrize("wanted", [{}, {"urls": []}, {"urls": [""]}, {"documents": [{}]}, {"urls": ["u"] * 1001}, []])
async def test_what_cannot_be_pushed(client: AsyncClient, redis: "Redis", wanted: Any) -> None:
    answer = await client.post("/api/v1/pushes", json=wanted)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert await redis.xlen("urls") == 0


async def test_exports(client: AsyncClient, engine: Engine) -> None:
    SqlStore(engine).persist([one("f", content="=HYPERLINK(1)", at=FIRST)], NOW)
    answer = await client.get("/api/v1/claims/export", params={"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["claim_id"] for row in rows] == [claim("b"), claim("a"), claim("f")]
    assert (rows[1]["independent_outlets"], rows[1]["disputed"]) == ("2", "number")
    assert rows[2]["content"] == "'=HYPERLINK(1)"
    lines = (await client.get("/api/v1/claims/export", params={"format": "jsonl", "limit": 2})).text.splitlines()
    assert [json.loads(line)["claim"]["claim_id"] for line in lines] == [claim("b"), claim("a")]
    graph = (await client.get("/api/v1/claims/export", params={"format": "schema-org", "words": "safe"})).json()
    assert graph["@context"] == "https://schema.org"
    assert [each["@type"] for each in graph["@graph"]] == ["Claim", "Claim"]
    assert graph["@graph"][0]["author"] == {"@type": "Person", "name": "Ana Marsh"}
    assert (await client.get("/api/v1/claims/export?format=schema-org&words=none")).json()["@graph"] == []


async def test_feeds(client: AsyncClient, engine: Engine) -> None:
    SqlStore(engine).persist([one("x", content="<b>&\x0c\x0b</b> it's 😀", at=FIRST)], NOW)
    rss = await client.get("/api/v1/claims.rss", params={"words": "it"})
    items = ElementTree.fromstring(rss.content).findall("channel/item")
    assert [item.findtext("guid") for item in items] == [claim("x")]
    assert items[0].findtext("title") == "Ana Marsh: <b>&\ufffd\ufffd</b> it's 😀"
    assert items[0].findtext("pubDate") == "Thu, 01 May 2031 10:00:00 +0000"
    feed = await client.get("/api/v1/claims.feed.json", params={"disputed": "1"})
    assert [each["id"] for each in feed.json()["items"]] == [claim("b"), claim("a")]
    assert feed.json()["feed_url"].endswith("/api/v1/claims.feed.json?disputed=1")
