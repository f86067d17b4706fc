"""One deployment for all tests of this tier: building and starting it takes minutes."""

import os
from collections.abc import Iterator

import pytest

from tests.containers.deployment import BASE, Deployment, docker, missing, up

WANTED = "SAYSO_TEST_CONTAINERS"


@pytest.fixture(scope="session")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    if os.environ.get(WANTED) != "1":
        pytest.skip("`make test-e2e` builds images and runs these in containers")
    if why := missing():
        pytest.skip(f"no containers here: {why}")
    docker("run", "--rm", BASE, "true")
    with up(tmp_path_factory.mktemp("deployment"), scale={"extract": 2}) as deployment:
        try:
            yield deployment
        finally:
            print(deployment.logs())  # shown by pytest where a test failed
