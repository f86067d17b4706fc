"""The query that stands in a page's address, and what is wrong with it in words for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pydantic import ValidationError
from starlette.requests import Request

from sayso_store.claim_query import ClaimQuery


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, the query it makes, and what is wrong with each field. A wrong field asks nothing."""

    typed: dict[str, str]
    query: ClaimQuery
    wrong: dict[str, str]

    @property
    def address(self) -> str:
        """The query as the end of an address, with its question mark; empty where nothing is asked."""
        return f"?{urlencode(parameters)}" if (parameters := self.query.as_parameters()) else ""

    def with_cursor(self, cursor: str) -> str:
        """The address of the page after."""
        return f"?{urlencode({**self.query.as_parameters(), 'after': cursor})}"

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked beside words."""
        return bool(set(self.query.as_parameters()) - {"words"})


def asked(request: Request) -> Asked:
    """Reads a request's address."""
    return asked_by(request.query_params)


def asked_by(fields_sent: Mapping[str, Any]) -> Asked:
    """Reads the fields of an address or a form."""
    typed = {name: str(fields_sent.get(name, "")).strip() for name in ClaimQuery.model_fields}
    fields, wrong = dict(typed), dict[str, str]()
    while True:
        try:
            return Asked(typed, ClaimQuery.model_validate(fields), wrong)
        except ValidationError as error:
            for name, says in _faults(error):
                wrong[name] = says
                fields.pop(name, None)


def _faults(error: ValidationError) -> list[tuple[str, str]]:
    return [(_field(fault), fault["msg"].removeprefix("Value error, ")) for fault in error.errors()]


def _field(fault: Any) -> str:
    if fault["loc"]:
        return str(fault["loc"][0])
    return "since" if "since" in fault["msg"] else "number"
