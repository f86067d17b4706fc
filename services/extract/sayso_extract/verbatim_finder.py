"""The finder that holds somebody's words about one article, and finds them there.

It is made where the network may be used and used where it may not: a parsing process is given it with the page. So it
holds nothing but words, and this module imports no client.

Next: `domain.verbatim`, which searches.
"""

from dataclasses import dataclass
from functools import partial

from sayso_extract.domain.model import Article, Statement
from sayso_extract.domain.statements import find_statements
from sayso_extract.domain.verbatim import Told, verbatim_drafts


@dataclass(frozen=True, slots=True)
class VerbatimFinder:
    """Finds what a model has told about an article, where it stands there word for word."""

    told: tuple[Told, ...]
    version: str

    def find(self, article: Article) -> tuple[Statement, ...]:
        """A statement for each claim that was told and is not refused."""
        return find_statements(article, partial(verbatim_drafts, self.told))
