"""docker-compose.yml, as far as it can be judged without running it; ``tests/containers`` runs it."""

import re
from pathlib import Path
from typing import Any

import yaml

from sayso.contracts import access
from sayso.runtime.service import installed
from sayso.runtime.worker_settings import WorkerSettings

ROOT = Path(__file__).parents[3]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ROLES = {role: service.name for service in installed() for role in service.roles}


def made_secrets() -> set[str]:
    listed = re.search(r"for name in (.*?); do", (ROOT / "deploy" / "make-secrets").read_text(), re.S)
    assert listed is not None
    return set(listed[1].replace("\\\n", " ").split())


def test_every_role_is_a_service() -> None:
    assert {role: SERVICES[role]["build"]["args"]["SERVICE"] for role in ROLES} == ROLES
    both = {role: SERVICES[role]["build"]["args"].get("WITH") for role in ROLES}
    assert {role: service for role, service in both.items() if service} == {"watch": "ingest"}
    assert all(SERVICES[role]["command"] == ["run", role] for role in ROLES)


def test_every_worker_restarts_drains_and_has_no_rights() -> None:
    for role in ROLES:
        worker = SERVICES[role]
        assert worker["restart"] == "always"
        assert int(worker["stop_grace_period"].removesuffix("s")) > WorkerSettings().drain_seconds
        assert (worker["read_only"], worker["cap_drop"]) == (True, ["ALL"])
        assert worker["security_opt"] == ["no-new-privileges:true"]
        assert "container_name" not in worker  # it could not be scaled


def test_only_the_console_is_published_and_only_to_this_machine() -> None:
    published = {name: each["ports"] for name, each in SERVICES.items() if "ports" in each and "profiles" not in each}
    assert published == {}
    assert all(port.startswith("127.0.0.1:") for each in SERVICES.values() for port in each.get("ports", ()))


def test_every_secret_is_made_and_each_user_has_one() -> None:
    assert set(COMPOSE["secrets"]) <= made_secrets()
    assert {f"redis_{user.name}" for user in access.users()} <= set(COMPOSE["secrets"])
    assert {f"redis_{user.name}" for user in access.users()} == set(SERVICES["acl"]["secrets"])
    for role in ROLES:
        own = {each["source"] for each in SERVICES[role]["secrets"] if each["source"].startswith("redis_")}
        assert own == {f"redis_{role}"}


def test_prometheus_and_grafana_get_the_files_of_this_repository() -> None:
    for name in ("prometheus", "grafana"):
        assert SERVICES[name]["profiles"] == ["observability"]
        mounted = [each.partition(":")[0] for each in SERVICES[name]["volumes"] if each.startswith("./")]
        assert mounted
        assert all((ROOT / each).is_dir() for each in mounted)
    asked = yaml.safe_load((ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text())["scrape_configs"][0]
    (found,) = asked["dns_sd_configs"]
    assert set(found["names"]) == set(ROLES) - {"console"}
    assert f"SAYSO_HTTP_PORT={found['port']}" in (ROOT / "Dockerfile").read_text()


def test_no_secret_stands_in_the_file() -> None:
    for name, each in SERVICES.items():
        for variable, value in each.get("environment", {}).items():
            assert not re.search(r"://[^@/]*:[^@/]+@", str(value)), (name, variable)
            assert "PASSWORD" not in variable or variable.endswith("_FILE"), (name, variable)
