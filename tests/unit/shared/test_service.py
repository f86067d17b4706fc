"""What services are made of stands by name: every name leads to what it should, and none is followed early."""

import subprocess
import sys
from inspect import signature
from pkgutil import resolve_name

import pytest

from sayso.runtime.service import Service, installed
from sayso.runtime.settings import Settings

SERVICES = {service.name: service for service in installed()}
HEAVY = (
    "typer",
    "faststream",
    "redis",
    "sqlalchemy",
    "alembic",
    "aiohttp",
    "lxml",
    "numpy",
    "onnxruntime",
    "rensa",
    "fastapi",
)


def loaded_by(words: str) -> set[str]:
    """Which of the large libraries are loaded after some statements in an interpreter of their own."""
    asked = f"{words}; import sys; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return {name for name in ran.stdout.split() if name in HEAVY}


@pytest.mark.parametrize("service", SERVICES.values(), ids=list(SERVICES))
def test_every_name_leads_somewhere(service: Service) -> None:
    for role in service.roles:
        assert list(signature(service.role(role)).parameters) == ["worker"], role
    groups = list(service.groups())
    assert len(groups) == len(service.settings)
    assert all(issubclass(group, Settings) for group in groups)


@pytest.mark.parametrize(
    ("service", "ability"), [(service, ability) for service in SERVICES.values() for ability in service.abilities]
)
def test_every_ability_is_made_for_a_place(service: Service, ability: str) -> None:
    assert len(signature(resolve_name(service.abilities[ability])).parameters) == 1


def test_who_is_installed_is_told_without_loading_them() -> None:
    assert loaded_by("from sayso.runtime.service import installed; assert list(installed())") == set()


def test_a_worker_loads_what_its_role_needs() -> None:
    role = "from sayso.runtime.service import named; named({!r}).role({!r})"
    assert loaded_by(role.format("ingest", "feeds")).isdisjoint({"sqlalchemy", "lxml", "onnxruntime", "fastapi"})
    of_others = {"alembic", "aiohttp", "lxml", "onnxruntime", "rensa", "fastapi"}
    assert loaded_by(role.format("store", "publish")).isdisjoint(of_others)
    assert loaded_by(role.format("store", "persist")).isdisjoint(of_others)
    assert loaded_by(role.format("store", "dedupe")).isdisjoint({"alembic", "aiohttp", "lxml", "fastapi"})
    assert loaded_by(role.format("extract", "extract")).isdisjoint({"lxml", "onnxruntime", "sqlalchemy"})
