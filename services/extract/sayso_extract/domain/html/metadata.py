"""What a page says about its article in JSON-LD and meta tags: the first place to look, and the most often right.

Input: a parsed page. JSON-LD articles are read first, then meta tags, then a `time` element, then the title tag.

Guaranteed: values are cleaned text, dates are ISO; an outlet's name is never an author. Broken JSON is passed over;
nesting and counts are bounded.

Next: `article`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lxml.html import HtmlElement

from sayso_extract.domain.word_lists import word_set

_ARTICLE_TYPES = word_set(
    "article newsarticle reportagenewsarticle blogposting analysisnewsarticle opinionnewsarticle "
    "backgroundnewsarticle reviewnewsarticle liveblogposting report webpage"
)
_ORGANISATIONS = ("Organization", "NewsMediaOrganization", "Corporation")
_LONGEST_LINK = 2100
"""Characters looked at; what is longer than a URL may be is refused for its length."""
_MOST_BLOCKS, _MOST_BYTES, _DEEPEST = 12, 500_000, 6
_META_NAMES = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "author": ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl"),
    "published": ("article:published_time", "date", "parsely-pub-date", "dc.date.issued", "datepublished", "pubdate",
                  "sailthru.date", "dc.date", "publish-date", "og:published_time"),
    "modified": ("article:modified_time", "og:updated_time", "lastmod", "datemodified"),
    "publisher": ("og:site_name", "application-name", "publisher", "dc.publisher"),
    "section": ("article:section", "section", "parsely-section"),
    "url": ("og:url",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What was found, each None or empty if the page does not say."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_source: str | None = None
    modified: str | None = None
    publisher: str | None = None
    section: str | None = None
    language: str | None = None
    url: str | None = None
    declared: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()


def page_metadata(tree: HtmlElement) -> PageMetadata:
    """Read a page's own statements about itself."""
    linked = _best_article(tree)
    meta = _metas(tree)
    publisher = _name_of(linked.get("publisher")) or meta.get("publisher")
    canonical, own = _links(tree, "canonical"), meta.get("url")
    published, source = _published(tree, linked, meta)
    return PageMetadata(
        title=_words(linked.get("headline")) or meta.get("title"),
        authors=clean_authors(_names(linked.get("author")) or _split(meta.get("author")), publisher),
        published=published,
        published_source=source,
        modified=iso_date(_words(linked.get("dateModified"))) or iso_date(meta.get("modified")),
        publisher=publisher,
        section=_first(linked.get("articleSection")) or meta.get("section"),
        language=(tree.get("lang") or "").split("-")[0].lower() or None,
        url=next((each for each in canonical if each.startswith("http")), own),
        declared=(*canonical, own) if own else canonical,
        editions=_links(tree, "amphtml"),
    )


def clean_authors(names: tuple[str, ...], publisher: str | None) -> tuple[str, ...]:
    """Names of people, without "By", addresses, or the outlet itself."""
    kept: list[str] = []
    for name in names[:20]:
        words = " ".join(name.split())
        if words.lower().startswith("by "):
            words = words[3:].strip()
        words = words.strip(" ,;|-–")
        outlet = publisher is not None and (words.lower() in publisher.lower() or publisher.lower() in words.lower())
        if words and not outlet and "://" not in words and "@" not in words and len(words) <= 80 and words not in kept:
            kept.append(words)
    return tuple(kept)


def iso_date(value: str | None) -> str | None:
    """An ISO date or datetime as it stands, or None if it is not one."""
    if not value:
        return None
    words = value.strip().replace("Z", "+00:00") if value.strip().endswith("Z") else value.strip()
    try:
        if len(words) == 10:
            return date.fromisoformat(words).isoformat()
        return datetime.fromisoformat(words).isoformat()
    except ValueError:
        try:
            return date.fromisoformat(words[:10]).isoformat() if words[4:5] == "-" else None
        except ValueError:
            return None


def _published(tree: HtmlElement, linked: dict[str, Any], meta: dict[str, str]) -> tuple[str | None, str | None]:
    for value, source in ((_words(linked.get("datePublished")), "json-ld"), (meta.get("published"), "meta")):
        found = iso_date(value)
        if found:
            return found, source
    for element in list(tree.iter("time"))[:20]:
        inside = any(parent.tag in ("aside", "nav", "footer") for parent in element.iterancestors())
        found = None if inside else iso_date(element.get("datetime"))
        if found:
            return found, "time"
    return None, None


def _best_article(tree: HtmlElement) -> dict[str, Any]:
    """The JSON-LD object that describes the article; the one with a headline and a date wins."""
    found: list[dict[str, Any]] = []
    blocks = [e for e in tree.iter("script") if (e.get("type") or "").lower().startswith("application/ld+json")]
    for block in blocks[:_MOST_BLOCKS]:
        text = block.text or ""
        if len(text) > _MOST_BYTES:
            continue
        try:
            found.extend(_articles(json.loads(text, strict=False), 0))
        except (ValueError, RecursionError):
            continue
    scores = [(sum(key in item for key in ("headline", "datePublished", "author")), -i) for i, item in enumerate(found)]
    return found[-max(scores)[1]] if scores else {}


def _articles(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:50]:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and kind.lower() in _ARTICLE_TYPES for kind in names):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(value.get(key), depth + 1)


def _metas(tree: HtmlElement) -> dict[str, str]:
    tags: dict[str, str] = {}
    for element in list(tree.iter("meta"))[:300]:
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = _words(element.get("content"))
        if name and content:
            tags.setdefault(name, content)
    found = {}
    for field, names in _META_NAMES.items():
        value = next((tags[name] for name in names if name in tags), None)
        if value is not None:
            found[field] = value
    return found


def _links(tree: HtmlElement, kind: str) -> tuple[str, ...]:
    """Where links of a kind lead, as written: a page that says two things is not sure, so no more than two."""
    links = [e for e in list(tree.iter("link"))[:200] if (e.get("rel") or "").lower() == kind]
    found = [(e.get("href") or "").strip()[:_LONGEST_LINK] for e in links]
    return tuple(each for each in found if each.startswith(("http", "/")))[:2]


def _words(value: Any) -> str | None:
    return " ".join(value.split())[:1000] or None if isinstance(value, str) else None


def _first(value: Any) -> str | None:
    return _words(value[0]) if isinstance(value, list) and value else _words(value)


def _name_of(value: Any) -> str | None:
    if isinstance(value, list):
        return next((name for name in map(_name_of, value[:5]) if name), None)
    return _words(value.get("name")) if isinstance(value, dict) else _words(value)


def _names(value: Any) -> tuple[str, ...]:
    people = value if isinstance(value, list) else [value]
    kept = [p for p in people[:20] if not (isinstance(p, dict) and p.get("@type") in _ORGANISATIONS)]
    return tuple(part for name in map(_name_of, kept) if name for part in _split(name))


def _split(names: str | None) -> tuple[str, ...]:
    """ "Ada Brook and Bo Reed" and "Ada Brook, Bo Reed" are two people."""
    if not names:
        return ()
    return tuple(part.strip() for piece in names.split(" and ") for part in piece.split(",") if part.strip())
