"""Mentions are read into name, role, affiliation and kind."""

import pytest

from sayso_extract.domain.speakers.appositions import describe

LONG = "Chief of the General Staff of the Armed Forces of Norway Ada Brook"


@pytest.mark.parametrize(
    ("mention", "name", "role", "affiliation", "kind"),
    [
        ("Harbour Office chief Ada Brook", "Ada Brook", "chief", "Harbour Office", "person"),
        ("Interior Minister Bo Reed", "Bo Reed", "Interior Minister", None, "person"),
        ("French President Ada Brook", "Ada Brook", "President", "France", "person"),
        ("Dr Ada Brook", "Ada Brook", None, None, "person"),
        ("Lord Reed", "Lord Reed", None, None, "person"),
        (LONG, "Ada Brook", "Chief of the General Staff", "Armed Forces of Norway", "person"),
        ("the leader of Saltby Council", None, "leader", "Saltby Council", "anonymous"),
        ("the Leader of the Opposition", None, "Leader of the Opposition", None, "anonymous"),
        ("an engineer at Saltby Water", None, "engineer", "Saltby Water", "anonymous"),
        (
            "Researchers at the University of Saltby",
            "University of Saltby",
            "Researchers",
            "University of Saltby",
            "group",
        ),
        ("two people familiar with the matter", None, None, None, "group"),
        ("the relief agency Harbour Hands", "Harbour Hands", None, None, "organisation"),
        ("Norway", "Norway", None, None, "organisation"),
        ("Norway's General Staff", "Norway's General Staff", None, None, "organisation"),
        ("an NX report", "NX", None, None, "document"),
        ("a poll for the Gallow Institute", "Gallow Institute", None, None, "document"),
        ("the report", None, None, None, "document"),
        # a place that only begins a body's name, letters that are one, and letters that are none
        ("Washington Post reporter Ada Brook", "Ada Brook", "reporter", "Washington Post", "person"),
        ("Kenya Airways spokeswoman Ada Brook", "Ada Brook", "spokeswoman", "Kenya Airways", "person"),
        ("Kenya health minister Ada Brook", "Ada Brook", "health minister", "Kenya", "person"),
        ("RSPCA inspector Ada Brook", "Ada Brook", "inspector", "RSPCA", "person"),
        ("UK Health Secretary Ada Brook", "Ada Brook", "Health Secretary", "UK", "person"),
        ("NBC News political editor Ada Brook", "Ada Brook", "political editor", "NBC News", "person"),
        ("HR director Ada Brook", "Ada Brook", "HR director", None, "person"),
        ("FORMER mayor Ada Brook", "Ada Brook", "FORMER mayor", None, "person"),
        ("SOAP star Ada Brook", "Ada Brook", "SOAP star", None, "person"),
        ("New Jersey Gov. Ada Brook", "Ada Brook", "Gov.", "New Jersey", "person"),
        ("former Ohio governor Ada Brook", "Ada Brook", "former governor", "Ohio", "person"),
        ("New York City Mayor Ada Brook", "Ada Brook", "Mayor", "New York City", "person"),
        ("Florida resident Ada Brook", "Ada Brook", "Florida resident", None, "person"),
        ("Senator Ada Brook of Tarn and Senator Bo Reed of Norby", "Ada Brook", "Senator", "Tarn", "person"),
        ("the South Carolina Republican", None, "Republican", None, "anonymous"),
        # what means something together only
        ("Reed's chief of staff Ada Brook", "Ada Brook", "chief of staff", "Reed", "person"),
        ("Deputy Chief of Staff Ada Brook", "Ada Brook", "Deputy Chief of Staff", None, "person"),
        ("White House deputy chief of staff Ada Brook", "Ada Brook", "deputy chief of staff", "White House", "person"),
        ("White House Press Secretary Ada Brook", "Ada Brook", "Press Secretary", "White House", "person"),
        ("White House officials", "White House", "officials", "White House", "group"),
        ("the mayor's chief of staff", None, "chief of staff", None, "anonymous"),
        # whose they are
        ("Reed's press secretary Ada Brook", "Ada Brook", "press secretary", "Reed", "person"),
        ("Tarn News' Ada Brook", "Ada Brook", None, "Tarn News", "person"),
        ("Bo Reed's longtime confidant Ada Brook", "Ada Brook", None, "Bo Reed", "person"),
        ("a spokeswoman for Brook's campaign", None, "spokeswoman", "Brook", "anonymous"),
        ("an analyst at Barlow's and others", None, "analyst", "Barlow's", "anonymous"),
        ("Brook's close friends and allies", None, "close friends and allies", "Brook", "group"),
        ("sources close to Brook", None, "sources", None, "group"),
        # whose of two he is
        ("operative and Bo Reed's chief strategist", None, "chief strategist", "Bo Reed", "anonymous"),
        # how many, or what of it, before whom it is
        ("a high percentage of voters in both parties", None, "voters", None, "group"),
        ("about four out of 10 voters", None, "voters", None, "group"),
        ("nine in ten", None, None, None, "group"),
        ("59 percent in Orland", None, None, None, "group"),
        ("the results of a poll by Orm University", "Orm University", None, None, "document"),
        ("the findings of the inquiry", "inquiry", None, None, "organisation"),
        # documents, and whose they are
        ("July's Orm Bank survey", "Orm Bank", None, None, "document"),
        ("Brook's LinkedIn page", "Brook", None, None, "document"),
        ("a Wednesday editorial in the Orm Post", None, None, None, "document"),
        ("his Facebook profile", None, None, None, "document"),
        ("another post", None, None, None, "document"),
        ("the Post", "Post", None, None, "organisation"),
        ("New research", None, None, None, "document"),
        ("Exit polls", None, None, None, "document"),
        ("a group representing rural counties", None, None, None, "organisation"),
        ("Orm Research", "Orm Research", None, None, "organisation"),
        ("Tarn News' report", "Tarn News", None, None, "document"),
        # parties and those who were something
        ("Utah Republican", None, "Republican", None, "anonymous"),
        ("the Republican from Utah", None, "Republican", None, "anonymous"),
        ("Progressives", "Progressives", None, None, "group"),
        ("Most of the vulnerable Senate Republicans", "Senate Republicans", None, None, "group"),
        ("All the Democrats", "Democrats", None, None, "group"),
        ("veteran Republicans", "Republicans", None, None, "group"),
        ("Senator Ada Brook and former Ohio mayor Bo Reed", "Bo Reed", "former mayor", "Ohio", "person"),
        ("President and CEO Bo Reed", "Bo Reed", "President and CEO", None, "person"),
        ("president and chief executive Bo Reed", "Bo Reed", "president and chief executive", None, "person"),
        ("Republicans Lund of Tarn and Reed of Norby", None, None, None, "group"),
        ("the court's conservatives", None, "court's conservatives", None, "group"),
        ("Chinese military commentators", None, "Chinese military commentators", None, "group"),
        ("Other news organizations", None, "news organizations", None, "group"),
        ("Neither Republicans nor Democrats", None, None, None, "group"),
        ("Ex-friends", None, "ex-friends", None, "group"),
        # whose mayor, and which rank, is no part of the role
        ("Norby mayor Ada Brook", "Ada Brook", "mayor", "Norby", "person"),
        ("Deputy mayor Ada Brook", "Ada Brook", "Deputy mayor", None, "person"),
        ("Pentagon spokesman Navy Capt. Bo Reed", "Bo Reed", "spokesman", "Pentagon", "person"),
        ("U.S. Defense Secretary Bo Reed", "Bo Reed", "Defense Secretary", "U.S.", "person"),
        ("U.S. District Judge Bo Reed", "Bo Reed", "U.S. District Judge", None, "person"),
        ("Mr. Lund's supporters", None, "supporters", "Lund", "group"),
        ("Two other emails", None, None, None, "document"),
        ("Filmmaker Bo Reed", "Bo Reed", "Filmmaker", None, "person"),
        ("Court papers", None, None, None, "document"),
        ("Norrail editor-in-chief Ada Brook", "Ada Brook", "editor-in-chief", "Norrail", "person"),
        ("Lund and Sen. Bo Reed", "Bo Reed", "Sen.", None, "person"),
        ("Police and Crime Commissioner Bo Reed", "Bo Reed", "Police and Crime Commissioner", None, "person"),
        ("Ada Brook's", "Ada Brook", None, None, "person"),
        # a surname that is spelled like a role
        ("Mr Cook", "Cook", None, None, "person"),
        ("the cook", None, "cook", None, "anonymous"),
    ],
)
def test_describe(mention: str, name: str | None, role: str | None, affiliation: str | None, kind: str) -> None:
    found = describe(mention)
    assert (found.name, found.role, found.affiliation, found.kind) == (name, role, affiliation, kind)


def test_an_apposition_fills_role_and_affiliation() -> None:
    found = describe("Ada Brook", ("58", "an analyst at Greyfinch Securities"))
    assert (found.name, found.role, found.affiliation) == ("Ada Brook", "analyst", "Greyfinch Securities")


@pytest.mark.parametrize(
    ("beside", "role", "affiliation"),
    [
        ("a Republican and former Ohio governor", "former governor", "Ohio"),
        ("a fellow at the Centre on Budget and Tax", "fellow", "Centre on Budget and Tax"),
        ("a partner at Orm Bank on Monday", "partner", "Orm Bank"),
    ],
)
def test_what_stands_beside_a_name(beside: str, role: str, affiliation: str) -> None:
    found = describe("Ada Brook", (beside,))
    assert (found.role, found.affiliation) == (role, affiliation)


def test_what_was_done_is_no_role() -> None:
    assert describe("Ada Brook", ("an email was sent",)).role is None


def test_given_names_tell_a_gender() -> None:
    assert (describe("Hillary Lund").gender, describe("Bernie Lund").gender) == ("f", "m")
