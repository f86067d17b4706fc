"""The package's verbs and the reasons for which a document is refused."""

import pytest

from sayso_extract.document import DocumentError, Media, RuleFinder, extract, read_document

TEXT = "Bridge closes\nBy Ada Reed\n2025-04-09\n\nThe bridge was closed, the mayor of Saltby said.\n"


@pytest.mark.parametrize(
    ("data", "charset", "reason"),
    [
        (b"", None, "empty"),
        ("  \n ", None, "empty"),
        (b"%PDF-1.7", None, "not_text"),
        (b"\x00\x01\x02\x03" * 50, None, "not_text"),
        (b"words", "utf-7", "charset_refused"),
        (b"<html><body></body></html>", None, "no_article"),
        ("Share this article\nComments\n", None, "no_article"),
    ],
)
def test_refusals(data: bytes | str, charset: str | None, reason: str) -> None:
    with pytest.raises(DocumentError) as error:
        read_document(data, url=None, charset=charset)
    assert error.value.reason == reason
    assert str(error.value).startswith(f"{reason}: ")


def test_text_is_cleaned() -> None:
    article = read_document(TEXT, url="https://news.example/1")
    assert article.text == "The bridge was closed, the mayor of Saltby said."
    assert (article.title, article.authors, article.published) == ("Bridge closes", ("Ada Reed",), "2025-04-09")
    assert (article.published_source, article.url) == ("text", "https://news.example/1")


def test_as_is_keeps_the_text_and_still_guesses_the_head() -> None:
    article = read_document(TEXT.encode(), url=None, as_is=True)
    assert (article.text, article.title, article.published) == (TEXT, "Bridge closes", "2025-04-09")


def test_media_may_be_given() -> None:
    medium: Media = "text"
    assert "<b>" in read_document("<p>The <b>bridge</b> in Saltby was closed on Monday.", url=None, media=medium).text


def test_statements_come_by_their_first_span() -> None:
    article = read_document(TEXT, url=None)
    (found,) = extract(article, RuleFinder())
    assert found.content == "The bridge was closed"
    assert found.said_when is None
    assert extract(article, RuleFinder()) == (found,)


def test_lone_surrogates_are_replaced() -> None:
    article = read_document("The bridge was closed on Monday, \ud800 he said.", url=None, as_is=True)
    assert "\ud800" not in article.text
    assert len(extract(article, RuleFinder())) <= 1
