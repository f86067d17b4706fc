"""What stands behind a role: whom it is for, and sometimes a name at the end ("of Saltby Council Ada Brook").

Input: the words of a mention from its first preposition on. Capitals at the end are a name where a title, a place or a
body stands before them; what is left says whom the role is for.

Guaranteed: only words of the mention are given back.

Next: `names`, which puts role, name and affiliation together.
"""

from sayso_extract.domain import lexicon
from sayso_extract.domain.role_words import DOCUMENTS, HONORIFICS, ORGANISATIONS, PLURALS, ROLES, UNNAMED
from sayso_extract.domain.speakers.affiliations import PREPOSITIONS, affiliation_in
from sayso_extract.domain.speakers.given_names import gender_of_given
from sayso_extract.domain.speakers.naming import bare, is_capital, is_name
from sayso_extract.domain.speakers.places import PLACES
from sayso_extract.domain.speakers.plain_names import PARTIES
from sayso_extract.domain.word_lists import word_set

RANKS = word_set("cllr councillor dr prof professor sir dame lord lady mr mrs ms col gen capt lt sgt maj rev")
_NOUNS_AND_JOINS = ORGANISATIONS | ROLES | PREPOSITIONS | lexicon.DETERMINERS | {"and", "late"}
_BUT_OF = PREPOSITIONS - {"of"}
NUMBERS = word_set("two three four five six seven eight nine ten")
_DOERS = ROLES | PLURALS | NUMBERS
_PEOPLE = ROLES | PLURALS
_CLOSE_TO = word_set("aide aides adviser advisers advisor advisors assistant assistants counsel counsellor")
"""Who is with whom "to" tells."""
_MAKERS = word_set("author co-author writer")
_LINKS = frozenset(("on", "in", "with", "about"))
"""What goes on behind "two people briefed", "a person involved"."""


def goes_on(words: list[str], at: int) -> bool:
    """Whether a participle tells what somebody does: "a hospital porter waiting at the square"."""
    word = words[at]
    if word in ("kept", "held", "drawn", "seen") and words[at - 1].lower() in DOCUMENTS:
        return True
    if not word.islower() or not word.endswith(("ing", "ed")):
        return False
    before = words[at - 1].lower()
    told = before in DOCUMENTS and word.endswith("ed")
    doing = word.endswith("ing") and len(word) > 5 and before in _DOERS
    behind = words[at + 1].lower() if at + 1 < len(words) else ""
    briefed = word.endswith("ed") and (before in _DOERS or before in UNNAMED) and behind in _LINKS
    return doing or told or briefed or word == "identified"


def behind_role(
    role: str | None, affiliation: str | None, noun: str, tail: list[str]
) -> tuple[str | None, str | None, str | None]:
    """The whole role, whom it is with and the name at the end, of a role's words and what stands behind them.

    `affiliation` is what stood before the role, `noun` the role's last word.
    """
    tail, name = titled_end(tail)
    phrase, of, last = of_phrases(tail)
    field = 0 if affiliation or of or phrase else _field_of(tail)
    if noun in _MAKERS and tail[:1] == ["of"]:  # "the author of The Long Winter"
        affiliation = affiliation or _whole_of(tail)
    elif of and affiliation and bare(affiliation) in PARTIES:  # "a Democratic member of the committee"
        role, affiliation = f"{affiliation} {role}", of
    elif of or phrase:
        role, affiliation = _joined(role, phrase), affiliation or of or affiliation_in(rest_of(tail))
    elif field:  # "vice president for policy at Orm Bank"
        role, affiliation = _joined(role, tail[:field]), affiliation_in(tail[field:])
    elif affiliation is None and tail[:1] == ["to"] and noun in _CLOSE_TO:
        affiliation = affiliation_in(["for", *tail[1:]])
    elif affiliation is None or noun == "counterpart":  # "Lee's counterpart at Orm Bank"
        affiliation = affiliation_in(tail)
    if affiliation is not None and affiliation.islower():  # "the department of history at Orm University"
        affiliation = _whole_of(tail) or affiliation
    return role, affiliation, name or last


def _joined(role: str | None, words: list[str]) -> str:
    return " ".join([role or "", *words]).strip()


def _whole_of(tail: list[str]) -> str | None:
    """The body behind "at" that has a name."""
    whole = affiliation_in(tail[tail.index("at") :]) if "at" in tail else None
    return None if whole is None or whole.islower() else whole


def titled_end(tail: list[str]) -> tuple[list[str], str | None]:
    """A tail, and the name that ends it: "for leisure Cllr Ada Brook", "of public health Bo Reed"."""
    before, name = _name_at_end(tail)
    if name is not None:
        return before, name
    run = _last_capitals(tail)
    title = next((i for i in range(run, len(tail)) if bare(tail[i]) in HONORIFICS or bare(tail[i]) in RANKS), None)
    begin = run if title is None else title + 1
    noun = bare(tail[run - 1]) if run else ""
    plain = title is not None or (run > 1 and noun not in _NOUNS_AND_JOINS)
    named = plain and len(tail) - begin > 1 and is_name(tail[begin:])
    return (tail[: begin if title is None else title], " ".join(tail[begin:])) if named else (tail, None)


def of_phrases(tail: list[str]) -> tuple[list[str], str | None, str | None]:
    """Words of "of ..." that belong to the role, the affiliation, and a name at the end."""
    if not tail or tail[0].lower() != "of":
        return [], None, None
    ends = (i for i, w in enumerate(tail) if i and ((w.lower() in _BUT_OF and not _joins(tail, i)) or goes_on(tail, i)))
    words = tail[: next(ends, len(tail))]
    words, name = _name_at_end(words)
    seconds = [i for i, w in enumerate(words) if w.lower() == "of" and i > 0 and _article(words, i + 1)]
    if seconds:
        return words[: seconds[0]], _no_article(words[seconds[0] + 1 :]), name
    named = affiliation_in(words)
    if named is None or bare(words[-1]) == "opposition":
        return words, None, name
    whole = _no_article(words[1:]) or named
    return [], named if whole[:1].islower() and named[:1].isupper() else whole, name


def _joins(tail: list[str], at: int) -> bool:
    """Whether "for" is part of a body's name: "the Centre for Energy Studies"."""
    body = tail[at] == "for" and is_capital(tail[at - 1]) and bare(tail[at - 1]) in ORGANISATIONS
    return body and at + 1 < len(tail) and is_capital(tail[at + 1])


def _field_of(tail: list[str]) -> int:
    """Where what a role is for ends, 0 if it is for somebody: 2 of "for policy at Orm Bank"."""
    end = next((i for i, w in enumerate(tail) if i > 1 and w.lower() in ("at", "with")), 0)
    field = tail[1:end] if tail[:1] == ["for"] else []
    own = 0 < len(field) < 4 and all(word.islower() for word in field) and field[-1] not in _PEOPLE
    return end if own and field[0] not in lexicon.DETERMINERS else 0


def rest_of(tail: list[str]) -> list[str]:
    """A tail from its second preposition on: "at Aurelia" of "of engineering at Aurelia"."""
    at = next((i for i, w in enumerate(tail) if i and w.lower() in ("at", "for", "with")), len(tail))
    return tail[at:]


def _article(words: list[str], at: int) -> bool:
    return at < len(words) and words[at].lower() == "the"


def _no_article(words: list[str]) -> str | None:
    return " ".join(words[1:] if words and words[0].lower() in ("the", "a", "an") else words) or None


def _name_at_end(words: list[str]) -> tuple[list[str], str | None]:
    """Split "Armed Forces of Ukraine Ada Brook", "of Saltby Ada Brook", "of the council Ada Brook".

    Not "for Ada Brook" or "to President Ada Brook": that is whose.
    """
    run = _last_capitals(words)
    for at in range(max(run, 2), len(words) - 1):
        if _ends_before(words, run, at) and is_name(words[at:]):
            return words[:at], " ".join(words[at:])
    return words, None


def _ends_before(words: list[str], run: int, at: int) -> bool:
    """Whether a place or a body ends here: it is known for one, or a given name begins behind it."""
    before, given = bare(words[at - 1]), gender_of_given(words[at]) is not None
    body = before in ORGANISATIONS
    if at == run:
        return body and given
    place = any(" ".join(words[begin:at]).lower() in PLACES for begin in range(max(run, at - 3), at))
    return place or body or (given and before not in ROLES and before not in HONORIFICS)


def _last_capitals(words: list[str]) -> int:
    """Where the capitals begin that end the words."""
    run = len(words)
    while run > 0 and is_capital(words[run - 1]):
        run -= 1
    return run
