"""Mail, markdown, hard-wrapped and clean text are read alike."""

from sayso_extract.domain.model import Article
from sayso_extract.domain.text_article import text_article

FIRST = "The old bridge over the Arle in Saltby was closed on Monday."
SECOND = "Nobody was hurt, the mayor said, and buses would run all summer."


def article(text: str) -> Article:
    found = text_article(text)
    assert found is not None
    return found


def test_clean_text() -> None:
    found = article(f"Bridge closes in Saltby\nBy Ada Reed and Bo Brook\n9 April 2025\n\n{FIRST}\n\n{SECOND}\n")
    assert (found.title, found.authors) == ("Bridge closes in Saltby", ("Ada Reed", "Bo Brook"))
    assert (found.published, found.text) == ("2025-04-09", f"{FIRST}\n\n{SECOND}")


def test_markdown() -> None:
    found = article(f"# Bridge closes in Saltby\n\n*By the way*\n\n{FIRST}\n\n## What is next\n\n{SECOND}")
    assert found.title == "Bridge closes in Saltby"
    assert found.text == f"{FIRST}\n\nWhat is next\n\n{SECOND}"


def test_mail() -> None:
    found = article(
        "From: press@saltby.example\nSubject: Bridge closes in Saltby\nDate: 9 April 2025\n\n"
        f"{FIRST}\n\n{SECOND}\n\n--\nPress"
    )
    assert (found.title, found.published, found.text) == (
        "Bridge closes in Saltby",
        "2025-04-09",
        f"{FIRST}\n\n{SECOND}",
    )


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "Bridge closes in Saltby\n\nThe old bridge over the river Arle in Saltby was closed on\n"
        "Monday after engineers found rust in most of its hangers,\n"
        "which had not been painted since the flood of the year\n"
        "before last.\n\nNobody was hurt, the mayor said, and buses would run\nfrom the market all summer long.\n"
    )
    first, second = article(text).text.split("\n\n")
    assert first.endswith("since the flood of the year before last.")
    assert second == "Nobody was hurt, the mayor said, and buses would run from the market all summer long."


def test_short_speech_between_paragraphs_is_kept() -> None:
    assert article(f"{FIRST}\n\n“Why now?”\n\n{SECOND}").text == f"{FIRST}\n\n“Why now?”\n\n{SECOND}"


def test_text_with_no_sentence_is_kept_as_it_is() -> None:
    assert article("bridge closed").text == "bridge closed"
    assert text_article("Share this article\n\nComments") is None
