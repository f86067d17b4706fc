"""The shared memory of dedupe: which claims are alike, and which article had a text first. A port and its twin.

A claim stands in its bands' buckets. To *offer* a claim is one atomic step: look who stands in its buckets; if there
is nobody the caller has not compared it with, put it in, else leave all as it is and tell who is there. The caller
compares, and offers again with those names. So of two workers that offer alike claims at once, the later one always
learns of the earlier before it is in, and joins it: no claim is ever in the index that is not one, and no lock is
held while rules are run. A claim that was in already counts as itself, and is told only who came before it, so
handling a message twice ends the same way.

Articles are simpler: the first article to show a text, or a sentence, owns it.

An index that was lost is made again by *restoring* what the store knows: nothing is compared, since all that was
decided before. What is in by then stays, and counts as newer. Next to the handler, ``sayso_store.rebuild`` does that.

:class:`MemoryIndex` is the twin for tests and for work without Redis; one test suite runs on both. Entries of the
real one expire: ``adapters.redis_index``. Who offers: ``dedupe.handler``.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sayso_store.dedupe.domain import SHARE, SHARED, Claim

ROOM = 8
"""Claims in one bucket: the newest. Older ones are found by their other bands, or their day has passed."""


class IndexUnavailable(Exception):
    """The index cannot be reached. Passes by itself."""


@dataclass(frozen=True, slots=True)
class Known:
    """A claim in the index."""

    claim_id: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Offer:
    """A claim to put in, and the ids it was compared with."""

    claim_id: str
    claim: Claim
    bands: tuple[str, ...]
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """Who stands beside an offered claim and was not seen. Nobody: the claim is in the index now.

    ``known`` tells that it was in before.
    """

    others: tuple[Known, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """An article's text as the index knows it."""

    article_id: str
    fingerprint: str
    sentences: tuple[str, ...]


class Index(Protocol):
    """The port. Its methods raise :class:`IndexUnavailable`."""

    async def offer(self, offers: Sequence[Offer]) -> list[Answer]:
        """Offer claims, one after the other, and get the answers in their order."""
        ...

    async def originals(self, texts: Sequence[Text]) -> list[str | None]:
        """Of each text, the article it is a copy of: its original's id, never a copy's."""
        ...

    async def restore_claims(self, claims: Sequence[Offer]) -> None:
        """Put claims in before all that is in, where there is room: the newest is to come first."""
        ...

    async def restore_texts(self, texts: Sequence[tuple[Text, str]]) -> None:
        """Put texts in, each with its article's original, which may be itself: the oldest is to come first."""
        ...


@dataclass(slots=True)
class MemoryIndex:
    """The index in this process. Nothing expires."""

    _claims: dict[str, Claim] = field(default_factory=dict)
    _buckets: dict[str, list[str]] = field(default_factory=dict)
    _owners: dict[str, str] = field(default_factory=dict)
    _articles: dict[str, tuple[int, str]] = field(default_factory=dict)

    async def offer(self, offers: Sequence[Offer]) -> list[Answer]:
        """See :class:`Index`."""
        return [self._offer(each) for each in offers]

    async def originals(self, texts: Sequence[Text]) -> list[str | None]:
        """See :class:`Index`."""
        return [self._original(each) for each in texts]

    async def restore_claims(self, claims: Sequence[Offer]) -> None:
        """See :class:`Index`."""
        for each in claims:
            self._claims[each.claim_id] = each.claim
            for bucket in (self._buckets.setdefault(band, []) for band in each.bands):
                if each.claim_id not in bucket and len(bucket) < ROOM:
                    bucket.insert(0, each.claim_id)

    async def restore_texts(self, texts: Sequence[tuple[Text, str]]) -> None:
        """See :class:`Index`."""
        for text, original in texts:
            for shown in (f"text:{text.fingerprint}", *(f"sentence:{each}" for each in text.sentences)):
                self._owners.setdefault(shown, text.article_id)
            self._articles[text.article_id] = (len(text.sentences), original)

    def _offer(self, offer: Offer) -> Answer:
        buckets = [self._buckets.setdefault(band, []) for band in offer.bands]
        before = [bucket[: bucket.index(offer.claim_id)] if offer.claim_id in bucket else bucket for bucket in buckets]
        ids = dict.fromkeys(each for bucket in before for each in bucket if each not in offer.seen)
        others = tuple(Known(each, self._claims[each]) for each in ids)
        known = any(offer.claim_id in bucket for bucket in buckets)
        if not others and not known:
            self._claims[offer.claim_id] = offer.claim
            for bucket in buckets:
                bucket.append(offer.claim_id)
                del bucket[:-ROOM]
        return Answer(others, known)

    def _original(self, text: Text) -> str | None:
        own = text.article_id
        first = self._owners.setdefault(f"text:{text.fingerprint}", own)
        shared = Counter(self._owners.setdefault(f"sentence:{each}", own) for each in text.sentences)
        del shared[own]
        if first == own:
            of = sorted(shared.items(), key=lambda each: (-each[1], each[0]))
            first = next((owner for owner, count in of[:1] if self._is_copy(count, text, owner)), own)
        root = self._articles.get(first, (0, first))[1]
        self._articles[own] = (len(text.sentences), root)
        return root if root != own else None

    def _is_copy(self, shared: int, text: Text, owner: str) -> bool:
        smaller = min(len(text.sentences), self._articles[owner][0])
        return shared >= SHARED and shared >= SHARE * smaller
