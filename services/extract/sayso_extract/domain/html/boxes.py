"""Boxes inside a page that are not its article: named steps that take them out, on the tree and on paragraphs.

Input: a parsed page before trafilatura reads it, then the paragraphs it gave. `TREE_STEPS` and `PARAGRAPH_STEPS` are
ordered tables; each step has an example it must take out and a counter-example it must leave, and a test runs both.
A step on the tree names the tags it looks at, and every element is looked at by the steps of its tag only.

Guaranteed: steps never add words, a paragraph of prose is never dropped for its length alone, and an element costs a
bounded look however the page nests.

Next: `tables`, then `article`.
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from sayso_extract.domain.patterns import Pattern
from sayso_extract.domain.word_lists import word_set

_BOX = Pattern(
    r"(?i)(?:^|[\s_-])(?:newsletter|related|recommended|share|sharing|social|cookie|consent|promo|advert|ads?|paywall|"
    r"subscribe|subscription|comments?|most-read|more-on|read-more|pull-?quote|disclaimer-box)(?:$|[\s_-])"
)
_BOX_WORDS = word_set(
    "newsletter related recommended share sharing social cookie consent promo advert ad ads paywall subscribe "
    "subscription comment comments read more pull pullquote box"
)
PROMPT = Pattern(
    r"(?i)^(?:sign up (?:for|to)|subscribe (?:to|now)|read more\b|related:|see also:?|advertisement$|share this|"
    r"follow us|download (?:the|our) app|we use cookies|accept (?:all )?cookies|click here|more on this story|"
    r"get our|join our|listen to this article|watch:|photo:|image:|recommended$|related (?:stories|articles|topics)$)"
    r"|(?i)\b(?:our|your|the) use of cookies\b"
)
_CREDIT = Pattern(
    r"(?i)^.{0,160}(?:copyright\b|©|\b(?:photo|photograph|image|picture)(?: credit)?:"
    r"| / (?:AP|AFP|Reuters|Getty)\b).{0,80}$"
)
_TEXT = XPath("string()", smart_strings=False)
_LEADS = (":", "|", ">", "»", "›", "→", "►", "▶", "•")
LONGEST_PROMPT = 220
LONGEST_LINK = 260
LONGEST_LEAD = 30
LONGEST_SPACED = 10_000
"""Characters of a line as it stands in the page, with its indentation."""
LEAST_REPEATED = 80
MOST_LOOKED_AT = 200
MOST_OF_A_LINE = 60


@dataclass(frozen=True, slots=True)
class TreeStep:
    """Takes elements with one of `tags` out of a page; example and counter-example are HTML."""

    name: str
    tags: frozenset[str]
    example: str
    counter_example: str
    takes: Callable[[HtmlElement], bool]


@dataclass(frozen=True, slots=True)
class ParagraphStep:
    """Drops paragraphs; told what came before. Example and counter-example are paragraphs joined by "|"."""

    name: str
    example: str
    counter_example: str
    drops: Callable[[str, Set[str]], bool]


def drop_boxes(tree: HtmlElement, steps: Sequence[TreeStep] | None = None) -> HtmlElement:
    """Take every box out of the tree, in place, and give it back."""
    by_tag: dict[str, list[Callable[[HtmlElement], bool]]] = {}
    for step in TREE_STEPS if steps is None else steps:
        for tag in step.tags:
            by_tag.setdefault(tag, []).append(step.takes)
    for element in list(tree.iter(*by_tag)):
        for takes in by_tag[element.tag]:
            if takes(element):
                if element.getparent() is not None:
                    element.drop_tree()
                break
    return tree


def drop_paragraphs(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Keep the paragraphs of the article."""
    kept: list[str] = []
    seen: set[str] = set()
    for words in paragraphs:
        if dropped_by(words, seen) is None:
            kept.append(words)
        seen.add(words)
    return tuple(kept)


def dropped_by(words: str, seen: Set[str]) -> str | None:
    """The step that drops a paragraph, given those before it; None for a paragraph of the article."""
    return next((step.name for step in PARAGRAPH_STEPS if step.drops(words, seen)), None)


def _is_unread(element: HtmlElement) -> bool:
    """What holds no words for people; readers copy the page several times. trafilatura asks JSON-LD for forums."""
    return element.tag in _UNREAD and (element.tag != "script" or "ld+json" not in (element.get("type") or "")[:60])


def _is_caption(element: HtmlElement) -> bool:
    return bool(element.tag == "figcaption")


def _is_box(element: HtmlElement) -> bool:
    marks = _marked(element)
    return bool(marks) and _names_a_box(marks) and _short(element)


@lru_cache(maxsize=10_000)
def _names_a_box(marks: str) -> bool:
    """A page repeats its classes; few hold a word that any box is named by."""
    words = marks.lower().replace("-", " ").replace("_", " ").split()
    return not _BOX_WORDS.isdisjoint(words) and _BOX.search(marks) is not None


def _is_pull_quote(element: HtmlElement) -> bool:
    return "pull" in _marked(element).lower()


def _is_link(element: HtmlElement) -> bool:
    """A line that is one link or several, or a short lead ("See also:") and a link: a way to other articles."""
    before = element.text or ""
    if len(before) > LONGEST_LEAD and len("".join(before.split())) > LONGEST_LEAD:
        return False  # too long for a lead, and for a tenth of the longest line
    if next(element.iter("a"), None) is None:
        return False
    whole, linked, last = _measured(element)
    if not whole or len(whole) > LONGEST_LINK:
        return False
    if linked >= 0.9 * len(whole):
        return True
    lead = whole[: len(whole) - len(last)]
    return bool(last) and len(lead) <= LONGEST_LEAD and lead.endswith(_LEADS) and whole.endswith(last)


def _measured(element: HtmlElement) -> tuple[str, int, str]:
    """The words of a line, how much of them its links are, and the last link's, without spaces; empty for no line."""
    parts = list(islice(element.iter(), MOST_OF_A_LINE + 1))
    if len(parts) > MOST_OF_A_LINE:
        return "", 0, ""
    whole = str(_TEXT(element))
    if len(whole) > LONGEST_SPACED:
        return "", 0, ""
    linked, last = 0, ""
    for link in parts:
        if link.tag == "a":
            last = "".join(str(_TEXT(link)).split())
            linked += len(last)
    return "".join(whole.split()), linked, last


def _marked(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}".strip()[:300]


def _short(element: HtmlElement) -> bool:
    """A box holds little text; a page whose body has such a class is not one. Looks at its first elements only."""
    return sum(1 for e in islice(element.iter(), MOST_LOOKED_AT) if e.tag == "p") <= 4


def _is_prompt(words: str, _: Set[str]) -> bool:
    return len(words) <= LONGEST_PROMPT and PROMPT.search(words) is not None


def _is_credit(words: str, _: Set[str]) -> bool:
    return len(words) <= 260 and _CREDIT.search(words) is not None and not words.endswith((".", '."', ".”"))


def _is_repeated(words: str, before: Set[str]) -> bool:
    return len(words) >= LEAST_REPEATED and words in before


_UNREAD = frozenset({"script", "style", "svg", "template"})
_LINES = frozenset({"p", "li", "h2", "h3", "h4", "h5", "h6"})
_SAID = "The bridge over the Arle stays closed until the spring, the mayor of Saltby said on Monday."

TREE_STEPS = (
    TreeStep(
        "unread",
        _UNREAD,
        "<svg><path d='M0 0'/></svg>",
        "<p>Scripts and styles</p>",
        _is_unread,
    ),
    TreeStep(
        "caption",
        frozenset({"figcaption"}),
        "<figcaption>The bridge</figcaption>",
        "<p>The bridge</p>",
        _is_caption,
    ),
    TreeStep(
        "pull_quote",
        frozenset({"aside", "blockquote"}),
        '<aside class="pull">Safe</aside>',
        "<blockquote>Safe</blockquote>",
        _is_pull_quote,
    ),
    TreeStep(
        "box",
        frozenset({"div", "aside", "section", "ul", "form", "blockquote"}),
        '<div class="newsletter-box">Sign up</div>',
        '<div class="newsroom">Sign up</div>',
        _is_box,
    ),
    TreeStep(
        "link",
        _LINES,
        '<p>See also: <a href="/b">The bridge that stayed open</a></p>',
        '<p>The mayor said: <a href="/b">the bridge</a> stays closed.</p>',
        _is_link,
    ),
)
PARAGRAPH_STEPS = (
    ParagraphStep("prompt", "Sign up for our newsletter", "Sign language was taught at the school.", _is_prompt),
    ParagraphStep("credit", "The bridge in May. Photo: Ada Brook", "The photo showed a bridge.", _is_credit),
    ParagraphStep("repeated", f"{_SAID}|{_SAID}", "A short line.|A short line.", _is_repeated),
)
