"""Metrics: only what is declared, only its labels, and the same numbers as the log line."""

from typing import Any

import pytest

from sayso.contracts.events import UnitEnded
from sayso.runtime.observing import vocabulary
from sayso.runtime.observing.metrics import Metrics
from sayso.runtime.observing.vocabulary import FACTS, METRICS, Metric


def ended(stage: str, disposition: str, **more: Any) -> UnitEnded:
    about = {"entry_id": "1-0", "attempt": 1, "ended_at": "2026-11-24T09:00:00.000Z", "duration_ms": 12.0, **more}
    return UnitEnded.model_validate({"stage": stage, "disposition": disposition, **about})


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


def test_every_constant_of_the_vocabulary_is_in_its_list() -> None:
    constants = [each for each in vars(vocabulary).values() if isinstance(each, Metric)]
    assert sorted(each.name for each in constants) == sorted(each.name for each in METRICS)
    assert len({each.name for each in METRICS}) == len(METRICS)


@pytest.mark.parametrize("metric", METRICS, ids=lambda each: str(each.name))
def test_names_follow_the_conventions_of_prometheus(metric: Metric) -> None:
    assert metric.name.startswith("sayso_")
    assert metric.name.endswith("_total") == (metric.kind == "counter")
    assert bool(metric.buckets) == (metric.kind == "histogram")
    assert metric.help.endswith(".")
    assert metric.unit


def test_what_is_not_declared_cannot_be_counted() -> None:
    with pytest.raises(KeyError, match="sayso_made_up_total"):
        Metrics().add(Metric("sayso_made_up_total", "counter", "things", (), "Not declared."))


@pytest.mark.parametrize("labels", [{}, {"stage": "a"}, {"stage": "a", "disposition": "b", "url": "https://x"}])
def test_other_labels_than_its_own_are_refused(labels: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="sayso_units_total"):
        Metrics().add(vocabulary.UNITS, 1, **labels)


def test_a_unit_is_counted_as_its_line_says() -> None:
    metrics = Metrics()
    metrics.unit_ended(ended("ingest", "refused", reason="private_address"), age=3.0)
    metrics.unit_ended(ended("ingest", "retried", reason="dns"), age=9.0)
    count = {"stage": "ingest", "disposition": "refused", "reason": "private_address"}
    assert value(metrics, "sayso_units_total", **count) == 1
    assert value(metrics, "sayso_unit_seconds_sum", stage="ingest") == pytest.approx(0.024)
    assert value(metrics, "sayso_unit_age_seconds_count", stage="ingest") == 1, "a try that is repeated is no end"
    assert value(metrics, "sayso_unit_age_seconds_sum", stage="ingest") == 3


def test_facts_are_counted_once_however_often_a_result_comes() -> None:
    metrics = Metrics()
    facts = {"statements": 4, "claims_new": 3, "claims_same": 1, "conflicts": 2}
    metrics.unit_ended(ended("dedupe", "duplicate", facts=facts), age=None)
    metrics.unit_ended(ended("dedupe", "handed_over", facts=facts), age=None)
    said = {each: value(metrics, "sayso_dedupe_verdicts_total", verdict=each) for each in ("new", "same", "conflict")}
    assert said == {"new": 3, "same": 1, "conflict": 2}
    assert value(metrics, "sayso_dedupe_verdicts_total", verdict="copy") == 1


def test_facts_that_are_counters_have_the_labels_of_theirs() -> None:
    for metric, labels in FACTS.values():
        Metrics().add(metric, 1, **labels)


def test_a_worker_says_nothing_of_what_it_does_not_know() -> None:
    assert b"sayso_outbox" not in Metrics().render()


def test_no_series_tells_what_came_off_the_web() -> None:
    """C7: a URL, its user or its token is never a label."""
    metrics = Metrics()
    url = "https://user:hunter2@news.example/?token=hunter2"
    metrics.unit_ended(ended("ingest", "fetched", url=url, detail=url, facts={"status": 200, url: 1}), age=1.0)
    assert b"hunter2" not in metrics.render()
    assert b"news.example" not in metrics.render()
