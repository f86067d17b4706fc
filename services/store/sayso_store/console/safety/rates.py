"""How much a visitor may push: a bucket a visitor that fills steadily, up to a minute's worth.

Kept by this process: two consoles allow twice as much.
"""

from collections import OrderedDict
from dataclasses import dataclass

from sayso.runtime.clock import Clock

_MOST_VISITORS = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Rate:
    """At most ``per_minute`` of something a minute, for each visitor."""

    def __init__(self, per_minute: int, clock: Clock) -> None:
        self._most, self._clock = float(per_minute), clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait(self, visitor: str, count: int) -> float:
        """Take ``count``; 0, or the seconds until there is room for as many, in which case none are taken.

        More than a minute's worth at once never fits: infinity.
        """
        now = self._clock().timestamp()
        bucket = self._buckets.pop(visitor, None) or _Bucket(self._most, now)
        self._buckets[visitor] = bucket
        if len(self._buckets) > _MOST_VISITORS:
            self._buckets.popitem(last=False)
        bucket.left = min(self._most, bucket.left + (now - bucket.at) * self._most / 60)
        bucket.at = now
        if count <= bucket.left:
            bucket.left -= count
            return 0.0
        return (count - bucket.left) * 60 / self._most if count <= self._most else float("inf")
