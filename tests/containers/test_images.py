"""The images: small, each with one service in it, and harmless when broken into (C5)."""

import pytest

from tests.containers.deployment import BASE, IMAGES, ROLES, SERVICES, Deployment, docker, inspect, wait_for

LARGEST = 250_000_000
pytestmark = pytest.mark.timeout(900)


@pytest.mark.parametrize("service", IMAGES)
def test_our_layers_are_small(deployment: Deployment, service: str, capsys: pytest.CaptureFixture[str]) -> None:
    ours = inspect(f"sayso-{service}:e2e")["Size"] - inspect(BASE)["Size"]
    with capsys.disabled():
        print(f"\nimage sayso-{service}: {ours / 1e6:.0f} MB over {BASE}")
    assert 1_000_000 < ours < LARGEST


@pytest.mark.parametrize("service", IMAGES)
def test_an_image_holds_its_service_and_no_other(deployment: Deployment, service: str) -> None:
    found = docker(
        *("run", "--rm", "--entrypoint", "python", f"sayso-{service}:e2e", "-c"),
        f"from importlib.util import find_spec; print([n for n in {SERVICES} if find_spec('sayso_' + n)])",
    )
    assert found.strip() == repr(IMAGES[service])


@pytest.mark.parametrize("role", ROLES)
def test_c5_a_worker_has_no_rights(deployment: Deployment, role: str) -> None:
    container = deployment.containers(role)[0]
    host = inspect(container)["HostConfig"]
    assert (host["ReadonlyRootfs"], host["CapDrop"], host["Privileged"]) == (True, ["ALL"], False)
    assert "no-new-privileges:true" in host["SecurityOpt"]
    assert host["RestartPolicy"]["Name"] == "always"
    status = deployment.exec(
        container, "sh", "-c", "id -u; grep CapEff /proc/self/status; touch /x /opt/sayso/x"
    ).stdout
    assert status.split() == ["10001", "CapEff:", "0" * 16]
    assert "Read-only" in deployment.exec(container, "touch", "/x").stderr


@pytest.mark.parametrize("role", ROLES)
def test_a_worker_is_healthy_and_ready(deployment: Deployment, role: str) -> None:
    container = deployment.containers(role)[0]
    wait_for(f"{role} is healthy", 180, lambda: inspect(container)["State"]["Health"]["Status"] == "healthy")
    ask = "import urllib.request as http; print(http.urlopen('http://127.0.0.1:9100/readyz').read().decode())"
    # it lives before it is ready: extract loads its models first
    wait_for(f"{role} is ready", 60, lambda: '"ok": true' in deployment.exec(container, "python", "-c", ask).stdout)


def test_only_ingest_and_watch_reach_the_outside(deployment: Deployment) -> None:
    dial = "import socket; socket.create_connection(('site', 8000), 5)"
    reached = {
        role: deployment.exec(deployment.containers(role)[0], "python", "-c", dial).returncode == 0 for role in ROLES
    }
    assert reached == {role: role in ("ingest", "watch") for role in ROLES}


def test_no_secret_stands_in_a_container_s_environment(deployment: Deployment) -> None:
    words = {path.read_text() for path in (deployment.folder / "secrets").iterdir()}
    for role in ROLES:
        about = str(inspect(deployment.containers(role)[0])["Config"])
        assert not [word for word in words if word in about]
