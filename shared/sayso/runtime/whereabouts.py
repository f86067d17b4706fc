"""Where in Redis the work on one thing stands right now: queued, being worked on, waiting for a try, or set aside.

Input: what a person knows of it: URLs in any spelling, ids of entries, correlation ids. Every stage's stream, its
waiting entries and its dead letters are read, and the ends that the store has not recorded yet.

Guaranteed: read-only; no more than :data:`MOST` entries of a stream are looked at, the oldest first, and a stream with
more is named as one that was not read to its end.

Next: ``sayso trace``.
"""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Literal

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from sayso.contracts.topology import DISPOSITIONS, STAGES, Stage
from sayso.contracts.web_identity import identity
from sayso.runtime.delivery.dead import read_letter
from sayso.runtime.delivery.keys import Keys
from sayso.runtime.delivery.units import ATTEMPT, FIRST

MOST = 20_000
_PAGE = 50
State = Literal["queued", "being_worked_on", "waiting", "set_aside", "ended"]
Fields = Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Found:
    """One entry that has to do with it."""

    stage: str
    state: State
    entry_id: str
    url: str | None
    detail: str
    correlation_id: str | None = None


@dataclass(slots=True)
class Asked:
    """What is looked for; grows by the ids of what is found."""

    identities: set[str]
    ids: set[str]

    @classmethod
    def about(cls, what: str, urls: set[str], ids: set[str]) -> "Asked":
        """By a word, and what else is known of it."""
        return cls({identity(each) for each in (what, *urls)}, {what, *ids})

    def is_about(self, entry_id: str, fields: Fields) -> bool:
        """Whether an entry has to do with it."""
        names = {entry_id, _text(fields, FIRST), _text(fields, b"correlation_id"), _text(fields, b"entry_id")}
        if names & self.ids:
            return True
        return any(identity(url) in self.identities for url in _urls(fields))


@dataclass(slots=True)
class Whereabouts:
    """What was found, in the order of the stages, and the streams that were not read to their end."""

    found: list[Found] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)


async def look(redis: "Redis", partitions: Sequence[Keys], asked: Asked) -> Whereabouts:
    """Look through all streams of these partitions."""
    told = Whereabouts()
    for stage, keys in product(STAGES, partitions):
        for each in (_queued, _waiting, _set_aside):
            told.found += [found async for found in each(redis, keys, stage, asked, told)]
    for keys in partitions:
        told.found += [found async for found in _ended(redis, keys, asked, told)]
    return told


async def _queued(redis: "Redis", keys: Keys, stage: Stage, asked: Asked, told: Whereabouts) -> AsyncIterator[Found]:
    place = 0
    async for entry_id, fields in _entries(redis, keys(stage.reads.name), told):
        place += 1
        if not (asked.is_about(entry_id, fields) or keys.entry(entry_id) in asked.ids):
            continue
        pending = await _pending(redis, keys(stage.reads.name), stage.group, entry_id)
        state: State = "being_worked_on" if pending else "queued"
        detail = f"number {place} on {stage.reads.name}"
        if pending:
            since = pending[0]["time_since_delivered"] / 1000
            detail = f"by {pending[0]['consumer'].decode()}, last sign of life {since:.1f} s ago"
        yield _found(stage.name, state, keys.entry(entry_id), fields, detail)


async def _pending(redis: "Redis", key: str, group: str, entry_id: str) -> list[Any]:
    try:
        return list(await redis.xpending_range(key, group, entry_id, entry_id, 1))
    except ResponseError:  # no worker has ever started, so there is no group
        return []


async def _waiting(redis: "Redis", keys: Keys, stage: Stage, asked: Asked, told: Whereabouts) -> AsyncIterator[Found]:
    seconds, micros = await redis.time()
    async for entry_id, fields in _entries(redis, keys(stage.reads.parked), told):
        if asked.is_about(entry_id, fields):
            due = await redis.zscore(keys(stage.reads.later), entry_id)
            left = max(0.0, (due or 0) / 1000 - seconds - micros / 1e6)
            yield _found(stage.name, "waiting", entry_id, fields, f"for try {_try(fields)}, in {left:.0f} s")


async def _set_aside(redis: "Redis", keys: Keys, stage: Stage, asked: Asked, told: Whereabouts) -> AsyncIterator[Found]:
    async for letter_id, fields in _entries(redis, keys(stage.reads.dead), told):
        letter = read_letter(stage, letter_id.encode(), dict(fields), keys.partition)
        if asked.is_about(letter.entry_id, letter.entry) or letter_id in asked.ids:
            why = f"{letter.reason}: {letter.detail}" if letter.detail else letter.reason
            yield _found(
                stage.name,
                "set_aside",
                letter.entry_id,
                letter.entry,
                f"{why} (after {letter.attempts} tries, at {letter.dead_at}); sayso dead redrive {letter.name}",
            )


async def _ended(redis: "Redis", keys: Keys, asked: Asked, told: Whereabouts) -> AsyncIterator[Found]:
    async for _, fields in _entries(redis, keys(DISPOSITIONS.name), told):
        if asked.is_about(_text(fields, b"entry_id"), fields):
            why = " ".join(filter(None, (_text(fields, b"disposition"), _text(fields, b"reason"))))
            yield _found(_text(fields, b"stage"), "ended", _text(fields, b"entry_id"), fields, f"{why}, not stored yet")


async def _entries(redis: "Redis", key: str, told: Whereabouts) -> AsyncIterator[tuple[str, Fields]]:
    after, read = "-", 0
    while read < MOST:
        page: Any = await redis.xrange(key, after, "+", count=_PAGE)
        for entry_id, fields in page:
            yield entry_id.decode(), fields
        if len(page) < _PAGE:
            return
        read, after = read + len(page), f"({page[-1][0].decode()}"
    told.cut.append(key)


def _found(stage: str, state: State, entry_id: str, fields: Fields, detail: str) -> Found:
    url = next(iter(_urls(fields)), None)
    first = _text(fields, FIRST) or entry_id
    return Found(stage, state, first, url, detail, _text(fields, b"correlation_id") or None)


def _urls(fields: Fields) -> list[str]:
    urls = [_text(fields, name) for name in (b"url", b"final_url")]
    try:
        article = json.loads(fields.get(b"article", b"{}"))
        urls += [str(article.get(name) or "") for name in ("url", "fetched_url")]
    except (ValueError, AttributeError):
        pass
    return [url for url in urls if url]


def _text(fields: Fields, name: bytes) -> str:
    return fields.get(name, b"")[:4096].decode("utf-8", "replace")


def _try(fields: Fields) -> str:
    return _text(fields, ATTEMPT) or "2"
