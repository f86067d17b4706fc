"""Claims as files: JSON Lines, CSV for a spreadsheet, and schema.org ``Claim`` as JSON-LD.

Each format is a head, a line a claim, what stands between two lines, and an end, so that an export is written as it is
read and may be of any length. CSV follows RFC 4180; a cell that a spreadsheet would take for a formula begins with an
apostrophe, since the words come from the web.

Who uses it: the console's exports, and whoever else writes claims into a file.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sayso.contracts.records import Relation
from sayso.runtime.abilities import ClaimView

ExportFormat = Literal["csv", "jsonl", "schema-org"]

COLUMNS = (
    "claim_id", "speaker", "content", "first_seen", "last_seen", "statements", "outlets", "independent_outlets",
    "copies", "distinct_speakers", "kind", "certainty", "negated", "disputed", "conflicts_with", "superseded_by",
    "urls",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST_URLS = 20
_RELATION: dict[Relation, Callable[[str], str]] = {
    "conflict": lambda field: f"differs in {field}",
    "superseded_by": lambda field: f"a later {field} by the same speaker",
    "supersedes": lambda field: f"an earlier {field} by the same speaker",
}


@dataclass(frozen=True, slots=True)
class Format:
    """How claims become a file."""

    media: str
    suffix: str
    head: str
    line: Callable[[ClaimView], str]
    between: str = ""
    end: str = ""

    def write(self, views: Iterable[ClaimView]) -> Iterator[str]:
        """The file in pieces."""
        yield self.head
        for place, view in enumerate(views):
            yield (self.between if place else "") + self.line(view)
        yield self.end


def schema_org(view: ClaimView) -> dict[str, Any]:
    """A claim as schema.org describes it: who claims it, since when, and where it appears."""
    claim = view.claim
    about: dict[str, Any] = {
        "@type": "Claim",
        "@id": f"urn:sayso:{claim.claim_id}",
        "identifier": claim.claim_id,
        "text": claim.content,
        "datePublished": claim.first_seen,
    }
    if claim.speaker:
        about["claimInterpreter"] = {"@type": "Organization", "name": "Sayso"}
        about["author"] = {"@type": _kind(view), "name": claim.speaker}
    articles = {
        each.url: {
            "@type": "NewsArticle",
            "url": each.url,
            "headline": each.title,
            "datePublished": each.published,
            "publisher": {"@type": "Organization", "name": each.outlet},
        }
        for each in view.evidence
    }
    about["appearance"] = [{name: value for name, value in each.items() if value} for each in articles.values()]
    if about["appearance"]:
        about["firstAppearance"] = about["appearance"][0]
    if view.conflicts:
        about["subjectOf"] = [
            {"@type": "Claim", "@id": f"urn:sayso:{each.claim_id}", "description": _RELATION[each.relation](each.field)}
            for each in view.conflicts
        ]
    return about


def _kind(view: ClaimView) -> str:
    kinds = [each.speaker.kind for each in view.evidence]
    return "Organization" if "organisation" in kinds and "person" not in kinds else "Person"


def _csv_line(cells: Iterable[object]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow([_cell(each) for each in cells])
    return written.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _csv(view: ClaimView) -> str:
    claim, first = view.claim, view.evidence[0] if view.evidence else None
    urls = list(dict.fromkeys(each.url for each in view.evidence))[:_MOST_URLS]
    more = {
        "kind": first.kind if first else "",
        "certainty": first.certainty if first else "",
        "negated": str(first.negated).lower() if first else "",
        "disputed": " ".join(sorted({each.field for each in view.conflicts if each.relation == "conflict"})),
        "conflicts_with": " ".join(each.claim_id for each in view.conflicts if each.relation == "conflict"),
        "superseded_by": " ".join(each.claim_id for each in view.conflicts if each.relation == "superseded_by"),
        "urls": " ".join(urls),
    }
    cells = claim.model_dump() | more
    return _csv_line("" if cells[name] is None else cells[name] for name in COLUMNS)


def _json_ld(view: ClaimView) -> str:
    return json.dumps(schema_org(view), ensure_ascii=False)


FORMATS: dict[ExportFormat, Format] = {
    "csv": Format("text/csv; charset=utf-8; header=present", "csv", _csv_line(COLUMNS), _csv),
    "jsonl": Format("application/jsonl; charset=utf-8", "jsonl", "", lambda view: view.model_dump_json() + "\n"),
    "schema-org": Format(
        "application/ld+json; charset=utf-8",
        "jsonld",
        '{"@context":"https://schema.org","@graph":[\n',
        _json_ld,
        between=",\n",
        end="\n]}\n",
    ),
}
"""By the name that is asked for."""
