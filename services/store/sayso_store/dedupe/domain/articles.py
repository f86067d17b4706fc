"""Copies of whole articles: the same text, or most of it, under another address.

Each sentence that is long enough to be its writer's own leaves a print. An article that shares half of the sentences
of the smaller of the two with a known one is its copy: a wire report reprinted, cut from the end, or with a paragraph
of the reprinter's own. Quoted sentences are in many reports, so a few shared ones make no copy. Where the prints are
kept and compared: ``dedupe.index``.
"""

import re
from collections.abc import Iterator

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
_LINE = "\0line\0"
"""What stands for the end of a line among the words: no word of a text."""
_TOGETHER = ("no one", "per cent")
_SHORT, _MOST_KEPT = 40, 32_768
"""Characters between two spaces that are kept for the next time, and how many such are."""
_AT_ONCE = 100_000
"""Characters that are read at once: of longer texts the first lines may be enough."""


def sentence_marks(text: str) -> tuple[int, ...]:
    """The hashes (64 bits) of a text's sentences, each once."""
    found: dict[int, None] = {}
    for some in [text] if len(text) <= _AT_ONCE else text.split("\n"):
        for form in _forms_of(some):
            found[xxhash.xxh3_64_intdigest(form.encode("utf-8", "replace"))] = None
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)


def _forms_of(text: str) -> Iterator[str]:
    """The normal form of each sentence that is long enough.

    Almost all are put together of what is known of their words. Lines in which some may have to be read together are
    left to ``normal_form``.
    """
    whole = "".join(map(_WORDS.__getitem__, text.replace("\n", f" {_LINE} ").split()))
    if not any(each in whole for each in _TOGETHER):
        yield from (said[:-1] for said in whole.split(_END) if said.count(" ") >= WORDS)
    elif "\n" in text:
        for line in text.split("\n"):
            yield from _forms_of(line)
    else:
        forms = (normal_form(sentence) for sentence in _SENTENCE.split(text))
        yield from (form for form in forms if form.count(" ") + 1 >= WORDS)


class _Words(dict[str, str]):
    """By what stands between two spaces, its words, a space behind each, and a sign where a sentence ends.

    A table rather than ``lru_cache``, since it is asked for each word of each text: it begins anew where it is full.
    """

    def __missing__(self, written: str) -> str:
        said = _END if written == _LINE else _words(written)
        if len(written) <= _SHORT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[written] = said
        return said


_WORDS = _Words()


def _words(written: str) -> str:
    form = normal_form(written)
    said = f"{form} " if form else ""
    return said + _END if written.rstrip(_CLOSING).endswith(_ENDING) else said
