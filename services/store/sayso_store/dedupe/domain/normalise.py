"""From text to words: the same words for texts that differ in typography only.

Unicode forms, case, accents, quotes, dashes and invisible characters do not matter; contractions are opened ("won't" is
"will not"), possessives dropped, "per cent" and "%" are one word. Each word remembers whether it was capitalised and
whether it began a sentence, since names are told by that. Next: ``numbers`` reads quantities and dates out of them.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import xxhash
from msgspec import Struct

_QUOTES = {"‘": "'", "’": "'", "‛": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"'}
_LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "Ae", "œ": "oe"}
_TYPOGRAPHY = str.maketrans(_QUOTES | _LETTERS | dict.fromkeys("‐‑‒–—―−", "-"))
_ACCENTS = re.compile(r"[\u0300-\u036f]")
"""Outlets that write names without them tell of the same people."""
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_WORD = re.compile(r"\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th)\b)?|[%$£€¥]|[^\W\d_]+(?:'[^\W\d_]+)*|[.!?;:,]|\.\.\.")
_SIGNS = {
    "%": "percent",
    "$": "dollar",
    "£": "pound",
    "€": "euro",
    "¥": "yen",
    "eur": "euro",
    "usd": "dollar",
    "gbp": "pound",
}
_ENDS_SENTENCE = frozenset(".!?")
_CONTRACTED = {"won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "shall not", "ain't": "is not"}
_SECOND = frozenset({"cent", "one", ""})
_SUFFIXES = {"'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "'d": "would"}
_MARKS = frozenset(".!?;:,")
_KEPT = 4000
"""Characters of a text whose words are kept for the next time: longer ones are rare, and large."""

_SHORT = 40
"""Characters between two spaces that are kept for the next time. Long ones are hardly written twice."""


class Word(Struct, frozen=True, gc=False):
    """One word of a text. ``text`` is casefolded; marks of punctuation are words of their own."""

    text: str
    capital: bool = False
    first: bool = False

    @property
    def is_mark(self) -> bool:
        """Whether this is punctuation."""
        return self.text in _MARKS


def words(text: str) -> tuple[Word, ...]:
    """The words and marks of a text, in order."""
    return _known_words(text) if len(text) <= _KEPT else _words(text)


def _words(text: str) -> tuple[Word, ...]:
    found: list[Word] = []
    first = True
    for written in plain(text).split():
        some, first = _known_parts(written, first) if len(written) <= _SHORT else _parts(written, first)
        found += some
    return tuple(_joined(found))


_known_words = lru_cache(maxsize=4096)(_words)
_MARK_WORDS = {mark: Word(mark) for mark in _MARKS}


def _parts(written: str, first: bool) -> tuple[tuple[Word, ...], bool]:
    """The words of what stands between two spaces, and whether the next one begins a sentence."""
    found: list[Word] = []
    for raw in _WORD.findall(written):
        if raw in _MARKS:
            first = first or raw in _ENDS_SENTENCE
            found.append(_MARK_WORDS[raw])
            continue
        capital = raw[0].isupper()
        for text in _opened(raw.casefold()):
            found.append(Word(text, capital, first))
            first = False
    return tuple(found), first


_known_parts = lru_cache(maxsize=32768)(_parts)


def plain(text: str) -> str:
    """The text in one typography, without accents, its case kept."""
    if text.isascii():
        return text.replace("`", "'")
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", bare).translate(_TYPOGRAPHY))


def normal_form(text: str) -> str:
    """The text's words only: equal for texts that differ in typography, case or punctuation."""
    said: list[str] = []
    for written in plain(text).split():
        said += _known_forms(written) if len(written) <= _SHORT else _forms(written)
    return " ".join(said) if _SECOND.isdisjoint(said) else form_of(words(text))


def _forms(written: str) -> tuple[str, ...]:
    if written.isalpha():
        return tuple(_opened(written.casefold()))
    found = (_opened(raw.casefold()) for raw in _WORD.findall(written) if raw not in _MARKS)
    return tuple(form for some in found for form in some)


_known_forms = lru_cache(maxsize=32768)(_forms)


def form_of(some: Iterable[Word]) -> str:
    """The same, of words that were read."""
    return " ".join([word.text for word in some if word.text not in _MARKS])


def fingerprint(text: str) -> str:
    """A hash of the normal form, the same on every machine."""
    return xxhash.xxh3_128_hexdigest(normal_form(text).encode("utf-8", "replace"))


def _opened(word: str) -> list[str]:
    if word in _SIGNS:
        return [_SIGNS[word]]
    if word[0].isdigit():
        return [word]
    if word in _CONTRACTED:
        return _CONTRACTED[word].split()
    if "'" not in word:
        return [word]
    if word.endswith("n't"):
        return [word[:-3], "not"]
    for suffix, whole in _SUFFIXES.items():
        if word.endswith(suffix):
            return [word.removesuffix(suffix), whole]
    return [word.removesuffix("'s").replace("'", "")]


def _joined(found: list[Word]) -> list[Word]:
    """With "per cent" and "no one" as one word, and without empty ones."""
    if _SECOND.isdisjoint([word.text for word in found]):
        return found
    joined: list[Word] = []
    for word in found:
        if joined and (joined[-1].text, word.text) in {("per", "cent"), ("no", "one")}:
            one = "percent" if word.text == "cent" else "nobody"
            joined[-1] = Word(one, joined[-1].capital, joined[-1].first)
        elif word.text:
            joined.append(word)
    return joined
