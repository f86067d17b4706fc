"""Which claims are wanted: one value for the console's filters, the API, the feeds, the exports and whoever waits.

A query is what stands in an address, so that it can be kept, sent and subscribed to. Conditions on what was said
(speaker, outlet, kind, certainty, number) are met by one statement together; the others are about the claim. All of
them have to be met.

Two sides answer it and agree: ``adapters.claim_search`` for what is stored, :func:`matches` for an event that has just
come. Pure.
"""

import re
from datetime import date
from math import isfinite
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sayso.contracts.events import ClaimEventData
from sayso.contracts.records import Certainty, ClaimRecord, EvidenceRecord, StatementKind
from sayso_store.search_words import Term, terms_of, words_of

_NUMBER = re.compile(r"[-+]?\d{1,18}(?:\.\d{1,9})?")
_TEN = 10


Text = Annotated[str, Field(max_length=200)]


class ClaimQuery(BaseModel):
    """The conditions; what is not given is not asked. Dates are days in UTC, both inclusive."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    words: Text | None = Field(default=None, description='Words of the claim or its speaker; "a phrase"; begin*.')
    speaker: Text | None = Field(default=None, description="Part of the speaker's name.")
    outlet: Text | None = Field(default=None, description="Part of the outlet's name.")
    kind: StatementKind | None = None
    certainty: Certainty | None = None
    number: Text | None = Field(
        default=None, description="A number it speaks of, or a range: 140, 100..200, 1000.., ..5."
    )
    since: date | None = Field(default=None, description="Last reported on this day or later.")
    until: date | None = Field(default=None, description="Last reported on this day or earlier.")
    disputed: bool = Field(default=False, description="Only claims that another claim contradicts.")
    outlets: int = Field(default=0, ge=0, le=100_000, description="Reported by at least so many independent outlets.")

    @model_validator(mode="before")
    @classmethod
    def _empty_fields_ask_nothing(cls, fields: Any) -> Any:
        if not isinstance(fields, dict):
            return fields
        return {name: value for name, value in fields.items() if not isinstance(value, str) or value.strip()}

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.number is not None:
            bounds_of(self.number)
        if self.since and self.until and self.since > self.until:
            raise ValueError("since is after until")
        return self

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words as terms."""
        return terms_of(self.words or "")

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the greatest number that will do."""
        return None if self.number is None else bounds_of(self.number)

    @property
    def about_statements(self) -> bool:
        """Whether anything is asked of a single statement."""
        return any((self.speaker, self.outlet, self.kind, self.certainty, self.number))

    def as_parameters(self) -> dict[str, str]:
        """What stands in an address: only what is asked."""
        asked = self.model_dump(mode="json", exclude_defaults=True)
        return {name: "1" if value is True else str(value) for name, value in asked.items()}


def bounds_of(number: str) -> tuple[float, float]:
    """``140`` or ``100..200``, where either end may be left open. Raises ValueError."""
    least, dots, most = (part.strip() for part in number.replace(",", "").partition(".."))
    if not dots:
        most = least
    if not (least or most) or not all(_NUMBER.fullmatch(each) for each in (least, most) if each):
        raise ValueError("a number is wanted, or a range such as 100..200")
    low, high = (float(least) if least else float("-inf")), (float(most) if most else float("inf"))
    if low > high:
        raise ValueError("the range begins after its end")
    return low, high


def matches(query: ClaimQuery, event: ClaimEventData) -> bool:
    """Whether a claim's event answers the query, by what the event itself carries."""
    claim = event.claim
    disputed = event.type == "claim.disputed" or bool(event.conflicts)
    if (query.disputed and not disputed) or claim.independent_outlets < query.outlets:
        return False
    if not _in_time(query, claim) or not _has_words(query, event):
        return False
    own = [each for each in event.evidence if each.claim_id == claim.claim_id]
    return not query.about_statements or any(_is_said(query, each) for each in own)


def _in_time(query: ClaimQuery, claim: ClaimRecord) -> bool:
    day = claim.last_seen[:_TEN]
    return (query.since is None or day >= query.since.isoformat()) and (
        query.until is None or day <= query.until.isoformat()
    )


def _has_words(query: ClaimQuery, event: ClaimEventData) -> bool:
    terms = query.terms
    if not terms:
        return True
    own = [each for each in event.evidence if each.claim_id == event.claim.claim_id]
    said = [event.claim.content, event.claim.speaker or ""]
    said += [words for each in own for words in (each.content, each.speaker.name or "")]
    words = tuple(word for each in said for word in (*words_of(each), ""))
    return all(term.is_in(words) for term in terms)


def _is_said(query: ClaimQuery, said: EvidenceRecord) -> bool:
    speaker, outlet = (said.speaker.name or "").casefold(), said.outlet.casefold()
    return (
        (query.speaker is None or query.speaker.casefold() in speaker)
        and (query.outlet is None or query.outlet.casefold() in outlet)
        and (query.kind is None or query.kind == said.kind)
        and (query.certainty is None or query.certainty == said.certainty)
        and (query.bounds is None or any(_within(query.bounds, each.value, each.upper) for each in said.quantities))
    )


def _within(bounds: tuple[float, float], value: float | None, upper: float | None) -> bool:
    if value is None or not isfinite(value):
        return False
    return bounds[0] <= (value if upper is None else upper) and value <= bounds[1]
