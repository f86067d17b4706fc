"""What language an article is in: the page's word, unless its text speaks against it."""

import pytest

from sayso_extract.document import read_document
from sayso_extract.domain import language
from sayso_extract.domain.language import language_code, language_of, load_model, spoken_in

ENGLISH = (
    "The old bridge over the Arle in Saltby was closed on Monday after engineers found rust in its hangers. The mayor "
    "said that the town would pay for the repairs, and that buses would run for as long as it takes, which is a year."
)
GERMAN = (
    "Die alte Brücke über die Arle in Saltby wurde am Montag gesperrt, nachdem Ingenieure Rost an den Hängern gefunden "
    "hatten. Die Bürgermeisterin sagte, dass die Stadt für die Reparatur aufkommt und dass bis zum Sommer Busse fahren."
)
XHOSA = (
    "Ibhulorho endala yaseSaltby ivaliwe ngoMvulo emva kokuba iinjineli zifumene umhlwa. USodolophu uthe idolophu iza "
    "kuhlawulela ukulungiswa kwayo kwaye iibhasi ziza kuhamba ihlobo lonke, nto leyo abantu abayivuyelayo kakhulu."
)


@pytest.mark.parametrize(
    ("text", "declared", "found"),
    [
        (ENGLISH, ["en-GB"], ("en", "declared")),
        (GERMAN, ["de_DE"], ("de", "declared")),
        (GERMAN, ["en"], ("de", "text")),
        (ENGLISH, ["de", "en"], ("en", "declared")),
        (GERMAN, [None, ""], ("de", "text")),
        (GERMAN, [], ("de", "text")),
        (XHOSA, ["xh"], ("xh", "declared")),
        (XHOSA, ["en"], ("xh", "text")),
        (ENGLISH, ["xh", "en"], ("en", "declared")),
        ("Brücke zu.", ["en"], ("en", "declared")),
        (GERMAN[:120], ["fr", "en"], ("fr", "declared")),
        ("12 34 56", [], (None, None)),
        ("", [], (None, None)),
    ],
)
def test_language(text: str, declared: list[str | None], found: tuple[str | None, str | None]) -> None:
    assert language_of(text, declared) == found


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-GB", "en"), ("de_DE", "de"), (" PT ", "pt"), ("fil", "fil"), ("english", None), ("e", None), ("und", None),
     ("x-klingon", None), ("日本", None), (None, None)],
)  # fmt: skip
def test_language_code(tag: str | None, code: str | None) -> None:
    assert language_code(tag) == code


def test_without_its_model_the_page_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "load_model", lambda: None)
    assert language_of(GERMAN, ["en"]) == ("en", "declared")
    assert language_of(GERMAN) == (None, None)


def test_the_model_is_not_asked_where_the_page_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(language, "load_model", lambda: asked.append("once"))
    assert language_of(ENGLISH, ["en", "en_GB"]) == ("en", "declared")
    assert asked == []


def test_the_model_is_there() -> None:
    assert load_model() is not None
    assert spoken_in(GERMAN) == "de"


def test_a_text_capture_is_in_its_own_language() -> None:
    article = read_document(f"Brücke gesperrt\n\n{GERMAN}\n", url=None, media="text")
    assert (article.language, dict(article.sources)["language"]) == ("de", "text")
