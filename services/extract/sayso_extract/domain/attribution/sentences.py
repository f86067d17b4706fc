"""Sentences, split so that a quote never is: the unit in which one attribution is looked for.

Input: the tokens of one paragraph, each quote a single token. A full stop ends a sentence unless it belongs to an
abbreviation or an initial; a quote that ends in a full stop ends one too, if a new sentence seems to begin
after it. After a quote ending in "?" or "!" the speaker may still follow ('"Why?" Smith asked.'), so a verb of
speech close by keeps the two together.

Guaranteed: every token is in exactly one sentence, in order.

Next: `finder`, which reads the sentences of an article.
"""

from sayso_extract.domain.attribution.cues import FORMS
from sayso_extract.domain.attribution.quotes import find_quotes, paragraphs
from sayso_extract.domain.attribution.tokens import Token, tokenise
from sayso_extract.domain.model import Span
from sayso_extract.domain.word_lists import word_set

_TITLES = word_set("mr. mrs. ms. dr. prof. sen. rep. gov. gen. col. lt. sgt. capt. rev. hon. st. messrs.")
_STARTERS = word_set("he she it they we the a an but and in on at this that these there his her its i")
_ENDS = frozenset((".", "?", "!", "…", "..."))
_CUE_WITHIN = 8


def split_sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of a text."""
    spans: list[Span] = []
    quotes = find_quotes(text)
    for paragraph in paragraphs(text):
        mine = tuple(q for q in quotes if paragraph.begin <= q.outer.begin < paragraph.end)
        spans.extend(Span(s[0].begin, s[-1].end) for s in group(tokenise(text, paragraph, mine)))
    return tuple(spans)


def group(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], ...]:
    """The tokens of a paragraph, sentence by sentence."""
    sentences: list[tuple[Token, ...]] = []
    first = 0
    for index, token in enumerate(tokens):
        if token.stops and _ends_here(tokens, index):
            sentences.append(tokens[first : index + 1])
            first = index + 1
    if first < len(tokens):
        sentences.append(tokens[first:])
    return tuple(sentences)


def _ends_here(tokens: tuple[Token, ...], index: int) -> bool:
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None:
        return True
    if token.kind == "quote":
        return _quote_ends(tokens, index, following)
    if token.kind == "word" and token.text.endswith("."):
        return token.lower not in _TITLES and following.capital and following.lower in _STARTERS
    inside = following.begin == token.end and (following.kind == "number" or _is_code(tokens, index))  # "Sh4.3", "No.7"
    return token.text in _ENDS and following.text not in _ENDS and _begins(following) and not inside


def _is_code(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a full stop stands between capitals without a space: "(KEST.N)"."""
    before, following = tokens[index - 1], tokens[index + 1]
    return index > 0 and before.end == tokens[index].begin and before.text.isupper() and following.text.isupper()


def _begins(token: Token) -> bool:
    return token.kind in ("quote", "number") or token.capital or token.text in "([-–—•*"


def _quote_ends(tokens: tuple[Token, ...], index: int, following: Token) -> bool:
    words = tokens[index].text.rstrip("\"”“»«'’ ")
    last = words[-1:]
    if last not in (".", "?", "!", "…") or not _begins(following):
        return False
    if following.kind == "quote":
        return True
    ahead = tokens[index + 1 : index + 1 + _CUE_WITHIN]
    for place, token in enumerate(ahead):
        if token.text in _ENDS:
            return True
        if token.lower in FORMS:
            rest = tokens[index + 2 + place] if index + 2 + place < len(tokens) else None
            ends = rest is None or rest.text in (".", ",", ":") or FORMS[token.lower].hearer
            return not (ends or (last != "." and place <= 3))
    return True
