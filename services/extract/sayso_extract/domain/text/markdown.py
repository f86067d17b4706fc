"""Markdown's marks taken from the lines of a text, and what its front matter says.

Input: lines. A text is markdown if it opens with front matter, has headings, or links; in any other text an asterisk or
an underscore is what it is.

Guaranteed: words stay, but for the addresses of links and images; a line costs one pass.

Next: `article`.
"""

from collections.abc import Sequence

from sayso_extract.domain.patterns import Pattern

_HEADING = Pattern(r"^#{1,6}\s+\S")
_LINK = Pattern(r"(!?)\[([^\[\]]{0,300})\]\([^()\s]{0,500}(?:\([^()\s]{0,200}\))?[^()]{0,200}\)")
_IMAGE = Pattern(r"!\[[^\[\]]{0,300}\]\([^()]{0,700}\)")
_NOTE = Pattern(r"\[\^[^\[\]\s]{1,40}\]")
_NOTE_LINE = Pattern(r"^\[\^[^\[\]\s]{1,40}\]:")
_STRONG = Pattern(r"\*\*([^*\s](?:[^*]{0,500}[^*\s])?)\*\*|__([^_\s](?:[^_]{0,500}[^_\s])?)__")
_SOFT = Pattern(r"\*([^*\s](?:[^*]{0,500}[^*\s])?)\*|(?:\b|^)_([^_\s](?:[^_]{0,500}[^_\s])?)_(?:\b|$)|`([^`]{1,300})`")
_RULE = Pattern(r"^(?:-{3,}|\*{3,}|_{3,}|(?:[-*_]\s){3,})\s*$")
_ITEM = Pattern(r"^(?:[-*+]|>)\s+")
_FIELD = Pattern(r"^([A-Za-z_]{2,20})\s*:\s*(.+)$")
LONGEST_FRONT = 60
"""Lines of front matter."""


def front_matter(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The fields a text opens with between two rules, and how many lines that takes."""
    if not lines or lines[0] not in ("---", "+++"):
        return {}, 0
    for index, line in enumerate(lines[1:LONGEST_FRONT], start=1):
        if line == lines[0]:
            found = (_FIELD.search(each) for each in lines[1:index])
            return {m.group(1).lower(): m.group(2).strip(" \"'[]") for m in found if m is not None}, index + 1
    return {}, 0


def heading(line: str) -> bool:
    """Whether the line is a heading."""
    return _HEADING.search(line) is not None


def is_markdown(lines: Sequence[str]) -> bool:
    """Whether the text has headings or links."""
    return any(heading(line) or ("](" in line and _LINK.search(line) is not None) for line in lines)


def plain(line: str) -> str:
    """The line as it is read; empty for rules, images and footnotes."""
    if _RULE.search(line) is not None or _NOTE_LINE.search(line) is not None:
        return ""
    if heading(line):
        line = line.strip("# ")
    line = _ITEM.sub("", line)
    if "![" in line:
        line = _IMAGE.sub("", line)
    if "[" in line:
        line = _NOTE.sub("", _LINK.sub(r"\2", line))
    if "*" in line or "_" in line or "`" in line:
        line = _SOFT.sub(r"\1\2\3", _STRONG.sub(r"\1\2", line))
    return line.strip()
