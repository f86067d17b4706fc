"""The new statements of a batch, and the claims that they open.

A claim that no row is known of has exactly the statements that the batch brings, so its row can be written with its
counts at once; every other claim is counted from the store (``queries.count``). The two must agree: what a claim's row
says does not depend on how its statements came. Left to the store are claims of copies, whose owner is another
article's, and claims that turn out to be one. Pure; part of the transaction of ``batch``.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sayso.contracts.events import StatementsResolved
from sayso.contracts.records import ResolutionRecord, StatementRecord
from sayso_store.adapters.readings import Readings
from sayso_store.adapters.rows import Row, evidence_of, statement_row
from sayso_store.claim_events import Said


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement on its way into the store. ``row`` and ``resolution`` have the claim that dedupe gave it."""

    event: StatementsResolved
    record: StatementRecord
    resolution: ResolutionRecord
    row: Row

    def said(self, claim_id: str, copy_of: str | None) -> Said:
        """The statement as evidence for the claim that it is of in the end."""
        of = self.event.article
        return Said(evidence_of(of, self.record, claim_id, copy_of), of.fetched_at, self.event.correlation_id)


def new_statements(readings: Readings, known: Collection[str]) -> list[Stated]:
    """The statements of the readings that count, without those that are ``known``. Raises ValueError where dedupe has
    not said what claim one of them is of."""
    new: dict[str, Stated] = {}
    for event in readings.counting.values():
        resolutions = resolutions_of(event)
        for each in event.statements:
            if each.statement_id not in known and each.statement_id not in new:
                resolution = resolutions[each.statement_id]
                row = statement_row(event.article, each, resolution)
                new[each.statement_id] = Stated(event, each, resolution, row)
    return list(new.values())


def resolutions_of(event: StatementsResolved) -> dict[str, ResolutionRecord]:
    """What dedupe said of each statement. Raises ValueError where it said nothing of one."""
    resolutions = {each.statement_id: each for each in event.resolutions}
    missing = [each.statement_id for each in event.statements if each.statement_id not in resolutions]
    if missing:
        raise ValueError(f"no resolution of statement {missing[0]}")
    return resolutions


def opened(
    stated: Iterable[Stated], copies: Mapping[str, str | None], owners: Mapping[str, str], without: Collection[str]
) -> dict[str, Row]:
    """The row of each claim as it is if these statements are all it has, but for the claims that are left to the store.

    ``copies``: what each article is a copy of; ``owners``: whose text it is; ``without``: more claims to leave out.
    """
    of: dict[str, list[Stated]] = {}
    left = set(without)
    for each in stated:
        of.setdefault(each.resolution.claim_id, []).append(each)
        if copies[each.event.article.article_id] is not None:
            left.add(each.resolution.claim_id)
    return {claim_id: _counted(claim_id, said, owners) for claim_id, said in of.items() if claim_id not in left}


def _counted(claim_id: str, said: list[Stated], owners: Mapping[str, str]) -> Row:
    first = said[0] if len(said) == 1 else min(said, key=_place)
    articles = [each.event.article for each in said]
    days = [each.row["said_on"] for each in said]
    seen = [each.fetched_at for each in articles]
    return {
        "claim_id": claim_id,
        "content": first.record.content,
        "speaker": first.record.speaker.name,
        "first_seen": min(seen),
        "last_seen": max(seen),
        "statements": len(said),
        "outlets": len({each.outlet for each in articles}),
        "independent_outlets": len({owners[each.article_id] for each in articles}),
        "copies": 0,
        "distinct_speakers": len({each.row["speaker_key"] for each in said} - {None}),
        "withdrawn_at": None,
        "first_said": min(days),
        "last_said": max(days),
        "merged_into": None,
    }


def _place(each: Stated) -> tuple[bool, str, str]:
    """In whose words a claim speaks: the statement that opened it, else the earliest (``queries.first_statements``)."""
    return each.resolution.verdict != "new", each.event.article.fetched_at, each.record.statement_id
