"""Extract's handler: a fetched page in, its article and statements on ``statements``.

An article in which nobody says anything goes on too, so that the store knows it; its disposition says so. What the
page itself is wrong about comes as a ``Failure`` from ``parsers`` and passes through.
"""

from typing import TYPE_CHECKING

from sayso.contracts import Disposition, Done, Output
from sayso.contracts.events import PageFetched
from sayso_extract.answers import Answer
from sayso_extract.parsers import Parsers
from sayso_extract.reading import Reading

if TYPE_CHECKING:
    from sayso_extract.document import ClaimFinder


class Extract:
    """Handler of the stage ``extract``."""

    def __init__(self, parsers: Parsers, reading: Reading) -> None:
        self._parsers, self._reading = parsers, reading

    async def __call__(self, page: PageFetched, *, correlation_id: str) -> Done:
        """Read the page."""

        async def parse(finder: "ClaimFinder | None") -> Answer:
            return await self._parsers.read(
                page.body,
                url=page.final_url,
                media=page.media,
                charset=page.charset,
                fetched_at=page.fetched_at,
                led_here=(page.url, *page.redirects),
                finder=finder,
            )

        answer = await self._reading(parse)
        about = answer.about
        return Done(
            Disposition.EXTRACTED if about.statements else Disposition.NO_CLAIMS,
            outputs=(Output("statements", answer.event(page.tags, page.correlation_id or correlation_id)),),
            facts={
                "statements": about.statements,
                "characters": about.characters,
                "outlet": about.outlet,
                "article": about.article_id,
                "charset_unsure": about.charset_unsure,
                **_about_the_finder(answer),
            },
        )


def _about_the_finder(answer: Answer) -> dict[str, str | int]:
    """What an operator may ask about a finder that is not the one that ships."""
    found: dict[str, str | int] = {}
    if not answer.version.isdecimal():
        found["extractor"] = answer.version
    if answer.refused:
        found["refused"] = answer.refused
    if answer.fell_back is not None:
        found["fell_back"] = answer.fell_back
    return found
