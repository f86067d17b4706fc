"""From text to words: the same words for texts that differ in typography only.

Unicode forms, case, quotes, dashes and invisible characters do not matter; contractions are opened ("won't" is "will
not"), possessives dropped, "per cent" and "%" are one word. Each word remembers whether it was capitalised and
whether it began a sentence, since names are told by that. Next: ``numbers`` reads quantities and dates out of them.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import xxhash

_QUOTES = str.maketrans({"‘": "'", "’": "'", "‛": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"'})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
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
_SUFFIXES = {"'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "'d": "would"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text. ``text`` is casefolded; marks of punctuation are words of their own."""

    text: str
    capital: bool = False
    first: bool = False

    @property
    def is_mark(self) -> bool:
        """Whether this is punctuation."""
        return not self.text[0].isalnum()


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words and marks of a text, in order."""
    found: list[Word] = []
    first = True
    for match in _WORD.finditer(plain(text)):
        raw = match.group()
        if raw in ".!?;:,":
            first = first or raw in _ENDS_SENTENCE
            found.append(Word(raw))
            continue
        capital = raw[0].isupper()
        for part in _opened(raw.casefold()):
            found.append(Word(part, capital, first))
            first = False
    return tuple(_joined(found))


def plain(text: str) -> str:
    """The text in one typography, its case kept."""
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES).translate(_DASHES)
    return _INVISIBLE.sub("", folded)


def normal_form(text: str) -> str:
    """The text's words only: equal for texts that differ in typography, case or punctuation."""
    return " ".join(word.text for word in words(text) if not word.is_mark)


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
    if word.endswith("n't"):
        return [word[:-3], "not"]
    for suffix, whole in _SUFFIXES.items():
        if word.endswith(suffix):
            return [word.removesuffix(suffix), whole]
    return [word.removesuffix("'s").replace("'", "")]


def _joined(found: list[Word]) -> list[Word]:
    joined: list[Word] = []
    for word in found:
        if joined and (joined[-1].text, word.text) in {("per", "cent"), ("no", "one")}:
            one = "percent" if word.text == "cent" else "nobody"
            joined[-1] = Word(one, joined[-1].capital, joined[-1].first)
        elif word.text:
            joined.append(word)
    return joined
