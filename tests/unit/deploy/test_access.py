"""Redis's users against the scripts that they run: what a script calls, its role must be allowed.

A role that lacks a command still starts, and fails at its first piece of work. So every Lua script in the sources is
read here, and a new one has to say whose it is.
"""

import re
from pathlib import Path

import pytest

from sayso.contracts import access
from sayso.contracts.topology import STAGES

ROOT = Path(__file__).parents[3]
STAGE_ROLES = tuple(dict.fromkeys(stage.role for stage in STAGES))
RUN_BY = {
    "shared/sayso/runtime/delivery/scripts.py": STAGE_ROLES,
    "shared/sayso/runtime/observing/depth.py": (*STAGE_ROLES, "console"),
    "shared/sayso/runtime/observing/status.py": ("console",),
    "services/ingest/sayso_ingest/adapters/feed_registry.py": ("ingest", "feeds"),
    "services/ingest/sayso_ingest/adapters/frontier.py": ("ingest",),
    "services/ingest/sayso_ingest/adapters/listing_memory.py": ("ingest",),
    "services/ingest/sayso_ingest/adapters/politeness.py": ("ingest",),
    "services/store/sayso_store/adapters/index_scripts.py": ("dedupe",),
    "services/store/sayso_store/adapters/text_scripts.py": ("dedupe",),
    "services/store/sayso_store/publish.py": ("publish",),
}
"""The modules with scripts, and the roles that run them."""
NOT_BY = {"feeds": {"hdel", "hexists"}}
"""Commands of a module's other scripts, which that role does not run."""

_CALL = re.compile(r"\bp?call\('([A-Z]+)'(?:, '([A-Z]+)')?")


def called(path: str) -> set[str]:
    text = (ROOT / path).read_text(encoding="utf-8")
    found = _CALL.findall(text)
    return {(f"{name}|{part}" if name == "XINFO" else name).lower() for name, part in found}


def allowed(role: str) -> set[str]:
    (user,) = (each for each in access.users() if each.name == role)
    return {rule[1:] for rule in user.rules if rule.startswith("+")}


@pytest.mark.parametrize(("path", "role"), [(path, role) for path, roles in RUN_BY.items() for role in roles])
def test_a_role_may_call_what_its_scripts_call(path: str, role: str) -> None:
    calls = called(path)
    assert calls
    assert calls - NOT_BY.get(role, set()) <= allowed(role)


def test_every_script_is_somebody_s() -> None:
    sources = [path for folder in ("shared/sayso", "services") for path in (ROOT / folder).rglob("*.py")]
    found = {str(path.relative_to(ROOT)) for path in sources if _CALL.search(path.read_text(encoding="utf-8"))}
    assert found == set(RUN_BY)
