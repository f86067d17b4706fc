"""A raw text capture to an article: title, byline, date and the body's paragraphs, and nothing else.

Input: text as a person or a tool copied it from a page, a clean text file, a mail, or markdown. `STEPS` is the whole
story, a tuple of named steps over a frozen `Capture`: unwrap hard-wrapped lines, name each line, take the body from
first prose to last, then look before it for title, byline and date.

Guaranteed: every paragraph of the article is a line of the capture (or wrapped lines joined with one space); None if
nothing is left.

Next: `quotes`, where reading for statements begins.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sayso_extract.domain.dates import find_time
from sayso_extract.domain.model import Article
from sayso_extract.domain.page_metadata import clean_authors, iso_date
from sayso_extract.domain.text_lines import Line, byline, header, name_of
from sayso_extract.domain.words import words_of

MOST_LINES = 10_000
"""A capture with more lines is no article; what follows is not read."""
_LEAST_TITLE, _MOST_TITLE = 3, 30
"""Words of a title."""
_LAST_BONUS = 5
"""Words that the line next to the body is taken to have more than it has, when the title is chosen."""
_QUOTE_MARKS = "\"“”'‘’«»"
_FURNITURE = frozenset(("marker", "end_head", "prompt", "credit", "repeated", "menu"))


@dataclass(frozen=True, slots=True)
class Capture:
    """What the steps hand on: lines with their names, and what has been found."""

    lines: tuple[str, ...]
    names: tuple[str, ...] = ()
    body: tuple[int, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    headings: frozenset[int] = field(default_factory=frozenset)


def text_article(text: str, url: str | None = None) -> Article | None:
    """The article of a text capture, or None if it holds none."""
    capture = Capture(tuple(text.splitlines()[:MOST_LINES]))
    for step in STEPS:
        capture = step(capture)
    paragraphs = tuple(capture.lines[i] for i in capture.body)
    if not paragraphs:
        return None
    return Article(
        title=capture.title,
        authors=capture.authors,
        published=capture.published,
        published_source="text" if capture.published else None,
        modified=None,
        publisher=None,
        language=None,
        section=None,
        url=url,
        text="\n\n".join(paragraphs),
    )


def unwrap(capture: Capture) -> Capture:
    """Join lines that were broken at a fixed width: most breaks inside blocks stand before a lower-case word."""
    lines = [" ".join(line.split()) for line in capture.lines]
    breaks = [(a, b) for a, b in pairwise(lines) if a and b]
    wrapped = [b for a, b in breaks if 40 <= len(a) <= 100 and b[0].islower()]
    if len(breaks) < 3 or len(wrapped) * 3 < len(breaks):
        return replace(capture, lines=tuple(lines))
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line or header(line):
            blocks.append([line] if line else [])
        else:
            blocks[-1].append(line)
    return replace(capture, lines=tuple(" ".join(block) for block in blocks if block))


def unmark(capture: Capture) -> Capture:
    """Take markdown's marks from headings, and remember which lines were headings."""
    headings = frozenset(i for i, line in enumerate(capture.lines) if line.startswith("#") and line.strip("# "))
    lines = tuple(line.strip("# ") if i in headings else line.strip() for i, line in enumerate(capture.lines))
    return replace(capture, lines=lines, headings=headings)


def name_lines(capture: Capture) -> Capture:
    """Name each line by the rules of `text_lines`."""
    counts = Counter(capture.lines)
    following = (*capture.lines[1:], "")
    names = []
    for text, after in zip(capture.lines, following, strict=True):
        credited = bool(text) and len(after) > len(text) and after.startswith(text)
        names.append(name_of(Line(text, counts[text], credited)) if text else "blank")
    return replace(capture, names=tuple(names))


def take_body(capture: Capture) -> Capture:
    """From the first prose to the last; what follows a "Read more" until prose comes again is left out."""
    prose = [i for i, name in enumerate(capture.names) if name == "prose"]
    if not prose:
        kept = [i for i, name in enumerate(capture.names) if name == "other"]
        return replace(capture, body=tuple(kept[1:]) if len(kept) > 1 else tuple(kept))
    body: list[int] = []
    skipping = False
    for index in range(_first(capture, prose), prose[-1] + 1):
        name = capture.names[index]
        skipping = name in ("end_head", "prompt") or (skipping and name != "prose")
        if capture.lines[index].startswith("-- ") or capture.lines[index] == "--":
            break
        if name == "prose" or (name in ("other", "byline") and not skipping and _belongs(capture, index)):
            body.append(index)
    return replace(capture, body=tuple(body))


def _first(capture: Capture, prose: list[int]) -> int:
    """After a standfirst, which is the one piece of prose before a byline; else the first prose.

    The body may open with a short quote or line just before its first prose, once the byline is past.
    """
    first = prose[0]
    if len(prose) > 1 and "byline" in capture.names[first : prose[1]]:
        first = prose[1]
    heads = [i for i in range(first) if capture.names[i] == "byline" or _date_of(capture.lines[i])]
    after_head = heads[-1] if heads else first
    for index in range(after_head + 1, first):
        if capture.lines[index][:1] and capture.lines[index][0] in _QUOTE_MARKS:
            return index
    return first


def _belongs(capture: Capture, index: int) -> bool:
    line = capture.lines[index]
    quoted = line[:1] in _QUOTE_MARKS or line[-1:] in _QUOTE_MARKS
    return quoted or line.endswith((":", "?", ".", "!")) or index in capture.headings or line[:2] in ("- ", "* ", "• ")


def find_head(capture: Capture) -> Capture:
    """Title, authors and date: the lines before the body, or a mail's headers."""
    first = capture.body[0] if capture.body else len(capture.lines)
    title, authors, published = None, capture.authors, None
    for index in range(first):
        line, name = capture.lines[index], capture.names[index]
        mail = header(line)
        if mail is not None and name != "byline":
            title = mail[1] or title if mail[0] == "subject" else title
            published = published or (_date_of(mail[1]) if mail[0] in ("date", "sent") else None)
        elif name == "byline" and not authors:
            authors = clean_authors(_people(byline(line) or ""), None)
        elif published is None and _date_of(line):
            published = _date_of(line)
    return replace(capture, title=title or _title(capture, first), authors=authors, published=published)


def _title(capture: Capture, first: int) -> str | None:
    """A heading, else of the lines before the body the longest that is like a title; the last has the better claim."""
    heading = next((capture.lines[i] for i in sorted(capture.headings) if i < first), None)
    if heading is not None:
        return heading
    others = [capture.lines[i] for i in range(first) if capture.names[i] == "other" and not _date_of(capture.lines[i])]
    like = [line for line in others if _LEAST_TITLE <= len(line.split()) <= _MOST_TITLE]
    if not like:
        return others[0] if others else None
    return max(like, key=lambda line: len(line.split()) + (_LAST_BONUS if line is like[-1] else 0))


def _people(names: str) -> tuple[str, ...]:
    head = names.split(" in ")[0].split(" for ")[0]
    return tuple(p.strip() for part in head.split(" and ") for piece in part.split("&") for p in piece.split(","))


def _date_of(line: str) -> str | None:
    """A date that is nearly all of its line: "2025-04-09", "Published on 13 November 2024 at 10:30"."""
    if not line or len(line) > 80 or len(line.split()) > 12 or not any(c.isdigit() for c in line):
        return None
    for word in line.split():
        if iso_date(word):
            return iso_date(word)
    found = find_time(line, words_of(line), None, ahead=False)
    return found.start if found is not None and found.granularity == "day" else None


STEPS: tuple[Callable[[Capture], Capture], ...] = (unwrap, unmark, name_lines, take_body, find_head)
