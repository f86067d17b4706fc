"""The handler of the dedupe role: each statement of an article gets its claim, and each copy its original.

A label, never a drop: whatever comes in goes out, with a claim id for every statement, the rule and score that gave
it, the claims it is in conflict with, and the ids of claims that turned out to be the same one. A claim's id is made
from its first statement's, so a statement that opens a claim opens the same one every time it is handled. All decisions
are in ``dedupe.domain`` and ``dedupe.clustering``; what is shared between workers is in ``dedupe.index``; this module
goes back and forth between them until every statement is settled.

An index that cannot be reached is Retry(index_unavailable), for the whole batch. Next: ``sayso_store.persist``.
"""

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from sayso.contracts import Disposition, Done, Outcome, Output, Reason, Retry
from sayso.contracts.events import StatementsFound, StatementsResolved
from sayso.contracts.records import Certainty, ConflictRecord, ResolutionRecord, SpeakerRecord
from sayso_store.dedupe import domain
from sayso_store.dedupe.clustering import Compare, Compared, to_unite
from sayso_store.dedupe.domain import Claim, Judgement
from sayso_store.dedupe.index import ROOM, Answer, Index, IndexUnavailable, Offer, Text

MOST_CONFLICTS = 10
"""Conflicts kept of one statement: the most alike. More say no more."""

TOO_FAR = Judgement("different", "too_far", 0.0, "words")
"""What is said of claims that share a form only, without asking the rules."""

PART = 100
"""Claims that go through the index together: while Redis looks at some, others are compared."""

LITTLE = 20_000
"""Characters that are read at once, within some milliseconds: to have a thread do it would take almost as long."""

_NOBODY = frozenset("he him she her it they them we us i you who this that".split())  # noqa: SIM905
"""Mentions that name nobody outside their sentence."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Dedupe:
    """Handler of ``statements``."""

    index: Index
    compare: Compare = domain.compare

    async def __call__(self, events: Sequence[StatementsFound]) -> list[Outcome]:
        """Resolve a batch; the outcomes are in the events' order."""
        try:
            is_little = sum(len(event.text) for event in events) <= LITTLE
            texts = await _do(lambda: [_text_of(event) for event in events], at_once=is_little)
            same_texts = await self.index.same_texts(texts)
            said = {each.statement_id: each for event in events for each in event.statements}
            resolved = await self.resolve(
                {
                    each.statement_id: claim_of(each.content, each.speaker, each.certainty, negated=each.negated)
                    for each in said.values()
                }
            )
        except IndexUnavailable as error:
            return [Retry(Reason.INDEX_UNAVAILABLE, str(error), blameless=True) for _ in events]
        return [_done(event, resolved, same) for event, same in zip(events, same_texts, strict=True)]

    async def resolve(self, claims: Mapping[str, Claim]) -> dict[str, ResolutionRecord]:
        """What each claim is, by the id of the statement that says it."""
        some = list(claims.items())
        parts = [dict(some[start : start + PART]) for start in range(0, len(some), PART)]
        is_little = len(parts) == 1 and sum(len(claim.content) for claim in claims.values()) <= LITTLE
        turn = asyncio.Lock()
        settled = await asyncio.gather(*(self._settle(part, turn, is_little=is_little) for part in parts))
        return {case.statement_id: case.resolution() for part in settled for case in part}

    async def _settle(self, claims: Mapping[str, Claim], turn: asyncio.Lock, *, is_little: bool) -> "list[_Case]":
        """Go back and forth until every claim is settled. One part at a time is worked on, while Redis has others."""
        async with turn:
            cases = await _do(lambda: _cases(claims, self.compare), at_once=is_little)
        still_open = cases
        while still_open:
            answers = await self.index.offer(_offers(still_open))
            async with turn:
                still_open = await _do(partial(_still_open, still_open, answers), at_once=is_little)
        return cases


async def _do(work: Callable[[], _T], *, at_once: bool) -> _T:
    """Do it at once, or in a thread, so that the worker's other tasks go on meanwhile."""
    return work() if at_once else await asyncio.to_thread(work)


@dataclass(slots=True)
class _Case:
    """One statement on its way to a claim."""

    statement_id: str
    claim_id: str
    claim: Claim
    prints: bytes
    compare: Compare
    is_own: bool = False
    compared: dict[int, Compared] = field(default_factory=dict)
    unlike: dict[str, float] = field(default_factory=dict)
    """Cases of the same part that it is different from, by their claim's id, with the score."""
    united: list[Compared] = field(default_factory=list)
    answer: Answer = field(default_factory=Answer)

    def offer(self, places: Mapping[str, int]) -> Offer:
        """What the index is asked next. ``places`` tells where in the call each claim is, by its id."""
        same = tuple([each.known.number for each in self.united])
        unlike = frozenset([places[each] for each in self.unlike if each in places])
        return Offer(self.claim_id, self.claim, self.prints, self.answer.until, same, self.is_own, unlike)

    def judge(self, other: Claim) -> Judgement:
        """What the rules say, where it is worth asking them."""
        return self.compare(self.claim, other) if domain.worth_comparing(self.claim, other) else TOO_FAR

    def hear(self, answer: Answer) -> bool:
        """Compare with those who are there. True when the statement has its claim."""
        self.answer = answer
        for other in answer.others:
            self.compared[other.number] = Compared(other, self.judge(other.claim))
        if answer.others:
            self.united = to_unite(self.compared, self.compare)
        return answer.root is not None

    def resolution(self) -> ResolutionRecord:
        """The claim, what it is in conflict with, and which claims turned out to be this one."""
        root = self.answer.root or self.claim_id
        rule, score = self._rule(root)
        return ResolutionRecord(
            statement_id=self.statement_id,
            claim_id=root,
            verdict="new" if root == self.claim_id else "same",
            rule=rule,
            score=score,
            conflicts=self._conflicts(root) if self.compared else (),
            merges=self._merges(root),
        )

    def _merges(self, root: str) -> tuple[str, ...]:
        was = self.answer.was or root
        if was == root and not self.united:
            return ()
        known = {was, *(name for each in self.united for name in (each.known.root, each.known.was))}
        return tuple(sorted(known - {root}))

    def _rule(self, root: str) -> tuple[str, float]:
        if self.answer.repeated:
            return "exact", 1.0
        if root != self.claim_id:
            best = self.united[0].judged if self.united else None
            return (best.rule, best.score) if best else ("merged", 1.0)
        scores = [*(each.judged.score for each in self.compared.values()), *self.unlike.values()]
        return ("none_alike" if scores else "none_near"), max(scores, default=0.0)

    def _conflicts(self, root: str) -> tuple[ConflictRecord, ...]:
        """The most alike of each claim in conflict. Of equally alike ones the smaller id comes first."""
        against = [each for each in self.compared.values() if each.judged.verdict == "conflict"]
        found: dict[str, ConflictRecord] = {}
        for other, judged in sorted(against, key=lambda each: (-each.judged.score, each.known.root)):
            if other.root != root:
                record = ConflictRecord(
                    claim_id=other.root, field=judged.field or "words", rule=judged.rule, score=judged.score
                )
                found.setdefault(other.root, record)
        return tuple(found.values())[:MOST_CONFLICTS]


def _cases(claims: Mapping[str, Claim], compare: Compare) -> list[_Case]:
    known = {statement_id: domain.as_compared(claim) for statement_id, claim in claims.items()}
    prints = domain.prints(list(known.values()))
    cases = [
        _Case(statement_id, claim_id_of(statement_id), claim, print_, compare, is_own(claim, compare))
        for (statement_id, claim), print_ in zip(known.items(), prints, strict=True)
    ]
    for earlier, later in domain.meeting(prints, ROOM):
        _tell_apart(cases[earlier], cases[later])
    return cases


def _tell_apart(earlier: _Case, later: _Case) -> None:
    """Note it where two that will meet in the index are different: without it many of one form come in one by one."""
    judged = later.judge(earlier.claim)
    if judged.verdict == "different":
        later.unlike[earlier.claim_id] = judged.score


def _offers(cases: Sequence[_Case]) -> list[Offer]:
    places = {case.claim_id: place for place, case in enumerate(cases)}
    return [case.offer(places) for case in cases]


def is_own(claim: Claim, compare: Compare = domain.compare) -> bool:
    """Whether a claim is its statement's alone: the same words from somebody else would not be the same claim."""
    return domain.may_be_anybodys(claim) and compare(claim, claim).verdict != "same"


def _still_open(cases: Sequence[_Case], answers: Sequence[Answer]) -> list[_Case]:
    return [case for case, answer in zip(cases, answers, strict=True) if not case.hear(answer)]


def claim_id_of(statement_id: str) -> str:
    """The id of the claim that a statement opens."""
    return f"claim_{hashlib.sha256(statement_id.encode()).hexdigest()[:20]}"


def claim_of(content: str, speaker: SpeakerRecord, certainty: Certainty, *, negated: bool) -> Claim:
    """What is compared of a statement: of a denial not what it denies, but what it holds."""
    names_somebody = bool(speaker.mention) and speaker.mention.casefold() not in _NOBODY
    held = domain.as_held(content, is_denied=certainty == "denied", is_negated=negated)
    return Claim(held, speaker.name or (speaker.mention if names_somebody else None))


def _text_of(event: StatementsFound) -> Text:
    return Text(event.article.article_id, event.article.fingerprint, domain.sentence_marks(event.text))


def _done(event: StatementsFound, cases: Mapping[str, ResolutionRecord], same_text: tuple[str, ...]) -> Done:
    resolutions = tuple(cases[statement.statement_id] for statement in event.statements)
    original = same_text[0] if same_text else None
    resolved = StatementsResolved(
        article=event.article,
        text=event.text,
        statements=event.statements,
        resolutions=resolutions,
        copy_of=original,
        same_text=same_text,
        extractor_version=event.extractor_version,
        tags=event.tags,
        correlation_id=event.correlation_id,
    )
    facts = {
        "statements": len(resolutions),
        "claims_new": sum(each.verdict == "new" for each in resolutions),
        "claims_same": sum(each.verdict == "same" for each in resolutions),
        "conflicts": sum(len(each.conflicts) for each in resolutions),
        "merges": sum(len(each.merges) for each in resolutions),
        "copy_of": original,
    }
    disposition = Disposition.DUPLICATE if original else Disposition.RESOLVED
    return Done(disposition, outputs=(Output("resolved", resolved),), facts=facts)
