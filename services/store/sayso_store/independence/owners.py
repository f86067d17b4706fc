"""Whose text an article is, as far as its credits tell: its outlet's owner, or the agency that is credited.

Outlets of one owner are one source, and so are outlets that print one agency's stories, even where each has rewritten
them so far that no sentence is shared. The operator's table says who owns what; agencies are known by a list and by
their names ("Meridian Wire"). A story credited to agencies *and* to the outlet's own people is the outlet's own.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_SHORT = (
    "ap afp aap ani ansa apa belga bta cna cp ctk dpa efe epa hina ians interfax jiji kyodo lusa mti ntb pa pap pti"
    " reuters ritzau sda spa stt tass tt ukrinform upi xinhua yonhap"
)
_LONG = ("associated press", "agence france-presse", "press association", "pa media", "canadian press", "kyodo news")
_KNOWN = frozenset((*_SHORT.split(), *_LONG))
_ENDINGS = (" wire", " newswire", " news agency", " press agency", " news service", " press association")
_DATELINE = re.compile(r"[^\n(]{0,60}\(([^()\n]{2,40})\)\s*[-–—:]")
_CLOSING = re.compile(r"(?:\(([^()\n]{2,40})\)|[-–—]\s?([^()\n.]{2,40}))\s*$")
_LAST = 120


@dataclass(frozen=True, slots=True)
class Owners:
    """Who owns which outlet, and which names are agencies'. Names are compared without case."""

    of: Mapping[str, str] = field(default_factory=dict)
    agencies: frozenset[str] = frozenset()

    @classmethod
    def from_table(cls, owners: Mapping[str, str], agencies: Iterable[str] = ()) -> "Owners":
        """From names as people write them."""
        return cls({_key(outlet): _key(owner) for outlet, owner in owners.items()}, frozenset(map(_key, agencies)))

    def of_outlet(self, outlet: str) -> str:
        """The key of an outlet's owner: its own where nobody else is known."""
        return self.of.get(_key(outlet), _key(outlet))

    def of_article(self, outlet: str, authors: Iterable[str], text: str) -> str:
        """The key of the owner of an article's text."""
        credited = self._agency(authors, text)
        return self.of_outlet(credited or outlet)

    def is_agency(self, name: str) -> bool:
        """Whether this is the name of an agency, which outlets print."""
        key = _key(name)
        return key in self.agencies or key in _KNOWN or key.endswith(_ENDINGS)

    def _agency(self, authors: Iterable[str], text: str) -> str | None:
        names = list(authors)
        if names and all(map(self.is_agency, names)):
            return names[0]
        if any(not self.is_agency(each) for each in names):
            return None
        begun, ended = _DATELINE.match(text), _CLOSING.search(text[-_LAST:])
        named = [begun.group(1)] if begun else []
        named += [each for each in ended.groups() if each] if ended else []
        return next((each for each in named if self.is_agency(each)), None)


def _key(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")
