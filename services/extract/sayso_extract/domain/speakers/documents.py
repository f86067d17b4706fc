"""Documents that speak, and whose they are: "July's Orm Bank survey", "Reed's LinkedIn page", "a poll by Orm House".

Input: a mention's words up to its first preposition, and those behind. The last one tells a document; whose it is
stands before it in capitals, as an owner, or behind "by", "for", "from" or "at".

Guaranteed: an owner is words of the mention; what only opens a sentence ("New research") is none, nor is the site that
something stands on ("Facebook page").

Next: `names`, which asks of every mention.
"""

from sayso_extract.domain import lexicon
from sayso_extract.domain.role_words import DOCUMENTS, QUALIFIERS
from sayso_extract.domain.speakers.affiliations import affiliation_in
from sayso_extract.domain.speakers.naming import bare
from sayso_extract.domain.speakers.tails import NUMBERS
from sayso_extract.domain.word_lists import word_set

FINDING = frozenset(("inquiry", "investigation"))
"""What somebody does and tells of, if it says who: "an inquiry by the ministry"."""
_POSTED = ("post", "posts")
"""Documents as small words; "the Post" is a newspaper."""
_ON_A_SITE = (*_POSTED, "page", "profile")
_NO_OWNERS = NUMBERS | word_set("new exit opinion court recent latest fresh early internal official")
"""What may open a sentence before a document, with a capital."""
_NO_NAMES = DOCUMENTS | lexicon.TEMPORAL_NOUNS
_BEFORE_OWNER = ("by", "for", "from", "at")


def is_document(head: list[str], tail: list[str]) -> bool:
    """Whether a mention is of a document; "Orm Research" is not."""
    last = head[-1]
    if last == "Research" and len(head) > 1 and bare(head[0]) not in QUALIFIERS:
        return False
    return bare(last) in DOCUMENTS or last in _POSTED or (bare(last) in FINDING and tail[:1] == ["by"])


def owner_of(head: list[str], tail: list[str]) -> str | None:
    """Whose a document is, if the mention says so."""
    named = _named_before(head)
    at = next((i for i, word in enumerate(tail) if word.lower() in _BEFORE_OWNER), None)
    if named or at is None:
        return " ".join(named).removesuffix("'s").removesuffix("'") or None
    return affiliation_in(["at", *tail[at + 1 :]])


def _named_before(head: list[str]) -> list[str]:
    """The owner's words before the document: up to what marks an owner, else all that have capitals."""
    end = next((i + 1 for i, word in enumerate(head) if word.endswith(("'s", "s'"))), 0)
    if end and bare(head[end - 1]) in lexicon.TEMPORAL_NOUNS:  # "July's Orm Bank survey"
        head, end = head[end:], 0
    if not end and head[-1] in _ON_A_SITE:
        return []
    named = [word for word in head[: end or -1] if word[:1].isupper() and bare(word) not in _NO_NAMES]
    return [] if named == head[:1] and bare(named[0]) in _NO_OWNERS else named
