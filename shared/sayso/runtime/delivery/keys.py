"""Key names: the topology's names, in the partition's hash tag where there is one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes a Redis key of a name. All keys of a partition lie in one slot of a Redis Cluster."""

    partition: str | None = None

    def __call__(self, name: str) -> str:
        return name if self.partition is None else f"{{{self.partition}}}:{name}"
