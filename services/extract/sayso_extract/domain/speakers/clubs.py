"""Which club a coach is with, where only its players are told with it: "Saltby midfielder ...", "manager Ada Brook".

A club is mostly called by its place, so no noun tells that an organisation is meant; whom it trains does. Or it is
called by what its name ends in, which is a name beside such a role only: "City boss Ada Brook".

Next: `homes`, which asks for the one when nothing else has told, and for the other before that.
"""

from collections.abc import Sequence

from sayso_extract.domain.speakers.named import Organisations
from sayso_extract.domain.speakers.naming import bare
from sayso_extract.domain.speakers.people import Person
from sayso_extract.domain.word_lists import word_set

_PLAYERS = word_set(
    "player striker goalkeeper midfielder defender winger forward footballer batsman bowler quarterback"
)
_COACHES = word_set("manager coach captain boss")
_NICKNAMES = word_set("rovers united athletic wanderers albion city town county rangers academicals hotspur")


def club_of(role: str, people: Sequence[Person]) -> str | None:
    """The club of somebody with such a role, if all players that are told of are with one."""
    if not _is_one_of(role, _COACHES):
        return None
    clubs = {each.affiliation for each in people if each.role and _is_one_of(each.role, _PLAYERS)}
    return clubs.pop() if len(clubs) == 1 else None


def club_called(role: str, given: str | None, organisations: Organisations) -> tuple[str, str] | None:
    """The role and the club of "City boss", or of "boss" and "Rovers"."""
    first, _, rest = role.partition(" ")
    nickname, post = (given, role) if given else (first, rest)
    if not post or not nickname[:1].isupper() or bare(nickname) not in _NICKNAMES:
        return None
    if not _is_one_of(post, _PLAYERS | _COACHES):
        return None
    return post, organisations.ending(nickname) or nickname


def _is_one_of(role: str, nouns: frozenset[str]) -> bool:
    return bare(role.split()[-1]) in nouns
