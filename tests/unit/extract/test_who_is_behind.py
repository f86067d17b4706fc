"""Who is behind "they", a document or an office, what one of several is, and of whom a thing is only said."""

from collections.abc import Callable

import pytest

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.model import Span, Statement
from sayso_extract.domain.speakers.appositions import describe
from sayso_extract.domain.speakers.mentions import mended

Read = Callable[[str], tuple[Statement, ...]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # a team that has been told of, with or without where it is
        ("Researchers at the University of Tarn met adults. It was dry, they found.", "University of Tarn"),
        (
            "Saltby Hospital paid. Researchers at the University of Tarn met adults. It was dry, they found.",
            "University of Tarn",
        ),
        ("The University of Tarn paid. Her team met adults. They found that it was dry.", "University of Tarn"),
        ("Adults met at the University of Tarn. They found that it was dry.", None),
        ("Her team met at the University of Tarn.\n\nIt rained.\n\nThey found that it was dry.", None),
        # whose document it is
        ("It was dry, according to court filings.", "court"),
        ("Saltby Crown Court met. It was dry, according to court filings.", "Saltby Crown Court"),
        ("It rained in Tarn County. It was dry, according to the county's own log.", "Tarn County"),
        ("It was dry, according to a harbour log.", None),
        ("Ann Lee, a nurse, said it was wet. Mr Bo Reed left. His report said it was dry.", "Bo Reed"),
        ("The star and her label, Tarn Records, met the Orm Trust. The label said it was dry.", "Tarn Records"),
        # an age after the paragraph that has one subject
        ("Bo Reed, 19, scored.\n\nIt was dry, admitted the 19-year-old, who cost a pound.", "Bo Reed"),
        ("Bo Reed, 19, scored. Ann Lee, 20, fell.\n\nIt was dry, admitted the 19-year-old, who cost a pound.", None),
        # an office with a capital, of one who has no role yet
        ("Sir Bo Reed insisted it was wet.\n\nIt was dry, the Prime Minister told a dinner.", "Bo Reed"),
        ("Sir Bo Reed insisted it was wet.\n\nIt was dry, the minister told a dinner.", None),
        ("Sir Bo Reed, a baker, insisted it was wet.\n\nIt was dry, the Prime Minister told a dinner.", None),
        ("Sir Bo Reed insisted it was wet.\n\nRain.\n\nIt fell.\n\nIt was dry, the Prime Minister said.", None),
        (
            "Prime Minister Ann Lee left. Sir Bo Reed insisted it was wet.\n\nIt was dry, the Prime Minister said.",
            "Ann Lee",
        ),
    ],
)
def test_who_is_behind(read: Read, text: str, name: str | None) -> None:
    assert read(text)[-1].speaker.name == name


def test_an_office_is_told_of_earlier_mentions_too(read: Read) -> None:
    some = read("Sir Bo Reed insisted it was wet.\n\nIt was dry, the Prime Minister told a dinner.")
    assert [(each.speaker.name, each.speaker.role) for each in some] == [("Bo Reed", "Prime Minister")] * 2


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ministers are gloomy. One said that it was dry.", "minister"),
        ("Ministers are gloomy.\n\nOne said that it was dry.", None),
        ("Harbours are gloomy. One said that it was dry.", None),
        ("One woman said that it was dry.", None),
        ("One nurse said that it was dry.", "nurse"),
    ],
)
def test_what_one_of_several_is(read: Read, text: str, role: str | None) -> None:
    last = read(text)[-1].speaker
    assert (last.name, last.role) == (None, role)


@pytest.mark.parametrize(
    ("mention", "cue", "says"),
    [
        ("The group", "is thought", False),
        ("Parents", "have been promised", False),
        ("The group", "has said", True),
        ("The group", "is understood", True),
        ("The group", "said", True),
    ],
)
def test_of_whom_a_thing_is_only_said(mention: str, cue: str, says: bool) -> None:
    text = f"{mention} {cue} it was dry"
    spans = (Span(0, len(mention)), Span(len(mention) + 1, len(mention) + 1 + len(cue)))
    found = mended(Draft((), "indirect", spans[1], None, spans[0], (), True, False, None, False, "x", 1.0, 0), text)
    assert (found.mention is not None, found.nobody) == (says, not says)


def test_a_noun_that_firms_have_too_is_a_role_beside_a_name() -> None:
    assert describe("Ann Lee", ("the lighthouse keeper and broadcaster",)).role == "lighthouse keeper and broadcaster"
    assert describe("Ann Lee", ("the most popular daily morning broadcaster",)).role is None
