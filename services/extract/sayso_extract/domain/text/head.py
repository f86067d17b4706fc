"""What stands before the body of a text capture: its title, its authors and its date.

Input: the lines before the body with their names. A heading or a mail's subject is the title; else the first line that
is long enough for one, since what follows a title is its standfirst, its author and its date, and what precedes it are
menus. A date that is called the day of publication comes before one that merely stands there, and that before a
dateline's.

Guaranteed: titles and names are words of the capture; dates are ISO.

Next: `article`.
"""

from collections.abc import Sequence

from sayso_extract.domain.fields.dates import find_time
from sayso_extract.domain.html.stated_dates import iso_date
from sayso_extract.domain.patterns import Pattern
from sayso_extract.domain.text.lines import byline
from sayso_extract.domain.words import Words

_LEAST_TITLE, _SURE_TITLE, _MOST_TITLE = 3, 5, 30
"""Words of a title; from `_SURE_TITLE` on no menu has as many."""
_DATELINE = Pattern(r"^([^,]{2,40}),\s(.{4,40}?)\s*(?:\([^()]{1,40}\)\s*)?[–—-]\s")
_PUBLISHED = Pattern(r"(?i)^(?:first )?(?:published|posted)\b")
_UPDATED = Pattern(r"(?i)\b(?:last )?(?:updated|modified)\b")
_ROLE = Pattern(
    r"(?i)\b(?:correspondent|editor|reporter|writer|staff|columnist|desk|bureau|agency|agencies|photographer|chief|"
    r"contributor)\b"
)


def title_of(lines: Sequence[str]) -> str | None:
    """The title among the lines that are nothing else."""
    lengths = [len(line.split()) for line in lines]
    for line, length in zip(lines, lengths, strict=True):
        if _SURE_TITLE <= length <= _MOST_TITLE:
            return line
    like = [i for i, length in enumerate(lengths) if _LEAST_TITLE <= length <= _MOST_TITLE]
    if not like:
        return lines[0] if lines else None
    return lines[max(like, key=lambda i: (lengths[i] + (i == like[-1]), i))]


def people(line: str) -> tuple[str, ...]:
    """The names in a byline, without places and roles."""
    names = byline(line) or line
    for stop in (" in ", " for ", " at ", " | "):
        names = names.split(stop)[0]
    pieces = (p.strip() for part in names.split(" and ") for piece in part.split("&") for p in piece.split(","))
    return tuple(piece for piece in pieces if piece and _ROLE.search(piece) is None)


def published_in(lines: Sequence[str]) -> str | None:
    """The date of publication among the lines before the body."""
    bare = updated = None
    for line in lines:
        if _PUBLISHED.search(line) is not None:
            after = _UPDATED.search(line)
            found = date_of(line[: after.span()[0]] if after is not None else line)
            if found is not None:
                return found
        elif _UPDATED.search(line) is not None:
            updated = updated or date_of(line)
        else:
            bare = bare or date_of(line)
    return bare or updated


def dateline(line: str) -> str | None:
    """The day that the body's first line begins with: "LOWER VALE, March 3, 2025 – "."""
    match = _DATELINE.search(line[:120])
    return date_of(match.group(2)) if match is not None and match.group(1).isupper() else None


def date_of(line: str) -> str | None:
    """A date that is nearly all of its line: "2025-04-09", "Published on 13 November 2024 at 10:30"."""
    if not line or len(line) > 80 or len(line.split()) > 12 or not any(c.isdigit() for c in line):
        return None
    for word in line.split():
        if iso_date(word):
            return iso_date(word)
    found = find_time(line, Words(line), None, ahead=False)
    return found.start if found is not None and found.granularity == "day" else None
