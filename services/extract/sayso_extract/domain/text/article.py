"""A raw text capture to an article: title, byline, date and the body's paragraphs, and nothing else.

Input: text as a person or a tool copied it from a page, a clean text file, a mail, a press release, markdown, or what
a PDF holds. `STEPS` is the whole story, a tuple of named steps over a frozen `Capture`: find the mail inside a mail,
put pages together, unwrap lines, take markdown's marks away, name each line, take the body from first prose to last,
look before it for title, byline and date, and drop notes on the authors.

Guaranteed: every paragraph of the article is a line of the capture (or broken lines joined with one space or across a
hyphen, or a line without its markdown marks); a line that no rule knows stays if it may be article; None if nothing
is left.

Next: `attribution.quotes`, where reading for statements begins.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sayso_extract.domain.html.bylines import clean_authors
from sayso_extract.domain.model import Article
from sayso_extract.domain.text import markdown
from sayso_extract.domain.text.head import date_of, dateline, people, published_in, title_of
from sayso_extract.domain.text.layout import PAGE_BREAK, join_pages, mend_numbers, unwrap_lines
from sayso_extract.domain.text.lines import (
    FEWEST_PROSE_WORDS,
    FINAL,
    Line,
    captioned,
    captions,
    forwarded,
    header,
    name_of,
    note_on,
    signed,
)
from sayso_extract.domain.text.readable import readable

MOST_LINES = 10_000
"""A capture with more lines is no article; what follows is not read."""
_QUOTE_MARKS = "\"“”'‘’«»"
_FRONT_DATES = ("date", "published", "pubdate", "publishdate")


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
    capture = Capture(lines_of(text))
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


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text as they are read; a page's end is a line of its own."""
    joined = text.replace("\u00ad\r\n", "").replace("\u00ad\n", "")  # words broken at a hyphen that is not seen
    return tuple(readable(joined).replace(PAGE_BREAK, f"\n{PAGE_BREAK}\n").split("\n")[:MOST_LINES])


def open_mail(capture: Capture) -> Capture:
    """Of a forwarded mail, the mail that was forwarded."""
    lines = [line if line == PAGE_BREAK else " ".join(line.split()) for line in capture.lines]
    begin = next((i + 1 for i, line in enumerate(lines) if forwarded(line)), 0)
    return replace(capture, lines=tuple(lines[begin:]))


def paste_pages(capture: Capture) -> Capture:
    """Put pages together, without their numbers and running heads."""
    return replace(capture, lines=join_pages(capture.lines))


def read_front(capture: Capture) -> Capture:
    """Take title, author and date from front matter, where a text opens with it."""
    fields, length = markdown.front_matter(capture.lines)
    published = next((day for name in _FRONT_DATES if (day := date_of(fields.get(name, ""))) is not None), None)
    authors = clean_authors(people(fields.get("author", "")), None)
    return replace(
        capture, lines=capture.lines[length:], title=fields.get("title"), authors=authors, published=published
    )


def unwrap(capture: Capture) -> Capture:
    """Join lines that were broken at a fixed width, or around a number."""
    return replace(capture, lines=mend_numbers(unwrap_lines(capture.lines)))


def unmark(capture: Capture) -> Capture:
    """Take markdown's marks away, and remember which lines were headings."""
    if not markdown.is_markdown(capture.lines):
        return replace(capture, lines=tuple(line.removeprefix("> ").strip() for line in capture.lines))
    headings = frozenset(i for i, line in enumerate(capture.lines) if markdown.heading(line))
    return replace(capture, lines=tuple(map(markdown.plain, capture.lines)), headings=headings)


def name_lines(capture: Capture) -> Capture:
    """Name each line by the rules of `lines`, and captions and authors by the line beside them."""
    counts = Counter(capture.lines)
    lines = ("", *capture.lines, "")
    names = []
    for before, text, after in zip(lines, capture.lines, lines[2:], strict=False):
        credited = bool(text) and len(after) > len(text) and after.startswith(text)
        name = name_of(Line(text, counts[text], credited)) if text else "blank"
        if name in ("prose", "other") and (captions(before) or captioned(after)):
            name = "credit"
        elif name == "other" and signed(text, after):
            name = "byline"
        names.append(name)
    return replace(capture, names=tuple(names))


def take_body(capture: Capture) -> Capture:
    """From the first prose to the last; what follows a "Read more" until prose comes again is left out."""
    prose = [i for i, name in enumerate(capture.names) if name == "prose"]
    prose = prose[: _before_end(capture, prose)]
    if not prose:
        kept = [i for i, name in enumerate(capture.names) if name == "other"]
        return replace(capture, body=tuple(kept[1:]) if len(kept) > 1 else tuple(kept))
    body: list[int] = []
    skipping = False
    for index in range(_first(capture, prose), prose[-1] + 1):
        name = capture.names[index]
        skipping = name in ("end_head", "prompt") or (skipping and name != "prose")
        if name == "prose" or (name in ("other", "byline") and not skipping and _belongs(capture, index)):
            body.append(index)
    return replace(capture, body=tuple(body))


def _before_end(capture: Capture, prose: list[int]) -> int:
    """How much of the prose comes before the article's end: a signature, "###", "About Saltby Ferries".

    What looks like an end is believed behind half of the prose, and behind two pieces of it.
    """
    lengths = [len(capture.lines[i]) for i in prose]
    before = count = 0
    for index, name in enumerate(capture.names):
        if count < len(prose) and index > prose[count]:
            before += lengths[count]
            count += 1
        if name in FINAL and count >= FINAL[name] and 2 * before >= sum(lengths):
            return count
    return len(prose)


def _first(capture: Capture, prose: list[int]) -> int:
    """After a standfirst, which is the one piece of prose before a byline; else the first prose.

    The body may open with a short quote or line just before its first prose, once the byline is past.
    """
    first = prose[0]
    if len(prose) > 1 and "byline" in capture.names[first : prose[1]]:
        first = prose[1]
    heads = [i for i in range(first) if capture.names[i] == "byline" or date_of(capture.lines[i])]
    after_head = heads[-1] if heads else first
    for index in range(after_head + 1, first):
        if capture.lines[index][:1] and capture.lines[index][0] in _QUOTE_MARKS:
            return index
    return first


def _belongs(capture: Capture, index: int) -> bool:
    line = capture.lines[index]
    quoted = line[:1] in _QUOTE_MARKS or line[-1:] in _QUOTE_MARKS
    return (
        quoted
        or _runs_on(capture, index)
        or line.endswith((":", "?", ".", "!"))
        or index in capture.headings
        or line[:2] in ("- ", "* ", "• ")
    )


def _runs_on(capture: Capture, index: int) -> bool:
    """Whether the next line goes on with this one's sentence, though they could not be joined."""
    after = next((i for i in range(index + 1, min(index + 4, len(capture.lines))) if capture.lines[i]), None)
    going_on = after is not None and capture.lines[after][0].islower() and capture.names[after] == "prose"
    return going_on and len(capture.lines[index].split()) >= FEWEST_PROSE_WORDS


def find_authors(capture: Capture) -> Capture:
    """The first byline before the body; a mail has none, but a sender."""
    before = capture.body[0] if capture.body else len(capture.lines)
    head = [(capture.lines[i], capture.names[i]) for i in range(before)]
    found = next((clean_authors(people(line), None) for line, name in head if name == "byline"), ())
    mail = any(header(line) for line, _ in head if line.lower().startswith("subject:"))
    return replace(capture, authors=capture.authors or (() if mail else found))


def drop_notes(capture: Capture) -> Capture:
    """Leave out what the body says about its authors: "Ada Brook covers the coast for the Post."."""
    kept = tuple(i for i in capture.body if not note_on(capture.lines[i], capture.authors))
    return replace(capture, body=kept or capture.body)


def find_head(capture: Capture) -> Capture:
    """Title and date: the lines before the body, a mail's headers, or what front matter has said."""
    first = capture.body[0] if capture.body else len(capture.lines)
    head = [(capture.lines[i], capture.names[i]) for i in range(first) if capture.lines[i]]
    mail = {name: value for line, _ in head if (found := header(line)) is not None for name, value in (found,)}
    published = capture.published or date_of(mail.get("date", "")) or date_of(mail.get("sent", ""))
    published = published or published_in([line for line, _ in head if header(line) is None])
    if published is None and capture.body:
        published = dateline(capture.lines[first])
    heading = next((capture.lines[i] for i in sorted(capture.headings) if i < first), None)
    title = capture.title or mail.get("subject") or heading
    others = [line for line, name in head if name == "other" and header(line) is None and not date_of(line)]
    return replace(capture, title=title or title_of(others), published=published)


STEPS: tuple[Callable[[Capture], Capture], ...] = (
    open_mail, paste_pages, read_front, unwrap, unmark, name_lines, take_body, find_authors, drop_notes,
    find_head,
)  # fmt: skip
