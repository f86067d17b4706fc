"""Patterns of reports that are read forward: "He said that ...", "He put it at ...", "..., adding that ...".

They are asked about what the reports behind have left of a sentence, from left to right.

Next: `frames`, the table of patterns.
"""

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.after_cue import counts
from sayso_extract.domain.attribution.clauses import clause_end, further_clauses, has_clause, has_quote
from sayso_extract.domain.attribution.phrases import Phrase, leading_subject
from sayso_extract.domain.attribution.scenes import Found, Scene, found
from sayso_extract.domain.attribution.tokens import Token

_RELATIVES = ("who", "which")
_OPENING_CLAUSES = frozenset(("after", "as", "when", "because", "while", "before", "although", "though"))
"""Words that begin a clause with a subject of its own."""
_SUBJECTS = lexicon.PRONOUNS - {"who", "it", "you"}
"""Words that begin nothing but a clause: "allege he moved money"."""
_TO_A_NUMBER = 6
"""Tokens behind "at" in which the number stands: "at more than 1,000"."""


def speaker_then_verb_then_clause(scene: Scene) -> Found | None:
    """ "The mayor said the bridge was safe."."""
    hit, after, tokens = scene.hit, scene.after, scene.tokens
    if hit.kind != "active" or (scene.subject is None and not _gap(scene)):
        return None
    takes = hit.form.kind.takes
    begin = after.at
    if after.kind == "that":
        begin += 1
        if "that" not in takes:
            return None
    elif after.kind == "clause" and hit.form.form == "heard" and tokens[begin].lower == "how":
        begin += 1
    elif after.kind == "clause":
        if not _bare_clause(scene, begin):
            return None
    else:
        return None
    return _from(scene, begin)


def _from(scene: Scene, begin: int) -> Found | None:
    """What is reported from here on, and by ", and that ..." behind it."""
    end = clause_end(scene.tokens, begin, scene.high, scene.hits)
    also = further_clauses(scene.tokens, end, scene.high, scene.hits)
    resume = also[-1][1] if also else end
    same, when = scene.subject is None, scene.after.when
    opener = _opener(scene) if same else None
    return found(scene, ((begin, end),), scene.subject, resume, also=also, same=same, when=when, opener=opener)


def speaker_then_verb_then_that(scene: Scene) -> Found | None:
    """A verb and at once "that", with a subject behind it: "a show that aired" has none."""
    at = scene.after.at + 1
    if scene.after.kind != "that" or scene.after.stepped or at >= scene.high:
        return None
    first = scene.tokens[at]
    opens = first.capital or first.kind != "word" or first.lower in lexicon.DETERMINERS | lexicon.PRONOUNS
    return speaker_then_verb_then_clause(scene) if opens else None


def _bare_clause(scene: Scene, begin: int) -> bool:
    kind, tokens = scene.hit.form.kind, scene.tokens
    first = tokens[begin]
    if counts(tokens, begin, scene.high):
        return _holds_clause(scene, begin)
    if first.lower in ("to", "not") and scene.hit.form.plans:
        return clause_end(tokens, begin, scene.high, scene.hits) - begin > 2  # "expects to break even"
    if first.lower in ("to", "if", "whether", "how", "why", "what", "who", "of", "about", "with", "for", "it") and (
        first.lower != "it" or "clause" not in kind.takes
    ):
        return False
    if "clause" not in kind.takes or first.lower in lexicon.TRUE_PREPOSITIONS:
        return kind.name == "object" and _object_reports(scene, begin)
    return _holds_clause(scene, begin)


def _holds_clause(scene: Scene, begin: int) -> bool:
    """Whether what a verb reports without "that" is long enough, or a clause, as its kind asks."""
    kind, tokens = scene.hit.form.kind, scene.tokens
    end = clause_end(tokens, begin, scene.high, scene.hits)
    if kind.name in ("deny", "expect"):
        return end > begin
    if kind.name == "object":
        return _object_reports(scene, begin)
    if scene.hit.form.lemma == "report" and any(t.kind == "number" for t in tokens[begin:end]):
        return True
    if kind.name in ("say", "tell"):
        return end - begin > 2
    if end - begin > 1 and tokens[begin].lower in _SUBJECTS:
        return True
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


def put_at_a_number(scene: Scene) -> Found | None:
    """ "The mayor put the damage at 3 million crowns."."""
    return speaker_then_verb_then_clause(scene) if scene.hit.form.lemma == "put" else None


def _gap(scene: Scene) -> bool:
    """Whether the subject is left out because the one before goes on: "... and warned that"."""
    begin = scene.hit.begin
    return begin > 0 and scene.tokens[begin - 1].lower in ("and", "but")


def further_verb(scene: Scene) -> Found | None:
    """What somebody goes on to say behind what he said in the same sentence."""
    goes_on = scene.subject is None and scene.low > 0 and _gap(scene)
    return speaker_then_verb_then_clause(scene) if goes_on else None


def _opener(scene: Scene) -> Phrase | None:
    """Who opens the sentence, where nobody has spoken in it yet: "The trust apologised and said"."""
    is_first = scene.low == 0 and scene.hits[0].begin == scene.hit.begin
    if not is_first:
        return None
    tokens, end = scene.tokens, scene.hit.begin
    main = leading_subject(tokens, 0, end)
    if main is None or main.end > 1 or not tokens[0].lower.endswith("s"):
        return main
    clause = next((at for at in range(end - 1, 0, -1) if tokens[at].lower in _OPENING_CLAUSES), None)
    inner = leading_subject(tokens, clause + 1, end) if clause is not None else None
    return inner or main  # "Shares fell after the maker issued a warning and said"


def speaker_then_verb_then_quote(scene: Scene) -> Found | None:
    """ "The mayor said: 'The bridge is safe.'"."""
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
    return _from(scene, begin)


def participle(scene: Scene) -> Found | None:
    """ "The mayor opened the bridge, adding that it was safe."."""
    hit, after, tokens = scene.hit, scene.after, scene.tokens
    if hit.kind != "participle" or after.kind not in ("that", "quote", "clause", "colon"):
        return None
    begin = after.at + (after.kind in ("that", "colon"))
    if after.kind == "clause" and not _bare_clause(scene, begin):
        return None
    end = clause_end(tokens, begin, scene.high, scene.hits)
    speaker = leading_subject(tokens, 0, hit.begin)
    return found(scene, ((begin, end),), speaker, end, same=True, when=scene.after.when, opener=_opener(scene))


def hearsay(scene: Scene) -> Found | None:
    """ "The mayor is thought to have fled": a passive that names nobody."""
    if scene.hit.kind != "hearsay":
        return None
    tokens = scene.tokens
    subject = scene.subject or (leading_subject(tokens, 0, scene.hit.begin) if _gap(scene) else None)
    if subject is None:
        return None
    begin = min([subject.begin, *(b for b, _ in subject.appositions)])
    relative = tokens[scene.hit.begin - 1].lower in _RELATIVES
    whose = any(token.lower == "whose" for token in tokens[max(0, subject.begin - 1) : subject.end])
    end = clause_end(tokens, scene.hit.end, scene.high, scene.hits)
    if relative or whose:  # "who is thought to have fled, has not been charged"
        end = next((at for at in range(scene.hit.end, end) if tokens[at].text == ","), end)
    stop = subject.end if scene.subject is None else scene.hit.begin - relative
    return found(scene, ((begin, stop), (scene.hit.end, end)), None, end)


def impersonal(scene: Scene) -> Found | None:
    """ "It is thought that the mayor has fled": what nobody is named for."""
    if scene.hit.kind != "impersonal":
        return None
    begin = scene.hit.end + 1
    end = clause_end(scene.tokens, begin, scene.high, scene.hits)
    return found(scene, ((begin, end),), None, end)
