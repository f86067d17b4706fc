"""``--show`` and ``--html``: all of the text, every statement marked, and nothing that a terminal or browser obeys."""

import re
from html.parser import HTMLParser
from io import StringIO

import pytest
from rich.console import Console

from sayso.cli import showing, showing_html
from sayso.cli.marking import pieces, voices
from sayso.contracts.records import ArticleRecord, SpeakerRecord, StatementRecord
from sayso.runtime.abilities import ReadArticle

TEXT = (
    "Ada Brook said the bridge was safe.\n\n"
    "“It will open,” she added, “in the spring.\n\n“And that is that.”\n\n"
    "Bo Reed <script>alert(1)</script> warned of \x1b[2J ice & snow."
)


def statement(content: tuple[str, ...], mention: str, name: str | None, **more: object) -> StatementRecord:
    spans = tuple((TEXT.index(each), TEXT.index(each) + len(each)) for each in content)
    speaker = SpeakerRecord.model_validate(
        {
            "mention": mention,
            "mention_span": (TEXT.index(mention), TEXT.index(mention) + len(mention)),
            "name": name,
            "kind": "person",
            **{key: more.pop(key) for key in ("role", "affiliation") if key in more},
        }
    )
    values = {"cue": "said", "kind": "indirect", "rule": "test", "confidence": 0.9, "extractor_version": "1", **more}
    return StatementRecord.model_validate(
        {
            "statement_id": f"s{spans[0][0]}",
            "content": " ".join(content),
            "content_spans": spans,
            "speaker": speaker,
            **values,
        }
    )


@pytest.fixture
def read() -> ReadArticle:
    cue = TEXT.index("added")
    said = (
        statement(("the bridge was safe",), "Ada Brook", "Ada Brook", role="mayor", affiliation="Saltby"),
        statement(
            ("It will open", "in the spring.\n\n“And that is that."), "she", "Ada Brook", cue_span=(cue, cue + 5)
        ),
        statement(("ice & snow",), "Bo Reed", None, certainty="denied", negated=True),
    )
    article = ArticleRecord(
        article_id="a",
        url='https://t.example/"><b>',
        fetched_url="https://t.example/",
        outlet="The Post\x07",
        title="<i>Ice</i>",
        fetched_at="",
        fingerprint="",
        page_sha256="",
    )
    return ReadArticle(article=article, text=TEXT, statements=said, extractor_version="1")


def test_the_pieces_are_the_text_with_every_part_once(read: ReadArticle) -> None:
    found = list(pieces(read))
    assert "".join(each.words for each in found) == TEXT
    parts = [(each.statement, each.part, each.ends) for each in found if each.part]
    assert parts == [
        (1, "speaker", False),
        (1, "content", True),
        (2, "content", False),
        (2, "speaker", False),
        (2, "cue", False),
        (2, "content", True),
        (3, "speaker", False),
        (3, "content", True),
    ]


def test_words_that_two_statements_claim_are_shown_once(read: ReadArticle) -> None:
    twice = read.model_copy(update={"statements": (*read.statements, read.statements[0])})
    assert "".join(each.words for each in pieces(twice)) == TEXT


def test_speakers_are_one_voice_by_name(read: ReadArticle) -> None:
    first, second = voices(read.statements)
    assert (first.called, first.statements, first.speaker.role) == ("Ada Brook", (1, 2), "mayor")
    assert (second.called, second.statements) == ("Bo Reed", (3,))


def test_the_terminal_shows_brackets_and_obeys_nothing(read: ReadArticle) -> None:
    out = StringIO()
    showing.show("x", read, Console(file=out, width=200, no_color=True, highlight=False))
    words = out.getvalue()
    assert "Ada Brook said [the bridge was safe]1." in words
    assert "“[It will open …,” she added, “… in the spring." in words
    assert "[ice & snow]2" in words
    assert "mayor, Saltby" in words
    assert "\x1b[2J" not in words
    assert "\x07" not in words
    assert "\\x1b" in words


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_is_whole_and_holds_no_script(read: ReadArticle) -> None:
    page = showing_html.page("x", read)
    told = _Page()
    told.feed(page)
    assert told.open == []
    assert not {"script", "img", "link", "iframe"} & set(told.tags)
    assert "<script>alert" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=", page)
    assert "<i>Ice</i>" in told.words
    assert "denied, negated" in told.words
    assert page.count('tabindex="0"') == 5
    assert "mayor, Saltby" in told.words


def test_an_article_without_statements_says_so(read: ReadArticle) -> None:
    silent = read.model_copy(update={"statements": ()})
    assert "Nobody is quoted" in showing_html.page("x", silent)
