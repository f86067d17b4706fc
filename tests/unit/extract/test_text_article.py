"""Mail, markdown, hard-wrapped and clean text are read alike."""

import pytest

from sayso_extract.domain.model import Article
from sayso_extract.domain.text.article import text_article
from sayso_extract.domain.text.layout import mend_numbers
from tests.cpu_time import cpu_seconds

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


PAGES = (
    "The harbour of Saltby has lost two metres of water since the sur-\n"
    "vey, the harbour master, Tomas Hallam, said on Friday, and a well-\n"
    "kept secret it was not. The survey cost a great deal of money and\n"
)


def test_hyphens_at_line_ends_go_unless_they_are_the_words_own() -> None:
    text = article(f"Harbour is dry in Saltby\n\n{PAGES}was never printed.\n\n{SECOND}\n").text
    assert "since the survey, the" in text
    assert "a well-kept secret" in text
    assert "\u00ad" not in article(f"{FIRST}\n\nThe may\u00ad\nor of Saltby said it was safe.").text
    assert "The mayor of Saltby" in article(f"{FIRST}\n\nThe may\u00ad\nor of Saltby said it was safe.").text


def test_pages_are_put_together() -> None:
    text = article(
        f"Dry harbour in Saltby\n\n{PAGES}\nTHE POST\n7\n\fTHE POST\n\nwas never printed.\n\n8\n\f{SECOND}\n9\n"
    ).text
    assert "a great deal of money and was never printed." in text
    assert text.endswith(SECOND)
    assert "POST" not in text


def test_a_number_that_stands_alone_is_no_page_number() -> None:
    text = article(f"{FIRST}\n\n“How many?”\n\n“7.”\n\n{SECOND}").text
    assert "“7.”" in text


def test_a_list_and_a_table_of_short_lines_are_not_joined() -> None:
    lines = "\n".join(("- The bridge in Saltby was closed.", "- The ferry to Orm was late.", "- the dam is safe."))
    text = article(f"{FIRST}\n\n{lines}\n\n{SECOND}").text
    assert text == "\n\n".join((FIRST, *lines.split("\n"), SECOND))


def test_a_title_is_not_joined_with_its_standfirst() -> None:
    found = article(
        f"The bridge in Saltby is closed until the end of spring\nTraders fear for their summer\n\n{FIRST}\n{SECOND}"
    )
    assert found.title == "The bridge in Saltby is closed until the end of spring"


def test_asterisks_and_underscores_stay_where_there_is_no_markdown() -> None:
    said = "The mayor of Saltby wrote that 2*3*4 is 24 and that file_name_here was his."
    assert article(f"{FIRST}\n\n{said}").text.endswith(said)
    assert article(
        f"# Bridge closes\n\n{FIRST}\n\nIt is *very* safe and costs 2*3, **Ada Reed** said in `x_y`."
    ).text.endswith("It is very safe and costs 2*3, Ada Reed said in x_y.")


def test_an_end_that_comes_early_is_none() -> None:
    """A heading "About Saltby" in the middle of an article ends nothing, nor do comments above it."""
    text = article(
        f"3 Comments\n\n{FIRST}\n\nAbout Saltby\n\n{SECOND}\n\n{FIRST[:-1]}, too.\n\n{SECOND[:-1]}, she said."
    ).text
    assert text.endswith("summer, she said.")


def test_an_end_behind_a_third_of_the_article_is_none() -> None:
    more = "\n\n".join(f"{FIRST[:-1]} at {hour}, {SECOND}" for hour in range(1, 6))
    assert article(f"{FIRST}\n\n{SECOND}\n\nAbout Saltby\n\n{more}").text.endswith("at 5, " + SECOND)
    assert article(f"{FIRST}\n\n{SECOND}\n\nAbout Saltby Ferries\n{FIRST}").text == f"{FIRST}\n\n{SECOND}"


def test_of_a_forwarded_mail_only_the_mail_is_read() -> None:
    mail = f"From: press@saltby.example\nSubject: Bridge closes\nDate: 9 April 2025\n\n{FIRST}"
    for mark in ("---------- Forwarded message ---------", "-----Original Message-----", "Begin forwarded message:"):
        found = article(f"Hello Ada, I think that this is worth a line tomorrow.\n\n{mark}\n{mail}\n\nBest wishes,\nBo")
        assert (found.title, found.text) == ("Bridge closes", FIRST)


def test_notes_on_the_authors_go_and_what_authors_say_stays() -> None:
    text = article(f"Bridge closes in Saltby\nBy Ada Reed\n\n{FIRST}\n\nAda Reed covers the coast for the Post.").text
    assert text == FIRST
    kept = "Ada Reed is the editor of the Post. “I was there,” she said."
    assert article(f"Bridge closes in Saltby\nBy Ada Reed\n\n{FIRST}\n\n{kept}").text.endswith(kept)


def test_the_day_of_publication_comes_before_other_dates() -> None:
    head = "Monday, May 5, 2025\nBridge closes in Saltby today\nBy Ada Reed\n"
    assert article(f"{head}Updated 7 May 2025\nPublished 6 May 2025\n\n{FIRST}").published == "2025-05-06"
    assert article(f"{head}Updated 7 May 2025\n\n{FIRST}").published == "2025-05-05"
    assert article(f"Bridge closes\n\nSALTBY, May 3, 2025 (NX) — {FIRST}").published == "2025-05-03"


RISES = ("Fees at the old harbour rose by", "12", "percent in the year.")


@pytest.mark.parametrize(
    ("lines", "mended"),
    [
        (RISES, ("", "", "Fees at the old harbour rose by 12 percent in the year.")),
        (
            ("She has led the small office since", "", "2019", "", "and will retire in spring."),
            ("", "", "", "", "She has led the small office since 2019 and will retire in spring."),
        ),
        (
            ("The new pier will cost the town", "$4.5bn", "over ten years.", "And more."),
            ("", "", "The new pier will cost the town $4.5bn over ten years.", "And more."),
        ),
    ],
)
def test_a_sentence_broken_around_a_number_is_mended(lines: tuple[str, ...], mended: tuple[str, ...]) -> None:
    assert mend_numbers(lines) == mended


def test_mending_numbers_is_linear() -> None:
    lines = ("Fees at the old harbour rose by", "12", "percent of what they were before and again by") * 30_000
    assert cpu_seconds(lambda: mend_numbers(lines), limit=5) < 5


@pytest.mark.parametrize(
    "lines",
    [
        ("Fees at the old harbour rose again.", "12", "comments were left."),
        ("Home News Sport", "12", "more stories"),
        ("What the council of Tarn has decided", "12", "The fees rise."),
        ("Fees at the old harbour rose by", "twelve", "percent in the year."),
        ("Fees at the old harbour rose by", "12"),
    ],
)
def test_what_is_no_broken_sentence_stays(lines: tuple[str, ...]) -> None:
    assert mend_numbers(lines) == lines
