"""What a page says about its article, field by field, each with where it was found.

Input: a parsed page and the address it came from. `meta_tags` reads the head once, `json_ld` finds the article's own
object; each field then has its order of places, told in `SOURCES`. The page's body is only searched for what its head
leaves open, and htmldate asked last, for a date.

Guaranteed: values are cleaned text, dates ISO 8601; a date that htmldate found in the page's words is a `guess`; an
outlet's name is an author only where nobody else is credited, and the source then ends in `newsroom`.

Next: `article`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from htmldate import find_date
from lxml.etree import tostring
from lxml.html import HtmlElement

from sayso_extract.domain.html.credits import Credit, credited
from sayso_extract.domain.html.json_ld import Linked, linked
from sayso_extract.domain.html.meta_tags import Head, read_head
from sayso_extract.domain.html.outlets import outlet_names
from sayso_extract.domain.html.page_dates import Found, marked_date, worded_date
from sayso_extract.domain.html.places import Body
from sayso_extract.domain.html.stated_dates import iso_date, stated_date
from sayso_extract.domain.html.titles import Titles, headline

SOURCES = {
    "json-ld": "the article's object in JSON-LD",
    "meta": "a meta tag",
    "h1": "the page's heading",
    "title": "the title tag",
    "byline": "a byline in the page's body",
    "signature": "a name in the article's last line",
    "microdata": "an element marked as the day of publication",
    "time": "a `time` element",
    "page": "a date in words beside the article",
    "address": "the page's address",
    "guess": "htmldate, which takes what looks like a date",
    "link": "the canonical link",
    "declared": "the page's declarations of its language",
    "text": "the text itself",
    "newsroom": "behind another: nobody is credited but the outlet or an agency",
}
LONGEST_SECTION = 80
LONGEST_GUESSED = 1_000_000
"""Bytes of a page that htmldate searches through, a quarter of a second long."""
_PAID = frozenset({"locked", "paid", "premium", "metered", "subscription", "subscriber", "plus", "hard", "paywall"})
_FREE = frozenset({"free", "open", "public", "unlocked", "true"})


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What was found, each None or empty if the page does not say; `sources` are pairs of a field and its place.

    `titles` is every title the page gives, which its text may repeat; `outlets` every name of its publisher.
    """

    title: str | None = None
    credit: Credit = field(default_factory=Credit)
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    section: str | None = None
    languages: tuple[str, ...] = ()
    url: str | None = None
    paywalled: bool | None = None
    declared: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def published_source(self) -> str | None:
        """Where the day of publication was found."""
        return dict(self.sources).get("published")


def page_metadata(tree: HtmlElement, url: str | None = None) -> PageMetadata:
    """Read a page's own statements about itself."""
    head = read_head(tree)
    own = head.first("url")
    declared = (*head.canonical, own) if own else head.canonical
    addresses = tuple(each for each in (*declared, url) if each)
    shared = head.first("title")
    titles_seen = tuple(each for each in (*head.headings[:3], shared, head.title) if each)
    article = linked(head.scripts, addresses, titles_seen)
    publisher = _publisher(article, head)
    outlets = outlet_names((publisher[0], *head.every("publisher"), head.first("publisher")), addresses)
    titles = Titles(
        article.words("headline", "alternativeHeadline"),
        shared or head.first("shared_title"),
        head.headings,
        head.title,
        addresses,
        outlets,
    )
    languages = tuple(each for each in (head.language, article.words("inLanguage"), *head.every("language")) if each)
    body = Body(tree)
    canonical = next((each for each in head.canonical if each.startswith("http")), None)
    fields: dict[str, Found] = {
        "title": headline(titles),
        "published": _published(article, head, body, addresses, languages),
        "modified": _stated(article, head, "dateModified", "modified"),
        "publisher": publisher,
        "section": _section(article, head),
        "url": (canonical, "link") if canonical else (own, "meta"),
    }
    paywalled, access_source = _paywalled(article, head)
    sources = {name: source for name, (value, source) in fields.items() if value and source}
    sources |= {"paywalled": access_source} if access_source else {}
    return PageMetadata(
        credit=credited(article, head, body, outlets),
        languages=languages,
        paywalled=paywalled,
        declared=declared,
        editions=head.editions,
        titles=_every(titles, fields["title"][0]),
        outlets=outlets,
        sources=tuple(sources.items()),
        **{name: value for name, (value, _) in fields.items()},
    )


def _every(titles: Titles, chosen: str | None) -> tuple[str, ...]:
    given = (chosen, titles.linked, titles.shared, *titles.headings, titles.tag)
    return tuple(dict.fromkeys(each for each in given if each))


def _publisher(article: Linked, head: Head) -> Found:
    named = [each.name for each in article.named("publisher", "sourceOrganization") if _is_called(each.name)]
    if named:
        return named[0], "json-ld"
    return next((name for names in head.all_of("publisher") for name in names if _is_called(name)), None), "meta"


def _is_called(name: str) -> bool:
    """Whether a publisher's name is one, and not an address or an account."""
    return "://" not in name and not name.startswith("@")


def _section(article: Linked, head: Head) -> Found:
    section = article.words("articleSection")
    said, source = (section, "json-ld") if section else (head.first("section"), "meta")
    if said is not None and (said.count(",") > 1 or len(said) > LONGEST_SECTION):
        said = said.partition(",")[0].strip()[:LONGEST_SECTION]  # a list of keywords
    return said or None, source


def _published(article: Linked, head: Head, body: Body, addresses: Sequence[str], languages: Sequence[str]) -> Found:
    value, source = _stated(article, head, "datePublished", "published")
    if value:
        return value, source
    language = languages[0][:2].lower() if languages else None
    value, source = marked_date(body.places, head.times, language)
    if value:
        return value, source
    value, source = _stated(article, head, "dateCreated", "dated")
    if value:
        return value, source
    value, source = worded_date(body.places, addresses, language)
    return (value, source) if value else (_guessed(body.tree), "guess")


def _stated(article: Linked, head: Head, key: str, field: str) -> Found:
    value = stated_date(article.words(key))
    if value:
        return value, "json-ld"
    for values in head.all_of(field):
        value = next((found for each in values if (found := stated_date(each))), None)
        if value:
            return value, "meta"
    return None, None


def _guessed(tree: HtmlElement) -> str | None:
    """What looks like a date to htmldate; it gives the first of January for what is only a year, or any number.

    Not its extensive search: dateparser's 200 languages are compiled at their first use, which takes 2 to 5 s.
    """
    if len(tostring(tree)) > LONGEST_GUESSED:
        return None
    try:
        found = iso_date(find_date(tree, extensive_search=False, original_date=True, outputformat="%Y-%m-%d"))
    except (AssertionError, ValueError, OverflowError, RecursionError):  # seen on broken pages
        return None
    return None if found is None or found.endswith("-01-01") else found


def _paywalled(article: Linked, head: Head) -> tuple[bool | None, str | None]:
    closed = article.closed()
    if closed is not None:
        return closed, "json-ld"
    for values in head.all_of("access"):
        words = values[0].lower()
        if words in _PAID or words == "false":
            return True, "meta"
        if words in _FREE:
            return False, "meta"
    return None, None
