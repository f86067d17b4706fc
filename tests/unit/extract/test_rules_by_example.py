"""Every named rule of extraction finds its own example and leaves its own counter-example alone."""

import pytest
from lxml.html import fromstring

from sayso_extract.domain.attribution.cues import CLASSES, FORMS, CueClass
from sayso_extract.domain.attribution.finder import read_paragraphs
from sayso_extract.domain.attribution.frames import PATTERNS
from sayso_extract.domain.attribution.scenes import AttributionPattern, Found
from sayso_extract.domain.attribution.sentence_reader import read_sentence
from sayso_extract.domain.fields.certainty import RULES, CertaintyRule, certainty_of
from sayso_extract.domain.html.boxes import PARAGRAPH_STEPS, TREE_STEPS, ParagraphStep, TreeStep, drop_paragraphs
from sayso_extract.domain.text.lines import LINE_RULES, Line, LineRule
from sayso_extract.domain.words import Words


def found_in(text: str) -> list[Found]:
    return [found for p in read_paragraphs(text) for sentence in p.sentences for found in read_sentence(sentence)]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: p.name)
def test_pattern(pattern: AttributionPattern) -> None:
    assert pattern.name in [found.rule for found in found_in(pattern.example)]
    assert pattern.name not in [found.rule for found in found_in(pattern.counter_example)]


@pytest.mark.parametrize("kind", CLASSES, ids=lambda c: c.name)
def test_cue_class(kind: CueClass) -> None:
    def classes(text: str) -> list[str]:
        return [found.form.kind.name for found in found_in(text) if found.form is not None]

    assert kind.name in classes(kind.example)
    assert kind.name not in classes(kind.counter_example)


def test_every_form_belongs_to_one_verb() -> None:
    assert all(form == entry.form for form, entry in FORMS.items())
    assert {entry.kind.name for entry in FORMS.values()} == {kind.name for kind in CLASSES}


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_certainty_rule(rule: CertaintyRule) -> None:
    assert certainty_of(Words(rule.example), None, hearsay=False) == rule.certainty
    assert certainty_of(Words(rule.counter_example), None, hearsay=False) == "asserted"


def line(text: str, rule: LineRule) -> Line:
    repeated = rule.name == "repeated" and text == rule.example
    return Line(text, 2 if repeated else 1)


@pytest.mark.parametrize("rule", LINE_RULES, ids=lambda r: r.name)
def test_line_rule(rule: LineRule) -> None:
    assert rule.knows(line(rule.example, rule))
    assert not rule.knows(line(rule.counter_example, rule))


@pytest.mark.parametrize("step", TREE_STEPS, ids=lambda s: s.name)
def test_tree_step(step: TreeStep) -> None:
    assert step.takes(fromstring(step.example))
    assert not step.takes(fromstring(step.counter_example))


@pytest.mark.parametrize("step", PARAGRAPH_STEPS, ids=lambda s: s.name)
def test_paragraph_step(step: ParagraphStep) -> None:
    dropped, kept = tuple(step.example.split("|")), tuple(step.counter_example.split("|"))
    assert len(drop_paragraphs(dropped)) == len(dropped) - 1
    assert drop_paragraphs(kept) == kept
