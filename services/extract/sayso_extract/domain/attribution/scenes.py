"""What an attribution pattern sees and what it gives back.

Input: `sentence_reader` builds one `Scene` for each cue of a sentence; a pattern answers with a `Found` or None.

Guaranteed: everything here is token indices into one sentence.

Next: `frames`, the table of patterns.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sayso_extract.domain.attribution.after_cue import After
from sayso_extract.domain.attribution.clauses import Range, trimmed
from sayso_extract.domain.attribution.cue_hits import Hit
from sayso_extract.domain.attribution.cues import CueForm
from sayso_extract.domain.attribution.phrases import Phrase
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.values import Value


class Found(Value):
    """One attribution in one sentence.

    `speaker` None with `same_speaker` means the one before speaks on, or the `opener` of the sentence if there is one.
    """

    ranges: tuple[Range, ...]
    cue: Range
    speaker: Phrase | None
    same_speaker: bool
    form: CueForm | None
    negated: bool
    rule: str
    confidence: float
    when: Range | None
    resume: int
    also: tuple[Range, ...] = ()
    opener: Phrase | None = None


class Scene(Value):
    """What a pattern sees: the sentence, the part not yet read, one cue, and what stands around it."""

    tokens: tuple[Token, ...]
    low: int
    high: int
    hit: Hit
    hits: tuple[Hit, ...]
    subject: Phrase | None
    after: After


@dataclass(frozen=True, slots=True)
class AttributionPattern:
    """A named rule. `outer` patterns report what stands before their cue and are tried first."""

    name: str
    outer: bool
    confidence: float
    example: str
    counter_example: str
    read: Callable[[Scene], Found | None]


def found(
    scene: Scene,
    ranges: tuple[Range, ...],
    speaker: Phrase | None,
    resume: int,
    *,
    when: Range | None = None,
    also: tuple[Range, ...] = (),
    same: bool = False,
    opener: Phrase | None = None,
) -> Found | None:
    """What a pattern has found, without marks at the edges; None if nothing is left."""
    kept = tuple(r for r in (trimmed(scene.tokens, b, e) for b, e in ranges) if r is not None)
    if not kept:
        return None
    hit = scene.hit
    return Found(kept, hit.cue, speaker, same, hit.form, hit.negated, "", 0.0, when, resume, also, opener)
