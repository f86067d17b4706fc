"""What stands in a page's head and where its headlines are: one pass over the tree for everything `metadata` asks.

Input: a parsed page. `FIELDS` is the table of the names under which sites tell the same thing, the surest first.

Guaranteed: one pass; counts and lengths are bounded, whatever the page does.

Next: `metadata`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from sayso_extract.domain.html.json_text import MOST_SCRIPTS
from sayso_extract.domain.html.plain import plain

MOST_METAS, MOST_LINKS, MOST_HEADINGS, MOST_TIMES = 400, 300, 12, 40
LONGEST_LINK = 2_100
"""Characters looked at; what is longer than a URL may be is refused for its length."""
_MOST_VALUES = 20
MOST_PARTS, LONGEST_TEXT = 60, 2_000
"""Elements and characters of one heading or byline."""
_INLINE = frozenset({"abbr", "b", "em", "font", "i", "mark", "small", "strong", "sub", "sup", "u", "wbr"})
_UNSEEN = frozenset({"script", "style", "template", "svg", "noscript"})
_SCRIPT_TYPES = ("application/ld+json", "application/json+ld")

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("og:title", "sailthru.title", "parsely-title", "dc.title", "dcterms.title", "citation_title", "headline"),
    "shared_title": ("twitter:title",),
    "author": ("byl", "articleauthor", "article_author", "author", "parsely-author", "sailthru.author",
               "article:byline", "article:author", "article:author:name", "og:article:author", "og:author",
               "citation_author", "cxenseparse:author", "lp.article:author", "analyticsattributes.author",
               "dcsext.author", "content-creator", "dc.creator", "dcterms.creator", "dc.creator.name"),
    "published": ("article:published_time", "og:article:published_time", "article_published_time",
                  "article:published", "datepublished", "parsely-pub-date", "sailthru.date",
                  "citation_publication_date",
                  "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued", "dcterms.issued",
                  "article.published", "article_date_original", "published_time_telegram", "published_at", "published",
                  "pubdate", "pub_date", "publish-date", "publish_date", "publication_date", "og:published_time",
                  "og:pubdate", "release_date"),
    "dated": ("date", "dc.date", "dc.date.created", "dcterms.created", "dcterms.date", "datecreated", "datelastpubbed",
              "dcsext.articlefirstpublished"),
    "modified": ("article:modified_time", "og:article:modified_time", "article_modified_time", "article:modified",
                 "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "article.updated",
                 "article_date_updated", "last_updated_date", "updated-date", "lastmod", "last-modified",
                 "revision_date"),
    "publisher": ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "article_publisher",
                  "citation_journal_title", "application-name", "apple-mobile-web-app-title"),
    "section": ("article:section", "og:article:section", "og:section", "article_section", "parsely-section",
                "sailthru_section", "cxenseparse:section", "section", "articlesection", "article.section",
                "page.section", "prism.section", "lp:section", "category"),
    "language": ("og:locale", "content-language", "language", "dc.language", "dcterms.language", "inlanguage",
                 "og:language"),
    "access": ("article:content_tier", "article:content-tier", "og:article:content_tier", "isaccessibleforfree",
               "article.access", "outbrain:article_access_status", "article:opinion:content_tier"),
    "url": ("og:url",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """The page's tags: meta tags by name, all their values; links by kind; scripts; headlines."""

    metas: Mapping[str, tuple[str, ...]]
    canonical: tuple[str, ...]
    editions: tuple[str, ...]
    scripts: tuple[str, ...]
    title: str | None
    headings: tuple[str, ...]
    times: tuple[HtmlElement, ...]
    language: str | None

    def first(self, field: str) -> str | None:
        """The first value of the surest name that has any."""
        return next(iter(self.every(field)), None)

    def every(self, field: str) -> tuple[str, ...]:
        """The values of the surest name that has any."""
        return next((self.metas[name] for name in FIELDS[field] if name in self.metas), ())

    def all_of(self, field: str) -> tuple[tuple[str, ...], ...]:
        """The values of every name, the surest first."""
        return tuple(self.metas[name] for name in FIELDS[field] if name in self.metas)


def read_head(tree: HtmlElement) -> Head:
    """Everything a page's tags say, in one pass."""
    metas: dict[str, list[str]] = {}
    found: dict[str, list[HtmlElement]] = {"meta": [], "link": [], "script": [], "title": [], "h1": [], "time": []}
    most = {"meta": MOST_METAS, "link": MOST_LINKS, "title": 3, "h1": MOST_HEADINGS, "time": MOST_TIMES}
    for element in tree.iter(*found):
        kind = found[element.tag]
        if element.tag == "script":
            if len(kind) < MOST_SCRIPTS and (element.get("type") or "")[:60].strip().lower().startswith(_SCRIPT_TYPES):
                kind.append(element)
        elif len(kind) < most[element.tag]:
            kind.append(element)
    for meta in found["meta"]:
        content = plain(meta.get("content"))
        for name in (meta.get("property"), meta.get("name"), meta.get("itemprop"), meta.get("http-equiv")):
            if name and content:
                values = metas.setdefault(name[:80].strip().lower(), [])
                if content not in values and len(values) < _MOST_VALUES:
                    values.append(content)
    title = next((words for each in found["title"] if (words := plain(text_of(each)))), None)
    headings = tuple(words for each in found["h1"] if (words := plain(text_of(each))))
    return Head(
        metas={name: tuple(values) for name, values in metas.items()},
        canonical=_links(found["link"], "canonical"),
        editions=_links(found["link"], "amphtml"),
        scripts=tuple(each.text or "" for each in found["script"]),
        title=title,
        headings=headings,
        times=tuple(found["time"]),
        language=_declared(tree),
    )


def _declared(tree: HtmlElement) -> str | None:
    root = tree if tree.tag == "html" else tree.getroottree().getroot()
    return (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or "")[
        :35
    ] or None


def text_of(element: HtmlElement) -> str:
    """The words of an element; what is no part of a line, such as a block or a break, sets them apart."""
    pieces: list[str] = []
    walk = iterwalk(element, events=("start", "end"))
    for event, part in islice(walk, 2 * MOST_PARTS):
        apart = "" if part.tag in _INLINE else " "
        if event == "start" and part.tag in _UNSEEN:
            walk.skip_subtree()
        elif event == "start":
            pieces += (apart, (part.text or "")[:LONGEST_TEXT])
        elif part is not element:
            pieces += (apart, (part.tail or "")[:LONGEST_TEXT])
    return "".join(pieces)[:LONGEST_TEXT]


def _links(links: list[HtmlElement], kind: str) -> tuple[str, ...]:
    """Where links of a kind lead, as written: a page that says two things is not sure, so no more than two."""
    found = [(e.get("href") or "").strip()[:LONGEST_LINK] for e in links if (e.get("rel") or "").lower() == kind]
    return tuple(each for each in found if each.startswith(("http", "/")))[:2]
