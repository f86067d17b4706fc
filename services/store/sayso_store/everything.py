"""All claims that answer a query, with their evidence, one after the other: what exports are written from.

Claims come in the order of the query, read a page at a time, so that an export holds no more than a page in memory,
however long it is. Behind ``sayso claims export`` and the console's exports; the file is ``sayso.runtime.exporting``'s.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import Engine

from sayso.runtime.abilities import ClaimView
from sayso.runtime.settings import PlaceSettings
from sayso_store.adapters.claim_search import ClaimSearch
from sayso_store.adapters.engine import open_engine
from sayso_store.claim_query import ClaimQuery
from sayso_store.reading import StoredClaims

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Everything:
    """``abilities.Export`` on an open engine."""

    engine: Engine

    def __call__(self, conditions: Mapping[str, object], limit: int | None = None) -> Iterator[ClaimView]:
        """The claims that meet the conditions, fields of ``ClaimQuery``. Raises ValueError where they make no sense."""
        try:
            query = ClaimQuery.model_validate(dict(conditions))
        except ValidationError as error:
            told = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
            raise ValueError("; ".join(told)) from None
        return self.of(query, limit)

    def of(self, query: ClaimQuery, limit: int | None = None) -> Iterator[ClaimView]:
        """The claims that answer a query, at most ``limit``."""
        search, stored, left, after = ClaimSearch(self.engine), StoredClaims(self.engine), limit, None
        while left is None or left > 0:
            page = search.page(query, limit=_AT_ONCE if left is None else min(left, _AT_ONCE), after=after)
            yield from stored.of_ids([each.claim.claim_id for each in page.claims])
            left, after = None if left is None else left - len(page.claims), page.next
            if after is None:
                return


def open_export(place: PlaceSettings) -> Everything:
    """The ability ``export``."""
    return Everything(open_engine(place.effective_database_url))
