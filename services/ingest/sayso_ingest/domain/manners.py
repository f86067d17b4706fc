"""How a host is treated: how long between two fetches, and when it is left alone for longer.

One fetch at a time, and between the end of one and the start of the next the longer of our own delay and the host's
Crawl-delay. A host that says it has enough (429, 503) rests for as long as it asks, up to an hour, or for half a minute
that doubles each time; one that only fails (no connection, 500) rests so from the third failure in a row on, since a
page may be broken on its own. A rest is everybody's: it stands in the schedule that all workers share
(``adapters.politeness``). Which end of a fetch is which: ``handler``.
"""

from dataclasses import dataclass
from typing import Literal

from sayso_ingest.domain.url_gate import GatedUrl

Ending = Literal["well", "failed", "overloaded"]

FIRST_REST = 30.0
LONGEST_REST = 3600.0
FAILURES_LET_PASS = 2


@dataclass(frozen=True, slots=True)
class Rest:
    """Seconds a host is left alone, beyond its delay, and the troubles in a row that are remembered with it."""

    troubles: int = 0
    seconds: float = 0.0


def host_key(url: GatedUrl) -> str:
    """What counts as one host: the name as gated, with its port."""
    return f"{url.host}:{url.port}"


def delay(own: float, crawl_delay: float | None) -> float:
    """Seconds between two fetches of a host."""
    return max(own, crawl_delay or 0.0)


def rest_after(ending: Ending, troubles: int, asked: float | None = None) -> Rest:
    """How a host rests after a fetch that ended so, with so many troubles before it; ``asked`` is its Retry-After."""
    if ending == "well":
        return Rest()
    troubles += 1
    step = troubles if ending == "overloaded" else troubles - FAILURES_LET_PASS
    grown = min(LONGEST_REST, FIRST_REST * 2.0 ** min(step - 1, 30)) if step > 0 else 0.0
    return Rest(troubles, min(asked, LONGEST_REST) if asked else grown)
