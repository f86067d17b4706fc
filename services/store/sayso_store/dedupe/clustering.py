"""From comparisons to clusters: which of the claims that one was compared with it is united with. Pure.

A claim is united with every cluster that holds a claim which is the same, so clusters are the connected components of
"the same", in whatever order claims come. One thing is held against that: two claims that contradict each other must
not end in one cluster over a third that is the same as both ("A dozen died" between "12 died" and "13 died"). A cluster
that holds a contradiction to the claim, or to another cluster that is to be united, is left out; the more alike wins.
Where every "the same" keeps the fields in which claims can conflict, as almost all rules do, this never happens.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sayso_store.dedupe.domain import Claim, Judgement
from sayso_store.dedupe.index import Known

Compare = Callable[[Claim, Claim], Judgement]


class Compared(NamedTuple):
    """A claim of the index and what was said of it."""

    known: Known
    judged: Judgement


@dataclass(slots=True)
class Cluster:
    """The claims of one root that were compared."""

    root: str
    members: list[Compared] = field(default_factory=list)

    def of(self, verdict: str) -> list[Compared]:
        """Those that were judged so, the most alike first."""
        found = [each for each in self.members if each.judged.verdict == verdict]
        return sorted(found, key=lambda each: (-each.judged.score, each.known.number))


def clusters(compared: Mapping[int, Compared]) -> list[Cluster]:
    """The compared claims by their roots."""
    found: dict[str, Cluster] = {}
    for each in compared.values():
        found.setdefault(each.known.root, Cluster(each.known.root)).members.append(each)
    return list(found.values())


def to_unite(compared: Mapping[int, Compared], compare: Compare) -> list[Compared]:
    """The claims to unite with, the most alike first: those of each cluster that does not contradict."""
    if not any(each.judged.verdict == "same" for each in compared.values()):
        return []
    willing = [each for each in clusters(compared) if each.of("same") and not each.of("conflict")]
    willing.sort(key=lambda each: (-each.of("same")[0].judged.score, each.root))
    taken: list[Cluster] = []
    for cluster in willing:
        if not any(_contradict(cluster, other, compare) for other in taken):
            taken.append(cluster)
    united = [each for cluster in taken for each in cluster.of("same")]
    return sorted(united, key=lambda each: (-each.judged.score, each.known.number))


def _contradict(a: Cluster, b: Cluster, compare: Compare) -> bool:
    pairs: Iterator[tuple[Claim, Claim]] = (
        (one.known.claim, other.known.claim) for one in a.of("same") for other in b.of("same")
    )
    return any(compare(*pair).verdict == "conflict" for pair in pairs)
