"""A worker as a process of its own: it loads no command line, and one told to end before it works ends well."""

import signal
import subprocess
import sys

import pytest

from tests.unit.shared.test_service import loaded_by


def test_it_loads_no_command_line() -> None:
    assert "typer" not in loaded_by("import sayso.runtime.role_process, sayso.runtime.worker")


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_while_it_loads_it_ends_well(sent: signal.Signals) -> None:
    """The worker's own module is made to be told to end as it is loaded."""
    program = f"""
import os, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "sayso.runtime.worker":
            os.kill(os.getpid(), {int(sent)})
sys.meta_path.insert(0, Finder())
from sayso.runtime.role_process import main
sys.exit(main("store", "persist"))
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
