"""Two claims side by side, and all claims as files, from a store of either kind."""

import csv
import io
import json

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.runtime.exporting import FORMATS
from sayso_store.adapters.sql import SqlStore
from sayso_store.everything import Everything
from sayso_store.why import Why
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import claim as claim_of
from tests.integration.store.samples import one
from tests.integration.store.test_merges import merging, published

TWELVE, FIFTEEN = "The flood in the Ister valley killed 12 people.", "The flood in the Ister valley killed 15 people."


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    store.persist(
        [
            one("a", content=TWELVE, outlet="Post"),
            one("b", content="In the Ister valley the flood killed twelve people.", same="a", outlet="Mail"),
            one("c", content=FIFTEEN, speaker="Bo Finch", outlet="Globe", conflict="a"),
            merging(one("d", content=TWELVE, same="a", outlet="Star"), "gone"),
        ],
        NOW,
    )
    return store


def test_claims_and_statements_are_held_side_by_side(filled: SqlStore, engine: Engine) -> None:
    view = Why(engine)(claim_of("a"), claim_of("c"))
    assert (view.compared.verdict, view.compared.field) == ("conflict", "number")
    assert (view.a.evidence.statement_id, view.b.evidence.statement_id) == ("statement_a", "statement_c")
    assert view.linked is not None
    assert (view.linked.verdict, view.linked.rule, view.one_claim) == ("conflict", "numbers_differ", False)
    same = Why(engine)("statement_b", claim_of("gone"))
    assert (same.compared.verdict, same.one_claim, same.linked) == ("same", True, None)
    assert (same.a.match_rule, same.b.verdict) == ("exact", "new")


def test_an_id_of_nothing_is_named(filled: SqlStore, engine: Engine) -> None:
    with pytest.raises(KeyError, match="nothing"):
        Why(engine)(claim_of("a"), "nothing")


def test_everything_is_exported_in_every_format(filled: SqlStore, engine: Engine) -> None:
    export = Everything(engine)
    lines = [json.loads(each) for each in "".join(FORMATS["jsonl"].write(export({}))).splitlines()]
    assert {each["claim"]["claim_id"] for each in lines} == {claim_of("a"), claim_of("c")}
    rows = list(csv.DictReader(io.StringIO("".join(FORMATS["csv"].write(export({}))))))
    assert {row["content"]: row["independent_outlets"] for row in rows} == {TWELVE: "3", FIFTEEN: "1"}
    graph = json.loads("".join(FORMATS["schema-org"].write(export({}))))
    assert graph["@context"] == "https://schema.org"
    (about,) = [each for each in graph["@graph"] if each["text"] == TWELVE]
    assert (about["@type"], about["author"]["name"], len(about["appearance"])) == ("Claim", "Ana Marsh", 3)
    assert about["subjectOf"][0]["description"] == "differs in number"


def test_conditions_and_limits_hold(filled: SqlStore, engine: Engine) -> None:
    export = Everything(engine)
    assert [each.claim.content for each in export({"speaker": "finch"})] == [FIFTEEN]
    assert [each.claim.content for each in export({"outlets": 2})] == [TWELVE]
    assert len(list(export({}, 1))) == 1
    with pytest.raises(ValueError, match="outlets"):
        list(export({"outlets": -1}))


def test_an_export_is_read_a_page_at_a_time(store: SqlStore, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso_store.everything._AT_ONCE", 3)
    store.persist([published(one(f"n{n}"), f"2031-05-{n + 1:02}") for n in range(10)], NOW)
    export = Everything(engine)({})
    assert next(export)
    assert len(list(export)) == 9


def test_the_command_line_shows_both(filled: SqlStore, store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_DATABASE_URL", store_url)
    run = CliRunner().invoke
    shown = run(app, ["claims", "why", claim_of("a"), claim_of("c")])
    assert "conflict: numbers_differ" in " ".join(shown.output.split())
    assert run(app, ["claims", "why", claim_of("a"), "nothing"]).exit_code == 1
    exported = run(app, ["claims", "export", "--format", "csv", "--speaker", "marsh"])
    assert len(exported.output.splitlines()) == 2
    assert run(app, ["claims", "export", "--since", "2031-05-02", "--until", "2031-05-01"]).exit_code == 2
