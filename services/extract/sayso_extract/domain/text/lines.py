"""What a line of a raw page capture is: prose, or one of the named kinds of furniture around it.

Input: the lines of a text capture, where a page's menus, buttons, captions and footers stand between title and
paragraphs as lines of their own. `LINE_RULES` is an ordered table: the first rule that knows a line names it. Each
has an example and a counter-example, and a test runs both.

Guaranteed: a line is judged by its own words and by whether the capture repeats it, a few by the line beside them; one
pass, linear. A rule that is in doubt does not know the line.

Next: `article`, which picks title, byline, date and body by these names.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sayso_extract.domain.html.boxes import PROMPT
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
            "skip advertisement", "skip to site index", "share full article", "view comments", "e-mail", "shares",
            "for immediate release", "accept all", "today’s paper", "watch live", "min read", "minute read",
            "add to favourites", "bookmark", "live updates", "breaking news", "sign up", "site index",
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
    "related content", "related links", "related posts", "most viewed", "most watched", "most watched news videos",
    "editors’ picks", "editor's picks", "don't miss", "key events", "in this article", "explore more on these topics",
    "load more posts", "latest", "more news", "up next",
))  # fmt: skip
_CREDIT = Pattern(
    r"(?i)\bcopyright\b|©|\(c\) ?\d{4}|\b(?:photo|photograph|photography|picture|image|video)(?: credit| by|:)"
    r"|/ ?(?:AP|AFP|EPA|Reuters|Getty(?: Images)?|Anadolu|DPA|PA)\b"
    r"|^(?:image|media|photo|video) (?:source|caption)\b|^credit(?:\.{3}|…|:)"
)
_CAPTION_LABEL = Pattern(r"(?i)^(?:image|media|photo|video) caption,?$")
_CREDIT_LABEL = Pattern(r"(?i)^credit(?:\.{3}|…|:)")
_BYLINE = Pattern(
    r"(?i)^(?:(?:interview|story|report|analysis|review|opinion|comment|written|words|text|reporting)?[: ]*by"
    r"|(?:posted|published) (?:on )?.{4,40} by|from|author:?|words:)[:\s]+(\pL.{1,120})$"
)
_STATION = Pattern(
    r"(?i)^(?:reporting (?:from|in)\b|in \pL+$|.{0,50}\b(?:correspondent|reporter|editor|staff writer|columnist)\b)"
)
_NOTICE = Pattern(
    r"(?i)^(?:view (?:this|in)\b.{0,40}\bbrowser|to play this video|this video (?:cannot|can not|can't)|"
    r"you(?:’re| are|'re) receiving this|unsubscribe\b|to unsubscribe|this (?:e-?mail|message)\b.{0,60}"
    r"\b(?:confidential|intended)|the comments below|your e-?mail address will not|share or comment on|see more on:|"
    r"a version of this article|\(?\(?reporting by\b|\(\(|additional reporting by|load more|leave a reply|"
    r"read the full (?:story|article)|follow live\b|subscribe (?:for|today|from)\b|try (?:us )?free\b|"
    r"please enable javascript|javascript is|proudly powered|"
    r"this article (?:was )?(?:originally|first) (?:appeared|published)|explore more on|reuse this content)"
)
_ADDRESS = Pattern(r"^<?(?:https?://|www\.)\S+>?$")
_CONTACT = Pattern(
    r"(?i)^(?:(?:media |press )?contacts?|phone|tel|telephone|e-?mail|fax|web|website|twitter|embargo(?:ed)?"
    r"(?: until)?)\s*:"
)
_ABOUT = Pattern(r"^About (?:the (?:[Aa]uthors?|[Cc]ompany)|\p{Lu}[\pL\d’'&.-]*(?: \pL[\pL\d’'&.-]*){0,5})$")
_END_MARK = Pattern(r"(?i)^(?:#{3,}|-+ ?30 ?-+|\*{3} ?ends? ?\*{3}|-* ?ends? ?-*|ends|notes to editors?:?|about us:?)$")
_SIGNATURE = Pattern(
    r"(?i)^(?:--|(?:kind |best |warm )?regards,?|yours (?:sincerely|faithfully|truly),?|best wishes,?)$"
)
_DISCUSSION = Pattern(
    r"(?i)^(?:\d+ comments?|comments? ?\(?\d+\)?|leave a (?:reply|comment)|join the (?:conversation|discussion))$"
)
_FORWARDED = Pattern(
    r"(?i)^(?:-{2,} ?(?:forwarded message|original message|forwarded by\b.{0,60}?) ?-{2,}|begin forwarded message:?)$"
)
_NOTE = Pattern(
    r"(?i)^(?:reported|reports|contributed|covers|writes|is (?:an?|the|our)\b.{0,80}"
    r"\b(?:reporter|correspondent|editor|writer|columnist|journalist|author|professor|fellow)|can be reached)\b"
)
_DATED = Pattern(r"(?i)^(?:(?:first|last) )?(?:published|updated|posted|modified)\b.{0,60}\d")
_HEADER = Pattern(
    r"(?i)^(from|to|cc|bcc|date|sent|subject|reply-to|message-id|mime-version|content-type|content-transfer-encoding|"
    r"list-unsubscribe|return-path|delivered-to|received|x-[a-z-]{2,30}):\s*(.*)$"
)
SENTENCE_END = Pattern(r"[.!…][\"”’'»)\]]*$")
_QUESTION_END = Pattern(r"\?[\"”’'»)\]]*$")
FEWEST_PROSE_WORDS = 6
LONGEST_CAPTION = 400
LONGEST_MARKER = 120
MOST_STATION = 60
FINAL = {"end_mark": 1, "signature": 1, "about": 2, "discussion": 2}
"""Kinds of line that may end an article, and how many pieces of prose must stand before."""


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


def named_any_of(line: Line, names: frozenset[str]) -> bool:
    """Whether the kind of a line is one of these; the rules of others are asked only where one of these knows it."""
    return any(rule.knows(line) for rule in LINE_RULES if rule.name in names) and name_of(line) in names


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


def forwarded(text: str) -> bool:
    """Whether what follows is a mail that was forwarded."""
    return len(text) <= LONGEST_MARKER and _FORWARDED.search(text) is not None


def captions(text: str) -> bool:
    """Whether the next line is a caption."""
    return _CAPTION_LABEL.search(text) is not None


def captioned(text: str) -> bool:
    """Whether the line before is a caption."""
    return len(text) <= LONGEST_MARKER and _CREDIT_LABEL.search(text) is not None


def signed(text: str, after: str) -> bool:
    """Whether a line is an author's name, by the station or role on the line after."""
    names = text.split()
    named = 2 <= len(names) <= 4 and all(name[0].isupper() and name.isalpha() for name in names)
    return named and len(after) <= MOST_STATION and not _is_sentence(after) and _STATION.search(after) is not None


def note_on(text: str, authors: Sequence[str]) -> bool:
    """Whether a paragraph is about who wrote the article."""
    if len(text) > LONGEST_CAPTION:
        return False
    after = next((text[len(name) :].strip(" ,") for name in authors if text.startswith(f"{name} ")), None)
    return after is not None and _NOTE.search(after) is not None and '"' not in text and "“" not in text


def _is_sentence(text: str) -> bool:
    return SENTENCE_END.search(text) is not None


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


def _knows(pattern: Pattern, longest: int = LONGEST_MARKER) -> Callable[[Line], bool]:
    return lambda line: len(line.text) <= longest and pattern.search(line.text) is not None


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
    LineRule("end_mark", "###", "# 3", _knows(_END_MARK)),
    LineRule("signature", "Kind regards,", "Kind regards were sent.", _knows(_SIGNATURE)),
    LineRule("about", "About Saltby Ferries", "About 600 houses", _knows(_ABOUT)),
    LineRule("discussion", "3 Comments", "3 comments were read out.", _knows(_DISCUSSION)),
    LineRule("address", "https://post.example/letters", "See https://post.example/letters", _knows(_ADDRESS, 2000)),
    LineRule("contact", "Press contact: Ada Brook", "Contact was lost on Monday.", _knows(_CONTACT)),
    LineRule("marker", "Share this article Comments", "Share prices fell on Monday.", _is_marker),
    LineRule("end_head", "Read more", "Readers want more of it.", _is_end_head),
    LineRule("prompt", "Sign up for our newsletter", "They signed up for a course.", _is_prompt),
    LineRule("notice", "You are receiving this email because you signed up.", "You are receiving too little, she said.",
        _knows(_NOTICE, LONGEST_CAPTION)),
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
