"""Noun phrases that may stand for a speaker, found by position: just before a verb of speech, or just after it.

Input: one sentence's tokens. With no tagger, a phrase is what lies between the clause's introducers ("In a letter,")
and the verb, without what is set between commas ("Hedda Vosmere, 36, a ferry steward, said"): that is kept apart as
apposition, where `speakers.names` looks for role and affiliation.

Guaranteed: indices into the sentence, at most `LONGEST` tokens; None rather than a guess when the words look like
anything but a noun phrase.

Next: `after_cue`, for the other side of the verb.
"""

from collections.abc import Sequence

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.after_cue import time_phrase_end
from sayso_extract.domain.attribution.cues import FORMS
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.role_words import ORGANISATIONS, PLURALS, ROLES
from sayso_extract.domain.values import Value
from sayso_extract.domain.word_lists import word_set

LONGEST = 26
_BREAKS = frozenset((",", ";", ":", "–", "—", "--", "-"))
_OF_SOMEBODY = frozenset(("who", "which", "whose"))
_RELATIVES = _OF_SOMEBODY | {"that"}
_APPOSITIVE_OPENERS = word_set("a an the of for from who which whose now then formerly one also aged himself "
                                "herself both in at")  # fmt: skip
_ENDS_RIGHT = word_set("on in during after as when while to before following via through by at over since because "
                        "about last earlier yesterday today later and but")  # fmt: skip
_NO_SUBJECT = lexicon.PREPOSITIONS | lexicon.TEMPORAL_NOUNS
_SPEAKERS = ROLES | PLURALS | ORGANISATIONS
_SHORTEST = 4
"""Letters of "need", which ends like a past and is none."""
_PLAIN = 6
"""Words of a subject whose end is looked for."""
_MATTERS = word_set(
    "move decision step figure number sum amount claim charge allegation accusation assertion suggestion denial view "
    "sentiment verdict finding estimate plan proposal offer deal measure law bill policy project change delay rise cut "
    "increase loss toll incident attack"
)
"""What is said something of, in words that follow at once: "a move the mayor called reckless"."""

Sentence = tuple[Token, ...]


class Phrase(Value):
    """Where a speaker's words stand in the sentence, and what is said of them between commas."""

    begin: int
    end: int
    appositions: tuple[tuple[int, int], ...] = ()


def subject_before(tokens: Sentence, low: int, verb: int) -> Phrase | None:
    """The phrase that ends where the verb group begins."""
    if verb <= low:
        return None
    before = tokens[verb - 1]
    if before.lower in _RELATIVES:
        return _antecedent(tokens, low, verb - 1)
    if before.lower in lexicon.PRONOUNS:
        return Phrase(verb - 1, verb)
    if before.text == ",":
        return _with_appositions(tokens, low, verb - 1)
    begin = _trim(tokens, _chunk_begin(tokens, low, verb), verb)
    if opens_with_matter([token.text for token in tokens[begin : min(begin + 3, verb)]]):
        begin += 2
    return Phrase(begin, verb, _title_before(tokens, low, begin)) if _is_phrase(tokens, begin, verb) else None


def subject_after(tokens: Sentence, begin: int, high: int) -> Phrase | None:
    """The phrase that begins right after the verb ("said Petra Oyelund, who commands ...")."""
    if begin >= high or not _opens_phrase(tokens[begin]) or _is_time(tokens, begin, high):
        return None
    if tokens[begin].lower in lexicon.PRONOUNS:
        return Phrase(begin, begin + 1)
    end = begin
    while end < high and tokens[end].kind in ("word", "number") and not _ends_right(tokens, begin, end):
        end += 1
    if not _is_phrase(tokens, begin, end):
        return None
    return Phrase(begin, end, _appositions_after(tokens, end, high))


def leading_subject(tokens: Sentence, low: int, high: int) -> Phrase | None:
    """The subject a sentence opens with, for ", saying that" after another verb: only its safest shapes."""
    begin = low
    while begin < high and tokens[begin].lower in lexicon.CONJUNCTIONS:
        begin += 1
    if begin >= high or tokens[begin].lower in _NO_SUBJECT:
        return None
    if tokens[begin].lower in ("he", "she", "they", "it"):
        return Phrase(begin, begin + 1)
    first = begin + (tokens[begin].lower in lexicon.DETERMINERS)
    end = first
    while end < high and tokens[end].capital:
        end += 1
    end = _noun_end(tokens, first, high) or end
    return Phrase(begin, end) if end > first else None


def _noun_end(tokens: Sentence, first: int, high: int) -> int:
    """Where "prime minister", "hospital trust" or "Rovers manager Gil Strand" end before a verb; 0 if nowhere."""
    for at in range(first, min(first + _PLAIN, high - 1)):
        token, following = tokens[at], tokens[at + 1]
        verb = looks_like_verb(following) or lexicon.is_adverb(following.lower)
        ends = following.text == "," or following.lower in _RELATIVES or (verb and not following.capital)
        if ends and (token.capital or token.lower in _SPEAKERS):
            return at + 1
        if token.kind != "word" or looks_like_verb(token) or token.lower in lexicon.TRUE_PREPOSITIONS:
            break
    return 0


def looks_like_verb(token: Token) -> bool:
    """Whether a word is a verb by the lists, or ends like one."""
    word = token.lower
    ends = word.endswith("ed") and not token.capital and len(word) > _SHORTEST
    return ends or word in lexicon.AUXILIARIES | lexicon.FINITE | lexicon.PASTS or word in FORMS


def _chunk_begin(tokens: Sentence, low: int, end: int) -> int:
    at = end
    while at > low and tokens[at - 1].kind != "quote":
        if tokens[at - 1].text in _BREAKS and not _touches(tokens, at - 1):
            break
        at -= 1
    return at


def _touches(tokens: Sentence, at: int) -> bool:
    """Whether a hyphen stands inside a score or a range ("3-0"), not between phrases."""
    inside = 0 < at < len(tokens) - 1 and tokens[at].text == "-"
    return inside and tokens[at - 1].end == tokens[at].begin and tokens[at].end == tokens[at + 1].begin


def _trim(tokens: Sentence, begin: int, end: int) -> int:
    """Step over what introduces the phrase: "But", "Meanwhile", "On Monday", "because"."""
    if _OF_SOMEBODY.isdisjoint([token.lower for token in tokens[begin + 1 : end]]):
        for at in range(end - 1, begin, -1):
            word = tokens[at].lower
            reports = word == "that" and not _tells_which(tokens, begin, at)
            if reports or (word in lexicon.SUBORDINATORS and _has_finite(tokens, begin, at)):
                begin = at + 1
                break
    while begin < end:
        after_time = time_phrase_end(tokens, begin, end)
        if after_time > begin and after_time < end:
            begin = after_time
        elif tokens[begin].lower in lexicon.CONJUNCTIONS or tokens[begin].lower in (
            "because", "while", "as", "if", "when", "although", "though", "however", "meanwhile", "then", "that",
            "whether", "since", "what", "until", "after", "before", "than", "where", "later", "earlier", "still",
            "also",
        ):  # fmt: skip
            begin += 1
        else:
            break
    return begin


def opens_with_matter(words: Sequence[str]) -> bool:
    """Whether two words are what the rest says something of: "a move the mayor said was needed", "a figure rebels"."""
    if len(words) < 3 or words[0].lower() not in ("a", "an") or words[1].lower() not in _MATTERS:
        return False
    following = words[2]
    return following[:1].isupper() or following.lower() in lexicon.DETERMINERS or following.lower().endswith("s")


def _tells_which(tokens: Sentence, begin: int, at: int) -> bool:
    """Whether "that" tells which one is meant ("the ferry that sank"), not what is reported: a verb follows."""
    if at <= begin or at + 1 >= len(tokens) or _has_finite(tokens, begin, at):
        return False
    if any(token.lower in FORMS for token in tokens[begin:at]):
        return False
    following = tokens[at + 1]
    named = following.capital or following.lower in lexicon.DETERMINERS or following.lower in lexicon.PRONOUNS
    return following.kind == "word" and not named


def _has_finite(tokens: Sentence, begin: int, end: int) -> bool:
    return any(tokens[i].lower in lexicon.FINITE for i in range(begin, end))


def _is_phrase(tokens: Sentence, begin: int, end: int) -> bool:
    if not begin < end or end - begin > LONGEST or not _opens_phrase(tokens[begin]):
        return False
    last = tokens[end - 1]
    if (
        last.lower in lexicon.TRUE_PREPOSITIONS
        or last.lower in ("and", "but")
        or (last.lower in lexicon.DETERMINERS and end - begin > 1 and tokens[end - 2].lower not in ("it", "them", "us"))
    ):
        return False
    behind = [token.lower for token in tokens[begin + 1 : end]]
    if not _OF_SOMEBODY.isdisjoint(behind):
        return True
    if "that" in behind:
        return _tells_which(tokens, begin, begin + 1 + behind.index("that"))
    return tokens[begin].lower not in lexicon.FINITE and lexicon.FINITE.isdisjoint(behind)


def _opens_phrase(token: Token) -> bool:
    if token.kind not in ("word", "number"):
        return False
    return token.lower not in lexicon.TRUE_PREPOSITIONS and token.lower not in lexicon.AUXILIARIES


def _antecedent(tokens: Sentence, low: int, relative: int) -> Phrase | None:
    end = relative - 1 if relative > low and tokens[relative - 1].text == "," else relative
    begin = _trim(tokens, _chunk_begin(tokens, low, end), end)
    return Phrase(begin, end) if _is_phrase(tokens, begin, end) else None


def _with_appositions(tokens: Sentence, low: int, comma: int) -> Phrase | None:
    """Walk back over what stands between commas until something looks like the head: "Solt, 40, a founder, said"."""
    appositions: list[tuple[int, int]] = []
    end = comma
    for _ in range(4):
        chunk = _chunk_begin(tokens, low, end)
        begin = _trim(tokens, chunk, end)
        more = chunk > low and tokens[chunk - 1].text == ","
        if not more or not (_looks_appositive(tokens, begin, end) or _is_of_an_address(tokens, low, chunk)):
            before = _title_before(tokens, low, chunk)
            ok = _is_phrase(tokens, begin, end)
            return Phrase(begin, end, tuple(reversed(appositions)) + before) if ok else None
        appositions.append((begin, end))
        end = chunk - 1
    return None


def _looks_appositive(tokens: Sentence, begin: int, end: int) -> bool:
    if begin >= end:
        return True
    first = tokens[begin]
    return first.kind == "number" or first.lower in _APPOSITIVE_OPENERS or not first.text[:1].isupper()


def _is_of_an_address(tokens: Sentence, low: int, chunk: int) -> bool:
    """Whether a chunk goes on with where somebody lives: "Lee Garrity, 43, of Mill Lane, Saltby, denies"."""
    before = _chunk_begin(tokens, low, chunk - 1)
    return before > low and tokens[before].lower in ("of", "from")


def _title_before(tokens: Sentence, low: int, begin: int) -> tuple[tuple[int, int], ...]:
    """What stands before a name as its description: "The dam's operator, Orrin Water Trust, denied"."""
    if begin - 1 <= low or tokens[begin - 1].text != "," or not tokens[begin].capital:
        return ()
    chunk = _trim(tokens, _chunk_begin(tokens, low, begin - 1), begin - 1)
    first = tokens[chunk]
    described = first.lower in lexicon.DETERMINERS or first.lower.endswith("'s")
    if described and begin - 1 - chunk <= 8 and _is_phrase(tokens, chunk, begin - 1):
        return ((chunk, begin - 1),)
    return ()


def _is_time(tokens: Sentence, begin: int, high: int) -> bool:
    """Whether a time stands where a speaker might ("said yesterday"), and nobody of that name ("said April Jones")."""
    end = time_phrase_end(tokens, begin, high)
    named = tokens[begin].capital and end == begin + 1 and end < high and tokens[end].capital
    return end > begin and not named


def _ends_right(tokens: Sentence, begin: int, at: int) -> bool:
    word = tokens[at].lower
    return at > begin and (word in _ENDS_RIGHT or time_phrase_end(tokens, at, min(at + 3, len(tokens))) > at)


def _appositions_after(tokens: Sentence, end: int, high: int) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    while end + 1 < high and tokens[end].text == "," and len(found) < 3:
        begin = end + 1
        end = begin
        while end < high and tokens[end].text not in (",", ".", ";", ":") and tokens[end].kind != "quote":
            end += 1
        if not _looks_appositive(tokens, begin, end):
            break
        found.append((begin, end))
    return tuple(found)
