"""What a person types to find claims, as terms: words, "phrases in quotes" and beginnings* of words.

All terms have to be there. Words are runs of letters and digits without case and accents, as SQLite's tokenizer
``unicode61`` sees them, so that a claim that arrives live is found by the same query as one in the store. (PostgreSQL
minds accents: it knows no words without them but by an extension.) Pure; next:
``claim_query``, and ``adapters.words_index``, which asks the databases.
"""

import re
import unicodedata
from dataclasses import dataclass

MOST_TERMS = 16
"""Terms that are looked at; what follows them is left out."""

_PARTS = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together, as typed but for their case; of ``begins`` the last may go on."""

    words: tuple[str, ...]
    begins: bool = False

    def is_in(self, words: tuple[str, ...]) -> bool:
        """Whether a text has it, given by :func:`words_of`."""
        wanted = tuple(map(_bare, self.words))
        last = len(wanted) - 1
        for start in range(len(words) - last):
            here = words[start : start + last + 1]
            ends = here[last].startswith(wanted[last]) if self.begins else here[last] == wanted[last]
            if ends and here[:last] == wanted[:last]:
                return True
        return False


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(_WORD.findall(_bare(text)))


def terms_of(typed: str) -> tuple[Term, ...]:
    """The terms of what was typed. Signs alone make none."""
    found: list[Term] = []
    for phrase, plain in _PARTS.findall(typed):
        words = tuple(_WORD.findall(unicodedata.normalize("NFC", (phrase or plain).lower())))
        if words:
            found.append(Term(words, begins=plain.endswith("*")))
    return tuple(dict.fromkeys(found))[:MOST_TERMS]


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
