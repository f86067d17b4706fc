"""Pages that nest, name entities and files, or are hardly pages (H3, H5, H6, H7): read or refused, never lost."""

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from sayso.contracts import Quarantine
from tests.hostile.fuzz import fuzz, promise_broken
from tests.hostile.killers import nested
from tests.hostile.odd import ODD
from tests.hostile.pages import page, paragraphs
from tests.integration.extract.conftest import Pool, pool

CANARY = "canary-4471-in-a-file"


@pytest.mark.parametrize("depth", [1, 200, 250, 300, 1_000, 100_000])
async def test_h3_nesting_is_read_or_too_deep(one: Pool, depth: int) -> None:
    reading = await one.read(nested(depth))
    if depth <= 250:
        assert reading.read is not None
        assert reading.read.text == "\n\n".join(paragraphs(7))
    else:
        assert isinstance(reading.failure, Quarantine)
        assert reading.reason == "too_deep"


@pytest.mark.parametrize(
    "deep",
    [
        "<div>" * 400,
        "<b><i><u>" * 200,
        "<div><span>" * 200 + "</span>" * 100,
        "<ul><li>" * 300,
        "<table><tr><td>" * 150,
    ],
    ids=lambda deep: deep[:16],
)
async def test_h3_an_article_behind_what_is_too_deep_is_never_silently_lost(one: Pool, deep: str) -> None:
    reading = await one.read(page(3).replace("<main>", f"{deep}<main>"))
    assert reading.reason == "too_deep" or (
        reading.read is not None and all(words in reading.read.text for words in paragraphs(3))
    )


@pytest.mark.parametrize("shallow", ["<p>" * 2000, "<li>x" * 2000, "<br>" * 2000, "<b></b>" * 2000, "</div>" * 2000])
async def test_h3_many_elements_are_not_deep(one: Pool, shallow: str) -> None:
    reading = await one.read(page(3).replace("<main>", f"{shallow}<main>"))
    assert reading.read is not None
    assert all(words in reading.read.text for words in paragraphs(3))


class _Counting(BaseHTTPRequestHandler):
    hits = 0

    def do_GET(self) -> None:
        type(self).hits += 1
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


@pytest.fixture
def listener() -> Iterator[str]:
    _Counting.hits = 0
    with HTTPServer(("127.0.0.1", 0), _Counting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _tempting(url: str, file: Path, fifo: Path) -> list[str]:
    """Pages that ask for entities, files and addresses; whoever opens the FIFO hangs."""
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    prefixes = (
        f"<?xml version='1.0'?><!DOCTYPE html [{bomb}]>",
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{file}">]>',
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{fifo}">]>',
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "{url}/x">]>',
        f'<!DOCTYPE html [<!ENTITY % x SYSTEM "{url}/p"> %x;]>',
        f'<!DOCTYPE html SYSTEM "{url}/x.dtd">',
        f'<!DOCTYPE html SYSTEM "file://{fifo}">',
        f'<?xml-stylesheet type="text/xsl" href="{url}/x.xsl"?>',
    )
    insides = (
        "<p>&x; &l9; and more words of this paragraph</p>",
        '<base href="javascript:alert(1)">',
        f'<base href="{url}/"><link rel="canonical" href="x"><img src="a.png"><script src="b.js"></script>',
        f'<img src="data:image/svg+xml,<svg onload=1>"><iframe src="{url}/f"></iframe><object data="file://{fifo}">',
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{file}" parse="text"/>',
        f'<meta http-equiv="refresh" content="0; url={url}/r"><link rel="stylesheet" href="{url}/c.css">',
    )
    return [f"{prefix}{page(1, extra=inside)}" for prefix in prefixes for inside in insides]


_WITNESS = """
import json, sys
from sayso_extract import pipeline, preload
pages = json.load(sys.stdin)
warm = pipeline.read(pages[0].encode(), url="https://n.example/")
seen = []
def witness(event, args):
    if event.startswith(("socket.", "subprocess.", "os.", "urllib.", "http.")):
        seen.append(event)
    elif event == "open" and not str(args[0]).startswith((sys.prefix, sys.base_prefix)):
        seen.append(f"open {args[0]}")
sys.addaudithook(witness)
texts = []
for page in pages:
    texts.append(pipeline.read(page.encode(), url="https://n.example/").text)
print(json.dumps([seen, texts]))
"""


def test_h5_nothing_is_expanded_opened_or_asked_for(tmp_path: Path, listener: str) -> None:
    file, fifo = tmp_path / "secret", tmp_path / "fifo"
    file.write_text(CANARY)
    os.mkfifo(fifo)
    pages = [page(1), *_tempting(listener, file, fifo)]
    done = subprocess.run(
        [sys.executable, "-c", _WITNESS],
        input=json.dumps(pages),
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    seen, texts = json.loads(done.stdout)
    assert seen == []
    assert _Counting.hits == 0
    assert len(texts) == 49
    for text in texts:
        assert CANARY not in text
        assert "lollol" not in text
        assert "javascript:" not in text
        assert all(words in text for words in paragraphs(1))


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "9999-12-31T23:59:59Z"])
async def test_h7_the_ends_of_the_calendar_lose_no_article(one: Pool, day: str) -> None:
    said = "<p>Ada Brook said that the bridge would open tomorrow, next week, next year or in the spring.</p>" * 2
    reading = await one.read(page(1, extra=said).replace("2025-04-02T10:00:00+02:00", day))
    assert reading.read is not None
    assert len(reading.read.statements) >= 8


async def test_h6_odd_beginnings_end_with_an_article_or_a_reason() -> None:
    assert len(set(ODD)) == 200
    with pool(processes=2) as running:
        readings = await asyncio.gather(*(running.read(odd + page(n)) for n, odd in enumerate(ODD)))
        readings += await asyncio.gather(*(running.read(odd) for odd in ODD))
    ends = {reading.reason for reading in readings}
    assert ends <= {None, "no_article", "not_text", "empty", "charset_refused"}, ends
    assert (
        sum(reading.read is not None for reading in readings[: len(ODD)]) >= 170
    )  # others swallow the page, by the rules
    assert not [wrong for r in readings if r.read is not None and (wrong := promise_broken(r.read))]


async def test_h7_mutated_pages_end_with_an_article_or_a_reason() -> None:
    result = await fuzz(pages=300, seed=7)
    assert result.broken == {}
    assert sum(result.ends.values()) == 300
    assert result.ends["article"] >= 150
