"""The runtime that runs the tagger keeps quiet: it writes no id of this machine to report with."""

import os
import subprocess
import sys
from pathlib import Path

READ = """
import sayso_extract.pipeline as pipeline
body = b"<article><h1>Bridge</h1>" + b"<p>The ferry stops on Friday, said Marta Holloway, who runs it.</p>" * 9
print("READ", len(pipeline.read(body, url="https://x.example/a").statements))
"""


def test_reading_a_page_leaves_no_trace_of_telemetry(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    env |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run([sys.executable, "-c", READ], env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "READ" in done.stdout
    assert "telemetry" not in done.stderr.lower()
    assert [str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*")] == []
