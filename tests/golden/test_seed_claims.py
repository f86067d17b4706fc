"""The sample pages through dedupe and the store: which claims are corroborated, which are copies, which disputed.

What ``make run`` shows, without processes: the pages are read, resolved and stored, in the order of ``urls.txt`` and in
the reverse. ``seeds/expected.json`` says what its authors meant.
"""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

import pytest

from sayso.contracts import Done
from sayso.contracts.events import StatementsFound, StatementsResolved
from sayso.runtime.abilities import ClaimView, ReadArticle
from sayso_extract import pipeline
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.sql import SqlStore
from sayso_store.dedupe.handler import Dedupe
from sayso_store.dedupe.memory_index import MemoryIndex
from sayso_store.migrate import migrate
from sayso_store.reading import StoredClaims
from tests.golden.test_seeds import EXPECTED, SEEDS, read

NOW = datetime(2026, 6, 17, 12, tzinfo=UTC)
STORIES = [story["path"] for story in EXPECTED["stories"]]


@cache
def article_id(path: str) -> str:
    return read(path).article.article_id


def found(article: ReadArticle) -> StatementsFound:
    version = article.statements[0].extractor_version
    return StatementsFound(
        article=article.article, text=article.text, statements=article.statements, extractor_version=version
    )


@pytest.fixture(scope="module", params=["as they came out", "the other way round"])
def views(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[ClaimView]]:
    url = f"sqlite:///{tmp_path_factory.mktemp('seeds') / 'store.sqlite'}"
    migrate(url)
    engine = open_engine(url)
    capture = pipeline.read((SEEDS / EXPECTED["capture"]["file"]).read_bytes(), url="", media="text")
    events = [found(each) for each in [*map(read, STORIES), capture]]
    if request.param == "the other way round":
        events.reverse()
    dedupe, store = Dedupe(MemoryIndex()), SqlStore(engine)
    for event in events:
        (outcome,) = asyncio.run(dedupe([event]))
        (output,) = cast(Done, outcome).outputs
        store.persist([cast(StatementsResolved, output.event)], NOW)
    yield list(StoredClaims(engine).list_claims(limit=1000))
    engine.dispose()


def of(views: list[ClaimView], expected: dict[str, Any]) -> dict[str, set[str]]:
    """The stories that state a claim of ``expected.json``, by the stored claim they are evidence for."""
    claims: dict[str, set[str]] = {}
    for path, words in expected["evidence"].items():
        for view in views:
            if any(each.article_id == article_id(path) and words in each.content for each in view.evidence):
                claims.setdefault(view.claim.claim_id, set()).add(path)
    return claims


def test_the_reprints_are_copies_of_the_wire(views: list[ClaimView]) -> None:
    copies = {each.article_id: each.copy_of for view in views for each in view.evidence}
    for story in EXPECTED["stories"]:
        original = story["copy_of"] and article_id(story["copy_of"])
        assert copies[article_id(story["path"])] == original, story["path"]


def test_counts_are_what_the_evidence_says(views: list[ClaimView]) -> None:
    for view in views:
        claim, copied = view.claim, {each.article_id for each in view.evidence if each.copy_of}
        own = {each.outlet for each in view.evidence if not each.copy_of}
        assert claim.copies == len(copied)
        assert claim.outlets == len({each.outlet for each in view.evidence})
        assert len(own) <= claim.independent_outlets <= len(own) + (len(copied) > 0)


def test_every_copied_statement_that_is_found_is_evidence_for_its_originals_claim(views: list[ClaimView]) -> None:
    together, apart = 0, []
    for expected in EXPECTED["claims"]:
        for path in expected["copies"]:
            for stories in of(views, expected).values():
                together += path in stories and len(stories) > 1
                apart += [(expected["what"], path)] if stories == {path} else []
    assert apart == []
    assert together == EXPECTED["shown"]["copied_with_their_original"]


def test_corroborated_disputed_and_superseded_claims_are_shown_as_they_are(views: list[ClaimView]) -> None:
    """What is shown is listed in ``expected.json``: what the rules reach today of what its authors meant, no more."""
    shown = EXPECTED["shown"]
    words = {view.claim.claim_id: view.claim.content for view in views}
    assert sorted(view.claim.content for view in views if view.claim.independent_outlets > 1) == shown["corroborated"]
    for relation, name in (("conflict", "disputed"), ("superseded_by", "superseded")):
        found = {
            tuple(sorted((view.claim.content, words[each.claim_id])))
            for view in views
            for each in view.conflicts
            if each.relation == relation
        }
        assert found == {tuple(sorted(pair)) for pair in shown[name]}


def test_no_claim_holds_what_its_authors_meant_to_be_disputed(views: list[ClaimView]) -> None:
    for expected in EXPECTED["claims"]:
        if expected["disputed_by"] is not None:
            other = EXPECTED["claims"][expected["disputed_by"]]
            assert not of(views, expected).keys() & of(views, other).keys()
