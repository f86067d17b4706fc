"""Boxes inside a page that are not its article: named steps that take them out, on the tree and on paragraphs.

Input: a parsed page before trafilatura reads it, then the paragraphs it gave. `TREE_STEPS` and `PARAGRAPH_STEPS` are
ordered tables; each step has an example it must take out and a counter-example it must leave, and a test runs both.

Guaranteed: steps never add words, and a paragraph of prose is never dropped for its length alone.

Next: `html_article`.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from sayso_extract.domain.patterns import Pattern

_BOX = Pattern(
    r"(?i)(?:^|[\s_-])(?:newsletter|related|recommended|share|sharing|social|cookie|consent|promo|advert|ads?|paywall|"
    r"subscribe|subscription|comments?|most-read|more-on|read-more|pull-?quote|disclaimer-box)(?:$|[\s_-])"
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
LONGEST_PROMPT = 220
MOST_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class TreeStep:
    """Takes elements out of a page; example and counter-example are HTML."""

    name: str
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


def drop_boxes(tree: HtmlElement) -> HtmlElement:
    """Take every box out of the tree, in place, and give it back."""
    for element in [e for e in tree.iter() if isinstance(e.tag, str)]:
        if any(step.takes(element) for step in TREE_STEPS) and element.getparent() is not None:
            element.drop_tree()
    return tree


def drop_paragraphs(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the paragraphs of the article."""
    kept: list[str] = []
    seen: set[str] = set()
    for words in paragraphs:
        if not any(step.drops(words, seen) for step in PARAGRAPH_STEPS):
            kept.append(words)
        seen.add(words)
    return tuple(kept)


def _marked(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()[:300]


def _is_caption(element: HtmlElement) -> bool:
    return bool(element.tag == "figcaption")


def _is_box(element: HtmlElement) -> bool:
    if element.tag not in ("div", "aside", "section", "ul", "form", "blockquote"):
        return False
    marks = _marked(element)
    return bool(marks) and _BOX.search(marks) is not None and _short(element)


def _is_pull_quote(element: HtmlElement) -> bool:
    return element.tag in ("aside", "blockquote") and "pull" in _marked(element).lower()


def _short(element: HtmlElement) -> bool:
    """A box holds little text; a page whose body has such a class is not one. Looks at its first elements only."""
    return sum(1 for e in islice(element.iter(), MOST_LOOKED_AT) if e.tag == "p") <= 4


def _is_prompt(words: str, _: Set[str]) -> bool:
    return len(words) <= LONGEST_PROMPT and PROMPT.search(words) is not None


def _is_credit(words: str, _: Set[str]) -> bool:
    return len(words) <= 260 and _CREDIT.search(words) is not None and not words.endswith((".", '."', ".”"))


def _is_repeated(words: str, before: Set[str]) -> bool:
    return words in before


TREE_STEPS = (
    TreeStep("caption", "<figcaption>The bridge</figcaption>", "<p>The bridge</p>", _is_caption),
    TreeStep("pull_quote", '<aside class="pull">Safe</aside>', "<blockquote>Safe</blockquote>", _is_pull_quote),
    TreeStep("box", '<div class="newsletter-box">Sign up</div>', '<div class="newsroom">Sign up</div>', _is_box),
)
PARAGRAPH_STEPS = (
    ParagraphStep("prompt", "Sign up for our newsletter", "Sign language was taught at the school.", _is_prompt),
    ParagraphStep("credit", "The bridge in May. Photo: Ada Brook", "The photo showed a bridge.", _is_credit),
    ParagraphStep("repeated", "The same words.|The same words.", "The same words.|Other words.", _is_repeated),
)
