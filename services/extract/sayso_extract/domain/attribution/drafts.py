"""A statement in the making: what the sentences of one article gave, before speakers and fields are filled in.

Input: `finder` adds one draft for each attribution found and joins floating and continued quotes to it.

Guaranteed: nothing here leaves the package; `statements` turns drafts into frozen `Statement`s.

Next: `speakers.speakers` and `statements`.
"""

from sayso_extract.domain.attribution.cues import CueForm
from sayso_extract.domain.model import Span, StatementKind
from sayso_extract.domain.values import Value


class Draft(Value):
    """One attribution with its evidence; speaker words are spans, not yet resolved.

    `opener` is who opens the sentence where the speaker is left out and nobody has spoken in it yet; the tagger is not
    told of it.
    """

    spans: tuple[Span, ...]
    kind: StatementKind
    cue: Span | None
    form: CueForm | None
    mention: Span | None
    appositions: tuple[Span, ...]
    same_speaker: bool
    nobody: bool
    when: Span | None
    negated: bool
    rule: str
    confidence: float
    paragraph: int
    opener: Span | None = None
