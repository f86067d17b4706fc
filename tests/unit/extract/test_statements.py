"""Who said what in short made-up texts: content, kind, cue and the rule that found it."""

from collections.abc import Callable

import pytest

from sayso_extract.domain.model import Statement

Read = Callable[[str], tuple[Statement, ...]]


@pytest.mark.parametrize(
    ("text", "content", "kind", "cue", "mention"),
    [
        ('"It is safe," Ada Brook said.', "It is safe", "direct", "said", "Ada Brook"),
        ('"It is safe," said Ada Brook, 58, a baker.', "It is safe", "direct", "said", "Ada Brook"),
        ('Ada Brook said: "It is safe."', "It is safe", "direct", "said", "Ada Brook"),
        ('Ada Brook: "It is safe, all of it."', "It is safe, all of it", "direct", ":", "Ada Brook"),
        ("Ada Brook said the bridge was safe.", "the bridge was safe", "indirect", "said", "Ada Brook"),
        ("Ada Brook said on Monday that it was safe.", "it was safe", "indirect", "said", "Ada Brook"),
        ('The mayor said it was "safe".', 'it was "safe"', "mixed", "said", "The mayor"),
        (
            "The bridge is safe, the mayor told reporters in Saltby.",
            "The bridge is safe",
            "indirect",
            "told",
            "the mayor",
        ),
        (
            "The bridge is safe, council leader Ada Brook confirmed on Monday.",
            "The bridge is safe",
            "indirect",
            "confirmed",
            "council leader Ada Brook",
        ),
        ("The bridge, she went on, would open.", "The bridge would open", "indirect", "went on", "she"),
        ('"It is safe," he said, "and sound."', "It is safe and sound", "direct", "said", "he"),
        ('"It is safe," he said. "And sound."', "It is safe And sound", "direct", "said", "he"),
        ("It is safe, according to an NX report.", "It is safe", "indirect", "according to", "an NX report"),
        ("According to Ada Brook, it is safe.", "it is safe", "indirect", "According to", "Ada Brook"),
        ("The mayor called the bridge 'a jewel'.", "the bridge 'a jewel'", "mixed", "called", "The mayor"),
        ("In a letter, the mayor wrote that it was safe.", "it was safe", "indirect", "wrote", "the mayor"),
        ("Bo Reed, who led the work, said it was safe.", "it was safe", "indirect", "said", "Bo Reed"),
    ],
)
def test_one_statement(read: Read, text: str, content: str, kind: str, cue: str, mention: str) -> None:
    (found,) = read(text)
    assert (found.content, found.kind, found.cue, found.speaker.mention) == (content, kind, cue, mention)


@pytest.mark.parametrize(
    "text",
    [
        "Did the mayor say the bridge was safe?",
        "The bridge is due to open in June.",
        "The mayor did not say whether the bridge was safe.",
        "The mayor declined to say that it was safe.",
        "The mayor wants to say that it is safe.",
        "The claims of the mayor were many.",
        "The mayor was told to leave.",
        "The United States is large.",
        "The dog's bed and the soldiers' boots.",
        "The town has spent half of the grant, aid Hestria announced in May.",
    ],
)
def test_nothing_said(read: Read, text: str) -> None:
    assert read(text) == ()


def test_one_verb_may_report_two_things(read: Read) -> None:
    found = read("The mayor said that the bridge was safe, and that the road was not.")
    assert [s.content for s in found] == ["the bridge was safe", "the road was not"]
    assert {s.speaker.mention for s in found} == {"The mayor"}


def test_a_second_verb_keeps_the_subject(read: Read) -> None:
    found = read("Ada Brook put the toll at 61 and warned that it would rise.")
    assert [(s.cue, s.content, s.speaker.name) for s in found] == [
        ("put", "the toll at 61", "Ada Brook"),
        ("warned", "it would rise", "Ada Brook"),
    ]


def test_a_participle_keeps_the_speaker(read: Read) -> None:
    found = read("The town was safe, Ada Brook said, adding that the road was shut.")
    assert [(s.content, s.speaker.name) for s in found] == [
        ("The town was safe", "Ada Brook"),
        ("the road was shut", "Ada Brook"),
    ]


def test_a_quote_over_paragraphs_is_one_statement(read: Read) -> None:
    text = 'Ada Brook said: "One thing is true.\n\n"Another is too."'
    (found,) = read(text)
    assert [span.of(text) for span in found.content_spans] == ["One thing is true", "Another is too"]


def test_a_floating_quote_is_the_previous_speakers(read: Read) -> None:
    found = read('Ada Brook said the bridge was safe.\n\n"We looked at every bolt of it."')
    assert [(s.rule, s.speaker.name) for s in found][-1] == ("floating_quote", "Ada Brook")
    assert found[-1].cue_span is None


def test_hearsay_has_no_speaker(read: Read) -> None:
    (found,) = read("The mayor is thought to have fled.")
    assert (found.content, found.certainty, found.speaker.name) == ("The mayor have fled", "believed", None)


@pytest.mark.parametrize("end", ["late", "2027", "on Monday", "over the weekend"])
def test_a_text_may_end_in_a_time_without_a_full_stop(read: Read, end: str) -> None:
    assert read(f'"It was dry at last," said the nurse {end}')[0].content == "It was dry at last"
