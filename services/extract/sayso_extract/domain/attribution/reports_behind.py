"""Patterns of reports that stand at the end or in the middle of a sentence: "..., he said", "..., according to him".

They hold everything before them, so they are asked first. What goes on behind a report in the middle is its second
piece.

Next: `frames`, the table of patterns.
"""

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.after_cue import After, after_cue
from sayso_extract.domain.attribution.clauses import (
    Range,
    clause_end,
    has_clause,
    trimmed,
    without_opener,
)
from sayso_extract.domain.attribution.phrases import Phrase, subject_after
from sayso_extract.domain.attribution.scenes import Found, Scene, found
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.role_words import DOCUMENTS, GENERIC, PLURALS, ROLES

_BREAKERS = lexicon.CLAUSE_BREAKERS | lexicon.CONJUNCTIONS | {"after", "when", "following", "speaking", "citing"}
_SUBORDINATORS = lexicon.SUBORDINATORS - {"that"}
_CALLED = ROLES | GENERIC
"""What stands before a speaker's name, where "aid Hestria announced in May" tells which aid."""
_MADE = DOCUMENTS | {"inquiry", "investigation", "inquest", "jury", "committee"}
"""What tells something at a sentence's end without being anybody: "..., data from Shelfwatch show"."""
_CLAUSE = 4
"""Tokens of the shortest clause that a document tells."""
_COUNTS = frozenset(("a", "an", "dozens", "hundreds", "thousands", "many", "most", "some"))
"""Words that begin a second clause of what is said: "..., she explained, and a part had to come"."""
_GOING_ON = lexicon.AUXILIARIES | {"and"}
_STATING = ("state", "state-that")


def _left(scene: Scene, end: int) -> Range | None:
    """What stands before a speaker phrase, if it may be what was said: a quote, or words closed by a comma."""
    tokens, low = scene.tokens, scene.low
    low = without_opener(tokens, low, end)
    if end <= low:
        return None
    last = tokens[end - 1]
    if last.kind != "quote" and last.text not in (",", "–", "—", "?", "!", "--"):
        return None
    return trimmed(tokens, low, end)


def quote_then_verb_then_speaker(scene: Scene) -> Found | None:
    """ "The bridge is safe," said Ada Brook."""
    hit, tokens = scene.hit, scene.tokens
    if hit.kind != "active" or not hit.form.kind.inverts or hit.begin != hit.cue[0] or hit.form.plain:
        return None
    left = _left(scene, hit.begin)
    if left is None or (tokens[hit.begin - 1].kind != "quote" and tokens[hit.begin - 1].text != ","):
        return None
    speaker = subject_after(tokens, hit.end, scene.high)
    if speaker is None:
        return None
    end = max([speaker.end, *(e for _, e in speaker.appositions)])
    quoted = tokens[left[1] - 1].kind == "quote"
    rest = after_cue(tokens, end, scene.high, hearer=False)
    if not quoted and (rest.kind not in ("end", "comma") or not has_clause(tokens, *left) or _describes(tokens, left)):
        return None
    return _with_right(scene, left, speaker, rest)


def _describes(tokens: tuple[Token, ...], words: Range) -> bool:
    """Whether the words are a speaker with a description: "Officials, who asked not to be named, said ..."."""
    commas = [at for at in range(*words) if tokens[at].text == "," and at < words[1] - 1]
    if not commas or has_clause(tokens, words[0], commas[-1]):
        return False
    first = tokens[commas[-1] + 1].lower
    return first in ("who", "which", "whose", "whom") or first.endswith(("ed", "ing"))


def _with_right(scene: Scene, left: Range, speaker: Phrase | None, rest: After) -> Found | None:
    """Add what goes on after a report in the middle: '"A," he said, "B"' and "Passengers, he went on, would ..."."""
    tokens, high = scene.tokens, scene.high
    ranges: tuple[Range, ...] = (left,)
    resume = rest.at
    at = rest.at + 1 if rest.kind == "comma" or rest.kind == "colon" else rest.at
    if rest.kind in ("quote", "comma", "colon", "that") and at < high and _goes_on(scene, at, left, rest):
        begin = at + 1 if tokens[at].lower in ("that", "and") else at
        end = clause_end(tokens, begin, high, tuple(h for h in scene.hits if h.begin > at))
        ranges += ((begin, end),)
        resume = end
    return found(scene, ranges, speaker, resume, when=rest.when)


def _goes_on(scene: Scene, at: int, left: Range, rest: After) -> bool:
    token = scene.tokens[at]
    if token.kind == "quote":
        return True
    if rest.kind != "comma" or (scene.tokens[left[1] - 1].kind == "quote" and left[1] - left[0] == 1):
        return False
    if any(h.begin == at for h in scene.hits) or token.text in (",", "."):
        return False
    by_source = scene.hit.kind == "according"
    if by_source and token.lower not in _GOING_ON and has_clause(scene.tokens, *left):
        return False  # "..., according to Ada Brook, a lawyer"
    if token.lower == "and" and at + 1 < scene.high:
        following = scene.tokens[at + 1]
        counts = following.lower in _COUNTS or following.kind == "number"
        counts = counts and scene.hit.form.kind.name in _STATING
        return counts or (by_source and following.lower in lexicon.BE)
    return token.lower not in _BREAKERS and not token.lower.endswith("ing")


def clause_then_speaker_then_verb(scene: Scene) -> Found | None:
    """ "The bridge is safe, the mayor said on Monday."."""
    hit, after, subject, tokens = scene.hit, scene.after, scene.subject, scene.tokens
    if hit.kind != "active" or subject is None or hit.form.kind.name == "object":
        return None
    begin = min([subject.begin, *(b for b, _ in subject.appositions)])
    left = _left(scene, begin)
    if left is None:
        return None
    quoted = tokens[left[1] - 1].kind == "quote"
    if not quoted and tokens[left[0]].lower in lexicon.PREPOSITIONS and after.kind == "comma":
        left = left if has_clause(tokens, *left) else None
    if left is None or (not quoted and left[1] - left[0] < 2 and after.kind != "comma"):
        return None
    if not quoted and not _speaks(scene, subject):
        return None
    trailing = after.kind == "clause" and (quoted or has_clause(tokens, *left)) and _adverbial(tokens[after.at])
    if after.kind not in ("end", "comma") and not (quoted and after.kind in ("quote", "colon")) and not trailing:
        return None
    if _is_introducer(scene, left) and after.kind == "comma":
        return None
    return _with_right(scene, left, subject, after)


def closing_speaker(scene: Scene) -> Found | None:
    """A sentence's whole clause, and behind it a certain speaker whose verb ends it."""
    after, subject, tokens = scene.after, scene.subject, scene.tokens
    if subject is None or scene.hit.form.kind.name not in _STATING or not _ends_there(scene):
        return None
    who = tokens[subject.begin : subject.end]
    words = frozenset(token.lower for token in who)
    made = not words.isdisjoint(_MADE)
    if after.stepped and not (made or who[0].lower in lexicon.POSSESSIVES or who[0].lower in PLURALS):
        return None
    left = _left(scene, min([subject.begin, *(b for b, _ in subject.appositions)]))
    certain = made or who[0].lower in PLURALS or _is_certain(who)
    if left is None or not certain or left[1] - left[0] < _CLAUSE or not (made or has_clause(tokens, *left)):
        return None
    return _with_right(scene, left, subject, scene.after)


def interrupting_speaker(scene: Scene) -> Found | None:
    """A certain speaker between the commas of what he says: "Passengers, he went on, would not pay"."""
    if scene.subject is None or scene.after.kind != "comma" or scene.hit.form.kind.name not in _STATING:
        return None
    if not _is_certain(scene.tokens[scene.subject.begin : scene.subject.end]):
        return None
    both = clause_then_speaker_then_verb(scene)
    return both if both is not None and len(both.ranges) > 1 else None


def _ends_there(scene: Scene) -> bool:
    """Whether a sentence ends behind a verb of speech, or goes on without it: "..., its makers announced, raising"."""
    at = scene.after.at
    if scene.after.kind == "comma" and at + 1 < scene.high:
        return scene.tokens[at + 1].lower.endswith("ing")
    return at >= scene.high


def _speaks(scene: Scene, subject: Phrase) -> bool:
    """Tell "..., the ministry reported in May" from "..., the sum promised in May": a participle takes a bare noun."""
    if scene.hit.form.kind.name in ("say", "tell", "hear") or not scene.after.stepped:
        return True
    return _is_certain(scene.tokens[subject.begin : subject.end]) and scene.hit.form.kind.name == "state"


def _is_certain(subject: tuple[Token, ...]) -> bool:
    """Whether a phrase is a certain one's: "the ministry", "they", "Ana Marsh", "council leader Ana Marsh"."""
    first, last = subject[0], subject[-1]
    if first.capital or first.lower in lexicon.DETERMINERS or first.lower in lexicon.PRONOUNS:
        return True
    words = frozenset(token.lower for token in subject)
    return last.capital and not _CALLED.isdisjoint(words) and lexicon.PREPOSITIONS.isdisjoint(words)


def _adverbial(token: Token) -> bool:
    word = token.lower
    return word in _SUBORDINATORS or word in lexicon.TRUE_PREPOSITIONS or word.endswith("ing")


def _is_introducer(scene: Scene, left: Range) -> bool:
    word = scene.tokens[left[0]].lower
    return left[1] - left[0] == 1 and (word in lexicon.PREPOSITIONS or lexicon.is_adverb(word))


def according_to_behind(scene: Scene) -> Found | None:
    """ "The bridge is safe, according to the mayor."."""
    if scene.hit.kind != "according":
        return None
    left = _left(scene, scene.hit.begin)
    if left is None and scene.hit.begin > scene.low:
        left = trimmed(scene.tokens, without_opener(scene.tokens, scene.low, scene.hit.begin), scene.hit.begin)
    if left is None:
        return None
    end = at = _source_end(scene)
    first = scene.tokens[scene.hit.end] if end > scene.hit.end else None
    if first is None or not (first.capital or first.lower in lexicon.DETERMINERS or scene.tokens[left[1]].text == ","):
        return None
    if at < scene.high and scene.tokens[at].text == ",":
        rest = After("comma", at, None, stepped=False)
        return _with_right(scene, left, Phrase(scene.hit.end, end), rest)
    return found(scene, (left,), Phrase(scene.hit.end, end), end)


def according_to_in_front(scene: Scene) -> Found | None:
    """ "According to the mayor, the bridge is safe."."""
    if scene.hit.kind != "according" or without_opener(scene.tokens, scene.low, scene.high) < scene.hit.begin:
        return None
    end = _source_end(scene)
    at = end
    if at < scene.high and scene.tokens[at].text == "," and _opens_apposition(scene, at + 1):
        later = next((i for i in range(at + 1, scene.high) if scene.tokens[i].text == ","), scene.high)
        appositions: tuple[Range, ...] = ((at + 1, later),)
        at = later
    else:
        appositions = ()
    if at >= scene.high or scene.tokens[at].text != ",":
        return None
    stop = clause_end(scene.tokens, at + 1, scene.high, scene.hits)
    return found(scene, ((at + 1, stop),), Phrase(scene.hit.end, end, appositions), stop)


def _opens_apposition(scene: Scene, at: int) -> bool:
    return at < scene.high and scene.tokens[at].lower in ("who", "which", "whose", "a", "an")


def _source_end(scene: Scene) -> int:
    end = scene.hit.end
    while (
        end < scene.high
        and scene.tokens[end].text not in (",", ";", ".", "–", "—", ":", "(")
        and end < scene.hit.end + 24
    ):
        end += 1
    return end
