"""Linked spans as drafts: evidence without marks, speakers without descriptions, cues among the known verbs."""

import pytest

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.quotes import find_quotes, paragraphs
from sayso_extract.domain.model import Span
from sayso_extract.domain.tagging.claims import Page, draft_of, evidence, form_of, kind_of, speaker_words
from sayso_extract.domain.tagging.labels import Role, Tagged
from sayso_extract.domain.tagging.linking import Linked
from sayso_extract.domain.tagging.words import words_of


def page(text: str) -> Page:
    return Page(text, paragraphs(text), find_quotes(text))


def place(text: str, words: str) -> Span:
    begin = text.index(words)
    return Span(begin, begin + len(words))


@pytest.mark.parametrize(
    ("text", "labelled", "left"),
    [
        ("The mayor said that it was safe.", "that it was safe", "it was safe"),
        ("It was safe, the mayor said.", "It was safe,", "It was safe"),
        ("“It is safe,” she said.", "“It is safe,”", "It is safe"),
        ('"It is safe," she said.', '"It is safe,"', "It is safe"),
        ("He called it “a jewel” of Saltby.", "“a jewel” of Saltby", "“a jewel” of Saltby"),
        ("He called it “a jewel”.", "it “a jewel”", "it “a jewel”"),
        ("“It is safe and “sound,” she said.", "“It is safe", "It is safe"),
        ("They were, she said, so ...", "so ...", "so ..."),
        ("They were — she said.", " — ", ""),
    ],
)
def test_evidence(text: str, labelled: str, left: str) -> None:
    assert evidence(place(text, labelled), page(text)).of(text) == left


@pytest.mark.parametrize(
    ("text", "spans", "kind"),
    [
        ("“It is safe,” she said.", ["It is safe"], "direct"),
        ("She said it was “safe” now.", ["it was “safe” now"], "mixed"),
        ("She said it was safe now.", ["it was safe now"], "indirect"),
        ("“It is safe,” she said, and sound.", ["It is safe", "and sound"], "mixed"),
    ],
)
def test_kind(text: str, spans: list[str], kind: str) -> None:
    assert kind_of([place(text, each) for each in spans], page(text)) == kind


@pytest.mark.parametrize(
    ("words", "name", "described"),
    [
        ("Ada Brook", "Ada Brook", []),
        ("Ada Brook, mayor of Saltby,", "Ada Brook", ["mayor of Saltby"]),
        ("Ada Brook, 58, a baker", "Ada Brook", ["58", "a baker"]),
    ],
)
def test_speaker_words(words: str, name: str, described: list[str]) -> None:
    text = f"It is safe, said {words}"
    mention, appositions = speaker_words(place(text, words), text)
    assert (mention.of(text), [each.of(text) for each in appositions]) == (name, described)


@pytest.mark.parametrize(
    ("cue", "lemma"),
    [
        ("said", "say"),
        ("has repeatedly said", "say"),
        ("according to", "say"),
        ("did n't say", "say"),
        ("hopes", "hope"),
        ("a plan", None),
    ],
)
def test_form(cue: str, lemma: str | None) -> None:
    form = form_of(cue)
    assert (form.lemma if form else None) == lemma


def drafted(text: str, cue: str, source: str | None, *contents: str) -> Draft | None:
    words = words_of(text, paragraphs(text))

    def tagged(role: Role, some: str) -> Tagged:
        span = place(text, some)
        mine = [n for n, (begin, end) in enumerate(words.places()) if span.begin <= begin and end <= span.end]
        return Tagged(role, mine[0], mine[-1], 1.0)

    whose = tagged("source", source) if source else None
    claim = Linked(tagged("cue", cue), whose, tuple(tagged("content", each) for each in contents), 1.0)
    return draft_of(claim, words, page(text))


def test_a_claim_as_a_draft() -> None:
    text = "“It is safe,” said Ada Brook, the mayor, “and sound.”"
    draft = drafted(text, "said", "Ada Brook, the mayor,", "“It is safe,”", "“and sound.”")
    assert draft is not None
    assert [span.of(text) for span in draft.spans] == ["It is safe", "and sound"]
    assert draft.mention is not None
    assert (draft.mention.of(text), draft.kind, draft.rule) == ("Ada Brook", "direct", "tagger")
    assert not draft.nobody
    assert not draft.negated


@pytest.mark.parametrize("cue", ["did not say", "never said", "didn't say", "didn’t say"])
def test_a_negated_cue_negates(cue: str) -> None:
    draft = drafted(f"The mayor {cue} that it was safe.", cue, "The mayor", "that it was safe")
    assert draft is not None
    assert draft.negated


def test_nobody_speaks_where_there_is_no_source() -> None:
    draft = drafted("It was feared that the bridge was lost.", "feared", None, "that the bridge was lost")
    assert draft is not None
    assert draft.nobody


def test_nothing_but_marks_is_no_claim() -> None:
    assert drafted("— said Ada Brook.", "said", "Ada Brook", "—") is None
