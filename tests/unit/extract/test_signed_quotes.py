"""A quote that is signed: a dash and a name behind it, and no verb at all."""

import pytest

from sayso_extract.domain.attribution.finder import find_drafts, read_paragraphs


@pytest.mark.parametrize(
    ("text", "content", "name", "described"),
    [
        ('"The bridge is safe." — Ada Brook', "The bridge is safe", "Ada Brook", []),
        ("“The bridge is safe.” ― Ada Brook.", "The bridge is safe", "Ada Brook", []),
        ("“Is the bridge safe?” -- Ada Brook", "Is the bridge safe?", "Ada Brook", []),
        ('"The bridge is safe!" – Ada Brook, mayor of Saltby', "The bridge is safe!", "Ada Brook", ["mayor of Saltby"]),
        ('"It is safe." — Ada Brook of the Saltby Post', "It is safe", "Ada Brook of the Saltby Post", []),
    ],
)
def test_signed(text: str, content: str, name: str, described: list[str]) -> None:
    (found,) = find_drafts(read_paragraphs(text))
    assert found.rule == "signed_quote"
    assert [span.of(text) for span in found.spans] == [content]
    assert found.mention is not None
    assert (found.mention.of(text), [each.of(text) for each in found.appositions]) == (name, described)


@pytest.mark.parametrize(
    "text",
    [
        '"Yes" — No.',
        '"It is safe!" — The dog barked, and nobody at all in the whole of the town cared to answer it.',
        "The mayor smiled — Ada Brook.",
        '"It is safe." — and so it went.',
        '"It is safe." —',
    ],
)
def test_not_signed(text: str) -> None:
    assert "signed_quote" not in [draft.rule for draft in find_drafts(read_paragraphs(text))]
