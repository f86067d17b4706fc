"""The index of ``dedupe.index`` in Redis, shared by any number of workers.

Each step is one Lua script for many claims or texts, so it is atomic and one round trip. A bucket is a string of
claim ids with blanks between; a claim's words stand under its id, so that a worker can compare with claims it has
never met. Everything expires, 30 days after it was last written by default: news are not retold for longer, and
the index can be rebuilt from the store. Needs Redis 6.2; in a cluster all keys carry the pipeline's hash tag.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field
from redis.asyncio import Redis
from redis.exceptions import RedisError

from sayso.runtime.settings import Settings
from sayso_store.adapters.index_scripts import EVEN_WHEN_FULL, OFFER, ORIGINALS, RESTORE_CLAIMS, RESTORE_TEXTS
from sayso_store.dedupe.domain import SHARE, SHARED, Claim
from sayso_store.dedupe.index import ROOM, Answer, IndexUnavailable, Known, Offer, Text

CLAIMS_A_CALL = 50
"""Claims in one script call: some 2 ms of Redis, which serves nobody else meanwhile."""

TEXTS_A_CALL = 10

_DAY = 24 * 60 * 60


class IndexSettings(Settings):
    """How long dedupe remembers."""

    dedupe_index_days: int = Field(
        default=30,
        ge=1,
        description="Days until a claim or text that nothing repeats is forgotten by dedupe. The store keeps it.",
    )


@dataclass(frozen=True, slots=True)
class RedisIndex:
    """The index under ``prefix``, such as ``dedupe`` or ``{0}:dedupe``."""

    redis: Redis
    prefix: str = "dedupe"
    days: int = 30

    async def offer(self, offers: Sequence[Offer]) -> list[Answer]:
        """See :class:`sayso_store.dedupe.index.Index`."""
        answers: list[Answer] = []
        for some in _parts(offers, CLAIMS_A_CALL):
            keys, words = self._bands(some), self._claims()
            for each in some:
                words += [each.claim_id, _packed(each.claim), len(each.bands), len(each.seen), *sorted(each.seen)]
            answers += [_answer(raw) for raw in await self._run(OFFER, keys, words)]
        return answers

    async def originals(self, texts: Sequence[Text]) -> list[str | None]:
        """See :class:`sayso_store.dedupe.index.Index`."""
        roots: list[str] = []
        for some in _parts(texts, TEXTS_A_CALL):
            words: list[Any] = [self.days * _DAY, f"{self.prefix}:article:", SHARED, SHARE]
            for each in some:
                words += [each.article_id, len(each.sentences)]
            roots += [_text(raw) for raw in await self._run(ORIGINALS, self._shown(some), words)]
        return [root if root != each.article_id else None for root, each in zip(roots, texts, strict=True)]

    async def restore_claims(self, claims: Sequence[Offer]) -> None:
        """See :class:`sayso_store.dedupe.index.Index`."""
        for some in _parts(claims, CLAIMS_A_CALL):
            words = self._claims()
            for each in some:
                words += [each.claim_id, _packed(each.claim), len(each.bands)]
            await self._run(RESTORE_CLAIMS, self._bands(some), words)

    async def restore_texts(self, texts: Sequence[tuple[Text, str]]) -> None:
        """See :class:`sayso_store.dedupe.index.Index`."""
        for some in _parts(texts, TEXTS_A_CALL):
            words: list[Any] = [self.days * _DAY, f"{self.prefix}:article:"]
            for each, original in some:
                words += [each.article_id, len(each.sentences), original]
            await self._run(RESTORE_TEXTS, self._shown([text for text, _ in some]), words)

    def _bands(self, offers: Sequence[Offer]) -> list[str]:
        return [f"{self.prefix}:band:{band}" for each in offers for band in each.bands]

    def _claims(self) -> list[Any]:
        return [self.days * _DAY, ROOM, f"{self.prefix}:claim:"]

    def _shown(self, texts: Sequence[Text]) -> list[str]:
        keys: list[str] = []
        for each in texts:
            keys.append(f"{self.prefix}:text:{each.fingerprint}")
            keys += [f"{self.prefix}:sentence:{sentence}" for sentence in each.sentences]
        return keys

    async def _run(self, script: str, keys: list[str], words: list[Any]) -> list[Any]:
        try:
            answer: list[Any] = await self.redis.eval(EVEN_WHEN_FULL + script, len(keys), *keys, *words)
        except (RedisError, OSError) as error:
            raise IndexUnavailable(f"{type(error).__name__}: {error}") from error
        return answer


def _parts(of: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (of[start : start + size] for start in range(0, len(of), size))


def _packed(claim: Claim) -> str:
    return json.dumps([claim.content, claim.speaker])


def _answer(raw: list[Any]) -> Answer:
    found = zip(raw[1::2], raw[2::2], strict=True)
    return Answer(tuple(Known(_text(claim_id), Claim(*json.loads(words))) for claim_id, words in found), bool(raw[0]))


def _text(raw: bytes | str) -> str:
    return raw.decode() if isinstance(raw, bytes) else raw
