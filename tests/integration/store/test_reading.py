"""Finding claims in the store."""

import pytest
from sqlalchemy import Engine

from sayso_store.adapters.sql import SqlStore
from sayso_store.reading import StoredClaims
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import claim, one


@pytest.fixture
def reading(store: SqlStore, engine: Engine) -> StoredClaims:
    store.persist(
        [
            one("a", content="The bridge in ÖRKEN is 100% safe.", at="2031-05-01T10:00:00.000Z"),
            one("b", content="The mill will close.", speaker="Zoë Halde", at="2031-05-03T10:00:00.000Z"),
            one("c", content="Nobody was hurt.", speaker=None, at="2031-05-02T10:00:00.000Z"),
        ],
        NOW,
    )
    return StoredClaims(engine)


def ids(reading: StoredClaims, limit: int = 10, speaker: str | None = None, words: str | None = None) -> list[str]:
    return [view.claim.claim_id for view in reading.list_claims(limit=limit, speaker=speaker, words=words)]


def test_the_newest_come_first(reading: StoredClaims) -> None:
    assert ids(reading) == [claim("b"), claim("c"), claim("a")]
    assert ids(reading, limit=2) == [claim("b"), claim("c")]


@pytest.mark.parametrize(
    ("speaker", "words", "names"),
    [
        (None, "örken", "a"),
        (None, "BRIDGE", "a"),
        (None, "100%", "a"),
        (None, "1%0", ""),
        ("zoë", None, "b"),
        ("HALDE", "mill", "b"),
        ("halde", "bridge", ""),
        ("ana_marsh", None, ""),
    ],
)
def test_parts_are_found_whatever_their_case(
    reading: StoredClaims, speaker: str | None, words: str | None, names: str
) -> None:
    assert ids(reading, speaker=speaker, words=words) == [claim(name) for name in names]


def test_a_claim_is_shown_by_an_unambiguous_beginning(reading: StoredClaims) -> None:
    whole = claim("a")
    for beginning in (whole, whole[:-4], whole[:12]):
        view = reading.show_claim(beginning)
        assert view is not None
        assert (view.claim.claim_id, len(view.evidence)) == (whole, 1)
    assert [reading.show_claim(each) for each in ("claim_", "", "claim_nothing", "%")] == [None] * 4
