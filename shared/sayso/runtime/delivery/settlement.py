"""What follows from an outcome: the move on Redis, the log line and the record, for every unit exactly once.

``Done`` and ``Discard`` are handed over with a :class:`UnitEnded` for the store's record. ``Retry`` (and any other
exception) is postponed with a growing delay until the stage's attempts are spent, then set aside; a blameless one
spends none. ``Defer`` is postponed for as long as it says, and is no try. ``Quarantine`` is set aside at once. A dead
letter keeps the entry's own fields, each under ``entry.<name>``, so that no name can clash and nothing is re-encoded.
"""

import asyncio
import json
import logging
import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

import structlog
from redis.asyncio import Redis

from sayso.contracts.dispositions import Disposition, Reason
from sayso.contracts.events import PageFetched, StatementsFound, StatementsResolved, UnitEnded, UrlPushed
from sayso.contracts.outcomes import Defer, Discard, Done, Outcome, Output, Quarantine, Retry
from sayso.contracts.topology import DISPOSITIONS, Limits, Stage, retry_delay
from sayso.contracts.wire import Event, Fields, Written
from sayso.runtime.clock import Clock, iso
from sayso.runtime.delivery import scripts
from sayso.runtime.delivery.breaker import Breaker
from sayso.runtime.delivery.keys import Keys
from sayso.runtime.delivery.patience import passes, until_done
from sayso.runtime.delivery.tracing import UNTRACED, Span, Tracer
from sayso.runtime.delivery.units import ATTEMPT, CONTROL, FIRST, MEMO, TRACE, Unit, Unreadable
from sayso.runtime.masking import masked_text, without_password

log = structlog.get_logger("sayso.unit")
_levels = logging.getLogger("sayso.unit")

_MOST_FIELDS = 500
"""A dead letter's entry with more fields than this is kept as one JSON field: a script's stack is bounded."""
_MOST_DETAIL = 500
_MILLISECOND_DIGITS = 13
"""Digits of a Unix time in ms until the year 2286. Ids of other lengths were given by hand, and tell no time."""

AnyUnit: TypeAlias = Unit[Event] | Unreadable

Observe = Callable[[UnitEnded, float | None], None]
"""Told of every unit's end as its log line has it, and how many seconds after it came to the stage that was."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A unit, its outcome, how long the handler took, and its span where there is a tracer."""

    unit: AnyUnit
    outcome: Outcome
    seconds: float
    span: Span | None = None


class Settlement:
    """Carries outcomes out, for one stage."""

    def __init__(
        self,
        stage: Stage,
        limits: Limits,
        redis: "Redis",
        keys: Keys,
        clock: Clock,
        breaker: Breaker,
        observe: Observe | None = None,
        tracer: Tracer | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._stage, self._limits = stage, limits
        self._redis, self._keys, self._clock, self._jitter = redis, keys, clock, jitter
        self._breaker, self._observe = breaker, observe
        self._tracer = tracer if DISPOSITIONS in stage.writes else None
        self.postponed = asyncio.Event()
        """Set when it postpones an entry; whoever releases what is due clears it."""
        self._stream = keys(stage.reads.name)

    async def settle(self, settled: Sequence[Settled]) -> None:
        """Carry all out, in one round trip. Repeats what Redis could not do, until it can. May halt the stage."""
        todo = [(each, *self._plan(each)) for each in map(self._traced, settled)]
        while todo:
            moves = [move for _, move, _ in todo]
            answers = await until_done("hand over", partial(scripts.run, self._redis, moves))
            again = []
            for item, answer in zip(todo, answers, strict=True):
                if isinstance(answer, Exception):
                    if not passes(answer):
                        raise answer
                    again.append(item)
                else:
                    self._say(item[0], item[2], was_pending=bool(answer))
                    if answer:
                        self._breaker.note(item[2])
            if again:
                await until_done("hand over", self._redis.ping)
            todo = again
        await self._breaker.check()

    def _traced(self, settled: Settled) -> Settled:
        if self._tracer is None:
            return settled
        return replace(settled, span=self._tracer.begin(self._stage, settled.unit, settled.seconds))

    def _plan(self, settled: Settled) -> tuple[scripts.Move, UnitEnded]:
        unit, outcome = settled.unit, settled.outcome
        if isinstance(outcome, Done):
            ended = self._ended(settled, outcome.disposition, outcome.reason, outcome.detail, outcome.facts)
            outputs = [(self._keys(each.stream), _output(each, settled)) for each in outcome.outputs]
            return self._hand_over(unit, [*outputs, *self._record(ended)]), ended
        if isinstance(outcome, Discard):
            ended = self._ended(settled, outcome.disposition, outcome.reason, outcome.detail)
            return self._hand_over(unit, self._record(ended)), ended
        if isinstance(outcome, Defer):
            ended = self._ended(
                settled, Disposition.DEFERRED, outcome.reason, outcome.detail, {"wait_s": round(outcome.seconds, 3)}
            )
            return self._park(settled, unit.attempt, outcome.seconds, {MEMO: outcome.memo.encode()}), ended
        if isinstance(outcome, Quarantine) or (unit.attempt >= self._limits.attempts and not _blameless(outcome)):
            ended = self._ended(settled, Disposition.DEAD_LETTERED, outcome.reason, outcome.detail)
            dead = (self._keys(self._stage.reads.dead), self._dead_letter(unit, ended))
            return self._hand_over(unit, [dead, *self._record(ended)]), ended
        return self._postpone(settled)

    def _postpone(self, settled: Settled) -> tuple[scripts.Move, UnitEnded]:
        unit, outcome = settled.unit, settled.outcome
        assert not isinstance(outcome, Done)
        delay = retry_delay(self._limits, unit.attempt, self._jitter())
        if isinstance(outcome, Retry) and outcome.after is not None:
            delay = min(max(delay, outcome.after), self._limits.longest_delay)
        ended = self._ended(
            settled, Disposition.RETRIED, outcome.reason, outcome.detail, {"retry_in_s": round(delay, 3)}
        )
        attempt = unit.attempt if _blameless(outcome) else unit.attempt + 1
        return self._park(settled, attempt, delay), ended

    def _park(self, settled: Settled, attempt: int, seconds: float, more: Fields | None = None) -> scripts.Move:
        unit = settled.unit
        self.postponed.set()
        begun = {} if settled.span is None else {TRACE: settled.span.traceparent}
        again = {**begun, **unit.fields, ATTEMPT: b"%d" % attempt, FIRST: unit.first_id.encode(), **(more or {})}
        stream = self._stage.reads
        return scripts.postpone(
            self._stream,
            self._keys(stream.parked),
            self._keys(stream.later),
            self._stage.group,
            unit.entry_id,
            math.ceil(seconds * 1000),
            again,
        )

    def _hand_over(self, unit: AnyUnit, outputs: Sequence[tuple[str, Fields]]) -> scripts.Move:
        return scripts.hand_over(self._stream, self._stage.group, unit.entry_id, outputs)

    def _record(self, ended: UnitEnded) -> list[tuple[str, Fields]]:
        if DISPOSITIONS not in self._stage.writes:
            return []
        return [(self._keys(DISPOSITIONS.name), ended.to_fields())]

    def _ended(
        self,
        settled: Settled,
        disposition: Disposition,
        reason: Reason | None,
        detail: str,
        facts: Mapping[str, str | int | float | bool | None] | None = None,
    ) -> UnitEnded:
        unit = settled.unit
        url, article_id = _subject(settled)
        return UnitEnded(
            stage=self._stage.name,
            entry_id=unit.first_id,
            url=url and without_password(url),
            article_id=article_id,
            disposition=disposition,
            reason=reason,
            detail=masked_text(detail[:_MOST_DETAIL]) or None,
            attempt=unit.attempt,
            ended_at=iso(self._clock()),
            duration_ms=round(settled.seconds * 1000, 2),
            facts=dict(facts or {}),
            correlation_id=unit.correlation_id if isinstance(unit, Unit) else None,
        )

    def _dead_letter(self, unit: AnyUnit, ended: UnitEnded) -> Fields:
        about = {
            "stage": ended.stage,
            "reason": str(ended.reason),
            "detail": ended.detail or "",
            "attempts": str(unit.attempt),
            "deliveries": str(unit.deliveries),
            "entry_id": unit.first_id,
            "dead_at": ended.ended_at,
        }
        fields = {name.encode(): value.encode() for name, value in about.items()}
        entry = {name: value for name, value in unit.fields.items() if name not in CONTROL or name == TRACE}
        if len(entry) > _MOST_FIELDS:
            as_text = {name.decode("latin-1"): value.decode("latin-1") for name, value in entry.items()}
            return fields | {b"entry_as_json": json.dumps(as_text).encode()}
        return fields | {b"entry." + name: value for name, value in entry.items()}

    def _say(self, settled: Settled, ended: UnitEnded, *, was_pending: bool) -> None:
        disposition = ended.disposition if was_pending else Disposition.HANDED_OVER
        said = ended if was_pending else ended.model_copy(update={"disposition": disposition, "reason": None})
        if self._observe is not None:
            self._observe(said, self._age(settled.unit))
        if settled.span is not None:
            settled.span.end(said)
        bad = disposition is Disposition.DEAD_LETTERED
        quiet = (DISPOSITIONS not in self._stage.writes and not bad) or disposition is Disposition.DEFERRED
        if quiet and not _levels.isEnabledFor(logging.DEBUG):
            return
        line = log.error if bad else log.debug if quiet else log.info
        line(
            "unit_ended",
            stage=ended.stage,
            disposition=str(disposition),
            reason=None if ended.reason is None else str(ended.reason),
            detail=ended.detail,
            url=ended.url,
            article_id=ended.article_id,
            correlation_id=ended.correlation_id,
            trace_id=None if settled.span is None else settled.span.trace_id,
            attempt=ended.attempt,
            deliveries=settled.unit.deliveries,
            ms=ended.duration_ms,
            **ended.facts,
        )

    def _age(self, unit: AnyUnit) -> float | None:
        """Seconds since the unit first came to the stage, by the id Redis gave its entry then."""
        milliseconds = unit.first_id.partition("-")[0]
        if not milliseconds.isdigit() or len(milliseconds) != _MILLISECOND_DIGITS:
            return None
        return max(0.0, self._clock().timestamp() - int(milliseconds) / 1000)


def _output(output: Output, settled: Settled) -> Fields:
    fields = output.event.to_fields()
    context = settled.unit.fields.get(TRACE) if settled.span is None else settled.span.traceparent
    return fields if context is None or output.stream in UNTRACED else {**fields, TRACE: context}


def _blameless(outcome: Outcome) -> bool:
    return isinstance(outcome, Retry) and outcome.blameless


def _subject(settled: Settled) -> tuple[str | None, str | None]:
    """The URL and the article a unit is about. A page has an article once it has been read."""
    unit, outcome = settled.unit, settled.outcome
    if isinstance(unit, Unit):
        if isinstance(unit.event, UrlPushed | PageFetched):
            made = [each.event for each in outcome.outputs] if isinstance(outcome, Done) else []
            return unit.event.url, next((each.article_id for each in made if isinstance(each, Written)), None)
        if isinstance(unit.event, StatementsFound | StatementsResolved):
            return unit.event.article.fetched_url, unit.event.article.article_id
    elif b"url" in unit.fields:
        return unit.fields[b"url"][:2048].decode("utf-8", "replace"), None
    return None, None
