"""What a report is made of: a row a measurement, each beside a baseline of the same run.

Everything is CPU milliseconds an item, since clocks of shared machines lie and CPU seconds lie less; what is a rate or
a time by the clock says so in its unit. Next: ``parts``, which measures, and ``report``, which shows.
"""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: ``value`` of ``what`` in ``unit``, the same of ``baseline``, and the ``limit`` it must keep.

    ``above`` tells which side of the limit is right: True where more is better. The limit is held against the value,
    or against the ratio to the baseline if ``of_ratio``.
    """

    part: str
    what: str
    value: float
    unit: str = "CPU ms"
    baseline: str = ""
    base: float | None = None
    memory: float | None = None
    limit: float | None = None
    above: bool = False
    of_ratio: bool = False

    @property
    def ratio(self) -> float | None:
        """The value to its baseline."""
        return None if not self.base else self.value / self.base

    @property
    def is_kept(self) -> bool | None:
        """Whether the limit is kept; None where there is none."""
        held = self.ratio if self.of_ratio else self.value
        if self.limit is None or held is None:
            return None
        return held >= self.limit if self.above else held <= self.limit

    @property
    def a_second(self) -> float | None:
        """Items a second a core, of what is CPU time."""
        return 1000 / self.value if self.unit == "CPU ms" and self.value else None


@dataclass(slots=True)
class Report:
    """One run. ``machine`` says where, ``series`` has what is drawn: by name, a list of points (x, y)."""

    made: str
    commit: str
    machine: dict[str, str]
    rows: list[Row] = field(default_factory=list)
    series: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As ``bench/latest.json`` has it."""
        return asdict(self)

    @classmethod
    def of_json(cls, values: dict[str, Any]) -> "Report":
        """The report of ``as_json``."""
        series = {name: [(x, y) for x, y in points] for name, points in values["series"].items()}
        return cls(
            values["made"], values["commit"], values["machine"], [Row(**each) for each in values["rows"]], series
        )
