"""The ability ``read``: what ``sayso extract`` and the console ask for, a document read in this process."""

import asyncio

from sayso.contracts.events import Media
from sayso.runtime.abilities import Finder, Read, ReadArticle
from sayso.runtime.settings import PlaceSettings
from sayso_extract import pipeline
from sayso_extract.answers import Answer
from sayso_extract.document import ClaimFinder
from sayso_extract.finder_settings import FinderSettings
from sayso_extract.reading import reading


def read_here(
    body: bytes,
    *,
    url: str,
    media: Media | None = None,
    charset: str | None = None,
    as_is: bool = False,
    finder: Finder | None = None,
) -> ReadArticle:
    """A document, in this process. Raises ``contracts.Failure`` or ``abilities.FinderAway``."""

    async def parse(chosen: ClaimFinder | None) -> Answer:
        return Answer.of(pipeline.read(body, url=url, media=media, charset=charset, as_is=as_is, finder=chosen))

    async def found() -> ReadArticle:
        async with reading(FinderSettings() if finder is None else FinderSettings(finder=finder)) as read:
            return (await read(parse)).read()

    return asyncio.run(found())


def open_read(_: PlaceSettings) -> Read:
    """The ability ``read``."""
    return read_here
