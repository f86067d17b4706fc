"""The words that stand for a speaker, mended where more or less was taken for them."""

import pytest

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.model import Span
from sayso_extract.domain.speakers.appositions import describe
from sayso_extract.domain.speakers.mentions import mended


def draft(text: str, mention: str, beside: tuple[str, ...], cue: str) -> Draft:
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (mention, *beside, cue)]
    return Draft((), "indirect", spans[-1], None, spans[0], tuple(spans[1:-1]), False, False, None, False, "x", 1.0, 0)


@pytest.mark.parametrize(
    ("text", "mention", "beside", "cue", "words", "described"),
    [
        # in one sentence with the cue
        (
            "said Ann Lee, who led it. Reed's aide, Cy Ode, added",
            "Ann Lee",
            ("who led it. Reed's aide", "Cy Ode"),
            "said",
            "Ann Lee",
            ("who led it",),
        ),
        (
            "said Ann Lee, who led it. Reed's aide, Cy Ode, added",
            "Ann Lee",
            ("who led it. Reed's aide", "Cy Ode"),
            "added",
            "Cy Ode",
            ("Reed's aide",),
        ),
        (
            "said Ann Lee, of the St. Ives guard",
            "Ann Lee",
            ("of the St. Ives guard",),
            "said",
            "Ann Lee",
            ("of the St. Ives guard",),
        ),
        # a name behind a time or a place
        ("In March Reed told us", "In March Reed", (), "told", "Reed", ()),
        ("In his interview Reed said", "his interview Reed", (), "said", "Reed", ()),
        ("His deputy Bo Reed said", "His deputy Bo Reed", (), "said", "His deputy Bo Reed", ()),
        ("In March Mr Reed said", "In March Mr Reed", (), "said", "Mr Reed", ()),
        ("rival lender Reed said", "rival lender Reed", (), "said", "rival lender Reed", ()),
        ("In March Chancellor said", "In March Chancellor", (), "said", "In March Chancellor", ()),
        ("Police claims, adding", "Police claims", (), "adding", "Police claims", ()),
        ("The Reed report said", "The Reed report", (), "said", "The Reed report", ()),
        ("On Monday officials said", "On Monday officials", (), "said", "On Monday officials", ()),
        # a verb behind a name
        ("Reed cautions, adding", "Reed cautions", (), "adding", "Reed", ()),
        ("Reed claims adjusters said", "Reed claims adjusters", (), "said", "Reed claims adjusters", ()),
        # who saw papers did not write them
        (
            "It rained. Harbour papers seen by this newspaper suggest",
            "this newspaper",
            (),
            "suggest",
            "Harbour papers seen by this newspaper",
            (),
        ),
        (
            "Harbour papers seen by this newspaper suggest",
            "this newspaper",
            (),
            "suggest",
            "Harbour papers seen by this newspaper",
            (),
        ),
        ("It rained, this newspaper said", "this newspaper", (), "said", "this newspaper", ()),
        # the name is the mention
        ("its manager, Bo Reed, said", "its manager", ("Bo Reed",), "said", "Bo Reed", ("its manager",)),
        (
            "Ode's deputy, Councillor Bo Reed, said",
            "Ode's deputy",
            ("Councillor Bo Reed",),
            "said",
            "Councillor Bo Reed",
            ("Ode's deputy",),
        ),
        ("the mayor, Ann Lee, 54, said", "the mayor", ("Ann Lee", "54"), "said", "Ann Lee", ("the mayor", "54")),
        ("Ann Lee, Bo Reed, said", "Ann Lee", ("Bo Reed",), "said", "Ann Lee", ("Bo Reed",)),
        ("the mayor, a baker, said", "the mayor", ("a baker",), "said", "the mayor", ("a baker",)),
        (
            "the dam's owner, Arle Water Trust, said",
            "the dam's owner",
            ("Arle Water Trust",),
            "said",
            "the dam's owner",
            ("Arle Water Trust",),
        ),
    ],
)
def test_mended(
    text: str, mention: str, beside: tuple[str, ...], cue: str, words: str, described: tuple[str, ...]
) -> None:
    found = mended(draft(text, mention, beside, cue), text)
    assert found.mention is not None
    assert (found.mention.of(text), tuple(each.of(text) for each in found.appositions)) == (words, described)


def test_a_noun_that_no_list_knows_is_a_role_beside_a_name() -> None:
    assert describe("Bo Reed", ("the cathaoirleach",)).role == "cathaoirleach"
    assert describe("Bo Reed", ("the last of them",)).role is None


@pytest.mark.parametrize(
    ("beside", "affiliation"),
    [
        (("whose firm", "Orm Partners", "owns it"), "Orm Partners"),
        (("whose charity Open Road runs it",), "Open Road"),
        (("whose firm", "a big one"), None),
        (("whose shop is called Quay",), None),
        (("whose left hand hurts",), None),
        (("whose daughter Eve Lee sang",), None),
    ],
)
def test_whose_firm_somebody_has(beside: tuple[str, ...], affiliation: str | None) -> None:
    assert describe("Ann Lee", beside).affiliation == affiliation
