"""Whom a mention means where the article tells it elsewhere: owners, headings, parties, newspapers, live reports."""

from collections.abc import Callable

import pytest

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.model import Span, Statement
from sayso_extract.domain.speakers.mentions import mended

Read = Callable[[str], tuple[Statement, ...]]


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        # whose something is, is nobody of another name
        (
            'Bernie Lund\'s answer came late. Ada Brook left.\n\n"It was wet," Lund said.',
            "Bernie Lund",
            None,
            None,
        ),
        # all words of a heading have capitals
        (
            "Carly Brook Endorses Orsolo Lund\n\nOrsolo Lund spoke on Monday in Orland. Lund said it was dry.",
            "Orsolo Lund",
            None,
            None,
        ),
        # a man is not "she", whom a given name tells
        (
            "Bernie Lund met Hillary Brook.\n\nThough Lund held leads over Brook in Orland, she said it was dry.",
            "Hillary Brook",
            None,
            None,
        ),
        # where a newspaper spoke, it is "the newspaper"
        (
            "The Orm Journal said it was wet. It rained all day in Orland.\n\nThe newspaper said it was dry.",
            "Orm Journal",
            None,
            None,
        ),
        (
            "The Hail Research Center warned of storms. It rained in Orland.\n\nThe center said it was dry.",
            "Hail Research Center",
            None,
            None,
        ),
        # what an outlet's first word says of a reporter is no part of the role
        (
            "Tarn News was there on Monday. Tarn reporter Ada Brook said it was dry.",
            "Ada Brook",
            "reporter",
            "Tarn News",
        ),
        # whose volunteer
        (
            "Senator Hugo Lund met voters on Monday. Lund volunteer Ada Brook said it was dry.",
            "Ada Brook",
            "volunteer",
            "Lund",
        ),
        # who says where she was, is of no college that the article names
        (
            "The Royal College of Nurses was sorry. It was dry, said a teacher at the venue.",
            None,
            "teacher",
            None,
        ),
        # letters that are no pronoun
        ("The World Health Organization met in Orland. A cure is near, WHO says on its site.", "WHO", None, None),
        # half of an office
        (
            "Police and Crime Commissioner Bo Reed said it was dry.",
            "Bo Reed",
            "Police and Crime Commissioner",
            None,
        ),
        # who is of a party, in the clause that goes on about him
        (
            "House Speaker Bo Reed said it was wet.\n\nIt was hard for the Ohio Republican, who said it was dry.",
            "Bo Reed",
            "House Speaker",
            None,
        ),
        # two people
        ("Ann Lund met Bo Reed on Monday.\n\nAnn Lund and Sen. Bo Reed (Norby) said it was dry.", None, None, None),
        ("Bo Reed left on Monday.\n\nHe and his wife Kali said it was dry.", None, None, None),
        # one of many
        ("The Tarn Institute left on Monday. One research firm said it was dry.", None, None, None),
        # of two parties
        (
            "Democrat Hillary Brook said it was wet.\n\nThe Republican candidate said it was dry.",
            None,
            "candidate",
            "Republican",
        ),
        (
            "Democrat Hillary Brook said it was wet.\n\nThe Democratic candidate said it was dry.",
            "Hillary Brook",
            None,
            "Democrat",
        ),
    ],
)
def test_who_is_meant(read: Read, text: str, name: str | None, role: str | None, affiliation: str | None) -> None:
    speaker = read(text)[-1].speaker
    assert (speaker.name, speaker.role, speaker.affiliation) == (name, role, affiliation)


def test_a_name_does_not_go_on_with_what_it_does() -> None:
    text = "The OBC checks the data and makes economic forecasts"
    draft = mended(
        Draft((), "indirect", Span(42, 51), None, Span(0, 41), (), False, False, None, False, "x", 1.0, 0), text
    )
    assert draft.mention is not None
    assert draft.mention.of(text) == "The OBC"
