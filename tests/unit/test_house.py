"""Rules of the house that no linter knows: sizes, names, and what must not be committed."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES = 400
REGISTRY_HOSTS = re.compile(r"\b(?:pypi|files\.pythonhosted|registry\.npmjs|deb\.debian)\.(?:org|com)\b")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout, so what is committed cannot be told")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_files_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked()
        if path.suffix == ".py" and (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def test_nothing_is_called_utils() -> None:
    bad = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert [str(path) for path in tracked() if bad & {*path.parts, path.stem}] == []


def test_every_module_tells_its_story_first() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix == ".py" and (text := path.read_text(encoding="utf-8")) and not text.startswith('"""')
    ]
    assert silent == []


def test_no_registry_is_named() -> None:
    named = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix in {".txt", ".toml", ".in", ".yml", ".yaml", ".json", ".lock"}
        and REGISTRY_HOSTS.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert named == []


def test_requirements_are_hashed() -> None:
    for name in ("runtime.txt", "dev.txt"):
        lines = (ROOT / "requirements" / name).read_text().splitlines()
        pinned = [line for line in lines if re.match(r"^[a-z0-9]", line)]
        assert pinned
        assert all("==" in line and line.endswith("\\") for line in pinned)
