"""The measurements of ``make bench``, one function a part: each gives its rows, with the limits that issue and
documentation promise. All run on inputs that are made up (``articles``, ``storing``); real pages only with ``EVAL``.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sayso.testing import redis as testing
from sayso_extract.document import RuleFinder
from sayso_extract.domain.html.article import html_article
from sayso_extract.domain.model import Article
from sayso_extract.tagger.finder import shipped_finder
from tests.benchmark import articles, clean, dedupe, deduplicating, end_to_end, extracting, fetch, latency, storing
from tests.benchmark import growth as growing
from tests.benchmark.peers import run as peers
from tests.benchmark.rows import Report, Row
from tests.benchmark.scaling import curve
from tests.chaos.pipeline import EXTRACT
from tests.chaos.servers import postgres
from tests.integration.store.postgres import NoPostgres

ROUNDS = 5
PAGES = 40


def fetching(_: Report) -> Iterator[Row]:
    """The guarded fetcher against bare aiohttp."""
    for name, bare, guarded in asyncio.run(fetch.compared()):
        yield Row(
            "fetch",
            f"50 kB page, {name}",
            guarded / 1000,
            baseline="bare aiohttp",
            base=bare / 1000,
            limit=2,
            of_ratio=True,
        )


def cleaning(_: Report, real: Sequence[str] = ()) -> Iterator[Row]:
    """Text and metadata against trafilatura. The limit is one of real pages: ours hold little that takes time."""
    pages = real or [articles.page(1, number) for number in range(PAGES)]
    ours, theirs = against(
        lambda: [html_article(each) for each in pages], lambda: [clean.baseline(each) for each in pages]
    )
    yield Row(
        "clean + metadata", "a real page" if real else "a page", ours / len(pages),
        baseline="trafilatura with metadata", base=theirs / len(pages), limit=0.6 if real else None, of_ratio=True,
    )  # fmt: skip


def stating(_: Report) -> Iterator[Row]:
    """Statements with all fields: rules and tagger against rules alone."""
    finder, rules = shipped_finder(), RuleFinder()
    texts = [_article(articles.text(1, number)) for number in range(PAGES)]
    words = sum(len(each.text.split()) for each in texts) / 780
    ours, theirs = against(lambda: [finder.find(each) for each in texts], lambda: [rules.find(each) for each in texts])
    yield Row(
        "statements",
        "an article of 780 words",
        ours / words,
        baseline="rules alone",
        base=theirs / words,
        limit=1000 / 60,
    )


def deduping(report: Report, known: int = 100_000) -> Iterator[Row]:
    """Dedupe in an index of so many claims, against datasketch in one of some thousand."""
    ours = deduplicating.measured(known)
    theirs: dict[str, float] = {}
    if peers.PEERS.exists():
        theirs = dedupe.rival(str(peers.PEERS), deduplicating.THEIRS)
    else:
        report.machine["datasketch"] = "not measured: make bench makes its environment"
    wall = theirs["wall"] / 1000 if theirs else None
    yield Row("dedupe", f"one claim, worker and Redis, {known:,} known", ours.cpu / 1000)
    yield Row(
        "dedupe", "claims by the clock", ours.a_second, "a second", "datasketch", wall and 1000 / wall, limit=3000,
        above=True,
    )  # fmt: skip
    yield Row("dedupe", "Redis a claim", ours.memory, "bytes", "datasketch", theirs.get("memory"), limit=1229)
    if wall is not None:
        yield Row(
            "peers", "one claim by the clock, against datasketch", 1000 / ours.a_second, "ms", "datasketch + Redis",
            wall, limit=1, of_ratio=True,
        )  # fmt: skip


def storage(report: Report, count: int = 1000) -> Iterator[Row]:
    """Persist and publish, on both databases."""
    events = storing.resolved_articles(0, count)
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as name, testing.server(Path(name) / "redis") as server:
        folder = Path(name)
        bare = storing.bare_sqlite(folder, events)
        with storing.sqlite_store(folder) as engine:
            stored = storing.persisting(engine, events)
            sent = asyncio.run(storing.publishing(engine, server))
        plain = asyncio.run(storing.bare_publishing(server, sent.items))
        yield from _rate("persist, SQLite", "statement", stored, "executemany", bare, 5000)
        yield from _rate("publish", "event", sent, "bare XADD", plain, 5000)
        try:
            with postgres(shared_buffers="128MB") as database, storing.a_store(database.url) as engine:
                pg = storing.persisting(engine, events, database)
        except NoPostgres as error:
            report.machine["postgres"] = f"not measured: {error}"
        else:
            yield from _rate("persist, PostgreSQL", "statement", pg, "executemany into SQLite", bare, 4000)


def growth(_: Report) -> Iterator[Row]:
    """What a new claim costs in a small store and in a large one."""
    found = list(growing.grown())
    for small, large in zip(found[::2], found[1::2], strict=True):
        yield Row(
            f"persist, {large.database}", f"one statement at {large.claims:,} claims", large.cost / 1000,
            baseline=f"at {small.claims:,}", base=small.cost / 1000, limit=1.3, of_ratio=True,
        )  # fmt: skip
        yield Row(f"persist, {large.database}", f"disk a claim at {large.claims:,} claims", large.disk, "bytes")


def whole(report: Report, count: int = 2000) -> Iterator[Row]:
    """From ``urls`` to ``claims`` against the tight loop, and what each role takes of it."""
    found = end_to_end.measure(count)
    yield Row(
        "end to end", "an article, all processes", found.total, baseline="a loop that only reads", base=found.loop,
        limit=1.25, of_ratio=True,
    )  # fmt: skip
    yield Row("end to end", "the loop, one a processor at once", found.crowded, baseline="alone", base=found.loop)
    yield Row("end to end", "of it messaging and storage", found.around, limit=6)
    for role, cpu in found.cpu.items():
        yield Row("end to end", f"of it {role}", cpu, memory=found.memory[role])
    yield Row(
        "end to end", "articles through one worker a role", found.articles / found.seconds, "a second", above=True
    )
    service = {role: found.cpu[role] for role in ("ingest", "extract", "dedupe", "persist", "publish")}
    for stage in ("extract", "dedupe"):
        flows = curve(service, stage)
        report.series[f"simulated: articles a second by {stage} workers"] = [(n, f.a_second) for n, f in flows.items()]
        top = max(flows.items(), key=lambda each: (each[1].a_second, -each[0]))
        yield Row(
            "scaling",
            f"simulated, {top[0]} {stage} workers: then bound by {top[1].bound_by}",
            top[1].a_second,
            "a second",
        )


def two_workers(_: Report, count: int = 400, rounds: int = ROUNDS) -> Iterator[Row]:
    """Two extract workers against one, by the clock: alone, and where the other roles want processors, too."""
    pages = min(count, extracting.MOST)
    taken = [[extracting.read(workers, pages).seconds for workers in (1, 2)] for _ in range(rounds)]
    one, two = map(statistics.median, zip(*taken, strict=True))
    yield Row("scaling", "two extract workers, a backlog of pages", one / two, "times one", limit=1.8, above=True)
    one, two = (end_to_end.measure(count, loop=False, workers={EXTRACT: workers}).seconds for workers in (1, 2))
    yield Row("scaling", "two extract workers, the whole pipeline on this machine", one / two, "times one")


def idle(report: Report, count: int = 60) -> Iterator[Row]:
    """Push to claim on an idle pipeline."""
    found = latency.measure(count)
    for share in (50, 95, 99):
        at = latency.percentile(found.beyond, share / 100)
        yield Row(
            "latency",
            f"push to claim beyond fetch and extraction, p{share}",
            at,
            "ms",
            limit=150 if share == 50 else None,
        )
        yield Row("latency", f"push to claim, p{share}", latency.percentile(found.whole, share / 100), "ms")
    report.series["push to claim on an idle pipeline, ms"] = list(enumerate(sorted(found.whole)))


def against(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """CPU milliseconds of both, as the medians of rounds that alternate, after one to warm up."""
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        for work, took in zip((ours, theirs), spent, strict=True):
            began = time.process_time()
            work()
            took.append((time.process_time() - began) * 1000)
    return statistics.median(spent[0][1:]), statistics.median(spent[1][1:])


def _rate(part: str, item: str, ours: storing.Rate, baseline: str, base: storing.Rate, limit: float) -> Iterator[Row]:
    yield Row(part, f"one {item}", ours.micros / 1000, baseline=baseline, base=base.micros / 1000)
    yield Row(
        part, f"{item}s by the clock", ours.a_second, "a second", baseline, base.a_second, limit=limit, above=True
    )


def _article(text: str) -> Article:
    return Article(None, (), "2026-03-10", None, None, None, None, None, None, text)
