"""Dead letters for the page and the API: a few at a time, to be put back or dropped by their names.

A letter's name is its stage and id, ``ingest:1700000000000-0``, with ``@`` and the partition behind where there are
partitions.
"""

import re
from collections.abc import AsyncIterator, Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from sayso.contracts.topology import STAGES, Stage
from sayso.contracts.wire import Record
from sayso.runtime.delivery import Keys
from sayso.runtime.delivery.dead import DeadLetter, DeadLetters, Selection
from sayso_store.console.desk import Desk
from sayso_store.console.problems import Problem

MOST = 100
_NAME = r"^[a-z]{1,20}:\d{1,20}-\d{1,20}(@\d{1,6})?$"


class LetterShown(Record):
    """A dead letter, without the entry's body. ``size``: bytes of the entry."""

    name: str
    stage: str
    reason: str
    detail: str
    url: str | None
    attempts: int
    deliveries: int
    dead_at: str
    size: int


class Letters(Record):
    """Dead letters, stage by stage, the oldest first. ``more``: whether there are others."""

    letters: tuple[LetterShown, ...]
    more: bool


class LetterNames(BaseModel):
    """Which letters."""

    letters: list[Annotated[str, Field(pattern=_NAME)]] = Field(min_length=1, max_length=MOST)


class LetterFate(Record):
    """What became of one: redriven, dropped, gone (somebody was quicker), or refused (it cannot be put back)."""

    name: str
    fate: str


class Fates(Record):
    """What became of each, in the order asked."""

    letters: tuple[LetterFate, ...]


async def some(desk: Desk, *, stage: str | None = None, reason: str | None = None, limit: int = 25) -> Letters:
    """The first of them. Raises Problem for a stage that is none."""
    stages = STAGES if stage is None else (_stage(stage),)
    found: list[LetterShown] = []
    for keys in desk.partitions:
        letters = _select(desk, keys, stages, reason, limit + 1 - len(found))
        found.extend([_shown(keys, letter) async for letter in letters])
    return Letters(letters=tuple(found[:limit]), more=len(found) > limit)


async def redrive(desk: Desk, names: Sequence[str]) -> Fates:
    """Put letters back on their streams."""
    return Fates(letters=tuple([await _moved(desk, name, drop=False) for name in dict.fromkeys(names)]))


async def drop(desk: Desk, names: Sequence[str]) -> Fates:
    """Delete letters for good."""
    return Fates(letters=tuple([await _moved(desk, name, drop=True) for name in dict.fromkeys(names)]))


def named(name: str) -> list[str]:
    """The name a form sent. Raises Problem where it is none."""
    if not re.fullmatch(_NAME, name):
        raise Problem(422, "letter", "That is no dead letter's name.")
    return [name]


async def _select(
    desk: Desk, keys: Keys, stages: Sequence[Stage], reason: str | None, limit: int
) -> AsyncIterator[DeadLetter]:
    if limit > 0:
        wanted = Selection(stages=stages, reason=reason, limit=limit)
        async for letter in DeadLetters(desk.redis, keys).select(wanted):
            yield letter


async def _moved(desk: Desk, name: str, *, drop: bool) -> LetterFate:
    where, _, partition = name.partition("@")
    stage, _, letter_id = where.partition(":")
    keys = next((each for each in desk.partitions if (each.partition or "") == partition), None)
    if keys is None:
        raise Problem(422, "partition", f"There is no partition {partition!r}.")
    letters = DeadLetters(desk.redis, keys)
    move = letters.drop if drop else letters.redrive
    (fate,) = await move(_stage(stage), [letter_id])
    return LetterFate(name=name, fate=fate.value)


def _stage(name: str) -> Stage:
    found = next((each for each in STAGES if each.name == name), None)
    if found is None:
        raise Problem(422, "stage", f"There is no stage {name!r}.")
    return found


def _shown(keys: Keys, letter: DeadLetter) -> LetterShown:
    url = letter.entry.get(b"url") or letter.entry.get(b"final_url")
    return LetterShown(
        name=letter.name,
        stage=letter.stage,
        reason=letter.reason[:200],
        detail=letter.detail[:500],
        url=None if url is None else url[:2048].decode("utf-8", "backslashreplace"),
        attempts=letter.attempts,
        deliveries=letter.deliveries,
        dead_at=letter.dead_at,
        size=letter.size,
    )
