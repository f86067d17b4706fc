"""Key names: the topology's names, and where partitions are in use, the slot of a Redis Cluster that each lies in.

Without partitions every key is its plain name. With them, what one script touches has one hash tag:

- a partition's streams, with what belongs to them, lie together: ``{2}:urls``, ``{2}:urls.dead``;
- what all partitions share has a place of its own: ``claims`` is ``claims`` everywhere, the keys of dedupe's index are
  ``{dedupe}:…``, and the list of feeds is with the first partition, whose ``urls`` it is polled into;
- keys that are used one at a time (a host's schedule, what was fetched) have no tag: they spread over all nodes.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.runtime.settings import PlaceSettings

FIRST = "0"


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes a Redis key of a name. All keys of a partition lie in one slot of a Redis Cluster."""

    partition: str | None = None

    def __call__(self, name: str) -> str:
        return name if self.partition is None else f"{{{self.partition}}}:{name}"

    def entry(self, entry_id: str) -> str:
        """An entry's id as the whole pipeline knows it: with its partition, since ids are unique in one stream only."""
        return entry_id if self.partition is None else f"{entry_id}@{self.partition}"

    def first(self, name: str) -> str:
        """A key with the first partition."""
        return name if self.partition is None else f"{{{FIRST}}}:{name}"

    def alone(self, name: str) -> str:
        """A key that no script touches together with another."""
        return name

    def slot(self, prefix: str) -> str:
        """What keys that lie together, in a slot of their own, begin with."""
        return prefix if self.partition is None else f"{{{prefix}}}"


def served(place: PlaceSettings) -> tuple[Keys, ...]:
    """The keys of each partition that this process serves."""
    return tuple(Keys(each) for each in place.served)


def everywhere(place: PlaceSettings) -> tuple[Keys, ...]:
    """The keys of each partition there is."""
    return (Keys(),) if place.partitions is None else tuple(Keys(str(each)) for each in range(place.partitions))


def partition_of(identity: str, among: Sequence[Keys]) -> Keys:
    """Where a thing belongs, so that all that is pushed of it comes into one partition, in order."""
    return among[zlib.crc32(identity.encode("utf-8", "surrogatepass")) % len(among)]
