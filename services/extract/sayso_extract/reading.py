"""A page's reading with the finder that is set, and what stands where a language model does not answer.

A page is read with the built-in finder first. That reading has the text a language model is asked about, and it is
what stands if there is no answer: the pipeline goes on at its own speed, and loses nothing, while an endpoint is down,
slow, over budget or wrong. With an answer the page is read once more, with the answer as its finder.

Reading happens in a process that may not use the network (see ``parsers``), asking in the worker's event loop, which
may; between them goes the text, and words.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from sayso.contracts import Failure
from sayso.runtime.abilities import FinderAway
from sayso_extract.answers import Answer
from sayso_extract.finder_settings import FinderSettings
from sayso_extract.llm.unanswered import Unanswered

if TYPE_CHECKING:  # the worker itself reads no page, its children do: it needs none of the models
    from sayso_extract.document import ClaimFinder
    from sayso_extract.llm.finder import LlmFinder

log = structlog.get_logger(__name__)

Parse = Callable[["ClaimFinder | None"], Awaitable[Answer]]
"""Reads one page with a finder; None is the one that ships."""


class Reading:
    """Reads pages with a finder, the one that ships if none is given, or with a language model and that."""

    def __init__(self, built_in: "ClaimFinder | None" = None, llm: "LlmFinder | None" = None) -> None:
        self._built_in, self._llm = built_in, llm

    async def __call__(self, parse: Parse) -> Answer:
        """The page's article and statements. Raises ``contracts.Failure``."""
        answer = await parse(self._built_in)
        return answer if self._llm is None else await _told(parse, answer, self._llm)


async def _told(parse: Parse, answer: Answer, llm: "LlmFinder") -> Answer:
    """The reading with what a model tells about the article, else the one there is."""
    read = answer.read()
    try:
        finder = await llm.ask(read.text)
        told = await parse(finder)
        refused = len(finder.told) - told.about.statements
        if refused and not told.about.statements:
            raise Unanswered("not_verbatim", f"none of {refused} claims stands in the article")
    except Unanswered as error:
        why, detail = error.why, error.detail
    except Failure as error:
        why, detail = "parsing_failed", str(error)
    else:
        if refused:
            log.info("llm_refused", claims=refused, of=len(finder.told), article=told.about.article_id)
        return replace(told, refused=refused)
    log.warning("llm_fell_back", why=why, detail=detail, article=read.article.article_id, url=read.article.url or None)
    return replace(answer, fell_back=why)


@asynccontextmanager
async def reading(settings: FinderSettings) -> AsyncIterator[Reading]:
    """Reading with the finder that is set. Raises ``abilities.FinderAway``."""
    if settings.finder == "fitted":
        yield Reading()
        return
    if settings.finder == "rules":
        from sayso_extract.document import RuleFinder

        yield Reading(RuleFinder())
        return
    try:
        from sayso_extract.llm.finder import llm_finder
    except ImportError as error:
        raise FinderAway(f"the finder llm needs sayso-extract[llm]: {error}") from None
    async with llm_finder(settings) as llm:
        yield Reading(llm=llm)
