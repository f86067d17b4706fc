"""The dashboard and the alert rules: every metric and label is declared, every alarm has its page of the runbook.

What promtool says of them is asked where promtool is (Debian's package prometheus has it); without it those tests are
skipped, and say so.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.contracts.dispositions import Disposition, Reason
from sayso.contracts.topology import STAGES
from sayso.runtime.observing.judging import AWAY, RULES
from sayso.runtime.observing.vocabulary import METRICS

ROOT = Path(__file__).parents[3]
PROMETHEUS = ROOT / "deploy/prometheus"
DASHBOARD = ROOT / "deploy/grafana/dashboards/sayso.json"
RUNBOOK = (ROOT / "docs/runbook.md").read_text(encoding="utf-8")

DECLARED = {sample: metric for metric in METRICS for sample in metric.samples}
OF_OTHERS = {"up", "ALERTS", "process_cpu_seconds_total", "process_resident_memory_bytes"}
OF_PROMETHEUS = {"job", "instance", "role", "le", "alertname", "alertstate"}
"""Labels that Prometheus itself gives, and ``role``, which prometheus.yml does."""

_WORD = re.compile(r"\b[a-zA-Z_][a-zA-Z0-9_]*\b")
_SELECTOR = re.compile(r"(?P<name>[a-z][a-z0-9_]*)\s*\{(?P<labels>[^}]*)\}")
_SPARED = re.compile(r'"[^"]*"|\b(?:by|on|without)\s*\([^)]*\)|\[[^\]]*\]|\{[^}]*\}')
_FUNCTIONS = {
    "sum", "max", "min", "count", "rate", "increase", "histogram_quantile", "absent", "predict_linear", "vector", "and",
    "or", "e6",
}  # fmt: skip


def alerts() -> list[dict[str, Any]]:
    groups = yaml.safe_load((PROMETHEUS / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    return found


def expressions() -> Iterator[str]:
    yield from (rule["expr"] for rule in alerts())
    yield from (target["expr"] for panel in panels() for target in panel.get("targets", ()))


def metrics_in(expression: str) -> set[str]:
    return set(_WORD.findall(_SPARED.sub(" ", expression))) - _FUNCTIONS


@pytest.mark.parametrize("expression", sorted(set(expressions())))
def test_every_metric_and_label_is_declared(expression: str) -> None:
    named = metrics_in(expression)
    assert named, "an expression without a metric shows nothing"
    assert named <= DECLARED.keys() | OF_OTHERS
    known = {label for name in named & DECLARED.keys() for label in DECLARED[name].labels} | OF_PROMETHEUS
    grouped = {word for part in re.findall(r"\b(?:by|on)\s*\(([^)]*)\)", expression) for word in _WORD.findall(part)}
    assert grouped <= known
    for selector in _SELECTOR.finditer(expression):
        assert set(re.findall(r"(\w+)\s*(?:=|!)", selector["labels"])) <= known


@pytest.mark.parametrize("expression", sorted(set(expressions())))
def test_every_value_of_a_closed_list_is_on_it(expression: str) -> None:
    lists: dict[str, set[str]] = {
        "stage": {stage.name for stage in STAGES},
        "disposition": {str(each) for each in Disposition},
        "reason": {"", *map(str, Reason)},
    }
    for label, values in re.findall(r'(\w+)\s*[=!]~?\s*"([^"]*)"', expression):
        if label in lists:
            assert set(values.split("|")) <= lists[label]


def test_an_undeclared_metric_would_be_noticed() -> None:
    assert metrics_in("sum by (stage) (rate(sayso_unitz_total[5m])) / 2") == {"sayso_unitz_total"}
    assert "sayso_unitz_total" not in DECLARED


def test_every_declared_metric_is_watched() -> None:
    watched = {name for each in expressions() for name in metrics_in(each)}
    assert [metric.name for metric in METRICS if not watched & set(metric.samples)] == []


def anchor(heading: str) -> str:
    """The anchor of a heading, as code hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


ANCHORS = {anchor(line.removeprefix("## ")) for line in RUNBOOK.splitlines() if line.startswith("## ")}


@pytest.mark.parametrize("rule", alerts(), ids=lambda rule: f"{rule['alert']}-{rule['labels'].get('stage', '')}")
def test_every_alarm_has_its_page_of_the_runbook(rule: dict[str, Any]) -> None:
    page, _, place = rule["annotations"]["runbook"].partition("#")
    assert page == "docs/runbook.md"
    assert place in ANCHORS
    assert f"`{rule['alert']}`" in RUNBOOK
    assert rule["labels"]["severity"] in ("critical", "warning")


@pytest.mark.parametrize("name", [*(rule.__name__ for rule in RULES), *AWAY])
def test_every_problem_of_status_is_in_the_runbook(name: str) -> None:
    assert f"`{name}`" in RUNBOOK


def test_panels_have_their_own_ids_and_places() -> None:
    found = panels()
    assert len({panel["id"] for panel in found}) == len(found)
    taken: set[tuple[int, int]] = set()
    for panel in found:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert at["x"] + at["w"] <= 24
        assert not cells & taken
        taken |= cells


def test_prometheus_asks_the_roles_that_there_are() -> None:
    config = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text(encoding="utf-8"))
    (job,) = config["scrape_configs"]
    (found,) = job["dns_sd_configs"]
    assert {stage.role for stage in STAGES} <= set(found["names"])
    assert {"feeds", "publish"} <= set(found["names"])


@pytest.fixture
def promtool() -> str:
    found = shutil.which("promtool")
    if found is None:
        pytest.skip("needs promtool on PATH (Debian: apt-get install prometheus)")
    return found


def test_promtool_accepts_configuration_and_rules(promtool: str) -> None:
    done = subprocess.run(
        [promtool, "check", "config", str(PROMETHEUS / "prometheus.yml")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_promtool_accepts_the_dashboards_queries(promtool: str, tmp_path: Path) -> None:
    rules = [{"record": f"panel:query:{number}", "expr": each} for number, each in enumerate(expressions())]
    (tmp_path / "rules.yml").write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}))
    command = [promtool, "check", "rules", "--lint=none", str(tmp_path / "rules.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _tested(promtool: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [promtool, "test", "rules", str(folder / "alerts_test.yml")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_alarms_fire_when_they_should_and_only_then(promtool: str) -> None:
    done = _tested(promtool, PROMETHEUS)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_alarm_that_is_taken_away_is_missed(promtool: str, tmp_path: Path) -> None:
    """So that the tests of the alarms can fail: with all alarms taken away, each is missed by a test.

    promtool ends a group of tests with its first failure, so each expectation gets a group for itself.
    """
    rules = yaml.safe_load((PROMETHEUS / "alerts.yml").read_text(encoding="utf-8"))
    for rule in (rule for group in rules["groups"] for rule in group["rules"]):
        rule["expr"] = "vector(0) > 1"
    tests = yaml.safe_load((PROMETHEUS / "alerts_test.yml").read_text(encoding="utf-8"))
    tests["tests"] = [
        {"interval": group["interval"], "input_series": group["input_series"], kind: [expectation]}
        for group in tests["tests"]
        for kind in ("alert_rule_test", "promql_expr_test")
        for expectation in group.get(kind, [])
    ]
    (tmp_path / "alerts.yml").write_text(yaml.safe_dump(rules))
    (tmp_path / "alerts_test.yml").write_text(yaml.safe_dump(tests))
    missed = _tested(promtool, tmp_path).stderr  # what is asked stands there with \" for ", what is missed with "
    assert set(re.findall(r'\{alertname="(\w+)"', missed)) == {rule["alert"] for rule in alerts()}
