"""Which organisation a noun or a short name stands for: "the union", "the company", "Orrin" of Orrin Water.

Word lists say which nouns are a firm's and which are a public body's, and what else the name of such a thing may end
in. The organisation of that kind that the article names is meant, or the one that stood there last.

Guaranteed: what is found is a name of the article.

Next: `homes`, which asks for whom speakers speak.
"""

from sayso_extract.domain.model import Speaker
from sayso_extract.domain.speakers.named import Organisations
from sayso_extract.domain.speakers.naming import bare
from sayso_extract.domain.speakers.owners import NEAR, Searched
from sayso_extract.domain.word_lists import word_set

CLUBS = word_set("club rovers united athletic wanderers fc rfc albion team league town city")
POLICE = word_set("police constabulary")
UNIONS = word_set("union league association federation congress alliance brotherhood guild")
GENERIC = word_set(
    "company firm group carrier retailer manufacturer maker operator developer supplier lender chain airline insurer "
    "business label club brewer builder utility broadcaster channel publisher"
)
PUBLIC = word_set(
    "ministry court police council university parliament senate congress government hospital school constabulary "
    "department institute college office embassy committee army navy opposition league"
)
NO_FIRMS = PUBLIC | word_set(
    "union federation association regulator watchdog party commission inspectorate coastguard media press"
)
"""Nouns of what is no company: not "the firm"."""
ALIKE = {
    "union": UNIONS,
    "charity": word_set("charity trust foundation fund society relief"),
    "club": CLUBS,
    "channel": word_set("channel tv television broadcaster"),
    "hospital": word_set("hospital clinic center centre infirmary"),
    "paper": word_set("newspaper times post journal"),
    "newspaper": word_set("newspaper times post journal herald tribune gazette chronicle telegraph guardian"),
    "party": word_set("party front alliance compact league union movement coalition"),
    "council": word_set("council"),
    "force": POLICE | {"force"},
}
"""What else the name of such a thing may end in."""
_LOOSE = word_set("union charity party paper newspaper")
"""Kinds whose names seldom tell the kind: "the union" is Unite and Serve."""
NAMED_FOR = word_set(
    "council ministry court police union university bank party trust hospital board agency commission institute "
    "charity regulator school federation association bureau office authority club channel department "
    "force inspectorate laboratory ombudsman tribunal assembly airport museum theatre library zoo port clinic society "
    "center centre foundation newspaper magazine"
)
CALLED = GENERIC | NAMED_FOR


def meant(noun: str, place: int, organisations: Organisations) -> str | None:
    """Which organisation "the union" or "the company" is."""
    nouns = ALIKE.get(noun, frozenset((noun,)))
    before, only = organisations.before(place, nouns=nouns), organisations.only(nouns)
    if noun in GENERIC:
        return before or _firm_before(place, organisations) or only or organisations.subject
    if before is None and only is None and noun in _LOOSE:
        return organisations.before(place, NEAR // 2, nouns=frozenset(("",)))
    return only or before


def _firm_before(place: int, organisations: Organisations) -> str | None:
    """What may be a firm and opened a sentence last, or was mentioned last."""
    opened = organisations.opened(place, NEAR)
    if opened is not None and may_be_firm(opened, organisations):
        return opened
    return organisations.before(place, NEAR, but=NO_FIRMS)


def may_be_firm(name: str, organisations: Organisations) -> bool:
    """Whether an organisation may be "the company": neither its name nor the article says that it is a union or so."""
    nouns = {bare(name.split()[-1]), *(each.noun for each in organisations.named if each.name == name)}
    return nouns.isdisjoint(NO_FIRMS)


def called_in_short(speaker: Speaker, place: int, organisations: Organisations, text: Searched) -> str | None:
    """The firm that a single word stands for: "Orrin" behind "Orrin Water", where no place is called so."""
    if speaker.kind not in ("unknown", "organisation") or speaker.role:
        return None
    return in_whole(speaker.name or "", place, organisations, text)


def in_whole(word: str, place: int, organisations: Organisations, text: Searched) -> str | None:
    """The whole name of the only firm that was named by then and begins with a word."""
    if " " in word or not word[:1].isupper():
        return None
    whole = {each for each in organisations.named if each.name.startswith(f"{word} ")}
    one = whole.pop() if len(whole) == 1 else None
    if one is None or one.begin >= place or one.noun in NO_FIRMS or text.is_place(word):
        return None
    return one.name
