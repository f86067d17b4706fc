"""Where one pushed URL stands: what is to be fetched next, what led there, and whether its turn is reserved.

A URL may wait for its host, and a redirect to another host goes on as a turn there, with that host's robots.txt and
delay. What was found out until then travels with the entry as a short memo (``contracts.outcomes.Defer``), so that
nothing is fetched twice. A memo is only ever written here; one that cannot be read, since anyone can write an entry,
starts the journey afresh, and where it leads passes the gate in any case. Who travels: ``handler``.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Journey:
    """``trail`` are the URLs that redirected to ``at``; ``reserved`` is about the host of ``at``."""

    at: str
    trail: tuple[str, ...] = ()
    reserved: bool = False
    waited: float = 0.0

    @classmethod
    def resume(cls, url: str, memo: str) -> Self:
        """Go on with a pushed URL where the memo says, or begin."""
        try:
            match json.loads(memo or "{}"):
                case {"at": str(at), "trail": [*trail], "reserved": bool(reserved), "waited": float(waited)}:
                    return cls(at or url, tuple(map(str, trail)), reserved, waited)
        except (ValueError, RecursionError):
            pass
        return cls(url)

    def later(self, seconds: float, *, reserved: bool = False) -> Self:
        """The same, after a wait."""
        return replace(self, waited=round(self.waited + seconds, 3), reserved=reserved)

    def onward(self, at: str, trail: Sequence[str]) -> Self:
        """On at another host."""
        return replace(self, at=at, trail=tuple(trail), reserved=False)

    @property
    def memo(self) -> str:
        """What the entry carries."""
        at = self.at if self.trail else ""
        return json.dumps({"at": at, "trail": self.trail, "reserved": self.reserved, "waited": self.waited})
