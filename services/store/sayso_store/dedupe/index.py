"""The shared memory of dedupe: which claims are alike, and which articles share a text. A port.

Each distinct claim (content and speaker) stands in the index once, under its prints (``domain.minhash``). To *offer* a
claim is one atomic step, which has one of three outcomes:

- it is there already: a repetition, which is told its root and nothing else;
- it shares prints with claims that the caller has not compared it with yet: the answer names the most alike of them,
  and nothing is changed. The caller compares, and offers again with up to where it has looked and who is the same;
- there is nobody left to compare with: it is put in, and united with those that are the same.

So of two workers that offer alike claims at once, the later one always meets the earlier, no lock is held while rules
are run, and of each pair that shares prints exactly one side compares. What was united has one *root*: the claim that
was put in first. Roots are the connected components of "the same", whatever order the claims came in, as long as no
limit below cuts a comparison off (ADR 0008).

A claim that its opener offers again, since its worker died, is compared again with who came before it, and ends as it
did. What a repetition finds to be old by half of the window is put in anew, so that what is repeated is not forgotten.

Articles are told which known articles share enough of their text. An index that was lost is made again by *restoring*
what the store knows (``sayso_store.rebuild``): nothing is compared, since that was decided before.

:class:`~sayso_store.dedupe.memory_index.MemoryIndex` is the twin for tests and for work without Redis, and
``adapters.redis_index`` the real one; one test suite runs on both. Who offers: ``dedupe.handler``.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from sayso_store.dedupe.domain import Claim

ROOM = 8
"""Claims found by one print: the newest. Older ones are found by their other prints."""

MOST = 12
"""Claims that one claim is compared with: those that share the most prints with it, and may be about the same. This
bounds the work a claim makes where thousands are told in one form."""

LOOKED, FEW = 16, 4
"""Claims that share the most prints with one are looked at: first :data:`MOST`, then up to ``LOOKED`` until ``FEW`` are
told. Told are those that their sketches do not tell to be about other things."""

TEXTS_ROOM = 16
"""Articles found by one sentence: the newest."""


class IndexUnavailable(ConnectionError):
    """The index cannot be reached. Passes by itself."""


class Known(NamedTuple):
    """A claim in the index, by its number there. ``root`` is what it belongs to now, ``was`` when it came."""

    number: int
    claim: Claim
    root: str
    was: str


class Offer(NamedTuple):
    """A claim as ``domain.as_compared`` gives it. ``claim_id`` is what it opens if nothing else is the same.

    ``after`` is where the last answer had looked: only what came since is still to be met. ``same`` are the numbers of
    those to unite it with. ``unlike`` are the places of offers of the same call that it was found different from: they
    need not be told. ``is_own`` tells that the same words from somebody else are no repetition.
    """

    claim_id: str
    claim: Claim
    prints: bytes
    after: int = 0
    same: tuple[int, ...] = ()
    is_own: bool = False
    unlike: frozenset[int] = frozenset()


class Answer(NamedTuple):
    """Either ``others`` to compare with, and the number ``until`` which the index was looked through for them; or the
    ``root`` the claim belongs to, and ``was``: the root when it came."""

    others: tuple[Known, ...] = ()
    until: int = 0
    root: str | None = None
    was: str | None = None
    repeated: bool = False


class Stored(NamedTuple):
    """A claim to restore: ``claim_id`` is what its statement would open, ``root`` what the store says it belongs to."""

    claim_id: str
    root: str
    claim: Claim
    prints: bytes
    is_own: bool = False


class Text(NamedTuple):
    """An article's text as the index knows it. ``sentences`` are the hashes of those that are its writer's own."""

    article_id: str
    fingerprint: str
    sentences: tuple[int, ...]


class Index(Protocol):
    """The port. Its methods raise :class:`IndexUnavailable`."""

    async def offer(self, offers: Sequence[Offer]) -> list[Answer]:
        """Offer claims, one after the other, and get the answers in their order."""
        ...

    async def same_texts(self, texts: Sequence[Text]) -> list[tuple[str, ...]]:
        """Of each text, the articles that share it, the most alike first; and remember it."""
        ...

    async def restore_claims(self, claims: Sequence[Stored]) -> None:
        """Put claims in, the oldest first. What is in by then stays, and belongs to the restored root."""
        ...
