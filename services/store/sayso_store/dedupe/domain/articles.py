"""Copies of whole articles: the same text, or most of it, under another address.

Each sentence that is long enough to be its writer's own leaves a print. An article that shares half of the sentences
of the smaller of the two with a known one is its copy: a wire report reprinted, cut from the end, or with a paragraph
of the reprinter's own. Quoted sentences are in many reports, so a few shared ones make no copy. Where the prints are
kept and compared: ``dedupe.index``.
"""

import re

import xxhash

from sayso_store.dedupe.domain.normalise import normal_form

WORDS = 8
"""Words that make a sentence its writer's own."""

SHARED = 3
"""Sentences that must be shared at the least."""

SHARE = 0.5
"""Share of the smaller article's sentences that makes a copy."""

MOST = 400
"""Sentences looked at: more would only make long texts slow."""

_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+|\n+")


def sentence_marks(text: str) -> tuple[int, ...]:
    """The hashes (64 bits) of a text's sentences, each once."""
    found: dict[int, None] = {}
    for sentence in _SENTENCE.split(text):
        form = normal_form(sentence)
        if form.count(" ") + 1 >= WORDS:
            found[xxhash.xxh3_64_intdigest(form.encode("utf-8", "replace"))] = None
        if len(found) == MOST:
            break
    return tuple(found)
