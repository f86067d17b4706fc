"""Counting, by the names of ``vocabulary`` and no others.

One :class:`Metrics` a process, with a registry of its own, so that nothing is made at import. A series is looked up
once and kept, which makes a count a dictionary look-up and an addition: a unit of work costs some microseconds, one log
line costs ten times that.
"""

from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.process_collector import ProcessCollector

from sayso.contracts.dispositions import Disposition
from sayso.contracts.events import UnitEnded
from sayso.runtime.observing import vocabulary
from sayso.runtime.observing.vocabulary import FACTS, METRICS, UNIT_AGE, UNIT_SECONDS, UNITS, VERDICTS, Metric

NOT_ENDS = frozenset({Disposition.RETRIED, Disposition.DEFERRED})
"""Dispositions after which a unit is taken up again."""

_KINDS: dict[vocabulary.Kind, Any] = {"counter": Counter, "gauge": Gauge, "histogram": Histogram}


class Metrics:
    """The metrics of this process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._made: dict[Metric, Any] = {}
        self._series: dict[tuple[str, ...], Any] = {}

    def add(self, metric: Metric, amount: float = 1, **labels: str) -> None:
        """Count up. Raises KeyError for a metric that is not declared, ValueError for other labels than its own."""
        self._of(metric, labels).inc(amount)

    def set(self, metric: Metric, value: float, **labels: str) -> None:
        """Set a gauge."""
        self._of(metric, labels).set(value)

    def observe(self, metric: Metric, value: float, **labels: str) -> None:
        """Put a value into a histogram."""
        self._of(metric, labels).observe(value)

    def unit_ended(self, ended: UnitEnded, age: float | None) -> None:
        """Count one try of a unit of work, from what its log line and record say. ``age`` in seconds, where known."""
        self.add(UNITS, stage=ended.stage, disposition=ended.disposition, reason=ended.reason or "")
        self.observe(UNIT_SECONDS, ended.duration_ms / 1000, stage=ended.stage)
        if age is not None and ended.disposition not in NOT_ENDS:
            self.observe(UNIT_AGE, age, stage=ended.stage)
        if ended.disposition is Disposition.HANDED_OVER:
            return
        for name, fact in ended.facts.items():
            counted = FACTS.get((ended.stage, name))
            if counted is not None and isinstance(fact, int | float):
                self.add(counted[0], fact, **counted[1])
        if ended.disposition is Disposition.DUPLICATE:
            self.add(VERDICTS, verdict="copy")

    def render(self) -> bytes:
        """The text that Prometheus reads."""
        return generate_latest(self.registry)

    def _of(self, metric: Metric, labels: dict[str, str]) -> Any:
        key = (metric.name, *labels.values())
        series = self._series.get(key)
        if series is None:
            made = self._made.get(metric) or self._make(metric)
            if tuple(labels) != metric.labels:
                raise ValueError(f"{metric.name} has the labels {metric.labels}, in this order, not {tuple(labels)}")
            series = self._series[key] = made.labels(**labels) if labels else made
        return series

    def _make(self, metric: Metric) -> Any:
        """Only when it is first needed: a worker that does not know a thing must not say that it is 0."""
        if metric not in METRICS:
            raise KeyError(f"{metric.name} is not declared in the vocabulary of metrics")
        more = {"buckets": metric.buckets} if metric.buckets else {}
        name = metric.name.removesuffix("_total")
        made = _KINDS[metric.kind](name, metric.help, metric.labels, registry=self.registry, **more)
        self._made[metric] = made
        return made
