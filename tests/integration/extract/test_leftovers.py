"""A killed extract worker leaves a folder behind, and the next one removes it; a living one's stays."""

import os
import signal
import subprocess
import sys
from pathlib import Path

_WORKER = """
import time
from sayso_extract.leftovers import mark_and_sweep
print(mark_and_sweep(), flush=True)
time.sleep(60)
"""


def worker(folder: Path) -> tuple["subprocess.Popen[str]", Path]:
    env = {**os.environ, "TMPDIR": str(folder)}
    process = subprocess.Popen([sys.executable, "-c", _WORKER], env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_the_dead_ones_folder_goes_and_the_living_ones_stays(tmp_path: Path) -> None:
    other = tmp_path / "pymp-of-another-program"
    other.mkdir()
    started = [worker(tmp_path), worker(tmp_path)]
    try:
        (killed, left), (_, living) = started
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert left.is_dir()
        started.append(worker(tmp_path))
        assert not left.exists()
        assert living.is_dir()
        assert other.is_dir()
    finally:
        for process, _ in started:
            process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()
