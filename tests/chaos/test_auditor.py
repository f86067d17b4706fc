"""The auditor is independent, and each of its complaints can be provoked: what it does not see, no test here sees."""

import ast
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from sayso.testing.redis import Server
from tests.chaos import auditor
from tests.chaos.scene import scene

TAMPERED = {
    "delete from unit where stage = 'persist' and unit_id = (select min(unit_id) from unit where stage = 'persist')": (
        "inputs: lost at persist"
    ),
    "delete from unit where stage = 'ingest' and unit_id = (select min(unit_id) from unit where stage = 'ingest')": (
        "inputs: lost at ingest"
    ),
    "insert into unit select 'again', stage, entry_id, url, article_id, disposition, reason, detail, attempt, ended_at,"
    " duration_ms, facts, correlation_id from unit where stage = 'extract' limit 1": "units ended twice",
    "update unit set disposition = 'dead_lettered' where stage = 'ingest'": "without a reason or without a dead letter",
    "update article set fetched_url = 'elsewhere'": "stored without its article",
    "update unit set disposition = 'not_modified' where stage = 'ingest' and url like '%/3'; delete from article"
    " where fetched_url like '%/3'": "not_modified without its article",
    "delete from statement where statement_id = (select min(statement_id) from statement)": "articles lack statements",
    "update claim set statements = statements + 1": "count their statements wrongly",
    "update claim set statements = 0 where claim_id = (select min(claim_id) from claim)": "have no statement",
    "update claim set claim_id = 'claim_x' where claim_id = (select max(claim_id) from claim)": (
        "claims without claim.new"
    ),
    "delete from outbox where position = 3": "are not in the outbox",
    "insert into outbox (type, claim_id, data, created_at, position, sent_at) values"
    " ('claim.new', 'claim_x', '{}', '', 100000, '')": "are not on claims",
    "update outbox set sent_at = null where position = 1": "were not sent",
    "update outbox set data = '{}' where position = 1": "differ",
    "update statement set claim_number = -1": "foreign key",
    "update conflict set claim_a = claim_b": "conflicts were not told",
}
"""What is done to the store, and what the auditor says of it."""


def test_it_imports_nothing_of_sayso() -> None:
    tree = ast.parse(Path(auditor.__file__).read_text(encoding="utf-8"))
    names = [each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names]
    names += [node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    foreign = {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names)
    assert foreign == {"psycopg"}


def test_it_sees_what_is_wrong(tmp_path: Path, own_redis: Server) -> None:
    with scene(tmp_path / "scene", own_redis) as stage:
        # twice, for what is told in one batch alone is new and not corroborated
        for some in (range(0, 10, 2), [*range(1, 10, 2), 3]):
            stage.push(some)
            stage.drain()
        report = stage.check()
        receipts, client = stage.receipts, stage.client
        assert (len(report.articles), len(report.statements)) == (10, 60)
        kinds = {row[0]: row[1] for row in stage.rows("select type, count(*) from outbox group by 1")}
        assert (kinds["claim.new"], kinds["claim.disputed"]) == (54, 2)
        assert kinds["claim.corroborated"] > 0
        stage.pipeline.stop()
        good = tmp_path / "scene" / "store.sqlite"
        missed = []
        for number, (change, complaint) in enumerate(TAMPERED.items()):
            bad = tmp_path / f"bad{number}.sqlite"
            shutil.copy(good, bad)
            with closing(sqlite3.connect(bad)) as db:
                db.executescript(change)
                db.commit()
            if not any(complaint in fault for fault in faults(client, bad, receipts)):
                missed.append((change, complaint, faults(client, bad, receipts)))
        assert missed == []
        assert faults(client, good, {**receipts, "1-1": "https://example.org"}) == ["1 inputs: lost at ingest"]
        client.xadd("urls", {"url": "https://example.org"}, id="9999999999999-0")
        assert faults(client, good, {**receipts, "9999999999999-0": "https://example.org"}) == []
        client.xadd("claims", client.xrange("claims", "1-0", "1-0")[0][1], id="100-0")
        assert any("ids on claims are not 1..n" in each for each in faults(client, good, receipts))
        assert any("announced twice" in each for each in faults(client, good, receipts))
        client.xdel("claims", "100-0", "2-0")
        assert any("are not on claims" in each for each in faults(client, good, receipts))


def faults(client: Any, store: Path, receipts: dict[str, str]) -> list[str]:
    with auditor.opened(f"sqlite:///{store}") as opened:
        return auditor.audit(client, opened, receipts).faults
