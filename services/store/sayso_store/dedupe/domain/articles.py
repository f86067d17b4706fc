"""Copies of whole articles: the same text, or most of it, under another address.

Each sentence that is long enough to be its writer's own leaves a print. An article that shares half of the sentences
of the smaller of the two with a known one is its copy: a wire report reprinted, cut from the end, or with a paragraph
of the reprinter's own. Quoted sentences are in many reports, so a few shared ones make no copy. Where the prints are
kept and compared: ``dedupe.index``.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

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
_CLOSING, _ENDING, _END = "\"'”’)]", (".", "!", "?"), "\n"
_TOGETHER = ("no one", "per cent")
_SHORT = 40
"""Characters between two spaces that are kept for the next time."""


def sentence_marks(text: str) -> tuple[int, ...]:
    """The hashes (64 bits) of a text's sentences, each once."""
    found: dict[int, None] = {}
    for line in text.split("\n"):
        for form in _forms_of(line):
            found[xxhash.xxh3_64_intdigest(form.encode("utf-8", "replace"))] = None
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)


def _forms_of(line: str) -> Iterator[str]:
    """The normal form of each sentence of a line that is long enough.

    Almost all are put together of what is known of their words. Where some may have to be read together,
    ``normal_form`` has the last word.
    """
    written = line.split()
    are_short = len(max(written, key=len, default="")) <= _SHORT
    whole = "".join(map(_known_words if are_short else _words, written))
    if any(each in whole for each in _TOGETHER):
        forms = (normal_form(sentence) for sentence in _SENTENCE.split(line))
        yield from (form for form in forms if form.count(" ") + 1 >= WORDS)
    else:
        yield from (said[:-1] for said in whole.split(_END) if said.count(" ") >= WORDS)


def _words(written: str) -> str:
    """The words of what stands between two spaces, a space behind each, and a sign where a sentence ends."""
    forms = normal_form(written).split(" ")
    said = "".join([f"{form} " for form in forms]) if forms != [""] else ""
    return said + _END if written.rstrip(_CLOSING).endswith(_ENDING) else said


_known_words = lru_cache(maxsize=32768)(_words)
