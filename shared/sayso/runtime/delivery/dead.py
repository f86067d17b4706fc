"""Dead letters: what a stage set aside, to be looked at and then put back or dropped.

``settlement`` writes them: an entry that cannot be handled goes to ``<stream>.dead`` with its reason, and with its own
fields as they were, so that nothing is lost and everything can be done again. Nothing here runs by itself; a person
decides, by way of ``sayso dead``.

Putting one back (a *redrive*) deletes the letter and adds the entry in one script, and adds it only if the letter was
there to delete. So however many people redrive at once, and however often a command is sent again because its answer
was lost, one letter becomes one entry. It keeps the id it had at first: what happens next stands in the same record of
its life. Its tries begin anew.

A letter is known by its stage and its id, since ids are unique in one stream only. Letters may be 32 MB each, so they
are read a few at a time and never kept together.
"""

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import structlog
from redis.asyncio import Redis

from sayso.contracts.topology import STAGES, Stage
from sayso.contracts.wire import Fields
from sayso.runtime.delivery import scripts
from sayso.runtime.delivery.keys import Keys
from sayso.runtime.delivery.units import FIRST

log = structlog.get_logger(__name__)

_PAGE = 20
"""Letters held at a time."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An entry that was set aside. ``entry`` is its own fields, ``entry_id`` the id it had at first."""

    stage: str
    id: str
    reason: str
    detail: str
    attempts: int
    deliveries: int
    entry_id: str
    dead_at: str
    entry: Fields
    partition: str | None = None

    @property
    def name(self) -> str:
        """What it is called on the command line: ``ingest:1700000000000-0``, and ``@2`` behind it in a partition."""
        return Keys(self.partition).entry(f"{self.stage}:{self.id}")

    @property
    def size(self) -> int:
        """Bytes of the entry's values."""
        return sum(map(len, self.entry.values()))


@dataclass(frozen=True, slots=True)
class Selection:
    """Which letters: all, unless narrowed. Ages are seconds since the letter was written, by Redis's clock."""

    stages: Sequence[Stage] = STAGES
    reason: str | None = None
    older_than: float | None = None
    newer_than: float | None = None
    limit: int | None = None


class Fate(StrEnum):
    """What became of a letter that was to be moved."""

    REDRIVEN = "redriven"
    DROPPED = "dropped"
    GONE = "gone"
    """There is none of that id: never was, or somebody else was quicker."""
    REFUSED = "refused"
    """It cannot be put back, and stays."""


class DeadLetters:
    """The dead letters of all stages."""

    def __init__(self, redis: "Redis", keys: Keys) -> None:
        self._redis, self._keys = redis, keys

    async def select(self, wanted: Selection) -> AsyncIterator[DeadLetter]:
        """Letters stage by stage, the oldest first."""
        seconds, micros = await self._redis.time()
        now = seconds * 1000 + micros // 1000
        oldest = "-" if wanted.newer_than is None else _ago(now, wanted.newer_than)
        newest = "+" if wanted.older_than is None else _ago(now, wanted.older_than)
        found = 0
        for stage in wanted.stages:
            async for letter in self._between(stage, oldest, newest):
                if found == wanted.limit:
                    return
                if wanted.reason in (None, letter.reason):
                    found += 1
                    yield letter

    async def read(self, stage: Stage, ids: Sequence[str]) -> list[DeadLetter | None]:
        """The letters of these ids, in their order."""
        async with self._redis.pipeline(transaction=False) as pipe:
            for each in ids:
                pipe.xrange(self._keys(stage.reads.dead), each, each)
            pages: list[Any] = await pipe.execute()
        of = self._keys.partition
        return [read_letter(stage, page[0][0], page[0][1], of) if page else None for page in pages]

    async def redrive(self, stage: Stage, ids: Sequence[str]) -> list[Fate]:
        """Put letters back on the stage's stream, each at most once. Their fates are in the ids' order."""
        return [fate for part in _parts(ids) for fate in await self._redrive(stage, part)]

    async def drop(self, stage: Stage, ids: Sequence[str]) -> list[Fate]:
        """Delete letters for good, with a log line each. Their fates are in the ids' order."""
        return [fate for part in _parts(ids) for fate in await self._drop(stage, part)]

    async def _between(self, stage: Stage, oldest: str, newest: str) -> AsyncIterator[DeadLetter]:
        while page := await self._page(stage, oldest, newest):
            for letter_id, fields in page:
                yield read_letter(stage, letter_id, fields, self._keys.partition)
            oldest = f"({page[-1][0].decode()}"

    async def _page(self, stage: Stage, oldest: str, newest: str) -> list[tuple[bytes, Fields]]:
        page: Any = await self._redis.xrange(self._keys(stage.reads.dead), oldest, newest, count=_PAGE)
        return list(page)

    async def _redrive(self, stage: Stage, ids: Sequence[str]) -> list[Fate]:
        letters = await self.read(stage, ids)
        fit = [letter for letter in letters if letter is not None and _is_fit(letter)]
        dead, stream = self._keys(stage.reads.dead), self._keys(stage.reads.name)
        moves = [scripts.redrive(dead, stream, letter.id, _entry_again(letter)) for letter in fit]
        answers = await scripts.run(self._redis, moves)
        for answer in answers:
            if isinstance(answer, Exception):
                raise answer
        answered = iter(answers)
        fates = []
        for letter in letters:
            if letter is None:
                fates.append(Fate.GONE)
            elif not _is_fit(letter):
                log.warning("dead_letter_refused", stage=letter.stage, id=letter.id, fields=len(letter.entry))
                fates.append(Fate.REFUSED)
            else:
                fates.append(Fate.REDRIVEN if next(answered) else Fate.GONE)
        return fates

    async def _drop(self, stage: Stage, ids: Sequence[str]) -> list[Fate]:
        letters = await self.read(stage, ids)
        async with self._redis.pipeline(transaction=False) as pipe:
            for each in ids:
                pipe.xdel(self._keys(stage.reads.dead), each)
            deleted = await pipe.execute()
        for letter, was_there in zip(letters, deleted, strict=True):
            if letter is not None and was_there:
                about = {"reason": letter.reason, "entry_id": letter.entry_id, "url": _url(letter)}
                log.info("dead_letter_dropped", stage=letter.stage, id=letter.id, **about)
        return [Fate.DROPPED if was_there else Fate.GONE for was_there in deleted]


def read_letter(stage: Stage, letter_id: bytes, fields: Fields, partition: str | None = None) -> DeadLetter:
    """The letter of a dead letter's fields. What it lacks is empty or 0: anyone may write to the stream."""

    def text(name: bytes) -> str:
        return fields.get(name, b"").decode("utf-8", "backslashreplace")

    def number(name: bytes) -> int:
        raw = fields.get(name, b"")
        return int(raw) if raw.isdigit() and len(raw) < 10 else 0

    return DeadLetter(
        stage=stage.name,
        id=letter_id.decode(),
        reason=text(b"reason"),
        detail=text(b"detail"),
        attempts=number(b"attempts"),
        deliveries=number(b"deliveries"),
        entry_id=text(b"entry_id"),
        dead_at=text(b"dead_at"),
        entry=_entry(fields),
        partition=partition,
    )


def _entry(fields: Fields) -> Fields:
    folded = fields.get(b"entry_as_json")
    if folded is None:
        return {name.removeprefix(b"entry."): value for name, value in fields.items() if name.startswith(b"entry.")}
    try:
        pairs = json.loads(folded).items()
        return {name.encode("latin-1"): value.encode("latin-1") for name, value in pairs}
    except (ValueError, AttributeError):  # not ours
        return {}


def _entry_again(letter: DeadLetter) -> Fields:
    return letter.entry | ({FIRST: letter.entry_id.encode()} if letter.entry_id else {})


def _is_fit(letter: DeadLetter) -> bool:
    """Whether there is an entry to put back, and one that a script can add."""
    return 0 < len(letter.entry) < scripts.MOST_FIELDS


def _url(letter: DeadLetter) -> str | None:
    url = letter.entry.get(b"url")
    return None if url is None else url[:2048].decode("utf-8", "backslashreplace")


def _ago(now: int, seconds: float) -> str:
    return str(max(0, now - round(seconds * 1000)))


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + _PAGE] for start in range(0, len(ids), _PAGE))
