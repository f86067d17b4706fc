"""The headline of an article, among the titles a page gives itself.

Input: the titles in JSON-LD, meta tags, the page's own headings and its title tag, the address, and the names of the
outlet. They differ often: systems keep a headline for readers and a title for search engines, and the title tag is
always the one for search engines. So where JSON-LD and `og:title` part, the headline is the one that the title tag does
not repeat; measured, that is right three times in four, and each of the two by itself is right one time in two. Unless
heading, title tag and address agree, which no machine does by accident.

Guaranteed: the title is one that the page gives, less the names of outlet and author and the date around it.

Next: `metadata`.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from sayso_extract.domain.html.outlets import is_outlet
from sayso_extract.domain.html.plain import alike, words_in
from sayso_extract.domain.html.stated_dates import stated_date
from sayso_extract.domain.patterns import Pattern

LEAST_SHARED = 0.8
"""Two titles that share so many words are one, with a word changed."""
LEAST_COMMON = 2
"""Words of one article's two titles."""
_PARTS = Pattern(r"\s+(?:[|*·•»«–—―-]|::|/{1,2})\s+|\s*[|｜：»]\s*|\s+\|")
_BY = Pattern(r"(?i)^(?:by|von|par|por)\s+\S")
_SURE, _UNSURE = 0.9, 0.85
_LONGEST_SECTION = 3
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "a", "ł": "l", "đ": "d"})


@dataclass(frozen=True, slots=True)
class Titles:
    """Every title a page gives itself."""

    linked: str | None
    shared: str | None
    headings: tuple[str, ...]
    tag: str | None
    addresses: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


def headline(titles: Titles) -> tuple[str | None, str | None]:
    """The headline and where it stood; None and None for a page without any."""
    linked, shared = (_bare(each, titles) for each in (titles.linked, titles.shared))
    if linked and shared and not alike(linked, shared) and _share(linked, shared) < LEAST_SHARED:
        return (shared, "meta") if _is_for_engines(linked, shared, titles) else (linked, "json-ld")
    if linked:
        return _whole(linked, shared, titles), "json-ld"
    if shared:
        return shared, "meta"
    tag = _bare(titles.tag, titles)
    heading = _heading(titles, tag)
    if heading is not None:
        return heading, "h1"
    return (tag, "title") if tag else (None, None)


def without_outlet(title: str | None, outlets: Sequence[str], known: Sequence[str] = ()) -> str | None:
    """A title without what templates set around it; `known` are other titles, which show where it ends."""
    if not title:
        return None
    cuts = [(0, 0), *(match.span() for match in _PARTS.finditer(title)), (len(title), len(title))]
    parts = [title[end:begin].strip() for (_, end), (begin, _) in pairwise(cuts)]
    if len(parts) < 2:
        return title
    first, last = 0, len(parts)
    for other in known:
        ends = next((n for n in range(1, last) if words_in(title[: cuts[n][0]]) == words_in(other)), last)
        last = min(last, ends)
    was = last
    while last - first > 1 and _is_around(parts[last - 1], outlets):
        last -= 1
    if last < was == len(parts):
        while last - first > 1 and _is_section(parts[last - 1]) and title[slice(*cuts[last - 1])].strip() == "|":
            last -= 1
    if last - first > 1 and is_outlet(parts[first], outlets):
        first += 1
    return title[cuts[first][1] : cuts[last][0]].strip() or title


def _bare(title: str | None, titles: Titles) -> str | None:
    bare = without_outlet(title, titles.outlets, titles.headings)
    return None if bare is None or is_outlet(bare, titles.outlets) else bare


def _is_for_engines(linked: str, shared: str, titles: Titles) -> bool:
    """Whether of two titles that differ the one in JSON-LD is the one for search engines."""
    is_heading = any(alike(each, shared) for each in titles.headings)
    if titles.tag is None or not alike(titles.tag, shared):
        # the tag repeats JSON-LD, or neither; a title that has nothing to do with it is none of this article's
        return is_heading or len(set(words_in(linked)) & set(words_in(shared))) >= LEAST_COMMON
    if not is_heading:
        return False
    slug = max((_slug(each) for each in titles.addresses), key=len, default=frozenset())
    return _spelt(shared, slug) >= _SURE and _spelt(linked, slug) < _UNSURE


def _whole(linked: str, shared: str | None, titles: Titles) -> str:
    """The title in JSON-LD may be cut off; then the page has the rest."""
    cut = linked.removesuffix("...").removesuffix("…").rstrip()
    if cut != linked or len(linked) >= 105:  # a search engine's advice is 110
        for other in (*titles.headings, shared or ""):
            if len(other) > len(linked) and words_in(other)[: len(words_in(cut)) - 1] == words_in(cut)[:-1]:
                return other
    return linked


def _heading(titles: Titles, tag: str | None) -> str | None:
    """The heading that the title tag confirms, else the first that is not the outlet's name."""
    proper = [each for each in titles.headings if not is_outlet(each, titles.outlets)]
    sure = next((each for each in proper if tag and (alike(each, tag) or _share(each, tag) >= LEAST_SHARED)), None)
    if sure is not None or tag:
        return sure
    return proper[0] if proper else None


def _is_around(part: str, outlets: Sequence[str]) -> bool:
    return (
        is_outlet(part, outlets) or _BY.search(part) is not None or (len(part) < 30 and stated_date(part) is not None)
    )


def _is_section(part: str) -> bool:
    return len(part.split()) <= _LONGEST_SECTION


def _share(one: str, other: str) -> float:
    """How many of their words two titles share."""
    ours, theirs = set(words_in(one)), set(words_in(other))
    return len(ours & theirs) / max(len(ours | theirs), 1)


def _slug(address: str) -> frozenset[str]:
    """The words of the address's most wordy segment."""
    try:
        segments = unquote(urlsplit(address[:2_100]).path).split("/")
    except ValueError:
        return frozenset()
    return max((frozenset(_folded(each)) for each in segments), key=len, default=frozenset())


def _spelt(title: str, slug: frozenset[str]) -> float:
    """How much of a title an address spells."""
    words = frozenset(_folded(title))
    return len(words & slug) / max(len(words), 1) if len(words) > 2 else 0.0


def _folded(text: str) -> tuple[str, ...]:
    words = " ".join(words_in(text.replace("_", " "))).translate(_FOLDED)
    bare = (c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return tuple("".join(bare).split())
