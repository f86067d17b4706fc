"""The people an article names, with the role, affiliation and gender its own words give them.

Input: the article's sentences. A run of capitals with a role or honorific before it, or an age or description after
it, is a person; the same name later only adds what was missing. "Lloyd Austin, Pentagon chief" and "Pentagon chief
Lloyd Austin" make the same entry. Who is never named in full comes from `one_named`.

Guaranteed: at most `MOST_PEOPLE` entries, in order of first mention; every name stands in the text.

Next: `speakers`, which resolves mentions against them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.model import Span
from sayso_extract.domain.role_words import ORGANISATIONS, QUALIFIERS, ROLE_ALIASES, ROLES
from sayso_extract.domain.speakers.appositions import PLEADS, SIDES, describe, is_kin
from sayso_extract.domain.speakers.given_names import gender_of_given
from sayso_extract.domain.speakers.names import Description
from sayso_extract.domain.speakers.naming import PARTICLES, does_something, is_capital, surname
from sayso_extract.domain.speakers.one_named import one_named
from sayso_extract.domain.values import Value, replace

MOST_PEOPLE = 200
_HEADS = ROLES | frozenset(ROLE_ALIASES.values())
_LONGEST_DESCRIPTION = 12
_LONGEST_BODY = 4
"""Words before a role that are read as whom it is with."""
_HEADING = 4
"""Capitals of which no given name makes somebody: all words of a heading have them."""
_FIRST_WORDS = (
    lexicon.PREPOSITIONS | lexicon.DETERMINERS | lexicon.SUBORDINATORS | {"then", "meanwhile", "however", "yesterday"}
)
"""What only opens a sentence, with a capital."""
_CLOSES = (",", ".", ";")
"""Marks behind a name that stood beside its description."""


class Person(Value):
    """Someone named in full."""

    name: str
    role: str | None
    affiliation: str | None
    gender: str | None
    described: bool = True
    """Whether the article gives a role, a title or an age, or he speaks; bare capitals may be a street."""
    principal: bool = False
    """Whether the article means this one of several who have a surname, where it stands alone."""


def find_people(
    text: str, sentences: tuple[tuple[Token, ...], ...], mentions: tuple[Description, ...]
) -> tuple[Person, ...]:
    """Everyone the sentences or the speakers' mentions name with at least two words, and people of one name."""
    people: dict[str, Person] = {}
    titled: list[Description] = [*mentions]
    for found in mentions:
        _add(people, found, described=True)
    for sentence in sentences:
        for found, described in _named(text, sentence):
            _add(people, found, described=described)
            titled.append(found)
        if len(people) >= MOST_PEOPLE:
            break
    _leave_headings(people)
    _add_one_named(people, one_named(mentions, titled, sentences))
    _titles(people, mentions)
    _who_speak(people, [by_surname(each, people.values()) for each in mentions])
    _principals(people, mentions, text)
    return tuple(people.values())[:MOST_PEOPLE]


def _leave_headings(people: dict[str, Person]) -> None:
    """Leave out what ends in somebody's name and says more than his name: "ada brook beats bo reed"."""
    for key in [key for key in people if key.count(" ") + 1 >= _HEADING]:
        words = key.split()
        if any(" ".join(words[at:]) in people for at in range(2, len(words) - 1)):
            del people[key]


def _add_one_named(people: dict[str, Person], found: Iterable[Description]) -> None:
    """Add people of one name, but for those who have a namesake in full."""
    names = {surname(person.name) for person in people.values()}
    names |= {person.name.split()[0].lower() for person in people.values() if person.described}
    for each in found:
        if each.name and each.name.lower() not in names:
            people[each.name.lower()] = Person(each.name, each.role, each.affiliation, each.gender)


def by_surname(found: Description, people: Iterable[Person]) -> Description:
    """A mention read again where it is a surname and not the role that it spells: "Cook", if Tom Cook is known; and
    where it is whose something is: "Brook's" of "Brook's claim that"."""
    owner = (found.name or "").removesuffix("'s").removesuffix("'")
    if owner != (found.name or "") and any(owner in (each.name, each.name.split()[-1]) for each in people):
        somebody = found.kind in ("person", "unknown", "organisation")  # and no document of his
        return replace(found, name=owner, kind="person") if somebody else replace(found, name=owner)
    word = found.role or ""
    if found.name or found.definite or not word[:1].isupper() or word.lower() != found.head:
        return found
    if any(surname(person.name) == found.head for person in people):
        return Description(name=word, kind="person", head=found.head)
    return found


def _titles(people: dict[str, Person], mentions: tuple[Description, ...]) -> None:
    """The gender that "Miss Marchbank" gives to Leonie Marchbank."""
    told = {found.name.lower(): found.gender for found in mentions if found.name and found.gender}
    for key, person in people.items():
        gender = told.get(surname(person.name))
        if person.gender is None and gender is not None:
            people[key] = replace(person, gender=gender)


def _who_speak(people: dict[str, Person], mentions: Sequence[Description]) -> None:
    """Whoever speaks by his surname alone is somebody, though the article never says who: "Pemberthy said"."""
    spoken = {each.name.lower() for each in mentions if each.name and " " not in each.name}
    bearers = _bearers(people)
    for name in spoken & bearers.keys():
        if len(bearers[name]) == 1:
            key = bearers[name][0]
            people[key] = replace(people[key], described=True)


def _principals(people: dict[str, Person], mentions: Sequence[Description], text: str) -> None:
    """Of several with one surname the first to be named is meant by it, unless another of them speaks as often.

    What only the heading says is no name: "Former Envoy Lund" may stand there.
    """
    body = text[len(heading_of(text)) :]
    times = Counter(found.name.lower() for found in mentions if found.name)
    for keys in _bearers(people).values():
        known = [key for key in keys if _is_somebody(people[key], body)] if len(keys) > 1 else ()
        if known:
            first = min(known, key=lambda key: body.index(people[key].name))
            if all(times[key] == 0 or times[key] < times[first] for key in known if key != first):
                people[first] = replace(people[first], principal=True)


def heading_of(text: str) -> str:
    """The first line of a text that begins with one that is no sentence."""
    line = text.partition("\n")[0].rstrip()
    return "" if line.endswith((".", "!", "?", '"', "”")) else line


def _is_somebody(person: Person, body: str) -> bool:
    """Whether a name is somebody's and no accident of capitals: "Ada Brook", and not "If Brook"."""
    times = body.count(person.name)
    return times > 1 or (times > 0 and (person.described or gender_of_given(person.name) is not None))


def _bearers(people: dict[str, Person]) -> dict[str, list[str]]:
    """Who has a surname, by their keys, but for those who are somebody's wife or son."""
    bearers: dict[str, list[str]] = {}
    for key, person in people.items():
        if not is_kin(person.role):
            bearers.setdefault(surname(person.name), []).append(key)
    return bearers


def same_role(found: Description, person: Person) -> bool:
    """Whether "the Pentagon head" may be this person: same role noun, and nothing said that does not fit."""
    if person.role is None or found.role is None:
        return False
    mine, theirs = _role_words(found.role, found.affiliation), _role_words(person.role, person.affiliation)
    return bool(mine) and mine <= theirs | _modifiers(person) and bool(mine & _role_words(person.role, None) & _HEADS)


def _role_words(role: str, affiliation: str | None) -> frozenset[str]:
    words = [word.rstrip(".") for word in f"{role} {affiliation or ''}".lower().replace("'s", "").split()]
    return frozenset(ROLE_ALIASES.get(w, w) for w in words if w not in ("of", "the", "for", "at"))


def _modifiers(person: Person) -> frozenset[str]:
    return frozenset(("regional", "local", "national", "former"))


def _add(people: dict[str, Person], found: Description, described: bool) -> None:
    if found.kind != "person" or found.name is None or " " not in found.name:
        return
    key = found.name.lower()
    old = people.get(key)
    if old is None:
        if found.name.split()[0].lower() not in lexicon.DETERMINERS:
            people[key] = Person(found.name, found.role, found.affiliation, found.gender, described)
        return
    people[key] = replace(
        old,
        role=old.role or found.role,
        affiliation=old.affiliation or found.affiliation,
        gender=old.gender or found.gender,
        described=old.described or described,
    )


def _named(text: str, sentence: tuple[Token, ...]) -> list[tuple[Description, bool]]:
    found: list[tuple[Description, bool]] = []
    end = -1
    for at in [at for at, token in enumerate(sentence) if token.capital]:
        if at <= end:
            continue
        end = at
        while end < len(sentence) and (sentence[end].capital or _goes_on(sentence, end)):
            end += 1
        begin = _whole_office(sentence, _with_roles(sentence, at))
        opening = begin == at and _opens(sentence, at)
        begin += opening
        if opening and begin < end and sentence[begin].lower in lexicon.TEMPORAL_NOUNS:
            begin += 1  # "In March Pemberthy"
        if end - begin >= 2 or begin < at:
            words = text[sentence[begin].begin : sentence[_with_place(sentence, end) - 1].end]
            appositions = (*_before(text, sentence, begin, end), *_beside(text, sentence, end))
            person = describe(words, appositions)
            told = person.gender and len((person.name or "").split()) < _HEADING  # "Ada Brook Beats Bo Reed"
            found.append((person, bool(person.role or told or appositions)))
    return found


def _with_place(sentence: tuple[Token, ...], end: int) -> int:
    """The end of a name with where somebody is from: "Joel Ferreira of GridWatch"."""
    if end + 2 >= len(sentence) or sentence[end].lower not in ("of", "at", "from"):
        return end
    first = last = end + 1 + (sentence[end + 1].lower == "the")
    while last < len(sentence) and last - end < 8 and (sentence[last].capital or _joins(sentence, last)):
        last += 1
    return last if last > first else end


def _joins(sentence: tuple[Token, ...], at: int) -> bool:
    """Whether a token joins an organisation's words: "Institute for Lunar Studies"."""
    joins = sentence[at].lower in ("of", "for", "and", "&") and sentence[at - 1].lower in ORGANISATIONS
    return joins and at + 1 < len(sentence) and sentence[at + 1].capital


def _goes_on(sentence: tuple[Token, ...], at: int) -> bool:
    """Whether a name goes on with a token that is no capital: "al-Khouani", or "van" in "Piet van Rossem"."""
    token = sentence[at]
    if token.text != token.lower and token.kind == "word" and is_capital(token.text):
        return True
    return token.lower in PARTICLES and at + 1 < len(sentence) and sentence[at + 1].capital


def _before(text: str, sentence: tuple[Token, ...], at: int, end: int) -> tuple[str, ...]:
    """A description before a comma and a name: "The owner, Farrukh Azimov,", "met the ring's leader, Osip Varrel,"."""
    if at < 3 or sentence[at - 1].text != ",":
        return ()
    begin = at - 1
    while begin > 0 and at - begin < _LONGEST_DESCRIPTION and sentence[begin - 1].text != ",":
        begin -= 1
    if not _opens_phrase(sentence[begin]):
        closed = end < len(sentence) and sentence[end].text in _CLOSES
        begin = _phrase_begin(sentence, at - 1) if closed else begin
    words = sentence[begin : at - 1]
    if not words or not _opens_phrase(words[0]) or not _holds_role(words) or any(t.text == "," for t in words):
        return ()
    return (Span(words[0].begin, words[-1].end).of(text),)


def _phrase_begin(sentence: tuple[Token, ...], end: int) -> int:
    """Where the noun phrase that ends before a place begins, if it tells a role; else that place."""
    begin = end
    while begin > 0 and end - begin < _LONGEST_DESCRIPTION and sentence[begin - 1].kind == "word":
        begin -= 1
        if _opens_phrase(sentence[begin]) and _holds_role(sentence[begin:end]):
            owner = begin > 0 and sentence[begin].lower.endswith("'s")
            return begin - (owner and (sentence[begin - 1].lower in lexicon.DETERMINERS or sentence[begin - 1].capital))
    return end


def _opens_phrase(token: Token) -> bool:
    return token.lower in lexicon.DETERMINERS or token.lower.endswith("'s")


def _holds_role(words: tuple[Token, ...]) -> bool:
    return any(token.lower in ROLES for token in words)


def _with_roles(sentence: tuple[Token, ...], at: int) -> int:
    """Step back over a lower-case role word and the capitals of whom it is with: "Orm Bank analyst Corin Ashdale"."""
    begin = at
    if at > 0 and (sentence[at - 1].lower in ROLES or does_something(sentence[at - 1].text)):
        begin = at - 1
        while begin > 0 and at - begin <= _LONGEST_BODY:
            if not (sentence[begin - 1].capital or (begin > 1 and _joins(sentence, begin - 1))):
                break
            if _opens(sentence, begin - 1):
                break
            begin -= 1
    return begin


def _whole_office(sentence: tuple[Token, ...], at: int) -> int:
    """Step back over the first half of an office: "Police and Crime Commissioner Bo Reed"."""
    halved = at > 1 and sentence[at - 1].lower == "and" and sentence[at - 2].capital
    return at - 2 if halved and sentence[at - 2].lower in QUALIFIERS else at


def _opens(sentence: tuple[Token, ...], at: int) -> bool:
    """Whether a capital is only that of a sentence's first word: "But neighbour Keith Purslow"."""
    return at == 0 and sentence[0].lower in _FIRST_WORDS


def _beside(text: str, sentence: tuple[Token, ...], end: int) -> tuple[str, ...]:
    """A description right after the name: ", 58, a baker", ", the Transport Secretary,"."""
    found = []
    for _ in range(2):
        if end + 1 >= len(sentence) or sentence[end].text != ",":
            break
        begin, end = end + 1, end + 1
        while end < len(sentence) and end - begin < 14 and sentence[end].text not in (",", ".", ";", ":"):
            end += 1
        first = sentence[begin]
        described = first.lower in ("a", "an", "the", "its", "his", "her") or first.lower in ROLES
        described = described or (first.lower == "for" and sentence[end - 1].lower in SIDES) or first.lower in PLEADS
        if not (described or (first.kind == "number" and end == begin + 1)):
            break
        found.append(Span(first.begin, sentence[end - 1].end).of(text))
    return tuple(found)


def by_any_name(people: tuple[Person, ...]) -> dict[str, Person]:
    """Look-up by full name and, where only one person bears it, by surname."""
    table: dict[str, Person] = {}
    bearers: dict[str, list[Person]] = {}
    for person in (p for p in people if p.described):
        table[person.name.lower()] = person
        bearers.setdefault(surname(person.name), []).append(person)
    for name, some in bearers.items():
        heads = [person for person in some if not is_kin(person.role)] or some
        heads = [person for person in heads if person.principal] or heads
        if len(heads) == 1:
            table[name] = heads[0]
    return table
