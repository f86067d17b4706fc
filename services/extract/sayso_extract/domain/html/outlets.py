"""Which names are the outlet's own, or its newsroom's, and no person's or title's.

Input: a name from a byline or a piece of a title, and the names the page gives its outlet: publisher, site name, host.

Guaranteed: names are compared word by word, so that "The Post" is found in "The Saltby Post" and not in "Postman".

Next: `titles` and `bylines`.
"""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from sayso_extract.domain.html.plain import within, words_in
from sayso_extract.domain.patterns import Pattern

_DOMAIN = Pattern(r"(?i)^[^\s.,;:/]+(?:\.[^\s.,;:/]+)*\.(?:[a-z]{2,3}|news|info|online|media)$")
_NEWSROOM = Pattern(
    r"(?i)\b(?:newsroom|news ?desk|news team|staff|editors|editorial|redak(?:tion|tionen|tør|tor|cja|ce)|r[eé]daction|"
    r"redacci[oó]n|redazione|redação|redactie|toimitus|ritstjórn|redakcija|redakciya|web ?desk|digital team|bureau|"
    r"agenc(?:y|ies|e)|agentur(?:en)?|correspondents?)\b|редакция|редакція|編集部|편집부|编辑部"
)
AGENCIES = frozenset(
    {"aap", "afp", "agence france presse", "anadolu", "anadolu agency", "anadolu ajansı", "ani", "ansa", "ap",
     "associated press", "the associated press", "bernama", "bloomberg", "canadian press", "the canadian press", "dpa",
     "deutsche presse agentur", "efe", "ians", "interfax", "kyodo", "pa media", "press association", "pti",
     "press trust of india", "reuters", "rtr", "sid", "ritzau", "ntb", "tt", "tass", "upi", "xinhua", "yonhap", "apa",
     "keystone sda", "sda", "belga", "lusa", "pap", "ctk", "čtk", "mti", "unian", "ukrinform"}
)  # fmt: skip
"""News agencies that sign for nobody's outlet and for everybody's pages."""
_MOST_WORDS = 5
_ARTICLES = frozenset({"the", "der", "die", "das", "le", "la", "el", "il", "de"})
_NO_LABELS = frozenset({"www", "m", "amp", "mobile", "news", "en", "edition"})


def outlet_names(names: Iterable[str | None], addresses: Iterable[str | None]) -> tuple[str, ...]:
    """Every name of the outlet: what it calls itself, and its host with and without its ending."""
    found = [each for each in names if each]
    for address in addresses:
        try:
            host = (urlsplit((address or "")[:2_100]).hostname or "").removeprefix("www.")
        except ValueError:
            continue
        labels = [label for label in host.split(".") if label not in _NO_LABELS]
        if len(labels) > 1:
            found += [host, ".".join(labels), labels[0], *([labels[-2]] if len(labels[-2]) > 3 else ())]
    return tuple(dict.fromkeys(found))


def is_outlet(name: str, outlets: Sequence[str]) -> bool:
    """Whether a name is the outlet's, a part of it or it with more, or a site's."""
    if _DOMAIN.search(name.strip()) is not None:
        return True
    mine = _core(name)
    if not mine:
        return False
    for outlet in outlets:
        theirs = _core(outlet)
        if within(mine, theirs) or "".join(mine) == "".join(theirs):
            return True
        # "Post Sport" is the Post's, and so is "The Saltby Post in Lower Vale"; a person's surname may be Post
        if theirs and len(mine) < _MOST_WORDS and mine[: len(theirs)] == theirs and len("".join(theirs)) > 1:
            return True
        if len(theirs) > 1 and within(theirs, mine):
            return True
    return False


def is_newsroom(name: str) -> bool:
    """Whether a name is a newsroom's or an agency's by its words."""
    return _NEWSROOM.search(name[:120]) is not None or " ".join(words_in(name)) in AGENCIES


def without_outlet_behind(name: str, outlets: Sequence[str]) -> str:
    """A person's name without the outlet or agency that some bylines set behind it."""
    words = name.split()
    for size in range(min(_MOST_WORDS, len(words) - 2), 0, -1):
        said = _core(" ".join(words[-size:]))
        if " ".join(said) in AGENCIES or any(said and said == _core(outlet) for outlet in outlets):
            return " ".join(words[:-size])
    return name


def _core(name: str) -> tuple[str, ...]:
    """The words of a name without a leading article."""
    words = words_in(name)
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
