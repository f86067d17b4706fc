"""What the console's pages cost on a large store: ``make bench-console``; prints the p95 of lists, searches and claims.

A SQLite store of CLAIMS=100000 generated claims is made once and kept (``.sayso-bench``), then each page is asked for
many times, with another filter, word or claim each time, through the whole application in this process: what is
measured is the server's time from request to the last byte, without the network. Where there is a Chromium, the first
paint of the page is measured too.

The generated words have the long tail of real ones; a few claims are told by hundreds of outlets.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from httpx import ASGITransport, AsyncClient
from redis.asyncio import Redis
from sqlalchemy import Engine, event, func, insert, select

from sayso.contracts.topology import CLAIMS
from sayso.runtime.clock import utc_now
from sayso.runtime.delivery import Keys
from sayso.runtime.settings import PlaceSettings
from sayso_store.adapters.engine import open_engine, writing
from sayso_store.console.app import make_app
from sayso_store.console.desk import Desk
from sayso_store.console.live import Hub
from sayso_store.console.safety.access import Access
from sayso_store.console.safety.rates import Rate
from sayso_store.console.serving import listening, serve
from sayso_store.console.settings import ConsoleSettings
from sayso_store.console.watching import Watch
from sayso_store.migrate import migrate
from sayso_store.schema import article, claim, conflict, statement

FOLDER = Path(".sayso-bench")
LIMIT_MS = 150.0
PAINT_MS = 200.0
_AT_ONCE = 2000
_VOCABULARY = [f"{a}{b}{c}" for a in "bdgklmnprstv" for b in ("a", "e", "i", "o", "u", "ai", "or") for c in
               ("n", "l", "st", "rk", "nd", "m", "t", "ck", "sh", "ne", "ry", "ton", "ford", "ley")]  # fmt: skip
_SPEAKERS, _OUTLETS = 4000, 60
_CERTAINTIES = ("asserted",) * 80 + ("expected",) * 12 + ("possible",) * 5 + ("believed",) * 2 + ("denied",)
_KINDS = ("indirect",) * 60 + ("direct",) * 25 + ("mixed",) * 15


def words(rng: random.Random, count: int) -> str:
    """Words with a long tail: the first are everywhere, the last are rare."""
    size = len(_VOCABULARY)
    return " ".join(_VOCABULARY[min(size - 1, int(rng.paretovariate(0.6)) - 1)] for _ in range(count))


def fill(engine: Engine, claims: int, seed: int) -> None:
    """Generate a store."""
    rng = random.Random(seed)
    articles, statements, made = [], [], []
    for number in range(claims):
        tellers = 300 if number % 20_000 == 7 else 1 + (rng.random() < 0.2) * rng.randrange(1, 6)
        content, name = f"{words(rng, 12)} {number % 977}", f"Speaker {int(rng.paretovariate(0.5)) % _SPEAKERS}"
        seen = f"2031-{1 + number * 11 // claims:02}-{1 + number % 28:02}T{number % 24:02}:00:00.000Z"
        for teller in range(tellers):
            own = f"art_{number}_{teller}"
            outlet = f"Outlet {(number + teller * 7) % _OUTLETS}"
            articles.append({
                "article_id": own, "url": f"https://o{teller}.example/{number}", "fetched_url": "", "outlet": outlet,
                "title": content[:60], "authors": "[]", "published": seen[:10], "fetched_at": seen,
                "fingerprint": own, "page_sha256": own, "text": f"{words(rng, 150)}\n\n{content}, they said.",
                "copy_of": f"art_{number}_0" if teller and teller % 3 == 0 else None, "extractor_version": "1",
            })  # fmt: skip
            begin = len(str(articles[-1]["text"])) - len(content) - len(", they said.")
            statements.append({
                "statement_id": f"st_{number}_{teller}", "article_id": own, "claim_number": number + 1,
                "content": content, "content_spans": json.dumps([[begin, begin + len(content)]]), "cue": "said",
                "speaker": json.dumps({"mention": name, "name": name, "kind": "person"}), "speaker_key": name.lower(),
                "kind": rng.choice(_KINDS), "certainty": rng.choice(_CERTAINTIES), "negated": False, "rule": "r",
                "quantities": json.dumps([{"text": str(number % 977), "value": float(number % 977), "upper": None}]),
                "confidence": 0.9, "extractor_version": "1", "verdict": "same" if teller else "new",
                "match_rule": "exact" if teller else "none_near", "match_score": 1.0,
            })  # fmt: skip
        copies = len([teller for teller in range(1, tellers) if teller % 3 == 0])
        made.append({
            "number": number + 1, "claim_id": f"claim_{number}", "content": content, "speaker": name,
            "first_seen": seen, "last_seen": seen,
            "statements": tellers, "outlets": tellers, "independent_outlets": tellers - copies, "copies": copies,
            "distinct_speakers": 1,
        })  # fmt: skip
        if len(made) == _AT_ONCE or number == claims - 1:
            _write(engine, made, articles, statements, number)
            made, articles, statements = [], [], []


def _write(engine: Engine, made: list[Any], articles: list[Any], statements: list[Any], number: int) -> None:
    disputes = [
        {"claim_a": each["claim_id"], "claim_b": other["claim_id"], "brought_by": each["claim_id"], "field": "number",
         "rule": "numbers_differ", "score": 0.8}
        for each, other in zip(made[::50], made[1::50], strict=False)
    ]  # fmt: skip
    with writing(engine).begin() as connection:
        for table, rows in ((claim, made), (article, articles), (statement, statements), (conflict, disputes)):
            connection.execute(insert(table), rows)
    print(f"\r{number + 1:,} claims generated", end="", flush=True)


def store(claims: int, seed: int) -> Engine:
    """The generated store, made if it is not there."""
    FOLDER.mkdir(exist_ok=True)
    url = f"sqlite:///{FOLDER.absolute() / f'claims-{claims}-{seed}.sqlite'}"
    migrate(url)
    engine = open_engine(url)
    with engine.connect() as connection:
        known = connection.execute(select(func.count()).select_from(claim)).scalar_one()
    if known < claims:
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous = OFF").close())
        fill(engine, claims, seed)
        print()
    return engine


def questions(claims: int, count: int, seed: int) -> dict[str, list[str]]:
    """Addresses by kind, none of them twice where that can be."""
    rng = random.Random(seed + 1)
    filters = ("", "kind=direct", "certainty=denied", "disputed=1", "outlets=3", "outlet=Outlet+7", "outlet=outlet",
               "speaker=speaker+12", "number=140", "number=900..", "since=2031-06-01&until=2031-06-03",
               "kind=mixed&certainty=believed", "disputed=1&outlets=2", "outlets=200",
               "speaker=speaker+3&certainty=expected")  # fmt: skip
    lists = [f"/?{filters[n % len(filters)]}" for n in range(count)]
    searches = [f"/?words={'+'.join(words(rng, 1 + n % 3).split())}" for n in range(count - count // 4)]
    searches += [f"/?words={words(rng, 1)}&{filters[1 + n % (len(filters) - 1)]}" for n in range(count // 4)]
    pages = [f"/claims/claim_{rng.randrange(claims)}" for _ in range(count - count // 10)]
    pages += [f"/claims/claim_{7 + 20_000 * (n % max(1, claims // 20_000))}" for n in range(count // 10)]
    api = [f"/api/v1/claims?{each.partition('?')[2]}" for each in lists]
    return {"list": lists, "search": searches, "claim": pages, "api list": api}


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of one ask: on the wall, and of this process's CPU, which a busy machine stretches less."""

    wall: float
    cpu: float
    address: str


async def measure(client: AsyncClient, addresses: list[str]) -> list[Taken]:
    """Ask for each."""
    for address in addresses[:3]:
        await client.get(address)
    taken: list[Taken] = []
    for address in addresses:
        wall, cpu = time.perf_counter(), time.process_time()
        answer = await client.get(address)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        taken.append(Taken(wall * 1000, cpu * 1000, address))
        assert answer.status_code == 200, (address, answer.status_code)
    return taken


def p95(values: list[float]) -> float:
    """The value that nineteen of twenty are under."""
    return statistics.quantiles(values, n=20)[-1]


def desk(engine: Engine) -> Desk:
    """A desk without Redis: lists, searches and claims need none."""
    settings, redis = ConsoleSettings(console_port=0), Redis(host="127.0.0.1", port=1)
    return Desk(
        engine=engine, redis=redis, partitions=(Keys(),), place=PlaceSettings(), settings=settings,
        access=Access(settings, utc_now), rate=Rate(1, utc_now), tries=Rate(1, utc_now),
        hub=Hub(redis, CLAIMS.name), watch=Watch(redis, (Keys(),), PlaceSettings()), clock=utc_now,
    )  # fmt: skip


@contextmanager
def served(own: Desk) -> Iterator[str]:
    """The application on a port of its own, for a browser."""
    stop, ready = asyncio.Event(), threading.Event()
    with listening(own.settings) as listener:
        loop = asyncio.new_event_loop()

        def run() -> None:
            loop.call_soon(ready.set)
            loop.run_until_complete(serve(make_app(own), listener, own.settings, stop))

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        ready.wait()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


def first_paint(own: Desk) -> list[float] | None:
    """Milliseconds from navigation to the first contentful paint, in a fresh profile each; None without a browser."""
    from tests.browser import chromium

    path = chromium.program()
    if path is None:
        return None
    found: list[float] = []
    with served(own) as address, chromium.browser(path) as browser:
        for _ in range(7):
            context = browser.new_context()
            page = context.new_page()
            page.goto(address)
            page.wait_for_timeout(300)
            paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1")
            found.append(float(paint))
            context.close()
    return found


def main() -> None:
    """Generate, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--claims", type=int, default=100_000)
    options.add_argument("--asks", type=int, default=140)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    engine = store(chosen.claims, chosen.seed)
    own = desk(engine)

    async def run() -> dict[str, list[Taken]]:
        transport = ASGITransport(app=make_app(own))
        async with AsyncClient(transport=transport, base_url="http://localhost", timeout=60) as client:
            asked = questions(chosen.claims, chosen.asks, chosen.seed)
            return {kind: await measure(client, addresses) for kind, addresses in asked.items()}

    print(f"{chosen.claims:,} claims on SQLite; milliseconds of server time, {chosen.asks} asks a kind")
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{'':<10} {'median':>8} {'p95':>8} {'worst':>8} {'p95 CPU':>8}")
    for kind, taken in asyncio.run(run()).items():
        wall = [each.wall for each in taken]
        verdict = "ok" if p95(wall) < LIMIT_MS else f"over {LIMIT_MS:g}"
        worst = max(taken, key=lambda each: each.cpu)
        print(
            f"{kind:<10} {statistics.median(wall):8.1f} {p95(wall):8.1f} {max(wall):8.1f} "
            f"{p95([each.cpu for each in taken]):8.1f}  {verdict}; dearest: {worst.address} ({worst.cpu:.0f} ms CPU)"
        )
    paints = first_paint(own)
    if paints is None:
        print("first paint: no Chromium on this machine")
    else:
        median = statistics.median(paints)
        verdict = "ok" if median < PAINT_MS else f"over {PAINT_MS:g}"
        print(f"first contentful paint of / in Chromium: median {median:.0f} ms of {len(paints)}, {verdict}")


if __name__ == "__main__":
    main()
