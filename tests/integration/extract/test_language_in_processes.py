"""A confined parsing process finds the language model already loaded: it may not load it itself."""

from tests.integration.extract.conftest import pool

GERMAN = (
    "Die alte Brücke über die Arle in Saltby wurde am Montag gesperrt, nachdem Ingenieure Rost an den Hängern gefunden "
    "hatten. Die Bürgermeisterin sagte, dass die Stadt für die Reparatur aufkommt und dass bis zum Sommer Busse fahren."
)


async def test_a_page_that_does_not_say_is_read_for_its_language() -> None:
    page = f"<html><body><article><p>{GERMAN}</p><p>{GERMAN} Und so.</p></article></body></html>"
    with pool(processes=1, seconds=20.0) as running:
        reading = await running.read(page)
    assert reading.read is not None
    assert reading.read.article.language == "de"
    assert reading.read.article.sources["language"] == "text"
