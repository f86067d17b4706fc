"""The closed vocabulary of metrics: every name with its kind, unit, labels and meaning.

What is not declared here cannot be counted: ``metrics`` refuses it, and the tests hold the dashboard and the alert
rules of ``deploy/`` to this list. ``docs/generated/metrics.md`` is made from it. Labels take their values from closed
lists (stages, dispositions, reasons), never from what comes off the web: no URL, host or text is ever a label, so
neither the number of series nor what stands in them is in a stranger's hand.

Gauges of a stage's streams and of the outbox are looked up when they are asked for, by the workers that have to do with
them: of several workers of a stage all say the same, so they are put together by ``max``, not by ``sum``.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["counter", "gauge", "histogram"]

_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_LONG = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 21_600.0, 86_400.0)


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric. ``buckets``, in its unit, make a histogram's lines."""

    name: str
    kind: Kind
    unit: str
    labels: tuple[str, ...]
    help: str
    buckets: tuple[float, ...] = ()

    @property
    def samples(self) -> tuple[str, ...]:
        """The names of its series as Prometheus knows them."""
        if self.kind == "histogram":
            return (f"{self.name}_bucket", f"{self.name}_sum", f"{self.name}_count")
        return (self.name,)


UNITS = Metric(
    "sayso_units_total",
    "counter",
    "tries",
    ("stage", "disposition", "reason"),
    "Tries of units of work by how they ended; reason is empty where the disposition says it all.",
)
UNIT_SECONDS = Metric(
    "sayso_unit_seconds", "histogram", "seconds", ("stage",), "How long a handler worked on a unit.", _QUICK
)
UNIT_AGE = Metric(
    "sayso_unit_age_seconds",
    "histogram",
    "seconds",
    ("stage",),
    "How long after it came to the stage a unit ended there, with all its waits and tries.",
    _LONG,
)
IN_FLIGHT = Metric("sayso_in_flight_units", "gauge", "units", ("stage",), "Units this worker works on now.")
FETCHED_BYTES = Metric("sayso_fetched_bytes_total", "counter", "bytes", (), "Decoded bytes of the bodies ingest read.")
STATEMENTS = Metric("sayso_statements_total", "counter", "statements", (), "Statements that extract found.")
VERDICTS = Metric(
    "sayso_dedupe_verdicts_total",
    "counter",
    "verdicts",
    ("verdict",),
    "What dedupe said: new and same of statements, conflict of pairs of claims, copy of articles.",
)
CLAIMS = Metric(
    "sayso_claims_total", "counter", "claims", ("change",), "Claims that were new in the store, or withdrawn."
)
PARSE_KILLS = Metric(
    "sayso_parse_kills_total", "counter", "processes", ("reason",), "Parsing processes that a page took down."
)
PUBLISHED = Metric("sayso_published_total", "counter", "events", (), "Events this relay added to claims.")
BACKLOG = Metric("sayso_stage_backlog_entries", "gauge", "entries", ("stage",), "Entries that no worker has read yet.")
PENDING = Metric("sayso_stage_pending_entries", "gauge", "entries", ("stage",), "Entries that workers are on.")
OLDEST_WAITING = Metric(
    "sayso_stage_oldest_waiting_seconds", "gauge", "seconds", ("stage",), "Age of the oldest entry not read yet."
)
OLDEST_PENDING = Metric(
    "sayso_stage_oldest_pending_seconds", "gauge", "seconds", ("stage",), "Age of the oldest entry a worker is on."
)
POSTPONED = Metric(
    "sayso_stage_postponed_entries", "gauge", "entries", ("stage",), "Entries that wait for their turn or next try."
)
DEAD_LETTERS = Metric(
    "sayso_stage_dead_letters", "gauge", "entries", ("stage",), "Entries set aside, not yet looked at."
)
HALTED = Metric("sayso_stage_halted", "gauge", "0 or 1", ("stage",), "Whether the stage is halted.")
CLAIMS_KEPT = Metric("sayso_claims_stream_entries", "gauge", "entries", (), "Length of the stream claims.")
OUTBOX_WAITING = Metric("sayso_outbox_waiting_events", "gauge", "events", (), "Events committed and not yet on claims.")
OUTBOX_AGE = Metric("sayso_outbox_oldest_seconds", "gauge", "seconds", (), "Age of the oldest of them; 0 without any.")
STORE_BYTES = Metric("sayso_store_bytes", "gauge", "bytes", (), "Size of the database.")
WATCH_LAG = Metric(
    "sayso_watch_lag_events", "gauge", "events", (), "Events that the watch furthest behind was not held against."
)
WATCH_WAITING = Metric("sayso_watch_waiting_matches", "gauge", "matches", (), "Matches not yet taken by a webhook.")
WATCH_DEAD = Metric("sayso_watch_dead_matches", "gauge", "matches", (), "Matches that no webhook took in all tries.")
REDIS_USED = Metric("sayso_redis_memory_bytes", "gauge", "bytes", (), "Memory that Redis uses for data.")
REDIS_LIMIT = Metric("sayso_redis_memory_limit_bytes", "gauge", "bytes", (), "Redis's maxmemory; 0: the machine's.")
REDIS_HEADROOM = Metric(
    "sayso_redis_headroom_ratio", "gauge", "share", (), "Share of Redis's memory that is free, 0 to 1."
)
LOOP_LAG = Metric(
    "sayso_event_loop_lag_seconds", "gauge", "seconds", (), "How late the event loop was, at worst, of late."
)
READY = Metric("sayso_ready", "gauge", "0 or 1", ("check",), "Whether a check of /readyz passed: redis, database.")
SAMPLED = Metric("sayso_sampled", "gauge", "0 or 1", ("source",), "Whether the gauges of that source could be read.")
WORKER = Metric("sayso_worker_info", "gauge", "1", ("role", "version"), "The worker itself.")

METRICS: tuple[Metric, ...] = (
    UNITS,
    UNIT_SECONDS,
    UNIT_AGE,
    IN_FLIGHT,
    FETCHED_BYTES,
    STATEMENTS,
    VERDICTS,
    CLAIMS,
    PARSE_KILLS,
    PUBLISHED,
    BACKLOG,
    PENDING,
    OLDEST_WAITING,
    OLDEST_PENDING,
    POSTPONED,
    DEAD_LETTERS,
    HALTED,
    CLAIMS_KEPT,
    OUTBOX_WAITING,
    OUTBOX_AGE,
    STORE_BYTES,
    WATCH_LAG,
    WATCH_WAITING,
    WATCH_DEAD,
    REDIS_USED,
    REDIS_LIMIT,
    REDIS_HEADROOM,
    LOOP_LAG,
    READY,
    SAMPLED,
    WORKER,
)

FACTS: dict[tuple[str, str], tuple[Metric, dict[str, str]]] = {
    ("ingest", "bytes"): (FETCHED_BYTES, {}),
    ("extract", "statements"): (STATEMENTS, {}),
    ("dedupe", "claims_new"): (VERDICTS, {"verdict": "new"}),
    ("dedupe", "claims_same"): (VERDICTS, {"verdict": "same"}),
    ("dedupe", "conflicts"): (VERDICTS, {"verdict": "conflict"}),
    ("persist", "claims_new"): (CLAIMS, {"change": "new"}),
    ("persist", "claims_withdrawn"): (CLAIMS, {"change": "withdrawn"}),
}
"""Facts of a stage's ends that are counters as well: log line, record and metric say the same by construction."""
