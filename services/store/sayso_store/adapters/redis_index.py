"""The index of ``dedupe.index`` in Redis, shared by any number of workers.

Each step is one Lua script for many claims or texts, so it is atomic and one round trip. How it lies in Redis, some
0.5 KB a claim, is said in ``index_scripts``. Everything expires when nothing has repeated it for the window, 30 days by
default: news are not retold for longer, and the index can be rebuilt from the store. Needs Redis 6.2; all keys carry
the pipeline's hash tag. The name holds the scheme of the prints: an index that was made otherwise is not looked at, and
expires.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
import xxhash
from redis.asyncio import Redis
from redis.exceptions import RedisError

from sayso.runtime.clock import Clock, utc_now
from sayso_store.adapters.index_scripts import EVEN_WHEN_FULL, OFFER, RESTORE
from sayso_store.adapters.text_scripts import TEXTS
from sayso_store.dedupe.domain import SHARE, SHARED, Claim, sketch
from sayso_store.dedupe.domain.minhash import PRINT, ROW, SCHEME, text_prints
from sayso_store.dedupe.index import (
    FEW,
    LOOKED,
    MOST,
    ROOM,
    TEXTS_ROOM,
    Answer,
    IndexUnavailable,
    Known,
    Offer,
    Stored,
    Text,
)

CLAIMS_A_CALL = 100
"""Claims in one script call: some 10 ms of Redis, which serves nobody else meanwhile."""

TEXTS_A_CALL = 10

TEXTS_MOST = 50
"""Articles that one text is held against: those that share the most sentences."""

_DAY = 24 * 60 * 60
_NUMBER, _ID = 5, 10
_LONGEST = 10_000
"""Characters of a speaker's name that are kept."""
_OWN = (b"\0", b"\1")
_CLAIM_ID = re.compile(r"claim_[0-9a-f]{20}")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class RedisIndex:
    """The index under ``prefix``, such as ``dedupe`` or ``{0}:dedupe``."""

    redis: Redis
    prefix: str = "dedupe"
    days: int = 30
    clock: Clock = utc_now

    async def offer(self, offers: Sequence[Offer]) -> list[Answer]:
        """See :class:`sayso_store.dedupe.index.Index`."""
        answers: list[Answer] = []
        for first, some in _parts(offers, CLAIMS_A_CALL):
            words: list[Any] = [asked([each.prints for each in some]), ROOM, MOST, LOOKED, FEW]
            for each in some:
                words += [_head(each, first), _packed(each.claim)]
            answers += [_answer(raw) for raw in await self._run(OFFER, words)]
        return answers

    async def same_texts(self, texts: Sequence[Text]) -> list[tuple[str, ...]]:
        """See :class:`sayso_store.dedupe.index.Index`."""
        found: list[tuple[str, ...]] = []
        for _, some in _parts(texts, TEXTS_A_CALL):
            whole = [xxhash.xxh3_64_intdigest(each.fingerprint.encode("utf-8", "replace")) for each in some]
            prints = [text_prints((print_, *each.sentences)) for print_, each in zip(whole, some, strict=True)]
            words: list[Any] = [asked(prints), TEXTS_ROOM, SHARED, SHARE, TEXTS_MOST]
            for each, print_, row in zip(some, whole, prints, strict=True):
                words += [_bytes(each.article_id), print_.to_bytes(8, "big"), len(row) // PRINT]
            found += [tuple(map(_text, raw)) for raw in await self._run(TEXTS, words)]
        return found

    async def restore_claims(self, claims: Sequence[Stored]) -> None:
        """See :class:`sayso_store.dedupe.index.Index`."""
        for _, some in _parts(claims, CLAIMS_A_CALL):
            words: list[Any] = [asked([each.prints for each in some]), ROOM]
            for each in some:
                count = len(each.prints) // PRINT
                words += [_raw(each.claim_id), _raw(each.root), _packed(each.claim), count, _only(each)]
            await self._run(RESTORE, words)

    async def _run(self, script: str, words: list[Any]) -> list[Any]:
        today = int(self.clock().timestamp()) // _DAY
        common = [(self.days + 1) * _DAY, today, self.days]
        try:
            answer: list[Any] = await self.redis.eval(
                EVEN_WHEN_FULL + script, 1, f"{self.prefix}:{SCHEME}", *common, *words
            )
        except (RedisError, OSError) as error:
            raise IndexUnavailable(f"{type(error).__name__}: {error}") from error
        return answer


def _parts(of: Sequence[_T], size: int) -> Iterator[tuple[int, Sequence[_T]]]:
    return ((start, of[start : start + size]) for start in range(0, len(of), size))


def asked(prints: Sequence[bytes]) -> bytes:
    """The rows of some prints, each once, and where each print is in them, as the scripts take them (MessagePack)."""
    each = np.frombuffer(b"".join(prints), dtype=np.uint8).reshape(-1, PRINT)
    wide = np.ascontiguousarray(each[:, :ROW]).view(">u4")[:, 0]
    rows, row_at = np.unique(wide.astype(np.uint32), return_inverse=True)
    counts = np.bincount(rows >> 24, minlength=256)
    parts = np.flatnonzero(counts)
    packed = (
        _strings(_digits(parts)[:, 1:]),
        _integers(counts[parts]),
        _strings(rows.astype(">u4").view(np.uint8).reshape(-1, ROW)[:, 1:]),
        _integers(row_at + 1),
        _strings(each[:, ROW:]),
    )
    return b"".join(packed)


def _digits(of: "np.ndarray[tuple[int], np.dtype[Any]]") -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    """The last two bytes of integers, a row each."""
    return of.astype(np.uint16).astype(">u2").view(np.uint8).reshape(-1, 2)


def _strings(of: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]") -> bytes:
    """An array of strings of one length, a row of bytes each."""
    return _headed(0xA0 | of.shape[1], of)


def _integers(of: "np.ndarray[tuple[int], np.dtype[Any]]") -> bytes:
    """An array of integers below 65,536."""
    return _headed(0xCD, _digits(of))


def _headed(kind: int, of: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]") -> bytes:
    """An array of rows of bytes, each after what tells its kind."""
    headed = np.empty((len(of), of.shape[1] + 1), dtype=np.uint8)
    headed[:, 0] = kind
    headed[:, 1:] = of
    return _array(len(of)) + headed.tobytes()


def _array(length: int) -> bytes:
    return b"\xdd" + length.to_bytes(4, "big")


def _head(of: Offer, first: int) -> bytes:
    """What an offer says beside its words: who opens it, whether it is his own, its prints, after, same and unlike.

    ``first`` is the place of the script call's first offer.
    """
    unlike = [place - first + 1 for place in of.unlike if place >= first]
    own, sizes = _OWN[of.is_own], _numbers(len(of.prints) // PRINT, of.after, len(of.same), len(unlike))
    if not (of.same or unlike):
        return _raw(of.claim_id) + own + sizes
    return _raw(of.claim_id) + own + sizes + b"".join(map(_number, (*of.same, *unlike)))


@lru_cache(maxsize=1024)
def _numbers(*some: int) -> bytes:
    return b"".join(map(_number, some))


def _number(of: int) -> bytes:
    return of.to_bytes(_NUMBER, "big")


def _raw(claim_id: str) -> bytes:
    """A claim's id in ten bytes. Raises ValueError where it is none of ours."""
    if not _CLAIM_ID.fullmatch(claim_id):
        raise ValueError(f"no id of a claim: {claim_id!r}")
    return bytes.fromhex(claim_id[len("claim_") :])


def _only(of: Offer | Stored) -> bytes:
    return _raw(of.claim_id) if of.is_own else b""


def _claim_id(raw: bytes) -> str:
    return f"claim_{raw[:_ID].hex()}"


def _packed(claim: Claim) -> bytes:
    speaker = b"" if claim.speaker is None else b"+" + _bytes(claim.speaker[:_LONGEST])
    return sketch(claim) + len(speaker).to_bytes(2, "big") + speaker + _bytes(claim.content)


def _unpacked(words: bytes) -> Claim:
    at = 1 + words[0]
    at += 1 + words[at]
    start, at = at + 3, at + 2 + int.from_bytes(words[at : at + 2], "big")
    speaker = words[start:at].decode("utf-8", "surrogatepass") if at >= start else None
    return Claim(words[at:].decode("utf-8", "surrogatepass"), speaker)


def _bytes(of: str) -> bytes:
    return of.encode("utf-8", "surrogatepass")


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogatepass")


def _answer(raw: list[Any]) -> Answer:
    if raw[0]:
        return Answer(root=_claim_id(raw[1]), was=_claim_id(raw[2]), repeated=bool(raw[3]))
    known = zip(raw[2::3], raw[3::3], raw[4::3], strict=True)
    return Answer(
        tuple(
            Known(number, _unpacked(body[2 * _ID + _NUMBER :]), _claim_id(root), _claim_id(body[_ID : 2 * _ID]))
            for number, root, body in known
        ),
        raw[1],
    )
