"""The finder that ships: the rules and the fitted tagger together.

Input: an article. The rules read it first, the network is told what they found, its labels become claims, and both
are joined. Speakers and fields are then filled in by `domain.statements` as for the rules alone.

Guaranteed: the same article gives the same statements on one machine; nothing is downloaded; one thread.

Next: `sayso_extract.document`.
"""

from functools import cache

import numpy as np

from sayso_extract.document import EXTRACTOR_VERSION
from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.finder import Paragraph, find_drafts, quotes_of
from sayso_extract.domain.model import Article, Statement
from sayso_extract.domain.statements import find_statements
from sayso_extract.domain.tagging.belief import Ruled, agreed
from sayso_extract.domain.tagging.chances import chances
from sayso_extract.domain.tagging.claims import Page
from sayso_extract.domain.tagging.hints import by_window, labels_of, quotation, ruled
from sayso_extract.domain.tagging.joining import Candidate, candidates, joined
from sayso_extract.domain.tagging.labels import ROLES, Tagged, best_labels, spans_in
from sayso_extract.domain.tagging.layout import layout_of
from sayso_extract.domain.tagging.linking import link
from sayso_extract.domain.tagging.words import windows, words_of
from sayso_extract.tagger.network import Hinted, Read
from sayso_extract.tagger.weights import Weights, weights

LANGUAGE = "en"
"""What the tagger has learnt; an article that is known to be in another language is left to the rules."""


class FittedFinder:
    """Finds statements by rules and tagger. Raises WeightsError where the weights cannot be read."""

    version = EXTRACTOR_VERSION

    def __init__(self, fitted: Weights | None = None) -> None:
        self._fitted = fitted or weights()

    def find(self, article: Article) -> tuple[Statement, ...]:
        """Every statement of the article."""
        if (article.language or LANGUAGE)[:2].lower() != LANGUAGE:
            return find_statements(article)
        return find_statements(article, self.drafts)

    def drafts(self, text: str, read: tuple[Paragraph, ...]) -> tuple[Draft, ...]:
        """Every attribution of a text that has been cut into sentences."""
        rules, found = self.findings(text, read)
        return joined(rules, found, self._fitted.sureness.tolist())

    def findings(self, text: str, read: tuple[Paragraph, ...]) -> tuple[tuple[Ruled, ...], tuple[Candidate, ...]]:
        """What the rules find and what the tagger finds, before the two are joined."""
        drafts = find_drafts(read)
        spans = tuple(paragraph.span for paragraph in read)
        quotes = quotes_of(read)
        words = words_of(text, spans)
        cut = windows(words)
        if not cut:
            return (), ()
        states = quotation(words.begins, quotes)
        hints = by_window(cut, ruled(drafts))
        seen = self._fitted.network(
            [
                Hinted(window, states[window.first : window.first + len(window.spelt)], labels_of(window, some))
                for window, some in zip(cut, hints, strict=True)
            ]
        )
        found, content = _labelled(seen, self._fitted)
        layout = layout_of(words, states)
        claims = link(found, seen.states, layout, self._fitted.to_cue, self._fitted.to_source)
        return agreed(drafts, words, content), candidates(drafts, claims, words, Page(text, spans, quotes))


@cache
def shipped_finder() -> FittedFinder:
    """The finder with the shipped weights, loaded once a process. Raises WeightsError."""
    return FittedFinder()


def _labelled(seen: Read, fitted: Weights) -> tuple[list[Tagged], list[float]]:
    """The spans of all windows, by index of word in the article, and each word's probability to be content."""
    found = spans_in(best_labels(seen.scores, seen.lengths, fitted.steps))
    sure = chances(seen.scores, seen.lengths, fitted.steps)
    offset = (seen.lengths.cumsum() - seen.lengths)[found.window]
    columns = (found.role, found.first + offset, found.last + offset, sure.of(found))
    rows = zip(*(column.tolist() for column in columns), strict=True)
    spans = [Tagged(ROLES[role], first, last, chance) for role, first, last, chance in rows]
    words = np.arange(len(seen.scores)) < seen.lengths[:, None]
    content: list[float] = sure.playing(ROLES.index("content")).T[words].tolist()
    return spans, content
