"""Names that need no reading: two or three capitals, and no word that any rule of mentions asks for.

Half of all mentions are such. A test holds what is decided here against all the rules.

Next: `names`, which reads the rest.
"""

from sayso_extract.domain import lexicon
from sayso_extract.domain.role_words import DOCUMENTS, HONORIFICS, NAMED_BODIES, PLURALS, ROLES, UNNAMED
from sayso_extract.domain.speakers.affiliations import PREPOSITIONS
from sayso_extract.domain.speakers.naming import LEARNED, LETTERS_BEHIND, PARTICLES, is_company
from sayso_extract.domain.speakers.places import PLACES
from sayso_extract.domain.word_lists import word_set

DEFINITE = frozenset(("the", "this", "that", "its", "his", "her", "their"))
ORIGINS = ("-born", "-raised", "-educated", "-trained")
"""What tells where somebody comes from and is no part of the name."""
MEMBERS = word_set("conservative tory republican democrat liberal socialist libertarian unionist nationalist")
MANY_MEMBERS = frozenset(f"{member}s" for member in MEMBERS - {"tory"}) | {"tories", "progressives", "independents"}
PARTIES = word_set("conservative tory labour green republican democrat democratic socialist liberal lib-dem")
_LISTED = frozenset().union(
    *(
        ROLES,
        NAMED_BODIES,
        DOCUMENTS,
        PLURALS,
        HONORIFICS,
        UNNAMED,
        PARTICLES,
        LETTERS_BEHIND,
        PARTIES,
        MEMBERS,
        MANY_MEMBERS,
    ),
    *(PREPOSITIONS, DEFINITE, lexicon.DETERMINERS, ("in", "of")),
)
"""Words that some rule asks for: without any of them two or three capitals are a name."""
_ENDINGS = (*LEARNED, *ORIGINS)


def is_plain_name(words: list[str]) -> bool:
    """Whether words are a person's name and nothing else, whatever rule is asked: "Ada Brook"."""
    if not 2 <= len(words) <= 3:
        return False
    for word in words:
        low = word.lower()
        capital = word.isalpha() and word[0].isupper() and word[1:].islower()
        if not capital or low in _LISTED or low.endswith(_ENDINGS):
            return False
    return " ".join(words).lower() not in PLACES and not is_company(words[-1])
