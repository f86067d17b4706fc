"""What a line of a raw page capture is: prose, or one of the named kinds of furniture around it.

Input: the lines of a text capture, where a page's menus, buttons, captions and footers stand between title and
paragraphs as lines of their own. `LINE_RULES` is an ordered table: the first rule that knows a line names it. Each
has an example and a counter-example, and a test runs both.

Guaranteed: a line is judged by its own words and by whether the capture repeats it; one pass, linear.

Next: `text_article`, which picks title, byline, date and body by these names.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sayso_extract.domain.page_boxes import PROMPT
from sayso_extract.domain.patterns import Pattern

_MARKERS = tuple(
    sorted(
        (
            "advertisement", "loader", "loading", "share this article", "share this", "share", "close button", "close",
            "comments", "comment", "published on", "updated on", "updated", "published", "menu", "search", "sign in",
            "log in", "login", "register", "subscribe", "newsletter", "newsletters", "events", "podcasts", "podcast",
            "videos", "video", "live", "home", "skip to main content", "skip to content",
            "go to accessibility shortcuts",
            "accessibility shortcuts", "copy link", "email", "facebook", "twitter", "whatsapp", "linkedin", "telegram",
            "print", "save", "listen", "follow us", "follow", "more", "show more", "back to top", "cookie settings",
            "privacy policy", "terms of use", "terms and conditions", "contact us", "about us", "all rights reserved",
            "sponsored", "promoted", "play", "pause", "mute", "image source", "getty images", "no comments",
            "leave a comment", "reading time", "link copied", "copied", "share on", "opens in new window", "x", "and",
        ),
        key=len,
        reverse=True,
    )
)  # fmt: skip
_END_HEADS = frozenset((
    "read more", "related", "related articles", "related stories", "related topics", "more on this story",
    "more stories",
    "you might also like", "you may also like", "recommended", "most read", "most popular", "latest news", "see also",
    "more from", "also read", "top stories", "go to accessibility shortcuts", "trending", "tags", "topics",
))  # fmt: skip
_CREDIT = Pattern(
    r"(?i)\bcopyright\b|©|\(c\) ?\d{4}|\b(?:photo|photograph|photography|picture|image|video)(?: credit| by|:)"
    r"|/ ?(?:AP|AFP|EPA|Reuters|Getty(?: Images)?|Anadolu|DPA|PA)\b"
)
_BYLINE = Pattern(r"(?i)^(?:by|written by|words by|text by|from|author:?)[:\s]+(\pL.{1,120})$")
_DATED = Pattern(r"(?i)^(?:(?:first|last) )?(?:published|updated|posted|modified)\b.{0,60}\d")
_HEADER = Pattern(r"(?i)^(from|to|cc|date|sent|subject|reply-to|message-id):\s*(.*)$")
_SENTENCE_END = Pattern(r"[.!…][\"”’'»)\]]*$")
_QUESTION_END = Pattern(r"\?[\"”’'»)\]]*$")
FEWEST_PROSE_WORDS = 6
LONGEST_CAPTION = 400
LONGEST_MARKER = 120


@dataclass(frozen=True, slots=True)
class Line:
    """One line, cleaned of its surrounding space, and how often the capture holds it."""

    text: str
    count: int = 1
    repeated_with_credit: bool = False


@dataclass(frozen=True, slots=True)
class LineRule:
    """Names a kind of line."""

    name: str
    example: str
    counter_example: str
    knows: Callable[[Line], bool]


def name_of(line: Line) -> str:
    """The kind of a line: a rule's name, or "other"."""
    return next((rule.name for rule in LINE_RULES if rule.knows(line)), "other")


def byline(text: str) -> str | None:
    """The names in a byline, or None if the line is none."""
    match = _BYLINE.search(text)
    if match is None:
        return None
    words = match.group(1).split()
    capitals = sum(word[0].isupper() for word in words)
    small = all(
        w[0].isupper() or w.lower().strip(",") in ("and", "in", "for", "de", "van", "von", "al", "&") for w in words
    )
    return match.group(1) if capitals >= 1 and small and len(words) <= 14 and not _is_sentence(text) else None


def header(text: str) -> tuple[str, str] | None:
    """The name and value of a mail header line."""
    match = _HEADER.search(text)
    return (match.group(1).lower(), match.group(2)) if match else None


def _is_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text) is not None


def _is_marker(line: Line) -> bool:
    """Nothing but the words of buttons: "Share this article Comments"."""
    if len(line.text) > LONGEST_MARKER:
        return False
    words = " ".join(line.text.lower().split()).strip(" .:|•·-–—>»")
    while words:
        marker = next((m for m in _MARKERS if words.startswith(m) and not words[len(m) : len(m) + 1].isalnum()), None)
        if marker is None:
            return not words.strip("0123456789 |•·/,")
        words = words[len(marker) :].strip(" .:|•·-–—/,0123456789")
    return True


def _is_end_head(line: Line) -> bool:
    return len(line.text) <= LONGEST_MARKER and " ".join(line.text.lower().split()).strip(" :>»#*") in _END_HEADS


def _is_credit(line: Line) -> bool:
    if len(line.text) > LONGEST_CAPTION or _CREDIT.search(line.text) is None:
        return False
    return not _is_sentence(line.text) or len(line.text.split()) < 25


def _is_repeated(line: Line) -> bool:
    return (
        (line.count > 1 or line.repeated_with_credit)
        and len(line.text) < LONGEST_CAPTION
        and not _is_sentence(line.text)
    )


def _is_prompt(line: Line) -> bool:
    return len(line.text) < 260 and PROMPT.search(line.text) is not None


def _is_menu(line: Line) -> bool:
    """A row of section names: many words, all capitals in front, no sentence, often a word twice."""
    words = line.text.strip("|•·").split()
    if len(words) < 4 or len(line.text) > 400 or _is_sentence(line.text) or ":" in line.text or "?" in line.text:
        return False
    bars = sum(word in ("|", "•", "·", "/", "›", ">") for word in words)
    if bars >= 2:
        return True
    titled = all(w[0].isupper() or not w[0].isalpha() for w in words)
    stems = [w.lower().rstrip("s") for w in words]
    return titled and len(set(stems)) <= len(stems) - 2


def _is_prose(line: Line) -> bool:
    words = line.text.split()
    if len(words) < FEWEST_PROSE_WORDS or not any(w[0].islower() for w in words):
        return False
    if _is_sentence(line.text):
        return True
    return _QUESTION_END.search(line.text) is not None and (len(words) >= 25 or ". " in line.text or '"' in line.text)


LINE_RULES = (
    LineRule("marker", "Share this article Comments", "Share prices fell on Monday.", _is_marker),
    LineRule("end_head", "Read more", "Readers want more of it.", _is_end_head),
    LineRule("prompt", "Sign up for our newsletter", "They signed up for a course.", _is_prompt),
    LineRule("credit", "The old bridge Copyright Ada Brook/AP",
        "The town sold the copyright of its anthem, which had been "
             "written by a baker in the year of the flood and sung ever since then by its children.", _is_credit),
    LineRule("repeated", "The old bridge in May", "The old bridge in June", _is_repeated),
    LineRule("byline", "By Ada Brook", "By then it was late.", lambda line: byline(line.text) is not None),
    LineRule("dated", "Published on June 17, 2026, 5:45 p.m.", "Publishers met on June 17, 2026, for an hour.",
        lambda line: len(line.text) < LONGEST_MARKER and _DATED.search(line.text) is not None),
    LineRule("menu", "News Sport Sports Events Event Weather", "Mayor of Saltby Opens the Bridge", _is_menu),
    LineRule("prose", "The bridge was opened on Monday.", "Mayor opens bridge", _is_prose),
)  # fmt: skip
