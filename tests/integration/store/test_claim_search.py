"""Finding claims in a store: filters, words, cursors, and the details of one claim, article and speaker."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Engine, text

from sayso.contracts.records import QuantityRecord
from sayso_store.adapters.article_details import ArticleDetails
from sayso_store.adapters.claim_details import ClaimDetails
from sayso_store.adapters.claim_search import ClaimSearch
from sayso_store.adapters.engine import writing
from sayso_store.adapters.speaker_details import SpeakerDetails
from sayso_store.adapters.sql import SqlStore
from sayso_store.claim_query import ClaimQuery
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import FIRST, LAST, LATER, article, claim, one, resolved, statement


@pytest.fixture
def filled(store: SqlStore, engine: Engine) -> Engine:
    """Claims: a (bridge; two outlets and a copy), b (in conflict with a), c (another speaker, denied, 140 to 150)."""
    many = statement("c", "No more than 140 flights fell out.", "Bo Quill").model_copy(
        update={
            "certainty": "denied",
            "kind": "indirect",
            "quantities": (QuantityRecord(text="140", value=140.0, upper=150.0), QuantityRecord(text="some")),
        }
    )
    store.persist([one("a", content="The old bridge is safe.", outlet="Ister Post", at=FIRST)], NOW)
    store.persist([one("a2", same="a", content="The bridge of Zoë holds.", outlet="Courier", at=LATER)], NOW)
    store.persist([one("a3", same="a", content="The old bridge is safe.", outlet="Blaze", at=LATER,
                       copy_of="article_a")], NOW)  # fmt: skip
    store.persist([one("b", content="The old bridge is not safe.", outlet="Ledger", at=LAST, conflict="a")], NOW)
    store.persist([resolved(article("c", "Ledger", "2031-05-02T11:00:00.000Z"), [(many, None)])], NOW)
    return engine


def found(engine: Engine, **asked: Any) -> list[str]:
    names = {claim(name): name for name in "abc"}
    page = ClaimSearch(engine).page(ClaimQuery.model_validate(asked))
    return [names[each.claim.claim_id] for each in page.claims]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, "bca"),
        ({"words": "bridge"}, "ba"),
        ({"words": "holds zoë"}, "a"),
        ({"words": '"bridge is not"'}, "b"),
        ({"words": "brid* marsh"}, "ba"),
        ({"words": "quill"}, "c"),
        ({"words": "flights bridge"}, ""),
        ({"words": "bridge", "outlet": "ledger"}, "b"),
        ({"words": "' OR 1=1 --"}, ""),
        ({"speaker": "ana"}, "ba"),
        ({"speaker": "quill", "certainty": "denied"}, "c"),
        ({"speaker": "ana", "certainty": "denied"}, ""),
        ({"speaker": "%"}, ""),
        ({"outlet": "LEDGER"}, "bc"),
        ({"kind": "indirect"}, "c"),
        ({"number": "140"}, "c"),
        ({"number": "145..999"}, "c"),
        ({"number": "151.."}, ""),
        ({"number": "151..", "outlet": "ledger"}, ""),
        ({"number": "140", "speaker": "ana"}, ""),
        ({"number": "140", "speaker": "quill"}, "c"),
        ({"since": "2031-05-03"}, "b"),
        ({"until": "2031-05-02"}, "ca"),
        ({"disputed": "1"}, "ba"),
        ({"outlets": "2"}, "a"),
    ],
)
def test_a_query(filled: Engine, asked: dict[str, str], names: str) -> None:
    assert "".join(found(filled, **asked)) == names


@pytest.mark.parametrize("asked", [{}, {"words": "bridge OR flights*"}, {"words": "old bridge"}])
def test_pages_neither_overlap_nor_skip(store: SqlStore, engine: Engine, asked: dict[str, str]) -> None:
    store.persist([one(f"n{n}", content=f"The old bridge or flights {n}.", at=FIRST) for n in range(7)], NOW)
    search, seen, after = ClaimSearch(engine), [], None
    whole = [each.claim.claim_id for each in search.page(ClaimQuery.model_validate(asked)).claims]
    while True:
        page = search.page(ClaimQuery.model_validate(asked), limit=3, after=after)
        seen += [each.claim.claim_id for each in page.claims]
        after = page.next
        if after is None:
            break
    assert seen == whole
    assert len(set(seen)) == 7


@pytest.mark.parametrize("after", ["", "x", "WzFd", "W10", "e30", "!" * 5000, "WyJhIiwxXQ"])
def test_a_cursor_of_nobodys(engine: Engine, after: str) -> None:
    with pytest.raises(ValueError, match="not a cursor"):
        ClaimSearch(engine).page(ClaimQuery(), after=after)


def test_a_claim_in_detail(filled: Engine) -> None:
    detail = ClaimDetails(filled)(claim("a"))
    assert detail is not None
    assert [each.outlet for each in detail.evidence] == ["Ister Post", "Courier"]
    assert [each.outlet for each in detail.evidence[0].copies] == ["Blaze"]
    (shown,) = detail.evidence[0].statements
    assert shown.passage is not None
    (span,) = shown.passage.spans
    assert shown.passage.text[slice(*span)] == "The old bridge is safe."
    assert (shown.match_rule, detail.evidence[1].statements[0].match_rule) == ("none_near", "exact")
    (other,) = detail.conflicts
    assert (other.claim.claim_id, other.field, other.outlet) == (claim("b"), "number", "Ledger")
    assert [each.type for each in detail.events] == ["claim.new", "claim.corroborated"]
    of_b = ClaimDetails(filled).events(claim("b"))
    assert [(each.type, each.other) for each in of_b] == [("claim.new", None), ("claim.disputed", claim("a"))]
    assert ClaimDetails(filled)("claim_of_nobody") is None


def test_an_article_in_detail(filled: Engine) -> None:
    detail = ArticleDetails(filled)("article_a")
    assert detail is not None
    assert detail.copies == ("article_a3",)
    (said,) = detail.statements
    assert (said.claim_id, said.disputed, said.independent_outlets) == (claim("a"), True, 2)
    assert said.statement == statement("a", "The old bridge is safe.")
    assert ArticleDetails(filled)("nothing") is None


def test_a_speaker_in_detail(filled: Engine) -> None:
    detail = SpeakerDetails(filled)("ANA MARSH")
    assert detail is not None
    assert (detail.name, detail.statements) == ("Ana Marsh", 4)
    assert {each.line.claim.claim_id for each in detail.claims} == {claim("a"), claim("b")}
    (change,) = detail.changes
    assert (change.field, change.changed) == ("number", False)
    speakers = SpeakerDetails(filled).page()
    assert [(each.name, each.statements) for each in speakers.speakers] == [("Ana Marsh", 4), ("Bo Quill", 1)]
    assert [each.name for each in SpeakerDetails(filled).page("quil").speakers] == ["Bo Quill"]
    assert SpeakerDetails(filled)("Nobody Known") is None


def test_a_claim_is_found_by_what_came_later_and_not_by_what_is_gone(filled: Engine) -> None:
    with writing(filled).begin() as connection:
        connection.execute(text("DELETE FROM statement WHERE statement_id = 'statement_c'"))
        connection.execute(text("DELETE FROM claim WHERE claim_id = :of"), {"of": claim("c")})
        left: Sequence[Any] = connection.execute(text("SELECT words FROM claim_words")).all()
        numbers = connection.execute(text("SELECT count(*) FROM statement_number")).scalar_one()
    assert (len(left), numbers) == (2, 0)
    assert found(filled, words="flights") == []


def test_every_wording_of_a_claim_in_one_batch_is_found_once(store: SqlStore, engine: Engine) -> None:
    said = ["The old bridge is safe.", "It holds.", "The old bridge is safe.", "Nobody need worry."]
    store.persist([one(f"a{n}", same="a0" if n else None, content=each) for n, each in enumerate(said)], NOW)
    with engine.connect() as connection:
        words = connection.execute(text("SELECT words FROM claim_words")).scalar_one()
    assert words.split("\n")[1::2] == [said[0], said[1], said[3]]
