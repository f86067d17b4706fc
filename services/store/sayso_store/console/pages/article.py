"""``/articles/ID``: an article's text with its statements coloured by speaker, and the capture it was read from.

A capture is the page as its server sent it, which may be anything. So it is given as a file to save, never as a page
of ours.
"""

import asyncio
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import zstandard
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sayso.cli.marking import pieces, voices
from sayso.contracts.events import PageFetched
from sayso.runtime.abilities import ReadArticle
from sayso.runtime.archive_abilities import Archive, Wanted
from sayso.runtime.service import MissingAbility, ability
from sayso_store.console.desk import Desk, desk_of
from sayso_store.console.problems import Problem
from sayso_store.console.rendering import page
from sayso_store.console.text_parts import paragraphs
from sayso_store.views import ArticleDetail

router = APIRouter()

_AROUND = timedelta(seconds=90)
_LARGEST = 64 << 20
COLOURS = 8


@router.get("/articles/{article_id}")
def article(request: Request, article_id: str) -> Response:
    """The page."""
    desk = desk_of(request)
    found = _known(desk, article_id)
    read = ReadArticle(
        article=found.article,
        text=found.text,
        statements=tuple(each.statement for each in found.statements),
        extractor_version="",
    )
    told = voices(read.statements)
    voice_of = {number: voice for voice in told for number in voice.statements}
    shown = paragraphs(pieces(read))
    return page(
        request, "article.html", detail=found, voices=told, voice_of=voice_of, paragraphs=shown, colours=COLOURS,
        has_archive=_was_fetched(found) and _archive(desk) is not None,
    )  # fmt: skip


@router.get("/articles/{article_id}/capture")
async def capture(request: Request, article_id: str) -> Response:
    """The archived page, as a file."""
    desk = desk_of(request)
    found = await asyncio.to_thread(_known, desk, article_id)
    kept = await asyncio.to_thread(_captured, desk, found)
    if kept is None:
        raise Problem(
            404, "no_capture", "The archive does not hold this page: it was pushed as a document, or is kept elsewhere."
        )
    name = f"{article_id}.{'html' if kept.media == 'html' else 'txt'}"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-security-policy": "default-src 'none'; sandbox",
    }
    body = zstandard.ZstdDecompressor().decompress(kept.body, max_output_size=_LARGEST)
    return Response(body, media_type="application/octet-stream", headers=headers)


def _known(desk: Desk, article_id: str) -> ArticleDetail:
    found = desk.articles(article_id)
    if found is None:
        raise Problem(404, "no_article", "No article has this id.")
    return found


def _was_fetched(found: ArticleDetail) -> bool:
    """What was pushed as a document is in no archive."""
    return found.article.fetched_url.startswith(("http://", "https://"))


def _archive(desk: Desk) -> Archive | None:
    try:
        archive: Archive = ability("archive", desk.place)
    except MissingAbility:
        return None
    return archive


def _captured(desk: Desk, found: ArticleDetail) -> PageFetched | None:
    """The page whose body the article was read from, in the files that were begun before it was fetched."""
    archive = _archive(desk)
    if archive is None:
        return None
    fetched = datetime.fromisoformat(found.article.fetched_at)
    host = urlsplit(found.article.fetched_url).hostname or ""
    wanted = Wanted(since=fetched - _AROUND, until=fetched + _AROUND, host=host)
    try:
        files = archive.files()
    except OSError:
        return None
    for path in reversed(files):
        for each in archive.pages(path, wanted):
            if each.page is not None and each.page.sha256 == found.article.page_sha256:
                return each.page
    return None
