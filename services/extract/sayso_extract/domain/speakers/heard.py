"""Who was heard in an article so far, and how one of them is heard again under another mention.

The rules that resolve a mention share these values: `definite`, `pronouns` and `speakers` read and add to a history of
them.

Guaranteed: plain values; nothing here looks at a text.

Next: `definite`, `pronouns`.
"""

from sayso_extract.domain.model import Span, Speaker
from sayso_extract.domain.speakers.names import Description
from sayso_extract.domain.speakers.people import Person
from sayso_extract.domain.values import Value, replace

REACH = 1
"""How many paragraphs back a pronoun or a description may reach for the previous speaker."""

Resolved = tuple[Speaker, str | None, str]
"""A speaker, its gender if the words tell, and the head noun of its mention."""


class Heard(Value):
    """A speaker already resolved, the paragraph it last spoke in, and the word it did so by ("asked")."""

    speaker: Speaker
    gender: str | None
    head: str
    paragraph: int
    cue: str = ""


class Around(Value):
    """What stands around a mention: who opens the sentences of its paragraph and of the one before, by place.

    `since` is where the paragraph before begins; `newcomer` is who is brought without a name in its own before it;
    `main` is whom the headline names, of whom the article is.
    """

    subjects: tuple[tuple[int, Person], ...]
    before: tuple[tuple[int, Person], ...]
    since: int
    newcomer: Description | None = None
    main: Person | None = None


def speaker_of(mention: str, span: Span | None, found: Description, rule: str) -> Speaker:
    """A speaker as a description makes it."""
    return Speaker(mention, span, found.name, found.role, found.affiliation, found.kind, rule)


def heard_again(earlier: Heard, mention: str, span: Span | None, rule: str) -> Resolved:
    """The same speaker again, under another mention."""
    speaker = replace(earlier.speaker, mention=mention, mention_span=span, resolved_by=rule)
    return speaker, earlier.gender, earlier.head
