"""One example of every event, about fictional people: published beside the schemas and checked against them."""

from collections.abc import Mapping

from sayso.contracts.dispositions import Disposition, Reason
from sayso.contracts.events import (
    ClaimEventData,
    ClaimMatched,
    ClaimPublished,
    MatchDelivered,
    PageFetched,
    StatementsFound,
    StatementsResolved,
    UnitEnded,
    UrlPushed,
)
from sayso.contracts.records import (
    ArticleRecord,
    ClaimRecord,
    ConflictRecord,
    EvidenceRecord,
    QuantityRecord,
    ResolutionRecord,
    SpeakerRecord,
    StatementRecord,
    TimeRecord,
)
from sayso.contracts.wire import Event

_TEXT = "About 2,400 people left their homes on Tuesday, Mayor Ilse Varga of Korvanne said."
_URL = "https://harbour-courier.example/2026/korvanne-dam"
_ARTICLE = ArticleRecord(
    article_id="art_5f0c2a9d1b7e4c3f8a6d0b12",
    url=_URL,
    fetched_url=_URL,
    outlet="Harbour Courier",
    title="Thousands leave Korvanne as dam spills over",
    authors=("Ada Merrin",),
    published="2026-03-10T07:30:00Z",
    published_source="json-ld",
    language="en",
    paywalled=False,
    sources={"title": "json-ld", "authors": "byline", "published": "json-ld", "language": "declared"},
    fetched_at="2026-03-10T08:00:00.000Z",
    fingerprint="0" * 64,
    page_sha256="1" * 64,
)
_SPEAKER = SpeakerRecord(
    mention="Mayor Ilse Varga of Korvanne",
    mention_span=(49, 77),
    name="Ilse Varga",
    role="Mayor",
    affiliation="Korvanne",
    kind="person",
    resolved_by="exact",
)
_QUANTITY = QuantityRecord(text="About 2,400 people", value=2400, unit="people", approximate=True)
_EVENT_WHEN = TimeRecord(text="Tuesday", start="2026-03-10", end="2026-03-10", granularity="day")
_STATEMENT = StatementRecord(
    statement_id="stm_c4e1a7b2905d4f6e83ab17d0",
    content=_TEXT[:47],
    content_spans=((0, 47),),
    cue="said",
    cue_span=(78, 82),
    speaker=_SPEAKER,
    kind="indirect",
    event_when=_EVENT_WHEN,
    quantities=(_QUANTITY,),
    certainty="asserted",
    rule="clause-comma-speaker-verb",
    confidence=0.93,
    extractor_version="1",
)
_CLAIM_ID = "clm_7d3b90e2f14a4c58b6c1d2e3"
_CONFLICT = ConflictRecord(claim_id="clm_0a1b2c3d4e5f60718293a4b5", field="number", rule="numbers_differ", score=0.82)
_EVIDENCE = EvidenceRecord(
    claim_id=_CLAIM_ID,
    article_id=_ARTICLE.article_id,
    url=_URL,
    outlet=_ARTICLE.outlet,
    title=_ARTICLE.title,
    published=_ARTICLE.published,
    **{
        name: getattr(_STATEMENT, name)
        for name in EvidenceRecord.model_fields.keys() & StatementRecord.model_fields.keys()
    },
)
_CLAIM_DATA = ClaimEventData(
    type="claim.disputed",
    at="2026-03-10T08:00:02.000Z",
    claim=ClaimRecord(
        claim_id=_CLAIM_ID,
        content=_STATEMENT.content,
        speaker="Ilse Varga",
        first_seen="2026-03-10T08:00:00.000Z",
        last_seen="2026-03-10T08:00:00.000Z",
        statements=1,
        outlets=1,
        independent_outlets=1,
        copies=0,
        distinct_speakers=1,
    ),
    evidence=(_EVIDENCE,),
    conflicts=(_CONFLICT,),
    correlation_id="morning-run-17",
)

_WATCH = {"match_id": "wch_8f2c4e1a90b7d365.1042", "watch_id": "wch_8f2c4e1a90b7d365", "watch": "Korvanne dam"}

EXAMPLES: Mapping[type[Event], Event] = {
    UrlPushed: UrlPushed(url=_URL, source="morning-feeds", tags="dam,korvanne", correlation_id="morning-run-17"),
    PageFetched: PageFetched(
        url=_URL,
        final_url=_URL,
        media="html",
        charset="utf-8",
        http_headers={"etag": '"5f0c"', "content-type": "text/html; charset=utf-8"},
        fetched_at="2026-03-10T08:00:00.000Z",
        body=b"(\xb5/\xfd\x00X\x01\x00\x00",
        sha256="1" * 64,
        correlation_id="morning-run-17",
    ),
    StatementsFound: StatementsFound(
        article=_ARTICLE,
        text=_TEXT,
        statements=(_STATEMENT,),
        extractor_version="1",
        correlation_id="morning-run-17",
    ),
    StatementsResolved: StatementsResolved(
        article=_ARTICLE,
        text=_TEXT,
        statements=(_STATEMENT,),
        resolutions=(
            ResolutionRecord(
                statement_id=_STATEMENT.statement_id,
                claim_id=_CLAIM_ID,
                verdict="new",
                rule="no_candidate",
                score=0.0,
                conflicts=(_CONFLICT,),
            ),
        ),
        extractor_version="1",
        correlation_id="morning-run-17",
    ),
    UnitEnded: UnitEnded(
        stage="ingest",
        entry_id="1773129600000-0",
        url="http://10.0.0.1/admin",
        disposition=Disposition.REFUSED,
        reason=Reason.PRIVATE_ADDRESS,
        detail="10.0.0.1 is not a public address",
        attempt=1,
        ended_at="2026-03-10T08:00:00.000Z",
        duration_ms=0.4,
        correlation_id="morning-run-17",
    ),
    ClaimEventData: _CLAIM_DATA,
    ClaimPublished: ClaimPublished(
        type="claim.disputed", claim_id=_CLAIM_ID, data=_CLAIM_DATA.model_dump_json(exclude_none=True)
    ),
    ClaimMatched: ClaimMatched(
        **_WATCH,
        position=1042,
        type="claim.disputed",
        claim_id=_CLAIM_ID,
        data=_CLAIM_DATA.model_dump_json(exclude_none=True),
    ),
    MatchDelivered: MatchDelivered(**_WATCH, position=1042, event=_CLAIM_DATA),
}
