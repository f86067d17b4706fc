"""The names in a byline: people apart from each other, and from what else bylines say.

Input: one line or value at a time, such as "By Ada Brook and Bo Reed, Political Editor" or "Von Ada Brook (abr)", from
JSON-LD, a meta tag, an element of the page or a text capture; in the languages of the tables below.

Guaranteed: no names are made up: each is a stretch of the line; an outlet's name is no person. Linear, and bounded in
length and number.

Next: `page_bylines` and `metadata`.
"""

from collections.abc import Iterable, Sequence

from sayso_extract.domain.html.byline_words import (
    BEFORE_ROLES,
    CUTS,
    DEGREES,
    JOINTS,
    JOINTS_OF_TWO,
    MARKS,
    MAY_BEGIN_A_NAME,
    NOBODY,
    ONLY_WITH_COLON,
    PARTICLES,
    ROLES,
    TITLES_BEHIND,
)
from sayso_extract.domain.html.outlets import is_newsroom, is_outlet, without_outlet_behind
from sayso_extract.domain.patterns import Pattern

MOST_NAMES, LONGEST_LINE, LONGEST_NAME = 20, 400, 80

_LEAD = Pattern(rf"(?i)^\s*(?:[|•·–—-]\s*)?(?:(?:{MARKS})\s*:\s*|(?:{MARKS})\s+)")
_BETWEEN = Pattern(rf"(?i)\s+(?:{JOINTS})\s+|\s*(?:[;|•·、，&\n]|\s/\s|\s[–—-]\s)\s*|\s*,\s+")
_BETWEEN_TWO = Pattern(rf"\s+(?:{JOINTS_OF_TWO}|/)\s+|/")
_BRACKETS = Pattern(r"\s*[(\[（][^()\[\]（）]{0,60}[)\]）]?")
_ROLE_WORD = Pattern(rf"(?i)(?:^|\PL)(?:{ROLES})s?(?:\PL|$)")
_ROLE_BEHIND = Pattern(rf"(?i)^(\S+(?:\s\S+){{1,3}}?)\s+(?:(?:{BEFORE_ROLES})\s+)*(?:{ROLES})s?(?:\PL|$)")
_TITLE_BEHIND = Pattern(rf"\s*(?:{TITLES_BEHIND})\s*$")
_CUT = Pattern(rf"(?i)\s+(?:{CUTS})")
_NO_NAME = Pattern(r"(?i)://|www\.|@|^\PL+$|\.(?:com|org|net|html?)\b|[<>{}=]|^#")
MOST_WORDS = 6


def clean_authors(names: Iterable[str], publisher: str | Sequence[str] | None) -> tuple[str, ...]:
    """Names of people, without "By", addresses, or the outlet itself; `publisher` is what the outlet is called."""
    outlets = (publisher,) if isinstance(publisher, str) else tuple(publisher or ())
    found = (name for line in _first(names) if "www." not in line for name in names_in(line))
    bare = (without_outlet_behind(name, outlets) for name in found)
    return tuple(dict.fromkeys(name for name in bare if not is_outlet(name, outlets)))[:MOST_NAMES]


def newsrooms(names: Iterable[str]) -> tuple[str, ...]:
    """Names as they are credited, for a page that credits nobody but its newsroom or an agency."""
    found = (_bare(name) for name in _first(names))
    kept = (name for name in found if 1 < len(name) <= LONGEST_NAME and _is_name(name, strict=False))
    return tuple(dict.fromkeys(kept))[:MOST_NAMES]


def names_in(line: str) -> tuple[str, ...]:
    """The names in a byline, the outlet's among them if it is there."""
    words = _bare(line)
    parts = [part for piece in _split(words, _BETWEEN) for part in _split_two(piece)]
    kept: list[str] = []
    for part in parts:
        if kept and (_ROLE_WORD.search(part) or part.strip().casefold() in DEGREES or any(map(str.isdigit, part))):
            continue
        name = _name(part)
        if name and _is_name(name, strict=False) and name not in kept:
            kept.append(name)
    return tuple(kept[:MOST_NAMES])


def is_person(name: str) -> bool:
    """Whether a name that nothing else vouches for looks like a person's: two words or more, with capitals."""
    words = name.split()
    if len(words) == 1 and 2 <= len(name) <= 6 and all(c.isalpha() and c.lower() == c.upper() for c in name):
        return True  # a script without capitals writes names in one word
    if not 2 <= len(words) <= MOST_WORDS or len(name) > 50 or is_newsroom(name) or any(c.isdigit() for c in name):
        return False
    if any(c in name for c in '?!:;"“”«»|/…'):
        return False
    cased = [word for word in words if word.casefold() not in PARTICLES]
    return len(cased) >= 2 and all(_begins_a_name(word) for word in cased)


def has_lead(line: str) -> bool:
    """Whether a line begins as bylines do."""
    return _lead(line) > 0


def _first(names: Iterable[str]) -> list[str]:
    return [name for name, _ in zip(names, range(MOST_NAMES), strict=False)]


def _bare(line: str) -> str:
    """A line without its mark, and without its end from where it speaks of something else."""
    words = " ".join(line[:LONGEST_LINE].replace("\u00a0", " ").split())
    for _ in range(2):
        words = words[_lead(words) :]
    return words.strip(" ,;:|-–—•·")


def _lead(line: str) -> int:
    """How long the mark is that a line begins with; 0 for none."""
    match = _LEAD.match(line)
    if match is None:
        return 0
    mark = match.group().strip().casefold()
    rest = line[match.span()[1] :].split()
    if mark in ONLY_WITH_COLON or (mark in MAY_BEGIN_A_NAME and (len(rest) < 2 or not _begins_a_name(rest[0]))):
        return 0
    return match.span()[1]


def _split(words: str, between: Pattern) -> list[str]:
    pieces, begin = [], 0
    for match in between.finditer(words):
        pieces.append(words[begin : match.span()[0]])
        begin = match.span()[1]
    return [*pieces, words[begin:]]


def _split_two(piece: str) -> list[str]:
    """ "Ana Ruiz y Leo Paz": words that join names in one language and stand in names of another."""
    parts = _split(piece, _BETWEEN_TWO)
    return parts if len(parts) > 1 and all(len(part.split()) > 1 for part in parts) else [piece]


def _name(part: str) -> str:
    """A piece of a byline without role, place, number and brackets."""
    name = _TITLE_BEHIND.sub("", _BRACKETS.sub(" ", part))
    name = " ".join(name.split())
    behind = _ROLE_BEHIND.search(name)
    if behind is not None:
        name = behind.group(1)
    name = _CUT.sub("", name) if len(name.split()) > 2 else name
    name = name[_lead(name) :].strip(" ,;:|-–—•·*")
    return name.removesuffix(".") if name.count(".") == 1 and len(name.split()) > 1 and len(name) > 6 else name


def _is_name(name: str, *, strict: bool) -> bool:
    if not name or len(name) > LONGEST_NAME or _NO_NAME.search(name) is not None or name.casefold() in NOBODY:
        return False
    return is_person(name) if strict else len(name.split()) <= MOST_WORDS


def _begins_a_name(word: str) -> bool:
    """Capitals, or a script that has none."""
    first = next((c for c in word if c.isalpha()), "")
    return bool(first) and (first.isupper() or first.lower() == first.upper() or word[:2].casefold() in ("d'", "d’"))
