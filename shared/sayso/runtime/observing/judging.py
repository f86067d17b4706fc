"""What is wrong with a pipeline, by name: rules over a ``Status``, the same that the alert rules of ``deploy/`` have.

A **problem** wants a person soon; a **warning** wants one some day. Each rule is a function of the status and its
limits that yields what it finds; ``RULES`` is all of them. ``docs/runbook.md`` says what to do about each name.
"""

from collections.abc import Callable, Iterator

from pydantic import Field

from sayso.contracts.topology import INGEST, PUBLISH_ROLE
from sayso.runtime.observing.report import Problem, Status
from sayso.runtime.settings import Settings


class StatusSettings(Settings):
    """From where on sayso status calls something a problem."""

    status_oldest_seconds: float = Field(
        default=900.0, gt=0, description="Age of the oldest entry a stage has not read, but for urls, which may wait."
    )
    status_outbox_seconds: float = Field(
        default=60.0, gt=0, description="Age of the oldest event that is committed and not yet on claims."
    )
    status_headroom: float = Field(
        default=0.1, ge=0, lt=1, description="Share of Redis's memory that should be free, 0 to 1."
    )


Rule = Callable[[Status, StatusSettings], Iterator[Problem]]


def redis_unfit(status: Status, _: StatusSettings) -> Iterator[Problem]:
    """Redis may lose or drop data as it is set up."""
    if status.redis is not None and status.redis.unfit:
        yield Problem(name="redis_unfit", about="redis", detail=status.redis.unfit)


def redis_refuses_writes(status: Status, _: StatusSettings) -> Iterator[Problem]:
    """Redis could not write its append-only file or its snapshot."""
    if status.redis is not None and status.redis.trouble:
        yield Problem(name="redis_refuses_writes", about="redis", detail=status.redis.trouble)


def redis_memory_short(status: Status, limits: StatusSettings) -> Iterator[Problem]:
    """Pushes are about to be refused."""
    if status.redis is not None and status.redis.headroom < limits.status_headroom:
        detail = f"{status.redis.headroom:.0%} of its memory is free"
        yield Problem(name="redis_memory_short", about="redis", detail=detail)


def no_worker(status: Status, _: StatusSettings) -> Iterator[Problem]:
    """There is work and nobody to do it."""
    for stage in status.stages:
        waiting = stage.backlog + stage.pending + stage.postponed
        if waiting and not stage.workers:
            detail = f"{waiting} entries and no worker of the role {stage.role}"
            yield Problem(name="no_worker", about=stage.name, detail=detail)
    relays = sum(worker.role == PUBLISH_ROLE for worker in status.workers)
    if status.store is not None and status.store.outbox_waiting and not relays:
        detail = f"{status.store.outbox_waiting} events in the outbox and no worker of the role {PUBLISH_ROLE}"
        yield Problem(name="no_worker", about=PUBLISH_ROLE, detail=detail)


def stage_halted(status: Status, _: StatusSettings) -> Iterator[Problem]:
    """Too much of a stage's work was set aside for a fault of ours."""
    for stage in status.stages:
        if stage.halted is not None:
            left = "until it is resumed" if stage.halted_for is None else f"for {stage.halted_for:.0f} s more"
            yield Problem(name="stage_halted", about=stage.name, detail=f"{left}: {stage.halted}")


def backlog_old(status: Status, limits: StatusSettings) -> Iterator[Problem]:
    """A stage does not keep up. ``urls`` may wait: the hosts' schedule says when they are fetched."""
    for stage in status.stages:
        if stage.name != INGEST.name and stage.oldest_waiting > limits.status_oldest_seconds:
            detail = f"the oldest of {stage.backlog} entries waits for {stage.oldest_waiting:.0f} s"
            yield Problem(name="backlog_old", about=stage.name, detail=detail)


def pending_old(status: Status, limits: StatusSettings) -> Iterator[Problem]:
    """Work that nobody ends and nobody takes over."""
    for stage in status.stages:
        most = max(limits.status_oldest_seconds, 5 * stage.lease)
        if stage.oldest_pending > most and stage.oldest_pending > stage.oldest_waiting:
            detail = f"the oldest of {stage.pending} entries in work came {stage.oldest_pending:.0f} s ago"
            yield Problem(name="pending_old", about=stage.name, detail=detail)


def backlog_full(status: Status, _: StatusSettings) -> Iterator[Problem]:
    """Back-pressure: the stages before it have stopped reading."""
    for stage in status.stages:
        waiting = stage.backlog + stage.pending + stage.postponed
        if stage.high_water is not None and waiting >= stage.high_water:
            detail = f"{waiting} entries of at most {stage.high_water} on {stage.reads}"
            yield Problem(name="backlog_full", severity="warning", about=stage.name, detail=detail)


def dead_letters(status: Status, _: StatusSettings) -> Iterator[Problem]:
    """Work that was set aside waits for a person."""
    for stage in status.stages:
        if stage.dead:
            reasons = ", ".join(f"{count} {reason}" for reason, count in stage.dead_letters.items())
            yield Problem(name="dead_letters", severity="warning", about=stage.name, detail=reasons or str(stage.dead))


def outbox_late(status: Status, limits: StatusSettings) -> Iterator[Problem]:
    """Claims are stored and not published."""
    if status.store is not None and status.store.outbox_oldest > limits.status_outbox_seconds:
        detail = f"{status.store.outbox_waiting} events, the oldest from {status.store.outbox_oldest:.0f} s ago"
        yield Problem(name="outbox_late", about="outbox", detail=detail)


RULES: tuple[Rule, ...] = (
    redis_unfit,
    redis_refuses_writes,
    redis_memory_short,
    no_worker,
    stage_halted,
    backlog_old,
    pending_old,
    backlog_full,
    dead_letters,
    outbox_late,
)

AWAY = ("redis_away", "store_away")
"""Names of the problems that ``status`` itself finds: what could not be asked."""


def judged(status: Status, limits: StatusSettings) -> tuple[Problem, ...]:
    """All that is wrong, problems before warnings."""
    found = [*status.problems, *(problem for rule in RULES for problem in rule(status, limits))]
    return tuple(sorted(found, key=lambda each: each.severity))
