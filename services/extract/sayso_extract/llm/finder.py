"""The finder that asks a language model: an article's text to a finder that holds the model's answer.

The asking needs the network and time, so it is a coroutine of the worker's. What it gives, `VerbatimFinder`, is a
`ClaimFinder` like any other and goes into the confined process that reads the page, where the answer's words are
searched for in the article.

Guaranteed: an answer that is known is not asked for again; a day's tokens are taken before they are used; an endpoint
that failed is left alone for a while. `ask` raises `Unanswered`, nothing else.

Next: ``reading``, which falls back.
"""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sayso.runtime.abilities import FinderAway
from sayso.runtime.clock import Clock, utc_now
from sayso_extract.document import EXTRACTOR_VERSION
from sayso_extract.domain.verbatim import Told
from sayso_extract.finder_settings import FinderSettings
from sayso_extract.llm.endpoint import Endpoint, Reply
from sayso_extract.llm.memory import Memory, key_of
from sayso_extract.llm.prompt import PROMPT_VERSION, messages, read_answer
from sayso_extract.llm.unanswered import Unanswered
from sayso_extract.verbatim_finder import VerbatimFinder

BYTES_A_TOKEN = 3
"""Fewer than most tokenisers make of news, so that a request takes no more tokens than were set aside."""
_RESTED = ("endpoint_failed", "timed_out", "oversized")


class LlmFinder:
    """Asks a model. Each article's answer is a finder of its own."""

    def __init__(self, endpoint: Endpoint, memory: Memory, settings: FinderSettings, clock: Clock = utc_now) -> None:
        self._endpoint, self._memory, self._settings, self._clock = endpoint, memory, settings, clock
        self._rests_until: datetime | None = None
        self.version = version_of(settings.llm_model or "")

    async def ask(self, text: str) -> VerbatimFinder:
        """What the model tells about a text. Raises Unanswered."""
        if len(text) > self._settings.llm_characters:
            raise Unanswered("too_long", f"{len(text)} characters")
        try:
            return VerbatimFinder(await self._known_or_asked(text), self.version)
        except sqlite3.Error as error:
            raise Unanswered("memory_failed", str(error)) from None

    async def _known_or_asked(self, text: str) -> tuple[Told, ...]:
        body = json.dumps(self._settings.llm_body, sort_keys=True)
        key = key_of(self._settings.llm_model or "", PROMPT_VERSION, body, text)
        known = await asyncio.to_thread(self._memory.answer, key)
        if known is not None:
            return _read(known)
        reply = await self._asked(text)
        told = _read(reply.words)
        await asyncio.to_thread(self._memory.keep, key, reply.words, self._clock(), self._settings.llm_remember_days)
        return told

    async def _asked(self, text: str) -> Reply:
        now = self._clock()
        if self._rests_until is not None and now < self._rests_until:
            raise Unanswered("resting", f"the endpoint is left alone until {self._rests_until:%H:%M:%S}")
        asked = messages(text)
        set_aside = _tokens(asked) + self._settings.llm_answer_tokens
        if not await asyncio.to_thread(self._memory.take, set_aside, now, self._settings.llm_tokens_a_day):
            raise Unanswered("over_budget", f"{set_aside} tokens more than SAYSO_LLM_TOKENS_A_DAY leaves today")
        try:
            reply = await self._endpoint.ask(asked)
        except Unanswered as error:
            if error.why in _RESTED:
                self._rests_until = self._clock() + timedelta(seconds=self._settings.llm_rest_seconds)
            if error.why == "endpoint_failed":  # it has not answered, so it has used none
                await asyncio.to_thread(self._memory.give_back, set_aside, now)
            raise
        if reply.tokens is not None:
            await asyncio.to_thread(self._memory.give_back, set_aside - reply.tokens, now)
        return reply


@asynccontextmanager
async def llm_finder(settings: FinderSettings, clock: Clock = utc_now) -> AsyncIterator[LlmFinder]:
    """A finder with its connections. Raises ``abilities.FinderAway``."""
    for name in ("llm_url", "llm_model"):
        if not getattr(settings, name):
            raise FinderAway(f"the finder llm needs SAYSO_{name.upper()}")
    try:
        key = settings.key()
    except (OSError, UnicodeError) as error:
        raise FinderAway(f"SAYSO_LLM_KEY_FILE cannot be read: {error}") from None
    endpoint = Endpoint(settings, key)
    try:
        yield LlmFinder(endpoint, Memory(settings.memory()), settings, clock)
    finally:
        await endpoint.close()


def version_of(model: str) -> str:
    """The extractor's version with this model: ``2+llm.1.name``."""
    spelt = "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in model)
    return f"{EXTRACTOR_VERSION}+llm.{PROMPT_VERSION}.{spelt}"


def _read(words: str) -> tuple[Told, ...]:
    try:
        return read_answer(words)
    except ValueError as error:
        raise Unanswered("nonsense", str(error)) from None


def _tokens(asked: list[dict[str, str]]) -> int:
    return sum(len(each["content"].encode("utf-8", "surrogatepass")) for each in asked) // BYTES_A_TOKEN
