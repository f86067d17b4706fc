"""The organisations an article names, where it mentions them, and the one it is about.

Input: the article's sentences. A run of capitals is an organisation if a noun in it says so ("Coppingshire Council"),
if what stands beside it does ("the charity Open Road", "Wickham & Lyle, the homewares chain", "Lumenar's chief
executive", "an analyst at Greyfinch"), or if it opens a sentence and reports something without being anybody's name.
Later mentions may be shorter: "Lumenar" is "Lumenar Systems".

Guaranteed: at most `MOST` organisations and `MOST_MENTIONS` mentions, in the order of the text; every name stands in
the text.

Next: `homes`, which tells whom they speak through.
"""

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.after_cue import time_phrase_end
from sayso_extract.domain.attribution.cues import FORMS, NOUN_LIKE
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.role_words import (
    DOCUMENTS,
    HONORIFICS,
    OFFICES,
    ORGANISATIONS,
    PLURALS,
    QUALIFIERS,
    ROLES,
)
from sayso_extract.domain.speakers.named import Organisation, Organisations
from sayso_extract.domain.speakers.naming import LETTERS_BEHIND, bare, names_organisation
from sayso_extract.domain.speakers.places import BY_ADJECTIVE, PLACES
from sayso_extract.domain.values import Value
from sayso_extract.domain.word_lists import word_set

MOST = 100
MOST_MENTIONS = 400
LONGEST = 6
_FIRMS = ("company", "firm", "airline", "carrier", "retailer", "lender", "insurer", "manufacturer")
_LEAD = 2
"""Sentences in which a firm is named that an article is of."""
_OPENING = 4
"""Sentences in which an article says what it is about."""
_OFTEN = 3
"""Mentions from which an organisation may be what the article is about, if it has more than any other."""
KINDS = word_set(
    "company firm group chain operator maker retailer charity union agency bank insurer carrier airline broadcaster "
    "newspaper magazine club team party regulator watchdog rival brewer manufacturer supplier developer start-up "
    "startup lender consultancy thinktank think-tank publisher channel network website brokerage brand owner builder "
    "utility tank daily weekly bidder pollster fund studio label association contractor"
)
"""Nouns that stand before or behind the name of an organisation."""
_NOUN_OF = ("of", "for")
"""Words behind the noun that makes a run an organisation."""
_JOINING = frozenset(("of", "&", "for", "'", "’"))
_LETTERS = 10
"""Characters of the longest short name in brackets, and these."""
_BESIDE = 9
_BACK = 4
_MADE = 5
"""Tokens between a document and who made it."""


class _Run(Value):
    name: str
    noun: str
    begin: int
    reports: bool
    opens: bool
    hears: bool


def find_organisations(text: str, sentences: Sequence[tuple[Token, ...]], people: frozenset[str]) -> Organisations:
    """What the sentences name; `people` are names in lower case that are no organisation's."""
    runs = [(number, run) for number, sentence in enumerate(sentences) for run in _read(text, sentence)]
    parts = {part for name in people for part in name.split()}
    inside = {run.name for _, run in runs if not run.opens}
    names = {run.name for _, run in runs}
    index: dict[str, int] = {}
    named: list[Organisation] = []
    subject: str | None = None
    again: list[tuple[int, int]] = []
    by_noun: dict[str, int] = {}
    for number, run in runs:
        if run.name in _AGAIN or (run.name in _PUBLIC_NOUNS and run.name not in _ALONE):
            if run.name in by_noun:
                again.append((run.begin, by_noun[run.name]))
            continue
        if not (run.noun or run.reports or number < _LEAD):
            continue
        low = run.name.lower()
        known = low in people or low in parts or low in PLACES or low in BY_ADJECTIVE
        words = run.name.split()
        alone = len(words) == 1 and run.reports and low not in ORGANISATIONS
        alone = alone and (run.name in inside or _is_coined(run.name))
        guessed = run.noun == _UNKNOWN and len(words) == 1 and run.name not in inside
        tells = run.reports or (number < _LEAD and run.opens and _calls_a_firm(text))
        several = tells and _may_be(words) and words[0] in names and words[-1] not in names
        known = known or guessed or (len(words) == 1 and low in QUALIFIERS)
        if known or len(named) >= MOST or not (run.noun or alone or several):
            continue
        by_noun[run.noun] = index.get(run.name, len(named))
        if run.opens and subject is None and number < _OPENING and run.noun not in _PUBLIC_NOUNS:
            subject = run.name
        if run.name not in index:
            index[run.name] = len(named)
            named.append(Organisation(run.name, "" if run.noun == _UNKNOWN else run.noun, run.begin))
    letters = _in_brackets(text, named)
    short = _short(named, parts) | letters
    mentions = [(run.begin, short.get(run.name, index.get(run.name, -1))) for _, run in runs if not run.hears]
    kept = tuple(sorted((begin, number) for begin, number in (*mentions, *again) if number >= 0)[:MOST_MENTIONS])
    subject = subject if subject is None else named[short.get(subject, index[subject])].name
    places = {begin for begin, _ in kept}
    openers = frozenset(run.begin for _, run in runs if run.opens and run.begin in places)
    return Organisations(tuple(named), subject or _most(named, kept), kept, openers, letters)


_UNKNOWN = "?"
_OPENING_MARKS = frozenset(":-–—)")
"""Marks behind a dateline."""
_ACCORDING = ["according", "to"]
_TITLES = ROLES | HONORIFICS.keys()


def _most(named: Sequence[Organisation], mentions: Sequence[tuple[int, int]]) -> str | None:
    counts = Counter(number for _, number in mentions).most_common(2)
    if not counts or counts[0][1] < _OFTEN or (len(counts) > 1 and counts[1][1] == counts[0][1]):
        return None
    return named[counts[0][0]].name


def _in_brackets(text: str, named: Sequence[Organisation]) -> dict[str, int]:
    """By the letters that stand in brackets behind a name: "the Lecturers' and Tutors' Union (Latu)"."""
    letters: dict[str, int] = {}
    for number, each in enumerate(named):
        end = each.begin + len(each.name)
        stop = text.find(")", end, end + _LETTERS) if text.startswith(" (", end) else -1
        word = text[end + 2 : stop] if stop > 0 else ""
        if word.isalpha() and word[:1].isupper():
            letters.setdefault(word, number)
    return letters


def _short(named: Sequence[Organisation], parts: set[str]) -> dict[str, int]:
    """By the first word of a longer name, or by its words without the last: which organisation is meant."""
    short: dict[str, int] = {}
    for number, each in enumerate(named):
        words = each.name.split()
        for key in (*(" ".join(words[:size]) for size in range(1, len(words))), words[-1]):
            low = key.lower()
            if low not in parts and low not in PLACES and low not in QUALIFIERS and low not in ORGANISATIONS:
                short.setdefault(key, number)
    return short


def _read(text: str, sentence: tuple[Token, ...]) -> list[_Run]:
    found = []
    for begin, end in _runs(sentence):
        first, several = sentence[begin].lower, end - begin > 1
        opener = begin == 0 and first in lexicon.PREPOSITIONS
        people = several and begin == 0 and first in PLURALS and sentence[1].lower == "of"
        if several and (opener or first in _NO_NAME or (begin == 0 and first in KINDS)):
            begin += 1
            first = sentence[begin].lower
        elif people and end > 2:  # "Members of Saltby Council"
            begin += 2
            first = sentence[begin].lower
        elif opener or (not several and first in lexicon.TEMPORAL_NOUNS):
            continue
        if not several and first.partition("'")[0] in lexicon.PRONOUNS:  # "I", "I've"
            continue
        if first in ROLES or first.rstrip(".") in HONORIFICS or sentence[begin].text == "By":
            continue
        if begin and sentence[begin - 1].text == "(":
            continue
        end = _with_noun(sentence, end)
        name = text[sentence[begin].begin : sentence[end - 1].end].removesuffix("'s").removesuffix("’s")
        hears = begin > 0 and (sentence[begin - 1].lower == "told" or sentence[max(0, begin - 2)].lower == "told")
        opens = begin <= 1 or (begin <= 4 and all(map(_leads, sentence[:begin])))
        opens = opens or (begin > 2 and sentence[begin - 1].text == "," and sentence[begin - 2].lower in KINDS)
        verb = time_phrase_end(sentence, end, len(sentence))
        reports = opens and verb < len(sentence) and sentence[verb].lower in FORMS
        words = [token.text for token in sentence[begin:end]] if end - begin > 1 else []
        noun = (_noun(words) if words else "") or _kind_beside(sentence, begin, end)
        found.append(_Run(name, noun, sentence[begin].begin, reports, opens, hears))
    plain = _plain(text, sentence)
    return sorted([*found, *plain], key=attrgetter("begin")) if plain else found


_ALONE = word_set("government regulator coastguard army navy parliament watchdog prosecution opposition police")
"""Nouns that stand for one organisation without a name."""
_NO_NAME = word_set("former ex deputy chief senior junior fellow acting retired local but and however meanwhile then")
_PUBLIC_NOUNS = word_set(
    "government regulator coastguard army navy parliament watchdog prosecution opposition federation agency bureau "
    "service office association union institute commission board council authority department ministry police "
    "university hospital court college committee"
)


_AGAIN = word_set("zoo museum theatre library airport school trust charity bank club gallery")
"""Nouns that stand for one that was named: "Norby Zoo", then "the zoo"."""
_NO_ADVERBS = word_set("family early daily monthly weekly supply elderly fly ally")
_CLOSED = lexicon.FINITE | lexicon.TRUE_PREPOSITIONS | lexicon.DETERMINERS | lexicon.CONJUNCTIONS


def _leads(token: Token) -> bool:
    """Whether a token may stand before the name that opens a sentence: "The opposition Dawn Party"."""
    if token.text in ("'", "’"):
        return True
    plain = token.lower in lexicon.DETERMINERS or not token.capital
    verb = token.lower in lexicon.FINITE or token.lower in lexicon.TRUE_PREPOSITIONS
    return token.kind == "word" and plain and not verb


def _leads_on(word: str) -> bool:
    if word.endswith("ly") and word not in _NO_ADVERBS:  # "the famously liberal court"
        return True
    return word in _CLOSED or word.endswith("ed") or (word in FORMS and word not in NOUN_LIKE)


def _plain(text: str, sentence: tuple[Token, ...]) -> list[_Run]:
    """Organisations without a name: "the state weather bureau", "the coastguard"."""
    found: list[_Run] = []
    if (_PUBLIC_NOUNS | _AGAIN).isdisjoint([token.lower for token in sentence]):
        return found
    for at, token in enumerate(sentence[:-1]):
        if token.lower != "the":
            continue
        if sentence[at + 1].lower in _AGAIN and at + 2 < len(sentence) and not sentence[at + 2].capital:
            begin = sentence[at + 1].begin
            found.append(_Run(sentence[at + 1].text, sentence[at + 1].lower, begin, False, at == 0, hears=False))
            continue
        end = at + 1
        while end < len(sentence) and end - at < _BACK and sentence[end].lower not in _PUBLIC_NOUNS:
            owner = sentence[end].text in ("'", "’") and sentence[end - 1].lower.endswith("s")  # "the dockers' union"
            plain = sentence[end].kind == "word" and not sentence[end].lower.endswith("-strong")
            if not (owner or plain) or sentence[end].capital or _leads_on(sentence[end].lower):
                break
            end += 1
        following = sentence[end + 1] if end + 1 < len(sentence) else token
        ends = end < len(sentence) and sentence[end].lower in _PUBLIC_NOUNS and not sentence[end].capital
        if not ends or following.text == "-":
            continue
        begin = sentence[at + 1].begin
        name = text[begin : sentence[end].end]
        reports = at == 0 and following.lower in FORMS
        found.append(_Run(name, sentence[end].lower, begin, reports, at == 0, hears=False))
    return found


def _with_noun(sentence: tuple[Token, ...], end: int) -> int:
    """The end of a run with its noun in lower case: "Millbrook school board"."""
    if _owner(sentence[end - 1]):
        return end
    for at in (end, end + 1):
        if at < len(sentence) and sentence[at].lower in _PUBLIC_NOUNS:
            first = sentence[end]
            if first.capital or sentence[at].capital:
                continue
            plain = first.kind == "word" and not (_leads_on(first.lower) or first.lower.endswith("'s"))
            return at + 1 if at == end or plain else end
    return end


def _runs(sentence: tuple[Token, ...]) -> list[tuple[int, int]]:
    """Runs of capitals, "of" and "&" inside them; an article's "The" before one is left out."""
    runs, end = [], 0
    for at in [at for at, token in enumerate(sentence) if token.capital]:
        opens = at == 0 or sentence[at - 1].text in _OPENING_MARKS
        if at < end or (opens and sentence[at].lower in lexicon.DETERMINERS):
            continue
        end = at + 1
        while end < len(sentence) and end - at < LONGEST:
            token = sentence[end]
            if not (token.capital or (token.lower in _JOINING and _joins(sentence, end))):
                break
            if _owner(sentence[end - 1]) and bare(token.text) not in ORGANISATIONS:
                break
            end += 1
        runs.append((at, end))
    return runs


def _owner(token: Token) -> bool:
    return token.lower.endswith("'s")


def _joins(sentence: tuple[Token, ...], at: int) -> bool:
    """Whether one of the words `_JOINING` stands inside a run."""
    word = sentence[at].lower
    if at + 1 == len(sentence) or not sentence[at + 1].capital:
        return False
    before = sentence[at - 1]
    if word == "for":
        return bare(before.text) in ORGANISATIONS
    return word in ("of", "&") or (before.lower.endswith("s") and sentence[at].begin == before.end)


def _noun(words: Sequence[str]) -> str:
    """The noun that makes a run of several words an organisation: its last, or the one before "of" or "for"."""
    at = next((at for at in range(1, len(words)) if bare(words[at]) in _NOUN_OF), len(words))
    if names_organisation(words[at - 1]):
        return bare(words[at - 1])
    form = words[-1].isupper() and 1 < len(words[-1]) < 5 and bare(words[-1]) not in LETTERS_BEHIND
    company = "&" in words or (form and not words[0].isupper())
    return "company" if company else ""


def _kind_beside(sentence: tuple[Token, ...], begin: int, end: int) -> str:
    """What the words around a run say it is."""
    before = sentence[begin - 1].lower if begin else ""
    if before == "," and begin > 2 and sentence[begin - 2].lower in KINDS:
        return sentence[begin - 2].lower
    near = sentence[end : end + 3]
    office = len(near) == 3 and (near[0].lower in _HOLDERS or near[1].lower in _HOLDERS) and not near[0].capital
    if office and any(token.capital for token in sentence[end + 1 : end + 4]):
        return _UNKNOWN
    if before in ("ruling", "governing") and end - begin > 1:
        return "party"
    if before in KINDS:
        return "company" if before in ("owner", "brand") else before
    if before in ("at", "for") and _role_in(sentence, max(0, begin - 1 - _BACK), begin - 1):
        return _UNKNOWN
    if before == "the" and end - begin > 1 and [t.lower for t in sentence[max(0, begin - 3) : begin - 1]] == _ACCORDING:
        return _UNKNOWN
    if before in ("by", "from") and end - begin > 1 and _document_in(sentence, begin - 1):
        return _UNKNOWN
    if _owner(sentence[end - 1]) and _office_in(sentence, end, end + _BACK):
        return _UNKNOWN
    behind = near[1].lower if len(near) > 1 and near[0].text == "," else ""
    if behind == "which":
        return _UNKNOWN
    if behind in ("the", "a", "an"):
        for token in sentence[end + 2 : end + _BESIDE]:
            if token.text == ",":
                break
            if token.lower in ROLES:
                return ""
            if token.lower in KINDS:
                return token.lower
    return ""


def _document_in(sentence: tuple[Token, ...], end: int) -> bool:
    """Whether a report or a poll stands before "by": "a poll released on Thursday by"."""
    words = [token.lower for token in sentence[max(0, end - _MADE) : end]]
    return not DOCUMENTS.isdisjoint(words) and "," not in words and "that" not in words


def _role_in(sentence: tuple[Token, ...], begin: int, end: int) -> bool:
    return any(token.lower in ROLES and not token.capital for token in sentence[begin:end])


def _office_in(sentence: tuple[Token, ...], begin: int, end: int) -> bool:
    return not _HOLDERS.isdisjoint([token.lower for token in sentence[begin:end]])


_HOLDERS = frozenset(OFFICES) | word_set(
    "striker midfielder defender goalkeeper winger boss coach manager analyst economist employee"
)


def _calls_a_firm(text: str) -> bool:
    """Whether an article calls something "the airline", "the company": what opens it may be meant."""
    return any(f" the {kind} " in text for kind in _FIRMS)


def _is_coined(name: str) -> bool:
    """Whether a word has a capital inside, as names of firms have: "GridNorth", not "McLean"."""
    at = next((at for at, letter in enumerate(name) if at and letter.isupper()), 0)
    return name.isalpha() and 2 < at < len(name) - 1 and name[1:at].islower() and not name.startswith(("Mac", "Fitz"))


def _may_be(words: Sequence[str]) -> bool:
    """Whether a run without an organisation's noun may be one: several words, no title, no role."""
    plain = {word.lower().rstrip(".") for word in words}
    return len(words) > 1 and plain.isdisjoint(_TITLES)
