"""The layout of a text capture undone: pages put together, hyphens at line ends taken out, broken lines joined.

Input: the lines of a text that a mail program, a PDF reader or a typist broke at a fixed width. A page number is one
only in a row of page numbers; a running head is a line that stands again beside them. Lines are joined block by block,
where the breaks are such as a fixed width makes and sentences run over them.

Guaranteed: words and their order stay, but for page numbers, running heads, and hyphens at the end of a line; one pass.

Next: `article`.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from sayso_extract.domain.patterns import Pattern
from sayso_extract.domain.text.lines import FEWEST_PROSE_WORDS, SENTENCE_END, Line, byline, header, named_any_of
from sayso_extract.domain.word_lists import word_set

PAGE_BREAK = "\f"
NARROWEST, WIDEST = 40, 100
"""Characters of a line that was broken at a fixed width."""
NARROW, LEAST_NARROW_LINES = 20, 5
"""Columns may be narrower, where there are lines enough to tell."""
FULL = 0.8
"""Of the block's width: how full a line is with the word that did not fit."""
BESIDE = 3
"""Lines around a page's end in which its heads and feet stand."""
_PAGE_NUMBER = Pattern(r"(?i)^[-–—\s]*(?:page|p\.|seite)?\s*(\d{1,4})(?:\s*(?:of|/|von)\s*\d{1,4})?[-–—\s]*$")
_LONE_NUMBER = Pattern(r"^[$£€]?\d[\d.,]*\s?(?:%|[kmb]n?|million|billion)?$")
_LONGEST_NUMBER = 20
_HYPHENATED = Pattern(r"(\pL+)[-\x{2010}]$")
_ITEM = Pattern(r"^(?:[-*•·–]|\d{1,2}[.)])\s")
_ALONE = frozenset(("marker", "end_head", "dated"))
"""Kinds of line that belong to no paragraph."""
_KEEPS = word_set(
    "well self non long short high low half ex all cross full ill in large left mid much near new old on once out over "
    "part right second single small so two three four five six seven eight nine ten twenty thirty forty fifty sixty "
    "vice year"
)
"""First parts of words that keep their hyphen."""


def join_pages(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines without page numbers, running heads and breaks; a sentence that runs over a page's end goes on."""
    numbers = _page_numbers(lines)
    ends = numbers | {i for i, line in enumerate(lines) if line == PAGE_BREAK}
    if not ends:
        return tuple(lines)
    beside = {i for end in ends for i in _beside(lines, end)}
    counts = Counter(lines[i] for i in beside)
    gone = ends | {i for i in beside if counts[lines[i]] > 1 and not SENTENCE_END.search(lines[i])}
    kept: list[str] = []
    cut = False
    for index, line in enumerate(lines):
        if index in gone:
            cut = True
        elif cut and line:
            _go_on(kept, line)
            cut = False
        else:
            kept.append(line)
    return tuple(kept)


def _beside(lines: Sequence[str], end: int) -> list[int]:
    """The lines around a page's end, blank ones not counted."""
    found: list[int] = []
    for step in (-1, 1):
        index, left = end + step, BESIDE
        while 0 <= index < len(lines) and left and abs(index - end) <= 4 * BESIDE:
            if lines[index] and lines[index] != PAGE_BREAK:
                found.append(index)
                left -= 1
            index += step
    return found


def _page_numbers(lines: Sequence[str]) -> set[int]:
    """Numbers that stand alone and count up by one, two of them at least."""
    found: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        match = _PAGE_NUMBER.search(line) if 0 < len(line) <= 20 else None
        if match is not None:
            found.append((index, int(match.group(1))))
    return {pair for (here, number), (there, other) in pairwise(found) if other == number + 1 for pair in (here, there)}


def _go_on(kept: list[str], line: str) -> None:
    """Put a page's first line behind the last page's: a new paragraph, unless the sentence has not ended."""
    end = len(kept)
    while end and not kept[end - 1]:
        end -= 1
    last = kept[end - 1] if end else ""
    if last and line[0].islower() and not SENTENCE_END.search(last):
        del kept[end:]
    elif last:
        kept[end:] = [""]
    kept.append(line)


def mend_numbers(lines: Sequence[str]) -> tuple[str, ...]:
    """Sentences put together again that a page broke around a number: "fees rose by", "12", "percent in a year"."""
    pieces = [[line] for line in lines]
    filled = [i for i, line in enumerate(lines) if line]
    for before, at, after in zip(filled, filled[1:], filled[2:], strict=False):
        if _runs_into(lines[before], lines[at], lines[after]):
            pieces[after] = pieces[before]
            pieces[after] += [lines[at], lines[after]]
            pieces[before] = pieces[at] = [""]
    return tuple(" ".join(each) for each in pieces)


def _runs_into(before: str, number: str, after: str) -> bool:
    if len(number) > _LONGEST_NUMBER or _LONE_NUMBER.search(number) is None:
        return False
    open_end = before[-1:].isalnum() or before[-1:] in "$£€,"
    words = len(before.split()) >= FEWEST_PROSE_WORDS and any(word[0].islower() for word in before.split())
    return open_end and words and after[:1].islower() and " " in after


def unwrap_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Each paragraph on a line of its own."""
    words = Counter(word.strip(".,;:!?\"'“”‘’()").lower() for line in lines for word in line.split())
    joined: list[str] = []
    block: list[str] = []
    for line in (*lines, ""):
        if line and not _stands_alone(line):
            block.append(line)
            continue
        joined += _block(block, words)
        block = []
        joined.append(line)
    return tuple(joined[:-1])


def _stands_alone(line: str) -> bool:
    return (
        header(line) is not None
        or byline(line) is not None
        or line.startswith(("#", ">", "|"))
        or named_any_of(Line(line), _ALONE)
    )


def _block(block: Sequence[str], words: Counter[str]) -> list[str]:
    """The lines of a block, joined where it was broken at a fixed width. A list's items begin anew."""
    joined: list[str] = []
    item: list[str] = []
    for line in block:
        if _ITEM.search(line) is not None:
            joined += _joined(item, words)
            item = []
        item.append(line)
    return joined + _joined(item, words)


def _joined(block: Sequence[str], words: Counter[str]) -> list[str]:
    if len(block) < 2 or not _wrapped(block):
        return list(block)
    pieces = [block[0]]
    for before, line in pairwise(block):
        match = _HYPHENATED.search(before)
        if match is None or not line[0].islower():
            pieces.append(f" {line}")
            continue
        first, second = match.group(1), line.split()[0].strip(".,;:!?\"'“”‘’()")
        if not _keeps_hyphen(first.lower(), second.lower(), words):
            pieces[-1] = pieces[-1][:-1]
        pieces.append(line)
    return ["".join(pieces)]


def _keeps_hyphen(first: str, second: str, words: Counter[str]) -> bool:
    """Whether the word has a hyphen of its own: as the text writes it elsewhere, else by its first part."""
    if words[first + second]:
        return False
    return bool(words[f"{first}-{second}"]) or first in _KEEPS


def _wrapped(block: Sequence[str]) -> bool:
    width = max(map(len, block))
    least = NARROW if len(block) >= LEAST_NARROW_LINES else NARROWEST
    if width > WIDEST:
        return False
    running = 0
    for line, after in pairwise(block):
        hyphenated = _HYPHENATED.search(line) is not None and after[0].islower()
        if not hyphenated and (len(line) < least or len(line) + 1 + len(after.split()[0]) <= FULL * width):
            return False
        running += after[0].islower() and not SENTENCE_END.search(line)
    return running * 3 >= len(block) - 1
