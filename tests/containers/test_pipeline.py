"""From `redis-cli XADD` to a plain client's XREAD, through containers that are killed on the way."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.containers.deployment import ROLES, Deployment, docker, wait_for

PAGES = 24
NAMES = ("Marta Holloway", "Oren Pike", "Ilse Brandt", "Runa Castell", "Tavi Lindqvist", "Noor Abelard", "Jonas Weir")
ASKED_BY_LIBRARIES = ("client|setinfo", "command|docs", "client|maint_notifications")
"""What clients of Redis ask for at their start and can do without."""
pytestmark = pytest.mark.timeout(900)


def page(number: int) -> str:
    who = f"{NAMES[number % len(NAMES)]}"
    return f"""<!doctype html><html lang="en"><head><title>Pier {number} of Tarn Crossing is looked at</title>
<meta property="og:site_name" content="Tarn Observer"></head><body><article><h1>Pier {number} is looked at</h1>
<p>The county's roads office looked at pier {number} of the old bridge at Tarn Crossing on Friday, as each year.</p>
<p>"We found {number + 300} cracks in the pier and cannot take the risk," said {who}, who leads the inspection of the
bridge. The ferry runs every ten minutes until the repair is done, and the east bank waits for it like all winter.</p>
<p>The pier was built with stone from the quarry above the town and stood in the river for a hundred years.</p>
</article></body></html>"""


def publish(deployment: Deployment, numbers: range) -> None:
    """Put pages on the site and push them with redis-cli."""
    for number in numbers:
        (deployment.folder / "site" / f"{number}.html").write_text(page(number), encoding="utf-8")
        deployment.redis_cli("pusher", "XADD", "urls", "*", "url", f"http://site:8000/{number}.html")


def cracks(deployment: Deployment) -> list[str]:
    """Of each new claim about cracks, what was said."""
    with deployment.client("reader") as reader:
        entries = reader.xrange("claims")
    news = [json.loads(fields["data"]) for _, fields in entries if fields["type"] == "claim.new"]
    return [each["claim"]["content"] for each in news if "cracks" in each["claim"]["content"]]


def all_there(deployment: Deployment, pages: int) -> bool:
    said = cracks(deployment)
    return all(any(f"{number + 300} cracks" in words for words in said) for number in range(pages))


def test_pages_become_claims_while_containers_are_killed(
    deployment: Deployment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(deployment, range(PAGES // 3))
    wait_for("claims of the first pages", 300, lambda: all_there(deployment, PAGES // 3))

    publish(deployment, range(PAGES // 3, 2 * PAGES // 3))
    for role in ("ingest", "extract", "dedupe", "persist", "publish"):
        deployment.crash(deployment.containers(role)[0])  # their restart policy brings them back
    docker("kill", deployment.containers("extract")[-1])  # this one stays down: the other takes its work over
    publish(deployment, range(2 * PAGES // 3, PAGES))
    wait_for("claims of all pages", 400, lambda: all_there(deployment, PAGES))

    with deployment.client("reader") as reader:
        ids = [entry_id for entry_id, _ in reader.xrange("claims")]
    assert ids == [f"{position}-0" for position in range(1, len(ids) + 1)]
    said = cracks(deployment)
    assert len(said) == len(set(said)) == PAGES
    for stream in ("urls", "pages", "statements", "resolved", "dispositions"):
        assert deployment.redis_cli("operator", "XLEN", f"{stream}.dead").strip() == "0"
    with capsys.disabled():
        print(f"\nread {len(ids)} events of {PAGES} pages from claims, the first: {said[0]}")


def healthy_status(deployment: Deployment) -> dict[str, Any] | None:
    """What `sayso status` says, which fails while something is wrong."""
    try:
        said = deployment.compose("run", "--rm", "--no-TTY", "--no-deps", "operate", "status", "--json")
    except AssertionError as wrong:
        print(wrong)
        return None
    status: dict[str, Any] = json.loads(said)
    return status


def test_sayso_by_hand_as_operator(deployment: Deployment) -> None:
    publish(deployment, range(1))
    wait_for("claims", 300, lambda: all_there(deployment, 1))
    status = wait_for("a healthy pipeline", 180, lambda: healthy_status(deployment))
    assert {each["name"] for each in status["stages"]} == {"ingest", "extract", "dedupe", "persist", "record"}
    assert all(each["workers"] >= 1 for each in status["stages"])
    words = ("run", "--rm", "--no-TTY", "--no-deps", "operate-ingest", "feeds", "list", "--json")
    assert json.loads(deployment.compose(*words)) == []


def test_no_role_was_refused_anything_it_needs(deployment: Deployment) -> None:
    publish(deployment, range(1))
    wait_for("claims", 300, lambda: all_there(deployment, 1))
    with deployment.client("operator") as operator:
        refused = [(each["username"], each["reason"], each["object"]) for each in operator.acl_log()]
    assert [each for each in refused if each[2] not in ASKED_BY_LIBRARIES] == []


def test_a_stop_is_clean_and_nothing_restarts_by_itself(deployment: Deployment) -> None:
    """Within its grace every worker ends by its own will, with 0."""
    before = {role: deployment.containers(role)[0] for role in ROLES}
    deployment.compose("stop", *ROLES)
    for role, container in before.items():
        assert docker("inspect", "--format", "{{.State.ExitCode}}", container).strip() == "0", role
