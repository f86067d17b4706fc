"""What a page says of its article in JSON-LD: the article's own object, with what it refers to.

Input: the texts of the page's JSON-LD scripts, the addresses the page gives itself and its visible headlines. A page
may hold many objects, some of them about other articles: teasers, the posts of a live blog. The page's own is the one
at the page's address, then the one under its headline, then the fullest. What it leaves open, the object of the web
page answers. Authors and publishers that are only named by `@id` are looked up.

Guaranteed: strings are single-spaced, without entities or tags; bounds on scripts, objects and depth hold whatever the
page does.

Next: `metadata`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from sayso_extract.domain.html.json_text import script_values
from sayso_extract.domain.html.plain import alike, plain
from sayso_extract.domain.word_lists import word_set

MOST_OBJECTS, DEEPEST, MOST_ITEMS = 2_000, 8, 200
_ARTICLES = word_set(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle "
    "reviewnewsarticle askpublicnewsarticle satiricalarticle advertisercontentarticle scholarlyarticle techarticle "
    "blogposting liveblogposting socialmediaposting discussionforumposting report review"
)
_PAGES = word_set("webpage itempage collectionpage aboutpage profilepage")
_ORGANISATIONS = word_set("organization newsmediaorganization corporation publisher brand")
_HOLDERS = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "author", "creator", "publisher", "isPartOf")
_SAID = ("headline", "datePublished", "author")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody an object names, and whether it says that this is an organisation."""

    name: str
    is_organisation: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """The page's own object and the objects that fill its gaps; empty if there is none."""

    objects: tuple[Mapping[str, Any], ...] = ()
    by_id: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def words(self, *keys: str) -> str | None:
        """The first of the keys that holds words."""
        return next((found for each in self.objects for key in keys if (found := _words(each.get(key)))), None)

    def named(self, *keys: str) -> tuple[Named, ...]:
        """Everybody the first of the keys names that names anybody."""
        for each in self.objects:
            for key in keys:
                found = tuple(self._named(each.get(key), 0))
                if found:
                    return found
        return ()

    def closed(self) -> bool | None:
        """Whether the article, or a part of it, is said not to be free to read."""
        said = [_truth(each.get("isAccessibleForFree")) for each in self.objects]
        parts = [part for each in self.objects for part in _items(each.get("hasPart"))[:MOST_ITEMS]]
        said += [_truth(part.get("isAccessibleForFree")) for part in parts if isinstance(part, dict)]
        return True if False in said else False if True in said else None

    def _named(self, value: Any, depth: int) -> Iterable[Named]:
        if depth > DEEPEST:
            return
        for item in _items(value)[:40]:
            if isinstance(item, str):
                known = self.by_id.get(item)
                if known is not None:
                    yield from self._named(known, depth + 1)
                elif name := plain(item):
                    yield Named(name)
            elif isinstance(item, dict):
                known = self.by_id.get(str(item.get("@id")), {})
                names = item.get("name") or known.get("name") or item.get("legalName")
                kinds = _kinds(item) | _kinds(known)
                for name in _items(names)[:40]:
                    if isinstance(name, str) and (words := plain(name)):
                        yield Named(words, bool(kinds & _ORGANISATIONS) and "person" not in kinds)


def linked(scripts: Sequence[str], addresses: Sequence[str], headlines: Sequence[str]) -> Linked:
    """The page's own article among the objects of its scripts."""
    objects = _objects(scripts)
    by_id: dict[str, Mapping[str, Any]] = {}
    for each in objects:
        name = each.get("@id")
        if isinstance(name, str) and len(each) > len(by_id.get(name, ())):
            by_id[name] = each
    paths = {path for address in addresses if (path := _path(address))}
    ranked = [(_rank(each, paths, headlines), -index) for index, each in enumerate(objects) if _is_about(each)]
    if not ranked:
        return Linked()
    own = objects[-max(ranked)[1]]
    pages = [each for each in objects if each is not own and _kinds(each) & _PAGES]
    same = [each for each in pages if len(pages) == 1 or _paths(each) & paths]
    return Linked((own, *same[:3]), by_id)


def _objects(scripts: Sequence[str]) -> list[dict[str, Any]]:
    """The objects of the scripts, an outer one before those it holds."""
    found: list[dict[str, Any]] = []
    for value in script_values(scripts):
        _collect(value, 0, found)
    return found


def _collect(value: Any, depth: int, found: list[dict[str, Any]]) -> None:
    if depth > DEEPEST or len(found) >= MOST_OBJECTS:
        return
    if isinstance(value, list):
        for item in value[:MOST_ITEMS]:
            _collect(item, depth + 1, found)
    elif isinstance(value, dict):
        found.append(value)
        for key in _HOLDERS:
            if key in value:
                _collect(value[key], depth + 1, found)


def _rank(each: Mapping[str, Any], paths: set[str], headlines: Sequence[str]) -> tuple[bool, bool, bool, int]:
    """How likely an object is the page's own: address, headline, kind, and how much it says."""
    headline = _words(each.get("headline")) or _words(each.get("name")) or ""
    return (
        bool(_kinds(each) & _ARTICLES),
        bool(_paths(each) & paths),
        any(alike(headline, other) for other in headlines),
        sum(key in each for key in _SAID),
    )


def _is_about(each: Mapping[str, Any]) -> bool:
    return bool(_kinds(each) & (_ARTICLES | _PAGES)) or ("headline" in each and "datePublished" in each)


def _paths(each: Mapping[str, Any]) -> set[str]:
    """The paths an object says it is at."""
    page = each.get("mainEntityOfPage")
    said = [each.get("url"), each.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    return {path for address in said if isinstance(address, str) and (path := _path(address))}


def _path(address: str) -> str | None:
    """What tells an address from others of its site; None for a front page."""
    try:
        parts = urlsplit(address[:2_100])
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    return f"{path}?{parts.query}" if path and parts.query else path or None


def _kinds(each: Mapping[str, Any]) -> set[str]:
    """The types of an object, bare: "https://schema.org/NewsArticle" is a newsarticle."""
    kinds = (kind[-80:] for kind in _items(each.get("@type"))[:8] if isinstance(kind, str))
    return {kind.rpartition("/")[2].rpartition(":")[2].strip().lower() for kind in kinds}


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _words(value: Any) -> str | None:
    """The words of a value, of its first item, or of a `{"@value": ...}`; a number is words, too."""
    for item in _items(value)[:3]:
        text = item.get("@value") or item.get("name") if isinstance(item, dict) else item
        if isinstance(text, int) and not isinstance(text, bool):
            return str(text)[:40]
        if isinstance(text, str) and (words := plain(text)):
            return words
    return None


def _truth(value: Any) -> bool | None:
    """Sites write true, "True", "http://schema.org/False"."""
    if isinstance(value, bool):
        return value
    said = value.rpartition("/")[2].strip().lower() if isinstance(value, str) and len(value) < 60 else ""
    return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(said)
