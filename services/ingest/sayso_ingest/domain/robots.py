"""What a host's robots.txt says to us, by RFC 9309.

The RFC has two halves, and so has this module. *Which lines are ours* is decided here, line by line, since that is
where parsers differ: protego ends a group at a line it does not know (and then allows what is forbidden), takes
``say`` for ``sayso``, and lets Crawl-delay split a group. *Which rule matches a path* (wildcards, percent-escapes, the
longest rule wins, Allow wins a tie) is protego's, which gets one clean group: ours.

A file is bytes from a stranger: whatever is no rule is skipped, so a page of HTML or garbage forbids nothing. Where
the status stands for the file, :func:`reading` says what it means. Who fetches and keeps it: ``adapters.robots``.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote_from_bytes

from protego import Protego

Reading = Literal["parse", "allow", "later"]
Directive = Literal["agent", "allow", "disallow", "delay"]

LARGEST = 500 * 1024
"""Bytes read of a file, the RFC's least limit. What stands behind is not read."""
LONGEST_LINE = 16_663
"""Bytes read of a line, as Google's parser does: eight times the longest URL of old."""
LONGEST_CRAWL_DELAY = 300.0
"""Seconds. A host that asks for a day would hold its URLs for years; five minutes is a delay no host minds."""
HOPS = 5
"""Redirects followed to a robots.txt, as the RFC asks."""
MOST_FAILURES = 6
"""Times in a row that a robots.txt is found unreachable before its host's URLs are ended."""
LONGEST_WAIT = 3600.0
FEW = 50
"""Lines that are gone through at once; more, or such with wildcards, by a thread."""

DIRECTIVES: Mapping[bytes, Directive] = {
    b"user-agent": "agent",
    b"useragent": "agent",
    b"user agent": "agent",
    b"allow": "allow",
    b"disallow": "disallow",
    b"dissallow": "disallow",
    b"dissalow": "disallow",
    b"disalow": "disallow",
    b"diasllow": "disallow",
    b"disallaw": "disallow",
    b"crawl-delay": "delay",
    b"crawl delay": "delay",
}
"""The lines that count, with the misspellings that Google's parser and protego know. All else is skipped."""

_TOKEN = re.compile(r"[A-Za-z_-]*")
_PATH_AS_WRITTEN = "".join(map(chr, range(0x21, 0x7F)))
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host asks of us."""

    crawl_delay: float | None = None
    matcher: Protego | None = None
    is_quick: bool = True
    """Whether asking takes some microseconds, whatever the URL: there are few lines, and no wildcards in them."""

    def allows(self, url: str) -> bool:
        """Whether the URL may be fetched. robots.txt itself always may."""
        return self.matcher is None or self.matcher.can_fetch(url, "*")


NO_RULES = Rules()
"""Everything may be fetched."""


@dataclass(slots=True)
class _Group:
    """The lines for one agent, from wherever they stand in the file."""

    named: bool = False
    lines: list[str] = field(default_factory=list)
    crawl_delay: float | None = None

    def add(self, directive: Directive, value: bytes) -> None:
        if directive == "delay":
            self.crawl_delay = max(self.crawl_delay or 0.0, _seconds(value)) or None
        elif value:
            self.lines.append(f"{directive}: {quote_from_bytes(value, safe=_PATH_AS_WRITTEN)}")

    def rules(self) -> Rules:
        matcher = Protego.parse("\n".join(("user-agent: *", *self.lines))) if self.lines else None
        is_quick = len(self.lines) <= FEW and not any("*" in line for line in self.lines)
        return Rules(self.crawl_delay, matcher, is_quick)


def reading(status: int) -> Reading:
    """What an answer for robots.txt means, once redirects are followed: a status of 300 is one that led nowhere.

    4xx: there is none, all is allowed. 429 is the exception: a host that asks for fewer requests is not sent more.
    5xx: unreachable, so nothing may be fetched until it answers.
    """
    if 200 <= status < 300:
        return "parse"
    return "allow" if 300 <= status < 500 and status != 429 else "later"


def unreachable_wait(failures: int, first: float, asked: float | None = None) -> float:
    """Seconds until robots.txt is asked for again, after so many failures in a row: doubling, up to an hour."""
    return max(min(LONGEST_WAIT, first * 2.0 ** (failures - 1)), asked or 0.0)


def product_token(user_agent: str) -> str:
    """The name by which robots.txt calls a crawler: the letters its user agent begins with, in lower case."""
    return _TOKEN.match(user_agent)[0].lower()  # type: ignore[index]  # it matches the empty string


def parse(body: bytes, token: str) -> Rules:
    """The rules of a file for the crawler of that (lower-case) name: its own groups, else those of ``*``."""
    groups = {token: _Group(), "*": _Group()}
    ruled: set[str] = set()
    delayed: set[str] = set()
    rules_ended = delays_ended = True
    for directive, value in _directives(body):
        if directive == "agent":
            ruled, delayed = (set() if rules_ended else ruled), (set() if delays_ended else delayed)
            rules_ended = delays_ended = False
            agent = _agent(value)
            if agent in groups:
                groups[agent].named = True
                ruled.add(agent)
                delayed.add(agent)
            continue
        for each in delayed if directive == "delay" else ruled:
            groups[each].add(directive, value)
        rules_ended = rules_ended or directive != "delay"
        delays_ended = True
    return (groups[token] if groups[token].named else groups["*"]).rules()


def _directives(body: bytes) -> Iterator[tuple[Directive, bytes]]:
    for line in _lines(body):
        text = line[:LONGEST_LINE].partition(b"#")[0].strip()
        name, colon, value = text.partition(b":")
        directive = DIRECTIVES.get(name.strip().lower())
        if directive is None and not colon:
            name, value = (*text.split(None, 1), b"", b"")[:2]
            directive = DIRECTIVES.get(name.lower())
        if directive is not None:
            yield directive, value.strip()


def _lines(body: bytes) -> list[bytes]:
    """The file's lines, however they end. A line that the size limit cuts is left out: half a path forbids more."""
    lines = body[:LARGEST].removeprefix(_MARK).splitlines()
    return lines if len(body) <= LARGEST else lines[:-1]


def _agent(value: bytes) -> str:
    text = value.decode("latin-1")
    return "*" if text.split()[:1] == ["*"] else product_token(text)


def _seconds(value: bytes) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return min(max(seconds, 0.0), LONGEST_CRAWL_DELAY) if math.isfinite(seconds) else 0.0
