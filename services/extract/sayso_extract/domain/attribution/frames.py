"""The patterns of attribution: named rules from one cue in one sentence to who said what.

Input: a sentence's tokens and the cues found in it. `PATTERNS` is the table; each has an example it must match and a
counter-example it must not, and a test runs both. Reports that stand at the end or in the middle of a sentence
("..., he said") hold the whole sentence before them, so `read_sentence` looks for those first, then for what
reports forward.

Guaranteed: what is found is token ranges inside the sentence, no statement inside another's content.

Next: `finder`, which joins sentences into statements.
"""

from collections.abc import Callable

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.after_cue import After, after_cue
from sayso_extract.domain.attribution.clauses import (
    Range,
    clause_end,
    further_clauses,
    has_clause,
    has_quote,
    trimmed,
    without_opener,
)
from sayso_extract.domain.attribution.cues import COURTS
from sayso_extract.domain.attribution.phrases import Phrase, leading_subject, subject_after
from sayso_extract.domain.attribution.scenes import AttributionPattern, Found, Scene
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.role_words import GENERIC, ROLES
from sayso_extract.domain.values import replace

_BREAKERS = lexicon.CLAUSE_BREAKERS | lexicon.CONJUNCTIONS | {"after", "when", "following", "speaking", "citing"}
_SUBORDINATORS = lexicon.SUBORDINATORS - {"that"}
_CALLED = ROLES | GENERIC
"""What stands before a speaker's name, where "aid Hestria announced in May" tells which aid."""
_TO_A_NUMBER = 6
"""Tokens behind "at" in which the number stands: "at more than 1,000"."""


def _found(
    scene: Scene,
    ranges: tuple[Range, ...],
    speaker: Phrase | None,
    resume: int,
    *,
    when: Range | None = None,
    also: tuple[Range, ...] = (),
    same: bool = False,
) -> Found | None:
    kept = tuple(r for r in (trimmed(scene.tokens, b, e) for b, e in ranges) if r is not None)
    if not kept:
        return None
    hit = scene.hit
    return Found(kept, hit.cue, speaker, same, hit.form, hit.negated, "", 0.0, when, resume, also)


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


def _quote_then_verb_then_speaker(scene: Scene) -> Found | None:
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
        begin = at + 1 if tokens[at].lower == "that" else at
        end = clause_end(tokens, begin, high, tuple(h for h in scene.hits if h.begin > at))
        ranges += ((begin, end),)
        resume = end
    return _found(scene, ranges, speaker, resume, when=rest.when)


def _goes_on(scene: Scene, at: int, left: Range, rest: After) -> bool:
    token = scene.tokens[at]
    if token.kind == "quote":
        return True
    if rest.kind != "comma" or (scene.tokens[left[1] - 1].kind == "quote" and left[1] - left[0] == 1):
        return False
    if any(h.begin == at for h in scene.hits) or token.text in (",", "."):
        return False
    return token.lower not in _BREAKERS and not token.lower.endswith("ing")


def _clause_then_speaker_then_verb(scene: Scene) -> Found | None:
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


def _according_to_behind(scene: Scene) -> Found | None:
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
    return _found(scene, (left,), Phrase(scene.hit.end, end), end)


def _according_to_in_front(scene: Scene) -> Found | None:
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
    return _found(scene, ((at + 1, stop),), Phrase(scene.hit.end, end, appositions), stop)


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


def _speaker_then_verb_then_clause(scene: Scene) -> Found | None:
    hit, after, tokens = scene.hit, scene.after, scene.tokens
    if hit.kind != "active" or (scene.subject is None and not _gap(scene)):
        return None
    takes = hit.form.kind.takes
    begin = after.at
    if after.kind == "that":
        begin += 1
        if "that" not in takes:
            return None
    elif after.kind == "clause":
        if not _bare_clause(scene, begin):
            return None
    else:
        return None
    end = clause_end(tokens, begin, scene.high, scene.hits)
    also = further_clauses(tokens, end, scene.high, scene.hits)
    resume = also[-1][1] if also else end
    return _found(
        scene, ((begin, end),), scene.subject, resume, also=also, same=scene.subject is None, when=scene.after.when
    )


def _bare_clause(scene: Scene, begin: int) -> bool:
    kind, tokens = scene.hit.form.kind, scene.tokens
    first = tokens[begin]
    if first.lower in ("to", "if", "whether", "how", "why", "what", "who", "of", "about", "with", "for", "it") and (
        first.lower != "it" or "clause" not in kind.takes
    ):
        return False
    if "clause" not in kind.takes or first.lower in lexicon.TRUE_PREPOSITIONS:
        return kind.name == "object" and _object_reports(scene, begin)
    end = clause_end(tokens, begin, scene.high, scene.hits)
    if kind.name in ("deny", "expect"):
        return end > begin
    if scene.hit.form.lemma == "report" and any(t.kind == "number" for t in tokens[begin:end]):
        return True
    if kind.name in ("say", "tell"):
        return end - begin > 2
    return has_clause(tokens, begin + 1, end)


def _object_reports(scene: Scene, begin: int) -> bool:
    """Verbs with an object report only in these shapes: "called X 'y'", "described X as", "put X at 61", "blamed X"."""
    lemma, tokens = scene.hit.form.lemma, scene.tokens
    end = clause_end(tokens, begin, scene.high, scene.hits)
    words = [t.lower for t in tokens[begin:end]]
    numbers = any(t.kind == "number" for t in tokens[begin:end])
    if lemma == "describe":
        return "as" in words
    if lemma == "put":
        return _is_put_at(tokens, begin, end)
    if lemma == "list":
        return numbers
    if lemma == "blame":
        return bool(words)
    return has_quote(tokens, begin, end)


def _is_put_at(tokens: tuple[Token, ...], begin: int, end: int) -> bool:
    """Whether something is put at a number: "the damage at 3 million crowns"."""
    places = [at for at in range(begin + 1, end) if tokens[at].lower in ("at", "on")]
    return any(token.kind == "number" for at in places for token in tokens[at + 1 : min(end, at + _TO_A_NUMBER)])


def _put_at_a_number(scene: Scene) -> Found | None:
    return _speaker_then_verb_then_clause(scene) if scene.hit.form.lemma == "put" else None


def _gap(scene: Scene) -> bool:
    """Whether the subject is left out because the one before goes on: "... and warned that"."""
    begin = scene.hit.begin
    return begin > 0 and scene.tokens[begin - 1].lower in ("and", "but")


def _speaker_then_verb_then_quote(scene: Scene) -> Found | None:
    hit, after, tokens = scene.hit, scene.after, scene.tokens
    if hit.kind != "active" or "quote" not in hit.form.kind.takes or (scene.subject is None and not _gap(scene)):
        return None
    begin = after.at
    if after.kind in ("comma", "colon"):
        begin += 1
    elif after.kind != "quote":
        return None
    if begin >= scene.high or (after.kind == "comma" and tokens[begin].kind != "quote"):
        return None
    end = clause_end(tokens, begin, scene.high, scene.hits)
    also = further_clauses(tokens, end, scene.high, scene.hits)
    resume = also[-1][1] if also else end
    return _found(
        scene, ((begin, end),), scene.subject, resume, also=also, same=scene.subject is None, when=scene.after.when
    )


def _participle(scene: Scene) -> Found | None:
    hit, after, tokens = scene.hit, scene.after, scene.tokens
    if hit.kind != "participle" or after.kind not in ("that", "quote", "clause", "colon"):
        return None
    begin = after.at + (after.kind in ("that", "colon"))
    if after.kind == "clause" and not _bare_clause(scene, begin):
        return None
    end = clause_end(tokens, begin, scene.high, scene.hits)
    speaker = leading_subject(tokens, 0, hit.begin)
    return _found(scene, ((begin, end),), speaker, end, same=True, when=scene.after.when)


def _hearsay(scene: Scene) -> Found | None:
    if scene.hit.kind != "hearsay" or scene.subject is None:
        return None
    end = clause_end(scene.tokens, scene.hit.end, scene.high, scene.hits)
    subject = (scene.subject.begin, scene.subject.end)
    return _found(scene, (subject, (scene.hit.end, end)), None, end)


def _court_heard(scene: Scene) -> Found | None:
    subject = scene.subject
    if scene.hit.form.form != "heard" or subject is None:
        return None
    if scene.tokens[subject.end - 1].lower not in COURTS:
        return None
    found = _clause_then_speaker_then_verb(scene) or _speaker_then_verb_then_clause(scene)
    return found and replace(found, speaker=None, same_speaker=False)


def _not_court(read: Callable[[Scene], Found | None]) -> Callable[[Scene], Found | None]:
    return lambda scene: None if scene.hit.form.form == "heard" else read(scene)


PATTERNS = (
    AttributionPattern("court_heard", True, 0.8, "The mayor took bribes, Saltby High Court heard on Monday.",
                       "The mayor heard on Monday that he had won.", _court_heard),
    AttributionPattern("quote_verb_speaker", True, 0.95, '"The bridge is safe," said Ada Brook.',
                       "The bridge said Ada Brook was safe.", _not_court(_quote_then_verb_then_speaker)),
    AttributionPattern("clause_speaker_verb", True, 0.9, "The bridge is safe, the mayor said on Monday.",
                       "On Monday, the mayor said the bridge was safe.", _not_court(_clause_then_speaker_then_verb)),
    AttributionPattern("according_to_behind", True, 0.9, "The bridge is safe, according to the mayor.",
                       "He paid his share according to plan.", _according_to_behind),
    AttributionPattern("according_to_front", True, 0.9, "According to the mayor, the bridge is safe.",
                       "According to the mayor.", _according_to_in_front),
    AttributionPattern("put_at", False, 0.8, "The mayor put the damage at 3 million crowns.",
                       "The mayor put the letter in a drawer at noon.", _put_at_a_number),
    AttributionPattern("speaker_verb_clause", False, 0.85, "The mayor said the bridge was safe.",
                       "The mayor was told the bridge was safe.", _not_court(_speaker_then_verb_then_clause)),
    AttributionPattern("speaker_verb_quote", False, 0.95, 'The mayor said: "The bridge is safe."',
                       'The mayor put up a sign: "Closed".', _not_court(_speaker_then_verb_then_quote)),
    AttributionPattern("participle", False, 0.8, "The mayor opened the bridge, adding that it was safe.",
                       "The mayor opened the bridge, adding two lanes.", _participle),
    AttributionPattern("hearsay_passive", False, 0.7, "The mayor is thought to have fled.",
                       "The bridge is due to open.", _hearsay),
)  # fmt: skip
