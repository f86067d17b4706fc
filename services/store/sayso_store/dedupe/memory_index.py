"""The index of ``dedupe.index`` in this process. Nothing expires. For tests and for work without Redis."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sayso_store.dedupe.domain import SHARE, SHARED, Claim, plainly_apart, sketch
from sayso_store.dedupe.domain.minhash import PRINT
from sayso_store.dedupe.index import FEW, LOOKED, MOST, ROOM, TEXTS_ROOM, Answer, Known, Offer, Stored, Text

_Root = tuple[int, str]
"""When a root came, and its claim: the smaller wins. Those that were restored came first."""


@dataclass(slots=True)
class _Node:
    opener: str
    claim: Claim
    root: _Root


@dataclass(slots=True)
class MemoryIndex:
    """See :class:`sayso_store.dedupe.index.Index`."""

    _nodes: list[_Node] = field(default_factory=list)
    _exact: dict[tuple[Claim, str], int] = field(default_factory=dict)
    _buckets: dict[bytes, list[int]] = field(default_factory=dict)
    _merged: dict[str, _Root] = field(default_factory=dict)
    _texts: list[Text] = field(default_factory=list)
    _shown: dict[int | str, list[int]] = field(default_factory=dict)
    _articles: dict[tuple[str, str], int] = field(default_factory=dict)

    async def offer(self, offers: Sequence[Offer]) -> list[Answer]:
        """See :class:`sayso_store.dedupe.index.Index`."""
        answers: list[Answer] = []
        settled: dict[int, int] = {}
        for place, each in enumerate(offers):
            unlike = {settled[other] for other in each.unlike if other in settled}
            answers.append(self._offer(each, unlike))
            if answers[-1].root is not None and not answers[-1].repeated:
                settled[place] = self._exact[_key(each)]
        return answers

    async def same_texts(self, texts: Sequence[Text]) -> list[tuple[str, ...]]:
        """See :class:`sayso_store.dedupe.index.Index`."""
        return [self._same_texts(each) for each in texts]

    async def restore_claims(self, claims: Sequence[Stored]) -> None:
        """See :class:`sayso_store.dedupe.index.Index`."""
        for each in claims:
            number = self._exact.get(_key(each))
            if number is None:
                self._put(each, (0, each.root))
            else:
                self._unite([(0, each.root), self._root(self._nodes[number].root)])

    def _offer(self, offer: Offer, unlike: set[int]) -> Answer:
        mine = self._exact.get(_key(offer))
        if mine is not None and self._nodes[mine].opener != offer.claim_id:
            return self._settled(mine, repeated=True)
        top = self._alike(offer, len(self._nodes) if mine is None else mine)
        others = tuple(self._known(each) for each in top if each not in unlike)
        if others:
            return Answer(others, len(self._nodes))
        if mine is None:
            number = len(self._nodes)
            roots = [self._root(self._nodes[each].root) for each in offer.same]
            root = self._unite(roots) if roots else (number + 1, offer.claim_id)
            mine = self._put(offer, root)
        return self._settled(mine)

    def _settled(self, number: int, *, repeated: bool = False) -> Answer:
        node = self._nodes[number]
        return Answer(root=self._root(node.root)[1], was=node.root[1], repeated=repeated)

    def _known(self, number: int) -> Known:
        node = self._nodes[number]
        return Known(number, node.claim, self._root(node.root)[1], node.root[1])

    def _alike(self, offer: Offer, before: int) -> list[int]:
        shared = Counter(
            each
            for one in list(_each(offer.prints))[1:]
            for each in self._buckets.get(one, ())
            if offer.after <= each < before
        )
        top = sorted(shared, key=lambda each: (-shared[each], -each))[:LOOKED]
        own = sketch(offer.claim)
        told: list[int] = []
        for looked, each in enumerate(top):
            if len(told) == MOST or (len(told) >= FEW and looked >= MOST):
                break
            if not plainly_apart(own, sketch(self._nodes[each].claim)):
                told.append(each)
        return told

    def _put(self, of: Offer | Stored, root: _Root) -> int:
        number = len(self._nodes)
        self._nodes.append(_Node(of.claim_id, of.claim, root))
        self._exact[_key(of)] = number
        for one in list(_each(of.prints))[1:]:
            bucket = self._buckets.setdefault(one, [])
            bucket.append(number)
            del bucket[:-ROOM]
        return number

    def _root(self, root: _Root) -> _Root:
        while root[1] in self._merged:
            root = self._merged[root[1]]
        return root

    def _unite(self, roots: Sequence[_Root]) -> _Root:
        first = min(roots)
        for each in roots:
            if each[1] != first[1]:
                self._merged[each[1]] = first
        return first

    def _same_texts(self, text: Text) -> tuple[str, ...]:
        mine = self._articles.get((text.article_id, text.fingerprint))
        before = len(self._texts) if mine is None else mine
        whole = {each for each in self._shown.get(text.fingerprint, ()) if each < before}
        shared = Counter(each for one in text.sentences for each in self._shown.get(one, ()) if each < before)
        found = {each: (each in whole, shared[each]) for each in whole | shared.keys()}
        ranked = sorted(found, key=lambda each: (not found[each][0], -found[each][1], each))
        same = [self._texts[each].article_id for each in ranked if found[each][0] or self._is_copy(text, each, shared)]
        if mine is None:
            self._articles[text.article_id, text.fingerprint] = len(self._texts)
            shown: tuple[int | str, ...] = (text.fingerprint, *text.sentences)
            for one in shown:
                owners = self._shown.setdefault(one, [])
                owners.append(len(self._texts))
                del owners[:-TEXTS_ROOM]
            self._texts.append(text)
        return tuple(dict.fromkeys(each for each in same if each != text.article_id))

    def _is_copy(self, text: Text, number: int, shared: "Counter[int]") -> bool:
        smaller = min(len(text.sentences), len(self._texts[number].sentences))
        return shared[number] >= SHARED and shared[number] >= SHARE * smaller


def _key(of: Offer | Stored) -> tuple[Claim, str]:
    return of.claim, of.claim_id if of.is_own else ""


def _each(prints: bytes) -> Iterator[bytes]:
    return (prints[at : at + PRINT] for at in range(0, len(prints), PRINT))
