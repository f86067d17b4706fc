"""The whole pipeline as one value: every stream, every stage, who writes what and who reads it.

Everything that must agree on names iterates over this module: ``runtime.delivery`` makes the groups from it,
``sayso topology`` prints it, the generated documents describe it and the tests check it. To add a stage, add it here
first.

Keys are made from a stream's name: ``<name>`` is the stream, ``<name>.dead`` its dead letters, ``<name>.later`` and
``<name>.parked`` hold what waits for its next try, ``<name>.halted`` is there while its stage is halted. A partition (a
Redis Cluster slot) is a prefix in braces.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.contracts.events import (
    ClaimMatched,
    ClaimPublished,
    PageFetched,
    StatementsFound,
    StatementsResolved,
    UnitEnded,
    UrlPushed,
)
from sayso.contracts.wire import Event


@dataclass(frozen=True, slots=True)
class Stream:
    """A Redis stream. ``high_water`` (entries) stops the stages that write to it; None lets it grow."""

    name: str
    event: type[Event]
    holds: str
    high_water: int | None = None

    @property
    def dead(self) -> str:
        """The stream of its dead letters."""
        return f"{self.name}.dead"

    @property
    def later(self) -> str:
        """The sorted set of due times (Unix ms) of what waits for its next try."""
        return f"{self.name}.later"

    @property
    def parked(self) -> str:
        """The stream that holds the entries the due times belong to."""
        return f"{self.name}.parked"

    @property
    def halted(self) -> str:
        """The key that exists, with the reason, while the stage that reads this stream is halted."""
        return f"{self.name}.halted"


@dataclass(frozen=True, slots=True)
class Limits:
    """How a stage consumes. Times in seconds.

    ``lease`` must be more than twice ``timeout``'s renewal period: an entry idle for longer is taken over.
    ``attempts`` bounds exceptions of the handler, ``deliveries`` bounds workers that die over an entry. ``company``
    is how long a batch may wait to fill while more is on its way.
    """

    concurrency: int = 1
    batch: int = 1
    company: float = 1.0
    timeout: float = 30.0
    lease: float = 30.0
    attempts: int = 5
    deliveries: int = 5
    first_delay: float = 5.0
    longest_delay: float = 3600.0


@dataclass(frozen=True, slots=True)
class Stage:
    """One consumer group on one stream, run by one role of one service."""

    name: str
    service: str
    role: str
    reads: Stream
    writes: tuple[Stream, ...]
    does: str
    limits: Limits = field(default_factory=Limits)

    @property
    def group(self) -> str:
        """The consumer group's name: the stage's."""
        return self.name

    @property
    def in_batches(self) -> bool:
        """Whether the handler takes many entries at once."""
        return self.limits.batch > 1


URLS = Stream("urls", UrlPushed, "a URL to fetch, or a document with it")
PAGES = Stream("pages", PageFetched, "a fetched page with its HTTP facts and compressed body", high_water=500)
STATEMENTS = Stream("statements", StatementsFound, "an article with its text and all its statements", high_water=1000)
RESOLVED = Stream("resolved", StatementsResolved, "the same, with each statement's claim", high_water=1000)
DISPOSITIONS = Stream("dispositions", UnitEnded, "how one unit of work ended at one stage", high_water=50_000)
CLAIMS = Stream("claims", ClaimPublished, "an event of a claim, for anyone, in any language")
MATCHES = Stream("matches", ClaimMatched, "an event of a claim that answers a watch, for anyone")

INGEST = Stage(
    "ingest",
    service="ingest",
    role="ingest",
    reads=URLS,
    writes=(PAGES, URLS, DISPOSITIONS),
    does="fetches the URL, or takes the document given; pushes what a feed or sitemap lists",
    limits=Limits(concurrency=16, timeout=40, lease=60, first_delay=30),
)
EXTRACT = Stage(
    "extract",
    service="extract",
    role="extract",
    reads=PAGES,
    writes=(STATEMENTS, DISPOSITIONS),
    does="cleans the page and finds who said what",
    limits=Limits(concurrency=2, timeout=100),
)
DEDUPE = Stage(
    "dedupe",
    service="store",
    role="dedupe",
    reads=STATEMENTS,
    writes=(RESOLVED, DISPOSITIONS),
    does="gives each statement its claim and finds conflicts",
    limits=Limits(batch=50),
)
PERSIST = Stage(
    "persist",
    service="store",
    role="persist",
    reads=RESOLVED,
    writes=(DISPOSITIONS,),
    does="writes rows and events to the store in one transaction",
    limits=Limits(batch=100, company=2.0),
)
RECORD = Stage(
    "record",
    service="store",
    role="persist",
    reads=DISPOSITIONS,
    writes=(),
    does="writes how each unit of work ended to the store",
    limits=Limits(batch=500, company=3.0),
)

STREAMS: tuple[Stream, ...] = (URLS, PAGES, STATEMENTS, RESOLVED, DISPOSITIONS, CLAIMS, MATCHES)
STAGES: tuple[Stage, ...] = (INGEST, EXTRACT, DEDUPE, PERSIST, RECORD)
PUBLISH_ROLE = "publish"
"""The relay reads no stream: it moves the store's outbox to ``claims``."""
WATCH_ROLE = "watch"
"""Standing queries: it reads the events of ``claims``, adds what answers a watch to ``matches``, and posts webhooks."""
CONSOLE_ROLE = "console"
"""The web console: reads everything, and pushes and redrives when a person asks for it."""


def stream(name: str) -> Stream:
    """The stream of that name. Raises KeyError."""
    return {each.name: each for each in STREAMS}[name]


def readers(of: Stream) -> Iterator[Stage]:
    """The stages that consume a stream. A work stream has exactly one."""
    return (stage for stage in STAGES if stage.reads is of)


def writers(of: Stream) -> Iterator[Stage]:
    """The stages that write to a stream."""
    return (stage for stage in STAGES if of in stage.writes)


def upstream(of: Stream) -> tuple[Stream, ...]:
    """The work streams whose entries may still lead to entries of this one, nearest first."""
    found = [of]
    for stream in found:
        found += [stage.reads for stage in writers(stream) if stage.reads not in found]
    return tuple(found[1:])


def work_streams() -> Iterator[Stream]:
    """The streams that are consumed by groups of our own."""
    return (each for each in STREAMS if any(True for _ in readers(each)))


def retry_delay(limits: Limits, attempt: int, jitter: float) -> float:
    """Seconds to wait after the ``attempt``-th failure: doubling, capped, spread by ``jitter`` in [0, 1).

    The spread is the upper half of the delay ("equal jitter"), so that failures that came together part.
    """
    whole = min(limits.longest_delay, limits.first_delay * 2.0 ** min(attempt - 1, 30))
    return whole / 2 + whole / 2 * jitter
