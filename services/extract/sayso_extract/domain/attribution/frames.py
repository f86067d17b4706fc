"""The patterns of attribution: named rules from one cue in one sentence to who said what.

Input: a sentence's tokens and the cues found in it. `PATTERNS` is the table; each has an example it must match and a
counter-example it must not, and a test runs both. Reports that stand at the end or in the middle of a sentence
("..., he said") hold the whole sentence before them, so `read_sentence` looks for those first (`reports_behind`), then
for what reports forward (`reports_forward`).

Guaranteed: what is found is token ranges inside the sentence, no statement inside another's content.

Next: `finder`, which joins sentences into statements.
"""

from collections.abc import Callable

from sayso_extract.domain.attribution.cues import COURTS
from sayso_extract.domain.attribution.reports_behind import (
    according_to_behind,
    according_to_in_front,
    clause_then_speaker_then_verb,
    closing_speaker,
    interrupting_speaker,
    quote_then_verb_then_speaker,
)
from sayso_extract.domain.attribution.reports_forward import (
    further_verb,
    hearsay,
    impersonal,
    participle,
    put_at_a_number,
    speaker_then_verb_then_clause,
    speaker_then_verb_then_quote,
    speaker_then_verb_then_that,
)
from sayso_extract.domain.attribution.scenes import AttributionPattern, Found, Scene
from sayso_extract.domain.values import replace


def _court_heard(scene: Scene) -> Found | None:
    subject = scene.subject
    if scene.hit.form.form != "heard" or subject is None:
        return None
    if scene.tokens[subject.end - 1].lower not in COURTS:
        return None
    found = clause_then_speaker_then_verb(scene) or speaker_then_verb_then_clause(scene)
    return found and replace(found, speaker=None, same_speaker=False)


def _not_court(read: Callable[[Scene], Found | None]) -> Callable[[Scene], Found | None]:
    return lambda scene: None if scene.hit.form.form == "heard" else read(scene)


PATTERNS = (
    AttributionPattern("court_heard", True, 0.8, "The mayor took bribes, Saltby High Court heard on Monday.",
                       "The mayor heard on Monday that he had won.", _court_heard),
    AttributionPattern("quote_verb_speaker", True, 0.95, '"The bridge is safe," said Ada Brook.',
                       "The bridge said Ada Brook was safe.", _not_court(quote_then_verb_then_speaker)),
    AttributionPattern("closing_speaker", True, 0.9, "The bridge is safe, its builders announced.",
                       "The bridge is safe, the mayor announced on Monday.", closing_speaker),
    AttributionPattern("interrupting_speaker", True, 0.9, "The bridge, he went on, would not be repaired.",
                       "On Monday, he went on, and the bridge fell.", interrupting_speaker),
    AttributionPattern("clause_speaker_verb", True, 0.9, "The bridge is safe, the mayor said on Monday.",
                       "On Monday, the mayor said the bridge was safe.", _not_court(clause_then_speaker_then_verb)),
    AttributionPattern("according_to_behind", True, 0.9, "The bridge is safe, according to the mayor.",
                       "He paid his share according to plan.", according_to_behind),
    AttributionPattern("according_to_front", True, 0.9, "According to the mayor, the bridge is safe.",
                       "According to the mayor.", according_to_in_front),
    AttributionPattern("put_at", False, 0.8, "The mayor put the damage at 3 million crowns.",
                       "The mayor put the letter in a drawer at noon.", put_at_a_number),
    AttributionPattern("further_verb", False, 0.85, "The mayor said it was late but insisted the bridge was safe.",
                       "The mayor opened the bridge and said it was safe.", _not_court(further_verb)),
    AttributionPattern("speaker_verb_that", False, 0.85, "The mayor, however, maintained that the bridge was safe.",
                       "The mayor maintained the bridge was safe.", _not_court(speaker_then_verb_then_that)),
    AttributionPattern("speaker_verb_clause", False, 0.85, "The mayor said the bridge was safe.",
                       "The mayor was told the bridge was safe.", _not_court(speaker_then_verb_then_clause)),
    AttributionPattern("speaker_verb_quote", False, 0.95, 'The mayor said: "The bridge is safe."',
                       'The mayor put up a sign: "Closed".', _not_court(speaker_then_verb_then_quote)),
    AttributionPattern("participle", False, 0.8, "The mayor opened the bridge, adding that it was safe.",
                       "The mayor opened the bridge, adding two lanes.", participle),
    AttributionPattern("hearsay_passive", False, 0.7, "The mayor is thought to have fled.",
                       "The bridge is due to open.", hearsay),
    AttributionPattern("impersonal", False, 0.7, "It is understood that the mayor has fled.",
                       "It is understood by few that the mayor has fled.", impersonal),
)  # fmt: skip
