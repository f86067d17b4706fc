"""When a page's body says that its article was published, for pages whose head does not.

Input: the places a date may stand in, and the page's `time` elements. In order: what is marked for machines as the day
of publication, `time` elements, elements whose class says date, a label with a date behind it, and last the day in the
address. A date that is called an update counts only where there is no other.

Guaranteed: a date is one that stands there; a bounded number of places is looked at.

Next: `metadata`.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from lxml.html import HtmlElement

from sayso_extract.domain.html.places import Places, belonging, is_elsewhere, line_of, text_behind
from sayso_extract.domain.html.stated_dates import machine_date, stated_date
from sayso_extract.domain.patterns import Pattern

MOST_TIMES = 40
_UPDATED = Pattern(
    r"(?i)updat|modif|aktualis|mis à jour|actualiz|aggiornat|uppdaterad|oppdatert|bijgewerkt|обновлен|güncelle"
)
_IN_ADDRESS = Pattern(r"/((?:19|20)[0-9]{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12][0-9]|3[01])(?:[/-]|$)")
Found = tuple[str | None, str | None]


def marked_date(places: Places, times: Iterable[HtmlElement], language: str | None) -> Found:
    """When elements made for machines say that the article was published; None and None if none does."""
    for element in belonging(places.date_marked):
        if found := _value(element, language):
            return found, "microdata"
    updated: str | None = None
    for element in islice(times, MOST_TIMES):
        found = machine_date(element.get("datetime")) or stated_date(line_of(element), language)
        if found and not is_elsewhere(element):
            if not _is_update(element):
                return found, "time"
            updated = updated or found
    return (updated, "time") if updated else (None, None)


def worded_date(places: Places, addresses: Sequence[str], language: str | None) -> Found:
    """When the page's words, or its address, say so."""
    for element in belonging(places.date_classed):
        line = line_of(element)
        if _is_update(element) or _UPDATED.search(line[:12]) is not None:
            continue
        if found := stated_date(line, language):
            return found, "page"
    for label in belonging(places.date_labels):
        if found := stated_date(text_behind(label), language):
            return found, "page"
    for address in addresses:
        match = _IN_ADDRESS.search(address[:2_100])
        if match is not None and (found := machine_date("-".join(match.group(n) for n in (1, 2, 3)))):
            return found, "address"
    return None, None


def _value(element: HtmlElement, language: str | None) -> str | None:
    for name in ("content", "datetime", "title"):
        if found := machine_date(element.get(name)):
            return found
    return stated_date(line_of(element), language)


def _is_update(element: HtmlElement) -> bool:
    """Whether a date's class, or the words before it, call it an update."""
    parent = element.getparent()
    before = (parent.text or "")[-40:] if parent is not None else ""
    said = (element.get("class"), element.get("itemprop"), element.get("data-testid"), before)
    return any(each and _UPDATED.search(each[:200]) is not None for each in said)
