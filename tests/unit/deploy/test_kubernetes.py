"""The Kubernetes manifests: valid by their schemas, and true to the topology.

Kubernetes's own kinds are held against the schemas of its API, which the package kubernetes-validate ships; KEDA's
kinds against schemas written here, from KEDA's documentation of version 2.
"""

from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
import yaml

from sayso.contracts import access
from sayso.contracts.topology import STAGES
from sayso.runtime.service import installed
from sayso.runtime.worker_settings import WorkerSettings

FOLDER = Path(__file__).parents[3] / "deploy" / "kubernetes"
VERSION = "1.31"
WITHOUT = {"console"}
"""Roles that are no part of the pipeline."""

_WORD = {"type": "string", "minLength": 1}
_ABOUT = {"type": "object", "required": ["name"], "properties": {"name": _WORD}, "additionalProperties": False}
_COUNT = {"type": "integer", "minimum": 0}
KEDA: dict[str, dict[str, Any]] = {
    "TriggerAuthentication": {
        "type": "object",
        "additionalProperties": False,
        "required": ["apiVersion", "kind", "metadata", "spec"],
        "properties": {
            "apiVersion": {"const": "keda.sh/v1alpha1"},
            "kind": {},
            "metadata": _ABOUT,
            "spec": {
                "type": "object",
                "additionalProperties": False,
                "required": ["secretTargetRef"],
                "properties": {
                    "secretTargetRef": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["parameter", "name", "key"],
                            "properties": {"parameter": _WORD, "name": _WORD, "key": _WORD},
                        },
                    }
                },
            },
        },
    },
    "ScaledObject": {
        "type": "object",
        "additionalProperties": False,
        "required": ["apiVersion", "kind", "metadata", "spec"],
        "properties": {
            "apiVersion": {"const": "keda.sh/v1alpha1"},
            "kind": {},
            "metadata": _ABOUT,
            "spec": {
                "type": "object",
                "additionalProperties": False,
                "required": ["scaleTargetRef", "triggers"],
                "properties": {
                    "scaleTargetRef": _ABOUT,
                    "minReplicaCount": _COUNT,
                    "maxReplicaCount": _COUNT,
                    "cooldownPeriod": _COUNT,
                    "pollingInterval": _COUNT,
                    "triggers": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["type", "metadata"],
                            "properties": {
                                "type": {"const": "redis-streams"},
                                "authenticationRef": _ABOUT,
                                "metadata": {
                                    "type": "object",
                                    "additionalProperties": {"type": "string"},
                                    "required": ["address", "stream", "streamLength"],
                                    "properties": {"streamLength": {"pattern": "^[0-9]+$"}},
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


def documents() -> list[dict[str, Any]]:
    listed = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())["resources"]
    return [each for name in listed for each in yaml.safe_load_all((FOLDER / name).read_text())]


DOCUMENTS = documents()


def of(kind: str) -> dict[str, dict[str, Any]]:
    return {each["metadata"]["name"]: each for each in DOCUMENTS if each["kind"] == kind}


def pods() -> list[dict[str, Any]]:
    workloads = [*of("Deployment").values(), *of("StatefulSet").values(), *of("Job").values()]
    return [each["spec"]["template"]["spec"] for each in workloads]


def valid(document: dict[str, Any]) -> None:
    if document["kind"] in KEDA:
        jsonschema.validate(document, KEDA[document["kind"]])
    else:
        kubernetes_validate.validate(document, VERSION, strict=True)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: f"{each['kind']} {each['metadata']['name']}")
def test_a_manifest_is_valid(document: dict[str, Any]) -> None:
    valid(document)


@pytest.mark.parametrize("kind", ["Deployment", "ScaledObject"])
def test_a_manifest_with_a_misspelt_field_is_not(kind: str) -> None:
    document = next(iter(of(kind).values()))
    wrong = {**document, "spec": {**document["spec"], "replicaz": 1}}
    with pytest.raises((kubernetes_validate.ValidationError, jsonschema.ValidationError)):
        valid(wrong)


def test_every_file_is_listed() -> None:
    listed = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())["resources"]
    assert sorted(listed) == sorted(path.name for path in FOLDER.glob("*.yaml") if path.name != "kustomization.yaml")


def test_every_role_is_deployed_from_its_service_s_image() -> None:
    roles = {role: service.name for service in installed() for role in service.roles if role not in WITHOUT}
    roles["watch"] = "watch"  # the store's and ingest's in one
    deployed = {name: each["spec"]["template"]["spec"]["containers"][0] for name, each in of("Deployment").items()}
    assert {name: container["image"] for name, container in deployed.items()} == {
        role: f"sayso-{service}" for role, service in roles.items()
    }
    assert all(container["args"] == ["run", name] for name, container in deployed.items())


def test_what_is_scaled_reads_the_stream_it_is_scaled_by_and_may_measure_it() -> None:
    reads = {stage.role: stage.reads.name for stage in STAGES}
    users = {user.name: user for user in access.users()}
    for name, scaled in of("ScaledObject").items():
        about = scaled["spec"]["triggers"][0]["metadata"]
        assert about["username"] == name == scaled["spec"]["scaleTargetRef"]["name"]
        assert name in of("Deployment")
        if name != "persist":  # which also records ends
            assert about["stream"] == reads[name]
        assert {"+xlen", f"~{about['stream']}"} <= set(users[name].rules)
        assert of("TriggerAuthentication")[name]["spec"]["secretTargetRef"][0]["key"] == f"redis_{name}"


def test_no_pod_has_rights_it_does_not_need() -> None:
    for pod in pods():
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"] is True
        for container in (*pod["containers"], *pod.get("initContainers", ())):
            context = container["securityContext"]
            assert context["allowPrivilegeEscalation"] is False
            assert context["capabilities"] == {"drop": ["ALL"]}
            if container["image"].startswith("sayso-"):
                assert context["readOnlyRootFilesystem"] is True


def test_a_pod_may_end_in_its_own_time() -> None:
    drain = WorkerSettings().drain_seconds
    assert all(
        each["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] > drain for each in of("Deployment").values()
    )


def test_each_worker_sees_its_own_password_only() -> None:
    for name, each in of("Deployment").items():
        volumes = each["spec"]["template"]["spec"]["volumes"]
        keys = [item["key"] for volume in volumes if "secret" in volume for item in volume["secret"]["items"]]
        assert keys == [f"redis_{name}", *(["database"] if name in ("persist", "publish", "watch") else [])]
