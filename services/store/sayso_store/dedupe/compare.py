"""The ability ``compare``: the domain's decision in the words of the contracts. Behind ``sayso compare``."""

from sayso.runtime.abilities import Compare, Comparison
from sayso.runtime.settings import PlaceSettings
from sayso_store.dedupe import domain


def compare(a: str, a_speaker: str | None, b: str, b_speaker: str | None) -> Comparison:
    """Whether two claims are the same, in conflict or different, and by which rule."""
    judged = domain.compare(domain.Claim(a, a_speaker), domain.Claim(b, b_speaker))
    return Comparison(verdict=judged.verdict, rule=judged.rule, score=judged.score, field=judged.field)


def open_compare(_: PlaceSettings) -> Compare:
    """The ability ``compare``."""
    return compare
