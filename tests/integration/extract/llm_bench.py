"""What the tests of a language model as the finder share: a page, an answer about it, and who reads it with one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import structlog
import zstandard
from structlog.testing import capture_logs

from sayso.runtime.abilities import ReadArticle
from sayso_extract import reading
from sayso_extract.answers import Answer
from sayso_extract.document import ClaimFinder
from sayso_extract.finder_settings import FinderSettings
from sayso_extract.llm.finder import LlmFinder, llm_finder
from sayso_extract.parsers import Parsers
from sayso_extract.reading import Reading
from tests.integration.extract.model_server import Model, claim

PARAGRAPHS = (
    "The old bridge of Saltby will close on Monday, Mayor Ada Brook said in a letter to residents.",
    "“We have waited long enough,” Brook wrote. “The bolts won’t hold for another winter.”",
    "Engineers had told the council in March that the piers were sound.",
    "The ferry is to carry cars until the new bridge opens, in two years at the earliest.",
)
HEAD = """<html lang=en><head><title>Saltby closes its bridge</title>
<meta property="article:published_time" content="2026-01-03"></head><body><article><h1>Saltby closes its bridge</h1>"""
BODY = f"{HEAD}{''.join(f'<p>{each}</p>' for each in PARAGRAPHS)}</article></body></html>".encode()
GOOD = (
    claim("The old bridge of Saltby will close on Monday", speaker="Mayor Ada Brook", cue="said"),
    claim("We have waited long enough", "The bolts won't hold for another winter", speaker="Brook", cue="wrote"),
    claim("the piers were sound", speaker="Engineers", cue="had told"),
)
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


class Now:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


class Bench:
    """Reads the page with a language model and the finder that ships."""

    def __init__(self, llm: LlmFinder, parsers: Parsers) -> None:
        self.llm, self._parsers = llm, parsers
        self._reading = Reading(llm=llm)

    async def read(self, body: bytes = BODY) -> tuple[ReadArticle, list[Any]]:
        """The reading and what was logged."""

        async def parse(finder: ClaimFinder | None) -> Answer:
            about: dict[str, Any] = {"media": "html", "charset": "utf-8", "fetched_at": ""}
            return await self._parsers.read(zstandard.compress(body), url="https://n.example/1", finder=finder, **about)

        # a logger that was used before keeps what it wrote to then
        with patch.object(reading, "log", structlog.get_logger()), capture_logs() as logged:
            return (await self._reading(parse)).read(), logged


@asynccontextmanager
async def bench(
    model: Model, parsers: Parsers, folder: Path, clock: Now | None = None, **settings: Any
) -> AsyncIterator[Bench]:
    chosen = {"llm_url": model.url, "llm_model": "stub-1", "llm_memory": folder / "llm.sqlite", **settings}
    async with llm_finder(FinderSettings(finder="llm", **chosen), clock or Now()) as llm:
        yield Bench(llm, parsers)


def contents(read: ReadArticle) -> list[str]:
    return [each.content for each in read.statements]


async def as_shipped(parsers: Parsers) -> ReadArticle:
    body = zstandard.compress(BODY)
    answer = await parsers.read(body, url="https://n.example/1", media="html", charset="utf-8", fetched_at="")
    return answer.read()
